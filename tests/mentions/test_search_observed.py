"""Where OpenProject's own deletion ran, everything that still names the person is found."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import psycopg
import pytest
from psycopg import sql

from operasure.looks.mentions.hits import Hit
from support.databases import MakeDatabase
from support.instances import observed
from support.mentions import hits
from support.observed import document, places

Cell = tuple[str, str, str]

IDENTITY = document("identity")
SPELLINGS: Mapping[str, str] = IDENTITY["spellings"]
VARIANTS: Mapping[str, set[str]] = {
    "full name": {"full name"},
    "last, first": {"name order"},
    "login": {"login", "initial", "@login", "user:login"},
    "mail": {"mail"},
    "upper case": {"full name"},
    "initial": {"initial"},
    "ascii": {"transcription"},
    "nfd": {"full name"},
    "html entity": {"full name"},
    "first name only": {"given name", "near each other"},
    "last name only": {"family name", "near each other"},
    "double space": {"full name"},
}
"""What a spelling is seen as; a login made of an initial and the family name is both."""
WIDER = {
    "first name only": ("full name", "last, first", "ascii", "upper case", "double space", "nfd"),
    "last name only": ("full name", "last, first", "initial", "upper case", "double space", "nfd"),
}
"""Spellings that hold another one."""
FORMS = {
    r'data-id=\\?["\']?42\\?["\' />]': {"mention tag"},
    r"\buser#42(?!\d)": {"user#id"},
    r"/users/42(?!\d)": {"link", "mention tag"},
    r'\buser[#:]\\?"?(?:j_brandstroem|juergen\.brandstroem@example\.org)': {"user:login", "mail"},
}
TAGS = re.compile(r"<mention\b.*?(?:</mention>|/>)|\[[^\]]*\]\(/users/42\)", re.DOTALL | re.I)
"""What is one mention as a whole, whatever it shows."""


def cells(url: str) -> dict[Cell, str]:
    """The text of every cell that the observations name."""
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in IDENTITY["rows"]:
        wanted[row["table"], row["column"]].add(row["id"])
    found: dict[Cell, str] = {}
    with psycopg.connect(url) as connection:
        for (table, column), ids in wanted.items():
            query = sql.SQL("SELECT CAST(id AS text), CAST({} AS text) FROM {}").format(
                sql.Identifier(column), sql.Identifier(table)
            )
            for key, text in connection.execute(query):
                if str(key) in ids and text is not None:
                    found[table, column, str(key)] = readable(str(text))
    return found


def readable(text: str) -> str:
    """A text with what is coded in base64 or escaped laid open."""
    packed = re.sub(r"\s", "", text)
    if len(packed) > 100 and re.fullmatch(r"[A-Za-z0-9+/]+=*", packed):
        text = base64.b64decode(packed).decode(errors="replace")
    if re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]*", text):
        claims = text.split(".")[1]
        text = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)).decode(errors="replace")
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


@pytest.fixture(scope="module")
def after(shared_database: MakeDatabase) -> str:
    return shared_database(observed("after"))


@pytest.fixture(scope="module")
def found(after: str) -> dict[Cell, list[Hit]]:
    by_cell: dict[Cell, list[Hit]] = defaultdict(list)
    for hit in hits(after):
        by_cell[hit.check.table, hit.check.column.name, str(hit.row_id)].append(hit)
    return by_cell


def test_every_observed_place_is_found(found: dict[Cell, list[Hit]]) -> None:
    vectors = {"file_tsv", "fulltext_tsv"}
    still = {cell for cell in places("after", worded=True) if cell[1] not in vectors}
    assert len(still) > 400
    assert still - set(found) == set()


def test_every_spelling_is_found_as_what_it_is(after: str, found: dict[Cell, list[Hit]]) -> None:
    looked = 0
    wrong: list[Any] = []
    for cell, text in cells(after).items():
        seen = {hit.variant for hit in found.get(cell, [])}
        plain = TAGS.sub("", text)
        inside = {name for name, spelling in SPELLINGS.items() if spelling in plain}
        inside -= {name for name, wider in WIDER.items() if inside & set(wider)}
        for name in inside:
            looked += 1
            if not seen & VARIANTS[name]:
                wrong.append((cell, name, seen, text[:80]))
    assert looked > 500
    assert wrong == []


def test_every_form_with_the_id_is_found(after: str, found: dict[Cell, list[Hit]]) -> None:
    looked = 0
    for cell, text in cells(after).items():
        work_packages = re.sub(r"<mention[^>]*work_package[^>]*>", "", text)
        for form, variants in FORMS.items():
            if re.search(form, work_packages, re.IGNORECASE):
                looked += 1
                seen = {hit.variant for hit in found.get(cell, [])}
                assert seen & variants, (cell, form, text)
    assert looked > 100


def test_what_was_rewritten_is_not_found(after: str, found: dict[Cell, list[Hit]]) -> None:
    told = cells(after)
    rewritten = {
        (row["table"], row["column"], row["id"])
        for row in IDENTITY["rows"]
        if (row["table"], row["column"], row["id"]) in told
    } - set(found)
    assert len(rewritten) >= 10
    for cell in rewritten:
        text = told[cell]
        assert not any(spelling in text for spelling in SPELLINGS.values()), (cell, text)


def test_near_misses_are_never_certain(found: dict[Cell, list[Hit]]) -> None:
    namesake = [*found["users", "firstname", "48"], *found["users", "mail", "48"]]
    assert {hit.confidence for hit in namesake} == {"possible"}
    assert ("users", "lastname", "48") not in found
    assert all(key != "421" for table, _, key in found if table == "users")
    near = [m["cells"] for m in document("mentions")["rows"] if m["variant"].startswith("M10")]
    for cell in (cell for listed in near for cell in listed):
        place, _, key = cell.partition("#")
        table, _, column = place.partition(".")
        assert (table, column, key) not in found, cell


def test_places_are_told(found: dict[Cell, list[Hit]]) -> None:
    every = [hit for of_cell in found.values() for hit in of_cell]
    assert len({hit.id for hit in every}) == len(every)
    led = [hit for hit in every if hit.url]
    assert len(led) > 0.9 * len(every)
    assert all(hit.url.startswith("https://openproject.example.org/") for hit in led if hit.url)
    assert {hit.check.historic for hit in every} == {True, False}
    assert any(hit.author and hit.author.deleted for hit in every)
    assert any(hit.author and not hit.author.deleted for hit in every)
    assert any(hit.structured for hit in every)
    assert len({hit.check.group for hit in every}) >= 20
    for hit in every:
        assert len(hit.before) <= 60
        assert len(hit.after) <= 60

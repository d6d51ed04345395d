"""How many other accounts bear the name of a mention."""

from __future__ import annotations

import csv
import json

import pytest

from operasure.core.typed import plain
from operasure.matching import variants
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.matching.sharing import FULL, Sharing
from operasure.reports.evidence import mentions, mentions_csv, mentions_text, worklist
from operasure.reports.evidence.shown import sharing
from operasure.reports.words import Words
from support.databases import MakeDatabase
from support.evidence import written
from support.mentions import search
from support.removal import execute
from support.worklists import KEY, REVIEWED
from support.worklists import PERSON as WHO

OTHERS = [
    ("Jürgen", "Müller"), ("JUERGEN", "MUELLER"), ("Jurgen", "Muller"), ("Müller", "Jürgen"),
    ("", "Müller, Jürgen"), ("Ju\u0308rgen", "Mu\u0308ller"), ("Jürgen", "Maier"),
    ("Anna", "Müller"), ("Jörg", "Möller"), ("", ""),
]  # fmt: skip


def told(mention: str, others: list[tuple[str, str]] = OTHERS) -> int | None:
    identity = Identity.of(["Jürgen Müller"], ["jmueller"], ["jm@example.org"], [42])
    [match] = Matcher(identity).find(mention)
    return Sharing(identity, others).count(mention, match.variant)


@pytest.mark.parametrize(
    "mention",
    ["Jürgen Müller", "JÜRGEN MÜLLER", "Müller, Jürgen", "Juergen Mueller", "Jurgen Muller"],
)
def test_a_full_name_says_how_many_others_bear_it(mention: str) -> None:
    assert told(mention) == 6
    assert told(mention, OTHERS[6:]) == 0
    assert told(mention, []) == 0


def test_a_family_name_alone_counts_those_who_share_it() -> None:
    assert told("Müller") == 6


@pytest.mark.parametrize("mention", ["J. Müller", "jm@example.org", "@jmueller", "user#42"])
def test_anything_else_is_no_name_to_share(mention: str) -> None:
    assert told(mention) is None


def test_two_names_of_the_person_count_an_account_once() -> None:
    identity = Identity.of(["Jürgen Müller", "Jürgen Hans Müller", "Jürgen Maier"])
    assert Sharing(identity, OTHERS[:1]).count("Jürgen Müller", variants.FULL_NAME) == 1


def test_every_variant_is_told_apart() -> None:
    assert set(variants.ALL) > FULL
    assert variants.INITIAL not in FULL


def test_every_output_says_it(make_database: MakeDatabase) -> None:
    url = make_database(REVIEWED)
    for id_, kind, given, family in (
        (901, "User", "MARISOL", "QUINTANILLA"),
        (902, "PlaceholderUser", "", "Quintanilla Marisól"),
        (903, "User", "Zoë", "Quintanilla"),
        (42, "User", "Marisól", "Quintanilla"),
    ):
        execute(
            url,
            "INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, "
            "updated_at) VALUES (%s, %s, %s, %s, %s, '', 1, now(), now()) "
            "ON CONFLICT (id) DO UPDATE SET status = 1",
            id_, kind, f"x{id_}", given, family,
        )  # fmt: skip
    with search(url, WHO, case_key=KEY) as found:
        hits = [hit for hit in found.hits() if hit.account is None]
        page = "".join(worklist.render(found))
        table = "".join(mentions_csv.render(found.hits(), found.delete_after))
        evidence = json.loads(written("json", plain(mentions.build(found))))
    assert {hit.shared_by for hit in hits if hit.variant in FULL} == {2}
    assert {hit.shared_by for hit in hits if hit.variant == variants.FAMILY_NAME} == {3}
    assert {hit.shared_by for hit in hits if hit.variant == variants.MAIL} <= {None}
    assert "2 other accounts with this full name" in page
    rows = {row["id"]: row for row in csv.DictReader(table.lstrip("\ufeff").splitlines())}
    entries = {entry["id"]: entry for entry in evidence["mentions"]}
    for hit in hits:
        assert rows[hit.id]["shared_by"] == ("" if hit.shared_by is None else str(hit.shared_by))
        assert entries[hit.id]["shared_by"] == hit.shared_by


def test_nobody_else_is_said_of_a_full_name(shared_database: MakeDatabase) -> None:
    url = shared_database(REVIEWED)
    with search(url, WHO) as found:
        told = {hit.variant: sharing(hit, Words("en")) for hit in found.hits()}
        text = mentions_text.with_passages(plain(mentions.build(found)), found.hits(), 50).whole
    assert told[variants.FULL_NAME] == ["no other account with this full name"]
    assert told[variants.FAMILY_NAME] == []
    assert "no other account with this full name" in text

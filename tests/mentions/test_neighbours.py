"""Another person's name beside a mention, or an account's of which it is part: evidence never holds
it; the lists that people read show it, for it is to be judged there, behind what stands alone.
"""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.matching.frequent import bare
from support.databases import Connection, MakeDatabase, template
from support.evidence import validate
from support.instances import reduced
from support.planting import Planter

OTHERS = ("Bill", "Wanjiru", "Svetlana", "Ottokar", "Przybylski", "Eusebio", "Jean")
TEXTS = (
    "Bill Quintanilla asks", "Svetlana Quintanilla asks", "Quintanilla, Ottokar", "Marisól Wanjiru",
    "Jean-Marisól", "Marisól Przybylski-Eusebio", "E. Quintanilla and Ottokar Przybylski",
)  # fmt: skip
LIVING = {"type": "User", "status": 1}
ALONE = ("about the Quintanilla garden", "for Marisól only")
MARKS = {
    "Bill Quintanilla asks": "beside another name: Bill",
    "Svetlana Quintanilla asks": "beside another name: Svetlana",
    "Quintanilla, Ottokar": "full name of another account: Quintanilla, Ottokar",
    "Marisól Wanjiru": "full name of another account: Marisól Wanjiru",
    "Jean-Marisól": "beside another name: Jean",
}
"""What the lists say of a mention beside the passage."""


@template("neighbours-17.1", base=reduced())
def build(connection: Connection) -> None:
    """Pages on which another person's name stands beside a half of the person's, in their address
    too, and the accounts of two of these."""
    planter = Planter(connection)
    for number, (first, last) in enumerate(
        (("Ottokar", "Quintanilla"), ("Marisól", "Wanjiru")), 1000
    ):
        planter.plant("users", {"id": number, "firstname": first, "lastname": last, **LIVING})
    planter.plant("projects", {"id": 1, "identifier": "garden", "name": "Garden"})
    planter.plant("wikis", {"id": 1, "project_id": 1})
    for number, text in enumerate((*TEXTS, *ALONE), 1):
        slug = bare(text.split()[0].strip(","))
        planter.plant(
            "wiki_pages", {"id": number, "wiki_id": 1, "text": text, "slug": f"{slug}-{number}"}
        )


def find(url: str, folder: Path, *options: str) -> str:
    file = folder / "out"
    args = ["--database-url", url, "--name", "Marisól Quintanilla", "--jobs", "1", *options]
    assert run(["find-mentions", *args, "-o", str(file)]) == 1
    return file.read_text(encoding="utf-8")


def opened(shared_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in [n for n in os.environ if n.startswith("PG") or n.endswith("DATABASE_URL")]:
        monkeypatch.delenv(name)
    return shared_database("neighbours-17.1")


def test_evidence_names_no_neighbour(
    shared_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = opened(shared_database, monkeypatch)
    written = find(url, tmp_path, "--format", "json")
    found = json.loads(written)
    validate(found)
    beside = [mention for mention in found["mentions"] if mention["beside_another"]]
    assert len(beside) >= 5
    for name in OTHERS:
        assert bare(name) not in bare(written), name
    shown = find(url, tmp_path, "--format", "text", "--full")
    assert all(name in shown for name in ("Bill", "Svetlana", "Wanjiru"))


def test_lists_show_another_persons_name_last_and_whose_it_is(
    shared_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = opened(shared_database, monkeypatch)
    find(url, tmp_path, "--format", "text", "--full", "--html", str(tmp_path / "list.html"))
    page = (tmp_path / "list.html").read_text(encoding="utf-8")
    seen = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", "", page, flags=re.DOTALL)
    lists = {"text": (tmp_path / "out").read_text(encoding="utf-8"), "page": html.unescape(seen)}
    for form, shown in lists.items():
        flowing = " ".join(re.sub(r"[\[\]]", "", shown).split())
        last_alone = max(map(flowing.index, ALONE))
        for text, mark in MARKS.items():
            assert flowing.index(text) > last_alone, (form, text)
            assert mark in flowing, (form, mark)

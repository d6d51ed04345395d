"""Evidence never holds the name of another person that stands beside a mention, nor of an account
that is asked whose name it is; the work list shows it, for it is to be judged there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.matching.frequent import bare
from support.databases import Connection, MakeDatabase, template
from support.evidence import validate
from support.planting import Planter

OTHERS = ("Bill", "Wanjiru", "Svetlana", "Ottokar", "Przybylski", "Eusebio", "Jean")
TEXTS = (
    "Bill Quintanilla asks", "Svetlana Quintanilla asks", "Quintanilla, Ottokar", "Marisól Wanjiru",
    "Jean-Marisól", "Marisól Przybylski-Eusebio", "E. Quintanilla and Ottokar Przybylski",
)  # fmt: skip


@template("neighbours-17.1", base="empty-17.1")
def build(connection: Connection) -> None:
    """Pages on which another person's name stands beside a half of the person's, in their address
    too, and the accounts of two of these."""
    planter = Planter(connection)
    for number, (first, last) in enumerate(
        (("Ottokar", "Quintanilla"), ("Marisól", "Wanjiru")), 1000
    ):
        planter.plant("users", {"id": number, "firstname": first, "lastname": last})
    planter.plant("projects", {"id": 1, "identifier": "garden", "name": "Garden"})
    planter.plant("wikis", {"id": 1, "project_id": 1})
    for number, text in enumerate(TEXTS, 1):
        slug = bare(text.split()[0].strip(","))
        planter.plant(
            "wiki_pages", {"id": number, "wiki_id": 1, "text": text, "slug": f"{slug}-{number}"}
        )


def find(url: str, folder: Path, *options: str) -> str:
    file = folder / "out"
    args = ["--database-url", url, "--name", "Marisól Quintanilla", "--jobs", "1", *options]
    assert run(["find-mentions", *args, "-o", str(file)]) == 1
    return file.read_text(encoding="utf-8")


def test_evidence_names_no_neighbour(
    shared_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in os.environ if n.startswith("PG") or n.endswith("DATABASE_URL")]:
        monkeypatch.delenv(name)
    url = shared_database("neighbours-17.1")
    written = find(url, tmp_path, "--format", "json")
    found = json.loads(written)
    validate(found)
    beside = [mention for mention in found["mentions"] if mention["beside_another"]]
    assert len(beside) >= 5
    for name in OTHERS:
        assert bare(name) not in bare(written), name
    shown = find(url, tmp_path, "--format", "text")
    assert all(name in shown for name in ("Bill", "Svetlana", "Wanjiru"))

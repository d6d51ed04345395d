"""Columns that name the person instead of the id: what `verify --snapshot` finds in them is in a
plan once the review has decided about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from operasure.cli import run
from operasure.database.target import target
from operasure.erase.planning import UNDECIDED, UNNAMED
from operasure.looks.mentions.find import Options, find_mentions
from operasure.looks.snapshot import file
from operasure.looks.snapshot.identity import searchable
from support import snapshots
from support.databases import MakeDatabase
from support.instances import observed
from support.removal import Case


@pytest.fixture
def case(make_database: MakeDatabase, shared_database: MakeDatabase, tmp_path: Path) -> Case:
    found = Case(make_database(observed("after")), tmp_path)
    file.write(found.path("case.json"), snapshots.taken(shared_database(observed("before"))))
    run([
        "verify", "--user-id", "42", "--database-url", found.url, "--format", "json",
        "--snapshot", str(found.path("case.json")), "-o", str(found.path("verify.json")),
    ])  # fmt: skip
    return found


def reasons(case: Case) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for left in case.left():
        if left.check.endswith(":person"):
            found.setdefault(left.reason, set()).add(left.check)
    return found


def test_what_the_review_decides_is_not_left(case: Case) -> None:
    content = json.loads(case.path("verify.json").read_text())
    named = {
        check["id"]
        for check in content["checks"]
        if check["id"].endswith(":person") and check["outcome"] == "leftover"
    }
    assert len(named) > 15
    case.plan()
    assert reasons(case) == {UNNAMED: named}
    snapshot = case.path("case.json")
    case.plan("--snapshot", str(snapshot))
    undecided = reasons(case)
    assert set(undecided) == {UNDECIDED}
    # Where the whole row goes, nothing is left to decide.
    assert "cw-02/changesets.committer:person" in undecided[UNDECIDED] <= named

    before = file.read(snapshot, str)
    whom = searchable(before.known, 42)
    with find_mentions(target(case.url, {}), Options(whom)) as found:
        marks = [
            {"id": h.id, "decision": "erase", "ground": "", "place": h.place, "at": "2026-01-02"}
            for h in found.hits()
        ]
        head = {"format": 1, "kind": "operasure review", "key": found.key.hex()}
    review = case.path("review.json")
    review.write_text(json.dumps({**head, "marks": marks}))
    case.plan("--snapshot", str(snapshot), "--reviewed", str(review))
    assert reasons(case) == {}
    # Without a decision about one row, that one is left.
    fewer = [m for m in marks if not str(m["place"]).startswith("changesets.committer ")]
    review.write_text(json.dumps({**head, "marks": fewer}))
    case.plan("--snapshot", str(snapshot), "--reviewed", str(review))
    assert reasons(case) == {UNDECIDED: {"cw-02/changesets.committer:person"}}

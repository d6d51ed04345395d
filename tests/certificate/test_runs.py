"""A case with several removals on a real database: what the certificate says of them, held against
what changed in the database."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from operasure.cli import run
from operasure.database.reader import quoted
from operasure.reports.certificate import keys
from support.certificate import CASE
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import WHO, Case, execute, review, search

Cells = dict[tuple[str, str, str], str | None]


def planned(case: Case) -> dict[str, tuple[str, str, str, set[str]]]:
    """What the plan is about: table, column (none: the rows themselves), key and keys of rows."""
    keys_of = {(step.table, step.column): step.key for step in case.steps()}
    return {".".join(place): (*place, keys_of[place], rows) for place, rows in case.rows().items()}


def cells(case: Case, *plans: dict[str, tuple[str, str, str, set[str]]]) -> Cells:
    """What stands in every cell that some plans are about; a row that is gone has none."""
    found: Cells = {}
    for table, column, key, rows in (place for plan in plans for place in plan.values()):
        what = f"CAST({quoted(column)} AS text)" if column else "''"
        by = f"CAST({quoted(key)} AS text)"
        for row_key, value in execute(case.url, f"SELECT {by}, {what} FROM {quoted(table)}"):
            if row_key in rows:
                found[table, column, row_key] = value
    return found


def differing(one: Cells, other: Cells) -> int:
    """How many cells are not the same in both, or are in one alone."""
    return sum(one.get(cell, cell) != other.get(cell, cell) for cell in one.keys() | other.keys())


class Walk:
    """A case whose documents come one after another, with the truth beside them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.began = datetime.now(UTC).replace(microsecond=0)
        self.documents: list[str] = []

    def erase(self, number: int, *options: str) -> dict[str, Any]:
        name = f"erase-{number}.json"
        self.documents.append(name)
        where = ["--format", "json", "-o", str(self.case.path(name)), "--by", f"Person {number}"]
        undo = ["--undo-file", str(self.case.path(f"{number}.undo"))]
        assert self.case.erase(*where, *undo, *options) in {0, 3}
        return self.read(name)

    def read(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.case.path(name).read_text())
        return found

    def predicate(self, out: str, *documents: str) -> dict[str, Any]:
        """What a certificate says of these removals, or of all."""
        case = self.case
        if not case.path("sign.key").exists():
            keys.create_signing(case.path("sign.key"))
            case.path("case.toml").write_text(CASE, encoding="utf-8")
        names = ["verify.json", *(documents or self.documents)]
        given = [word for name in names for word in ("-e", str(case.path(name)))]
        code = run(["certificate", *given, "--case", str(case.path("case.toml")),
                    "--case-key", str(case.path("case.key")), "--key", str(case.path("sign.key")),
                    "--deleted-at", self.began.isoformat(), "--no-pdf",
                    "--received-on", (self.began - timedelta(days=3)).date().isoformat(),
                    "-o", str(case.path(out))])  # fmt: skip
        assert code in {0, 1, 3}
        found: dict[str, Any] = json.loads(
            case.path(
                out,
            )
            .joinpath("statement.json")
            .read_bytes()
        )
        return dict(found["predicate"])


@pytest.mark.usefixtures("capsys")
def test_two_removals_and_a_taking_back(make_database: MakeDatabase, tmp_path: Path) -> None:
    keys.create_case(tmp_path / "case.key")
    case = Case(make_database(reduced("after")), tmp_path, tmp_path / "case.key")
    walk = Walk(case)
    case.verify()
    with search(case) as found:
        reviewed = review(case, found)
    # The second plan is made of the same documents, so that most of it is done already.
    case.plan()
    one = planned(case)
    start = cells(case, one)
    walk.erase(1)
    first = differing(start, cells(case, one))
    case.plan("--reviewed", str(reviewed), *WHO)
    # Of each run what its own plan names: a row's moment may move along with a step of the other.
    two = planned(case)
    both = one, two
    between = cells(case, two)
    walk.erase(2)
    done, end = cells(case, two), cells(case, *both)

    second = differing(between, done)
    assert first > 0
    assert second > 0
    # The same run, gone on with: it says all of it again, and nothing counts twice.
    walk.erase(3, "--undo-file", str(case.path("2.undo")))
    assert cells(case, *both) == end
    case.verify()
    once = walk.predicate("once", "erase-1.json")
    twice = walk.predicate("twice", "erase-2.json", "erase-1.json")
    assert once["removed"] == {"runs": 1, "rows": first, "brought_back": 0, "net": first}
    assert twice["removed"] == {
        "runs": 2, "rows": first + second, "brought_back": 0, "net": first + second,
    }  # fmt: skip
    kinds = [(act["kind"], act["by"], act["rows"]) for act in twice["acts"]]
    assert kinds[1:] == [("erase", "Person 1", first), ("erase", "Person 2", second)]
    for act in twice["acts"][1:]:
        assert act["planned_out"] == sum(act["why"].values())
        assert not any("no longer there" in reason for reason in act["why"])
    held = [each for each in twice["holding"] if each["kind"] == "undo"]
    assert {each["plan"] for each in held} == {
        walk.read(name)["erasure"]["plan"] for name in ("erase-1.json", "erase-2.json")
    }
    assert len(held) == 2

    again = walk.predicate("again")
    assert again["removed"]["rows"] == first + second
    assert again["acts"][-1]["rows"] == 0

    # Only tried: no removal.
    tried = case.path("tried.json")
    assert case.erase("--dry-run", "--format", "json", "-o", str(tried)) in {0, 3}
    assert walk.read("tried.json")["erasure"]["dry_run"] is True
    walk.documents.append("tried.json")
    with pytest.raises(AssertionError):
        walk.predicate("tried")
    walk.documents.pop()

    case.path("undone.json").unlink(missing_ok=True)
    secret = str(case.path("passphrase"))
    run(["erase", "--undo", str(case.path("2.undo")), "--writer-url", case.url, "--yes",
         "--passphrase-file", secret, *case.keyed, "--format", "json", "-o",
         str(case.path("undone.json"))])  # fmt: skip
    walk.documents.append("undone.json")
    back = differing(done, cells(case, two))
    assert back == second
    case.verify()
    undone = walk.predicate("undone")
    assert undone["acts"][-1]["kind"] == "undo"
    assert undone["removed"] == {
        "runs": 3, "rows": first + second, "brought_back": back, "net": first + second - back,
    }  # fmt: skip
    assert undone["state"] == "leftovers"

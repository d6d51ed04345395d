"""The follow-up understands what was erased by plan."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from operasure.cli import run, sealing
from operasure.core import writing
from operasure.core.errors import UsageError
from operasure.core.typed import ABSENT
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.erase import file
from operasure.erase.model import Action, PlanBatch, PlanHead, PlanRow, PlanStep, ValueEdit
from operasure.erase.progress import StepTally
from operasure.looks.snapshot import erased
from operasure.looks.snapshot import file as snapshot_file
from operasure.looks.snapshot.followup import State
from operasure.looks.snapshot.model import Snapshot
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import reduced
from support.removal import Case, execute
from support.snapshots import MADE, followed, recorded, taken

NOW = datetime(2026, 4, 1, tzinfo=UTC)
STEP: dict[str, Any] = {
    "schema": "public", "table": "news", "key": "id", "column": None, "action": "delete",
    "keys": [3, [5, 8], "x"], "row_ids": [3],
}  # fmt: skip


def document(path: Path, /, *steps: dict[str, Any], **changes: Any) -> Path:
    """A document of erase with what the follow-up reads of it."""
    erasure = {"undone": False, "dry_run": False, "undo_until": "2026-09-01", "steps": [*steps]}
    given: dict[str, Any] = {
        "format": 1,
        "command": "erase",
        "subject": {"user_id": 42},
        "installation": {"database": "sha256:0", "schema": "public"},
        "run": {"finished_at": NOW.isoformat()},
        "erasure": erasure | changes.pop("erasure", {}),
    }
    path.write_text(json.dumps(given | changes))
    return path


def summed(*paths: Path, at: datetime = NOW) -> erased.ErasedRows:
    return erased.sum_up(erased.read(paths, {42}, MADE.taken_at), at)


def test_rows_are_known_by_schema_table_key_and_column(tmp_path: Path) -> None:
    edit = STEP | {"action": "edit", "column": "title", "keys": [9]}
    found = summed(document(tmp_path / "a", STEP, edit))
    known = [key for key in (2, 3, 4, 5, 8, 9, "x") if found.went("public", "news", "id", key)]
    assert known == [3, 5, 8, "x"]
    assert found.changed("public", "news", "id", "title", 9)
    assert not found.changed("public", "news", "id", "summary", 9)
    assert not found.went("other", "news", "id", 3)
    assert not found.went("public", "news", "number", 3)
    assert not found.went("public", "news", "id", 9)


def test_runs_are_added_up_and_what_was_taken_back_is_not_explained(tmp_path: Path) -> None:
    later = {"finished_at": (NOW + timedelta(minutes=5)).isoformat()}
    last = {"finished_at": (NOW + timedelta(minutes=9)).isoformat()}
    first = document(tmp_path / "a", STEP)
    back = document(tmp_path / "b", STEP | {"keys": [[5, 6]]}, run=later, erasure={"undone": True})
    again = document(tmp_path / "c", STEP | {"keys": [6, 20]}, run=last)
    found = summed(again, back, first)
    gone = [key for key in range(30) if found.went("public", "news", "id", key)]
    assert gone == [3, 6, 7, 8, 20]


def test_a_backup_from_before_a_run_is_not_explained_by_it(tmp_path: Path) -> None:
    path = document(tmp_path / "a", STEP)
    assert not summed(path, at=NOW - timedelta(days=1)).rows


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"command": "verify"}, "not an evidence document of erase"),
        ({"format": 2}, "not an evidence document of erase"),
        ({"erasure": {"dry_run": True}}, "dry run"),
        ({"subject": {"user_id": 43}}, "about the user 43"),
        ({"run": {"finished_at": "2026-02-01T00:00:00+00:00"}}, "older than the snapshot"),
        ({"run": {"finished_at": "2026-04-01T00:00:00"}}, "not an evidence document of erase"),
        ({"erasure": {"steps": [STEP | {"keys": [[1, 2, 3]]}]}}, "not an evidence document"),
        ({"erasure": {"steps": [STEP | {"keys": [[1, 10**12]]}]}}, "not an evidence document"),
        ({"erasure": {"steps": [STEP | {"keys": [None]}]}}, "not an evidence document"),
        ({"erasure": {"steps": None}}, "not an evidence document"),
    ],
)
def test_what_explains_nothing_is_refused(
    tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        summed(document(tmp_path / "a", STEP, **changes))


def test_a_file_that_is_no_document_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"[]", b"\xff", b"[" * 100_000):
        (tmp_path / "a").write_bytes(content)
        with pytest.raises(UsageError, match="not an evidence document of erase"):
            summed(tmp_path / "a")


def test_a_document_of_an_earlier_version_explains_the_rows_it_names(tmp_path: Path) -> None:
    old = {key: value for key, value in STEP.items() if key not in {"schema", "key", "keys"}}
    path = document(tmp_path / "a", old)
    content = json.loads(path.read_text())
    del content["erasure"]["dry_run"]
    path.write_text(json.dumps(content))
    assert summed(path).went("public", "news", "id", 3)
    content["erasure"]["undo_until"] = None
    path.write_text(json.dumps(content))
    with pytest.raises(UsageError, match="dry run"):
        summed(path)


def test_a_tally_names_every_row_in_stretches() -> None:
    tally = StepTally(1, "c", "g", "news", "", "delete")
    for key in ("4", "5", "6", "9", "2", "3", "a", "4"):
        tally.add("done" if key != "6" else "already", key)
    tally.add("changed", "70")
    tally.add("gone", "71")
    assert tally.keys == [[4, 6], 9, [2, 3], "a", 4]


@pytest.mark.parametrize("key", ["007", "\u0664\u0662", "+7", " 7", "7 ", "-7", "", "9" * 5000])
def test_a_key_that_is_no_plain_number_stays_a_text(key: str) -> None:
    """It is the key of another row than the number is."""
    tally = StepTally(1, "c", "g", "news", "", "delete")
    for each in ("6", key, "8"):
        tally.add("done", each)
    assert tally.keys == [6, key, 8]


@pytest.fixture(scope="module")
def before(shared_database: MakeDatabase) -> Snapshot:
    return taken(shared_database(reduced("before")))


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    return Case(make_database(reduced("after")), tmp_path)


def erase(case: Case, *steps: PlanStep, keys: list[int], name: str) -> Path:
    """Carry out a plan with these steps for these rows; the document."""
    from support.removal import write_plan  # noqa: PLC0415

    write_plan(case, "rates", "user_id", "bigint", [], 1)
    key = sealing.known(case.path("case.plan"), None)
    head: PlanHead = file.read(case.path("case.plan"), key).head
    parts = [
        part
        for step in steps
        for part in (step, PlanBatch(step, 0, tuple(_row(case, step, key) for key in keys)))
    ]
    writing.write(case.path("case.plan"), file.pieces(head, parts, key))
    case.path("case.plan.undo").unlink(missing_ok=True)
    case.path("case.plan.undo.progress").unlink(missing_ok=True)
    out = case.path(name)
    assert case.erase("--format", "json", "-o", str(out)) == 0
    validate(json.loads(out.read_text()))
    return out


def _row(case: Case, step: PlanStep, key: int) -> PlanRow:
    digest = "encode(sha256(convert_to(%s, 'UTF8')), 'hex')"
    if step.action is Action.DELETE:
        value = digest % "CAST(t.* AS text)"
    else:
        value = digest % f"CAST({step.column} AS text)"
    [[seen]] = execute(case.url, f"SELECT {value} FROM {step.table} t WHERE id = {key}")
    if step.action is Action.DELETE:
        return PlanRow(str(key), seen)
    after = "b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78"  # of ABC
    return PlanRow(str(key), edit=ValueEdit(seen, after, ("ABC",)))


def test_the_follow_up_after_erasures_and_their_taking_back(
    case: Case, before: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    """What plans did is told as theirs; what nobody planned is lost or changed as before."""
    goes = PlanStep(
        1, "x/time_entries.user_id", "ct-02", Action.DELETE, "public", "time_entries", "id",
        "bigint",
    )  # fmt: skip
    place = next(p for p in before.places if p.check == "ct-02/time_entries.user_id")
    entries = [int(key) for chunk in place.keys for key in chunk.unpacked()]
    assert len(entries) >= 2
    execute(case.url, "DELETE FROM time_entries WHERE id = %s", entries[1])
    first = erase(case, goes, keys=entries[:1], name="erase.json")
    snapshot = case.path("snapshot.json")
    snapshot_file.write(snapshot, before)

    def verify(*documents: Path) -> dict[str, Any]:
        given = [word for path in documents for word in ("--erased", str(path))]
        words = ["--user-id", "42", "--database-url", case.url, "--snapshot", str(snapshot)]
        capsys.readouterr()
        run(["verify", *words, "--format", "json", *given])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        validate(found)
        checks = {c["id"]: c for c in found["follow_up"]["checks"]}
        entry: dict[str, Any] = checks["ct-02/time_entries.user_id"]
        return entry

    alone = verify()
    assert alone["row_ids"]["lost"] == entries[:2]
    explained = verify(first)
    assert explained["row_ids"]["lost"] == entries[1:2]
    assert explained["states"]["erased by plan"] == 1
    assert run(["verify", "--user-id", "42", "--erased", str(first)]) == 2
    back = case.path("undo.json")
    assert case.undo("--format", "json", "-o", str(back)) == 0
    execute(case.url, "DELETE FROM time_entries WHERE id = %s", entries[0])
    again = verify(first, back)
    assert again["row_ids"]["lost"] == entries[:2]
    assert "erased by plan" not in again["states"]


def test_a_text_that_a_plan_edited_is_not_changed_otherwise(case: Case, before: Snapshot) -> None:
    with recorded() as states:
        followed(case.url, before)
    chosen = {
        key
        for (place, key), state in states.items()
        if (place.table, place.column) == ("journals", "notes") and state is State.UNCHANGED
    }
    ids = sorted(int(key) for key in chosen)[:2]
    assert len(ids) == 2
    edit = PlanStep(
        1, "cw-02/journals.notes:text", "cw-02", Action.EDIT, "public", "journals", "id", "bigint",
        "notes", "text",
    )  # fmt: skip
    path = erase(case, edit, keys=ids[:1], name="erase.json")
    execute(case.url, "UPDATE journals SET notes = 'ABC' WHERE id = %s", ids[1])
    runs = erased.read([path], {42}, before.taken_at)
    with recorded() as states:
        found = followed(case.url, before, runs=runs)
    now = {
        key: state
        for (place, key), state in states.items()
        if (place.table, place.column) == ("journals", "notes") and place.by_name and key in ids
    }
    assert now == {ids[0]: State.ERASED, ids[1]: State.CHANGED}
    # A row that a plan edited, and that is gone, is lost.
    execute(case.url, "SET session_replication_role = replica; DELETE FROM journals")
    gone = followed(case.url, before, runs=runs)
    assert gone.counts.get(State.ERASED) is None
    assert gone.counts[State.LOST] > found.counts.get(State.LOST, 0)


def test_what_is_of_another_database_is_said_to_be(case: Case, before: Snapshot) -> None:
    """A database is known by its identity: the same address may lead to another one, and another
    address to the same."""
    with session(target(case.url, {}), Access()) as opened:
        here = opened.installation
    assert here.identity not in {None, before.installation.identity}
    assert before.installation.identity is not ABSENT
    other = f"sha256:{'2' * 64}"

    def notes(database: str, identity: str | None) -> list[str]:
        told = replace(before.installation, database=database, identity=identity or ABSENT)
        run = erased.EraseRun(case.path("a"), before.taken_at, database, identity, False, {})
        found = followed(case.url, replace(before, installation=told), runs=[run])
        return [each for each in found.notes if "another address, name or server" in each]

    assert [len(notes(here.database, identity)) for identity in (here.identity, None)] == [0, 0]
    assert len(notes(other, here.identity)) == 0
    assert [len(notes(*told)) for told in ((here.database, other), (other, None))] == [2, 2]

"""From the leftovers of a real deletion to a database without them, and back."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from openproject.tables import read_tables
from operasure.cli import run
from support.contents import rows
from support.databases import MakeDatabase
from support.instances import observed, reduced
from support.removal import Case, contents, execute, planned, verified

LEFT = {"leftover", "retained"}


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    return verified(make_database(reduced("after")), tmp_path)


@pytest.fixture
def whole(make_database: MakeDatabase, tmp_path: Path) -> Case:
    """With every table, for what must hold in all of them."""
    return verified(make_database(observed("after")), tmp_path)


def left(case: Case) -> set[str]:
    """The columns in which something is still found."""
    checks = case.verify("again.json")["checks"]
    return {f"{c['table']}.{c['column']}" for c in checks if c["outcome"] in LEFT}


def unplanned(case: Case) -> set[str]:
    """The columns of which the plan leaves something."""
    return {part.check.partition("/")[2].split(" ")[0].split(":")[0] for part in case.left()}


def test_the_script_does_it_only_when_told_to_commit(case: Case) -> None:
    before = contents(case.url)
    planned(case)
    done = case.script()
    assert done.returncode == 0, done.stderr
    assert "rolled back" in done.stdout
    assert contents(case.url) == before
    assert case.script("-v", "commit=yes").returncode == 0
    assert left(case) <= unplanned(case)


def test_erase_then_undo_gives_back_every_cell(whole: Case) -> None:
    before = contents(whole.url)
    planned(whole)
    assert whole.erase() == (3 if whole.left() else 0)
    assert left(whole) <= unplanned(whole)
    assert contents(whole.url) != before
    assert whole.undo() == 0
    assert contents(whole.url) == before


def test_no_cell_changes_that_is_not_in_the_plan(whole: Case) -> None:
    with psycopg.connect(whole.url) as connection:
        tables = read_tables(connection)
        before = {name: rows(connection, table) for name, table in tables.items()}
    planned(whole)
    rows_ = whole.rows()
    touched = {(s.table, s.touched[0]) for s in whole.steps() if s.touched}
    assert whole.erase() in {0, 3}
    with psycopg.connect(whole.url) as connection:
        after = {name: rows(connection, table) for name, table in tables.items()}
    for name, was in before.items():
        gone = set(was) - set(after[name])
        assert gone == rows_.get((name, ""), set()), name
        assert set(after[name]) <= set(was)
        for key, cells in after[name].items():
            changed = {column for column, cell in cells.items() if was[key][column] != cell}
            for column in changed - {c for t, c in touched if t == name}:
                assert key in rows_.get((name, column), set()), (name, column, key)


def test_another_database_is_refused(case: Case, make_database: MakeDatabase) -> None:
    planned(case)
    other = Case(make_database(reduced("after")), case.folder)
    before = contents(other.url)
    assert other.erase() == 2
    refused = other.script("-v", "commit=yes")
    assert refused.returncode == 3
    assert "not the database" in refused.stderr
    assert contents(other.url) == before


def test_evidence_of_another_database_under_the_same_address_is_refused(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    """In another network, the same host, port and name are of another server."""
    document = case.verify()
    assert document["installation"]["identity"].startswith("sha256:")
    document["installation"]["identity"] = "sha256:" + "0" * 64
    case.path("verify.json").write_text(json.dumps(document))
    assert case.plan() == 2
    assert "the evidence is about another database" in capsys.readouterr().err


OTHER_STATES = (
    (
        "INSERT INTO schema_migrations VALUES ('20990101000000')",
        "DELETE FROM schema_migrations WHERE version = '20990101000000'",
        "was updated, or an older",
    ),
    (
        """INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at,
        updated_at) VALUES (42, 'User', 'x', '', '', '', 1, now(), now())""",
        "DELETE FROM users WHERE id = 42",
        "still exists",
    ),
    ("UPDATE users SET type = 'User' WHERE type = 'DeletedUser'", "", "Deleted user has changed"),
)
"""What changes the state, what takes that back, and what is said."""


def test_another_state_is_refused(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    planned(case)
    for change, back, words in OTHER_STATES:
        execute(case.url, change)
        before = contents(case.url)
        assert case.erase() == 2
        assert words in capsys.readouterr().err
        refused = case.script("-v", "commit=yes")
        assert refused.returncode == 3
        assert words in refused.stderr
        assert contents(case.url) == before
        if back:
            execute(case.url, back)


def test_what_changed_since_is_named_and_left_alone(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(case)
    execute(case.url, "UPDATE comments SET comments = comments || ' Neu.' WHERE id = 46")
    execute(case.url, "UPDATE rates SET user_id = 41 WHERE id = 40")
    execute(case.url, "UPDATE sessions SET updated_at = now() WHERE id = 43")
    execute(case.url, "DELETE FROM labor_budget_items WHERE id = 42")
    told = case.script().stdout
    for place, key in (("comments.comments", "46"), ("rates.user_id", "40"), ("sessions", "43")):
        part = told.partition(place)[2]
        assert part.splitlines()[1].split(":")[1].split() == [key], place
    assert case.erase() == 3
    out = capsys.readouterr().out
    assert "comments.comments: 5 rows done, 1 edited since (46)" in out
    assert "labor_budget_items.user_id: 2 rows done, 1 already deleted (42)" in out
    assert execute(case.url, "SELECT user_id FROM rates WHERE id = 40") == [(41,)]
    text = execute(case.url, "SELECT comments FROM comments WHERE id = 46")[0][0]
    assert text.endswith(" Neu.")
    assert execute(case.url, "SELECT id FROM sessions WHERE id = 43") == [(43,)]


def test_undo_leaves_alone_what_was_written_since(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(case)
    case.erase()
    execute(case.url, "UPDATE comments SET comments = comments || ' Neu.' WHERE id = 46")
    execute(case.url, "UPDATE rates SET user_id = 41 WHERE id = 40")
    capsys.readouterr()
    assert case.undo() == 3
    out = capsys.readouterr().out
    assert "comments.comments: 5 rows restored, 1 edited since (46)" in out
    assert "rates.user_id: 3 rows restored, 1 edited since (40)" in out
    assert execute(case.url, "SELECT user_id FROM rates WHERE id = 40") == [(41,)]


def test_the_account_must_be_gone(make_database: MakeDatabase, tmp_path: Path) -> None:
    case = Case(make_database(reduced("before")), tmp_path)
    case.verify()
    assert case.plan() == 2
    assert not case.path("case.plan").exists()


def test_the_writer_is_never_the_reader(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case.plan()
    monkeypatch.setenv("DATABASE_URL", case.url)
    monkeypatch.setenv("OPERASURE_DATABASE_URL", case.url)
    monkeypatch.delenv("OPERASURE_WRITER_URL", raising=False)
    assert run(["erase", "--plan", str(case.path("case.plan")), "--yes"]) == 2
    assert "--writer-url" in capsys.readouterr().err

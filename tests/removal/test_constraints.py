"""Unique indexes, foreign keys, roles, and the documents that a removal leaves."""

from __future__ import annotations

import json
import time
from pathlib import Path

import psycopg
import pytest

from operasure.core.errors import UsageError
from operasure.erase.arrays import read as elements
from operasure.erase.arrays import write
from operasure.erase.model import Action
from operasure.erase.pieces import pieces
from operasure.erase.vectors import without
from operasure.reports.certificate.documents import read
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import reduced
from support.removal import Case, contents, execute, put_together

TIMER = """
INSERT INTO time_entries (id, user_id, logged_by_id, project_id, activity_id, hours, spent_on,
  tyear, tmonth, tweek, ongoing, created_at, updated_at)
VALUES ({id}, {user}, 3, 40, 40, NULL, '2025-01-01', 2025, 1, 1, {ongoing}, now(), now())
"""


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    return Case(make_database(reduced("after")), tmp_path)


def timers(case: Case, *, taken: bool) -> None:
    with psycopg.connect(case.url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(TIMER.format(id=9001, user=42, ongoing="true").encode())
        connection.execute(TIMER.format(id=9002, user=42, ongoing="false").encode())
        if taken:
            connection.execute(TIMER.format(id=9003, user=3, ongoing="true").encode())


@pytest.mark.parametrize("taken", [False, True])
def test_a_row_without_room_beside_the_deleted_user_s_own_goes(case: Case, taken: bool) -> None:
    execute(case.url, "DELETE FROM time_entries WHERE ongoing")
    timers(case, taken=taken)
    case.verify()
    before = contents(case.url)
    case.plan("--possible")
    assert case.erase() == (3 if case.left() else 0)
    running = execute(case.url, "SELECT id FROM time_entries WHERE ongoing")
    assert running == [(9003,)] if taken else [(9001,)]
    assert execute(case.url, "SELECT user_id FROM time_entries WHERE id = 9002") == [(3,)]
    assert case.undo() == 0
    assert contents(case.url) == before


def test_a_row_that_something_new_points_to_stays(case: Case) -> None:
    case.verify()
    case.plan("--possible")
    [session] = execute(case.url, "SELECT id FROM sessions WHERE id = 43")[0]
    execute(
        case.url,
        "INSERT INTO oidc_user_session_links (oidc_session, session_id, created_at, updated_at) "
        "VALUES ('new', %s, now(), now())",
        session,
    )
    assert case.script("-v", "commit=yes").returncode == 0
    assert execute(case.url, "SELECT id FROM sessions WHERE id = 43") == [(43,)]


def test_a_column_that_no_query_names(case: Case) -> None:
    execute(
        case.url,
        "CREATE TABLE zz_plugin (id bigint PRIMARY KEY, owner_id bigint, member_ids bigint[], "
        "remark text)",
    )
    execute(
        case.url,
        "INSERT INTO zz_plugin VALUES (1, 42, '{7,42,421}', 'see user#42, not user#421'), "
        "(2, 43, '{7}', 'nobody')",
    )
    case.verify()
    before = contents(case.url)
    case.plan("--possible")
    case.erase()
    rows = execute(case.url, "SELECT owner_id, member_ids, remark FROM zz_plugin ORDER BY id")
    assert rows == [(3, [7, 421], "see user#3, not user#421"), (43, [7], "nobody")]
    assert case.undo() == 0
    assert contents(case.url) == before


def test_children_go_before_their_parents(case: Case) -> None:
    case.verify()
    case.plan("--possible")
    deleted = [step.table for step in case.steps() if step.action is Action.DELETE]
    assert deleted.index("oidc_user_session_links") < deleted.index("sessions")
    assert {"grid_widgets", "attachments", "journals", "attachment_journals"} <= set(deleted)


def _another_second() -> None:
    """Documents tell moments by the second."""
    now = int(time.time())
    while int(time.time()) == now:
        time.sleep(0.01)


def test_what_the_evidence_says_and_the_certificate_takes(case: Case) -> None:
    case.verify()
    case.plan("--possible")
    file = case.path("erase.json")
    _another_second()
    case.erase("--format", "json", "-o", str(file), "--by", "A. Admin")
    document = json.loads(file.read_text())
    validate(document)
    erasure = document["erasure"]
    assert erasure["by"] == "A. Admin"
    assert erasure["rows"] == sum(step["rows"] for step in erasure["steps"]) > 100
    assert document["run"]["read_only"] is False
    assert "rand" not in file.read_text().casefold().replace("random", "")
    key = bytes(range(32))
    with pytest.raises(UsageError, match="older than the removal"):
        read([case.path("verify.json"), file], key)
    case.verify("after.json")
    found = read([case.path("after.json"), file], key)
    assert [e.command for e in found] == ["verify", "erase"]
    assert found[1].copy["erasure"]["rows"] == erasure["rows"]
    undone = case.path("undone.json")
    _another_second()
    case.undo("--format", "json", "-o", str(undone))
    validate(json.loads(undone.read_text()))
    # What was clear before all came back is no evidence; what was seen since then is.
    with pytest.raises(UsageError, match="verify is older than the removal"):
        read([case.path("after.json"), undone], key)
    assert case.verify("again.json")["verdict"] == "leftovers"
    found = read([case.path("again.json"), undone], key)
    assert [e.verdict for e in found if e.command == "verify"] == ["leftovers"]
    assert [e.copy["erasure"]["undone"] for e in found if e.command == "erase"] == [True]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Ask Jo Example, please. Jo Example knows.",
            "Ask Deleted user, please. Deleted user knows.",
        ),
        ("", "x"),
        ("x", ""),
        ("same", "same"),
        ("Jo", "Deleted user"),
        ("aaa aaa aaa", "aaa aaa"),
        ("ü" * 50 + "Jo" + "ü" * 50, "ü" * 101),
    ],
)
def test_pieces_make_the_new_value(before: str, after: str) -> None:
    made = pieces(before, after)
    assert put_together(before, made) == after
    assert "Jo" not in "".join(piece for piece in made if isinstance(piece, str))


@pytest.mark.parametrize(
    "literal", ["{}", "{a}", "{a,b}", '{"a b","c,d"}', '{"say \\"x\\"","\\\\"}', '{NULL,"NULL",""}']
)
def test_arrays_are_read_and_written_as_the_server_does(literal: str) -> None:
    assert write(elements(literal)) == literal


def test_a_search_vector_loses_the_words_of_the_passage_alone() -> None:
    vector = "'brandstroem':2 'inhalt':3 'juergen':1 'plan':4"
    text = "Juergen Brandstroem: Inhalt, Plan"
    assert without(vector, text, "Deleted user: Inhalt, Plan") == "'inhalt':3 'plan':4"
    assert without(vector, text, text) == vector

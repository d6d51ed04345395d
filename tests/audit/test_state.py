"""Deletions that did not finish and why, what is overdue, the built-in principals."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from audit.kit import FIRST, fresh, run, run_on, seeded, state
from openproject.deletion import Stage, delete_user
from openproject.obstacles import Obstacle, obstruct
from openproject.schema import VERSIONS
from operasure.core.model import Verdict
from operasure.database.reader import Reader
from operasure.database.target import target
from operasure.looks.audit import upkeep
from operasure.looks.audit.model import AuditState, OverdueRows, UnfinishedDeletion
from support import roles
from support.databases import MakeDatabase

SOON, LATE = timedelta(hours=2), timedelta(days=2)


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def only(found: AuditState) -> UnfinishedDeletion:
    [entry] = found.unfinished
    assert entry.user_id == FIRST.id
    return entry


def stop(url: str, version: str, stage: Stage, *, job_row: bool = True) -> None:
    with psycopg.connect(url) as connection:
        delete_user(connection, version, FIRST, stage, job_row=job_row, texts=False)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("age", [SOON, LATE])
def test_a_job_that_waits(make_database: MakeDatabase, version: str, age: timedelta) -> None:
    url = make_database(fresh(version))
    stop(url, version, Stage.REQUESTED)
    table = "good_jobs" if version == "17.1" else "delayed_jobs"
    execute(url, f"UPDATE {table} SET created_at = now() - interval '{age}'")
    entry = only(state(url))
    assert entry.state == "queued"
    assert entry.since is not None
    assert abs(datetime.now(UTC) - entry.since - age) < timedelta(hours=1)
    assert entry.overdue is (age is LATE)
    if entry.overdue:
        assert [c.kind for c in entry.causes] == ["no worker"]
        if version == "17.1":
            assert run_on("users", url).verdict is Verdict.LEFTOVERS


def test_a_job_that_runs(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    stop(url, "17.1", Stage.REQUESTED)
    execute(url, "UPDATE good_jobs SET performed_at = now() WHERE finished_at IS NULL")
    report = run_on("users", url)
    assert (only(report.state).state, only(report.state).overdue) == ("running", False)
    assert report.verdict is Verdict.CLEAR


def test_a_job_without_effect(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    stop(url, "17.1", Stage.NO_EFFECT)
    entry = only(state(url))
    assert (entry.state, entry.error, entry.overdue) == ("without effect", None, True)
    assert [c.kind for c in entry.causes] == ["unknown"]


def test_a_job_that_is_no_longer_on_record(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    stop(url, "17.1", Stage.FAILED, job_row=False)
    entry = only(state(url))
    assert (entry.state, entry.since, entry.status) == ("no job", None, "marked deleted")
    assert entry.overdue


def test_a_job_that_may_not_be_read(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    stop(url, "17.1", Stage.FAILED)
    with roles.reader(url, "good_jobs") as (_, limited):
        found = state(limited)
    assert (only(found).state, only(found).overdue) == ("job unknown", True)
    assert "deletion jobs in good_jobs" in {u.what for u in found.unread}


def test_a_locked_account_is_no_deletion(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    execute(url, f"UPDATE users SET status = 3 WHERE id = {FIRST.id}")
    report = run_on("users", url)
    assert report.state.unfinished == ()
    assert report.verdict is Verdict.CLEAR


CAUSES = {
    Obstacle.RUNNING_TIMER: "running timer",
    Obstacle.INVALID_PATTERN: "mention pattern",
    Obstacle.FILTER_WITHOUT_LIST: "report without values",
}


@pytest.mark.parametrize("obstacle", Obstacle)
def test_what_made_it_fail(make_database: MakeDatabase, obstacle: Obstacle) -> None:
    url = make_database(fresh("17.1"))
    with psycopg.connect(url) as connection:
        person = obstruct(connection, FIRST, obstacle)
        assert delete_user(connection, "17.1", person, texts=False).stage is Stage.FAILED
    report = run_on("users", url)
    entry = only(report.state)
    assert entry.state == "failed"
    assert [c.kind for c in entry.causes] == [CAUSES[obstacle]]
    assert all(person.family not in c.text + c.remedy for c in entry.causes)
    assert person.login not in repr(report)


def test_a_foreign_key_of_a_plugin(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    execute(
        url,
        "CREATE TABLE plugin_things (id serial PRIMARY KEY, owner_id bigint REFERENCES users (id))",
        f"INSERT INTO plugin_things (owner_id) VALUES ({FIRST.id})",
    )
    with psycopg.connect(url) as connection:
        assert delete_user(connection, "17.1", FIRST, texts=False).stage is Stage.FAILED
    entry = only(state(url))
    assert entry.error == "ActiveRecord::InvalidForeignKey"
    assert [c.kind for c in entry.causes] == ["foreign key"]


OVERDUE = (
    ("paper_trail_audits", "created_at", 67, 69),
    ("webhooks_logs", "created_at", 14, 16),
    ("job_statuses", "updated_at", 3, 5),
    ("sessions", "updated_at", 30, 32),
    ("good_jobs", "finished_at", 7, 9),
    ("good_job_executions", "finished_at", 7, 9),
    ("good_job_batches", "finished_at", 7, 9),
    ("tokens", "expires_on", 30, 32),
    ("oauth_access_tokens", "revoked_at", 1, 3),
)


def test_what_is_past_its_time(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    aged = "UPDATE {} SET {} = now() - interval '{} days'"
    execute(url, *(aged.format(table, column, still) for table, column, still, _ in OVERDUE))
    assert state(url).overdue == ()
    first = " WHERE id = (SELECT min(id::text)::{} FROM {})"
    for table, column, _, past in OVERDUE:
        execute(url, aged.format(table, column, past) + first.format(_key(table), table))
    report = run_on("users", url)
    assert {(each.table, each.rows, _days(each)) for each in report.state.overdue} == {
        (table, 1, past) for table, _, _, past in OVERDUE
    }
    assert len(report.state.overdue) == len(OVERDUE)
    assert report.verdict is Verdict.LEFTOVERS


def _days(entry: OverdueRows) -> int | None:
    return (datetime.now(UTC) - entry.oldest).days if entry.oldest else None


def _key(table: str) -> str:
    return "uuid" if table.startswith("good_job") else "bigint"


def test_old_exports_and_backups(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    execute(
        url,
        "UPDATE exports SET created_at = now() - interval '2 days'",
        "UPDATE attachments SET container_type = 'Export', container_id ="
        " (SELECT id FROM exports WHERE type = 'Backup') WHERE id ="
        " (SELECT min(id) FROM attachments)",
    )
    assert [(o.table, o.rows, o.what.partition(" ")[0]) for o in state(url).overdue] == [
        ("exports", 2, "exports"),
        ("exports", 1, "backups"),
    ]


def test_uploads_that_were_never_attached(make_database: MakeDatabase) -> None:
    url = make_database(fresh("17.1"))
    execute(
        url,
        "UPDATE attachments SET container_type = NULL, container_id = NULL"
        " WHERE id = (SELECT min(id) FROM attachments)",
    )
    assert [(o.table, o.rows) for o in state(url).overdue] == [("attachments", 1)]


DAMAGES = {
    "DELETE FROM users WHERE type = 'DeletedUser'": ("Deleted user", 0),
    "INSERT INTO users (type, status) VALUES ('DeletedUser', 3)": ("Deleted user", 2),
    "UPDATE users SET lastname = 'Müller' WHERE type = 'DeletedUser'": ("Deleted user", 1),
    "UPDATE users SET mail = 'a@example.org' WHERE type = 'DeletedUser'": ("Deleted user", 1),
    "UPDATE users SET firstname = 'A' WHERE type = 'SystemUser'": ("system user", 1),
    "UPDATE users SET admin = true WHERE type = 'AnonymousUser'": ("anonymous user", 1),
    "INSERT INTO users (type, lastname, admin) VALUES ('SystemUser', 'System', true)": (
        "system user",
        2,
    ),
}


@pytest.mark.parametrize("statement", DAMAGES)
def test_built_in_principals(make_database: MakeDatabase, statement: str) -> None:
    url = make_database(seeded("17.1"))
    execute(url, statement)
    with closing(Reader(target(url, {}))) as reader:
        reader.use_schema("public", {})
        [damage], unread = upkeep.damages(reader, {})
    assert unread == []
    principal, count = DAMAGES[statement]
    assert (damage.principal, len(damage.user_ids)) == (principal, count)
    assert "Müller" not in damage.text


def test_what_is_wrong_with_them_is_reported(make_database: MakeDatabase) -> None:
    url = make_database(seeded("17.1"))
    execute(url, "UPDATE users SET admin = true WHERE type = 'AnonymousUser'")
    report = run_on("users", url)
    assert [damage.principal for damage in report.state.damages] == ["anonymous user"]
    assert report.verdict is Verdict.LEFTOVERS


@pytest.mark.parametrize("type_", ["SystemUser", "AnonymousUser"])
def test_the_others_are_made_when_needed(make_database: MakeDatabase, type_: str) -> None:
    url = make_database(seeded("17.1"))
    execute(url, f"DELETE FROM users WHERE type = '{type_}'")
    assert run(url).verdict is Verdict.CLEAR

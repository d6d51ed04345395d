"""What can't be read is said, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from audit.kit import GONE_ID, fewer, fresh, run, three_deleted
from operasure.core.errors import NoDatabaseError, UsageError
from operasure.core.model import Result, Verdict
from operasure.database.session import UNKNOWN, Access
from operasure.database.target import target
from operasure.looks.audit import look
from operasure.looks.audit.audit import AuditOptions, audit
from support import roles
from support.databases import MakeDatabase
from support.progress import Meanwhile


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(fewer("17.1"))


@pytest.fixture
def whole(make_database: MakeDatabase) -> str:
    return make_database(fresh("17.1"))


def test_a_table_that_may_not_be_read(whole: str) -> None:
    with roles.reader(whole, "rates", "good_jobs", "exports") as (_, limited):
        report = run(limited)
    unread = {o.check.table for o in report.outcomes if o.result is Result.UNCHECKED}
    assert unread == {"rates", "good_jobs"}
    backups = "backups kept as attachments, each a whole dump of the database"
    assert {(u.what, u.reason) for u in report.state.unread} == {
        ("deletion jobs in good_jobs", "no permission to read it"),
        ("overdue rows of good_jobs: finished jobs", "no permission to read it"),
        ("overdue rows of exports: exports", "no permission to read it"),
        (f"overdue rows of exports: {backups}", "no permission to read it"),
    }
    assert report.verdict is Verdict.INCOMPLETE


def test_users_that_may_not_be_read(url: str) -> None:
    with roles.reader(url, "users") as (_, limited), pytest.raises(NoDatabaseError):
        run(limited)


def test_the_documented_role_sees_everything(whole: str) -> None:
    with roles.reader(whole) as (_, limited):
        assert run(limited).verdict is Verdict.CLEAR


def test_a_locked_table(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE rates IN ACCESS EXCLUSIVE MODE")
        report = run(url, lock=200)
    assert {o.check.table for o in report.outcomes if o.result is Result.UNCHECKED} == {"rates"}
    assert report.verdict is Verdict.INCOMPLETE


def test_findings_win_over_what_could_not_be_read(make_database: MakeDatabase) -> None:
    url = make_database(three_deleted("17.1"))
    with roles.reader(url, "rates") as (_, limited):
        report = run(limited)
    assert report.verdict is Verdict.LEFTOVERS
    assert "rates" in {o.check.table for o in report.outcomes if o.result is Result.UNCHECKED}


def test_more_ids_than_can_be_told_apart(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO watchers (watchable_type, watchable_id, user_id)"
            " SELECT 'WorkPackage', 40, n FROM generate_series(2000, 2029) n"
        )
    monkeypatch.setattr(look, "IDS", 10)
    report = run(url)
    [outcome] = [o for o in report.outcomes if o.reason]
    assert outcome.result is Result.LEFTOVER
    assert outcome.reason == "more than 10 different ids: only these are listed separately"
    assert outcome.rows == 10


def test_ids_above_the_sequence(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE rates SET user_id = 987654 WHERE user_id IS NOT NULL")
    report = run(url)
    [entry] = [d for d in report.dangling if d.user_id == 987654]
    assert not entry.assigned
    assert report.notes[0].startswith("Never assigned")


def test_a_written_ground(url: str, tmp_path: Path) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE rates SET user_id = %s WHERE user_id IS NOT NULL", (GONE_ID,))
    path = tmp_path / "accept.toml"
    path.write_text(
        '[[accept]]\ncheck = "bu-06/rates.user_id"\nground = "Accounting"\n'
        'until = 2999-12-31\nby = "Officer"\n',
        encoding="utf-8",
    )
    assert run(url).verdict is Verdict.LEFTOVERS
    report = run(url, accept=path)
    assert report.verdict is Verdict.CLEAR
    [entry] = [d for d in report.dangling if d.user_id == GONE_ID]
    assert entry.result is Result.ACCEPTED
    path.write_text(path.read_text(encoding="utf-8").replace("rates", "rate"), encoding="utf-8")
    with pytest.raises(UsageError):
        run(url, accept=path)


@pytest.mark.parametrize("kept", [0, 1])
def test_lost_connections(url: str, kept: int) -> None:
    """Those that are left take over; where none is, what remains is unchecked."""

    def cut() -> None:
        with psycopg.connect(url) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity"
                " WHERE application_name = 'operasure' AND datname = current_database()"
                " ORDER BY backend_start OFFSET %s) AS others",
                (kept,),
            )

    report = audit(target(url, {}), AuditOptions(access=Access(jobs=2)), Meanwhile(1, cut))
    reasons = {o.reason for o in report.outcomes if o.result is Result.UNCHECKED}
    lost = {"the connection was lost", "the connection was lost before it was checked"}
    if kept:
        assert reasons <= lost
        assert report.state.unread == ()
    else:
        # What was seen before was not asked about again: it may have been emptied meanwhile.
        assert reasons <= lost | {UNKNOWN}
        assert UNKNOWN in reasons
        assert not [o for o in report.outcomes if o.result is Result.CLEAR]
        assert {u.reason for u in report.state.unread} == {"the connection was lost"}
        assert report.verdict is Verdict.INCOMPLETE


def test_row_security(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE POLICY own ON rates USING (user_id IS NULL)")
        connection.execute("ALTER TABLE rates ENABLE ROW LEVEL SECURITY")
    with roles.reader(url) as (_, limited):
        report = run(limited)
    unread = {(o.check.table, o.reason) for o in report.outcomes if o.result is Result.UNCHECKED}
    assert unread == {("rates", "row security hides rows from this role")}

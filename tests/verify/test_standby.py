"""A standby says that it is one, how old its data may be, and which rows it can't have."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import psycopg
import pytest

from operasure.core.model import Report, Result, Verdict
from operasure.core.typed import plain
from operasure.database.catalogue import UNLOGGED
from operasure.database.session import UNKNOWN, Access
from operasure.database.sqlstates import CONFLICT, LOST_STANDBY
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.reports.evidence import text
from operasure.reports.evidence.document import build
from operasure.server import postgresql
from operasure.server.postgresql import SETTINGS, Server, ServerPrograms
from operasure.server.process import workspace
from support import databases, servers
from support.instances import observed
from support.progress import Meanwhile

UNUSED = 60
REPLICATED = {"wal_level": "replica", "max_wal_senders": "4", "max_replication_slots": "4"}


def _installation() -> ServerPrograms:
    for found in servers.chosen():
        if (found.bindir / "pg_basebackup").is_file():
            return found
    pytest.skip("no pg_basebackup to make a standby with: install 'postgresql'")


@contextmanager
def _standby(primary: Server) -> Iterator[Server]:
    with workspace(None) as place:
        place.hand_over()
        command = [str(primary.bindir / "pg_basebackup"), "-D", str(place.folder / "data"), "-R"]
        command += ["-X", "stream", "-c", "fast", "--no-sync", "-U", primary.user, "-d"]
        command += [f"host={primary.host} port={primary.port} password={primary.password}"]
        done = place.run(command)
        assert done.returncode == 0, done.stderr
        settings = {
            **SETTINGS,
            **REPLICATED,
            "hot_standby": "on",
            "max_standby_streaming_delay": "0",
        }
        with postgresql._started(primary.bindir, place, primary.host, settings) as port:
            yield replace(primary, port=port, socket_directory=place.folder)


def _replayed(standby: Server, database: str, at: str) -> None:
    with psycopg.connect(standby.socket_url(database), autocommit=True) as connection:
        for _ in range(600):
            asked = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
            if connection.execute(asked, [at]).fetchone() == (True,):
                return
            time.sleep(0.05)
    raise AssertionError("the standby never came that far")


def look(server: Server, database: str) -> Report:
    return verify(target(server.url(database), {}), VerifyOptions(UNUSED, access=Access(jobs=2)))


def _overtaken(standby: Server, database: str, wrote: Callable[[str], str]) -> None:
    """Replay waits for nobody, and removes rows that a look still needs: what was not looked at is
    unchecked, and people are told what to do."""
    wrote("INSERT INTO zz_rota (user_id) SELECT n FROM generate_series(1000, 2000) n")

    def removed() -> None:
        wrote("DELETE FROM zz_rota")
        _replayed(standby, database, wrote("VACUUM zz_rota"))

    report = verify(
        target(standby.url(database), {}),
        VerifyOptions(UNUSED, access=Access(jobs=1)),
        Meanwhile(3, removed),
    )
    reasons = [o.reason for o in report.outcomes if o.result is Result.UNCHECKED]
    assert report.verdict is Verdict.INCOMPLETE
    assert {CONFLICT, LOST_STANDBY} & set(reasons)
    assert set(reasons) <= {CONFLICT, LOST_STANDBY, UNLOGGED, UNKNOWN}


def test_a_standby() -> None:
    installation = _installation()
    with (
        postgresql.running(installation, REPLICATED) as primary,
        databases.clone(primary, observed("before")) as url,
        _standby(primary) as standby,
        psycopg.connect(url, autocommit=True) as writing,
    ):
        database = url.rpartition("/")[2]

        def wrote(statement: str) -> str:
            writing.execute(statement.encode())
            [at] = writing.execute("SELECT CAST(pg_current_wal_lsn() AS text)").fetchone() or [""]
            return str(at)

        _replayed(standby, database, wrote("CREATE TABLE zz_rota (id serial, user_id bigint)"))
        report = look(standby, database)
        facts = report.installation.standby
        assert facts is not None
        assert not facts.paused
        assert report.verdict is Verdict.INCOMPLETE
        unread = {o.check.table: o.reason for o in report.outcomes if o.result is Result.UNCHECKED}
        assert unread == dict.fromkeys(
            ["sessions", "oidc_user_session_links", "autologin_session_links"], UNLOGGED
        )

        _overtaken(standby, database, wrote)

        with psycopg.connect(standby.url(database), autocommit=True) as connection:
            connection.execute("SELECT pg_wal_replay_pause()")
        [before] = writing.execute("SELECT clock_timestamp()").fetchone() or [None]
        wrote(f"INSERT INTO zz_rota (user_id) VALUES ({UNUSED})")
        report = look(standby, database)
        facts = report.installation.standby
        assert facts is not None
        assert facts.paused
        assert isinstance(before, datetime)
        assert facts.replayed_until is not None
        assert facts.replayed_until < before < report.installation.checked_at
        shown = text.report(plain(build(report, {}))).whole
        assert "This server is a standby, its replay is paused" in " ".join(shown.split())
        assert plain(build(report, {}))["installation"]["standby"]["paused"] is True
        # The primary has it, and is no standby.
        report = look(primary, database)
        assert report.verdict is Verdict.LEFTOVERS
        assert report.installation.standby is None

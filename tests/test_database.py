"""Connections as libpq makes them: nothing is asked too early, nothing is made anew."""

from __future__ import annotations

import os
from typing import Any

import psycopg
import pytest

from operasure.core.errors import NoDatabaseError
from operasure.database.connecting import connect
from operasure.database.reader import Reader
from operasure.database.target import Target, target
from operasure.server.postgresql import Server


def test_a_statement_that_fails_ends_nothing(any_server: Server) -> None:
    reader = Reader(target(any_server.url(), {}))
    try:
        with pytest.raises(psycopg.errors.DivisionByZero):
            reader.fetch("SELECT 1 / 0 AS a")
        found = reader.fetch(
            "SELECT CAST(:needle AS text) AS text, '%' AS sign, "
            "current_setting('search_path') AS path, "
            "current_setting('transaction_read_only') AS ro",
            needle="it's :needle %s",
        )
        assert found == [
            {
                "text": "it's :needle %s",
                "sign": "%",
                "path": "pg_catalog, pg_temp",
                "ro": "on",
            }
        ]
    finally:
        reader.close()


def test_nothing_is_asked_before_the_transaction_has_its_settings(
    any_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    execute = psycopg.Cursor.execute

    def telling(self: Any, query: Any, *given: Any, **more: Any) -> Any:
        told.append(query.decode() if isinstance(query, bytes) else str(query))
        return execute(self, query, *given, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", telling)
    reader = Reader(target(any_server.url(), {}))
    reader.fetch("SELECT 7 AS seven")
    reader.close()
    assert told[0].startswith("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    assert "set_config('search_path'" in told[1]
    assert [sql for sql in told if not sql.startswith(("BEGIN", "SHOW", "SAVEPOINT", "ROLLBACK"))][
        2:
    ] == ["SELECT 7 AS seven"]


def test_a_lost_connection_is_the_driver_s_error_and_never_made_anew(any_server: Server) -> None:
    reader = Reader(target(any_server.url(), {}))
    with psycopg.connect(any_server.url(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [reader.connection.info.backend_pid])
    for _ in range(3):
        with pytest.raises(psycopg.OperationalError):
            reader.fetch("SELECT 1 AS a")
    assert not reader.alive
    reader.close()


@pytest.mark.parametrize(
    "parameters",
    [
        {"host": "a,b", "port": "1,2", "user": "x", "password": "p:a/s@s%20+ ?#w", "dbname": "d"},
        {"host": "/run/x y", "port": "", "dbname": "name with = and '", "sslmode": "verify-full"},
        {"host": "::1", "hostaddr": "::1", "port": "05432", "target_session_attrs": "read-only"},
        {"service": "mine", "options": "-c geqo=off", "passfile": "/a b"},
        {},
    ],
)
def test_what_libpq_is_told_reaches_it_as_it_is(
    monkeypatch: pytest.MonkeyPatch, parameters: dict[str, str]
) -> None:
    told: list[dict[str, object]] = []

    def refuse(**given: object) -> None:
        told.append(given)
        raise psycopg.OperationalError("no p:a/s@s%20+ ?#w here")

    monkeypatch.setattr(psycopg, "connect", refuse)
    with pytest.raises(NoDatabaseError) as refused:
        connect(Target(parameters, "a test"), {"application_name": "us"})
    [given] = told
    ours = {"autocommit": True, "prepare_threshold": None, "connect_timeout": "10"}
    assert given == parameters | {"application_name": "us"} | ours
    assert "?#w" not in str(refused.value) or "password" not in parameters


def test_a_closed_connection_has_left_the_server(any_server: Server) -> None:
    reader = Reader(target(any_server.url(), {}))
    pid = reader.connection.info.backend_pid
    reader.fetch("SELECT 1 AS a")
    reader.close()
    assert reader.connection.closed
    with psycopg.connect(any_server.url(), autocommit=True) as other:
        sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
        for _ in range(100):
            [count] = other.execute(sql, [pid]).fetchone() or (1,)
            if not count:
                return
            other.execute("SELECT pg_sleep(0.05)")
    pytest.fail("the session is still there")


def test_where_no_database_is_given_it_is_said_what_to_give(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def connect(*words: object, **given: object) -> None:
        raise psycopg.OperationalError("connection to server on socket failed")

    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(psycopg, "connect", connect)
    with pytest.raises(NoDatabaseError, match="no database given: set DATABASE_URL or --database"):
        Reader(target(None, {}))
    monkeypatch.setenv("PGHOST", "db.example")
    with pytest.raises(NoDatabaseError, match=r"no connection to database its default on db\."):
        Reader(target(None, {}))

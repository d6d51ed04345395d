"""A run leaves the database as it was, and takes no blocking lock."""

from __future__ import annotations

import threading
import time
from typing import Any

import psycopg

from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import observed

COUNTERS = "tup_inserted, tup_updated, tup_deleted, temp_files, temp_bytes, deadlocks"


def counters(connection: psycopg.Connection[Any]) -> object:
    connection.execute("SELECT pg_stat_clear_snapshot()")
    return connection.execute(
        f"SELECT {COUNTERS} FROM pg_stat_database WHERE datname = current_database()".encode()
    ).fetchone()


def contents(connection: psycopg.Connection[Any]) -> dict[str, object]:
    """A digest of every row of every table, with its version (xmin) and place (ctid)."""
    tables = connection.execute(
        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
    ).fetchall()
    return {
        name: connection.execute(
            f"SELECT md5(string_agg(xmin || '|' || xmax || '|' || ctid || '|' || t::text, ',' "
            f"ORDER BY ctid)) FROM {name} AS t".encode()
        ).fetchone()
        for (name,) in tables
    }


def test_nothing_is_changed(make_database: MakeDatabase) -> None:
    url = make_database(observed("after"))
    locks: set[str] = set()
    temporary: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while not done.is_set():
                locks.update(
                    mode
                    for (mode,) in connection.execute(
                        "SELECT DISTINCT l.mode FROM pg_locks l "
                        "JOIN pg_stat_activity a USING (pid) "
                        "WHERE a.application_name = 'operasure' AND l.locktype = 'relation' "
                        "AND a.datname = current_database()"
                    )
                )
                temporary.update(
                    name
                    for (name,) in connection.execute(
                        "SELECT relname FROM pg_class WHERE relpersistence = 't'"
                    )
                )
                time.sleep(0.005)

    with psycopg.connect(url, autocommit=True) as connection:
        rows = contents(connection)
        time.sleep(1.1)  # statistics of the server are reported once a second
        before = counters(connection)
        watcher = threading.Thread(target=watch)
        watcher.start()
        verify(target(url, {}), VerifyOptions(42, access=Access(jobs=3)))
        done.set()
        watcher.join()
        time.sleep(1.1)
        assert counters(connection) == before
        assert contents(connection) == rows
    assert locks <= {"AccessShareLock"}
    assert locks
    assert temporary == set()

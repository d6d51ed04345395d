"""What a look holds up: a table is let go once it was looked at, and the moment stays."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import psycopg
import pytest

from operasure.core.queries import load, statement
from operasure.database.reader import Reader
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import observed

HELD = (
    "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
    "WHERE l.pid = %s AND c.relkind IN ('r', 'p', 'm', 'i') AND c.oid > 16384"
)


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(observed("after"))


def held(admin: psycopg.Connection[tuple[object, ...]], reader: Reader) -> object:
    [found] = admin.execute(HELD, [reader.connection.info.backend_pid]).fetchall()
    return found[0]


def test_a_table_is_let_go_after_each_statement_and_each_job(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin, closing(Reader(target(url, {}))) as reader:
        reader.use_schema("public", {})
        reader.fetch("SELECT id FROM users")
        assert held(admin, reader) == 0
        rows = reader.stream("SELECT id FROM users")
        next(rows)
        assert held(admin, reader) != 0
        rows.close()  # type: ignore[attr-defined]
        assert held(admin, reader) == 0
        with reader.job():
            reader.fetch("SELECT id FROM users")
            reader.fetch("SELECT id FROM journals")
            assert held(admin, reader) != 0
        assert held(admin, reader) == 0


def test_the_moment_stays_when_a_table_is_let_go(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin, closing(Reader(target(url, {}))) as reader:
        reader.use_schema("public", {})
        before = reader.fetch("SELECT count(*) AS n FROM users")
        admin.execute("INSERT INTO users (type, status) VALUES ('User', 1)")
        assert reader.fetch("SELECT count(*) AS n FROM users") == before
        # The settings are still those that were set at the beginning.
        [path] = reader.fetch("SELECT pg_catalog.current_setting('search_path') AS it")
        assert path == {"it": "pg_catalog, pg_temp"}


def test_a_table_is_held_until_its_rows_are_read_more_closely(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second statement goes by the places of rows, and VACUUM FULL would change these."""
    stream = Reader.stream
    seen: list[object] = []
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("UPDATE news SET description = 'gid://open-project/User/%34%32'")

        def watched(reader: Reader, sql: str, **given: object) -> Iterator[Sequence[Any]]:
            if "op_more" in sql:
                seen.append(held(admin, reader))
            return stream(reader, sql, **given)

        monkeypatch.setattr(Reader, "stream", watched)
        verify(target(url, {}), VerifyOptions(42, access=Access(jobs=1)))
    assert seen
    assert 0 not in seen


def test_an_alter_table_passes_while_a_session_is_open(url: str) -> None:
    """Openproject's own queries would wait behind one that waits."""
    with session(target(url, {}), Access(jobs=2)) as opened:
        for reader in opened.readers:
            for table in ("users", "journals", "work_packages"):
                reader.fetch(f"SELECT count(*) AS n FROM {table}")
        opened.readers[0].fetch(statement("openproject/sizes"))
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("SET lock_timeout = '2s'")
            for table in ("users", "journals", "work_packages", "settings", "enabled_modules"):
                admin.execute(f"ALTER TABLE {table} ADD COLUMN added_meanwhile integer".encode())


def test_what_nobody_has_counted_is_measured_unless_somebody_has_locked_it(url: str) -> None:
    """ANALYZE counts no long values, which stand in a table of their own until VACUUM does."""
    size = "pg_relation_size(oid) + pg_relation_size(reltoastrelid)"
    true = f"SELECT {size} FROM pg_class WHERE relname = %s"

    def told(name: str) -> int:
        with session(target(url, {}), Access(jobs=1)) as opened:
            return opened.catalogue.own[name].bytes

    with psycopg.connect(url, autocommit=True) as admin:
        for name in ("zz_counted", "zz_new"):
            admin.execute(f"CREATE TABLE {name} (id int PRIMARY KEY, body text)".encode())
            admin.execute(f"ALTER TABLE {name} ALTER body SET STORAGE EXTERNAL".encode())
            values = "SELECT n, repeat('x', 5000) FROM generate_series(1, 300) AS n"
            admin.execute(f"INSERT INTO {name} {values}".encode())
        admin.execute("ANALYZE zz_counted")
        for name in ("zz_counted", "zz_new"):
            [(whole,)] = admin.execute(true.encode(), [name]).fetchall()
            assert 1_500_000 < whole == told(name)
        admin.execute("VACUUM zz_counted")
        [(whole,)] = admin.execute(true.encode(), ["zz_counted"]).fetchall()
        assert whole == told("zz_counted")
        with admin.transaction():
            admin.execute("TRUNCATE zz_new")
            assert told("zz_new") == 0


def test_a_whole_verify_holds_few_tables_at_any_time(url: str) -> None:
    most, done = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        with psycopg.connect(url, autocommit=True) as admin:
            sql = (
                "SELECT count(DISTINCT l.relation) FROM pg_locks l JOIN pg_class c ON c.oid = "
                "l.relation JOIN pg_stat_activity a ON a.pid = l.pid WHERE c.relkind = 'r' AND "
                "c.oid > 16384 AND a.application_name = 'operasure' AND a.datname = "
                "current_database() GROUP BY l.pid ORDER BY 1 DESC LIMIT 1"
            )
            while not done.is_set():
                for (count,) in admin.execute(sql).fetchall():
                    most = max(most, count)
                time.sleep(0.005)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        verify(target(url, {}), VerifyOptions(42, access=Access(jobs=2)))
    finally:
        done.set()
        watching.join()
    # One table and what its checks join, not the 170 that were looked at.
    assert 0 < most <= 12
    assert load().references

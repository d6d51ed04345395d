"""What of a dump could not be restored is told, and never taken for clear."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from openproject import schema
from openproject.tables import read_tables
from operasure.core.errors import NoDatabaseError
from operasure.core.model import Outcome, Result, Verdict
from operasure.database.openproject import LEFT_OUT
from operasure.database.release import known, recognise
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.mentions.find import Options as FindOptions
from operasure.looks.mentions.find import find_mentions
from operasure.looks.verify import VerifyOptions, verify
from operasure.matching.identity import Identity
from operasure.server.postgresql import Server
from support import dumps
from support.databases import MakeDatabase
from support.instances import observed

WITHOUT_ROWS = "the dump contains the table without its rows"


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("CREATE TABLE public.t (\n    id public.vector\n);", "a type or other object"),
        ("CREATE TABLE public.t (\n    id int\n);", WITHOUT_ROWS),
        (
            "CREATE TABLE public.t (\n    id int\n);\nCOPY public.t (id) FROM stdin;\n1\nx\n\\.",
            "its rows could not be restored: ",
        ),
        (
            "CREATE TABLE public.t (\n    a text\n);\nCOPY public.t (a) FROM stdin;\n\\xff\n\\.",
            "text that is not in the declared encoding",
        ),
        ("COPY public.t (id) FROM stdin;\n1\n\\.", "a table that it needs is missing"),
        (
            (
                "CREATE TABLE public.t (\n    id int\n);\nINSERT INTO public.t VALUES (1);\n"
                "INSERT INTO public.t VALUES ('x');"
            ),
            "not all of its rows",
        ),
        (
            "CREATE TABLE public.t (\n    id int DEFAULT public.f()\n);",
            "a function that it needs is missing",
        ),
    ],
)
def test_a_table_that_is_not_there_in_full(
    any_server: Server, tmp_path: Path, part: str, reason: str
) -> None:
    with dumps.restored(any_server, dumps.script(tmp_path / "dump.sql", part)) as found:
        assert list(found.unrestored) == ["t"]
        assert reason in found.unrestored["t"]


@pytest.mark.parametrize(
    ("part", "query", "rows"),
    [
        (  # a collation that this machine does not have
            (
                "CREATE COLLATION public.c (provider = libc, locale = 'xx_XX.utf8');\n"
                "CREATE TABLE public.t (\n    a text COLLATE public.c\n);\n"
                "COPY public.t (a) FROM stdin;\nx\n\\."
            ),
            "SELECT a FROM t",
            [("x",)],
        ),
        (
            (
                'CREATE TABLE public.t (\n    a text COLLATE pg_catalog."xx_XX.utf8"\n);\n'
                "COPY public.t (a) FROM stdin;\nx\n\\."
            ),
            "SELECT a FROM t",
            [("x",)],
        ),
        (  # a partitioned table holds no rows of its own
            (
                "CREATE TABLE public.p (\n    id int\n)\nPARTITION BY RANGE (id);\n"
                "CREATE TABLE public.t (\n    id int\n);\n"
                "ALTER TABLE ONLY public.p ATTACH PARTITION public.t FOR VALUES FROM (1) TO (9);\n"
                "COPY public.t (id) FROM stdin;\n1\n\\."
            ),
            "SELECT id FROM p",
            [(1,)],
        ),
        (  # dumps of before 2018 name the schema once
            (
                "SET search_path = other, pg_catalog;\nCREATE SCHEMA other;\n"
                "CREATE TABLE t (\n    id int\n);\nCOPY t (id) FROM stdin;\n1\n\\.\n"
                "ALTER TABLE ONLY t\n    ADD CONSTRAINT t_pkey PRIMARY KEY (id);"
            ),
            "SELECT id FROM other.t",
            [(1,)],
        ),
        (
            (
                "CREATE SCHEMA public;\n"
                "CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA pg_catalog;\n"
                "CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;\n"
                "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;"
            ),
            "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1",
            [("btree_gist",), ("pg_trgm",), ("unaccent",)],
        ),
        (  # a foreign key that was true of the rows
            (
                "CREATE TABLE public.t (\n    user_id bigint\n);\n"
                "COPY public.t (user_id) FROM stdin;\n\\.\n"
                "ALTER TABLE ONLY public.t\n    ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES"
                " public.users(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;\n"
                "ALTER TABLE ONLY public.users\n    ADD CONSTRAINT users_pkey PRIMARY KEY (id);"
            ),
            "SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'",
            [("users",)],
        ),
    ],
)
def test_what_a_server_lacks_or_does_otherwise(
    any_server: Server, tmp_path: Path, part: str, query: str, rows: list[tuple[object]]
) -> None:
    with dumps.restored(any_server, dumps.script(tmp_path / "dump.sql", part)) as found:
        assert (found.unrestored, found.notes, found.partial) == ({}, (), False)
        with psycopg.connect(**found.parameters) as connection:  # type: ignore[arg-type]
            assert connection.execute(query.encode()).fetchall() == rows


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("CREATE EXTENSION pg_buffercache;", "CREATE EXTENSION pg_buffercache: not allowed"),
        ("CREATE EXTENSION nowhere_at_all;", "CREATE EXTENSION nowhere_at_all"),
        (
            "ALTER TABLE ONLY public.users\n    ADD CONSTRAINT k PRIMARY KEY (nothing);",
            "a primary key: the column is gone",
        ),
        (
            (
                "ALTER TABLE ONLY public.users\n    ADD CONSTRAINT k FOREIGN KEY (id)"
                " REFERENCES public.nothing(id);"
            ),
            "a foreign key: a table that it needs is missing",
        ),
    ],
)
def test_whatever_else_is_missing_is_named(
    any_server: Server, tmp_path: Path, part: str, told: str
) -> None:
    with dumps.restored(any_server, dumps.script(tmp_path / "dump.sql", part)) as found:
        assert found.unrestored == {}
        [note] = found.notes
        assert note.startswith(f"Not restored from the dump: {told}")


@pytest.mark.parametrize(
    "part",
    [
        "SET client_encoding = 'NOWHERE';",
        "SET standard_conforming_strings = maybe;",
        "SELECT pg_catalog.set_config('no such setting', '', false);",
    ],
)
def test_a_setting_that_says_how_the_rest_is_read_is_missed(
    any_server: Server, tmp_path: Path, part: str
) -> None:
    with dumps.restored(any_server, dumps.script(tmp_path / "dump.sql", part)) as found:
        assert found.partial


def test_statements_that_were_not_run_are_unchecked_in_every_command(
    any_server: Server, shared_database: MakeDatabase, tmp_path: Path
) -> None:
    url = shared_database(observed("before"))
    path = dumps.pg_dump(any_server, url, tmp_path / "dump.sql", "-Fp")
    with path.open("a") as file:
        file.write("UPDATE public.users SET login = 'zoe' WHERE id = 7;\n")

    def holds(verdict: Verdict, outcomes: tuple[Outcome, ...]) -> None:
        [own] = [o for o in outcomes if o.check.table == "dump"]
        assert own.result is Result.UNCHECKED
        assert "not all of them were run" in str(own.reason)
        assert verdict in {Verdict.INCOMPLETE, Verdict.LEFTOVERS}

    with dumps.restored(any_server, path) as found:
        assert (found.unrestored, found.partial) == ({}, True)
        target = dumps.target(path, found)
        clear = verify(target, VerifyOptions(60))
        holds(clear.verdict, clear.outcomes)
        assert clear.verdict is Verdict.INCOMPLETE
        whole = audit(target, AuditOptions())
        holds(whole.verdict, whole.outcomes)
        with find_mentions(target, FindOptions(Identity.of(logins=["nobody.at.all"]))) as seen:
            holds(seen.verdict, seen.outcomes)
            assert seen.verdict is Verdict.INCOMPLETE


def test_without_accounts_nothing_can_be_said(any_server: Server, tmp_path: Path) -> None:
    broken = "CREATE TABLE public.users (\n    id nowhere\n);"
    path = dumps.script(tmp_path / "dump.sql", broken, without="users")
    with pytest.raises(NoDatabaseError, match="the table users"), dumps.restored(any_server, path):
        pass


def test_rows_that_are_missing_are_unchecked_in_every_command(
    any_server: Server, shared_database: MakeDatabase, tmp_path: Path
) -> None:
    left_out = [f"--exclude-table-data={name}" for name in ("journals", "custom_values", "colors")]
    url = shared_database(observed("before"))
    path = dumps.pg_dump(any_server, url, tmp_path / "dump", "-Fc", *left_out)

    def holds(verdict: Verdict, outcomes: tuple[Outcome, ...]) -> None:
        own = [o for o in outcomes if o.check.table in {"journals", "custom_values", "colors"}]
        assert {o.check.table for o in own} == {"journals", "custom_values", "colors"}
        assert {(o.result, o.reason) for o in own} == {(Result.UNCHECKED, WITHOUT_ROWS)}
        assert verdict in {Verdict.INCOMPLETE, Verdict.LEFTOVERS}

    with dumps.restored(any_server, path) as found:
        assert set(found.unrestored) == {"journals", "custom_values", "colors"}
        target = dumps.target(path, found)
        clear = verify(target, VerifyOptions(60))
        holds(clear.verdict, clear.outcomes)
        assert clear.verdict is Verdict.INCOMPLETE
        whole = audit(target, AuditOptions())
        holds(whole.verdict, whole.outcomes)
        with find_mentions(target, FindOptions(Identity.of(logins=["nobody.at.all"]))) as seen:
            holds(seen.verdict, seen.outcomes)
            assert seen.verdict is Verdict.INCOMPLETE


def test_tables_that_were_left_out_are_unchecked_in_every_command(
    any_server: Server, shared_database: MakeDatabase, tmp_path: Path
) -> None:
    left_out = ("time_entries", "news", "workflows")
    url = shared_database(observed("before"))
    path = dumps.pg_dump(any_server, url, tmp_path / "dump", "-Fc", *(f"-T{t}" for t in left_out))
    why = LEFT_OUT.format(" 17.1")

    def holds(outcomes: tuple[Outcome, ...]) -> None:
        own = [o for o in outcomes if o.check.table in left_out]
        assert {o.check.table for o in own} == set(left_out)
        assert {(o.result, o.reason) for o in own} == {(Result.UNCHECKED, why)}

    with dumps.restored(any_server, path) as found:
        target = dumps.target(path, found)
        clear = verify(target, VerifyOptions(60))
        holds(clear.outcomes)
        assert clear.verdict is Verdict.INCOMPLETE
        assert clear.installation.dump
        assert set(clear.installation.dump.unrestored) == set(left_out)
        holds(audit(target, AuditOptions()).outcomes)
        with find_mentions(target, FindOptions(Identity.of(logins=["nobody.at.all"]))) as seen:
            holds(seen.outcomes)
            assert seen.verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_each_release_has_the_tables_that_are_known_of_it(
    shared_database: MakeDatabase, version: str
) -> None:
    with psycopg.connect(shared_database(f"empty-{version}")) as connection:
        migrations = connection.execute("SELECT version FROM schema_migrations").fetchall()
        there = set(read_tables(connection))
    release = recognise([row[0] for row in migrations], there)
    assert release.tables() <= there
    # All of a release that was read as a whole, but for what Rails keeps there for itself.
    assert there - release.tables() <= {"schema_migrations", "ar_internal_metadata"}


@pytest.mark.parametrize("without", [0, 2, 5])
def test_an_unfinished_upgrade_need_have_what_both_releases_have(without: int) -> None:
    known_ = known().releases
    newest = next(each for each in known_ if each.name == "17.1")
    have = set().union(*(each.since for each in known_ if each.name <= "17.1"))
    some = have - set(sorted(newest.last)[:without])
    tables = recognise(map(str, some), ()).tables()
    assert {"users", "time_entries", "good_jobs"} < tables
    assert ("mcp_configurations" in tables) is (without == 0)
    assert {"users", "time_entries"} < recognise((), ()).tables()
    assert "good_jobs" not in recognise((), ()).tables()


def test_an_id_that_a_backup_never_gave_out_is_no_error(
    any_server: Server, shared_database: MakeDatabase, tmp_path: Path
) -> None:
    path = dumps.pg_dump(any_server, shared_database("empty-17.1"), tmp_path / "dump")
    with dumps.restored(any_server, path) as found:
        report = verify(dumps.target(path, found), VerifyOptions(99999))
    # An empty database has no Deleted user, which is why it is never clear.
    assert report.verdict is Verdict.INCOMPLETE
    assert not any(o.rows for o in report.outcomes)

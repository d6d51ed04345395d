"""A dump that was made to do harm does none, and what of it was not run is told."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

from operasure.core.errors import UsageError
from operasure.server.postgresql import Server
from support import dumps

BODY = "LANGUAGE plpgsql AS $$ BEGIN {} END $$;"
PROGRAM = "COPY public.users FROM PROGRAM 'touch {}'"


def rows(parameters: dict[str, str], query: str) -> list[Any]:
    with psycopg.connect(**parameters) as connection:  # type: ignore[arg-type]
        return connection.execute(query.encode()).fetchall()


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    """A file that a program of the dump would make, where every account could."""
    common = Path(tempfile.gettempdir()).resolve()
    for folder in (tmp_path, *tmp_path.parents):
        # Its own folders only: the common one belongs to the system.
        if common in folder.parents and folder.stat().st_uid == os.geteuid():
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o011)
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    return folder / "owned"


@pytest.mark.parametrize(
    "statement",
    [
        PROGRAM + ";",
        "COPY (SELECT 1) TO PROGRAM 'touch {}';",
        "DO $$ BEGIN EXECUTE 'COPY public.users FROM PROGRAM ''touch {}'''; END $$;",
        "SELECT public.harm();",
        "CALL public.harm();",
        "VACUUM;",
        "EXPLAIN ANALYZE SELECT 1;",
        "PREPARE TRANSACTION 'x';",
        "LOAD 'x';",
        "IMPORT FOREIGN SCHEMA x FROM SERVER y INTO z;",
        "EXECUTE x;",
        "DELETE FROM public.users;",
        "UPDATE public.users SET id = 7;",
        "TRUNCATE public.users;",
        "WITH x AS (DELETE FROM public.users RETURNING *) SELECT * FROM x;",
        "COPY public.users TO stdout;",
        "insert into public.users values (7);",
        "INSERT INTO public.users(id) VALUES (7);",
        "MERGE INTO public.users u USING public.users v ON false WHEN MATCHED THEN DELETE;",
        "TABLE public.users;",
        "RESET client_encoding;",
    ],
)
def test_what_pg_dump_does_not_write_is_not_run(
    any_server: Server, tmp_path: Path, owned: Path, statement: str
) -> None:
    path = dumps.script(tmp_path / "dump.sql", statement.format(owned))

    with dumps.restored(any_server, path) as found:
        assert rows(found.parameters, "SELECT id FROM users") == [(1,)]
        [note] = found.notes
        assert found.partial
    assert note.startswith("Not run, since pg_dump writes no such statement: ")
    assert not owned.exists()


def test_the_role_that_restores_may_not_leave_its_database(
    any_server: Server, tmp_path: Path, owned: Path
) -> None:
    """Functions of the dump run where its own statements call them, and can do nothing there."""
    harms = [
        f"EXECUTE 'COPY public.users FROM PROGRAM ''touch {owned}''';",
        f"EXECUTE 'COPY public.users TO ''{owned}''';",
        "PERFORM pg_read_file('/etc/passwd');",
        "PERFORM lo_import('/etc/passwd');",
        "EXECUTE 'ALTER SYSTEM SET archive_command = ''x''';",
        "EXECUTE 'ALTER ROLE CURRENT_USER SUPERUSER';",
        "EXECUTE 'CREATE ROLE other SUPERUSER';",
        "EXECUTE 'CREATE DATABASE other';",
        "EXECUTE 'SET ROLE postgres';",
        "EXECUTE 'CREATE EXTENSION dblink';",
        "EXECUTE 'CREATE EXTENSION file_fdw';",
        "EXECUTE 'CREATE FUNCTION c() RETURNS int LANGUAGE c AS ''libc'', ''getpid''';",
    ]
    parts = ["CREATE SEQUENCE public.s;"]
    for number, harm in enumerate(harms):
        parts.append(
            f"CREATE FUNCTION public.harm{number}() RETURNS bigint LANGUAGE plpgsql"
            f" SECURITY DEFINER AS $$ BEGIN {harm} RETURN 1; END $$;"
        )
        parts.append(f"SELECT pg_catalog.setval('public.s', public.harm{number}());")
    path = dumps.script(tmp_path / "dump.sql", *parts)

    with dumps.restored(any_server, path) as found:
        assert all("SELECT pg_catalog.setval: " in note for note in found.notes)
        assert "not allowed to the role that restores" in found.notes[0]
        refused = sum(map(int, re.findall(r"\((\d+) times\)", "".join(found.notes))))
        assert refused == len(harms)
        [(role,)] = rows(found.parameters, "SELECT current_user")
        assert rows(
            found.parameters,
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user",
        ) == [(False,) * 5]
        assert (
            rows(
                found.parameters, f"SELECT 1 FROM pg_auth_members WHERE member = '{role}'::regrole"
            )
            == []
        )
    assert not owned.exists()


def test_triggers_rules_and_policies_change_nothing(any_server: Server, tmp_path: Path) -> None:
    path = dumps.script(
        tmp_path / "dump.sql",
        f"CREATE FUNCTION public.gone() RETURNS trigger {BODY.format('RETURN NULL;')}",
        f"CREATE FUNCTION public.ev() RETURNS event_trigger {BODY.format('')}",
        "CREATE TABLE public.t (\n    id bigint\n);",
        "CREATE TRIGGER x BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.gone();",
        "CREATE EVENT TRIGGER y ON ddl_command_start EXECUTE FUNCTION public.ev();",
        "CREATE RULE z AS ON INSERT TO public.t DO INSTEAD NOTHING;",
        "CREATE POLICY p ON public.t USING (false);",
        "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;",
        "ALTER TABLE ONLY public.t FORCE ROW LEVEL SECURITY;",
        "INSERT INTO public.t VALUES (5);",
        "DROP TABLE public.t;",
        "ALTER ROLE CURRENT_USER SET row_security = off;",
        "ALTER DATABASE x SET statement_timeout = 1;",
        "BEGIN;",
        "COPY public.t (id) FROM stdin;\n6\n\\.",
    )

    with dumps.restored(any_server, path) as found:
        assert (found.unrestored, found.notes) == ({}, ())
        assert rows(found.parameters, "SELECT id FROM public.t ORDER BY id") == [(5,), (6,)]


MESSAGES = """\
pg_dump: warning: there are circular foreign-key constraints on this table:
pg_dump: detail: it's "work_packages"
pg_dump: hint: You might not be able to restore the dump without using --disable-triggers (\\!).
pg_dump: [archiver] WARNING: x
pg_dump:   work_packages
"""


def test_what_pg_dump_said_of_its_work_is_no_statement(any_server: Server, tmp_path: Path) -> None:
    path = dumps.script(tmp_path / "dump.sql", MESSAGES)
    path.write_text(MESSAGES + path.read_text())

    with dumps.restored(any_server, path) as found:
        assert (found.unrestored, found.notes, found.partial) == ({}, (), False)
        assert rows(found.parameters, "SELECT id FROM users") == [(1,)]


def test_a_dump_that_failed_by_its_own_words_is_refused(any_server: Server, tmp_path: Path) -> None:
    path = dumps.script(tmp_path / "dump.sql", "pg_dump: error: query failed: ERROR:  x")

    with (
        pytest.raises(UsageError, match="error message of pg_dump"),
        dumps.restored(any_server, path),
    ):
        pass


def test_a_command_of_psql_ends_the_restore(any_server: Server, tmp_path: Path) -> None:
    path = dumps.script(tmp_path / "dump.sql", f"\\! touch {tmp_path}/owned")

    with (
        pytest.raises(UsageError, match="a command for psql, which pg_dump does not write"),
        dumps.restored(any_server, path),
    ):
        pass
    assert not (tmp_path / "owned").exists()


def test_what_a_message_repeats_can_steer_no_terminal(any_server: Server, tmp_path: Path) -> None:
    path = dumps.script(
        tmp_path / "dump.sql", 'LOCK "\x1b[2J\u202e";', 'CREATE TYPE "\x1b[2J" AS x;'
    )

    with dumps.restored(any_server, path) as found:
        told = "".join(found.notes)
    assert len(found.notes) == 2
    assert told.isprintable()

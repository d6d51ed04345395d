"""A restored dump is searched with the same outcome as the database that it was taken from."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest

from openproject.invented import PERSON
from operasure.core.errors import UsageError
from operasure.core.queries import load
from operasure.core.typed import plain
from operasure.database.target import Target
from operasure.database.target import target as at
from operasure.demo.instance import STATES, State
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.mentions.find import Options as FindOptions
from operasure.looks.mentions.find import find_mentions
from operasure.looks.verify import VerifyOptions, verify
from operasure.matching.given import Given, identity
from operasure.reports.evidence import audit as audit_evidence
from operasure.reports.evidence import document, mentions
from operasure.server.postgresql import Server
from operasure.server.process import last_line
from support import dumps
from support.databases import MakeDatabase
from support.evidence import validate, written
from support.instances import observed
from support.progress import Kept

CASES: tuple[tuple[State, str], ...] = (
    ("after", "custom"),
    ("before", "directory"),
    ("before", "tar"),
    ("after", "plain"),
    ("before", "inserts"),
)
NAME = f"{PERSON.given} {PERSON.family}"
WHO = identity([Given((NAME,), (PERSON.login,), (PERSON.mail,), (PERSON.id,))])


def verified(target: Target) -> Any:
    built = plain(document.build(verify(target, VerifyOptions(PERSON.id)), load().titles))
    validate(built)
    return dumps.lasting(built)


@cache
def verified_live(url: str) -> Any:
    """The same of a database that lasts as long as this file's tests, and that none changes."""
    return verified(at(url, {}))


def audited(target: Target) -> Any:
    built = plain(audit_evidence.build(audit(target, AuditOptions()), load().titles))
    validate(built)
    return dumps.lasting(built)


def found(target: Target) -> Any:
    options = FindOptions(WHO, case_key=bytes(32))
    with find_mentions(target, options) as findings:
        text = written("json", plain(mentions.build(findings, with_text=True)))
    built = json.loads(text)
    validate(built)
    return dumps.lasting(built)


@pytest.fixture(scope="module")
def live(any_server: Server, shared_database: MakeDatabase) -> dict[State, str]:
    """The databases that are dumped, by state, with their rows counted as in a restored one."""
    urls: dict[State, str] = {state: shared_database(observed(state)) for state in STATES}
    for url in urls.values():
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")
    return urls


@pytest.mark.parametrize(("state", "form"), CASES)
def test_each_form_says_what_the_database_says(
    any_server: Server, live: dict[State, str], tmp_path: Path, state: State, form: str
) -> None:
    path = dumps.pg_dump(any_server, live[state], tmp_path / "dump", *dumps.FORMS[form])

    progress = Kept()
    with dumps.restored(any_server, path, progress) as restored:
        view = progress.views[0]
        assert view.name == "restoring the dump"
        # Of a small archive what pg_restore reads before its data can be more than that.
        assert form in {"custom", "directory", "tar"} or 0.9 < (view.share or 0) <= 1
        assert 0 <= view.done <= (view.total or view.done)
        assert (restored.unrestored, restored.notes) == ({}, ())
        assert verified(dumps.target(path, restored)) == verified_live(live[state])


def test_every_command_says_what_it_says_of_the_database(
    any_server: Server, live: dict[State, str], tmp_path: Path
) -> None:
    script = dumps.pg_dump(any_server, live["before"], tmp_path / "openproject.sql", "-x", "-O")
    path = dumps.backup(script, "Überblick.png")

    with dumps.restored(any_server, path) as restored:
        backup, database = dumps.target(path, restored), at(live["before"], {})
        assert audited(backup) == audited(database)
        assert found(backup) == found(database)


FULL = """
CREATE FUNCTION public.full(v bigint) RETURNS boolean LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$;
CREATE TABLE public.zz_last (id bigint CHECK (public.full(id)));
COPY public.zz_last (id) FROM stdin;
1
\\.
"""
"""A row for which the server has no room."""
DOWN = """
CREATE SEQUENCE public.s;
SELECT pg_catalog.setval('public.s', 1) FROM pg_catalog.pg_terminate_backend(pg_backend_pid());
CREATE TABLE public.zz_last (id bigint);
"""
"""The session ends, as all do with a server that finds no room for its log."""


@pytest.mark.parametrize(
    ("statements", "full", "told"),
    [(FULL, False, "ran out of disk"), (DOWN, True, "ran out of disk"), (DOWN, False, "stopped")],
)
def test_a_server_that_can_t_go_on(
    any_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    statements: str, full: bool, told: str,
) -> None:  # fmt: skip
    """Nothing is said of a database that is not there in full."""
    monkeypatch.setattr(Server, "full", full)
    path = dumps.script(tmp_path / "dump.sql", statements)
    says = pytest.raises(UsageError, match=f"^the temporary server {told} ")
    with says, dumps.restored(any_server, path):
        pass


def test_a_server_knows_whether_its_disk_was_full(any_server: Server, tmp_path: Path) -> None:
    assert not any_server.full
    log = tmp_path / "log"
    log.write_text('PANIC:  could not write to file "pg_wal/x": No space left on device\n')
    assert replace(any_server, socket_directory=tmp_path).full
    assert last_line(log.read_text() + "LOG: the system is shut down\n").endswith("on device")

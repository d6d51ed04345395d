"""A schema that has a function, operator, type or cast of its own for each that statements use:
none of them is ever run, and nothing that is found changes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from openproject.invented import PERSON
from operasure.cli import run
from operasure.database.naming import named
from operasure.database.reader import Reader
from support import shadows
from support.databases import MakeDatabase
from support.instances import observed
from support.removal import WHO, Case, contents
from support.statements import understood

Statement = tuple[str, list[object]]


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Statement]]:
    """Every statement that connections of operasure run, with its parameters."""
    seen: dict[str, list[object]] = {}

    def spy(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(reader: Reader, sql: str, **parameters: object) -> Any:
            ready = named(sql, reader._schema)
            seen.setdefault(ready.sql, ready.given(parameters))
            return method(reader, sql, **parameters)

        return call

    def copied(reader: Reader, sql: str) -> str:
        told = written(reader, sql)
        seen.setdefault(told, [])
        return told

    written = Reader.written
    found: list[Statement] = []
    with monkeypatch.context() as patch:
        patch.setattr(Reader, "fetch", spy(Reader.fetch))
        patch.setattr(Reader, "stream", spy(Reader.stream))
        patch.setattr(Reader, "written", copied)
        yield found
    found += seen.items()


COMMANDS = {
    "verify": ["verify", "--user-id", "42"],
    "audit": ["audit"],
    "find-mentions": ["find-mentions", *WHO],
}


def results(url: str, folder: Path) -> dict[str, Any]:
    """What each command says, without moments and what differs from run to run."""
    found: dict[str, Any] = {}
    for name, words in COMMANDS.items():
        file = folder / f"{name}.json"
        file.unlink(missing_ok=True)
        command = [*words, "--format", "json", "-o", str(file), "--database-url", url]
        exit_code = run(command)
        document = json.loads(file.read_text())
        checks = {
            c["id"]: (c["outcome"], c["rows"], c["reason"]) for c in document.get("checks", ())
        }
        mentions = sorted(str(m.get("row_id")) for m in document.get("mentions", ()))
        found[name] = (exit_code, checks, mentions)
    return found


def test_nothing_of_the_schema_s_own_is_run(
    make_database: MakeDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = make_database(observed("after"))
    case = Case(url, tmp_path)
    with recorded(monkeypatch) as statements:
        before = results(url, tmp_path)
        case.plan("--possible")  # of what verify said
    assert len(statements) > 500
    trace = Path(f"/tmp/operasure-{secrets.token_hex(8)}")
    with psycopg.connect(url) as connection:
        with understood(connection):
            used = shadows.used(connection, statements)
        connection.commit()
        # Functions of their own kind, in the catalogue's words, before anything of ours.
        assert len(used["functions"]) > 60
        planted = shadows.plant(connection, used, trace)
    assert planted > 200
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT public.cast_0(1::smallint)")
        assert trace.exists(), "the server leaves no trace where this test looks for it"
        trace.unlink()
        after = results(url, tmp_path)
        assert after == before
        case.plan("--possible")
        state = contents(url)
        assert case.erase() in {0, 3}, capsys.readouterr().err
        assert case.undo() == 0, capsys.readouterr().err
        assert not trace.exists()
        assert contents(url) == state
    finally:
        trace.unlink(missing_ok=True)


def test_a_snapshot_runs_nothing_of_the_schema_s_own(
    make_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_database(observed("before"))
    command = ["snapshot", "--user-id", str(PERSON.id), "--database-url", url]
    with recorded(monkeypatch) as statements:
        first = run([*command, "-o", str(tmp_path / "first.json")])
    trace = Path(f"/tmp/operasure-{secrets.token_hex(8)}")
    with psycopg.connect(url) as connection:
        with understood(connection):
            used = shadows.used(connection, statements)
        connection.commit()
        assert shadows.plant(connection, used, trace) > 100
    try:
        assert run([*command, "-o", str(tmp_path / "second.json")]) == first
        assert not trace.exists()
    finally:
        trace.unlink(missing_ok=True)

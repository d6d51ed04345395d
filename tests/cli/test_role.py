"""What is said of a role that may do more than it needs, and the SQL for one that may not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest

from openproject import schema
from operasure.cli import common, run
from operasure.database import role
from operasure.server.postgresql import Server
from support import roles
from support.databases import MakeDatabase
from support.evidence import validate
from support.instances import reduced

WARN = common.warn
LINE = "'operasure role' prints the SQL"


@pytest.fixture(autouse=True)
def _said(monkeypatch: pytest.MonkeyPatch, _nothing_said_of_superusers: None) -> None:
    monkeypatch.setattr(common, "warn", WARN)


@pytest.fixture
def url(shared_database: MakeDatabase, any_server: Server) -> str:
    return shared_database(reduced("after"), any_server)


COMMANDS = [
    ["verify", "--user-id", "42"],
    ["find-mentions", "--name", "Nobody Atall"],
    ["audit"],
    ["queries", "--user-id", "42", "--list"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: str(c[0]))
def test_a_superuser_is_told_once(
    url: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run([*command, "--database-url", url])
    said = capsys.readouterr()
    assert said.err.count(LINE) == 1, said.err
    assert LINE not in said.out


def test_of_openproject_s_own_role_nothing_is_said(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with roles.reader(url) as (_, own):
        run(["verify", "--user-id", "42", "--database-url", own, "--format", "json"])
        said = capsys.readouterr()
    assert LINE not in said.err
    assert json.loads(said.out)["installation"]["role_powers"] == []


@pytest.fixture
def member(url: str) -> Iterator[str]:
    with roles.reader(url) as (name, own), psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"GRANT pg_execute_server_program TO {name}".encode())
        yield own


def test_a_role_that_runs_programs_is_told(member: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["verify", "--user-id", "42", "--database-url", member, "--format", "json"])
    said = capsys.readouterr()
    assert "a member of pg_execute_server_program" in said.err
    document = json.loads(said.out)
    validate(document)
    assert document["installation"]["role_powers"] == ["pg_execute_server_program"]
    run(["role", "--database-url", member])
    assert "member of pg_execute_server_program" in capsys.readouterr().out


def test_what_a_superuser_may_do(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["role", "--database-url", url]) == 0
    out = capsys.readouterr().out
    assert "It is a superuser" in out
    assert out.endswith(role.script())
    assert all(line.startswith("--") for line in out.removesuffix(role.script()).splitlines())


def test_what_a_reading_role_may_do(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with roles.reader(url) as (_, own):
        assert run(["role", "--database-url", own]) == 0
        assert "It may change nothing." in capsys.readouterr().out
    with roles.reader(url, "users", "journals") as (_, own):
        assert run(["role", "--database-url", own]) == 3
        assert "It may not read 2 of" in capsys.readouterr().out


def test_names_are_quoted(make_database: MakeDatabase, capsys: pytest.CaptureFixture[str]) -> None:
    url, odd = make_database("empty-17.1"), 'o"dd\n\\! touch x'
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(b"ALTER SCHEMA public RENAME TO " + b'"o""dd\n\\! touch x"')
    assert run(["role", "--database-url", url, "--name", odd]) == 0
    out = capsys.readouterr().out
    assert not any(line.lstrip().startswith("\\") for line in out.splitlines())
    assert out.count('U&"o""dd\\000a\\\\! touch x"') == 9


def test_offline(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["role", "--offline"]) == 0
    assert capsys.readouterr().out == role.script()


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1", "3000000", "0.0004", "1e400", "x"])
@pytest.mark.parametrize("option", ["--statement-timeout", "--lock-timeout", "--idle-timeout"])
def test_limits_that_the_server_does_not_know(
    option: str, seconds: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", "--user-id", "42", option, seconds]) == 2
    assert option in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["0", "1", "2147483"])
def test_limits_that_it_knows(url: str, seconds: str) -> None:
    assert run(["role", "--database-url", url, "--idle-timeout", seconds]) == 0


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_every_release(shared_database: MakeDatabase, version: str) -> None:
    assert run(["role", "--database-url", shared_database(f"empty-{version}")]) == 0

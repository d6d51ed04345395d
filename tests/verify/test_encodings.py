"""Databases of other encodings, and addresses and servers that ask for others: every command finds
what is there, or says in one line what it could not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from openproject import schema
from operasure.cli import run
from operasure.server.postgresql import Server
from support.instances import reduce

NAMES = {
    "LATIN1": ("Zoë Müller", "Gelöschter Nutzer", "latin-1"),
    "EUC_JP": ("山田太郎", "削除されたユーザー", "euc_jp"),
    "SQL_ASCII": ("Zoë Müller", "Gelöschter Nutzer", "utf-8"),
}
SETTINGS = (
    "DateStyle = 'German, DMY'",
    "IntervalStyle = 'sql_standard'",
    "bytea_output = 'escape'",
    "client_encoding = 'SQL_ASCII'",
)
USERS = """
INSERT INTO users (id, type, login, firstname, lastname, mail, status, created_at, updated_at)
VALUES (3, 'DeletedUser', '', '', 'Deleted', '', 3, now(), now()),
       (4, 'User', 'ann', 'Ann', 'Other', 'ann@example.net', 1, now(), now());
"""


@pytest.fixture(params=NAMES)
def encoding(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(any_server: Server, encoding: str) -> Iterator[str]:
    """A database of this encoding, with the settings that trouble a reader set everywhere, in which
    a text names the person, and mentions the Deleted user in a language of it."""
    name, (person, nobody, codec) = f"test_{uuid4().hex[:12]}", NAMES[encoding]
    with psycopg.connect(any_server.url(), autocommit=True) as admin:
        admin.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' "
            "LC_COLLATE 'C' LC_CTYPE 'C'".encode()
        )
        try:
            with psycopg.connect(any_server.url(name), autocommit=True) as connection:
                connection.execute(schema.ddl("12.0").encode())
                reduce(connection)
                connection.execute(f"SET client_encoding = '{encoding}'".encode())
                connection.execute(USERS.encode())
                connection.execute("SELECT setval('users_id_seq', 99)")
                tag = f'<mention data-type="user" data-id="3" data-text="@{nobody}"></mention>'
                text = f"Ask {person}, user#42 or {tag}".encode(codec)
                connection.pgconn.exec_(
                    b"INSERT INTO news (id, title, summary, description, author_id, created_at) "
                    b"VALUES (1, 'x', '" + text + b"', '', 4, now())"
                )
                for setting in SETTINGS:
                    connection.execute(f"ALTER DATABASE {name} SET {setting}".encode())
            yield any_server.url(name)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_every_command(
    url: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1" if encoding != "LATIN1" else "SJIS")
    person, evidence = NAMES[encoding][0], tmp_path / "verify.json"

    def found(*words: str) -> int:
        capsys.readouterr()
        code = run([*words, "--database-url", url])
        said = capsys.readouterr().err
        assert "Traceback" not in said
        assert code not in (5, 70), said
        return code

    assert found("verify", "--user-id", "42", "--format", "json", "-o", str(evidence)) == 1
    left = {
        each["table"]
        for each in json.loads(evidence.read_text())["checks"]
        if each["outcome"] == "leftover"
    }
    assert left == {"news"}
    mentions = tmp_path / "mentions.json"
    assert found("find-mentions", "--name", person, "--format", "json", "-o", str(mentions)) == 1
    assert {each["table"] for each in json.loads(mentions.read_text())["mentions"]} == {"news"}
    state = tmp_path / "audit.json"
    assert found("audit", "--format", "json", "-o", str(state)) == 1
    told = json.loads(state.read_text())["audit"]
    # A mention that shows what the Deleted user is called in a language shows no name.
    assert ([each["user_id"] for each in told["ids"]], told["named"]) == ([42], [])
    assert found("snapshot", "--user-id", "4", "-o", str(tmp_path / "snapshot")) == 0
    assert found("queries", "--user-id", "42") == 0
    assert found("role") == 0
    plan = str(tmp_path / "case.plan")
    assert found("plan", str(evidence), "--plan", plan, "--possible", "--name", person) in (0, 1, 3)

    # What is changed is what was planned, whatever a character is to the server: in a database that
    # knows bytes alone, a text with others than ASCII stays.
    secret, codec = tmp_path / "secret", NAMES[encoding][2]
    secret.write_text("correct horse battery")
    before = _summary(url, encoding)
    known = encoding != "SQL_ASCII"
    writing = ("--passphrase-file", str(secret), "--writer-url", url, "--yes")
    assert run(["erase", "--plan", plan, *writing]) == (0 if known else 3)
    assert _summary(url, encoding) == (before.replace(b"user#42", b"user#3") if known else before)
    assert person.encode(codec) in before
    assert run(["erase", "--undo", f"{plan}.undo", *writing]) == 0
    assert _summary(url, encoding) == before


def _summary(url: str, encoding: str) -> bytes:
    """The text as the server keeps it."""
    with psycopg.connect(url, client_encoding=encoding) as connection:
        found = connection.pgconn.exec_(b"SELECT summary FROM news").get_value(0, 0)
    return found or b""

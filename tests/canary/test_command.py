"""`operasure canary` as its users meet it: the result, what is refused, and that nothing stays."""

from __future__ import annotations

import json
import os
import select
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Timer

import psycopg
import pytest
from psycopg import sql

from operasure.cli import run
from operasure.core.errors import UsageError
from operasure.looks import verify as verifying
from operasure.looks.canary import copies, deletion, person
from operasure.looks.canary.model import BesideKind
from operasure.looks.canary.person import Canary
from operasure.reports.certificate import seal
from operasure.server.postgresql import Server
from support import canaries as kit
from support import dumps
from support.databases import MakeDatabase
from support.evidence import validate, written
from support.instances import observed


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> list[Canary]:
    """Everybody who was invented."""
    made: list[Canary] = []

    def note(user_id: int, chance: Random) -> Canary:
        made.append(original(user_id, chance))
        return made[-1]

    original = person.invented
    monkeypatch.setattr(person, "invented", note)
    return made


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder for the server, empty again at the end."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="canary-") as name:
        folder = Path(name)
        folder.chmod(0o1777)
        yield folder
        assert list(folder.iterdir()) == []


def test_a_restored_backup_of_the_sample(
    any_server: Server,
    shared_database: MakeDatabase,
    tmp_path: Path,
    place: Path,
    invented: list[Canary],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = dumps.pg_dump(any_server, shared_database(observed("after")), tmp_path / "d", "-Fc")
    file = tmp_path / "canary.json"
    # What the environment names is not so much as connected to.
    given = ["--dump", str(path), "--dump-dir", str(place), "-o", str(file), "-o", "-"]
    assert run(["canary", *given]) == 0
    built = json.loads(file.read_text())
    validate(built)
    found = built["planted"]
    assert (found["missed"], found["not_planted"]) == (0, 0)
    assert found["reported"] == found["places"] > 14_000
    assert built["installation"]["openproject"] == "17.1"
    out = capsys.readouterr().out
    assert f"REPORTED: {found['places']:,} of {found['places']:,} planted values were" in out
    [who] = invented
    for text in (file.read_text(), out, written("html", built)):
        for secret in (who.family, who.login, str(who.id)):
            assert secret not in text
    # Beside the database, in each kind of place.
    beside = {(each["kind"], each["place"]): each for each in found["elsewhere"]}
    assert all(each["outcomes"] == {"found": each["planted"]} for each in beside.values())
    assert {kind for kind, _ in beside} | {each["kind"] for each in found["left_out"]} == {
        *BesideKind
    }
    assert {("file store", "users"), ("logs", "SQL"), ("files", "PDF")} <= beside.keys()
    own = found["places"] - sum(each["planted"] for each in beside.values())
    assert f"Reported where: database: {own:,} of {own:,};" in out
    # Every column of names, in every table that has some.
    names = {(each["table"], each["column"]) for each in found["columns"] if each["what"] == "name"}
    assert {("work_packages", "subject"), ("journals", "notes"), ("settings", "value")} <= names
    assert len(names) > 400


@pytest.fixture
def few(make_database: MakeDatabase, database_alone: None) -> Iterator[str]:
    """A copy, which has all its rows, and no other, at the end."""
    url = make_database(kit.FEW)
    before = kit.counted(url)
    yield url
    assert kit.counted(url) == before


def copied(url: str, name: str, *more: str) -> int:
    return run(["canary", "--database-url", url, "--jobs", "1", "--copy", name, *more])


def test_a_living_database_is_refused(few: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = kit.name_of(few)
    for given in ([], ["--copy", name, "--dump", __file__]):
        assert run(["canary", "--database-url", few, *given]) == 2
        assert "--copy NAME that the database is a copy" in capsys.readouterr().err
    assert copied(few, "openproject") == 2
    assert "does not name the connected database" in capsys.readouterr().err
    assert copied(few, name) == 2
    assert "COMMENT ON DATABASE … IS 'operasure: this is a copy'" in capsys.readouterr().err
    kit.mark(few)
    with psycopg.connect(few):
        assert copied(few, name) == 2
    assert "1 other session" in capsys.readouterr().err
    with psycopg.connect(few) as asking, psycopg.connect(few) as leaving:
        Timer(0.3, leaving.close).start()
        copies.refuse_living(asking, name)
    role = f"reader_{name}"
    with psycopg.connect(few, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(sql.Identifier(role)))
    try:
        own = few.split("@")[1]
        assert copied(f"postgresql://{role}:x@{own}", name) == 2
        assert "superuser" in capsys.readouterr().err
    finally:
        with psycopg.connect(few, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


DELETION = """
import os, sys, psycopg
id, *more = sys.argv[1:]
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    [(name,)] = connection.execute("SELECT lastname FROM users WHERE id = %s", [id])
    connection.execute("SET session_replication_role = replica")
    if "whole" in more:
        connection.execute("UPDATE watchers SET user_id = 1 WHERE user_id = %s", [id])
        connection.execute("UPDATE zz_tickets SET notes = '' WHERE notes LIKE %s", [f"%{name}%"])
    if "another" in more:
        connection.execute("DELETE FROM users WHERE id = 7")
    if "wrong" not in more:
        connection.execute("DELETE FROM users WHERE id = %s", [id])
assert not [n for n in os.environ if n.startswith(("OPENPROJECT_DB", "OPERASURE_DATABASE", "PG"))]
assert int(id) > 10**9, "an id that may be somebody's elsewhere"
print("done\\x1b[2J\\x07")
"""


def deleting(*how: str) -> list[str]:
    """The option with a command that deletes so."""
    return ["--delete-with", shlex.join([sys.executable, "-c", DELETION, "{id}", *how])]


def next_id(url: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT last_value, is_called FROM users_id_seq").fetchall()


def test_openproject_deletes_the_person(
    few: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # What names a database to OpenProject or to libpq does not reach the command.
    for name in ("OPENPROJECT_DB_URL", "OPERASURE_DATABASE_URL", "DATABASE_URL"):
        monkeypatch.setenv(name, "postgresql://living.example.com/openproject")
    monkeypatch.setenv("PGHOST", "living.example.com")
    kit.mark(few)
    before = next_id(few)
    file = tmp_path / "canary.json"
    key = tmp_path / "sign.key"
    assert run(["keygen", "-o", str(key)]) == 0
    given = [*deleting("whole"), "--key", str(key)]
    assert copied(few, kit.name_of(few), *given) == 2  # No document to seal: nothing is done.
    assert copied(few, kit.name_of(few), *given, "-o", str(file)) == 3
    assert seal.sealed_by(file, file.read_bytes())
    with pytest.raises(UsageError, match="does not match its seal"):
        seal.sealed_by(file, file.read_bytes().replace(b'"missed": 0', b'"missed": 1'))
    assert next_id(few) == before
    # What the command prints acts on no terminal, and never stands in the result.
    out, err = capfd.readouterr()
    assert r"done\x1b[2J\x07" in err
    assert "\x1b[2J" not in out + err
    built = json.loads(file.read_text())
    validate(built)
    found = built["planted"]
    assert found["deleted"] == "by OpenProject"
    outcomes = {(e["table"], e["column"], e["what"]): e["outcomes"] for e in found["columns"]}
    assert set(outcomes["watchers", "user_id", "id"]) == {"gone"}
    assert outcomes["zz_tickets", "notes", "name"]["gone"] > 3
    assert "gone" not in outcomes["zz_tickets", "reviewer", "name"]
    assert found["gone"] == sum(each.get("gone", 0) for each in outcomes.values())
    assert found["missed"] == 0


def test_a_deletion_that_left_nearly_all(few: str, tmp_path: Path) -> None:
    kit.mark(few)
    file = tmp_path / "canary.json"
    assert copied(few, kit.name_of(few), *deleting(), "-o", str(file)) == 3
    found = json.loads(file.read_text())["planted"]
    assert (found["gone"], found["missed"]) == (0, 0)
    assert found["reported"] > 300


def test_a_command_that_deletes_somebody_else(few: str, capsys: pytest.CaptureFixture[str]) -> None:
    kit.mark(few)
    with psycopg.connect(few) as connection:
        connection.execute(
            "INSERT INTO users (id, type, login, lastname, created_at, updated_at) "
            "VALUES (7, 'User', 'x', 'X', now(), now())"
        )
    for how in (["another"], ["another", "wrong"]):
        before = next_id(few)
        assert copied(few, kit.name_of(few), *deleting(*how)) == 2
        assert "deleted 1 other accounts of the copy" in capsys.readouterr().err
        assert next_id(few) == before
        with psycopg.connect(few) as connection:
            connection.execute(
                "INSERT INTO users (id, type, login, lastname, created_at, updated_at) "
                "VALUES (7, 'User', 'x', 'X', now(), now())"
            )
    with psycopg.connect(few) as connection:
        connection.execute("DELETE FROM users WHERE id = 7")


def test_a_command_that_does_not_end(
    few: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does what it has started: both hold the pipe open for as long as they live."""
    kit.mark(few)
    monkeypatch.setattr(deletion, "LONGEST", 0.5)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        command = f"sh -c 'exec 9>{pipe}; echo >&9; sleep 600 & sleep 600; : {{id}}'"
        assert copied(few, kit.name_of(few), "--delete-with", command) == 2
        assert "did not end within 0.5 seconds" in capsys.readouterr().err
        assert os.read(end, 9) == b"\n"
        assert select.select([end], [], [], 60)[0]
        assert os.read(end, 9) == b""
    finally:
        os.close(end)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("sh -c 'exit 3' {id}", "ended with 3"),
        ("/nowhere/at/all {id}", "does not start"),
        ("true {id}", "the account still exists"),
        ("echo 'x", "check its quotes"),
        ("rails runner User.first.destroy", "names no {id}"),
    ],
)
def test_a_deletion_that_was_none(
    few: str, command: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kit.mark(few)
    assert copied(few, kit.name_of(few), "--delete-with", command) == 2
    assert says in capsys.readouterr().err


def test_nothing_stays_of_a_run_that_was_interrupted(
    few: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.mark(few)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verifying, "verify", stop)
    assert copied(few, kit.name_of(few)) == 130


HOSTILE = """
CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $$
BEGIN COPY (SELECT 1) TO '{}'; RETURN 'x'; END $$;
CREATE TABLE public.zz_bait (user_id bigint, w text DEFAULT public.f());
"""


def test_what_a_dump_does_by_itself_may_do_nothing(
    any_server: Server,
    make_database: MakeDatabase,
    tmp_path: Path,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = make_database(kit.FEW)
    taken = Path(tempfile.gettempdir()) / f"taken-{kit.name_of(url)}"
    with psycopg.connect(url) as connection:
        connection.execute(HOSTILE.format(taken).encode())
    path = dumps.pg_dump(any_server, url, tmp_path / "dump", "-Fc")
    given = ["canary", "--dump", str(path), "--dump-dir", str(place)]
    assert run(given) == 3
    out = capsys.readouterr().out
    assert "zz_bait.user_id (id): no permission" in " ".join(out.split())
    assert not taken.exists()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    # However it ends, `place` is empty.
    monkeypatch.setattr(verifying, "verify", stop)
    assert run(given) == 130

"""--dump as its users meet it: output, evidence, errors, and nothing left however it ends."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from operasure.cli import run
from operasure.server.postgresql import Server, installations
from support import dumps
from support.databases import Connection, MakeDatabase, template
from support.evidence import validate
from support.instances import observed, reduced

SLOW = "CREATE SEQUENCE public.s;\nSELECT pg_catalog.setval('public.s', 1) FROM pg_sleep(600);"
WAIT_SECONDS = 300


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder for servers that every account may use, as /tmp is; empty again at the end."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="dumps-") as name:
        folder = Path(name)
        folder.chmod(0o1777)
        yield folder
        assert list(folder.iterdir()) == []


def verify(path: Path, place: Path, *more: str) -> int:
    given = ["--dump", str(path), "--dump-dir", str(place)]
    return run(["verify", "--user-id", "42", *given, *more])


def test_a_backup_from_before_the_deletion(
    any_server: Server,
    shared_database: MakeDatabase,
    tmp_path: Path,
    place: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = shared_database(observed("before"))
    path = dumps.pg_dump(any_server, url, tmp_path / "brandstroem.dump", "-Fc")
    file = tmp_path / "evidence.json"
    assert verify(path, place, "--format", "json", "-o", str(file)) == 4
    out, err = capsys.readouterr()
    built = json.loads(file.read_text())
    validate(built)

    assert out == ""
    assert "restoring a custom archive of " in err
    assert f"in {place}: takes about " in err
    assert built["verdict"] == "not-deleted"
    assert built["restore"]["brings_back"] == "account"
    assert "delete the account again" in built["restore"]["step"]
    backup = built["installation"]["dump"]
    assert backup["digest"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    assert backup["by_program"] == backup["from_server"] == any_server.installation.version
    assert backup["taken_at"]
    assert backup["unrestored"] == backup["notes"] == []
    assert "the running installation, and other backups" in built["not_covered"]
    assert "brandstroem" not in file.read_text()
    assert str(place) not in file.read_text()


def test_a_backup_of_openproject_from_after_it(
    any_server: Server,
    shared_database: MakeDatabase,
    tmp_path: Path,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither database nor cache of the environment has a part in it."""
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    monkeypatch.setenv("OPENPROJECT_CACHE__MEMCACHE__SERVER", "127.0.0.1:1")
    url = shared_database(reduced("after"))
    script = dumps.pg_dump(any_server, url, tmp_path / "openproject.sql", "-x", "-O")
    assert verify(dumps.backup(script, "a.png"), place) == 1
    out, err = capsys.readouterr()
    assert "LEFTOVERS: personal data remains in" in out
    assert "Backup: backup of OpenProject, undated by pg_dump" in out
    assert "The backup contains 1 file (attachments) that were not checked." in out
    assert "A restore of this backup does not restore the account" in " ".join(out.split())
    assert "memcached" not in err


def test_a_dump_of_something_else(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = dumps.script(tmp_path / "dump.sql", without="journals")
    assert run(["audit", "--dump", str(path), "--dump-dir", str(place)]) == 5
    assert "this is not an OpenProject database" in capsys.readouterr().err


@template("five-tables")
def _five_tables(connection: Connection) -> None:
    """Enough rows that half a dump of them is no whole one, and little else to restore."""
    for name in dumps.NEEDED:
        connection.execute(
            f"CREATE TABLE {name} AS SELECT n AS id, sha256(n::text::bytea)::text AS text"
            " FROM generate_series(1, 5000) n".encode()
        )


@pytest.mark.parametrize("form", ["custom", "directory", "tar", "plain", "gzip", "zip"])
def test_a_dump_that_is_cut_off(
    any_server: Server,
    shared_database: MakeDatabase,
    tmp_path: Path,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    options = dumps.FORMS.get(form, ())
    url = shared_database("five-tables")
    path = dumps.pg_dump(any_server, url, tmp_path / "dump", *options)
    if form in {"gzip", "zip"}:
        path = dumps.packed(path) if form == "gzip" else dumps.backup(path)
    files = [each for each in path.iterdir() if each.suffix] if path.is_dir() else [path]
    largest = max(files, key=lambda each: each.stat().st_size)
    os.truncate(largest, largest.stat().st_size * 2 // 3)

    assert verify(path, place) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert any(word in err for word in ("cut off", "can't be read", "can't be restored")), err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--dump", "{}", "--database-url", "postgres://x@y/z"], "give either --dump or"),
        (["--dump", "{}", "--memcached", "127.0.0.1:1"], "a dump has no cache"),
        (["--dump-dir", "/tmp"], "--dump-dir needs --dump"),
        (["--dump", "/nowhere/at/all"], "does not exist"),
        (["--dump", "{}", "--dump-dir", "/proc/self"], "/proc/self"),
    ],
)
def test_wrong_usage(
    tmp_path: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = dumps.script(tmp_path / "dump.sql")
    given = [each.format(path) for each in arguments]
    assert run(["verify", "--user-id", "42", *given]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_a_path_that_is_too_long_for_a_socket(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = place / ("x" * 100)
    folder.mkdir()
    assert verify(dumps.script(tmp_path / "dump.sql"), folder) == 2
    assert "too long for a socket" in capsys.readouterr().err
    folder.rmdir()


@pytest.mark.parametrize(
    ("number", "during", "code"),
    [
        (signal.SIGINT, "restore", 130),
        (signal.SIGTERM, "search", 130),
        (signal.SIGKILL, "restore", -signal.SIGKILL),
    ],
)
def test_interrupted_it_leaves_nothing(
    any_server: Server,
    shared_database: MakeDatabase,
    tmp_path: Path,
    place: Path,
    number: signal.Signals,
    during: str,
    code: int,
) -> None:
    """The restore sleeps in a statement of the dump, the search in a check of the site."""
    path = dumps.script(tmp_path / "dump.sql", SLOW)
    if during == "search":
        dumps.pg_dump(any_server, shared_database(reduced("before")), path)
    checks = tmp_path / "queries" / "references"
    checks.mkdir(parents=True)
    (checks / "bu-01-slow.sql").write_text(
        "-- Slow: never ends.\n-- check: users.id (slow)\n-- expected: row deleted\n"
        "SELECT u.id FROM users u"
        " JOIN pg_sleep(600) ON true WHERE u.id = :user_id;\n"
    )
    command = [sys.executable, "-m", "operasure", "verify", "--user-id", "42", "--dump", str(path)]
    command += ["--dump-dir", str(place), "--queries", str(checks.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        try:
            server = sleeping(place)
            program.send_signal(number)
            out, err = program.communicate(timeout=WAIT_SECONDS)
        finally:
            program.kill()

    assert program.returncode == code, err
    assert out == b""
    assert b"Traceback" not in err
    assert waits(lambda: not list(place.iterdir()) and not is_running(server))


def sleeping(place: Path) -> int:
    """Wait until a statement sleeps in the server that lies in the folder; its process id."""
    assert waits(lambda: bool(asleep(place)))
    [file] = place.glob("operasure-*/data/postmaster.pid")
    return int(file.read_text().split()[0])


def asleep(place: Path) -> Sequence[object]:
    """The sessions of that server that sleep."""
    for file in place.glob("operasure-*/data/postmaster.pid"):
        with suppress(OSError, ValueError, psycopg.Error):
            _, _, _, port, socket, *_ = file.read_text().splitlines()
            with psycopg.connect(host=socket, port=port, user="postgres") as connection:
                query = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                return connection.execute(query).fetchall()
    return []


def waits(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_what_a_crash_left_is_removed_the_next_time(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = place / "operasure-crashed0"
    stale.mkdir()
    (stale / "lock").touch()
    (stale / "data").mkdir()
    assert installations()
    assert verify(dumps.script(tmp_path / "dump.sql"), place) != 0
    assert f"removed {stale}" in capsys.readouterr().err
    assert not stale.exists()

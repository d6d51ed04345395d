"""Behind PgBouncer, in each of its modes, a command ends as it would without it, or says in one
line what is in its way."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from openproject.invented import PERSON
from operasure.cli import run
from operasure.database.reader import Reader
from operasure.database.target import target
from operasure.erase import sql
from operasure.server.postgresql import Server
from support import servers
from support.contents import digests
from support.databases import MakeDatabase
from support.instances import reduced
from support.pooler import MODES, pooled
from support.removal import Case

FULL = f"{PERSON.given} {PERSON.family}"
COMMANDS = {
    "clear verify": (["verify", "--user-id", "60"], 0),
    "verify": (["verify", "--user-id", "42"], 1),
    "audit": (["audit"], 1),
    "find-mentions": (["find-mentions", "--name", FULL], 1),
    "snapshot": (["snapshot", "--user-id", "4"], 0),
    "role": (["role"], 0),
}
FACTS = ("verdict", "checks", "mentions", "audit", "coverage")


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pool(any_server: Server, mode: str) -> Iterator[Server]:
    with pooled(any_server, mode) as found:
        yield found


def through(pool: Server, url: str) -> str:
    """The address of a database behind the pool."""
    return pool.url(url.rpartition("/")[2])


def told(words: list[str], url: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any, str]:
    """The exit code of a command, the facts of its document, and what it says to people."""
    more = ["--format", "json"] if words[0] not in ("role", "snapshot") else []
    code = run([*words, "--database-url", url, *more])
    out, err = capsys.readouterr()
    found = json.loads(out) if more and out else {}
    for mention in found.get("mentions", ()):
        del mention["id"]  # Made with a key of its own in each run.
    return code, {name: found.get(name) for name in FACTS}, err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pool_changes_no_result(
    any_server: Server,
    shared_database: MakeDatabase,
    command: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of transactions each command, of whole sessions, which promise more, the one that uses most
    of a session."""
    url = shared_database(reduced("after"))
    words, code = COMMANDS[command]
    if command != "role":
        words = [*words, "--jobs", "2"]
    direct = told(words, url, capsys)
    assert direct[0] == code, direct[2]
    for mode in ("session", "transaction") if command == "verify" else ("transaction",):
        with pooled(any_server, mode) as pool:
            behind = told(words, through(pool, url), capsys)
            assert behind[:2] == direct[:2], mode
    with pooled(any_server, "statement") as pool:
        code, _, said = told(words, through(pool, url), capsys)
        assert code == 5
        assert "a pooler must be in session or transaction mode" in said
        assert said.count("\n") == 1


@pytest.mark.parametrize("command", ["verify", "audit"])
def test_the_newest_release_behind_a_pool(
    pytestconfig: pytest.Config,
    shared_database: MakeDatabase,
    command: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    newest = servers.shared(pytestconfig)[-1]
    url = shared_database(reduced("after"), newest)
    words, code = COMMANDS[command]
    direct = told([*words, "--jobs", "2"], url, capsys)
    assert direct[0] == code, direct[2]
    with pooled(newest, "transaction") as pool:
        assert told([*words, "--jobs", "2"], through(pool, url), capsys)[:2] == direct[:2]


@pytest.mark.parametrize("mode", ["statement", "transaction"], indirect=True)
def test_a_lost_connection_leaves_no_traceback(
    any_server: Server, shared_database: MakeDatabase, mode: str
) -> None:
    """As a program of its own, whose libraries log what they like. The pool of one connection lets
    the second wait, and then refuses it."""
    url = shared_database(reduced("after"))
    with pooled(any_server, mode, 1, query_wait_timeout="1") as pool:
        command = [sys.executable, "-m", "operasure", "verify", "--user-id", "60", "--jobs", "2"]
        command += ["--database-url", through(pool, url)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == (5 if mode == "statement" else 0)
    lines = [line for line in done.stderr.splitlines() if line.startswith("operasure: ")]
    assert len(lines) <= 1 + (mode == "statement")


def test_what_others_left_in_a_pooled_session_means_nothing(
    any_server: Server, shared_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    url = shared_database(reduced("after"))
    words = ["verify", "--user-id", "42", "--jobs", "1"]
    direct = told(words, url, capsys)
    with pooled(any_server, "transaction", 1) as pool:
        with psycopg.connect(through(pool, url), autocommit=True) as other:
            for setting in (
                "standard_conforming_strings = off", "DateStyle = 'SQL, DMY'", "row_security = on",
                "search_path = nowhere", "bytea_output = 'escape'", "client_encoding = 'LATIN1'",
                "default_transaction_read_only = off", "statement_timeout = 5",
            ):  # fmt: skip
                other.execute(f"SET {setting}".encode())
        assert told(words, through(pool, url), capsys)[:2] == direct[:2]
        with psycopg.connect(through(pool, url), autocommit=True) as other:
            assert other.execute("SHOW search_path").fetchone() == ("nowhere",)
            assert other.execute("SHOW statement_timeout").fetchone() == ("5ms",)


@pytest.mark.parametrize("mode", ["session", "transaction"], indirect=True)
def test_a_statement_is_cancelled_behind_a_pool(
    pool: Server, shared_database: MakeDatabase
) -> None:
    reader = Reader(target(through(pool, shared_database(reduced("after"))), {}))
    ended = threading.Event()

    def cancel() -> None:
        # Again and again: nobody knows when a busy machine begins with the statement.
        while not ended.wait(0.2):
            reader.cancel()

    canceller = threading.Thread(target=cancel)
    canceller.start()
    try:
        with pytest.raises(psycopg.errors.QueryCanceled):
            reader.fetch("SELECT pg_catalog.pg_sleep(600)")
    finally:
        ended.set()
        canceller.join()
        reader.close()


def test_options_are_refused_in_one_line(
    any_server: Server, shared_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    url = shared_database(reduced("after"))
    with pooled(any_server, "transaction") as pool:
        address = f"{through(pool, url)}?options=-c%20work_mem%3D64MB"
        code, _, said = told(["audit"], address, capsys)
        assert (code, said.strip().count("\n")) == (5, 0)
        assert "unsupported startup parameter" in said
    with pooled(any_server, "transaction", ignore_startup_parameters="options") as pool:
        address = f"{through(pool, url)}?options=-c%20standard_conforming_strings%3Doff"
        assert told(["verify", "--user-id", "60"], address, capsys)[0] == 0


def test_a_plan_is_made_done_and_taken_back_behind_a_pool(
    pool: Server, mode: str, make_database: MakeDatabase, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    direct = Case(make_database(reduced("after")), tmp_path)
    case = Case(through(pool, direct.url), tmp_path)
    if mode == "statement":
        direct.verify()
        assert case.plan() in (2, 5)
        direct.plan()
        assert case.erase() in (3, 5)
        assert "Traceback" not in capsys.readouterr().err
        return
    before = _contents(direct.url)
    case.verify()
    case.plan("--possible")
    assert case.erase("--dry-run") in (0, 3)
    assert _contents(direct.url) == before
    capsys.readouterr()
    assert case.erase() in (0, 3)
    assert _contents(direct.url) != before
    assert case.undo() == 0
    assert _contents(direct.url) == before


def test_two_at_once_behind_a_pool(
    any_server: Server, make_database: MakeDatabase, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The lock is of a transaction: a pool that gives sessions to anybody keeps the second out."""
    direct = Case(make_database(reduced("after")), tmp_path)
    before = _contents(direct.url)
    with pooled(any_server, "transaction") as pool, psycopg.connect(direct.url) as other:
        case = Case(through(pool, direct.url), tmp_path)
        case.verify()
        case.plan()
        other.execute(sql.TURN.encode())
        assert case.erase() == 3
    assert "another erase, undo or script" in capsys.readouterr().err
    assert _contents(direct.url) == before


@pytest.mark.parametrize("mode", ["transaction"], indirect=True)
def test_a_pool_too_small_for_an_erase(
    any_server: Server, mode: str, make_database: MakeDatabase, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    direct = Case(make_database(reduced("after")), tmp_path)
    direct.verify()
    direct.plan()
    before = _contents(direct.url)
    capsys.readouterr()
    with pooled(any_server, mode, 1, query_wait_timeout="1") as pool:
        assert Case(through(pool, direct.url), tmp_path).erase() in (3, 5)
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.splitlines()[-1].startswith("operasure: ")
    assert _contents(direct.url) == before


def _contents(url: str) -> dict[str, tuple[int, str]]:
    with psycopg.connect(url) as connection:
        return digests(connection)

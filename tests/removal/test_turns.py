"""One run at a time changes a database, and a connection that ends anywhere leaves it whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from operasure.erase import sql, undo
from operasure.erase.busy import LOCK
from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import DELETED_USER, Case, contents, execute, write_plan

ROWS = 30
ADVISORY = (
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
LEFT = "SELECT id FROM rates WHERE user_id = 42"


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    """Thirty rates of the person, and a plan in batches of ten."""
    found = Case(make_database(reduced()), tmp_path)
    execute(found.url, DELETED_USER)
    execute(
        found.url,
        "INSERT INTO rates (id, user_id, valid_from, rate, type, project_id) SELECT 9000 + n, 42, "
        f"date '2025-01-01' + n, n, 'HourlyRate', 40 FROM generate_series(1, {ROWS}) AS n",
    )
    write_plan(found, "rates", "user_id", "bigint", [str(9001 + n) for n in range(ROWS)], 10)
    return found


@contextmanager
def during_a_batch(monkeypatch: pytest.MonkeyPatch, what: Any) -> Iterator[list[Any]]:
    """Run something in the middle of the next batch that is carried out."""
    seen: list[Any] = []
    keep = sql.change_and_keep

    def changed(*given: Any) -> str:
        monkeypatch.setattr(sql, "change_and_keep", keep)
        seen.append(what())
        return keep(*given)

    monkeypatch.setattr(sql, "change_and_keep", changed)
    yield seen
    monkeypatch.setattr(sql, "change_and_keep", keep)


def files(case: Case) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in case.folder.iterdir()}


@pytest.mark.parametrize("second", ["the same", "another plan", "a rehearsal", "undo", "undo copy"])
def test_beside_a_run_nothing_else_is_done(
    case: Case,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    second: str,
) -> None:
    before = contents(case.url)

    def attempt() -> int:
        copy = case.path("copy.undo")
        copy.write_bytes(case.path("case.plan.undo").read_bytes())
        was = files(case)
        calls: dict[str, Callable[[], int]] = {
            "the same": case.erase,
            "another plan": lambda: case.erase("--undo-file", str(case.path("other.undo"))),
            "a rehearsal": lambda: case.erase("--dry-run"),
            "undo": case.undo,
            "undo copy": lambda: case.undo("--undo", str(copy)),
        }
        code = calls[second]()
        assert files(case) == was
        return code

    with during_a_batch(monkeypatch, attempt) as codes:
        assert case.erase() == 0
    assert codes == [3]
    [line] = [x for x in capsys.readouterr().err.splitlines() if "wait until it has ended" in x]
    assert line.startswith("operasure: another")
    assert not execute(case.url, LEFT)
    assert case.undo() == 0
    assert contents(case.url) == before


def test_beside_an_undo_nothing_is_erased(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    assert case.erase() == 0
    codes: list[int] = []
    insert = undo._update

    def updating(*given: Any) -> str:
        monkeypatch.setattr(undo, "_update", insert)
        codes.extend([case.erase("--undo-file", str(case.path("x.undo"))), case.erase()])
        return insert(*given)

    monkeypatch.setattr(undo, "_update", updating)
    assert case.undo() == 0
    assert codes == [3, 3]
    assert len(execute(case.url, LEFT)) == ROWS
    assert not case.path("x.undo").exists()


def test_the_lock_of_another_database_is_no_matter(case: Case, make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(reduced())) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({LOCK})".encode())
        assert case.erase() == 0


def test_the_lock_goes_with_the_run(case: Case) -> None:
    assert case.erase() == 0
    assert not execute(case.url, ADVISORY)


def test_a_run_that_lost_its_lock_does_no_more(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = (
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with during_a_batch(monkeypatch, lambda: execute(case.url, ends)) as seen:
        assert case.erase() == 5
    assert seen == [[(True,)]]
    assert "keeps other runs out has ended" in capsys.readouterr().err
    assert len(execute(case.url, LEFT)) == ROWS - 10
    assert case.erase() == 0
    assert not execute(case.url, LEFT)


class Ending:
    """Ends a connection at the server just before the nth time that the program waits for it."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at, self.seen, self.url = 0, 0, url
        plain = psycopg.Connection.wait
        ending = self

        def wait(connection: Any, *given: Any, **named: Any) -> Any:
            if ending.at and connection.info.get_parameters().get("application_name") == (
                "operasure erase"
            ):
                ending.seen += 1
                if ending.seen == ending.at:
                    ending.end(connection.info.backend_pid)
            return plain(connection, *given, **named)

        monkeypatch.setattr(psycopg.Connection, "wait", wait)

    def end(self, pid: int) -> None:
        at, self.at = self.at, 0
        execute(self.url, f"SELECT pg_terminate_backend({pid}, 10000)")
        self.at = at

    def run(self, at: int, call: Any) -> tuple[int, bool]:
        """The exit code with the connection ended at a point, and whether that point came."""
        self.at, self.seen = at, 0
        try:
            code = call()
        finally:
            self.at = 0
        return code, self.seen >= at


def test_a_connection_that_ends_anywhere(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(case.url)
    ending = Ending(case.url, monkeypatch)
    at, came = 0, True
    while came:
        at += 1
        code, came = ending.run(at, case.erase)
        err = capsys.readouterr().err
        said = [x for x in err.splitlines() if "ended" in x]
        if code:
            assert code == 5, (at, err)
            assert len(said) == 1, (at, err)
            assert len(err.splitlines()) == 1, (at, err)
        left = {i for (i,) in execute(case.url, LEFT)}
        assert len(left) % 10 == 0, at
        if len(left) == ROWS and not case.path("case.plan.undo").exists():
            assert not case.path("case.plan.undo.progress").exists(), at
        if case.path("case.plan.undo").exists():
            assert case.undo() == 0
            assert contents(case.url) == before, at
            case.path("case.plan.undo").unlink()
            case.path("case.plan.undo.progress").unlink()
            capsys.readouterr()
    assert at > 20


def test_a_connection_that_ends_while_it_is_taken_back(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(case.url)
    assert case.erase() == 0
    ending = Ending(case.url, monkeypatch)
    at, came = 0, True
    while came:
        at += 2
        capsys.readouterr()
        code, came = ending.run(at, case.undo)
        err = capsys.readouterr().err.splitlines()
        assert code in ({5} if err else {0}), (at, err)
        assert len(err) <= 1
        assert len(execute(case.url, LEFT)) % 10 == 0, at
    assert case.undo() == 0
    assert contents(case.url) == before

"""A fault at each statement of each command: it ends as documented, and nothing is half done.

The faults are real: the server is made to raise the error in the place of the statement, ends the
connection, or the socket is shut. Which statements: of each place in the program that runs some,
and of each kind that it runs there, the first.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from threading import Lock
from types import FrameType
from typing import Any

import psycopg
import pytest

from operasure.cli import run
from support.contents import digests
from support.databases import Connection, MakeDatabase, template
from support.instances import observed
from support.removal import Case

KEPT = frozenset(
    "users user_preferences journals work_packages settings schema_migrations custom_fields news "
    "custom_values queries rates attachments comments sessions good_jobs grids grid_widgets tokens "
    "projects members notifications ordered_work_packages".split()
)
"""Enough tables for each thing that a command does."""
STATES = (
    "XX000", "57014", "40001", "42501", "42P01", "53100", "53200", "54000", "55P03", "55000",
    "22021", "22P05", "22003", "0A000", "58030", "25006", "F0000", "P0001", "HV000", "72000",
    "08P01", "23505", "26000", "34000", "42883", "XX001",
)  # fmt: skip
ENDED, CUT, STOPPED = "terminated", "cut off", "interrupted"
FAULTS = tuple(
    fault
    for number, state in enumerate(STATES)
    for fault in (state, (ENDED, CUT, STOPPED)[number % 3])
)
DOCUMENTED = {0, 1, 2, 3, 4, 5, 130}
PACKAGE = f"{os.sep}operasure{os.sep}"


@template("small-17.1", base=observed("after"))
def small(connection: Connection) -> None:
    rows = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' "
                              "AND relnamespace = 'public'::regnamespace")  # fmt: skip
    for (name,) in rows.fetchall():
        if name not in KEPT:
            connection.execute(f'DROP TABLE "{name}" CASCADE'.encode())


class Injector:
    """Lets statements pass, and notes the kind of each; or puts a fault in the place of one."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.kinds: list[tuple[str, str]] = []
        self._lock = Lock()
        self._at: int | None = None
        self._fault = ""
        self._execute = psycopg.Cursor.execute
        stream, copy = psycopg.Cursor.stream, psycopg.Cursor.copy

        def executed(cursor: Any, query: Any, *words: Any, **more: Any) -> Any:
            self._pass(cursor, query)
            return self._execute(cursor, query, *words, **more)

        def streamed(cursor: Any, query: Any, *words: Any, **more: Any) -> Iterator[Any]:
            self._pass(cursor, query)
            yield from stream(cursor, query, *words, **more)

        def copied(cursor: Any, query: Any, *words: Any, **more: Any) -> Any:
            self._pass(cursor, query)
            return copy(cursor, query, *words, **more)

        patch.setattr(psycopg.Cursor, "execute", executed)
        patch.setattr(psycopg.Cursor, "stream", streamed)
        patch.setattr(psycopg.Cursor, "copy", copied)

    def begin(self, at: int | None = None, fault: str = "") -> None:
        self.kinds, self._at, self._fault = [], at, fault

    def _pass(self, cursor: psycopg.Cursor[Any], query: Any) -> None:
        text = query.decode() if isinstance(query, bytes) else str(query)
        with self._lock:
            self.kinds.append((_place(), " ".join(text.split()[:2])[:24]))
            now = len(self.kinds) - 1 == self._at
        if not now:
            return
        if self._fault == STOPPED:
            raise KeyboardInterrupt
        if self._fault == CUT:
            shut = socket.socket(fileno=os.dup(cursor.connection.fileno()))
            shut.shutdown(socket.SHUT_RDWR)
            shut.close()
        elif self._fault == ENDED:
            self._execute(cursor, "SELECT pg_terminate_backend(pg_backend_pid())")
        else:
            told = f"RAISE EXCEPTION 'SECRET' USING ERRCODE = '{self._fault}'"
            self._execute(cursor, f"DO $$ BEGIN {told}; END $$".encode())


def _place() -> str:
    """Where in the program a statement is run: the innermost function, and of what every statement
    passes through those before it, too."""
    found: list[str] = []
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and (not found or found[-1].startswith("database/reader.py")):
        name = frame.f_code.co_filename
        if PACKAGE in name and "site-packages" not in name:
            found.append(f"{name.rpartition(PACKAGE)[2]}:{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(found)


@pytest.fixture
def injector(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Injector:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return Injector(monkeypatch)


def faults(injector: Injector, ran: Callable[[], int]) -> Iterator[tuple[int, str]]:
    """Run once without a fault; then each place of a statement, with a fault for it in turn."""
    injector.begin()
    ran()
    kinds = list(injector.kinds)
    assert len(kinds) > 5
    firsts = [number for number, kind in enumerate(kinds) if kind not in kinds[:number]]
    yield from zip(firsts, cycle(FAULTS), strict=False)


def ended(code: int, err: str, tmp_path: Path, what: object) -> None:
    """What holds of every end."""
    assert code in DOCUMENTED, (what, err)
    assert "Traceback" not in err, (what, err)
    assert "SECRET" not in err, (what, err)
    own = [line for line in err.splitlines() if line.strip()]
    assert all(line.startswith("operasure: ") for line in own), (what, err)
    if code in {2, 5, 130}:
        assert own, what
    assert list((tmp_path / "temporary").iterdir()) == [], what


COMMANDS = {
    "verify": ["verify", "--user-id", "60", "--format", "json", "-o", "OUT", "--jobs", "1"],
    "find-mentions": [
        "find-mentions", "--name", "Quirina Zvonimirovic", "--format", "json", "-o", "OUT",
        "--jobs", "1",
    ],
    "audit": ["audit", "--format", "json", "-o", "OUT", "--jobs", "1"],
    "queries": ["queries", "--user-id", "42"],
    "snapshot": ["snapshot", "--user-id", "4", "-o", "OUT", "--jobs", "1"],
    "role": ["role"],
}  # fmt: skip


def looked(path: Path) -> list[tuple[str, str, object]]:
    """What an evidence document says of each check, and of its control."""
    checks = json.loads(path.read_text(encoding="utf-8"))["checks"]
    return [(each["id"], each["outcome"], each["control"]) for each in checks]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_look(
    name: str,
    shared_database: MakeDatabase,
    injector: Injector,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A document is there as a whole or not at all, and no fault makes it clear, or unclear what it
    says of a person."""
    url, out = shared_database("small-17.1"), tmp_path / "out"

    def ran() -> int:
        out.unlink(missing_ok=True)
        words = [str(out) if word == "OUT" else word for word in COMMANDS[name]]
        return run([*words, "--database-url", url])

    whole = ran()
    seen = looked(out) if name in {"verify", "find-mentions"} else None
    for number, fault in faults(injector, ran):
        injector.begin(number, fault)
        capsys.readouterr()
        code = ran()
        err = capsys.readouterr().err
        what = (name, number, fault, *injector.kinds[number])
        ended(code, err, tmp_path, what)
        assert code in ({whole, 3} if code not in {2, 5, 130} else DOCUMENTED), what
        assert out.exists() == ("OUT" in COMMANDS[name] and code not in {2, 5, 130}), what
        if code == 0 and name in {"verify", "find-mentions"}:
            # What failed was asked again, or no look depends on it: nothing is less than before.
            assert looked(out) == seen, what
        assert not [each for each in tmp_path.iterdir() if each.name not in {"out", "temporary"}]


@pytest.fixture
def case(make_database: MakeDatabase, tmp_path: Path) -> Case:
    (tmp_path / "case").mkdir()
    found = Case(make_database("small-17.1"), tmp_path / "case")
    found.verify()
    return found


def test_a_plan(
    case: Case, injector: Injector, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {"case.plan", "case.sql", "plan.txt"}

    def ran() -> int:
        for name in (*made, "case.plan.key"):
            case.path(name).unlink(missing_ok=True)
        return case.plan("--possible", "--jobs", "1")

    whole = ran()
    for number, fault in faults(injector, ran):
        injector.begin(number, fault)
        capsys.readouterr()
        code = ran()
        what = ("plan", number, fault, *injector.kinds[number])
        ended(code, capsys.readouterr().err, tmp_path, what)
        assert code in ({whole, 3} if code not in {2, 5, 130} else DOCUMENTED), what
        there = {each.name for each in case.folder.iterdir()} & made
        assert there == (set() if code in {2, 5, 130} else made), what


def contents(case: Case) -> dict[str, tuple[int, str]]:
    with psycopg.connect(case.url) as connection:
        return digests(connection)


def test_an_erasure_and_its_undoing(
    case: Case, injector: Injector, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After whatever fault the same run goes on to the end, and all of it can be taken back."""
    case.plan("--possible")
    before = contents(case)
    own = ("case.plan.undo", "case.plan.undo.progress", "case.plan.list")

    def renewed() -> None:
        for name in own:
            case.path(name).unlink(missing_ok=True)

    def erased() -> int:
        renewed()
        return case.erase()

    whole = erased()
    assert whole in {0, 3}
    assert case.undo() == 0
    for number, fault in faults(injector, lambda: (erased(), case.undo())[0]):
        renewed()
        injector.begin(number, fault)
        capsys.readouterr()
        first = case.erase()
        reached = len(injector.kinds) > number
        kind = injector.kinds[number] if reached else ()
        what = ("erase", number, fault, *kind)
        if not reached:
            second = case.undo()
            ended(second, capsys.readouterr().err, tmp_path, what)
        else:
            ended(first, capsys.readouterr().err, tmp_path, what)
        injector.begin()
        assert reached is False or case.erase() in {0, 3}, (what, capsys.readouterr().err)
        assert case.undo() in {0, 2}, (what, capsys.readouterr().err)
        assert contents(case) == before, what

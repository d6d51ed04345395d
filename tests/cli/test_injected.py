"""A fault at each statement of each command: it ends as documented, and nothing is half done.

The faults are real: the server is made to raise the error in the place of the statement, ends the
connection, or the socket is shut. Which statements: of each place in the program that runs some,
the first. What several commands do by the same lines is tried with the shortest of them.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import cycle, zip_longest
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
"""Enough tables for each thing that a plan does."""
FOR_PLANS = "comments news sessions grid_widgets notifications tokens ordered_work_packages".split()
"""Those of them without which all other commands still run every kind of their statements."""
STATES = (
    "XX000", "57014", "40001", "42501", "42P01", "53100", "53200", "54000", "55P03", "55000",
    "22021", "22P05", "22003", "0A000", "58030", "25006", "F0000", "P0001", "HV000", "72000",
    "08P01", "23505", "26000", "34000", "42883", "XX001",
)  # fmt: skip
ENDED, CUT, STOPPED = "terminated", "cut off", "interrupted"
LATE = "cut off after it"
FAULTS = tuple(
    fault
    for number, state in enumerate(STATES)
    for fault in (state, (ENDED, CUT, STOPPED)[number % 3])
)
AT_COMMIT = ("40001", ENDED, CUT, LATE, STOPPED)
DOCUMENTED = {0, 1, 2, 3, 4, 5, 130}
PACKAGE = f"{os.sep}operasure{os.sep}"
THROUGH = frozenset({"database/reader.py", "database/settings.py"})
"""What every statement passes through."""
COMMIT = "COMMIT"


@template("small-17.1", base=observed("after"))
def small(connection: Connection) -> None:
    rows = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'r' "
                              "AND relnamespace = 'public'::regnamespace")  # fmt: skip
    for (name,) in rows.fetchall():
        if name not in KEPT:
            connection.execute(f'DROP TABLE "{name}" CASCADE'.encode())


@template("smaller-17.1", base="small-17.1")
def smaller(connection: Connection) -> None:
    for name in FOR_PLANS:
        connection.execute(f'DROP TABLE "{name}" CASCADE'.encode())


@dataclass(frozen=True)
class Kind:
    """Where the program runs a statement: the function and line that asks for it, with those of
    its own module that called it, and what every statement passes through on its way."""

    place: str


class Injector:
    """Lets statements pass, and notes the kind of each; or puts a fault in the place of one."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.kinds: list[Kind] = []
        self._lock = Lock()
        self._at: int | None = None
        self._fault = ""
        self._execute = psycopg.Cursor.execute
        stream, copy = psycopg.Cursor.stream, psycopg.Cursor.copy
        leave = psycopg.Transaction.__exit__

        def executed(cursor: Any, query: Any, *words: Any, **more: Any) -> Any:
            self._pass(cursor, query)
            return self._execute(cursor, query, *words, **more)

        def streamed(cursor: Any, query: Any, *words: Any, **more: Any) -> Iterator[Any]:
            self._pass(cursor, query)
            yield from stream(cursor, query, *words, **more)

        def copied(cursor: Any, query: Any, *words: Any, **more: Any) -> Any:
            self._pass(cursor, query)
            return copy(cursor, query, *words, **more)

        def left(transaction: Any, kind: Any, error: Any, trace: Any) -> Any:
            if kind is not None or transaction.force_rollback:
                return leave(transaction, kind, error, trace)
            try:
                late = self._pass(transaction.connection.cursor(), COMMIT)
            except BaseException as raised:
                leave(transaction, type(raised), raised, raised.__traceback__)
                raise
            done = leave(transaction, None, None, None)
            if late:
                transaction.connection.close()
                raise psycopg.OperationalError("the server closed the connection unexpectedly")
            return done

        patch.setattr(psycopg.Cursor, "execute", executed)
        patch.setattr(psycopg.Cursor, "stream", streamed)
        patch.setattr(psycopg.Cursor, "copy", copied)
        patch.setattr(psycopg.Transaction, "__exit__", left)

    def begin(self, at: int | None = None, fault: str = "") -> None:
        self.kinds, self._at, self._fault = [], at, fault

    def _pass(self, cursor: psycopg.Cursor[Any], query: Any) -> bool:
        """Whether the connection is to be lost after the statement."""
        text = query.decode() if isinstance(query, bytes) else str(query)
        with self._lock:
            self.kinds.append(_kind(text))
            now = len(self.kinds) - 1 == self._at
        if not now or self._fault == LATE:
            return now
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
        return False


def _kind(text: str) -> Kind:
    frames = list(_frames())
    own = next((at for at, (file, _) in enumerate(frames) if file not in THROUGH), len(frames))
    end = own
    if not text.startswith(("SAVEPOINT", "ROLLBACK TO")):
        # Those are the same whatever they stand around.
        while end < len(frames) and frames[end][0] == frames[own][0]:
            end += 1
    place = " < ".join(f"{file}:{name}" for file, name in frames[:end])
    return Kind(f"{place} {COMMIT}" if text == COMMIT else place)


def _frames() -> Iterator[tuple[str, str]]:
    """The module of each call of the program, from the innermost, and its function and line."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if PACKAGE in name and "site-packages" not in name:
            yield name.rpartition(PACKAGE)[2], f"{frame.f_code.co_name}:{frame.f_lineno}"
        frame = frame.f_back


@pytest.fixture
def injector(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Injector:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    # No fault here is a loss of power.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    return Injector(monkeypatch)


def faults(
    injector: Injector, ran: Callable[[], int], tried: Collection[Kind] = (), first: int = 0
) -> Iterator[tuple[int, str]]:
    """Run once without a fault; then each place of a statement, with a fault for it in turn from
    the number `first` on. `tried` are those that are tried with another command."""
    injector.begin()
    ran()
    kinds = list(injector.kinds)
    assert len(kinds) > 5
    order = cycle([*FAULTS[first % len(FAULTS) :], *FAULTS[: first % len(FAULTS)]])
    for kind in dict.fromkeys(kinds):
        number = kinds.index(kind)
        if kind.place.endswith(COMMIT):
            yield from ((number, fault) for fault in AT_COMMIT)
            yield len(kinds) - 1 - kinds[::-1].index(kind), LATE
        elif kind not in tried or number == 0:
            yield number, next(order)


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
SHORTER = ("queries", "verify")
"""The shortest of all, and the shortest of those that run checks."""


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
    url, out = shared_database("smaller-17.1"), tmp_path / "out"

    def ran(name: str = name) -> int:
        out.unlink(missing_ok=True)
        words = [str(out) if word == "OUT" else word for word in COMMANDS[name]]
        return run([*words, "--database-url", url])

    tried: list[Kind] = []
    for shorter in SHORTER[: SHORTER.index(name) if name in SHORTER else None]:
        injector.begin()
        ran(shorter)
        tried += injector.kinds
    first = 9 * list(COMMANDS).index(name)
    whole = ran()
    seen = looked(out) if name in {"verify", "find-mentions"} else None
    for number, fault in faults(injector, ran, tried, first):
        injector.begin(number, fault)
        capsys.readouterr()
        code = ran()
        err = capsys.readouterr().err
        what = (name, number, fault, injector.kinds[number])
        ended(code, err, tmp_path, what)
        assert code in ({whole, 3} if code not in {2, 5, 130} else DOCUMENTED), what
        assert out.exists() == ("OUT" in COMMANDS[name] and code not in {2, 5, 130}), what
        if code == 0 and name in {"verify", "find-mentions"}:
            # What failed was asked again, or no look depends on it: nothing is less than before.
            assert looked(out) == seen, what
        assert not [each for each in tmp_path.iterdir() if each.name not in {"out", "temporary"}]


def verified(url: str, tmp_path: Path) -> Case:
    (tmp_path / "case").mkdir()
    case = Case(url, tmp_path / "case")
    case.verify()
    return case


def test_a_plan(
    shared_database: MakeDatabase,
    injector: Injector,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = verified(shared_database("small-17.1"), tmp_path)
    made = {"case.plan", "case.sql", "plan.txt"}

    def ran() -> int:
        for name in (*made, "case.plan.key"):
            case.path(name).unlink(missing_ok=True)
        return case.plan("--possible", "--jobs", "1")

    injector.begin()
    for words in (["queries", "--user-id", "42"], ["verify", "--user-id", "60"]):
        run([*words, "--database-url", case.url])
    tried = list(injector.kinds)
    whole = ran()
    for number, fault in faults(injector, ran, tried):
        injector.begin(number, fault)
        capsys.readouterr()
        code = ran()
        what = ("plan", number, fault, injector.kinds[number])
        ended(code, capsys.readouterr().err, tmp_path, what)
        assert code in ({whole, 3} if code not in {2, 5, 130} else DOCUMENTED), what
        there = {each.name for each in case.folder.iterdir()} & made
        assert there == (set() if code in {2, 5, 130} else made), what


def contents(case: Case) -> dict[str, tuple[int, str]]:
    with psycopg.connect(case.url) as connection:
        return digests(connection)


def test_an_erasure_and_its_undoing(
    make_database: MakeDatabase,
    injector: Injector,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After whatever fault the same run goes on to the end, and all of it can be taken back; also
    where nobody knows whether the server committed."""
    case = verified(make_database("smaller-17.1"), tmp_path)
    case.plan("--possible")
    before = contents(case)

    def erased() -> int:
        for name in ("case.plan.undo", "case.plan.undo.progress", "case.plan.list"):
            case.path(name).unlink(missing_ok=True)
        return case.erase()

    def tried(ran: Callable[[], int], resumed: Callable[[], int], fault: tuple[int, str]) -> None:
        injector.begin(*fault)
        capsys.readouterr()
        code = ran()
        what = (ran, fault, injector.kinds[fault[0]])
        ended(code, capsys.readouterr().err, tmp_path, what)
        assert code in {3, 5, 130}, what
        injector.begin()
        assert resumed() in {0, 3}, (what, capsys.readouterr().err)

    erasing = list(faults(injector, erased))
    kinds = tuple(injector.kinds)
    rows = {name: count for name, (count, _) in contents(case).items()}
    undoing = list(faults(injector, case.undo, kinds))
    assert {fault for _, fault in undoing} >= set(AT_COMMIT)
    for erase, undo in zip_longest(erasing, undoing):
        if erase:
            tried(erased, case.erase, erase)
        else:
            erased()
        left = contents(case)
        assert {name: count for name, (count, _) in left.items()} == rows, erase
        if undo:
            tried(case.undo, case.undo, undo)
        else:
            assert case.undo() == 0, erase
        assert contents(case) == before, (erase, undo)

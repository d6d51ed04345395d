"""A command that is stopped while other processes work for it says one line, leaves nothing, and
ends at once. A terminal sends its signals to all of them, `kill` to the command alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from pymemcache.client.base import Client

from operasure.server.memcached import Memcached
from support.databases import MakeDatabase
from support.instances import reduced

LINE = b"Nobody is here today, and this is a line of plain text.\n"
WAIT_SECONDS = 60
Way = tuple[signal.Signals, Callable[[int, int], None], bool]
"""A signal, whom it is sent to, and whether all processes have been started by then."""


def children(pid: int) -> list[str]:
    """The processes that a process has started."""
    found: list[str] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += thread.read_text().split()
    return found


def stopped(words: list[str], number: signal.Signals, send: Callable[[int, int], None],
            workers: int, folder: Path) -> None:  # fmt: skip
    """Stop a command as soon as so many processes work for it."""
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "operasure", *words, "-o", str(folder.parent / "out")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env=os.environ | {"TMPDIR": str(folder)},
    ) as program:  # fmt: skip
        try:
            until = time.monotonic() + WAIT_SECONDS
            while len(children(program.pid)) < workers and time.monotonic() < until:
                assert program.poll() is None, program.communicate()
                time.sleep(0.005)
            send(program.pid, number)
            out, err = program.communicate(timeout=WAIT_SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
    told = [line for line in err.splitlines() if line and b"superuser" not in line]
    assert program.returncode == 130, err
    assert told == [b"operasure: interrupted; nothing was written"], err
    assert out == b""
    assert not (folder.parent / "out").exists()
    assert list(folder.iterdir()) == []


TERMINAL = [(signal.SIGINT, os.killpg, False), (signal.SIGINT, os.killpg, True)]
"""Ctrl-C while the first process is started, and once all are."""
HANGS_UP = [(signal.SIGHUP, os.killpg, True)]
MANAGER = [(signal.SIGTERM, os.kill, True)]


def each(words: list[str], workers: int, tmp_path: Path, ways: Sequence[Way]) -> None:
    """Stop it in each of these ways."""
    for i, (number, send, all_started) in enumerate(ways):
        stopped(words, number, send, workers if all_started else 1, tmp_path / str(i))


def test_a_search_of_logs(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.log" for i in range(2)]
    for path in paths:
        path.write_bytes(LINE * 500_000)
    # Python's own helper is the third.
    each(
        ["logs", "--user-id", "42", "--jobs", "2", *map(str, paths)],
        3,
        tmp_path,
        [*TERMINAL, *HANGS_UP, *MANAGER],
    )


def test_a_search_of_a_cache(memcached: Memcached, tmp_path: Path) -> None:
    """The keys that wait to be handed out are more than a pipe holds."""
    client = Client(memcached.address)
    client.set_many({f"{i:05}/{'key' * 60}": b"x" for i in range(12_000)}, noreply=True)
    client.get("00000")
    client.close()
    words = ["cache", "--memcached", memcached.address, "--mail", "zaphod@example.org"]
    each([*words, "--jobs", "2"], 3, tmp_path, [*TERMINAL[1:], *MANAGER])


def test_a_reading_of_files(
    shared_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", shared_database(reduced("after")))
    folder = tmp_path / "attachments" / "attachment" / "file"
    for i in range(4):
        (folder / str(i)).mkdir(parents=True)
        (folder / str(i) / "a.txt").write_bytes(LINE * 500_000)
    words = ["files", "--attachments-dir", str(tmp_path / "attachments")]
    each(
        [*words, "--name", "Zaphod Quuxington", "--jobs", "1"],
        2,
        tmp_path,
        [*TERMINAL[:1], *MANAGER],
    )

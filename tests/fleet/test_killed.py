"""A run of a fleet that is disturbed: instances that hang, processes that are killed."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from fleet import kit
from fleet.kit import answers, summary, with_urls
from operasure.cli import run
from support.databases import MakeDatabase
from support.instances import observed

WAIT_SECONDS = 120
NAMES = [f"i{n}" for n in range(10)]


@contextmanager
def silent() -> Iterator[socket.socket]:
    """A server that takes a connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def address(server: socket.socket, name: str = "openproject") -> str:
    place = f"127.0.0.1:{server.getsockname()[1]}/{name}"
    return f"postgres://operasure:hunter2@{place}?connect_timeout=0"


def test_who_takes_too_long_is_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with silent() as server:
        path = with_urls(tmp_path, {"hangs": address(server)})
        assert run(["fleet", "run", str(path), "--timeout", "2"]) == 3
    assert "operasure: hangs: it took longer than 2 seconds" in capsys.readouterr().err
    assert looking(tmp_path / "results") == []


def test_who_fails_or_hangs_stops_no_other(
    after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one that hangs does so until the last has answered."""
    with silent() as server:
        urls = {
            "fails": "postgres://operasure:hunter2@127.0.0.1:1/openproject",
            "hangs": address(server),
            "nobody": after,
            "well": after,
        }
        path = with_urls(tmp_path, urls, (60,))
        (tmp_path / "databases/nobody").unlink()

        def end() -> None:
            with suppress(AssertionError):
                until(lambda: "well.60" in answers(path))
            server.close()

        ender = threading.Thread(target=end)
        ender.start()
        assert run(["fleet", "run", str(path), "--jobs", "2"]) == 3
        ender.join()
    assert set(answers(path)) == {"well.60"}
    told = capsys.readouterr()
    for name in ("fails", "hangs", "nobody"):
        assert f"operasure: {name}: " in told.err
    assert "hunter2" not in told.err + told.out
    assert "1 of 4 have answered" in told.out
    assert run(["fleet", "status", str(path), "--format", "json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {
        "clear": 1, "leftovers": 0, "incomplete": 0, "not_deleted": 0, "unanswered": 3,
    }  # fmt: skip
    assert [e["instance"] for e in found["instances"] if e["reason"]] == [
        "fails", "hangs", "nobody",
    ]  # fmt: skip
    assert 0 <= found["newest_seconds"] <= found["oldest_seconds"] < 600


def test_two_runs_in_one_folder_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = kit.fleet(tmp_path, {"alpha": [42]})
    results = tmp_path / "results"
    results.mkdir()
    handle = os.open(results, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert run(["fleet", "run", str(path)]) == 3
    assert "another run is at work" in capsys.readouterr().err
    os.close(handle)


@contextmanager
def started(path: Path, results: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "operasure", "fleet", "run", str(path), "--jobs", "2",
         "--results", str(results)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def looking(results: Path) -> list[int]:
    """The processes that look at an instance for this folder."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = each.read_bytes().split(b"\0")
            if b"look" in words and os.fsencode(results) in words:
                found.append(int(each.parent.name))
    return found


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_killed_at_any_moment_and_resumed_it_is_the_same_to_the_byte(
    shared_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed like by a lost power, three times; what looked for it ends by itself, and the next run
    removes what the killed one left behind, and nothing of others."""
    place = tmp_path / "tmp"
    (place / "operasure-of-somebody").mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    # With all its tables, so that a look takes long enough to be killed within.
    url = shared_database(observed("after"))
    path = with_urls(tmp_path, dict.fromkeys(NAMES, url), (42,), "same_addresses = true")
    killed = tmp_path / "killed"
    chance = random.Random(20)
    for more in (1, 2, 2):
        aim = min(len(NAMES) - 2, len(answers(path, killed)) + more)
        with started(path, killed) as process:
            until(lambda aim=aim: len(answers(path, killed)) >= aim)  # type: ignore[misc]
            time.sleep(chance.random())
            process.kill()
        until(lambda: not looking(killed))
        assert len(list(place.iterdir())) == 2
    done = len(answers(path, killed))
    assert 5 <= done < len(NAMES)
    before = {each: each.stat().st_mtime_ns for each in killed.glob("*.answer.json")}
    assert run(["fleet", "run", str(path), "--jobs", "2", "--results", str(killed)]) == 1
    kept = [each for each, moment in before.items() if each.stat().st_mtime_ns == moment]
    assert len(kept) >= done - 2  # One that was killed between answer and seal is asked again.
    resumed = summary(path, "--results", str(killed))
    assert run(["fleet", "run", str(path), "--jobs", "2"]) == 1
    assert summary(path) == resumed
    assert json.loads(resumed)["counts"]["leftovers"] == len(NAMES)
    assert not list(killed.glob(".*"))
    assert [each.name for each in place.iterdir()] == ["operasure-of-somebody"]
    looked = {each["looked_at"] for each in answers(path, killed).values()}
    assert looked.isdisjoint({each["looked_at"] for each in answers(path).values()})


def test_a_run_that_is_told_to_end_leaves_no_process(tmp_path: Path) -> None:
    with silent() as server:
        path = with_urls(tmp_path, {"alpha": address(server, "a"), "beta": address(server, "b")})
        results = tmp_path / "results"
        with started(path, results) as process:
            until(lambda: len(looking(results)) == 2)
            process.terminate()
            assert process.stderr is not None
            told = process.stderr.read()
            assert process.wait(WAIT_SECONDS) == 130
        assert told.splitlines() == [
            b"operasure: interrupted; what was answered stays: run it again"
        ]
        assert looking(results) == []


def test_a_process_that_is_killed_spoils_no_other(tmp_path: Path) -> None:
    """As by a system that lacks memory: the others are asked, and it is told who was not."""
    with silent() as server:
        path = with_urls(tmp_path, {"alpha": address(server, "a"), "beta": address(server, "b")})
        results = tmp_path / "results"
        with started(path, results) as process:
            until(lambda: len(looking(results)) == 2)
            for each in looking(results):
                os.kill(each, signal.SIGKILL)
            assert process.stderr is not None
            told = process.stderr.read().decode()
            assert process.wait(WAIT_SECONDS) == 3
    assert sorted(told.splitlines()) == [
        f"operasure: {name}: it was ended by signal 9" for name in ("alpha", "beta")
    ]

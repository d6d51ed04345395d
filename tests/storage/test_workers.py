"""Files that end, or stop, the process that reads them do no harm to the others."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from operasure.looks.files import workers
from operasure.looks.files.budget import Limits
from operasure.looks.files.model import FileRead, Job
from operasure.matching.identity import Identity
from support.hostile import Hostile

WHO = Identity.of(["Zoë Müller"])


def jobs(*keys: str) -> list[Job]:
    return [
        Job(number, key.encode(), "a.txt", 10, extracted=0, digest=False, picture=False)
        for number, key in enumerate(keys)
    ]


def read(*keys: str, count: int = 2, seconds: float = 30) -> dict[int, FileRead]:
    limits = Limits(seconds=seconds)
    found = workers.read(Hostile(), WHO, limits, jobs(*keys), count)
    return {result.number: result for result in found}


def test_every_file_is_read_once() -> None:
    results = read(*["good"] * 30, count=3)
    assert sorted(results) == list(range(30))
    assert all(len(result.seen) == 1 and result.unread is None for result in results.values())


def test_nothing_to_read() -> None:
    assert read() == {}


def test_a_process_that_ends_loses_one_file() -> None:
    results = read("good", "kill", "good", "kill", "good", count=1)
    whys = [results[number].unread for number in range(5)]
    died = "it crashed the process that read it"
    assert whys == [None, died, None, died, None]


def test_too_much_memory_loses_one_file() -> None:
    results = read("good", "eat", "good", count=1)
    assert [bool(results[number].unread) for number in range(3)] == [False, True, False]


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.5)
    results = read("sleep", "good", "good", count=1, seconds=1)
    assert results[0].unread == "reading it took longer than 1 seconds"
    assert [results[number].unread for number in (1, 2)] == [None, None]


def test_processes_end_when_nobody_wants_more() -> None:
    results = workers.read(Hostile(), WHO, Limits(), jobs(*["good"] * 50), 2)
    next(results)
    assert isinstance(results, Generator)
    results.close()
    assert next(results, None) is None

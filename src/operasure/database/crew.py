"""Connections on one snapshot, each a thread that takes the next job from one queue.

A job that fails ends with its reason, and the rest goes on. A lost connection cannot come back to
the snapshot: the other connections take over what it had not begun, and where none is left, what
remains ends with a reason too. When the consumer stops early or is interrupted, running statements
are cancelled at the server.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue, SimpleQueue
from typing import Generic, TypeVar

import psycopg

from operasure.database.reader import Reader, conflicts, reason
from operasure.database.sqlstates import LOST_STANDBY

J = TypeVar("J")
R = TypeVar("R")

WAITING = 64
"""Results that wait for the consumer before the connections pause."""
HOPELESS = (
    psycopg.errors.QueryCanceled,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.UndefinedTable,
)
"""What a part of a table will not be spared where the whole was not."""
LOST = "the connection was lost"
NEVER_BEGUN = "the connection was lost before it was checked"


@dataclass(frozen=True)
class Ended(Generic[J]):
    """A job that has ended; `reason` says why where it was not done, or only in part."""

    job: J
    reason: str | None = None
    parts: bool = False
    """Whether a part of the job may still be done where the whole was not."""


class Crew(Generic[J, R]):
    """Runs jobs on several connections. `work` does one job on one connection, and yields results.

    `work` runs in the threads of the crew and may raise psycopg.Error, which ends its job only;
    any other error ends the run.
    """

    def __init__(self, readers: Sequence[Reader], work: Callable[[Reader, J], Iterable[R]]) -> None:
        self._readers = readers
        self._work = work
        self._todo: SimpleQueue[J] = SimpleQueue()
        self._done: Queue[tuple[J, R] | Ended[J] | BaseException | None] = Queue(WAITING)
        self._stop = threading.Event()
        self._never_begun = NEVER_BEGUN

    def run(self, jobs: Iterable[J]) -> Iterator[tuple[J, R] | Ended[J]]:
        """Each result with its job as it comes, and exactly one `Ended` for each job."""
        for job in jobs:
            self._todo.put(job)
        threads = [
            threading.Thread(target=self._live, args=(reader,), daemon=True)
            for reader in self._readers
        ]
        for thread in threads:
            thread.start()
        working = len(threads)
        try:
            while working:
                done = self._done.get()
                if done is None:
                    working -= 1
                elif isinstance(done, BaseException):
                    raise done
                else:
                    yield done
            yield from (Ended(job, self._never_begun) for job in self._rest())
        finally:
            self._stop.set()
            for reader, thread in zip(self._readers, threads, strict=True):
                while thread.is_alive():
                    reader.cancel()
                    thread.join(timeout=0.2)

    def _live(self, reader: Reader) -> None:
        try:
            while reader.alive and not self._stop.is_set():
                try:
                    job = self._todo.get_nowait()
                except Empty:
                    return
                self._put(self._do(reader, job))
            if reader.standby and not reader.alive and self._never_begun == NEVER_BEGUN:
                self._never_begun = LOST_STANDBY  # between two jobs
        except BaseException as error:
            self._put(error)
        finally:
            self._put(None)

    def _do(self, reader: Reader, job: J) -> Ended[J]:
        try:
            with reader.job():
                for result in self._work(reader, job):
                    self._put((job, result))
        except psycopg.Error as error:
            if reader.standby and not reader.alive:
                self._never_begun = reason(error) if conflicts(error) else LOST_STANDBY
                return Ended(job, self._never_begun)
            if not reader.alive:
                return Ended(job, LOST)
            return Ended(job, reason(error), not isinstance(error, HOPELESS))
        return Ended(job)

    def _put(self, done: tuple[J, R] | Ended[J] | BaseException | None) -> None:
        while not self._stop.is_set():
            with suppress(Full):
                self._done.put(done, timeout=0.2)
                return

    def _rest(self) -> Iterator[J]:
        with suppress(Empty):
            while True:
                yield self._todo.get_nowait()

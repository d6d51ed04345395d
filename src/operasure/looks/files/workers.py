"""Processes that read files side by side, each of which a hostile file may end without harm.

A file that takes too long, or ends the process that reads it, is unread, and a new process goes on
with the next.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess

from operasure.core.processes import shielded
from operasure.looks.files.budget import Limits
from operasure.looks.files.model import FileRead, Job, Storage
from operasure.looks.files.reader import FileReader
from operasure.matching.identity import Identity

MEMORY = 3 << 30
"""Bytes of address space that a process may take."""
GRACE = 10.0
"""Seconds that a file may take beyond its limit until its process is ended."""


def read(
    storage: Storage, identity: Identity, limits: Limits, jobs: Iterable[Job], count: int
) -> Iterator[FileRead]:
    """Read every file, in `count` processes; results come as they are ready."""
    context = get_context("forkserver")  # a fork would inherit connections and threads
    context.set_forkserver_preload([__name__, "operasure.looks.files.warm"])
    pool = _Pool(context, partial(FileReader, storage, identity, limits), limits.seconds, count)
    try:
        yield from pool.run(iter(jobs))
    finally:
        pool.close()


@dataclass(eq=False)
class _Worker:
    """A process, the end of its pipe, and what it is reading until when."""

    process: ForkServerProcess
    pipe: Connection
    job: Job | None = None
    deadline: float = 0.0

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


@dataclass
class _Pool:
    context: ForkServerContext
    make: Callable[[], FileReader]
    seconds: float
    """How long one file may take."""
    count: int
    workers: list[_Worker] = field(default_factory=list)

    def run(self, jobs: Iterator[Job]) -> Iterator[FileRead]:
        more = True
        while more or self.workers:
            while more and (job := next(jobs, None)) is not None:
                self._give(self._idle(), job)
                if self._full():
                    break
            else:
                more = False
            if not any(worker.job for worker in self.workers):
                return
            yield from self._results()

    def close(self) -> None:
        for worker in self.workers:
            worker.end()
        self.workers = []

    def _full(self) -> bool:
        return len(self.workers) >= self.count and all(worker.job for worker in self.workers)

    def _idle(self) -> _Worker:
        idle = next((worker for worker in self.workers if worker.job is None), None)
        if idle is not None:
            return idle
        mine, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(theirs, self.make), daemon=True)
        with shielded():
            process.start()
        theirs.close()
        worker = _Worker(process, mine)
        self.workers.append(worker)
        return worker

    def _give(self, worker: _Worker, job: Job) -> None:
        worker.job = job
        # A process needs a moment to begin.
        worker.deadline = time.monotonic() + self.seconds + 3 * GRACE
        with suppress(BrokenPipeError):  # it has just ended: told when it is read from
            worker.pipe.send(job)

    def _results(self) -> Iterator[FileRead]:
        busy = {worker.pipe: worker for worker in self.workers if worker.job}
        first = min(worker.deadline for worker in busy.values())
        for pipe in wait(list(busy), max(first - time.monotonic(), 0)):
            worker = busy[pipe]  # type: ignore[index]
            try:
                result: FileRead = worker.pipe.recv()
            except (EOFError, OSError):
                yield self._lost(worker, "it crashed the process that read it")
            else:
                worker.job = None
                yield result
        for worker in busy.values():
            if worker.job and worker.deadline <= time.monotonic():
                yield self._lost(worker, f"reading it took longer than {self.seconds:g} seconds")

    def _lost(self, worker: _Worker, why: str) -> FileRead:
        job = worker.job
        assert job is not None  # noqa: S101  (only a busy worker is lost)
        self.workers.remove(worker)
        worker.end()
        return FileRead(job.number, "unknown", unread=why)


def _work(pipe: Connection, make: Callable[[], FileReader]) -> None:
    """The life of a process."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # What ends it is told by the parent: this file can't be read.
    with suppress(Exception):
        reader = make()
        while True:
            pipe.send(reader.read(pipe.recv()))

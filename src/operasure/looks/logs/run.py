"""Searches many logs, in several processes where that is faster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.sharedctypes import RawArray
from typing import TYPE_CHECKING

from operasure.core.processes import pool
from operasure.core.progress import NOBODY, Meter, Stage
from operasure.core.unchecked import Unchecked
from operasure.looks.logs.findings import LogFindings
from operasure.looks.logs.recognise import Recogniser
from operasure.looks.logs.retention import stay
from operasure.looks.logs.rotation import RotationRule
from operasure.looks.logs.search import HIDDEN, search
from operasure.looks.logs.sources import LogSource
from operasure.matching.identity import Identity

if TYPE_CHECKING:
    from ctypes import Array, c_longlong

WORTH = 1 << 25
"""Bytes from which several files are searched by several processes: to start them takes a while."""

_WORKER: list[tuple[Recogniser, Array[c_longlong]]] = []
"""What a process that was started for the search looks with, and how many bytes of each log all
have read."""
_ENDED = Unchecked(
    "the process that read it was killed",
    "check whether memory ran out, then run again with --jobs 1",
)


@dataclass(frozen=True, slots=True)
class LogsOptions:
    """How to search; see docs/logs.md. `jobs` None is one for each core."""

    jobs: int | None = None
    passages: int = 0
    rules: tuple[RotationRule, ...] | None = None
    progress: Meter = NOBODY


def run(
    sources: Sequence[LogSource], identity: Identity, options: LogsOptions
) -> Iterator[LogFindings]:
    """Search every source, and give what was found in their order, with the date until which it
    stays where the rules tell. Raises nothing that a file causes."""
    jobs = options.jobs or os.cpu_count() or 1
    now = datetime.now(UTC)
    large = sum(source.size for source in sources) >= WORTH
    several = jobs > 1 and large and sum(source.path is not None for source in sources) > 1
    found = _in_processes if several else _here
    with options.progress.begin("reading logs", sum(source.size for source in sources)) as stage:
        seen = found(sources, identity, options, jobs, stage)
        for source, each in zip(sources, seen, strict=True):
            yield _dated(source, each, options, now)


def _dated(
    source: LogSource, found: LogFindings, options: LogsOptions, now: datetime
) -> LogFindings:
    if options.rules is None or not found.naming or source.path is None:
        return found
    if source.modified is None:
        return found
    told = stay(source.path, source.modified, options.rules, now)
    return replace(found, until=told.until, rotation=told.reason)


def _here(
    sources: Sequence[LogSource],
    identity: Identity,
    options: LogsOptions,
    jobs: int,
    stage: Stage,
) -> Iterator[LogFindings]:
    recogniser = Recogniser(identity, passages=options.passages > 0)
    for position, source in enumerate(sources, 1):
        with stage.share(_shown(source, recogniser), source.size) as share:
            found = search(
                source,
                position,
                recogniser,
                threads=jobs,
                passages=options.passages,
                told=share.reach,
            )
        yield found


def _shown(source: LogSource, recogniser: Recogniser) -> str:
    return HIDDEN if recogniser.names(source.name) else source.name


def _in_processes(
    sources: Sequence[LogSource],
    identity: Identity,
    options: LogsOptions,
    jobs: int,
    stage: Stage,
) -> Iterator[LogFindings]:
    counted = RawArray("q", len(sources))  # a lock would need a process of its own
    stage.elsewhere = lambda: sum(counted)
    given = (identity, options.passages > 0, counted)
    with pool(min(jobs, len(sources)), _start, given) as processes:
        waiting = [
            None
            if source.path is None
            else processes.submit(_work, source, position, options.passages)
            for position, source in enumerate(sources, 1)
        ]
        try:
            for position, (source, future) in enumerate(zip(sources, waiting, strict=True), 1):
                if future is None:
                    # Standard input is this process's own.
                    own = Recogniser(identity, passages=options.passages > 0)
                    yield search(source, position, own, passages=options.passages)
                    continue
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost = replace(source, fault=_ENDED)
                    yield search(lost, position, Recogniser(identity))
        finally:
            for future in waiting:
                if future is not None:
                    future.cancel()


def _start(identity: Identity, passages: bool, counted: Array[c_longlong]) -> None:
    _WORKER.append((Recogniser(identity, passages=passages), counted))


def _work(source: LogSource, position: int, passages: int) -> LogFindings:
    recogniser, counted = _WORKER[0]

    def told(done: int) -> None:
        counted[position - 1] = done

    return search(source, position, recogniser, passages=passages, told=told)

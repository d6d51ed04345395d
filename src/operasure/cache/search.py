"""The search of a cache: every item of every server, on all processor cores, in constant memory."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context

from operasure.cache.address import Address
from operasure.cache.connection import Access, Connection
from operasure.cache.findings import Finding, Summary
from operasure.cache.keys import Listing, listed
from operasure.cache.person import Person
from operasure.cache.portion import Portions, Tally
from operasure.cache.unchecked import CLEAR_IT, Fault, Unchecked, undecodable

SMALL = 5_000
"""Items up to which starting processes takes longer than it saves."""

_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How to search.

    `namespace` limits the search to keys that begin with it and a colon. `excerpts` adds a passage
    to each finding. `jobs` is the number of processes, None for one on each core. `progress` is
    told the number of items done on a server and that of all.
    """

    access: Access = field(default_factory=Access)
    namespace: str | None = None
    excerpts: bool = False
    jobs: int | None = None
    progress: Callable[[int, int], None] | None = None


def search(
    servers: Sequence[Address], person: Person, options: Options | None = None
) -> Iterator[Finding | Summary]:
    """Search servers one after another: the findings of each as they come, then its Summary.

    Nothing on a server changes by it, not even an item's place in the LRU. Raises nothing that a
    server causes: what can't be read is in the Summary as `unchecked`.
    """
    for address in servers:
        yield from _search_one(address, person, options or Options())


def _search_one(address: Address, person: Person, options: Options) -> Iterator[Finding | Summary]:
    total = Tally()
    faults: list[Unchecked] = []
    version, lines = "", 0
    try:
        with Connection(address, options.access) as connection:
            version = connection.version
            with listed(connection) as listing:
                connection.close()
                lines = listing.lines
                for tally in _tallies(listing, address, person, options):
                    _add(total, tally)
                    yield from tally.findings
                    if options.progress:
                        options.progress(total.read + total.gone + total.outside, lines)
                    if tally.fault:
                        faults.append(tally.fault)
                        break
                if listing.unchecked:
                    faults.append(listing.unchecked)
    except Fault as fault:
        faults.append(fault.unchecked)
    yield _summary(str(address), version, lines, total, faults)


def _tallies(
    listing: Listing, address: Address, person: Person, options: Options
) -> Iterator[Tally]:
    jobs = options.jobs or os.cpu_count() or 1
    settings = _Settings(address, options.access, person, options.namespace, options.excerpts)
    if jobs == 1 or listing.lines <= SMALL:
        with closing(settings.portions()) as portions:
            yield from map(portions.work, listing.portions())
    else:
        yield from _in_processes(jobs, settings, listing.portions())


@dataclass(frozen=True, slots=True)
class _Settings:
    address: Address
    access: Access
    person: Person
    namespace: str | None
    excerpts: bool

    def portions(self) -> Portions:
        return Portions(
            self.address,
            self.access,
            self.person,
            namespace=self.namespace,
            excerpts=self.excerpts,
        )


def _in_processes(jobs: int, settings: _Settings, portions: Iterable[bytes]) -> Iterator[Tally]:
    waiting: deque[Future[Tally]] = deque()
    spawn = get_context("spawn")  # a fork would inherit the caller's sockets and threads
    with ProcessPoolExecutor(jobs, spawn, _start, (settings,)) as pool:
        try:
            for portion in portions:
                waiting.append(pool.submit(_work, portion))
                if len(waiting) > jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise Fault(
                "a process of the search was ended from outside",
                "see whether memory ran out, then run again with fewer jobs",
            ) from None
        finally:
            for future in waiting:
                future.cancel()


_WORKER: list[Portions] = []
"""The one worker of a process that was started for the search."""


def _start(settings: _Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process deals with an interrupt
    _WORKER.append(settings.portions())


def _work(portion: bytes) -> Tally:
    return _WORKER[0].work(portion)


def _add(total: Tally, tally: Tally) -> None:
    total.read += tally.read
    total.gone += tally.gone
    total.outside += tally.outside
    total.misread += tally.misread
    total.found += len(tally.findings)
    total.undecoded += tally.undecoded
    total.marks_items |= tally.marks_items


def _summary(
    place: str, version: str, lines: int, total: Tally, faults: Sequence[Unchecked]
) -> Summary:
    unread = lines - total.read - total.gone - total.outside
    reasons = list(dict.fromkeys(faults))
    if total.misread:
        reasons.append(
            Unchecked(
                f"{total.misread} lines of the list of keys could not be understood",
                CLEAR_IT,
            )
        )
    if total.undecoded:
        reasons.append(undecodable(total.undecoded))
    return Summary(
        place=place,
        version=version,
        listed=lines,
        read=total.read,
        gone=total.gone,
        outside=total.outside,
        unread=unread,
        findings=total.found,
        undecoded=dict(total.undecoded),
        unchecked=tuple(reasons),
        notes=(_MARKED,) if total.marks_items else (),
    )


_MARKED = "this old memcached has no way to read an item without marking it as used"

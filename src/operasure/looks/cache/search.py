"""The search of a cache: every item of every server, on all processor cores, in constant memory."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import dataclass, field

from operasure.core.processes import pool
from operasure.core.progress import NOBODY, Meter
from operasure.core.unchecked import Unchecked
from operasure.looks.cache import server
from operasure.looks.cache.address import Address
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.faults import CLEAR_IT, Fault
from operasure.looks.cache.findings import NO_SUCH_NAMESPACE, CacheFinding, CacheSummary
from operasure.looks.cache.keys import KeyListing, listed, wire_key
from operasure.looks.cache.portion import Portions, PortionTally
from operasure.looks.cache.server import CacheAnswers
from operasure.looks.cache.sought import CachePerson

SMALL = 5_000
"""Items up to which starting processes takes longer than it saves."""

MOST_MISSING = 100_000
"""Items that may go while they are read, without having expired."""

_AHEAD = 3


@dataclass(frozen=True, slots=True)
class CacheOptions:
    """How to search.

    `namespace` limits the search to keys that begin with it and a colon. `excerpts` adds a passage
    to each finding. `jobs` is the number of processes, None for one on each core.
    """

    access: CacheAccess = field(default_factory=CacheAccess)
    namespace: str | None = None
    excerpts: bool = False
    jobs: int | None = None
    progress: Meter = NOBODY


def search(
    servers: Sequence[Address], person: CachePerson, options: CacheOptions | None = None
) -> Iterator[CacheFinding | CacheSummary]:
    """Search servers one after another: the findings of each as they come, then its Summary.

    Nothing on a server changes by it, not even an item's place in the LRU. Raises nothing that a
    server causes: what can't be read is in the Summary as `unchecked`.
    """
    for address in servers:
        yield from _search_one(address, person, options or CacheOptions())


def _search_one(
    address: Address, person: CachePerson, options: CacheOptions
) -> Iterator[CacheFinding | CacheSummary]:
    total = PortionTally()
    faults: list[Unchecked] = []
    version, lines = "", 0
    try:
        with Connection(address, options.access) as connection:
            version = connection.version
            who = server.ask(connection)
            settings = _Settings(
                address, options.access, person, who, options.namespace, options.excerpts
            )
            faults += _of_several(settings)
            with (
                listed(connection) as listing,
                options.progress.begin("reading the cache", listing.lines, "entries") as stage,
            ):
                connection.close()
                lines = listing.lines
                for tally in _tallies(listing, settings, options.jobs):
                    _add(total, tally)
                    yield from tally.findings
                    stage.add(tally.read + tally.gone + tally.outside)
                    if tally.fault:
                        faults.append(tally.fault)
                        break
                if listing.unchecked:
                    faults.append(listing.unchecked)
            yield from _again(settings, total, faults)
            if who and (why := server.counted(address, options.access, who, lines)):
                faults.append(why)
    except Fault as fault:
        faults.append(fault.unchecked)
    if total.elsewhere:
        faults.append(server.BALANCED)
    if lines and total.outside == lines:
        faults.append(NO_SUCH_NAMESPACE)
    if total.misread:
        reason = f"{total.misread} lines of the list of keys could not be understood"
        faults.append(Unchecked(reason, CLEAR_IT))
    notes = (_MARKED,) if total.marks_items else ()
    yield total.summary(str(address), lines, faults, version=version, notes=notes)


def _of_several(settings: "_Settings") -> list[Unchecked]:
    """Why what answers may not be the only server of its address, if so."""
    if settings.listed_by is None:
        return [server.NAMELESS]
    if server.others(settings.address, settings.access, settings.listed_by):
        return [server.BALANCED]
    return []


def _again(
    settings: "_Settings", total: PortionTally, faults: list[Unchecked]
) -> Iterator[CacheFinding]:
    """Ask once more for what was listed, has not expired, and was not given: it has gone only if
    it is listed no more. What is listed again is read again, since it may be new."""
    missing, total.missing = set(total.missing), []
    if not missing:
        return
    if len(missing) > MOST_MISSING:
        faults.append(_TOO_MANY)
        return
    withheld = 0
    with (
        Connection(settings.address, settings.access) as connection,
        listed(connection) as listing,
        closing(settings.portions()) as portions,
    ):
        first = settings.listed_by
        total.elsewhere |= first is not None and not first.is_same(server.ask(connection))
        connection.close()
        for lines in listing.portions():
            tally = portions.work(b"".join(_still_listed(lines, missing)))
            withheld += len(tally.missing)
            total.gone -= tally.read
            total.read += tally.read
            total.found += tally.found
            total.undecoded += tally.undecoded
            yield from tally.findings
            if tally.fault:
                faults.append(tally.fault)
                return
        if listing.unchecked:
            faults.append(listing.unchecked)
    if withheld:
        faults.append(
            Unchecked(
                f"{withheld} items are listed by the server, but it did not send them", CLEAR_IT
            )
        )


def _still_listed(lines: bytes, missing: set[bytes]) -> Iterator[bytes]:
    for line in lines.splitlines(keepends=True):
        with suppress(ValueError):
            if wire_key(line) in missing:
                yield line


def _tallies(
    listing: KeyListing, settings: "_Settings", wanted: int | None
) -> Iterator[PortionTally]:
    jobs = wanted or os.cpu_count() or 1
    if jobs == 1 or listing.lines <= SMALL:
        with closing(settings.portions()) as portions:
            yield from map(portions.work, listing.portions())
    else:
        yield from _in_processes(jobs, settings, listing.portions())


@dataclass(frozen=True, slots=True)
class _Settings:
    address: Address
    access: CacheAccess
    person: CachePerson
    listed_by: CacheAnswers | None
    namespace: str | None
    excerpts: bool

    def portions(self) -> Portions:
        return Portions(
            self.address,
            self.access,
            self.person,
            listed_by=self.listed_by,
            namespace=self.namespace,
            excerpts=self.excerpts,
        )


def _in_processes(
    jobs: int, settings: _Settings, portions: Iterable[bytes]
) -> Iterator[PortionTally]:
    waiting: deque[Future[PortionTally]] = deque()
    with pool(jobs, _start, (settings,)) as processes:
        try:
            for portion in portions:
                waiting.append(processes.submit(_work, portion))
                if len(waiting) > jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise Fault(
                "a process of the search was killed",
                "check whether memory ran out, then run again with fewer jobs",
            ) from None
        finally:
            for future in waiting:
                future.cancel()


_WORKER: list[Portions] = []
"""The one worker of a process that was started for the search."""


def _start(settings: _Settings) -> None:
    _WORKER.append(settings.portions())


def _work(portion: bytes) -> PortionTally:
    return _WORKER[0].work(portion)


def _add(total: PortionTally, tally: PortionTally) -> None:
    total.read += tally.read
    total.gone += tally.gone
    total.outside += tally.outside
    total.misread += tally.misread
    total.missing += tally.missing[: MOST_MISSING + 1 - len(total.missing)]
    total.elsewhere |= tally.elsewhere
    total.found += tally.found
    total.undecoded += tally.undecoded
    total.marks_items |= tally.marks_items


_TOO_MANY = Unchecked(
    f"more than {MOST_MISSING} items disappeared during the search",
    "run again when the server is less busy",
)
_MARKED = "this old memcached has no way to read an item without marking it as used"

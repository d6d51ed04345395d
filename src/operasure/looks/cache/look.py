"""Searches every given cache, for `cache`, `verify` and `find-mentions`."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from operasure.core.model import Result, Verdict
from operasure.core.unchecked import Unchecked
from operasure.core.verdict import verdict
from operasure.looks.cache.address import Address, RedisAddress
from operasure.looks.cache.evict import EvictedEntry
from operasure.looks.cache.file_store import search_directory
from operasure.looks.cache.findings import CacheFinding, CacheSummary
from operasure.looks.cache.redis import search_redis
from operasure.looks.cache.search import CacheOptions, search
from operasure.looks.cache.sought import CachePerson
from operasure.matching.identity import Identity


@dataclass(frozen=True, slots=True)
class CachesAt:
    """Which caches to look at, and how.

    `others` are caches that exist but can't be looked at here: what they are, and why.
    """

    servers: tuple[Address, ...] = ()
    directories: tuple[Path, ...] = ()
    options: CacheOptions = field(default_factory=CacheOptions)
    others: Mapping[str, Unchecked] = field(default_factory=dict)
    redis: tuple[RedisAddress, ...] = ()


@dataclass(frozen=True, slots=True)
class CacheLook:
    """One look; after evicting, the look that followed. `evicted` tells what became of what an
    earlier look had found, `evicted_at` when that began to be deleted."""

    identity: Identity
    findings: tuple[CacheFinding, ...]
    summaries: tuple[CacheSummary, ...]
    started_at: datetime
    finished_at: datetime
    jobs: int
    evicted: tuple[EvictedEntry, ...] = ()
    evicted_at: datetime | None = None

    @property
    def verdict(self) -> Verdict:
        """Leftovers win over incomplete; what expires at a known time is no leftover, and
        a look at nothing is never clear."""
        return verdict(
            left=any(finding.outcome is Result.LEFTOVER for finding in self.findings),
            unseen=not self.summaries or any(summary.unchecked for summary in self.summaries),
        )


def look(where: CachesAt, identity: Identity) -> CacheLook:
    """Look for one person in all caches. Raises UsageError if a directory can't be read."""
    started = datetime.now(UTC)
    findings: list[CacheFinding] = []
    summaries: list[CacheSummary] = []
    for each in _searched(where, CachePerson.of(identity)):
        if isinstance(each, CacheFinding):
            findings.append(each)
        else:
            summaries.append(each)
    return CacheLook(
        identity,
        tuple(findings),
        tuple(summaries),
        started,
        datetime.now(UTC),
        where.options.jobs or os.cpu_count() or 1,
    )


def _searched(where: CachesAt, person: CachePerson) -> Iterator[CacheFinding | CacheSummary]:
    # A directory that can't be read is wrong usage, and told before the servers are searched.
    stores = [
        search_directory(
            directory,
            person,
            excerpts=where.options.excerpts,
            progress=where.options.progress,
        )
        for directory in dict.fromkeys(where.directories)
    ]
    yield from search(where.servers, person, where.options)
    for address in where.redis:
        yield from search_redis(address, person, where.options)
    for store in stores:
        yield from store
    for name, why in where.others.items():
        yield CacheSummary(name, unchecked=(why,))

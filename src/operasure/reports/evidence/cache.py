"""What caches know of the person, as an evidence document or as a part of another command's.

It holds no name, login or mail: keys are shown as the search blacked them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from operasure.core.dates import stamp
from operasure.core.legible import flowing
from operasure.core.model import Verdict
from operasure.core.typed import filled, replace
from operasure.looks.cache.fate import EntryFate
from operasure.reports.evidence import document, shape

if TYPE_CHECKING:
    from operasure.core.unchecked import Unchecked
    from operasure.looks.cache.findings import CacheFinding, CacheSummary
    from operasure.looks.cache.look import CacheLook

GROUP = "xm-01"
DEAD_BYTES = "bytes of dead entries that memcached's memory, core files and swap may still hold"
OTHERS = "memcached servers that were not named, and caches of another kind"
NOT_COVERED = (
    "the database (operasure verify)",
    "text in the database that names the person (operasure find-mentions)",
    DEAD_BYTES,
    OTHERS,
    *(t for t in document.NOT_COVERED if t not in {document.TEXTS, document.CACHES}),
)


def build(look: CacheLook, by: str | None = None, token: str | None = None) -> shape.Document:
    """The evidence document of `cache`; `by` is who deleted what was deleted, `token` stands for
    the person."""
    deleted, gone, refused = (_with_fate(look, fate) for fate in EntryFate)
    return replace(
        _with_section(document.envelope("cache", look.verdict, None), look),
        subject=document.subject_of(look.identity, token),
        run=document.run(
            look,
            snapshot=None,
            connections=look.jobs,
            queries=None,
            read_only=not look.evicted,
        ),
        not_covered=NOT_COVERED,
        searched=document.searched(look.identity),
        evicted=shape.caches.Evicted(deleted=deleted, gone=gone, refused=refused),
        eviction=shape.caches.Eviction(by=by, at=stamp(look.evicted_at)) if look.evicted else None,
    )


def add(
    whole: shape.Document, look: CacheLook | None, others: Mapping[str, Unchecked]
) -> shape.Document:
    """The document of a command that looks at the database, with what a look at the cache found.

    The worse verdict of both holds. Without a look the cache stays among what is not covered, and
    notes tell of `others`, caches that are known to exist.
    """
    if look is None:
        told = [f"{why.reason}: {why.remedy}." for why in others.values()]
        return replace(whole, notes=(*whole.notes, *told))
    missing = [t for t in whole.not_covered if t != document.CACHES]
    return replace(
        _with_section(whole, look),
        verdict=Verdict(whole.verdict).worse(look.verdict),
        not_covered=(*missing, DEAD_BYTES, OTHERS),
    )


def _with_section(whole: shape.Document, look: CacheLook) -> shape.Document:
    return replace(
        whole,
        cache=tuple(_entry(finding, look.started_at) for finding in look.findings),
        cache_servers=tuple(map(_server, look.summaries)),
    )


def _entry(finding: CacheFinding, now: datetime) -> shape.caches.CacheEntry:
    place, key = flowing(finding.place), flowing(finding.key)
    return filled(shape.caches.CacheEntry, finding, server=place, key=key, age=finding.age(now))


def _server(summary: CacheSummary) -> shape.caches.CacheServer:
    return filled(
        shape.caches.CacheServer,
        summary,
        server=flowing(summary.place),
        version=flowing(summary.version) or None,
        undecoded=dict(sorted(summary.undecoded.items())),
    )


def _with_fate(look: CacheLook, fate: EntryFate) -> int:
    return sum(each.fate is fate for each in look.evicted)

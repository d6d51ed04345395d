"""What caches know of the person, as an evidence document or as a part of another command's.

It holds no name, login or mail: keys are shown as the search blacked them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from operasure.core.dates import stamp
from operasure.core.legible import flowing
from operasure.core.model import Verdict
from operasure.looks.cache.fate import Fate
from operasure.reports.evidence import document
from operasure.reports.evidence.document import Document

if TYPE_CHECKING:
    from operasure.core.unchecked import Unchecked
    from operasure.looks.cache.findings import Finding, Summary
    from operasure.looks.cache.look import Look

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


def build(look: Look, by: str | None = None) -> dict[str, Any]:
    """The evidence document of `cache`; `by` is who deleted what was deleted."""
    identity = look.identity
    first, *_ = (*identity.user_ids, None)
    run = document.run(look.started_at, look.finished_at, None, look.jobs, None)
    return document.envelope("cache", str(look.verdict), None) | {
        "subject": {"user_id": first, "token": None},
        "run": run | {"read_only": not look.evicted},
        "not_covered": list(NOT_COVERED),
        "searched": {
            "names": len(identity.names),
            "logins": len(identity.logins),
            "mails": len(identity.mails),
            "user_ids": list(identity.user_ids),
        },
        **_section(look),
        "evicted": {fate.name.lower(): _with_fate(look, fate) for fate in Fate},
        "eviction": {"by": by, "at": stamp(look.evicted_at)} if look.evicted else None,
    }


def add(whole: Document, look: Look | None, others: Mapping[str, Unchecked]) -> dict[str, Any]:
    """The document of a command that looks at the database, with what a look at the cache found.

    The worse verdict of both holds. Without a look the cache stays among what is not covered, and
    notes tell of `others`, caches that are known to exist.
    """
    if look is None:
        told = [f"{why.reason}: {why.remedy}." for why in others.values()]
        return dict(whole) | {"notes": [*whole["notes"], *told]}
    missing = [t for t in whole["not_covered"] if t != document.CACHES]
    verdict = Verdict(whole["verdict"]).worse(look.verdict)
    return (
        dict(whole)
        | {"verdict": str(verdict), "not_covered": [*missing, DEAD_BYTES, OTHERS]}
        | _section(look)
    )


def _section(look: Look) -> dict[str, Any]:
    return {
        "cache": [_entry(finding, look.started_at) for finding in look.findings],
        "cache_servers": [_server(summary) for summary in look.summaries],
    }


def _entry(finding: Finding, now: datetime) -> dict[str, Any]:
    return {
        "server": flowing(finding.place),
        "key": flowing(finding.key),
        "outcome": str(finding.outcome),
        "matches": [
            {"what": match.what, "confidence": match.confidence, "in_key": match.in_key}
            for match in finding.matches
        ],
        "confidence": finding.confidence,
        "served": str(finding.served),
        "size": finding.size,
        "age": finding.age(now),
        "expires_at": stamp(finding.expires_at),
    }


def _server(summary: Summary) -> dict[str, Any]:
    return {
        "server": flowing(summary.place),
        "version": flowing(summary.version) or None,
        "listed": summary.listed,
        "read": summary.read,
        "gone": summary.gone,
        "outside": summary.outside,
        "unread": summary.unread,
        "findings": summary.findings,
        "undecoded": dict(sorted(summary.undecoded.items())),
        "unchecked": [{"reason": u.reason, "remedy": u.remedy} for u in summary.unchecked],
        "notes": list(summary.notes),
    }


def _with_fate(look: Look, fate: Fate) -> int:
    return sum(each.fate is fate for each in look.evicted)

"""What caches hold of the person, and what was deleted there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from operasure.core.typed import HASH, Is, Structure
from operasure.core.values import Confidence, Count, Moment, Positive
from operasure.reports.evidence.shape.run import NotLookedAt


class MatchEntry(Structure):
    """What of the person an entry of a cache holds."""

    what: str
    confidence: Confidence
    in_key: bool


class CacheEntry(Structure):
    """One entry of a cache that names the person."""

    server: Annotated[str, HASH]
    """HOST:PORT, a socket or a directory."""
    key: Annotated[str, HASH]
    """With what names the person, and every credential, blacked out."""
    outcome: Annotated[str, Is("an outcome", words=("leftover", "retained"))]
    matches: Annotated[tuple[MatchEntry, ...], Is(least=1)]
    confidence: Confidence
    served: Annotated[str, Is(words=("yes", "no", "unknown"))]
    size: Count
    """Bytes as stored."""
    age: Count | None
    """Seconds since the last access."""
    expires_at: Moment | None


class CacheServer(Structure):
    """What was seen on one server, or in one directory, of a cache."""

    server: Annotated[str, HASH]
    """HOST:PORT, a socket, a directory, or the kind of a cache that was not looked at."""
    version: str | None
    listed: Count
    read: Count
    gone: Count
    outside: Count
    unread: Count
    findings: Count
    undecoded: Mapping[str, Positive]
    """By reason: entries searched only as raw and inflated bytes."""
    unchecked: tuple[NotLookedAt, ...]
    notes: tuple[str, ...]


class Evicted(Structure):
    """What became of the entries that were to be deleted."""

    deleted: Count
    gone: Count
    refused: Count


class Eviction(Structure):
    """Who deleted entries of a cache, and when it began."""

    by: str | None
    at: Moment | None

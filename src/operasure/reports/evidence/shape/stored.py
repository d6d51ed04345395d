"""Files of logs, and files in storage."""

from __future__ import annotations

from typing import Annotated

from operasure.core.typed import DROP, HASH, Is, Structure
from operasure.core.values import (
    Confidence,
    Count,
    GroupCode,
    Keyed,
    LocalMoment,
    Moment,
    Positive,
    ShortId,
)
from operasure.looks.logs.findings import LineKind
from operasure.reports.evidence.shape.run import NotLookedAt


class LogKind(Structure):
    """Lines of a log by what they are."""

    kind: Annotated[str, Is(words=tuple(LineKind))]
    confidence: Confidence
    lines: Positive


class SameRequest(Structure):
    """Further lines of requests that a naming line belongs to."""

    confidence: Confidence
    lines: Positive


class LogFile(Structure):
    """One file of logs."""

    file: Annotated[str, HASH]
    """Its base name; […] where that names the person."""
    position: Positive
    """Its place in the order of the search."""
    group: GroupCode
    outcome: Annotated[str, Is("an outcome", words=("clear", "leftover", "retained", "unchecked"))]
    packing: str | None
    """What it is packed in, from outside to inside."""
    lines: Count
    """Lines that could be read."""
    naming: Count
    """Lines that name the person."""
    confidence: Confidence | None
    kinds: tuple[LogKind, ...]
    """The naming lines; each counts once."""
    same_request: tuple[SameRequest, ...]
    """Further lines of requests that a naming line belongs to."""
    first: LocalMoment | None
    """Time of the earliest naming line that tells one: with a Z in UTC, without one as the log has
    it."""
    last: LocalMoment | None
    """Time of the latest such line."""
    modified: Annotated[Moment | None, DROP]
    """Last change of the file."""
    until: Moment | None
    """Latest moment at which its content can still be there."""
    rotation: str | None
    """What the configuration of logrotate says, or why it tells no date."""
    unchecked: tuple[NotLookedAt, ...]


class StorageEntry(Structure):
    """What was compared: `rows` should have a file, `matched` have one, `pending` are uploads that
    have not ended."""

    place: Annotated[str, Is(words=("a directory", "a bucket"))]
    files: Count
    bytes: Count
    rows: Count
    matched: Count
    pending: Count
    processes: Annotated[Positive, DROP]


class StoredFile(Structure):
    """One finding in storage that is no mention."""

    id: Annotated[ShortId, HASH]
    """HMAC-SHA-256 over place and content, shortened; the same in every run with the key of the
    case."""
    kind: Annotated[
        str, Is(words=("orphan", "avatar", "missing", "size", "digest", "picture", "unread"))
    ]
    attachment_id: int | None
    """Of the row, or that the folder is named by; null where neither is known."""
    folder: Annotated[str, Is(pattern="attachment/file/[0-9]+")] | None
    """Folder of the attachment below the storage's root."""
    key: Keyed
    """Keyed digest of the path below the storage's root: docs/files.md says how to make it again.
    """
    size: Count
    may_be_the_person_s: bool
    place_of_taking: bool
    """A picture says where it was taken."""
    format: str | None
    reason: str | None
    """Why a file could not be read, or not all of it."""
    decision: Annotated[str, Is(words=("keep", "not the person"))] | None

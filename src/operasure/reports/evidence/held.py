"""The entry `held_in` of a document: files of the same run, or that it has read, which hold the
person themselves: snapshot, work lists, reviews, undo file. Each with its kind, day and digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from operasure.core import keeping
from operasure.core.errors import readable
from operasure.reports.evidence import shape


def held_in(paths: Iterable[Path | None]) -> tuple[shape.run.HeldIn, ...]:
    """One entry for each file that says of itself that it holds a person; others are passed over.
    Raises UsageError for a file that can't be read."""
    found = []
    for path in paths:
        head = keeping.head(path) if path is not None else None
        if path is not None and head is not None:
            day = head.delete_after.isoformat() if head.delete_after else None
            found.append(shape.run.HeldIn(kind=head.kind, delete_after=day, digest=digest(path)))
    return tuple(found)


def digest(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece. Raises UsageError."""
    with readable(path), path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"

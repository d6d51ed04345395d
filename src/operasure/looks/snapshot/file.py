"""The file of a snapshot: JSON with a header that says what it is, mode 0600, optionally encrypted.

What comes from outside is bounded: size, depth, and what is inflated.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from operasure import __version__
from operasure.core import keeping, reading, strict, writing
from operasure.core.errors import UsageError
from operasure.core.typed import ABSENT, Absent, Is, plain
from operasure.looks.snapshot import sealed
from operasure.looks.snapshot.model import Snapshot
from operasure.looks.snapshot.packing import damaged, inflated, total
from operasure.looks.snapshot.sealed import Encryption
from operasure.looks.snapshot.texts import SIZE
from operasure.looks.systems.kinds import kinds

FORMAT = 1
KIND = "operasure snapshot"
LARGEST = 256 * 1024 * 1024
"""Bytes of a file, and of what is inflated, that are still read."""

Ask = Callable[[], str]
"""Gives the passphrase when the file turns out to need one."""


@dataclass(frozen=True)
class SnapshotFile:
    """The file: what stands in the clear, then the snapshot, or what it was encrypted to."""

    format: Annotated[int, Is("1", minimum=FORMAT, maximum=FORMAT)]
    kind: Annotated[str, Is(words=("operasure snapshot",))]
    notice: Annotated[str, Is("the notice of such files", pattern=r"PERSONAL DATA.*")]
    """What the file holds, and what to do with it."""
    delete_after: date
    """The day after which it is to be deleted."""
    operasure: str
    """Version of the tool."""
    encryption: Encryption | None
    """How it was encrypted; null where it was not."""
    data: bytes | Absent = ABSENT
    """AES-256-GCM over the zlib-compressed JSON of the snapshot; all that stands in the clear is
    authenticated with it."""
    snapshot: Snapshot | Absent = ABSENT


def dumps(snapshot: Snapshot, passphrase: str | None = None) -> str:
    """The file's content. Raises UsageError for a passphrase that is too short."""
    content = SnapshotFile(FORMAT, KIND, keeping.NOTICE, snapshot.delete_after, __version__, None)
    if passphrase is None:
        content = replace(content, snapshot=snapshot)
    else:
        packed = zlib.compress(json.dumps(plain(snapshot), ensure_ascii=False).encode(), 6)
        encryption, data = sealed.seal(packed, passphrase, plain(content))
        content = replace(content, encryption=encryption, data=data)
    return json.dumps(plain(content), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write(path: Path, snapshot: Snapshot, passphrase: str | None = None) -> None:
    """Write the file, whole or not at all, readable by its owner only. Raises UsageError."""
    writing.write(path, dumps(snapshot, passphrase))


def read(path: Path, ask: Ask) -> Snapshot:
    """Read a file, asking for the passphrase if it is encrypted.

    Raises UsageError for a file that can't be read, is no snapshot or was changed, and for a wrong
    passphrase.
    """
    data = strict.content(path, LARGEST, "is larger than any snapshot; check which file it is")
    content = _object(data, f"{path} is not a snapshot; 'operasure snapshot' writes one")
    if content.get("kind") != KIND:
        raise UsageError(f"{path} is not a snapshot; 'operasure snapshot' writes one")
    if content.get("format") != FORMAT:
        raise UsageError(f"{path} has a format that this version does not know; use a newer one")
    file = reading.read(SnapshotFile, content, damaged)
    snapshot = file.snapshot
    if file.encryption is not None and file.data is not ABSENT:
        packed = sealed.unseal(content, file.encryption, file.data, ask())
        body = _object(_inflated(packed), "the snapshot is damaged")
        snapshot = reading.read(Snapshot, body, damaged)
    if snapshot is ABSENT:
        raise damaged("it is empty")
    if snapshot.delete_after != file.delete_after:
        raise damaged("it has two dates of deletion")
    _check(snapshot)
    known = tuple(each for each in snapshot.systems if each.key in kinds())
    return replace(snapshot, systems=known)


def _check(snapshot: Snapshot) -> None:
    """Raise UsageError where the members contradict each other."""
    for chunk in (c for chunks in snapshot.goes_along.values() for c in chunks):
        if chunk.marks is not None:
            raise damaged("rows that go along have digests of texts")
    for place in snapshot.places:
        if total(place.keys) > place.rows:
            raise damaged("a place has more keys than rows")
        marks = [len(c.marks) - c.count * SIZE for c in place.keys if c.marks is not None]
        if marks and len(marks) != len(place.keys):
            raise damaged("some keys of a text have digests, others none")
        if any(marks):
            raise damaged("a text has not one digest for each key")


def _object(data: bytes, otherwise: str) -> Mapping[str, Any]:
    try:
        content = strict.loads(data)
    except ValueError:
        raise UsageError(otherwise) from None
    if not isinstance(content, dict):
        raise UsageError(otherwise)
    return content


def _inflated(data: bytes) -> bytes:
    try:
        return inflated(data, LARGEST)
    except zlib.error:
        raise damaged("it can't be inflated") from None
    except ValueError:
        raise damaged("it is too large, or cut off") from None

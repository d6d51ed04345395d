"""Remove files with personal data whose time is over: snapshots, work lists, reviews.

A file is overwritten, renamed and removed. Whether nothing of it can be read afterwards is more
than a program can promise, see `LIMITS`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from operasure.core import keeping
from operasure.core.errors import UsageError

LIMITS = (
    "copies elsewhere: mails, downloads, shares, a version control system",
    "backups, and snapshots of the file system or the virtual machine",
    "flash memory, and file systems that write changes elsewhere (btrfs, ZFS, network storage)",
    "what programs that opened the file have left in temporary files, swap space or a printer",
)
"""What a removal does not reach."""
_BLOCK = 1 << 20


class Fate(StrEnum):
    """What became of a file."""

    REMOVED = "removed"
    DUE = "due"
    KEPT = "kept"
    UNDATED = "undated"
    FAILED = "failed"


@dataclass(frozen=True)
class Pruned:
    """One file: what it is, until when it was to be kept, and what was done."""

    path: Path
    kind: str
    delete_after: date | None
    fate: Fate
    reason: str | None = None


def prune(paths: Iterable[Path], today: date, *, act: bool = True) -> Iterator[Pruned]:
    """Go through files and folders (not the folders in them) and remove what is due.

    Symbolic links are not followed, and files that are not this program's are passed over. With
    `act` false nothing is changed and what is due is only named. Raises UsageError for a path that
    does not exist.
    """
    for path in _files(paths):
        try:
            head = keeping.head(path)
        except UsageError as error:
            yield Pruned(path, "file", None, Fate.FAILED, str(error))
            continue
        if head is not None:
            yield _decided(path, head, today, act)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist; name files or folders that operasure made")
        for each in sorted(path.iterdir()) if path.is_dir() else [path]:
            if each.is_file() and not each.is_symlink() and each not in seen:
                seen.add(each)
                yield each


def _decided(path: Path, head: keeping.Head, today: date, act: bool) -> Pruned:
    found = Pruned(path, head.kind, head.delete_after, Fate.KEPT)
    if head.delete_after is None:
        return _with(found, Fate.UNDATED, "it names no day: decide yourself")
    if head.delete_after >= today:
        return found
    if not act:
        return _with(found, Fate.DUE)
    try:
        others = remove(path)
    except OSError as error:
        return _with(found, Fate.FAILED, error.strerror)
    return _with(found, Fate.REMOVED, f"{others} other names lead to the file" if others else None)


def _with(found: Pruned, fate: Fate, reason: str | None = None) -> Pruned:
    return Pruned(found.path, found.kind, found.delete_after, fate, reason)


def remove(path: Path) -> int:
    """Overwrite a file, take its name away and remove it; returns how many other names (hard
    links) still lead to what is now overwritten. Raises OSError; the file may be overwritten then.
    """
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        status = os.fstat(handle)
        left = status.st_size
        while left > 0:
            left -= os.write(handle, secrets.token_bytes(min(left, _BLOCK)))
        os.fsync(handle)
        os.ftruncate(handle, 0)
        os.fsync(handle)
    finally:
        os.close(handle)
    # One that is killed here leaves an empty file, which the next run in a case removes.
    unnamed = path.with_name(f".removed.{secrets.token_hex(4)}")
    path.rename(unnamed)
    unnamed.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return status.st_nlink - 1

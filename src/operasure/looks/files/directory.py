"""A directory of files (OpenProject's `attachments_storage_path`)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from operasure.core.errors import UsageError
from operasure.looks.files.model import ListedFile, Skipped, Unread

DEEPEST = 32
"""Folders within folders that are followed; OpenProject makes three."""
LINK = "a symbolic link, which is not followed"
SPECIAL = "a device, pipe or socket"
CLOSED = "a folder that can't be read"


@dataclass(frozen=True)
class Directory:
    """The files below a directory. Links in it lead nowhere, so that nothing outside is read."""

    root: Path

    @property
    def place(self) -> str:
        return "a directory"

    def check(self) -> None:
        """Raise UsageError where the directory can't be read."""
        if not self.root.is_dir() or not os.access(self.root, os.R_OK | os.X_OK):
            raise UsageError(
                f"{self.root} is not a readable directory: check --attachments-dir, and run as a "
                f"user who may read OpenProject's files"
            )

    def listed(self) -> Iterator[ListedFile | Skipped]:
        """Depth first, with one open folder for each level and nothing else in memory."""
        root = os.fsencode(os.path.realpath(self.root))
        yield from _below(root, len(root.rstrip(b"/")) + 1, 1)

    def open(self, key: bytes, largest: int) -> BufferedReader:
        """Opened folder by folder, so that no link that appears meanwhile is followed."""
        folder, _, name = key.rpartition(b"/")
        with self._inside(folder) as at:
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > largest:
            os.close(handle)
            too_large = status.st_size > largest
            raise Unread(f"it has more than {largest >> 20} MB" if too_large else SPECIAL)
        return os.fdopen(handle, "rb")

    def names(self, folder: bytes) -> list[bytes]:
        """What stands in a folder, opened in the same way; nothing where it is not there. Raises
        Unread."""
        try:
            with self._inside(folder) as at, os.scandir(at) as entries:
                return [os.fsencode(entry.name) for entry in entries]
        except Gone:
            return []

    @contextmanager
    def _inside(self, folder: bytes) -> Iterator[int]:
        """A folder below the root, opened; what goes wrong in it is Unread."""
        at = -1
        try:
            at = os.open(os.path.realpath(self.root), os.O_RDONLY | os.O_DIRECTORY)
            for name in filter(None, folder.split(b"/")):
                inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
                os.close(at)
                at = inner
            yield at
        except FileNotFoundError:
            raise Gone("it was removed before it could be read") from None
        except PermissionError:
            raise Unread("no permission to read it") from None
        except OSError as error:
            raise Unread(f"it can't be opened ({os.strerror(error.errno or 0)})") from None
        finally:
            if at >= 0:
                os.close(at)


class Gone(Unread):
    """It is not there."""


def _below(folder: bytes, root: int, depth: int) -> Iterator[ListedFile | Skipped]:
    """`root` is the length of the root's path with a slash."""
    if depth > DEEPEST:
        yield Skipped("a folder that is nested too deep")
        return
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    except OSError:
        yield Skipped(CLOSED)
        return
    with entries:
        while True:
            try:
                entry = next(entries, None)
            except OSError:
                yield Skipped(CLOSED)
                return
            if entry is None:
                return
            with suppress(FileNotFoundError):
                yield from _entry(entry, root, depth)


def _entry(entry: os.DirEntry[bytes], root: int, depth: int) -> Iterator[ListedFile | Skipped]:
    if entry.is_symlink():
        yield Skipped(LINK)
    elif entry.is_dir(follow_symlinks=False):
        yield from _below(entry.path, root, depth + 1)
    elif entry.is_file(follow_symlinks=False):
        yield ListedFile(entry.path[root:], entry.stat(follow_symlinks=False).st_size)
    else:
        yield Skipped(SPECIAL)

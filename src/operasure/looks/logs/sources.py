"""The files that paths stand for, and their bytes."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from operasure.core.errors import UsageError
from operasure.core.unchecked import Unchecked

STDIN = "-"
_PIECE = 1 << 17
_TURN = re.compile(r"(?:[.-]\d{1,14}(?:-\d{1,10})?)?(?:\.(?:gz|xz|bz2|zst|old))?$")
"""What rotation puts behind the name of a log."""


@dataclass(frozen=True, slots=True)
class LogSource:
    """One log: its path, or standard input where it has none. `fault` is why it can't be read,
    where that is known before."""

    path: Path | None
    size: int = 0
    modified: datetime | None = None
    fault: Unchecked | None = None
    inode: tuple[int, int] | None = None
    """Tells the file from another that has taken its path since."""

    @property
    def name(self) -> str:
        return "standard input" if self.path is None else self.path.name


def sources(paths: Iterable[str]) -> list[LogSource]:
    """Every file that the paths name: files, folders with all that is in them, patterns that the
    shell did not expand. Each file once. Raises UsageError for a path that leads nowhere."""
    found: list[LogSource] = []
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for source, key in _sources(path):
            if key is None or key not in seen:
                found.append(source)
            if key is not None:
                seen.add(key)
    return found


_Keyed = Iterator[tuple[LogSource, tuple[int, int] | None]]


def _sources(path: str) -> _Keyed:
    if path == STDIN:
        yield LogSource(None), (-1, -1)
        return
    if os.path.lexists(path):
        yield from _walk(Path(path))
        return
    matching = sorted(glob.glob(path))  # noqa: PTH207
    if not matching:
        raise UsageError(f"{path} is not a file or folder: check the path")
    for each in matching:
        yield from _walk(Path(each))


def _walk(path: Path) -> _Keyed:
    """A file, or every file below a folder. Links to files are followed, those to folders not."""
    if not path.is_dir():
        yield _file(path)
        return
    denied: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=denied.append):
        folders.sort()
        for name in folders:
            if (link := Path(folder, name)).is_symlink():
                yield LogSource(link, fault=_LINK), None
        for name in sorted(names):
            yield _file(Path(folder, name), given=False)
    for error in denied:
        yield LogSource(Path(str(error.filename)), fault=_unreadable(error)), None


def _file(path: Path, *, given: bool = True) -> tuple[LogSource, tuple[int, int] | None]:
    try:
        status = path.stat()
    except OSError as error:
        return LogSource(path, fault=_unreadable(error)), None
    modified = _moment(status.st_mtime)
    key = (status.st_dev, status.st_ino)
    if stat.S_ISREG(status.st_mode):
        return LogSource(path, status.st_size, modified, inode=key), key
    # A pipe that was given itself is read: <(docker logs …).
    piped = given and (stat.S_ISFIFO(status.st_mode) or stat.S_ISCHR(status.st_mode))
    return LogSource(path, 0, None, None if piped else _NO_FILE), key


def _moment(seconds: float) -> datetime | None:
    """When a file was changed; None for what no clock ever showed, which anyone may set."""
    later = datetime.now(UTC) + timedelta(days=1)
    return datetime.fromtimestamp(seconds, UTC) if 0 <= seconds < later.timestamp() else None


_ROTATED = Unchecked(
    "it was replaced or cut while the search ran, so that lines of it may lie where nobody looked",
    "search again, at a time when nothing is rotated",
)
_LINK = Unchecked("a link to a folder, which is not followed", "give the folder itself")
_NO_FILE = Unchecked("not a file but a pipe, socket or device", "give its own path if it is a log")


def _unreadable(error: OSError) -> Unchecked:
    return Unchecked(
        f"it can't be read: {error.strerror or 'input/output error'}",
        "run as a user who may read it",
    )


def read(source: LogSource, seen: list[Unchecked], done: list[int]) -> Iterator[bytes]:
    """The bytes of a source in pieces. What can't be read is added to `seen`; `done[0]` counts the
    bytes that were."""
    if source.fault is not None:
        seen.append(source.fault)
        return
    try:
        with _opened(source.path) as file:
            while piece := file.read1(_PIECE) if hasattr(file, "read1") else file.read(_PIECE):
                done[0] += len(piece)
                yield piece
            status = os.fstat(file.fileno()) if source.inode else None
        if status and ((status.st_dev, status.st_ino) != source.inode or done[0] < source.size):
            seen.append(_ROTATED)
    except OSError as error:
        seen.append(_unreadable(error))


def _opened(path: Path | None) -> BinaryIO:
    if path is not None:
        return path.open("rb")
    # Without its buffer: whose lock a thread that waits for input holds when the program ends, at
    # which Python aborts.
    return getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)


def rotated_beside(given: Iterable[LogSource]) -> int:
    """How many further files of the same rotated sets lie beside those that were given."""
    paths = {source.path.absolute() for source in given if source.path is not None}
    sets = {(path.parent, _TURN.sub("", path.name)) for path in paths}
    beside = 0
    for folder in {folder for folder, _ in sets}:
        try:
            names = [each.name for each in folder.iterdir()]
        except OSError:
            continue
        beside += sum(
            (folder, _TURN.sub("", name)) in sets
            and folder / name not in paths
            and (folder / name).is_file()
            for name in names
        )
    return beside

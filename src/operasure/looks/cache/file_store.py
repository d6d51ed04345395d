"""Rails' file store: one file for each entry, with the same payload but without Dalli around it.

Its layout is DIR/XXX/YYY/NAME: two folders by hash, then the key, form-encoded and cut into
pieces of at most 228 letters (activesupport lib/active_support/cache/file_store.rb,
normalize_key and file_path_key).
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from urllib.parse import unquote_to_bytes

from operasure.core.errors import UsageError
from operasure.core.progress import NOBODY, Meter
from operasure.core.unchecked import Unchecked
from operasure.looks.cache.examine import Examiner
from operasure.looks.cache.findings import CacheFinding, CacheSummary, CacheTally, moment
from operasure.looks.cache.sought import CachePerson
from operasure.looks.cache.values import LARGEST_VALUE

_HASHED = re.compile(r"[0-9A-F]{3}")


def search_directory(
    directory: Path,
    person: CachePerson,
    *,
    excerpts: bool = False,
    progress: Meter = NOBODY,
) -> Iterator[CacheFinding | CacheSummary]:
    """Search all files of a file store: findings as they come, then the Summary.

    Links are not followed. Raises UsageError if the directory can't be read at all.
    """
    if not directory.is_dir() or not os.access(directory, os.R_OK | os.X_OK):
        raise UsageError("the cache directory is not a readable directory: check --cache-dir")
    return _Directory(directory, Examiner(person, excerpts=excerpts)).search(progress)


class _Directory:
    def __init__(self, directory: Path, examiner: Examiner) -> None:
        self._directory = directory
        self._examiner = examiner
        self._denied: list[OSError] = []
        self._tally = CacheTally()
        self._listed = self._links = 0

    def search(self, progress: Meter) -> Iterator[CacheFinding | CacheSummary]:
        walk = os.walk(self._directory, onerror=self._denied.append)
        with progress.begin("reading the cache", unit="entries") as stage:
            for folder, folders, names in walk:
                folders.sort()
                self._links += sum(Path(folder, name).is_symlink() for name in folders)
                for name in sorted(names):
                    yield from self._one(Path(folder, name))
                stage.add(len(names))
        yield self._summary()

    def _one(self, path: Path) -> Iterator[CacheFinding]:
        self._listed += 1
        try:
            status = path.lstat()
            if not S_ISREG(status.st_mode):
                self._tally.outside += 1
                self._links += S_ISLNK(status.st_mode)
                return
            with path.open("rb") as file:
                data = file.read(LARGEST_VALUE + 1)
        except FileNotFoundError:
            self._tally.gone += 1
            return
        except OSError as error:
            self._denied.append(error)
            return
        self._tally.read += 1
        key = self._key(path)
        examined = self._examiner.examine(key, data if len(data) <= LARGEST_VALUE else None)
        if examined and self._tally.names(examined):
            yield CacheFinding(
                place=str(self._directory),
                key=examined.shown_key,
                matches=examined.matches,
                size=status.st_size,
                used_at=moment(status.st_mtime),
                expires_at=moment(examined.expires_at),
                served=examined.served,
                raw_key=key,
                excerpt=examined.excerpt,
            )

    def _key(self, path: Path) -> bytes:
        """The key that a path stands for; what Rails did not name stays a path."""
        parts = path.relative_to(self._directory).parts
        hashed = len(parts) > 2 and all(map(_HASHED.fullmatch, parts[:2]))
        return (
            unquote_to_bytes("".join(parts[2:]).replace("+", " "))
            if hashed
            else os.fsencode("/".join(parts))
        )

    def _summary(self) -> CacheSummary:
        unchecked = []
        if self._denied:
            unchecked.append(
                Unchecked(
                    f"{len(self._denied)} files or folders could not be read",
                    "run as a user who may read the directory",
                )
            )
        if self._links:
            unchecked.append(
                Unchecked(
                    f"{self._links} links point to files or folders that were not searched",
                    "give the folders that they point to with --cache-dir as well",
                )
            )
        return self._tally.summary(str(self._directory), self._listed, unchecked)

"""Recognises a dump by its content: its form, and how to read it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from operasure.core.errors import UsageError
from operasure.core.unpack import ZSTD

SQL = "openproject.sql"
"""The database in a backup of OpenProject (app/workers/backup_job.rb:203)."""
HEAD = 64 * 2**10
SAMPLE = 8 * 2**20
"""Bytes of a compressed script that show how far it is compressed."""

_SCRIPT = re.compile(rb"^-- PostgreSQL database (?:cluster )?dump\s*$", re.M)
_VERSION = re.compile(rb"^-- Dumped (from database|by pg_dump) version (\d[\w.]*)", re.M)
_STARTED = re.compile(rb"^-- Started on (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)", re.M)
DAMAGED: tuple[type[Exception], ...] = (
    OSError, EOFError, UnicodeError, IndexError, zipfile.BadZipFile, lzma.LZMAError,
    tarfile.TarError, zlib.error,
)  # fmt: skip
"""What reading a damaged file raises."""


@dataclass(frozen=True)
class Archive:
    """What pg_restore reads: a custom archive, a folder or a tar. `size` is its own, in bytes."""

    path: Path
    form: str
    size: int
    compressed: bool
    side_by_side: bool
    """Whether several programs can read it at once."""


@dataclass(frozen=True)
class Script:
    """Plain SQL, compressed or not. `size` is that of the SQL, where compressed an estimate."""

    path: Path
    form: str
    size: int
    program: str
    server: str
    taken_at: str | None
    open: Callable[[], AbstractContextManager[BinaryIO]]
    files: int = 0
    """How many files (attachments) lie beside the SQL."""


def recognise(path: Path) -> Archive | Script:
    """Look what `path` is. Raises UsageError for what is no dump, or can't be read."""
    try:
        if path.is_dir():
            return _directory(path)
        with path.open("rb") as file:
            start = file.read(HEAD)
        if start.startswith(b"PGDMP"):
            return _custom(path, start)
        if start[257:262] == b"ustar":
            return _tar(path)
        if start.startswith(b"PK\x03\x04"):
            return _zip(path)
        return _script(path, start)
    except DAMAGED as error:
        said = getattr(error, "strerror", None) or "it is damaged or cut off"
        raise UsageError(f"{path} can't be read: {said}") from error
    except RuntimeError as error:  # zipfile: a password, or a method that Python does not know
        raise UsageError(
            f"{path} is encrypted, or packed in a way that can't be read here: unpack it, and give "
            f"its {SQL}"
        ) from error


def _directory(path: Path) -> Archive:
    contents = path / "toc.dat"
    if not contents.is_file():
        raise UsageError(f"{path} is not a dump: a directory made by pg_dump has a file toc.dat")
    packed = [file for file in path.iterdir() if file.suffix in {".gz", ".lz4", ".zst"}]
    size = sum(file.stat().st_size for file in path.iterdir())
    return Archive(path, "directory", size, compressed=bool(packed), side_by_side=True)


def _custom(path: Path, start: bytes) -> Archive:
    """The header: PGDMP, three bytes of version, the sizes of integers and offsets, the form, then
    the compression: since 1.15 one byte, before an integer (PostgreSQL, pg_backup_archiver.c,
    ReadHead)."""
    since = tuple(start[5:7]) >= (1, 15)
    packed = start[11] != 0 if since else start[12] != 0 or start[11] != 0
    return Archive(
        path, "custom archive", path.stat().st_size, compressed=packed, side_by_side=True
    )


def _tar(path: Path) -> Archive:
    """Every member must be there to its end, and the blocks of zeros that end the whole:
    pg_restore would wait for the rest of a member for ever (PostgreSQL, pg_backup_tar.c,
    _tarPositionTo, which reads on until it is where the next begins)."""
    with tarfile.open(path) as tar:
        first = tar.next()
        for _ in tar:
            pass
    with path.open("rb") as file:
        file.seek(-2 * tarfile.BLOCKSIZE, io.SEEK_END)
        if file.read().strip(b"\0"):
            raise tarfile.ReadError
    if first is None or first.name != "toc.dat":
        raise UsageError(
            f"{path} is a tar file, but not a dump: one made by pg_dump begins with toc.dat"
        )
    return Archive(path, "tar", path.stat().st_size, compressed=False, side_by_side=False)


def _zip(path: Path) -> Script:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if names.count(SQL) != 1:
            how = "contains no" if SQL not in names else "contains more than one"
            raise UsageError(f"{path} is not a backup of OpenProject: it {how} {SQL}")
        size = archive.getinfo(SQL).file_size
        with archive.open(SQL) as sql:
            start = sql.read(HEAD)

    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with zipfile.ZipFile(path) as archive, archive.open(SQL) as sql:
            yield cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", sql), 2**20))

    others = sum(not name.endswith("/") for name in names) - 1
    return _described(path, "backup of OpenProject", size, start, opened, others)


Unpack = Callable[[BinaryIO], AbstractContextManager[Any]]
_PACKED: tuple[tuple[bytes, str, Unpack], ...] = (
    (b"\x1f\x8b", "gzip", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", "bzip2", bz2.BZ2File),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
)
if ZSTD:
    _PACKED = (*_PACKED, (b"\x28\xb5\x2f\xfd", "zstd", ZSTD.ZstdFile))
    DAMAGED = (*DAMAGED, ZSTD.ZstdError)
_ELSEWHERE = ((b"\x28\xb5\x2f\xfd", "zstd"), (b"\x04\x22\x4d\x18", "lz4"))


def _script(path: Path, start: bytes) -> Script:
    for magic, program, unpack in _PACKED:
        if start.startswith(magic):
            return _packed(path, program, unpack)
    for magic, program in _ELSEWHERE:
        if start.startswith(magic):
            raise UsageError(f"{path} is compressed by {program}: unpack it with {program} -d")

    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with path.open("rb", buffering=2**20) as file:
            yield file

    return _described(path, "plain SQL", path.stat().st_size, start, opened)


def _packed(path: Path, program: str, unpack: Unpack) -> Script:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with path.open("rb") as file, unpack(file) as plain:
            yield cast("BinaryIO", io.BufferedReader(plain, 2**20))

    with path.open("rb") as file, unpack(file) as plain:
        start = plain.read(HEAD)
        shown = len(start)
        while shown < SAMPLE and (part := plain.read(HEAD)):
            shown += len(part)
        # How far the beginning is compressed says how far the rest is, roughly.
        size = shown * path.stat().st_size // max(1, file.tell())
    if start.startswith(b"PGDMP"):
        raise UsageError(f"{path} is a custom archive compressed once more: unpack it first")
    return _described(path, f"plain SQL, {program}", size, start, opened)


def _described(
    path: Path,
    form: str,
    size: int,
    start: bytes,
    opened: Callable[[], AbstractContextManager[BinaryIO]],
    files: int = 0,
) -> Script:
    if not _SCRIPT.search(start):
        raise UsageError(
            f"{path} is not a dump of PostgreSQL: give a file made by pg_dump (custom, "
            f"directory, tar or "
            "SQL), or a backup made in OpenProject's administration"
        )
    versions = {what: said.decode() for what, said in _VERSION.findall(start)}
    begun = _STARTED.search(start)
    return Script(
        path,
        form,
        size,
        program=versions.get(b"by pg_dump", ""),
        server=versions.get(b"from database", ""),
        taken_at=f"{begun[1].decode()}T{begun[2].decode()}" if begun else None,
        open=opened,
        files=files,
    )

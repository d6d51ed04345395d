"""Reads one file: what names the person in it, and what a person must look at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from operasure.looks.files import extract, picture
from operasure.looks.files.budget import Budget, Limits
from operasure.looks.files.file_kinds import FileFormat
from operasure.looks.files.model import (
    FilePart,
    FilePiece,
    FileRead,
    Job,
    Storage,
    Thumbnail,
    Unread,
)
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker, Seen

MOST = 200
"""Mentions in one file that are told one by one."""
_MARK = 3
"""Bytes of the mark with which UTF-8 may begin."""
_MARKED = 32 << 20
"""Bytes of a file that its mark is made of, besides its size."""


@dataclass
class _SeenOfFile:
    """What has been seen of a file so far; the same passage is told once for each place."""

    seen: dict[tuple[FilePart, bytes], Seen] = field(default_factory=dict)
    more: set[tuple[FilePart, bytes]] = field(default_factory=set)

    def add(self, where: FilePart, seen: Seen) -> None:
        key = where, seen.passage
        if key in self.seen:
            return
        if len(self.seen) < MOST:
            self.seen[key] = seen
        else:
            self.more.add(key)


@dataclass
class FileReader:
    """Reads files of one storage for one person."""

    storage: Storage
    identity: Identity
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._seeker = Seeker(self.identity)

    def read(self, job: Job) -> FileRead:
        """Read a file. Raises nothing that the file causes."""
        found = _SeenOfFile()
        self._look(found, [FilePiece(FilePart.NAME, job.name)])
        try:
            with self.storage.open(job.key, self.limits.largest) as file:
                return self._read(job, file, found)
        except Unread as unread:
            return _result(job, found, FileFormat.UNKNOWN, str(unread))
        except Exception as error:
            why = f"reading it failed with an unexpected error ({type(error).__name__})"
            return _result(job, found, FileFormat.UNKNOWN, why)

    def _read(self, job: Job, file: BinaryIO, found: _SeenOfFile) -> FileRead:
        kind = extract.kind(file, job.name)
        budget = Budget(self.limits)
        unread: str | None = None
        try:
            self._look(found, extract.pieces(file, job.name, budget, text=_wants_text(job, kind)))
        except Unread as error:
            unread = str(error)
        except MemoryError:
            unread = "it takes too much memory"
        small, placed = None, False
        if kind is FileFormat.PICTURE and unread is None:
            try:
                placed = picture.said(file).placed
                small = picture.thumbnail(file) if job.picture else None
            except Unread as error:
                unread = str(error)
        return _result(
            job,
            found,
            kind,
            unread,
            placed=placed,
            pictures=budget.pictures,
            thumbnail=small,
            md5=_md5(file) if job.digest else None,
            mark=_mark(file, job.size),
        )

    def _look(self, found: _SeenOfFile, pieces: Iterator[FilePiece] | list[FilePiece]) -> None:
        for piece in pieces:
            data = piece.text.encode(errors="replace")
            for seen in self._seeker.find(data, structured=piece.structured):
                found.add(piece.where, seen)


def _wants_text(job: Job, kind: FileFormat) -> bool:
    """What OpenProject extracted stands in the database, where find-mentions looks. Of a plain text
    that must be all of it."""
    return not job.extracted or (kind is FileFormat.TEXT and job.extracted + _MARK < job.size)


def _result(
    job: Job,
    found: _SeenOfFile,
    kind: FileFormat,
    unread: str | None,
    *,
    placed: bool = False,
    pictures: int = 0,
    thumbnail: Thumbnail | None = None,
    md5: str | None = None,
    mark: bytes = b"",
) -> FileRead:
    return FileRead(
        job.number,
        str(kind),
        tuple((where, seen) for (where, _), seen in found.seen.items()),
        len(found.more),
        unread,
        kind in {FileFormat.PICTURE, FileFormat.OTHER_PICTURE},
        placed,
        pictures,
        thumbnail,
        md5,
        mark or hashlib.sha256(b"%d\0%s" % (job.size, job.key)).digest()[:16],
    )


def _md5(file: BinaryIO) -> str:
    """The digest that OpenProject keeps (app/models/attachment.rb:215)."""
    digest = hashlib.md5(usedforsecurity=False)
    file.seek(0)
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _mark(file: BinaryIO, size: int) -> bytes:
    file.seek(0)
    return hashlib.sha256(b"%d\0" % size + file.read(_MARKED)).digest()[:16]

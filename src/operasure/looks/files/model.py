"""Files, questions and findings as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

from operasure.matching.seek import Seen


class FilePart(StrEnum):
    """What of a file names the person."""

    TEXT = "text"
    PROPERTY = "property"
    """What says who made a file: properties of a document, EXIF, XMP, names of commenters."""
    NAME = "name"


class FileFindingKind(StrEnum):
    """What a finding is."""

    ORPHAN = "orphan"
    """A file that no row of the database explains."""
    AVATAR = "avatar"
    """A file that is, or was, the person's avatar."""
    MISSING = "missing"
    """A row whose file is not where OpenProject would look for it."""
    SIZE = "size"
    DIGEST = "digest"
    """A file that is not of the size, or the content, that its row tells."""
    TEXT = "text"
    PROPERTY = "property"
    NAME = "name"
    """A mention of the person."""
    PICTURE = "picture"
    """A picture that only a person can judge."""
    UNREAD = "unread"
    """A file whose text could not be read, or not all of it."""


class Unread(Exception):
    """A file, or the rest of it, can't be read; says why in words without names."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of the storage: its path below the storage's root (bytes), and its size."""

    key: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the storage that is no file to be read, and why. `ends`: the list ends with
    it, although there may be more."""

    reason: str
    ends: bool = False


class Storage(Protocol):
    """Where the files are; can be handed to another process."""

    @property
    def place(self) -> str:
        """The storage in a few words, fit for evidence."""

    def listed(self) -> Iterator[ListedFile | Skipped]:
        """Every file, in no order, without holding them all."""

    def open(self, key: bytes, largest: int) -> BinaryIO:
        """A file to read, and to seek in. Raises Unread, also where it has more than `largest`
        bytes."""


@dataclass(frozen=True, slots=True)
class FilePiece:
    """A stretch of what a file says. `structured`: it is the value of a field for persons."""

    where: FilePart
    text: str
    structured: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read. `name` is shown to the matcher; `extracted` is how many bytes of its text
    the database surely holds (0 for none). `digest` asks for its MD5, `picture` for a thumbnail."""

    number: int
    key: bytes
    name: str
    size: int
    extracted: int
    digest: bool
    picture: bool


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG of a picture. `frames` is how many the picture has; the first is shown."""

    jpeg: bytes
    frames: int


@dataclass(frozen=True, slots=True)
class FileRead:
    """What reading a file gave.

    `kind` says what it is (`PDF`, `picture`, …). `seen` are the mentions and `more` how many
    beyond them. `unread` says why not all of it was read. `mark` is a digest of the content.
    """

    number: int
    kind: str
    seen: tuple[tuple[FilePart, Seen], ...] = ()
    more: int = 0
    unread: str | None = None
    is_picture: bool = False
    placed: bool = False
    """Whether a picture says where it was taken (GPS)."""
    pictures: int = 0
    """Pictures inside a document."""
    thumbnail: Thumbnail | None = None
    md5: str | None = None
    mark: bytes = b""

"""From the bytes of a file to its texts, by its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO

from striprtf.striprtf import rtf_to_text

from operasure.looks.files import archive, pdf, picture, plain
from operasure.looks.files.budget import Budget
from operasure.looks.files.file_kinds import HEAD, FileFormat, sniff
from operasure.looks.files.model import FilePart, FilePiece, Unread

LARGEST_TEXT = 64 << 20
"""Bytes of a text, or of something that nobody understands, that are looked through."""
_RAW = {
    FileFormat.OLE: "its format is old: only its plain text was searched",
    FileFormat.MEDIA: "audio or video: only its plain text was searched",
    FileFormat.ARCHIVE: "an archive that can't be read: only its raw bytes were searched",
    FileFormat.OTHER_PICTURE: "a picture in a format that can't be shown",
    FileFormat.UNKNOWN: "of an unknown kind: only its plain text was searched",
}
_PGP = b"-----BEGIN PGP MESSAGE-----"
_ENCRYPTED_TEXT = "it contains encrypted text"
_RTF_PERSONS = {b"author", b"operator", b"manager", b"atnauthor"}
_RTF_FIELD = re.compile(
    rb"\{(?:\\\*)?\\(author|operator|manager|company|title|subject|keywords|comment|doccomm|atnauthor|"
    rb"atnid|category)\b ?([^{}]*)\}"
)
"""What says who made it: the group of information, and the authors of comments (RTF 1.9.1)."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind(file: BinaryIO, name: str) -> FileFormat:
    """The kind of a file; its position is where it was, at the beginning."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return sniff(head, name)


def pieces(
    file: BinaryIO,
    name: str,
    budget: Budget,
    *,
    text: bool = True,
    depth: int = 0,
    quiet: bool = False,
) -> Iterator[FilePiece]:
    """Everything that a file says; without `text` not what OpenProject's extraction surely has: the
    body of a document, never its properties, comments, notes, or files within it.

    Raises Unread where not all of it can be read, after what can.
    """
    budget.deeper(depth)
    inner = partial(_inner, budget=budget, depth=depth + 1)
    match kind(file, name):
        case FileFormat.PDF:
            yield from pdf.pieces(file, budget, inner, text=text)
        case FileFormat.ZIP:
            yield from archive.pieces(file, budget, inner, text=text)
        case FileFormat.PICTURE:
            yield from _picture(file, budget, depth)
        case FileFormat.MAIL:
            yield from _mail(file, inner, budget)
        case FileFormat.RTF:
            yield from _rtf(file, text=text)
        case FileFormat.TEXT:
            yield from _text(file, text=text)
        case FileFormat.EMPTY:
            return
        case other:
            yield from _raw(file, other, quiet=quiet)


def _inner(
    name: str, content: bytes, quiet: bool = False, *, budget: Budget, depth: int
) -> Iterator[FilePiece]:
    yield from pieces(BytesIO(content), name, budget, depth=depth, quiet=quiet)


def _picture(file: BinaryIO, budget: Budget, depth: int) -> Iterator[FilePiece]:
    budget.pictures += depth > 0
    try:
        yield from picture.said(file).pieces
    except Unread:
        file.seek(0)
        yield from plain.raw(file.read(1 << 20))
        raise


def _text(file: BinaryIO, *, text: bool) -> Iterator[FilePiece]:
    data = _all(file)
    if text:
        yield from plain.text(data)
    if _PGP in data:
        raise Unread(_ENCRYPTED_TEXT)
    if plain.is_mixed(data):
        yield from plain.raw(data)
        raise Unread("a text with something else in it: only its plain text was searched")


def _mail(file: BinaryIO, inner: archive.Inner, budget: Budget) -> Iterator[FilePiece]:
    data = _all(file)
    reasons: dict[str, None] = {_ENCRYPTED_TEXT: None} if _PGP in data else {}
    for part in plain.mail(data):
        if isinstance(part, FilePiece):
            yield part
            continue
        name, content = part
        yield FilePiece(FilePart.NAME, name)
        try:
            yield from inner(name, content, False)
        except Unread as unread:
            budget.tick()
            reasons[str(unread)] = None
    if reasons:
        raise Unread("; ".join(reasons))


def _rtf(file: BinaryIO, *, text: bool) -> Iterator[FilePiece]:
    data = _all(file)
    try:
        for field, value in _RTF_FIELD.findall(data):
            yield FilePiece(
                FilePart.PROPERTY, _rtf_text(b"{\\rtf1 %s}" % value), field in _RTF_PERSONS
            )
        if text:
            yield from plain.raw(data)
            yield FilePiece(FilePart.TEXT, _rtf_text(data))
    except (ValueError, LookupError, IndexError, TypeError, AttributeError, RecursionError):
        raise Unread("it is damaged RTF: only its plain text was searched") from None
    if b"\\objdata" in data:
        raise Unread("files within the RTF were not read")


def _rtf_text(data: bytes) -> str:
    text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    return text


def _raw(file: BinaryIO, found: FileFormat, *, quiet: bool) -> Iterator[FilePiece]:
    data = file.read(LARGEST_TEXT)
    yield from plain.raw(data)
    if found is FileFormat.OLE and _ENCRYPTED in data:
        raise Unread("it is encrypted")
    if quiet and found in {FileFormat.UNKNOWN, FileFormat.OTHER_PICTURE}:
        return  # fonts, drawings and printer settings of office documents hold no text of people
    raise Unread(_RAW[found])


def _all(file: BinaryIO) -> bytes:
    data = file.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        raise Unread(f"it is a text of more than {LARGEST_TEXT >> 20} MB")
    return data

"""From the bytes of a file to what it says, by its kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO

from striprtf.striprtf import rtf_to_text

from operasure.storage import archive, pdf, picture, plain
from operasure.storage.budget import Budget
from operasure.storage.kinds import HEAD, Format, sniff
from operasure.storage.model import Piece, Unread, Where

LARGEST_TEXT = 64 << 20
"""Bytes of a text, or of something that nobody understands, that are looked through."""
_RAW = {
    Format.OLE: "its format is old: only what stands plainly in it was searched",
    Format.MEDIA: "audio or video: only what stands plainly in it was searched",
    Format.ARCHIVE: "an archive that can't be read: only its bytes as they stand were searched",
    Format.OTHER_PICTURE: "a picture of a format that can't be shown",
    Format.UNKNOWN: "of an unknown kind: only what stands plainly in it was searched",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def kind(file: BinaryIO, name: str) -> Format:
    """The kind of a file; its position is where it was, at the beginning."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return sniff(head, name)


def pieces(
    file: BinaryIO, name: str, budget: Budget, *, text: bool = True, depth: int = 0
) -> Iterator[Piece]:
    """Everything that a file says; without `text` only its properties, where that saves time.

    Raises Unread where not all of it can be read, after what can.
    """
    budget.deeper(depth)
    inner = partial(_inner, budget=budget, text=text, depth=depth + 1)
    match kind(file, name):
        case Format.PDF:
            yield from pdf.pieces(file, budget, inner, text=text)
        case Format.ZIP:
            yield from archive.pieces(file, budget, inner)
        case Format.PICTURE:
            yield from _picture(file, budget, depth)
        case Format.MAIL:
            yield from _mail(file, budget, depth, text=text)
        case Format.RTF if text:
            yield from _rtf(file)
        case Format.TEXT if text:
            yield from plain.text(_all(file))
        case Format.EMPTY | Format.TEXT | Format.RTF:
            return
        case other:
            yield from _raw(file, other, depth)


def _inner(name: str, content: bytes, *, budget: Budget, text: bool, depth: int) -> Iterator[Piece]:
    yield from pieces(BytesIO(content), name, budget, text=text, depth=depth)


def _picture(file: BinaryIO, budget: Budget, depth: int) -> Iterator[Piece]:
    budget.pictures += depth > 0
    try:
        yield from picture.said(file).pieces
    except Unread:
        file.seek(0)
        yield from plain.raw(file.read(1 << 20))
        raise


def _mail(file: BinaryIO, budget: Budget, depth: int, *, text: bool) -> Iterator[Piece]:
    reasons: dict[str, None] = {}
    for part in plain.mail(_all(file)):
        if isinstance(part, Piece):
            yield part
            continue
        name, content = part
        yield Piece(Where.NAME, name)
        try:
            yield from _inner(name, content, budget=budget, text=text, depth=depth + 1)
        except Unread as unread:
            budget.tick()
            reasons[str(unread)] = None
    if reasons:
        raise Unread("; ".join(reasons))


def _rtf(file: BinaryIO) -> Iterator[Piece]:
    data = _all(file)
    yield from plain.raw(data)
    try:
        text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
        yield Piece(Where.TEXT, text)
    except (ValueError, LookupError, IndexError, TypeError, AttributeError, RecursionError):
        raise Unread("it is damaged RTF: only what stands plainly in it was searched") from None


def _raw(file: BinaryIO, found: Format, depth: int) -> Iterator[Piece]:
    data = file.read(LARGEST_TEXT)
    yield from plain.raw(data)
    if found is Format.OLE and _ENCRYPTED in data:
        raise Unread("it is encrypted")
    if depth and found in {Format.UNKNOWN, Format.MEDIA, Format.OTHER_PICTURE}:
        return  # fonts, drawings and printer settings of office documents hold no text of people
    raise Unread(_RAW[found])


def _all(file: BinaryIO) -> bytes:
    data = file.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        raise Unread(f"it is a text of more than {LARGEST_TEXT >> 20} MB")
    return data

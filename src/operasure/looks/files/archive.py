"""Office documents (OOXML: ECMA-376; ODF: ISO/IEC 26300) and ZIP files: XML and files in a ZIP."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from operasure.looks.files import markup, plain
from operasure.looks.files.budget import Budget
from operasure.looks.files.model import FilePart, FilePiece, Unread

MOST = 50_000
"""Files in one ZIP that are read."""
_CHUNK = 1 << 18
_END, _END_SIZE = b"PK\x05\x06", 22
_FARTHEST = _END_SIZE + 0xFFFF
"""Bytes before the end of the file within which zipfile looks for that of the ZIP."""
_XML = (".xml", ".rels", ".vml", ".rdf")
_PROPERTIES = ("docprops/", "meta.xml", "customxml/")

_EXTRACTED = re.compile(
    r"word/document\.xml|xl/sharedstrings\.xml|ppt/slides/slide\d+\.xml|content\.xml"
)
"""What OpenProject extracts of an office document: not its notes, comments, headers and footers."""

Inner = Callable[[str, bytes, bool], Iterator[FilePiece]]
"""Reads a file within the file, by name and content; `quiet` where it may be a font, a drawing or
the like, of which nobody expects text."""


def pieces(
    file: BinaryIO, budget: Budget, inner: Inner, *, text: bool = True
) -> Iterator[FilePiece]:
    """Everything that is said in a ZIP, without `text` but for what OpenProject extracts of an
    office document. Raises Unread, after what could be read."""
    try:
        with zipfile.ZipFile(file) as opened:
            yield from _behind(file)
            yield from _members(opened, budget, inner, text=text)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise Unread("it is damaged, or compressed in a way that can't be read") from None


def _behind(file: BinaryIO) -> Iterator[FilePiece]:
    """The comment of the whole, and what may stand behind its end (APPNOTE 4.3.16)."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _FARTHEST))
    last = file.read()
    if rest := last[last.rfind(_END) + _END_SIZE :]:
        yield from plain.raw(rest)


def _members(
    opened: zipfile.ZipFile, budget: Budget, inner: Inner, *, text: bool
) -> Iterator[FilePiece]:
    members = opened.infolist()
    if len(members) > MOST:
        raise Unread(f"it contains more than {MOST} files")
    names = {member.filename for member in members}
    is_office = "[Content_Types].xml" in names or "META-INF/manifest.xml" in names
    reasons: dict[str, None] = {}
    for member in members:
        if not is_office:
            yield FilePiece(FilePart.NAME, member.filename)
        if member.comment:
            yield from plain.raw(member.comment)
        if member.is_dir():
            continue
        try:
            found = _member(opened, member, budget, inner, is_office)
            held = is_office and not text and _EXTRACTED.fullmatch(member.filename.lower())
            yield from (p for p in found if not (held and p.where is FilePart.TEXT))
        except Unread as unread:
            budget.tick()
            reasons[str(unread)] = None
            if budget.inflated > budget.limits.inflated:
                break
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            reasons["a part of it is damaged, or compressed in a way that can't be read"] = None
    if reasons:
        raise Unread("; ".join(reasons))


def _member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget, inner: Inner, is_office: bool
) -> Iterator[FilePiece]:
    if member.flag_bits & 1:
        raise Unread("it is encrypted")
    lower = member.filename.lower()
    if is_office and lower.endswith(_XML):
        manifest = lower == "meta-inf/manifest.xml"
        where = FilePart.PROPERTY if lower.startswith(_PROPERTIES) else FilePart.TEXT
        seen = _chunks(opened, member, budget)
        yield from markup.pieces(_watched(seen) if manifest else seen, where=where)
    else:
        quiet = is_office and "embeddings/" not in lower
        yield from inner(member.filename, b"".join(_chunks(opened, member, budget)), quiet)


def _watched(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The manifest of ODF, which says whether the other files are encrypted."""
    for chunk in chunks:
        if b"encryption-data" in chunk:
            raise Unread("it is encrypted")
        yield chunk


def _chunks(opened: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    with opened.open(member) as file:
        while chunk := file.read(_CHUNK):
            budget.spend(len(chunk))
            yield chunk

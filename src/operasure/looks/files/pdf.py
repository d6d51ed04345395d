"""PDF: pages, properties, annotations, form fields, attached files."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdf
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import IndirectObject

from operasure.looks.files import plain
from operasure.looks.files.archive import Inner
from operasure.looks.files.budget import Budget
from operasure.looks.files.model import FilePart, FilePiece, Unread

_DAMAGED = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    RecursionError, NotImplementedError, OSError, ArithmeticError, LookupError,
)  # fmt: skip
"""What reading a broken file may raise in pypdf."""
_NAMING = ("/Author", "/Creator", "/T")


def pieces(file: BinaryIO, budget: Budget, inner: Inner, *, text: bool) -> Iterator[FilePiece]:
    """What a PDF says, without `text` but for its pages. Raises Unread, after what could be
    read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unread("it is encrypted")
        yield from _properties(reader)
    except DependencyError:
        raise Unread("it is encrypted") from None
    except _DAMAGED:
        raise Unread("it is a damaged PDF") from None
    reasons: dict[str, None] = {}
    for part in (
        _metadata(reader),
        _attached(reader, budget, inner),
        _fields(reader),
        _pages(reader, budget, text=text),
    ):
        try:
            yield from part
        except Unread as unread:
            reasons[str(unread)] = None
    if reasons:
        raise Unread("; ".join(reasons))


def _properties(reader: pypdf.PdfReader) -> Iterator[FilePiece]:
    for key, value in (reader.metadata or {}).items():
        yield FilePiece(FilePart.PROPERTY, str(value), key in _NAMING)


def _metadata(reader: pypdf.PdfReader) -> Iterator[FilePiece]:
    try:
        stream = reader.root_object.get("/Metadata")
        data = stream.get_object().get_data() if stream is not None else b""
    except _DAMAGED:
        raise Unread("its properties are damaged") from None
    yield from (FilePiece(FilePart.PROPERTY, reading) for reading in plain.readings(bytes(data)))


def _fields(reader: pypdf.PdfReader) -> Iterator[FilePiece]:
    try:
        fields = [*(reader.get_fields() or {}).values()]
    except _DAMAGED:
        raise Unread("its form is damaged") from None
    for field in fields:
        yield FilePiece(FilePart.TEXT, "\n".join(str(part) for part in field.values()))


def _pages(reader: pypdf.PdfReader, budget: Budget, *, text: bool) -> Iterator[FilePiece]:
    damaged = scanned = 0
    try:
        count = len(reader.pages)
    except _DAMAGED:
        raise Unread("it is a damaged PDF") from None
    for number in range(min(count, budget.limits.pages)):
        budget.tick()
        try:
            page = reader.pages[number]
            yield from _notes(page)
            if not text and _has_letters(page):
                continue
            said = page.extract_text()
            budget.spend(len(said))
            yield FilePiece(FilePart.TEXT, said)
            scanned += not said.strip() and _has_picture(page)
        except _DAMAGED:
            damaged += 1
    reasons = [f"{damaged} pages are damaged"] if damaged else []
    reasons += [f"{scanned} pages are pictures without text"] if scanned else []
    if count > budget.limits.pages:
        reasons.append(f"it has more than {budget.limits.pages} pages")
    if reasons:
        raise Unread("; ".join(reasons))


def _notes(page: pypdf.PageObject) -> Iterator[FilePiece]:
    """What was written on a page (ISO 32000-1, 12.5.2): /T is who, /Contents what."""
    for reference in _list(page.get("/Annots")):
        note: Any = reference.get_object()
        if not isinstance(note, dict):
            continue
        for key in ("/T", "/Contents", "/NM", "/Subj", "/V", "/TU"):
            if isinstance(note.get(key), str):
                yield FilePiece(FilePart.PROPERTY, str(note[key]), key in _NAMING)
        action = note.get("/A")
        target = action.get_object() if action is not None else None
        if isinstance(target, dict) and isinstance(target.get("/URI"), str | bytes):
            yield FilePiece(FilePart.PROPERTY, str(target["/URI"]))


def _list(value: Any) -> list[Any]:
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return list(found) if isinstance(found, list) else []


def _has_picture(page: pypdf.PageObject) -> bool:
    resources: Any = page.get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    return bool(resources.get("/XObject")) or page.get_contents() is not None


def _has_letters(page: pypdf.PageObject) -> bool:
    """Whether a page has a font, so that it is no picture alone."""
    resources: Any = page.get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    return bool(resources.get("/Font"))


def _attached(reader: pypdf.PdfReader, budget: Budget, inner: Inner) -> Iterator[FilePiece]:
    try:
        for name, contents in reader.attachments.items():
            for content in contents:
                budget.spend(len(content))
                yield FilePiece(FilePart.NAME, name)
                yield from inner(name, bytes(content), False)
    except _DAMAGED:
        raise Unread("a file in it is damaged") from None

"""The letter to the person as a document for a word processor and for paper.

Both are made of the Markdown of the letter, so that all three say the same. Whatever was filled in
there is escaped, so only the template can begin a heading or an item.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from operasure.core import extras
from operasure.core.errors import UsageError
from operasure.reports.words import Words

MISSING = f"letter.docx needs python-docx: {extras.install('documents')}; letter.md says the same"
_ESCAPED = re.compile(r"\\([\\`*_\[\]~|#+=\-.)])")
_KINDS = {"# ": "title", "## ": "heading", "- ": "item"}


@dataclass(frozen=True)
class LetterPart:
    """A part of the letter: `kind` is title, heading, item or text."""

    kind: str
    text: str


def blocks(markdown: bytes) -> Iterator[LetterPart]:
    """The parts of a letter in their order."""
    for line in markdown.decode().splitlines():
        mark = next((mark for mark in _KINDS if line.startswith(mark)), "")
        if words := line.removeprefix(mark).strip():
            yield LetterPart(_KINDS.get(mark, "text"), _read(words))


def _read(text: str) -> str:
    """A text without the marks that keep Markdown from reading it as anything else."""
    return html.unescape(_ESCAPED.sub(r"\1", text))


def is_available() -> bool:
    """Whether the library that makes a .docx is installed."""
    try:
        import_module("docx")
    except ImportError:
        return False
    return True


def docx(markdown: bytes, predicate: Mapping[str, Any], words: Words) -> bytes:
    """The letter as .docx: sender, field for the address, date, text, and a line to sign on.

    The name is for the sender to fill in, in a copy: no file of a certificate holds it. Raises
    UsageError where the library is missing.
    """
    try:
        library, shared = import_module("docx"), import_module("docx.shared")
    except ImportError as error:
        raise UsageError(MISSING) from error
    made = library.Document()
    _page(made.sections[0], shared)
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Liberation Sans", shared.Pt(11)
    style.paragraph_format.space_after = shared.Pt(6)
    issued = datetime.fromisoformat(predicate["issued_at"])
    about = made.core_properties
    about.author, about.comments, about.language = "", "", words.language
    about.created = about.modified = issued.replace(tzinfo=None)
    sender, *parts = blocks(markdown)
    made.add_paragraph(sender.text).runs[0].font.size = shared.Pt(8)
    field = made.add_paragraph("\n".join([words("paper.address"), "", "", "", ""]))
    field.paragraph_format.space_after = shared.Pt(24)
    for part in parts:
        match part.kind:
            case "title":
                about.title = part.text[:255]
                made.add_heading(part.text, 1)
            case "heading":
                made.add_heading(part.text, 2)
            case "item":
                made.add_paragraph(part.text, style="List Bullet")
            case _:
                made.add_paragraph(part.text)
    made.add_paragraph().paragraph_format.space_after = shared.Pt(24)
    made.add_paragraph("_" * 28 + "        " + "_" * 40)
    made.add_paragraph(f"{words('paper.place_date')}, {words('paper.signature')}")
    if predicate["signatures"]["by"]:
        made.add_paragraph(predicate["signatures"]["by"])
    written = BytesIO()
    made.save(written)
    return _dated(written, issued)


def _dated(packed: BytesIO, moment: datetime) -> bytes:
    """A ZIP file whose members are of one moment, so that the same letter has the same bytes."""
    again = BytesIO()
    with ZipFile(packed) as old, ZipFile(again, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, moment.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return again.getvalue()


def _page(section: Any, shared: Any) -> None:
    """A4, with the margins of a business letter (DIN 5008)."""
    section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
    section.left_margin, section.right_margin = shared.Mm(25), shared.Mm(20)
    section.top_margin, section.bottom_margin = shared.Mm(27), shared.Mm(20)

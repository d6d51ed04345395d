"""The contact sheet: pictures and files that a person must look at, as pages without any network.

Thumbnails stand in the page itself (data: URLs of JPEGs made here), so that no picture is decoded
from its own bytes by the browser. Decisions are those of the work list, with its script.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from operasure import __version__
from operasure.core import keeping
from operasure.core.dates import stamp
from operasure.core.legible import flowing
from operasure.looks.files.ledger import FileFinding
from operasure.looks.files.look import FilesLook
from operasure.looks.files.model import FileFindingKind
from operasure.looks.mentions.hits import url
from operasure.reports.evidence import page, worklist
from operasure.reports.words import Words

SECTIONS = (
    FileFindingKind.AVATAR,
    FileFindingKind.PICTURE,
    FileFindingKind.UNREAD,
    FileFindingKind.TEXT,
    FileFindingKind.PROPERTY,
    FileFindingKind.NAME,
)
"""What is to be looked at, in this order."""
_PASSAGES = frozenset({FileFindingKind.TEXT, FileFindingKind.PROPERTY, FileFindingKind.NAME})


@dataclass(frozen=True)
class Page:
    """One file of the sheet: where it goes, and its content piece by piece."""

    path: Path
    content: Iterator[str]


def paths(path: Path, count: int) -> list[Path]:
    """The files of a sheet of so many pages: `sheet.html`, `sheet-2.html`, …"""
    rest = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(2, count + 1))
    return [path, *rest]


def sheet(
    look: FilesLook, path: Path, per_page: int, delete_after: date, language: str = "en"
) -> Iterator[Page]:
    """The pages, each to be written before the next is asked for; at least one."""
    total = sum(look.tally.get((kind, "open"), 0) for kind in SECTIONS)
    files = paths(path, max(1, -(-total // per_page)))
    found = _found(look)
    made, words = page.environment(__name__, worklist.__name__), Words(language)
    styles = ("page.css", "worklist.css", "contact.css")
    for number, file in enumerate(files, 1):
        here = list(islice(found, per_page))
        content = made.get_template("contact.html.j2").generate(
            policy=page.policy(made, styles, words, "worklist.js", pictures=True),
            meta=keeping.meta("contact sheet", delete_after),
            w=words,
            head=_head(look, here, total, delete_after, words),
            sections=_sections(look, here, words),
            links=[(n, each.name, each == file) for n, each in enumerate(files, 1)],
            number=number,
            case=worklist.case(look.key, look.decided.every(), delete_after, words),
        )
        yield Page(file, content)


def _found(look: FilesLook) -> Iterator[FileFinding]:
    for kind in SECTIONS:
        yield from look.findings(kind, state="open")


def _head(
    look: FilesLook, here: list[FileFinding], total: int, delete_after: date, words: Words
) -> dict[str, Any]:
    facts = look.facts.installation
    return {
        "sheet": True,
        "instance": page.instance(facts.openproject, look.facts.base_url, words),
        "moment": stamp(facts.checked_at),
        "shown_moment": words.moment(stamp(facts.checked_at)),
        "version": __version__,
        "delete_after": delete_after.isoformat(),
        "notes": look.notes,
        "total": len(here),
        "everything": total,
    }


def _sections(look: FilesLook, here: list[FileFinding], words: Words) -> Iterator[dict[str, Any]]:
    for kind, own in groupby(here, key=lambda found: found.kind):
        articles = groupby(own, key=lambda found: found.key)
        yield {
            "kind": str(kind),
            "title": words(f"sheet.{kind}"),
            "grid": kind in {FileFindingKind.AVATAR, FileFindingKind.PICTURE},
            "articles": (_article(look, list(items), words) for _, items in articles),
        }


def _article(look: FilesLook, items: list[FileFinding], words: Words) -> dict[str, Any]:
    first = items[0]
    number = first.attachment
    path = f"/attachments/{number}" if number is not None else None
    # An orphan has no page: OpenProject knows nothing of it.
    known = first.place.startswith("attachments.")
    return {
        "place": first.place,
        "title": words("contact.orphan")
        if number is None
        else words("contact.attachment", number=number),
        "url": url(look.facts.base_url, path) if known else None,
        "name": flowing(first.key.decode(errors="replace")),
        "about": list(_about(first, words, known=known)),
        "items": [_item(found, words) for found in items],
    }


def _about(found: FileFinding, words: Words, *, known: bool) -> Iterator[str]:
    yield words.size(found.size)
    if found.what:
        yield words.maybe("file_format", found.what)
    if not known:
        yield words("contact.no_row")
    if found.mine:
        yield words("contact.mine")
    if found.placed:
        yield words("contact.placed")
    if found.frames > 1:
        yield words("contact.frames", frames=found.frames)
    if found.reason:
        yield words.note(found.reason)


def _item(found: FileFinding, words: Words) -> dict[str, Any]:
    passage = found.kind in _PASSAGES
    data = base64.b64encode(found.thumbnail).decode() if found.thumbnail else None
    return {
        "id": found.id,
        "confidence": found.confidence or "possible",
        "variant": _variant(found, words),
        "passage": passage,
        "picture": found.kind in {FileFindingKind.AVATAR, FileFindingKind.PICTURE},
        "thumbnail": f"data:image/jpeg;base64,{data}" if data else None,
        "before": flowing(found.before, "\n"),
        "mention": flowing(found.mention, "\n"),
        "after": flowing(found.after, "\n"),
    }


def _variant(found: FileFinding, words: Words) -> str:
    if found.variant:
        return words.maybe("variant", found.variant)
    title = words(f"sheet.{found.kind}")
    return title[:1].lower() + title[1:]

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

SECTIONS = {
    FileFindingKind.AVATAR: "Avatar of the person",
    FileFindingKind.PICTURE: "Pictures",
    FileFindingKind.UNREAD: "Files to open",
    FileFindingKind.TEXT: "Text that names the person",
    FileFindingKind.PROPERTY: "Properties that name the person",
    FileFindingKind.NAME: "File names that name the person",
}
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


def sheet(look: FilesLook, path: Path, per_page: int, delete_after: date) -> Iterator[Page]:
    """The pages, each to be written before the next is asked for; at least one."""
    total = sum(look.tally.get((kind, "open"), 0) for kind in SECTIONS)
    files = paths(path, max(1, -(-total // per_page)))
    found = _found(look)
    made = page.environment(__name__, worklist.__name__)
    styles = ("page.css", "worklist.css", "contact.css")
    for number, file in enumerate(files, 1):
        here = list(islice(found, per_page))
        content = made.get_template("contact.html.j2").generate(
            policy=page.policy(made, styles, "worklist.js", pictures=True),
            meta=keeping.meta("contact sheet", delete_after),
            head=_head(look, here, total, delete_after),
            sections=_sections(look, here),
            links=[(n, each.name, each == file) for n, each in enumerate(files, 1)],
            number=number,
            case=worklist.case(look.key, look.decided.every(), delete_after),
        )
        yield Page(file, content)


def _found(look: FilesLook) -> Iterator[FileFinding]:
    for kind in SECTIONS:
        yield from look.findings(kind, state="open")


def _head(
    look: FilesLook, here: list[FileFinding], total: int, delete_after: date
) -> dict[str, Any]:
    facts = look.facts.installation
    return {
        "sheet": True,
        "instance": f"OpenProject {facts.openproject or 'of an unnamed release'}"
        + (f", {look.facts.base_url}" if look.facts.base_url else ""),
        "moment": stamp(facts.checked_at),
        "shown_moment": f"{facts.checked_at:%Y-%m-%d %H:%M} UTC",
        "version": __version__,
        "delete_after": delete_after.isoformat(),
        "notes": look.notes,
        "total": len(here),
        "everything": total,
    }


def _sections(look: FilesLook, here: list[FileFinding]) -> Iterator[dict[str, Any]]:
    for kind, own in groupby(here, key=lambda found: found.kind):
        articles = groupby(own, key=lambda found: found.key)
        yield {
            "kind": str(kind),
            "title": SECTIONS[kind],
            "grid": kind in {FileFindingKind.AVATAR, FileFindingKind.PICTURE},
            "articles": (_article(look, list(items)) for _, items in articles),
        }


def _article(look: FilesLook, items: list[FileFinding]) -> dict[str, Any]:
    first = items[0]
    number = first.attachment
    path = f"/attachments/{number}" if number is not None else None
    # An orphan has no page: OpenProject knows nothing of it.
    known = first.place.startswith("attachments.")
    return {
        "place": first.place,
        "title": f"Attachment {number}" if number is not None else "File without an attachment",
        "url": url(look.facts.base_url, path) if known else None,
        "name": flowing(first.key.decode(errors="replace")),
        "about": list(_about(first, known=known)),
        "items": [_item(found) for found in items],
    }


def _about(found: FileFinding, *, known: bool) -> Iterator[str]:
    yield size(found.size)
    if found.what:
        yield found.what
    if not known:
        yield "no row explains it"
    if found.mine:
        yield "may be the person's upload"
    if found.placed:
        yield "says where it was taken (GPS)"
    if found.frames > 1:
        yield f"shows the first of {found.frames} pictures"
    if found.reason:
        yield found.reason


def _item(found: FileFinding) -> dict[str, Any]:
    passage = found.kind in _PASSAGES
    data = base64.b64encode(found.thumbnail).decode() if found.thumbnail else None
    return {
        "id": found.id,
        "confidence": found.confidence or "possible",
        "variant": _variant(found),
        "passage": passage,
        "picture": found.kind in {FileFindingKind.AVATAR, FileFindingKind.PICTURE},
        "thumbnail": f"data:image/jpeg;base64,{data}" if data else None,
        "before": flowing(found.before, "\n"),
        "mention": flowing(found.mention, "\n"),
        "after": flowing(found.after, "\n"),
    }


def _variant(found: FileFinding) -> str:
    return found.variant or SECTIONS[found.kind].lower()


def size(number: int) -> str:
    """A number of bytes, short."""
    for unit, of in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if number >= of:
            return f"{number / of:.1f} {unit}"
    return f"{number} byte{'' if number == 1 else 's'}"

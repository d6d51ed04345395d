"""What `files` found, as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import islice

from operasure.core.legible import flowing, joined
from operasure.looks.files.ledger import Found
from operasure.looks.files.look import Look
from operasure.looks.files.model import Kind
from operasure.reports.evidence.contact import size
from operasure.reports.evidence.document import Document
from operasure.reports.evidence.files import MENTIONS, build
from operasure.reports.evidence.files_words import verdict
from operasure.reports.evidence.text import (
    WIDTH,
    Paint,
    count,
    head,
    places,
    plain,
    table,
    tail,
    wrapped,
)

_LISTED = (Kind.AVATAR, Kind.ORPHAN, *MENTIONS)
"""What the report lists one by one; the contact sheet shows what is to be looked at."""


def render(look: Look, limit: int, *, with_text: bool = False, paint: Paint = plain) -> str:
    """The report; `with_text` adds names of files and passages."""
    document = build(look)
    lines = [
        *_head(document, paint),
        *table(document, paint),
        *places(document, "leftover", "What was found", paint),
        *places(document, "unchecked", "What is still to be looked at", paint),
        *places(document, "accepted", "What is kept on a written ground", paint),
        *_listed(look, limit, with_text),
        *tail(document),
    ]
    return joined(lines)


def _head(document: Document, paint: Paint) -> Iterator[str]:
    counts = document["storage"]
    yield from head(document)
    yield (
        f"{counts['place']}: {count(counts['files'], 'file')}, {size(counts['bytes'])} · "
        f"{count(counts['rows'], 'row')}, {counts['matched']} with their file"
    )
    yield ""
    for line in textwrap.wrap(verdict(document), WIDTH):
        yield paint(line, document["verdict"])
    for note in document["notes"]:
        yield from textwrap.wrap(note, WIDTH)
    yield ""


def _listed(look: Look, limit: int, with_text: bool) -> Iterator[str]:
    total = sum(look.tally.get((kind, "open"), 0) for kind in _LISTED)
    if not total or not limit:
        return
    yield ""
    yield "One by one" + (f" (the first {limit} of {total}; --limit)" if total > limit else "")
    for found in islice(look.findings(*_LISTED, state="open"), limit):
        yield f"  {found.place}"
        yield from wrapped(" · ".join(_about(found)))
        if with_text:
            yield from wrapped(flowing(found.key.decode(errors="replace")))
            if found.mention:
                yield from wrapped(f"“{flowing(found.before + found.mention + found.after)}”")


def _about(found: Found) -> Iterator[str]:
    if found.confidence:
        yield f"{found.confidence}: {found.variant}"
    yield size(found.size)
    if found.mine:
        yield "may be the person's upload"
    if found.what:
        yield found.what

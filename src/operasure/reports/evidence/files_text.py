"""What `files` found, as a person reads it on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import chain, islice

from operasure.core.legible import count, flowing, joined, plain
from operasure.core.model import Result
from operasure.looks.files.ledger import FileFinding
from operasure.looks.files.look import FilesLook
from operasure.looks.files.model import FileFindingKind
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.evidence.files import MENTIONS
from operasure.reports.evidence.text import (
    WIDTH,
    in_colour,
    places,
    state,
    summary,
    tail,
    wrapped,
)
from operasure.reports.words import Words

_LISTED = (FileFindingKind.AVATAR, FileFindingKind.ORPHAN, *MENTIONS)
"""What the report lists one by one; the contact sheet shows what is to be looked at."""


def verdict(document: Document, words: Words) -> str:
    """The verdict in one sentence."""
    checks = document["checks"]
    left = sum(check["rows"] for check in checks if check["outcome"] == "leftover")
    open_ = sum(check["outcome"] == "unchecked" for check in checks)
    match document["verdict"]:
        case "clear":
            return words("storage.clear")
        case "leftovers":
            return words("storage.leftovers", left=words("sums.findings", n=left))
        case "incomplete":
            return words("storage.incomplete", unchecked=words("sums.questions", n=open_))
        case _:
            return words("storage.not_deleted", state=state(document, words))


def render(document: Document, paint: Paint = plain) -> Readable:
    """The report that the document alone makes: each finding with its place."""
    return _report(document, paint, _entries(document))


def with_findings(
    document: Document,
    look: FilesLook,
    limit: int,
    *,
    with_text: bool = False,
    paint: Paint = plain,
) -> Readable:
    """The report with what was found; `with_text` adds names of files and passages."""
    return _report(document, paint, _listed(look, limit, with_text))


def _report(document: Document, paint: Paint, found: Iterator[str]) -> Readable:
    counts = document["storage"]
    words = Words("en")
    held = words.size(counts["bytes"])
    told = [
        *in_colour(document, verdict(document, words), paint),
        *textwrap.wrap(
            f"{counts['place']}: {count(counts['files'], 'file')}, {held}; "
            f"{count(counts['rows'], 'row')} of attachments, {counts['matched']} with their file.",
            WIDTH,
        ),
    ]
    outcomes = (Result.LEFTOVER, Result.UNCHECKED, Result.ACCEPTED)
    parts = (
        *(places(document, outcome, paint) for outcome in outcomes),
        found,
        tail(document),
    )
    return Readable(summary(document, paint, told, "checks"), map(joined, parts))


def _entries(document: Document) -> Iterator[str]:
    """What is open of `files` and `mentions`, by what tells a file again."""
    kinds = set(map(str, _LISTED))
    listed = (each for each in chain(document["files"], document["mentions"]))
    title = True
    for entry in listed:
        if entry["decision"] is not None or entry["kind"] not in kinds:
            continue
        if title:
            yield ""
            yield "One by one"
            title = False
        yield f"  {entry.get('folder') or entry.get('path') or entry['id']}"
        sure = f"{entry['confidence']}: {entry['variant']}" if "confidence" in entry else ""
        own = "may be the person's upload" if entry.get("may_be_the_person_s") else ""
        held = Words("en").size(entry["size"]) if "size" in entry else ""
        yield from wrapped(" · ".join(filter(None, (sure, held, own, entry.get("format")))))
        if text := entry.get("text"):
            yield from wrapped(f"“{flowing(text['before'] + text['mention'] + text['after'])}”")


def _listed(look: FilesLook, limit: int, with_text: bool) -> Iterator[str]:
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


def _about(found: FileFinding) -> Iterator[str]:
    if found.confidence:
        yield f"{found.confidence}: {found.variant}"
    yield Words("en").size(found.size)
    if found.mine:
        yield "may be the person's upload"
    if found.what:
        yield found.what

"""What `logs` found: the evidence document and the report to read.

The document holds counts, times and the base names of files, unless these name the person; lines
stand in the text report only, where they were asked for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import jinja2

from operasure.core.dates import stamp
from operasure.core.legible import filled_in, flowing, joined
from operasure.core.model import Result, Verdict
from operasure.core.verdict import verdict as judged
from operasure.looks.logs.findings import CONFIDENCES, ORDER, Found
from operasure.matching.identity import Identity
from operasure.reports.evidence import document
from operasure.reports.evidence.document import Document
from operasure.reports.evidence.text import WIDTH, Paint, count, plain, wrapped

GROUP = "xl-01"
NOT_COVERED = (
    "the database (operasure verify)",
    "text in the database that names the person (operasure find-mentions)",
    "logs that were not named, of other machines and services, sent elsewhere, or just deleted",
    *(
        text
        for text in document.NOT_COVERED
        if not text.startswith(("text that names", "log files"))
    ),
)
VERDICTS = {
    Verdict.CLEAR: "CLEAR: every line was looked at, and none names the person.",
    Verdict.LEFTOVERS: "LEFTOVERS: {found} {verb} the person.",
    Verdict.INCOMPLETE: "INCOMPLETE: nothing was found, but not everything could be read.",
}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """One search of logs. `beside` is the number of files of the same rotated sets that were not
    given."""

    identity: Identity
    files: Sequence[Found]
    started_at: datetime
    finished_at: datetime
    jobs: int
    beside: int = 0

    @property
    def verdict(self) -> Verdict:
        """Leftovers win over incomplete; a look at nothing is never clear."""
        return judged(
            left=any(each.naming for each in self.files),
            unseen=not self.files or any(each.unchecked for each in self.files),
        )


def build(look: Look) -> dict[str, Any]:
    """The evidence document."""
    identity = look.identity
    first, *_ = (*identity.user_ids, None)
    return document.envelope("logs", str(look.verdict), None) | {
        "subject": {"user_id": first, "token": None},
        "run": document.run(look.started_at, look.finished_at, None, look.jobs, None),
        "groups": {GROUP: "log files"},
        "notes": list(_notes(look)),
        "not_covered": list(NOT_COVERED),
        "searched": {
            "names": len(identity.names),
            "logins": len(identity.logins),
            "mails": len(identity.mails),
            "user_ids": list(identity.user_ids),
        },
        "logs": [_file(each) for each in look.files],
    }


def _notes(look: Look) -> Iterator[str]:
    if look.beside:
        lie = "lies" if look.beside == 1 else "lie"
        yield (
            f"{count(look.beside, 'further file')} of the same rotated logs {lie} beside those "
            "that were searched: give the folder, or a pattern"
        )
    if not look.identity.user_ids:
        yield "No id was given: lines that name the person by her id alone were not looked for."


def _file(found: Found) -> dict[str, Any]:
    return {
        "file": flowing(found.shown),
        "position": found.position,
        "group": GROUP,
        "outcome": str(found.outcome),
        "packing": found.packing,
        "lines": found.lines,
        "naming": found.naming,
        "confidence": found.confidence,
        "kinds": [
            {"kind": str(kind), "confidence": confidence, "lines": number}
            for (kind, confidence), number in sorted(
                found.kinds.items(),
                key=lambda each: (ORDER.index(each[0][0]), CONFIDENCES.index(each[0][1])),
            )
        ],
        "same_request": [
            {"confidence": confidence, "lines": number}
            for confidence, number in found.same_request.items()
        ],
        "first": str(found.first) if found.first else None,
        "last": str(found.last) if found.last else None,
        "modified": stamp(found.modified),
        "until": stamp(found.until),
        "rotation": found.rotation,
        "unchecked": [{"reason": u.reason, "remedy": u.remedy} for u in found.unchecked],
    }


def render(look: Look, *, with_text: bool = False, paint: Paint = plain) -> str:
    """The report to read; `with_text` puts lines below each file, and its path."""
    made = build(look)
    files = list(zip(look.files, made["logs"], strict=True))
    return joined(
        [
            *_head(made, paint),
            *_part(files, "What is left", Result.LEFTOVER, with_text, paint),
            *_part(files, "What goes by itself", Result.RETAINED, with_text, paint),
            *_part(files, "What could not be read", Result.UNCHECKED, with_text, paint),
            *_clear(files),
            "",
            *textwrap.wrap(f"Not covered by this command: {'; '.join(NOT_COVERED)}.", WIDTH),
        ]
    )


def verdict(made: Document) -> str:
    """The verdict of a document in a sentence."""
    files = [each for each in made["logs"] if each["naming"]]
    lines = sum(each["naming"] for each in files)
    found = f"{count(lines, 'line')} of {count(len(files), 'file')}"
    verb = "names" if lines == 1 else "name"
    return VERDICTS[Verdict(made["verdict"])].format(found=found, verb=verb)


def html(look: Look) -> str:
    """The document as one page without anything outside it."""
    made = build(look)
    return _template().render(d=made, verdict=verdict(made))


@cache
def _template() -> jinja2.Template:
    folder = resources.files("operasure.reports.evidence") / "templates"
    environment = jinja2.Environment(
        autoescape=True,
        finalize=filled_in,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string((folder / "logs.html.j2").read_text(encoding="utf-8"))


def _head(made: Document, paint: Paint) -> Iterator[str]:
    ids = ", ".join(f"user {user_id}" for user_id in made["searched"]["user_ids"])
    yield "operasure logs" + (f" · {ids}" if ids else "")
    files = made["logs"]
    size = f"{count(len(files), 'file')} · {count(_lines(files), 'line')}"
    yield f"as of {made['run']['started_at']} · {size}"
    yield ""
    yield paint(verdict(made), made["verdict"])
    for note in made["notes"]:
        yield from textwrap.wrap(note, WIDTH)


def _part(
    files: list[tuple[Found, Row]], title: str, outcome: Result, with_text: bool, paint: Paint
) -> Iterator[str]:
    own = [(found, row) for found, row in files if row["outcome"] == outcome]
    if own:
        yield ""
        yield paint(title, outcome)
    for found, row in own:
        yield f"  {_name(found, row, with_text)}: {_counted(row)}"
        yield from (line for kind in row["kinds"] for line in wrapped(_kind(kind)))
        for more in row["same_request"]:
            yield from wrapped(
                f"{more['confidence']}: {count(more['lines'], 'further line')} of the same requests"
            )
        if row["first"]:
            yield from wrapped(f"from {row['first']} to {row['last']}")
        if row["until"] or row["rotation"]:
            until = f"there until {row['until'][:10]} at the latest: " if row["until"] else ""
            yield from wrapped(until + (row["rotation"] or ""))
        for each in row["unchecked"]:
            yield from wrapped(paint(f"UNCHECKED: {each['reason']}: {each['remedy']}", "unchecked"))
        if with_text:
            yield from _passages(found)


def _name(found: Found, row: Row, with_text: bool) -> str:
    if with_text and found.path:
        return flowing(found.path)
    return f"{row['position']}. {row['file']}"


def _counted(row: Row) -> str:
    packed = f", {row['packing']}" if row["packing"] else ""
    named = (
        f"{row['naming']} of {count(row['lines'], 'line')}"
        if row["naming"]
        else count(row["lines"], "line")
    )
    return named + packed


def _kind(row: Row) -> str:
    return f"{row['confidence']}: {count(row['lines'], 'line')}, {row['kind']}"


def _passages(found: Found) -> Iterator[str]:
    for passage in found.passages:
        yield from wrapped(f"line {passage.line}, {passage.kind}: “{passage.text}”")
    left = found.naming - len(found.passages)
    if left > 0:
        yield from wrapped(f"and {count(left, 'further line')} (--limit)")


def _clear(files: list[tuple[Found, Row]]) -> Iterator[str]:
    clear = [row for _, row in files if row["outcome"] == Result.CLEAR]
    if clear:
        yield ""
        size = f"{count(len(clear), 'file')} with {count(_lines(clear), 'line')}"
        yield f"Without a mention: {size}"


def _lines(rows: Iterable[Row]) -> int:
    return sum(row["lines"] for row in rows)

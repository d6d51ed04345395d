"""What `logs` found: the evidence document and the report to read.

The document holds counts, times and the base names of files, unless these name the person; lines
stand in the text report only, where they were asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from operasure.core.legible import count, flowing, joined, plain
from operasure.core.model import Result, Verdict
from operasure.core.strict import Row
from operasure.core.typed import filled, replace
from operasure.core.verdict import verdict as judged
from operasure.looks.logs.findings import CONFIDENCES, ORDER, LogFindings
from operasure.matching.identity import Identity
from operasure.reports.evidence import document, shape
from operasure.reports.evidence.document import Document, Paint, Readable
from operasure.reports.evidence.text import (
    fitted,
    in_colour,
    next_steps,
    noted,
    uncovered,
    whom,
    wrapped,
)
from operasure.reports.words import Words

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

Pair = tuple[LogFindings | None, Row]
"""A file as the search knows it, where its lines are to be shown, and as the document does."""


@dataclass(frozen=True, slots=True)
class LogsLook:
    """One search of logs. `beside` is the number of files of the same rotated sets that were not
    given."""

    identity: Identity
    files: Sequence[LogFindings]
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


def build(look: LogsLook, token: str | None = None) -> shape.Document:
    """The evidence document; `token` stands for the person."""
    return replace(
        document.envelope("logs", look.verdict, None),
        subject=document.subject_of(look.identity, token),
        run=document.run(look, snapshot=None, connections=look.jobs, queries=None),
        groups={GROUP: "log files"},
        notes=tuple(_notes(look)),
        not_covered=NOT_COVERED,
        searched=document.searched(look.identity),
        logs=tuple(map(_file, look.files)),
    )


def _notes(look: LogsLook) -> Iterator[str]:
    if look.beside:
        lie = "lies" if look.beside == 1 else "lie"
        yield (
            f"{count(look.beside, 'further file')} of the same rotated logs {lie} beside those "
            "that were searched: give the folder, or a pattern"
        )
    if not look.identity.user_ids:
        yield "No id was given: lines that name the person by her id alone were not looked for."


def _file(found: LogFindings) -> shape.stored.LogFile:
    return filled(
        shape.stored.LogFile,
        found,
        file=flowing(found.shown),
        group=GROUP,
        kinds=tuple(
            shape.stored.LogKind(kind=kind, confidence=confidence, lines=number)
            for (kind, confidence), number in sorted(
                found.kinds.items(),
                key=lambda each: (ORDER.index(each[0][0]), CONFIDENCES.index(each[0][1])),
            )
        ),
        same_request=tuple(
            shape.stored.SameRequest(confidence=confidence, lines=number)
            for confidence, number in found.same_request.items()
        ),
        first=str(found.first) if found.first else None,
        last=str(found.last) if found.last else None,
    )


def render(
    made: Document, paint: Paint = plain, found: Sequence[LogFindings] | None = None
) -> Readable:
    """The report to read; what was `found` puts lines below each file, and its path."""
    listed: Sequence[Row] = made["logs"]
    known: Sequence[LogFindings | None] = found or [None] * len(listed)
    files = list(zip(known, listed, strict=True))
    parts = (
        _part(files, Result.LEFTOVER, paint),
        _part(files, Result.RETAINED, paint),
        _part(files, Result.UNCHECKED, paint),
        _clear(files),
        ["", *uncovered(made)],
    )
    above = [*_head(made, paint), *noted(made), *next_steps(made, paint)]
    return Readable(fitted(above, lambda _: _counts(listed, paint)), map(joined, parts))


def _counts(listed: Sequence[Row], paint: Paint) -> Iterator[str]:
    """How many files ended how, with their lines."""
    yield f"{'':40}{'files':>10}{'lines':>15}{'lines naming':>15}"
    for outcome in (Result.LEFTOVER, Result.RETAINED, Result.UNCHECKED, Result.CLEAR):
        own = [row for row in listed if row["outcome"] == outcome]
        if own:
            naming = sum(row["naming"] for row in own)
            title = paint(f"{outcome.value.capitalize():40}", outcome)
            yield f"{title}{len(own):>10}{_lines(own):>15}{naming or '–':>15}"


def verdict(made: Document, words: Words) -> str:
    """The verdict of a document in a sentence."""
    files = [each for each in made["logs"] if each["naming"]]
    lines = sum(each["naming"] for each in files)
    return words(f"log_files.{made['verdict']}", n=lines, files=words("sums.files", n=len(files)))


def _head(made: Document, paint: Paint) -> Iterator[str]:
    about = whom(made, Words("en"))
    yield "operasure logs" + (f" · {about}" if about else "")
    files = made["logs"]
    size = f"{count(len(files), 'file')} · {count(_lines(files), 'line')}"
    yield f"as of {made['run']['started_at']} · {size}"
    yield ""
    yield from in_colour(made, verdict(made, Words("en")), paint)


def _part(files: Sequence[Pair], outcome: Result, paint: Paint) -> Iterator[str]:
    own = [(found, row) for found, row in files if row["outcome"] == outcome]
    if own:
        yield ""
        yield paint(outcome.heading, outcome)
    for found, row in own:
        yield f"  {_name(found, row)}: {_counted(row)}"
        yield from (line for kind in row["kinds"] for line in wrapped(_kind(kind)))
        for more in row["same_request"]:
            yield from wrapped(
                f"{more['confidence']}: {count(more['lines'], 'further line')} of the same requests"
            )
        if row["first"]:
            yield from wrapped(f"from {row['first']} to {row['last']}")
        if row["until"] or row["rotation"]:
            until = f"expires {row['until'][:10]} at the latest: " if row["until"] else ""
            yield from wrapped(until + (row["rotation"] or ""))
        for each in row["unchecked"]:
            yield from wrapped(paint(f"UNCHECKED: {each['reason']}: {each['remedy']}", "unchecked"))
        if found:
            yield from _passages(found)


def _name(found: LogFindings | None, row: Row) -> str:
    if found and found.path:
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


def _passages(found: LogFindings) -> Iterator[str]:
    for passage in found.passages:
        yield from wrapped(f"line {passage.line}, {passage.kind}: “{passage.text}”")
    left = found.naming - len(found.passages)
    if left > 0:
        yield from wrapped(f"and {count(left, 'further line')} (--limit)")


def _clear(files: Sequence[Pair]) -> Iterator[str]:
    clear = [row for _, row in files if row["outcome"] == Result.CLEAR]
    if clear:
        yield ""
        size = f"{count(len(clear), 'file')} with {count(_lines(clear), 'line')}"
        yield f"{Result.CLEAR.heading}: {size}"


def _lines(rows: Iterable[Row]) -> int:
    return sum(row["lines"] for row in rows)

"""A report to read on a terminal, or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from operasure.core import keeping
from operasure.core.legible import plain
from operasure.reports.formats import REPORTS, Format, Paper, report_of

if TYPE_CHECKING:
    from operasure.reports.evidence.document import Paint, Written


def made_from_document(paper: Paper, paint: Paint) -> Written | None:
    """The report that the document alone makes; None where there is none."""
    if paper.command not in REPORTS:
        return None
    found: Written = report_of(paper.command).render(paper.document, paint)
    return found


def render(paper: Paper) -> Iterator[str]:
    """The report, in a file below what it says of itself where it holds texts."""
    if paper.delete_after and paper.paint is None:
        yield keeping.lines("report", paper.delete_after)
    paint = paper.paint or plain
    found = paper.report(paint) if paper.report else made_from_document(paper, paint)
    yield from pieces(found, full=paper.full)


def pieces(found: Written | None, *, full: bool) -> Iterable[str]:
    """A report piece by piece; one that has a short form in that, unless `full`."""
    from operasure.reports.evidence.document import Readable

    if isinstance(found, Readable):
        return found.pieces(full=full)
    return [found] if isinstance(found, str) else found or ()


FORMAT = Format("text", (".txt", ".text"), "a report to read", render)

"""A report to read on a terminal, or on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from operasure.core import keeping
from operasure.core.legible import plain
from operasure.reports.formats import Format, Paper

if TYPE_CHECKING:
    from operasure.reports.evidence.document import Paint, Written

_REPORTS = {
    "verify": "evidence.verify_text",
    "find-mentions": "evidence.mentions_text",
    "audit": "evidence.audit_text",
    "cache": "evidence.cache_text",
    "logs": "evidence.logs",
    "files": "evidence.files_text",
    "plan": "evidence.planned",
    "erase": "evidence.erasure_text",
    "coverage": "evidence.coverage",
    "fleet": "evidence.fleet",
    "canary": "evidence.canary",
    "snapshot": "inventory.inventory",
}
"""The module that makes the report of a command from its document, in its function `render`."""


def made_from_document(paper: Paper, paint: Paint) -> Written | None:
    """The report that the document alone makes; None where there is none."""
    module = _REPORTS.get(paper.command)
    if module is None:
        return None
    found: Written = import_module(f"operasure.reports.{module}").render(paper.document, paint)
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

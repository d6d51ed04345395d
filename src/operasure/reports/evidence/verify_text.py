"""The whole report of `verify`: the database, the rows of a snapshot, the cache."""

from __future__ import annotations

from operasure.core.legible import plain
from operasure.reports.evidence import cache_text, text
from operasure.reports.evidence.document import Document, Paint, Readable

verdict, counted = text.verdict, text.counted


def render(document: Document, paint: Paint = plain) -> Readable:
    """The report, with what became of a snapshot and what caches hold where that was looked at."""
    told, more = list[str](), cache_text.section(document, paint)
    if not (followed := document.get("follow_up")):
        return text.report(document, paint, told, ["", more])
    from operasure.reports.evidence import follow_up  # noqa: PLC0415  # few need it

    told = follow_up.result(followed, paint)
    return text.report(document, paint, told, [follow_up.render(followed, paint), more])

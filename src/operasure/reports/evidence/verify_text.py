"""The whole report of `verify`: the database, the rows of a snapshot, the cache."""

from __future__ import annotations

from operasure.core.legible import plain
from operasure.reports.evidence import cache_text, follow_up, text
from operasure.reports.evidence.document import Document, Paint, Readable


def render(document: Document, paint: Paint = plain) -> Readable:
    """The report, with what became of a snapshot and what caches hold where that was looked at."""
    followed = document.get("follow_up")
    more = [
        follow_up.render(followed, paint) if followed else "",
        cache_text.section(document, paint),
    ]
    told = follow_up.result(followed, paint) if followed else []
    return text.report(document, paint, told, more)

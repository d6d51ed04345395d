"""The list of mentions as CSV (RFC 4180), for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from operasure.core.legible import visible
from operasure.looks.mentions.hits import Hit
from operasure.reports.evidence.cache import GROUP

COLUMNS = (
    "delete_after", "id", "group", "table", "column", "row", "url", "path", "page", "project",
    "author", "day", "historic", "kind", "variant", "confidence", "shared_by", "account",
    "declared", "before", "mention", "after", "decision", "ground",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


def render(
    hits: Iterable[Hit], delete_after: date, cached: Iterable[Mapping[str, Any]] = ()
) -> Iterator[str]:
    """The list, a line a piece, then the entries of the cache as the document has them. No cell
    is taken for a formula by a spreadsheet."""
    day = delete_after.isoformat()
    yield BOM + _line(COLUMNS)
    for hit in hits:
        yield _line([day, *map(_safe, _cells(hit))])
    for entry in cached:
        cells = {"delete_after": day, **_of_cache(entry)}
        yield _line(_safe(str(cells.get(column, ""))) for column in COLUMNS)


def _of_cache(entry: Mapping[str, Any]) -> dict[str, str]:
    return {
        "group": GROUP,
        "table": entry["server"],
        "row": entry["key"],
        "kind": "cache",
        "variant": ", ".join(dict.fromkeys(match["what"] for match in entry["matches"])),
        "confidence": entry["confidence"],
    }


def _cells(hit: Hit) -> Iterator[str]:
    check, author = hit.check, hit.author
    yield hit.id
    yield check.group
    yield check.table
    yield check.column.name
    yield str(hit.row_id)
    yield hit.url or ""
    yield hit.path or ""
    yield hit.page or ""
    yield hit.project or ""
    yield "" if author is None else "Deleted user" if author.deleted else str(author.id)
    yield hit.day or ""
    yield "yes" if check.historic else "no"
    yield check.kind or ""
    yield hit.variant
    yield hit.confidence
    yield "" if hit.shared_by is None else str(hit.shared_by)
    yield "" if hit.account is None else str(hit.account)
    yield check.declared or ""
    yield hit.before
    yield hit.mention
    yield hit.after
    yield str(hit.mark.decision) if hit.mark else ""
    yield hit.mark.ground if hit.mark else ""


def _safe(cell: str) -> str:
    """A cell of which everything shows. One that begins like a formula gets an apostrophe before
    it, which makes it a text (OWASP, "CSV Injection"); so does one with blanks before the sign."""
    cell = visible(cell, "\n")
    return (
        f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) or cell[:1] in _FORMULA else cell
    )


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return written.getvalue()

"""The document itself, as JSON: a stable order of keys, no floats, in characters that show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from operasure.core.legible import json_text
from operasure.reports.formats import Format, Paper

if TYPE_CHECKING:
    from operasure.core.typed import Listed


def render(paper: Paper) -> Iterator[str]:
    """The document piece by piece. What it lists row by row (`Listed`) is never all in memory, and
    stands there one entry a line."""
    from operasure.core.typed import Listed

    before = "{"
    for key, value in paper.document.items():
        yield f"{before}\n {json_text(key)}: "
        before = ","
        if isinstance(value, Listed):
            yield from _entries(value)
        else:
            yield json_text(value).replace("\n", "\n ")
    yield "\n}\n"


def _entries(entries: Listed[Any]) -> Iterator[str]:
    before = "["
    for entry in entries:
        yield f"{before}\n  {json_text(entry, None)}"
        before = ","
    yield "[]" if before == "[" else "\n ]"


FORMAT = Format("json", (".json",), "the document for programs", render)

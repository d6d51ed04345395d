"""Arrays of texts as PostgreSQL writes them (manual, 8.15.6), and edits within their elements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from operasure.erase.cutting import NotCut, Span, ValueForm, cut

_ELEMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|([^",{}]+)', re.DOTALL)
_ARRAY = re.compile(rf"\{{(?:(?:{_ELEMENT.pattern})(?:,(?!\}})|(?=\}})))*\}}", re.DOTALL)
UNKNOWN = "an array of another form than is known"
_PLAIN = re.compile(r'[^\s"\\{},]+')


def read(literal: str) -> list[str | None]:
    """The elements of an array with one dimension. Raises NotCut for another."""
    if not _ARRAY.fullmatch(literal):
        raise NotCut(UNKNOWN)
    return [
        re.sub(r"\\(.)", r"\1", found[1], flags=re.DOTALL)
        if found[1] is not None
        else (None if found[2].upper() == "NULL" else found[2])
        for found in _ELEMENT.finditer(literal, 1, len(literal) - 1)
    ]


def write(elements: Sequence[str | None]) -> str:
    """The array as the server shows it."""
    return "{" + ",".join(map(_written, elements)) + "}"


def _written(element: str | None) -> str:
    if element is None:
        return "NULL"
    if _PLAIN.fullmatch(element) and element.upper() != "NULL":
        return element
    return '"' + element.replace("\\", "\\\\").replace('"', '\\"') + '"'


def joined(elements: Sequence[str | None], separator: str) -> str:
    """The text in which mentions are found (`array_to_string`)."""
    return separator.join(element for element in elements if element is not None)


def cut_within(elements: Sequence[str | None], separator: str, spans: Sequence[Span]) -> str:
    """The array with passages of the joined text cut out of its elements. Raises NotCut for one
    that runs across two of them."""
    found: list[str | None] = []
    at, left = 0, list(spans)
    for element in elements:
        if element is None:
            found.append(None)
            continue
        end = at + len(element)
        own = [span for span in left if at <= span.start and span.end <= end]
        left = [span for span in left if span not in own]
        moved = [Span(s.start - at, s.end - at, s.replacement, s.exact) for s in own]
        found.append(cut(element, moved, ValueForm.PLAIN))
        at = end + len(separator)
    if left:
        raise NotCut("the passage runs across two elements of an array")
    return write(found)

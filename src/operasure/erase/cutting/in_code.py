"""Passages that can't be edited, because the text encodes them.

A name inside base64, an encoded word or UTF-7 is no run of characters of the text: what is taken
out there leaves letters that nobody can read, or takes along what stands beside the name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from operasure.erase.cutting.edits import Span
from operasure.matching.decode import coded

REASONS = {
    "base64": "the mention is in base64: edit it manually",
    "encoded word": "the mention is in an encoded word of a mail (=?…?=): edit it manually",
    "parameter in parts": "the mention is in the parts of a mail's parameter (name*0*=…): edit "
    "it manually",
    "punycode": "the mention is in the name of a host in Punycode (xn--…): edit it manually",
    "notation": "the mention is in UTF-7 (+APw-), or in letters written <U+00FC> or <fc>: edit "
    "it manually",
}
_OF_NOTATIONS = ("&", "+", "<")
"""What begins a notation that is no escape of each letter for itself."""

_ANNOUNCED = re.compile(
    r"base64[,;:\"'\s]{1,8}((?:[A-Za-z0-9+/_-]|\\/){64,}(?:\r?\n[A-Za-z0-9+/]{16,200})*)"
)
"""Base64 that says that it is, whatever it holds: in that of a picture a short name may show."""


def fitted(text: str, spans: Sequence[Span]) -> tuple[list[Span], list[str]]:
    """The passages that can be cut, and why the others can't, each reason once. Passages that
    overlap are of one mention: of one in code nothing is cut."""
    stretches = list(_stretches(text)) if spans else []
    if not stretches:
        return list(spans), []
    left: list[Span] = []
    reasons: list[str] = []
    for group in _overlapping(spans):
        start, end = group[0].start, max(span.end for span in group)
        met = [reason for low, high, reason in stretches if low < end and start < high]
        reasons += met
        left += [] if met else group
    return left, list(dict.fromkeys(reasons))


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Where code stands in a text, and the reason why nothing is cut there."""
    for found in _ANNOUNCED.finditer(text):
        yield *found.span(1), REASONS["base64"]
    for start, end, name in coded(text):
        written = text[start:end]
        if name == "notation" and (
            not written.startswith(_OF_NOTATIONS) or html.unescape(written) != written
        ):
            continue
        if name in REASONS:
            yield start, end, REASONS[name]


def _overlapping(spans: Sequence[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if group and span.start >= end:
            yield group
            group, end = [], 0
        group.append(span)
        end = max(end, span.end)
    yield group

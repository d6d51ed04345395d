"""A new value as ranges of the old one and the new text between them.

So a plan says what is cut out of a text without holding the text.
"""

from __future__ import annotations

import hashlib

from operasure.erase.difference import Changed, changes, common
from operasure.erase.model import Piece, ValueEdit


def edit(before: str, after: str) -> ValueEdit:
    """What becomes of a value, both as PostgreSQL shows them as text."""
    return ValueEdit(_digest(before), _digest(after), pieces(before, after))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The new value in pieces; put together they are `after` exactly."""
    found: list[Piece] = []
    at = 0
    for change in changes(before, after):
        start, end, new = _narrowed(before, change)
        if start > at:
            found.append((at + 1, start - at))
        if new:
            found.append(new)
        at = end
    if at < len(before):
        found.append((at + 1, len(before) - at))
    return tuple(found)


def _narrowed(before: str, change: Changed) -> Changed:
    """A change without the characters at both ends that stay: a word of base64 may be long."""
    old = before[change.start : change.end]
    head = common(old, 0, change.new, 0)
    old, new = old[head:], change.new[head:]
    tail = common(old[::-1], 0, new[::-1], 0)
    return Changed(change.start + head, change.end - tail, new[: len(new) - tail])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

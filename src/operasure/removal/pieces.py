"""A new value as ranges of the old one and what is new between them.

So a plan says what is cut out of a text without holding the text.
"""

from __future__ import annotations

import hashlib

from operasure.removal.difference import changes
from operasure.removal.model import Edit, Piece


def edit(before: str, after: str) -> Edit:
    """What becomes of a value, both as PostgreSQL shows them as text."""
    return Edit(_digest(before), _digest(after), pieces(before, after))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The new value in pieces; put together they are `after` exactly."""
    found: list[Piece] = []
    at = 0
    for change in changes(before, after):
        if change.start > at:
            found.append((at + 1, change.start - at))
        if change.new:
            found.append(change.new)
        at = change.end
    if at < len(before):
        found.append((at + 1, len(before) - at))
    return tuple(found)


def put_together(before: str, given: tuple[Piece, ...]) -> str:
    """What the server makes of the pieces."""
    return "".join(
        piece if isinstance(piece, str) else before[piece[0] - 1 : piece[0] - 1 + piece[1]]
        for piece in given
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""A new value as ranges of the old one and what is new between them.

So a plan says what is cut out of a text without holding the text.
"""

from __future__ import annotations

import hashlib
import re
from difflib import SequenceMatcher

from operasure.removal.model import Edit, Piece

MOST_TOKENS = 4_000
"""Words that are compared in search of what stays; a longer difference is one piece."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def edit(before: str, after: str) -> Edit:
    """What becomes of a value, both as PostgreSQL shows them as text."""
    return Edit(_digest(before), _digest(after), pieces(before, after))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The new value in pieces; put together they are `after` exactly."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    found: list[Piece] = [(1, start)] if start else []
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    found += _between(old, new, start)
    if end:
        found.append((len(before) - end + 1, end))
    return tuple(found)


def put_together(before: str, given: tuple[Piece, ...]) -> str:
    """What the server makes of the pieces."""
    return "".join(
        piece if isinstance(piece, str) else before[piece[0] - 1 : piece[0] - 1 + piece[1]]
        for piece in given
    )


def _between(old: str, new: str, at: int) -> list[Piece]:
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    if not old or len(first) > MOST_TOKENS or len(second) > MOST_TOKENS:
        return [new] if new else []
    starts = [at]
    for token in first:
        starts.append(starts[-1] + len(token))
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((starts[i] + 1, starts[j] - starts[i]))
        elif k < m:
            found.append("".join(second[k:m]))
    return found


def _common(one: str, other: str) -> int:
    """How many characters two texts share from their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

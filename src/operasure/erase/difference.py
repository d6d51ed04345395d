"""The differences between two texts, word by word, with some context.

A text may be huge and its changes far apart: what is the same is skipped in large steps, and words
are compared in windows only, so that time grows with the text and memory with what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

CONTEXT = 80
"""Characters on either side of a change that are shown."""
_WINDOWS = (500, 2_000, 8_000)
"""Characters that are compared word by word in search of what stays; a larger one where the
smaller holds nothing that does."""
_SURE = 3
"""Characters of a word that is worth meeting again."""
_SHORT = 150
"""Words that are compared one by one, whatever they are."""
_STEP = 1 << 16
_MOST = 40
"""Changes in one hunk."""
_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
"""A word, or another sign, with the blanks behind it."""

Kind = Literal["same", "gone", "new"]


class DifferencePiece(NamedTuple):
    """Some text, and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Hunk:
    """Changes near each other. `cut_before` and `cut_after` say that more text stands there."""

    pieces: tuple[DifferencePiece, ...]
    cut_before: bool
    cut_after: bool


class Changed(NamedTuple):
    """`before[start:end]` has become `new`."""

    start: int
    end: int
    new: str


def hunks(before: str, after: str, context: int = CONTEXT) -> Iterator[Hunk]:
    """The changes in order, those with little text between them together."""
    group: list[Changed] = []
    for change in changes(before, after):
        far = group and change.start - group[-1].end > 2 * context
        if far or len(group) == _MOST:
            yield _hunk(before, group, context)
            group = []
        group.append(change)
    if group:
        yield _hunk(before, group, context)


def _hunk(before: str, group: Sequence[Changed], context: int) -> Hunk:
    low = _boundary(before, group[0].start - context, group[0].start)
    high = _boundary(before, group[-1].end + context, len(before), limit=group[-1].end)
    pieces: list[DifferencePiece] = []
    at = low
    for change in group:
        pieces += [
            DifferencePiece("same", before[at : change.start]),
            DifferencePiece("gone", before[change.start : change.end]),
            DifferencePiece("new", change.new),
        ]
        at = change.end
    pieces.append(DifferencePiece("same", before[at:high]))
    return Hunk(tuple(piece for piece in pieces if piece.text), low > 0, high < len(before))


def _boundary(text: str, at: int, end: int, limit: int = 0) -> int:
    """The next place from `at` on where a word begins or ends, as long as it is near."""
    at = max(limit, at)
    for place in range(at, min(at + 20, end)):
        if place == 0 or not (text[place - 1].isalnum() and text[place].isalnum()):
            return place
    return min(at, end)


def changes(before: str, after: str) -> Iterator[Changed]:
    """What makes `after` of `before`, in order. Not always the least, but never all of a text for
    the sake of a word."""
    old = new = 0
    while True:
        same = common(before, old, after, new)
        old, new = old + same, new + same
        if old == len(before) and new == len(after):
            return
        while old > 0 and new > 0 and same > 0 and _inside_word(before, old):
            old, new, same = old - 1, new - 1, same - 1
        old_end, new_end = _meeting(before, old, after, new)
        yield from _compared(before[old:old_end], after[new:new_end], old)
        old, new = old_end, new_end


def _inside_word(text: str, at: int) -> bool:
    return at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def common(one: str, i: int, other: str, j: int) -> int:
    """How many characters two texts share from these places on."""
    start = i
    step = _STEP
    while True:
        left, right = one[i : i + step], other[j : j + step]
        if left and left == right:
            i, j = i + len(left), j + len(left)
        elif step > 1 and left and right:
            step //= 2
        else:
            return i - start


def _meeting(before: str, old: int, after: str, new: int) -> tuple[int, int]:
    """Where the texts meet again: behind the last words that they share in a window, or at the
    end of both."""
    short: tuple[int, int] | None = None
    for window in _WINDOWS:
        if old + window >= len(before) and new + window >= len(after):
            return len(before), len(after)
        left = _TOKEN.findall(before, old, old + window)
        right = _TOKEN.findall(after, new, new + window)
        for i, j, size in _matcher(left, right).get_matching_blocks()[-2::-1]:
            place = old + _length(left, 0, i), new + _length(right, 0, j)
            if _length(left, i, size) > _SURE:
                return place
            short = short or place
    return short or (len(before), len(after))


def _matcher(left: list[str], right: list[str]) -> SequenceMatcher[str]:
    """Of long texts the words that stand everywhere say nothing, and cost the most."""
    return SequenceMatcher(None, left, right, autojunk=max(len(left), len(right)) > _SHORT)


def _length(tokens: Sequence[str], start: int, number: int) -> int:
    return sum(map(len, tokens[start : start + number]))


def _compared(old: str, new: str, offset: int) -> Iterator[Changed]:
    """The changes of a stretch of text, word by word where it is short enough."""
    if max(len(old), len(new)) > 2 * _WINDOWS[-1]:
        yield Changed(offset, offset + len(old), new)
        return
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    places = [offset]
    for token in left:
        places.append(places[-1] + len(token))
    for kind, i, j, k, m in _matcher(left, right).get_opcodes():
        if kind != "equal":
            yield _trimmed(old, places[i] - offset, places[j] - offset, "".join(right[k:m]), offset)


def _trimmed(old: str, start: int, end: int, new: str, offset: int) -> Changed:
    """A change without the blanks at its end that stay."""
    while end > start and new and old[end - 1].isspace() and old[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Changed(offset + start, offset + end, new)

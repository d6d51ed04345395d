"""The strings inside a serialised value: position, decoded text, and encoding."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from operasure.erase.cutting.edits import NotCut, Span, TextEdit
from operasure.matching.view import View


@dataclass(frozen=True, slots=True)
class Leaf:
    """A string, by its number in the value: `value[start:end]` reads as `view.text` and is written
    by `write`. A `key` names another value."""

    number: int
    start: int
    end: int
    view: View
    write: Callable[[str], str]
    key: bool = False

    @property
    def text(self) -> str:
        """What the string says."""
        return self.view.text

    def inside(self, at: int, *, end: bool = False) -> int:
        """The place in `text` of a place in the value; one inside an escape counts as its start,
        or as its `end`."""
        at -= self.start
        for pieces in _layers(self.view):
            at = _forward(pieces, at, end)
        return at

    def outside(self, edit: TextEdit) -> TextEdit:
        """An edit of `text` as one of the value."""
        start, end = self.view.origin(edit.start, edit.end)
        return TextEdit(self.start + start, self.start + end, self.write(edit.new))


Pieces = Sequence[tuple[int, int, int, int]]


def _layers(view: View) -> list[Pieces]:
    """How each view differs from the one it was made from, the outermost first."""
    layers: list[Pieces] = []
    at: View | None = view
    while at is not None and at.parent is not None:
        layers.append(at.pieces)
        at = at.parent
    return layers[::-1]


def _forward(pieces: Pieces, at: int, end: bool) -> int:
    place = bisect_right(pieces, at - end, key=lambda piece: piece[2]) - 1
    if place < 0:
        return at
    new_start, new_end, _, old_end = pieces[place]
    if at < old_end:
        return new_end if end else new_start
    return new_end + at - old_end


def share(leaves: Sequence[Leaf], spans: Sequence[Span]) -> list[tuple[Leaf, list[Span]]]:
    """The passages as they stand in the strings. Where one runs over several strings, its
    replacement stands in the first; a key that it runs across stays.

    Raises NotCut for what stands in no string.
    """
    starts = [leaf.start for leaf in leaves]
    shares: dict[int, list[Span]] = {}
    for span in spans:
        replacement, met = span.replacement, False
        for number in range(max(0, bisect_right(starts, span.start) - 1), len(leaves)):
            leaf = leaves[number]
            if leaf.start >= span.end:
                break
            if leaf.end <= span.start or (leaf.key and _crosses(span, leaf)):
                continue
            if span.exact and _crosses(span, leaf):
                raise NotCut("the passage to replace spans several values")
            start = leaf.inside(max(span.start, leaf.start))
            end = leaf.inside(min(span.end, leaf.end), end=True)
            if start < end:
                part = Span(start, end, replacement, span.exact)
                shares.setdefault(number, []).append(part)
                replacement, met = "", True
        if not met:
            raise NotCut("the passage is outside of every string (in a comment or a number)")
    return [(leaves[number], parts) for number, parts in sorted(shares.items())]


def _crosses(span: Span, leaf: Leaf) -> bool:
    return span.start < leaf.start or leaf.end < span.end

"""A text as it is read, every offset of which leads back to the text that it was made from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class View:
    """A text, and where its characters stand in the text it was made from.

    `pieces` are the places where the two differ, in order: start and end here, start and end
    there. `parent` is the view it was made from, None for the original text.
    """

    text: str
    parent: View | None = None
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original text that shows as `text[start:end]`; a part of an escape
        counts as the whole of it. Needs start < end."""
        view: View | None = self
        while view is not None and view.parent is not None:
            start, end = _back(view.pieces, start)[0], _back(view.pieces, end - 1)[1]
            view = view.parent
        return start, end


def _back(pieces: list[tuple[int, int, int, int]], at: int) -> tuple[int, int]:
    """Start and end of what shows at `at`, one view back."""
    piece = bisect_right(pieces, at, key=lambda piece: piece[0]) - 1
    if piece < 0:
        return at, at + 1
    _, end, old_start, old_end = pieces[piece]
    if at < end:
        return old_start, old_end
    there = old_end + at - end
    return there, there + 1


def substitute(
    view: View, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None]
) -> View:
    """A view with every match of `pattern` replaced; `replace` returns None to leave it. Returns
    `view` itself if nothing changes."""
    shown = ((*match.span(), replace(match)) for match in pattern.finditer(view.text))
    return replaced(view, ((start, end, new) for start, end, new in shown if new is not None))


def replaced(view: View, places: Iterable[tuple[int, int, str]]) -> View:
    """A view with each of some places, in order, replaced: its start, its end, and what shows
    there. Returns `view` itself if there is none."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    done = length = 0
    for start, end, new in places:
        length += start - done
        pieces.append((length, length + len(new), start, end))
        parts += (view.text[done:start], new)
        length += len(new)
        done = end
    if not pieces:
        return view
    parts.append(view.text[done:])
    return View("".join(parts), view, pieces)

"""A fast first test of plain bytes: whether anything in them can name the person.

One entry in hundreds can. Only those are read structurally and handed to the matcher, which is
what makes a whole cache affordable; so the sieve may let too much through, but never too little.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from operasure.looks.cache import ids
from operasure.looks.cache.sought import CachePerson
from operasure.matching.loose import Compiled
from operasure.matching.match import LONGEST

WHOLE = 48 * 1024
"""Characters of a text that is handed out in one piece."""
STEP = 32 * 1024
"""Characters of a longer text that one window is there for, with a margin on both sides."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text. What begins within `text[start:end]` is this window's; the rest stands
    around it, so that every mention is whole in the window it belongs to."""

    text: str
    start: int
    end: int


class Sieve:
    """Tells whether text may name one person, by the matcher's own loose patterns and those for
    ids, and where."""

    def __init__(self, person: CachePerson) -> None:
        self._always = person.finder is not None and person.loose is None
        # One pass for as much as RE2 can bear at a time: what it costs is the pass itself.
        patterns = list(person.loose or ())
        if person.user_ids:
            patterns[:1] = ["|".join([*patterns[:1], *ids.loose(person.user_ids)])]
        self._patterns = Compiled.of(patterns)

    def suspects(self, data: bytes) -> bool:
        """Whether UTF-8 text, or bytes in which such text stands, may name the person."""
        return self._always or self._patterns.search(data) is not None

    def windows(self, text: str) -> Iterator[Window]:
        """The parts of a text that may name the person."""
        if self._always or len(text) <= WHOLE:
            if self.suspects(_bytes(text)):
                yield Window(text, 0, len(text))
            return
        for at in range(0, len(text), STEP):
            low = max(0, at - LONGEST)
            part = text[low : at + STEP + LONGEST]
            if self.suspects(_bytes(part)):
                yield Window(part, at - low, at - low + STEP)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")

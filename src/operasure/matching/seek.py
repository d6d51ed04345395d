"""Mentions in the values of a column: the loose filter first, exact matching on what it lets pass.

A long value is decoded and matched in windows around what the filter lets pass, so that memory and
time stay bounded whatever it holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from operasure.matching.excerpt import excerpt
from operasure.matching.identity import Identity
from operasure.matching.loose import MARGIN as BEFORE
from operasure.matching.loose import Bytes, LooseFilter
from operasure.matching.match import LONGEST, Match, Matcher
from operasure.matching.variants import Confidence

SHORT = 4 * 1024
"""Bytes of a value whose mentions are remembered."""
WHOLE = 48 * 1024
"""Bytes of a value that is matched in one go."""
STEP = 32 * 1024
"""Bytes of a longer value that a window is there for, with a margin on both sides."""
MARGIN = LONGEST
CONTEXT = 60
"""Characters on either side of a mention that belong to its passage."""


class Seen(NamedTuple):
    """A mention as it was read. `at` orders the mentions of a text; `passage` is a digest of the
    mention with `CONTEXT` characters on either side, the rest is for a person to read."""

    at: int
    variant: str
    confidence: Confidence
    before: str
    mention: str
    after: str
    passage: bytes


class Seeker:
    """Finds the mentions of one identity in values. May be shared by threads.

    What a short value holds is remembered for a while: every old version of a text repeats it.
    """

    def __init__(self, identity: Identity) -> None:
        self.filter = LooseFilter(identity)
        self._matcher = Matcher(identity)
        self._remembered = lru_cache(maxsize=2048)(self._found)
        self.names = lru_cache(maxsize=4096)(self._names)

    def find(self, value: Bytes, *, structured: bool) -> Iterator[Seen]:
        """The mentions in a value (UTF-8), in order."""
        if len(value) > WHOLE:
            yield from self._windows(value, structured)
        elif self.filter.compiled.search(value) is not None:
            find = self._remembered if len(value) <= SHORT else self._found
            yield from find(bytes(value), structured)

    def _names(self, text: str) -> bool:
        """Whether a short text, such as a path, mentions the person. Many mentions share one."""
        return self.filter.passes(text.encode(errors="replace")) and bool(self._matcher.find(text))

    def _found(self, value: bytes, structured: bool) -> tuple[Seen, ...]:
        text = value.decode(errors="replace")
        found = self._matcher.find(text, structured=structured)
        return tuple(_seen(text, match, match.start) for match in found)

    def _windows(self, value: Bytes, structured: bool) -> Iterator[Seen]:
        for start in range(0, len(value), STEP):
            low, own = _letter(value, max(0, start - MARGIN)), _letter(value, start)
            stop, high = _letter(value, start + STEP), _letter(value, start + STEP + MARGIN)
            begin = max(0, own - BEFORE)
            if self.filter.compiled.search(value, begin, high) is None:
                continue
            margin = str(value[low:own], "utf-8", "replace")
            inside = str(value[own:stop], "utf-8", "replace")
            text = f"{margin}{inside}{str(value[stop:high], 'utf-8', 'replace')}"
            for match in self._matcher.find(text, structured=structured):
                if len(margin) <= match.start < len(margin) + len(inside):
                    yield _seen(text, match, own + match.start - len(margin))


def _letter(value: Bytes, at: int) -> int:
    """The nearest place from `at` on where a character begins."""
    while at < len(value) and value[at] & 0xC0 == 0x80:
        at += 1
    return min(at, len(value))


def _seen(text: str, match: Match, at: int) -> Seen:
    shown = excerpt(text, match.start, match.end)
    return Seen(
        at,
        match.variant,
        match.confidence,
        shown.before,
        shown.mention,
        shown.after,
        passage(text, match.start, match.end),
    )


def passage(text: str, start: int, end: int) -> bytes:
    """The digest of a mention with `CONTEXT` characters on either side, by which it is known
    again."""
    around = text[max(0, start - CONTEXT) : end + CONTEXT]
    return hashlib.sha256(around.encode()).digest()[:16]

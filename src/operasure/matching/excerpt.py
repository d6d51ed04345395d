"""A mention with a little of what stands around it, fit to be shown to whoever reviews it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LIMIT = 60
"""Characters shown on either side unless asked otherwise."""
HIDDEN = "@…"
"""Shown in place of another mention tag."""
_HEAD, _TAIL = 160, 80
"""Characters of a long mention that are shown."""
_WIDE = 6_000
"""Characters on either side that are looked at for tags."""

_LESS = r"(?:<|&(?:amp;)*(?:lt|LT|\#60|\#[xX]3[cC]);|\\+u003[cC]|%3[cC])"
_MORE = r"(?:>|&(?:amp;)*(?:gt|GT|\#62|\#[xX]3[eE]);|\\+u003[eE]|%3[eE])"
_ESCAPE = (
    r"<[A-Za-z/!?][^<>]{0,4000}>"
    r"|&(?:\#[0-9]{1,8}|\#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|\\+u[0-9a-fA-F]{4}|\\+x[0-9a-fA-F]{2}|(?:%[0-9a-fA-F]{2})+|\\[nrt\"\\/]|\r\n"
)
_MENTION = (
    rf"{_LESS}mention\b(?:(?!{_LESS}mention\b).){{0,4000}}?{_LESS}\\*/mention\s*{_MORE}"
    rf"|{_LESS}mention\b(?:(?!{_LESS}|{_MORE}).){{0,4000}}{_MORE}"
)
_INSIDE = re.compile(_ESCAPE, re.DOTALL | re.IGNORECASE)
_WHOLE = re.compile(f"(?P<mention>{_MENTION})|{_ESCAPE}", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A mention and what stands before and after it; `str()` gives all of it in a row."""

    before: str
    mention: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.mention}{self.after}"


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a text as it is shown; `whole` says that it must not be cut."""

    shown: str
    whole: bool


def excerpt(text: str, start: int, end: int, limit: int = LIMIT) -> Excerpt:
    """The mention `text[start:end]` with at most `limit` characters on either side.

    Tags, entities and other escapes are shown whole or not at all; mention tags other than this
    one show as `@…`, so that an excerpt about one person names no other that OpenProject knows
    of. A mention of more than a few hundred characters is shortened in the middle.
    """
    low, high = max(0, start - _WIDE), min(len(text), end + _WIDE)
    before: list[_Part] = []
    after: list[_Part] = []
    done = low
    for first, last, shown in _wholes(text, low, start, end, high):
        _add(text, before, done, min(first, start), whole=False)
        _add(text, after, max(done, end), first, whole=False)
        _add(text, before, first, min(last, start), whole=True, shown=shown)
        _add(text, after, max(first, end), last, whole=True, shown=shown)
        done = last
    _add(text, before, done, start, whole=False)
    _add(text, after, max(done, end), high, whole=False)
    return Excerpt(_backward(before, limit), _shortened(text[start:end]), _forward(after, limit))


def _wholes(
    text: str, low: int, start: int, end: int, high: int
) -> Iterator[tuple[int, int, str | None]]:
    """What must not be cut: start, end, and what is shown instead."""
    for match in _WHOLE.finditer(text, low, high):
        if not match["mention"]:
            yield *match.span(), None
        elif match.end() <= start or match.start() >= end:
            yield *match.span(), HIDDEN
        else:
            for inside in _INSIDE.finditer(text, *match.span()):
                yield *inside.span(), None


def _add(
    text: str, parts: list[_Part], start: int, end: int, *, whole: bool, shown: str | None = None
) -> None:
    if start < end:
        parts.append(_Part(text[start:end] if shown is None else shown, whole))


def _backward(parts: list[_Part], limit: int) -> str:
    chosen: list[str] = []
    for part in reversed(parts):
        shown = part.shown
        if len(shown) > limit:
            cut = "" if part.whole else shown[len(shown) - limit :]
            while cut and unicodedata.category(cut[0])[0] == "M":
                cut = cut[1:]
            chosen.append(cut)
            break
        chosen.append(shown)
        limit -= len(shown)
    return "".join(reversed(chosen))


def _forward(parts: Iterable[_Part], limit: int) -> str:
    chosen: list[str] = []
    for part in parts:
        shown = part.shown
        if len(shown) > limit:
            cut = 0 if part.whole else limit
            while cut and unicodedata.category(shown[cut])[0] == "M":
                cut -= 1
            chosen.append(shown[:cut])
            break
        chosen.append(shown)
        limit -= len(shown)
    return "".join(chosen)


def _shortened(mention: str) -> str:
    if len(mention) <= _HEAD + _TAIL:
        return mention
    return f"{mention[:_HEAD]}…{mention[-_TAIL:]}"

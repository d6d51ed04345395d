"""The loose filter: lets every text pass in which exact matching would find something.

It is one pattern for RE2 over bytes, built from the tables and graphs that exact matching itself
uses; tests hold the one against the other. What passes is for `match.Matcher` to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

from operasure.matching import damaged
from operasure.matching.classes import character_class, inverse
from operasure.matching.exact import folded
from operasure.matching.identity import Identity
from operasure.matching.logins import LoginText, accounts, gravatars
from operasure.matching.loose_names import merged, name_patterns
from operasure.matching.loose_words import Pieces
from operasure.matching.raw import RE2, Dialect, either

_MEMORY = 128 << 20
"""Bytes RE2 may use for one pattern, its states included."""
_SIZE = 900_000
"""Characters of one pattern: for a larger one RE2 would have to remember too many states."""
_MANY = 12
"""Logins and addresses, from which on only the first characters of each are looked for."""
_CHARACTERS = 6
_EXACT = 12
"""Characters of a name as it was given that are looked for."""
_DIGITS_OF_GRAVATAR = 8
_WHOLE = r"(?:^|\x00\x00\x00[\x01-\x30])\s*"
"""Where a short text begins that may be nothing but a login; in a stream the field has at most 48
bytes."""
Bytes = bytes | bytearray | memoryview
MARGIN = 64
"""Bytes before a part of a text that may decide whether a word begins there."""


@dataclass(frozen=True, slots=True)
class LooseHit:
    """A place where a text may hold a mention: `at` is the offset of a byte inside it."""

    at: int

    def start(self) -> int:
        """`at`, as a match of a regular expression says it."""
        return self.at


@dataclass(frozen=True)
class LooseFilter:
    """The filter for one identity."""

    identity: Identity

    @cached_property
    def stream_patterns(self) -> tuple[str, ...]:
        """For RE2 in its UTF-8 mode; a text passes if one of them matches."""
        return tuple(_packed(_ways(self.identity, RE2)))

    @cached_property
    def compiled(self) -> Compiled:
        """The patterns, ready to search bytes."""
        return Compiled.of(self.stream_patterns)

    def passes(self, data: bytes) -> bool:
        """Whether a text, as UTF-8, may hold a mention."""
        return self.compiled.search(data) is not None


def options() -> Any:
    """How RE2 is to read the patterns."""
    chosen = re2.Options()
    chosen.max_mem = _MEMORY
    chosen.never_capture = True
    chosen.log_errors = False
    return chosen


@dataclass(frozen=True)
class Compiled:
    """Searches the bytes of a text, or a binary COPY stream as it comes, where no match ever runs
    from one field into the next. A field of 256 KB or more is to be passed unasked there.
    """

    patterns: tuple[Any, ...]
    """Each looks for its match itself, from where it is told to begin: asked for where a match
    starts, RE2 would have to read backwards, and remember as many states again."""

    @classmethod
    def of(cls, patterns: Iterable[str]) -> Compiled:
        """Of patterns for RE2. Where it refuses one as too large, every text passes."""
        try:
            return cls(tuple(re2.compile(rf"\C*?(?:{one})", options()) for one in patterns))
        except re2.error:
            return cls((re2.compile(r"\C", options()),))

    def search(self, data: Bytes, pos: int = 0, endpos: int | None = None) -> LooseHit | None:
        """A hit between two offsets, in the first field that has one. Whoever looks through a text
        in parts begins `MARGIN` bytes before each: what stands before a word counts."""
        return LooseSearch(self, data, endpos).hit(pos)


class LooseSearch:
    """Asks for one hit after the other in a stretch of bytes. No pattern looks at a byte twice:
    asked anew for each hit of another, one without a hit would go to the end of all each time."""

    def __init__(self, compiled: Compiled, data: Bytes, end: int | None = None) -> None:
        self._data = memoryview(data)
        self._end = len(data) if end is None else end
        self._next: list[tuple[Any, int | None]] = [(one, None) for one in compiled.patterns]
        """Each pattern that may hit, and where it does so next, as far as that is known."""

    def hit(self, pos: int) -> LooseHit | None:
        """A hit from an offset on, in the first field that has one. Whoever asks again does so from
        a place behind the field of the hit before, or from its last byte."""
        end = self._end
        asked: list[tuple[Any, int | None]] = []
        for pattern, known in self._next:
            at = self._asked(pattern, pos, end) if known is None or known <= pos else known
            if at is None and end == self._end:
                continue
            end = end if at is None else min(end, at + 1)
            asked.append((pattern, at))
        self._next = asked
        return LooseHit(end - 1) if any(at is not None for _, at in asked) else None

    def _asked(self, pattern: Any, pos: int, end: int) -> int | None:
        # RE2 looks at the byte behind what it searches, and here that is no text.
        match = pattern.match(self._data[:end], pos, end)
        return None if match is None else match.end() - 1


def _ways(identity: Identity, dialect: Dialect) -> list[str]:
    """Patterns in a dialect, of which every mention matches one."""
    fixed = dict.fromkeys((*dialect.unreadable, *_ids(identity, dialect)))
    return [*fixed, *merged((*_accounts(identity, dialect), *name_patterns(identity, dialect)))]


def _packed(ways: Iterable[str]) -> Iterator[str]:
    """The patterns as few."""
    packed: list[str] = []
    for way in ways:
        if packed and sum(map(len, packed)) + len(way) > _SIZE:
            yield "|".join(packed)
            packed = []
        packed.append(way)
    yield "|".join(packed)


def _ids(identity: Identity, dialect: Dialect) -> Iterator[str]:
    if not identity.user_ids:
        return
    gap = dialect.gap

    def fixed(text: str) -> str:
        return dialect.literal(text, dialect.line_break)

    between = f"{either(f'[^0-9A-Za-z<>{dialect.nothing}]', dialect.escape)}*"
    linked = f"{gap}{fixed('/')}{gap}"
    numbered = f"{gap}{fixed('#')}{dialect.line_break}"
    named = {
        "data-id": between,
        "user": either(numbered, f"{dialect.line_break}{fixed('s')}?{linked}"),
        "principals": linked,
    }
    first = _begun({name[0] for name in named}, dialect)
    rest = either(*(fixed(name[1:]) + behind for name, behind in named.items()))
    ids = either(*(fixed(str(user_id)) for user_id in identity.user_ids))
    behind = either(dialect.end, f"[^0-9{dialect.nothing}]")
    yield f"{first}{dialect.line_break}{rest}{ids}{behind}"


def _accounts(identity: Identity, dialect: Dialect) -> Iterator[Pieces]:
    every = [a for a in accounts(identity) if not ("@" in a.text and a.as_word)]
    longest = _CHARACTERS if len(every) >= _MANY else None
    for account in every:
        yield _account(account, dialect)[:longest]
        if account.kind == "login" and not account.as_word:
            yield (_WHOLE, *_following(account.text, dialect), _ended(account.text, dialect))
    for text in folded(identity.exact):
        yield _exact(text, dialect)
    for piece in damaged.pieces(identity.names):
        first = _begun(piece[0], dialect) if piece.isascii() else _damaged(piece[0])
        yield (first, *map(_damaged, piece[1:]))
    for digest in gravatars(identity.mails):
        first = _begun(digest[0], dialect, dialect.before("g-zG-Z"))
        yield (first, *map(dialect.literal, digest[1:_DIGITS_OF_GRAVATAR]))


def _damaged(char: str) -> str:
    """A character of a damaged name, as it is: matching looks for none behind escapes."""
    raw = inverse().raw(char)
    return character_class(one for one in raw if len(one) == 1)


def _exact(text: str, dialect: Dialect) -> Pieces:
    """The beginning of a name as it was given: of a word a blank parts from the next, anything."""
    signs = text.replace(" ", "")[:_EXACT]
    rest = (dialect.joint + dialect.literal(char) for char in signs[1:])
    return (_begun(signs[0], dialect), *rest)


def _account(account: LoginText, dialect: Dialect) -> Pieces:
    """A login or address, character by character; the local part is enough of an address if it is
    looked for as a word anyway."""
    first, rest = account.text[0], account.text[1:]
    if "@" in account.text:
        local, _, domain = rest.rpartition("@")
        plus = f"(?:{dialect.literal('+')}[^@{dialect.nothing or chr(1)}]*)?"
        around = f"{either(f'[^0-9A-Za-z{dialect.nothing}]', dialect.escape)}{{1,6}}"
        word = f"{either(dialect.literal('a'), dialect.literal('ä'))}(?:{dialect.literal('t')})?"
        at = f"{dialect.gap}{plus}{dialect.gap}{around}(?:{word}{around})?"
        host = _following(domain.partition(".")[0], dialect)
        return (_begun(first, dialect), *_following(local, dialect), at + host[0], *host[1:])
    if account.as_word:
        return (_begun(first, dialect), *_following(rest, dialect), _ended(rest, dialect))
    marks = {raw for mark in ":#@\"'" for raw in inverse().raw(mark)}
    return (dialect.one(marks), *_following(account.text, dialect))


def _following(text: str, dialect: Dialect) -> Pieces:
    return tuple(dialect.gap + dialect.literal(char) for char in text)


def _ended(text: str, dialect: Dialect) -> str:
    """What may stand behind a login or local part: no further letter or digit."""
    if not (text[-1:].isascii() and text[-1:].isalnum()):
        return ""
    return either(dialect.end, f"[^0-9A-Za-z{dialect.nothing}]")


def _begun(chars: Iterable[str], dialect: Dialect, before: str = "") -> str:
    """The first character of a login, an address or the like: one of some."""
    raw = {text for char in chars for text in inverse().written(char)}
    inside = {c for c in raw if c.isascii() and c.isalnum()}
    ways = [f"{before or dialect.before_word}{character_class(inside)}"] if inside else []
    return either(*ways, dialect.one(raw, only_escaped=inside))

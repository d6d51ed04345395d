"""The loose filter: lets every text pass in which exact matching would find something.

It is one pattern for RE2 over bytes, and the same for PostgreSQL, built from the tables and graphs
that exact matching itself uses; tests hold the one against the other. What passes is for
`match.Matcher` to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import product
from typing import Any, ClassVar

import re2

from operasure.mentions.accounts import accounts, gravatars
from operasure.mentions.classes import character_class, inverse
from operasure.mentions.fold import script
from operasure.mentions.forms import SHORT, Element, has_stem, is_spaceless, parts, spelled, words
from operasure.mentions.identity import Identity
from operasure.mentions.letters import SPELLINGS
from operasure.mentions.loose_words import First, word_pattern
from operasure.mentions.names import PersonName
from operasure.mentions.raw import (
    POSTGRESQL_BROKEN,
    POSTGRESQL_PLAIN,
    RE2,
    Dialect,
    either,
    interruption,
)

_MEMORY = 96 << 20
"""Bytes RE2 may use for one pattern, its states included."""
_TOGETHER = 8
"""Names in one pattern: with many more RE2 would have to remember too many states."""
_ACCOUNTS = 50
"""Logins, and mail addresses, in one pattern: more of them are too large for RE2."""
_DIGITS_OF_GRAVATAR = 12
Bytes = bytes | bytearray | memoryview
MARGIN = 64
"""Bytes before a part of a text that may decide whether a word begins there."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text may hold a mention: `at` is the offset of a byte inside it."""

    at: int

    def start(self) -> int:
        """`at`, as a match of a regular expression says it."""
        return self.at


@dataclass(frozen=True)
class LooseFilter:
    """The filter for one identity, for bytes and for the server."""

    identity: Identity

    @cached_property
    def stream_patterns(self) -> tuple[str, ...]:
        """For RE2 in its UTF-8 mode; a text passes if one of them matches."""
        return tuple(pattern(part, RE2) for part in _parts(self.identity))

    @property
    def stream_pattern(self) -> str:
        """The same as one pattern."""
        return "|".join(self.stream_patterns)

    @cached_property
    def compiled(self) -> Compiled:
        """The patterns, ready to search bytes."""
        options = re2.Options()
        options.max_mem = _MEMORY
        options.never_capture = True
        options.log_errors = False
        return Compiled(
            tuple(re2.compile(rf"\C*?(?:{one})", options) for one in self.stream_patterns)
        )

    def passes(self, data: bytes) -> bool:
        """Whether a text, as UTF-8, may hold a mention."""
        return self.compiled.search(data) is not None

    @cached_property
    def sql_patterns(self) -> SqlPatterns:
        """For PostgreSQL."""
        return SqlPatterns(
            pattern(self.identity, POSTGRESQL_PLAIN),
            interruption(),
            pattern(self.identity, POSTGRESQL_BROKEN),
        )


@dataclass(frozen=True)
class Compiled:
    """Searches the bytes of a text, or a binary COPY stream as it comes, where no match ever runs
    from one field into the next. A field of more than 150 MB is to be passed unasked there.
    """

    patterns: tuple[Any, ...]
    """Each looks for its match itself, from where it is told to begin: asked for where a match
    starts, RE2 would have to read backwards, and remember as many states again."""

    def search(self, data: Bytes, pos: int = 0, endpos: int | None = None) -> Hit | None:
        """A hit between two offsets, in the first field that has one. Whoever looks through a text
        in parts begins `MARGIN` bytes before each: what stands before a word counts."""
        end = len(data) if endpos is None else endpos
        found = False
        for one in self.patterns:
            match = one.match(data, pos, end)
            if match is not None:
                found, end = True, match.end()
        return Hit(end - 1) if found else None


@dataclass(frozen=True)
class SqlPatterns:
    """Regular expressions for PostgreSQL's `~`, to be bound as parameters.

    PostgreSQL sets up a regular expression anew for every row, so that the pattern which bears
    with markup and escapes costs ten times the `plain` one. It is asked only where a text holds an
    `interruption`.
    """

    plain: str
    interruption: str
    broken: str

    CONDITION: ClassVar[str] = (
        "({0} ~ :mention_plain OR ({0} ~ :mention_interruption AND {0} ~ :mention_broken))"
    )

    def condition(self, expression: str) -> str:
        """The filter on a text expression, with three named parameters."""
        return self.CONDITION.format(expression)

    @property
    def parameters(self) -> dict[str, str]:
        """What to bind to the parameters of `condition`."""
        return {
            "mention_plain": self.plain,
            "mention_interruption": self.interruption,
            "mention_broken": self.broken,
        }


def _parts(identity: Identity) -> Iterator[Identity]:
    """The identity with so many names, logins and addresses at a time as one pattern bears."""
    names, logins, mails = identity.names, identity.logins, identity.mails
    yield replace(
        identity, names=names[:_TOGETHER], logins=logins[:_ACCOUNTS], mails=mails[:_ACCOUNTS]
    )
    for start in range(_TOGETHER, len(names), _TOGETHER):
        yield Identity(names=names[start : start + _TOGETHER])
    for start in range(_ACCOUNTS, max(len(logins), len(mails)), _ACCOUNTS):
        end = start + _ACCOUNTS
        yield Identity(logins=logins[start:end], mails=mails[start:end])


def pattern(identity: Identity, dialect: Dialect) -> str:
    """The filter's pattern in a dialect."""
    ways = [*dialect.unreadable, *_ids(identity, dialect), *_accounts(identity, dialect)]
    ways += _names(identity, dialect)
    return "|".join(dict.fromkeys(ways))


def _ids(identity: Identity, dialect: Dialect) -> Iterator[str]:
    if not identity.user_ids:
        return
    gap = dialect.gap

    def fixed(text: str) -> str:
        return dialect.literal(text, dialect.line_break)

    between = f"{either(f'[^0-9A-Za-z<>{dialect.nothing}]', dialect.escape)}*"
    before = either(
        f"{fixed('data-id')}{between}",
        f"{fixed('user')}{gap}{fixed('#')}{dialect.line_break}",
        f"{fixed('user')}{dialect.line_break}{fixed('s')}?{gap}{fixed('/')}{gap}",
        f"{fixed('principals')}{gap}{fixed('/')}{gap}",
    )
    ids = either(*(fixed(str(user_id)) for user_id in identity.user_ids))
    yield f"{before}{ids}{either(dialect.end, f'[^0-9{dialect.nothing}]')}"


def _accounts(identity: Identity, dialect: Dialect) -> Iterator[str]:
    for account in accounts(identity):
        first, rest = account.text[0], account.text[1:]
        if account.kind == "mail":
            if not account.as_word:
                local, _, domain = rest.rpartition("@")
                plus = f"(?:{dialect.literal('+')}[^@{dialect.nothing or chr(1)}]*)?"
                yield (
                    _begun(first, dialect)
                    + _following(local, dialect)
                    + dialect.gap
                    + plus
                    + dialect.gap
                    + dialect.literal(f"@{domain}", dialect.gap)
                )
        elif account.as_word:
            yield _begun(first, dialect) + _following(rest, dialect) + _ended(rest, dialect)
        else:
            marks = {raw for mark in ":#@\"'" for raw in inverse().raw(mark)}
            yield dialect.one(marks) + dialect.gap + dialect.literal(account.text, dialect.gap)
    for digest in gravatars(identity.mails):
        yield dialect.literal(digest[:_DIGITS_OF_GRAVATAR])


def _following(text: str, dialect: Dialect) -> str:
    return dialect.gap + dialect.literal(text, dialect.gap) if text else ""


def _ended(text: str, dialect: Dialect) -> str:
    """What may stand behind a login or local part: no further letter or digit."""
    if not (text[-1:].isascii() and text[-1:].isalnum()):
        return ""
    return either(dialect.end, f"[^0-9A-Za-z{dialect.nothing}]")


def _begun(char: str, dialect: Dialect) -> str:
    """The first character of a login or address."""
    raw = inverse().raw(char)
    inside = {c for c in raw if c.isascii() and c.isalnum()}
    ways = [f"{dialect.before_word}{character_class(inside)}"] if inside else []
    return either(*ways, dialect.one(raw, only_escaped=inside))


def _names(identity: Identity, dialect: Dialect) -> Iterator[str]:
    for word, elements in words(identity).items():
        yield from _Word(identity, dialect, word, elements).patterns()
    for name in identity.names:
        yield from _short_pairs(name, dialect)


class _Word:
    """The patterns for one word of one or more names."""

    def __init__(
        self, identity: Identity, dialect: Dialect, word: str, elements: list[Element]
    ) -> None:
        self._elements = elements
        self._word = word.removesuffix("+")
        self._root = spelled(self._word, elements, open_joints=word.endswith("+"))
        self._names = [identity.names[number] for number in {e.name for e in elements}]
        self._short = any(len(element.word) <= SHORT for element in elements)
        self._dialect = dialect.exact if self._short else dialect
        self._bounded = self._short and script(self._word[-1]) == "spaced"

    def patterns(self) -> Iterator[str]:
        roles = {element.role for element in self._elements}
        if roles == {"initials"} and all(_shortest_family(n) > SHORT for n in self._names):
            return
        head = _not_small(self._dialect) if self._short else self._first
        behind = self._dialect.behind_word(self._neighbours()) if self._bounded else ""
        yield word_pattern(self._root, self._dialect, head, stems=self._stems()) + behind

    def _first(self, raw: set[str], pairs: set[str]) -> str:
        return _first(raw, pairs, self._dialect, self._before())

    def _before(self) -> str:
        """What may stand before a small letter that the word begins with: the start of a word, and
        glued to it what does not pass by itself: initials before a family name (jmueller,
        jkmueller, xJmueller) and short words of the name (annsmith)."""
        before, gap = self._dialect.before_word, self._dialect.gap
        if not before:
            return ""
        heads, glued, most = [before], list[str](), 0
        words = [part for n in self._names for part in parts(n.given)[:2]]
        ways = {way for word in words for way in SPELLINGS[word[0]]}
        letters = "".join(sorted({letter for way in ways for letter in way if letter.isascii()}))
        if letters and any(element.role == "family" for element in self._elements):
            heads.append(f"[{letters.upper()}]{gap}")
            glued.append(f"[{letters}{letters.upper()}]")
            most += 2 * max(map(len, ways))
        for word in self._short_words():
            heads.append(self._spelled(word, _not_small(self._dialect.exact)) + gap)
            glued.append(self._spelled(word, self._dialect.exact.one))
            most += 1
        return f"{either(*heads)}(?:{either(*glued)}{gap}){{0,{most}}}" if glued else before

    def _short_words(self) -> list[str]:
        halves = (half for name in self._names for half in (name.given, name.family))
        found = {word for half in halves for word in parts(half) if 1 < len(word) <= SHORT}
        return sorted(found - {self._word})

    def _spelled(self, word: str, head: First) -> str:
        root = spelled(word, [Element(0, "whole", 0, word)])
        return word_pattern(root, self._dialect.exact, head, stems=False)

    def _neighbours(self) -> set[str]:
        """Letters that may follow a short word: a genitive s, and what words glued to it begin
        with."""
        words = {part for name in self._names for part in parts((*name.given, *name.family))}
        return {"s"} | {way[0] for word in words for way in SPELLINGS[word[0]] if way}

    def _stems(self) -> bool:
        """Whether a word without its inflected ending must do: not if the other half of the name,
        which stands beside every inflected word, is sure to pass."""
        halves = [parts(half) for name in self._names for half in (name.given, name.family)]
        others = [word for half in halves if self._word not in half for word in half]
        return any(len(word) <= SHORT or has_stem(word) for word in others)


def _first(raw: set[str], pairs: set[str], dialect: Dialect, before: str) -> str:
    """The first letter of a word. A small ASCII letter needs the start of a word before it; a
    capital may stand inside one (JuergenMueller), of others it can't be told."""
    small = {text for text in raw if "a" <= text <= "z" and len(text) == 1}
    begin = before + character_class(small) if small else ""
    return either(begin, dialect.one(raw, pairs, small))


def _not_small(dialect: Dialect) -> First:
    """The first letter of a short word, which stands alone only if it is written like a name."""

    def first(raw: set[str], pairs: set[str]) -> str:
        return dialect.one({text for text in raw if not text.islower()}, pairs)

    return first


def _shortest_family(name: PersonName) -> int:
    return min(map(len, parts(name.family)), default=0)


def _short_pairs(name: PersonName, dialect: Dialect) -> Iterator[str]:
    """A name of short words only may stand in small letters, if all of it does."""
    given, family = parts(name.given), parts(name.family)
    if is_spaceless(name) or any(len(word) > SHORT for word in (*given, *family)):
        return
    dialect = dialect.exact
    begin = partial(_first, dialect=dialect, before=dialect.before_word)
    behind = dialect.behind_word("s")
    for left, right in [*product(given, family), *product(family, given)]:
        one, other, glued = (
            word_pattern(spelled(word, [Element(0, "whole", 0, word)]), dialect, head, stems=False)
            for word, head in ((left, begin), (right, begin), (right, dialect.one))
        )
        between = either(dialect.gap, behind)
        yield f"{one}(?:{between}{glued}|{behind}{dialect.anything}{other}){behind}"

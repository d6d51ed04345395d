"""Patterns over raw text for what exact matching reads away: escapes, markup, what is ignored.

A dialect says it for RE2; it matches at least what `decode` and `fold` read away, and may match
more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Self

from operasure.matching import octets
from operasure.matching.classes import character_class, inverse
from operasure.matching.encoded import AMPERSAND, MISREAD, PERCENT, encoded
from operasure.matching.fold import IGNORED, INVISIBLE, JOINTS
from operasure.matching.layout import (
    APART,
    LINE_END,
    NATIONAL,
    SIGNS,
    SPACED,
    UNREADABLE,
    ZONE,
)
from operasure.matching.lookalike import MIXED
from operasure.matching.mail import BASE64, BROKEN_ESCAPE, ENCODED_WORD, LONG_WORD, PUNYCODE
from operasure.matching.notations import MISREAD_TWICE, SPACING, UNIT_IN_NAME, UTF7

LATIN = (
    "\u0250-\u036f\u1ab0-\u1aff\u1d00-\u1dff\u2070-\u214f\u2460-\u24ff\u2c60-\u2c7f"
    "\ua720-\ua7ff\ufb00-\ufb06\ufe00-\ufe2f\uff00-\uff5e\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff"
)
"""Where letters of the Latin script stand, and what folds to them, within brackets."""

_BESIDE = {*SPACING, *'{}"'}
"""What may stand beside a letter for its accent."""
_LATIN = re.compile(f"[{LATIN}]")
_FOREIGN = "\u0370-\u04ff"
_LOST = {"?", "#", *"{|}~[]", "\x94", "\u03c0", "\u0446", "\u2019", "\ufffd"}
"""One of each block in which signs stand that may stand for a letter that was lost."""


class Dialect:
    """What the loose filter is written with: RE2 over UTF-8, the bytes of one text, or of a binary
    COPY stream, where the length of a field stands before it in four bytes: zero, at most 3 (up to
    256 KB), and two more, of which the last may look like a letter.

    A word boundary also stands between a letter and a byte that is no UTF-8. RE2 pays for what a
    text makes it try and not for the size of the pattern, so this one is precise.

    `start` and `end` match where a text begins and ends, or at what can't be told from it.
    `nothing` is what no text holds, written for a bracket expression, so that a match never runs
    from one field of a stream into another. `escape` is whatever one character may be written as,
    `line_break` what breaks a word at the end of a line.
    `unreadable` are patterns of what is not worth telling apart: every text that holds it passes.
    """

    def __init__(self, *, is_exact: bool = False) -> None:
        self._is_exact = is_exact

    @cached_property
    def exact(self) -> Self:
        """The same, for short words: with every letter for itself."""
        return type(self)(is_exact=True)

    def one(
        self, raw: Iterable[str], pairs: Iterable[str] = (), only_escaped: Iterable[str] = ()
    ) -> str:
        """One of some raw texts or of some pairs of folded characters, or an escape; those of
        `only_escaped` only as an escape."""
        return either(*self._ways(set(raw), pairs, set(only_escaped)))

    def last(self, raw: Iterable[str], pairs: Iterable[str], behind: str) -> str:
        """One of some raw texts or pairs as the end of a word. `behind` is a pattern for what must
        follow where it is a letter of ASCII: what ends with any other letter, or with an escape,
        is a word's end wherever it stands, for a byte that is no text may follow it."""
        raw = set(raw)
        plain = {text for text in raw if len(text) == 1 and text.isascii()}
        touching = f"{character_class(plain)}{behind}" if plain else ""
        return either(touching, *self._ways(raw, pairs, plain))

    def _ways(self, raw: set[str], pairs: Iterable[str], only_escaped: set[str]) -> Iterator[str]:
        if UNREADABLE in raw:
            raw = raw - {UNREADABLE}
            yield f"{either(f'[{SIGNS}{NATIONAL}{_FOREIGN}]', self._escaped(_LOST))}+"
        rows = [[{char} for char in text] for text in sorted(raw) if len(text) > 1]
        rows += [[set(inverse().raw(char)) for char in pair] for pair in sorted(pairs)]
        longer = ("".join(map(self.one, row)) for row in rows)
        single = {text for text in raw if len(text) == 1}
        plain = self._class(*single.difference(only_escaped))
        yield from filter(None, (plain, *dict.fromkeys(longer), self._escaped(single)))

    def _class(self, *chars: str) -> str:
        """A bracket expression for characters, in which a letter of the Latin script that is not
        ASCII stands for every other unless exact; empty for none."""
        if self._is_exact:
            return character_class(chars)
        narrow = {char for char in chars if not _LATIN.match(char)}
        inside = character_class(narrow)[1:-1]
        return f"[{inside}{LATIN if len(narrow) < len(chars) else ''}]" if chars else ""

    @cached_property
    def gap(self) -> str:
        """What may stand between two letters of a word."""
        return self._between(_raw(IGNORED) | inverse().silent)

    @cached_property
    def joint(self) -> str:
        """What may stand between two letters at a joint of a name."""
        return self._between(_raw(JOINTS) | inverse().silent)

    @cached_property
    def before_word(self) -> str:
        """What may stand before a word that begins with a letter or digit of ASCII."""
        return self.before("0-9")

    def before(self, others: str) -> str:
        """What may stand before a letter or digit of ASCII: none, or one of `others`, written for
        a bracket expression."""
        return either(r"\b", self.start, f"[{others}_]", r"\\[nrt]", self.escape)

    def behind_word(self, besides: Iterable[str]) -> str:
        """What may follow a word whose last letter is one of ASCII; `besides` are ASCII letters
        that may, too. An inflected ending is none of them: one counts only beside a longer word."""
        letters = {letter.lower() for letter in besides if letter.isascii()}
        return either(self.end, f"[^a-z{self.nothing}]", character_class(letters))

    @property
    def anything(self) -> str:
        """Any text."""
        return f"[^{self.nothing or chr(1)}]*"

    def literal(self, text: str, gap: str = "") -> str:
        """A folded text, character by character, in any raw form; `gap` between them."""
        return gap.join(self.one(inverse().written(char)) for char in text if char != INVISIBLE)

    start = r"^|\x00[\x00-\x03]\C\w"
    end = r"\b|$"
    nothing = r"\x00"

    escape = rf"[&\\%=][#0-9A-Za-z;&\\%={{}}\r\n`'^~.\"]*|{MISREAD}"
    unreadable = (
        ENCODED_WORD,
        UTF7,
        r"\*[0-9]{1,3}\*?=",
        f"(?i:{PUNYCODE})",
        SPACED,
        APART,
        MISREAD_TWICE,
        MIXED,
        BROKEN_ESCAPE,
        *BASE64,
        rf"(?:(?:\b|{start}|_)[A-Za-z0-9+]|\+){LONG_WORD}",
        *octets.PATTERNS,
        r"\\N\{[A-Z]",
        UNIT_IN_NAME,
        ZONE,
        rf"{AMPERSAND}(?:#0*(?:37|38|92)|#[xX]0*(?:2[56]|5[cC])|percnt|bsol|PERCNT|BSOL)",
        r"\\+(?:u00(?:25|5[cC])|x(?:2[56]|5[cC])|u\{0*(?:2[56]|5[cC])\})",
        f"{PERCENT}(?:26|5[cC])",
    )
    _TAG = "|".join(
        (
            rf"(?:<|{AMPERSAND}(?:lt|LT|#0*60|#[xX]0*3[cC])|\\+(?:u003|x3|u\{{0*3)[cC]",
            rf"(?:{PERCENT}|=)3[cC])[^<>\x00]*(?:>|{AMPERSAND}(?:gt|GT|#0*62|#[xX]0*3[eE])",
            rf"\\+(?:u003|x3|u\{{0*3)[eE]|(?:{PERCENT}|=)3[eE])[;}}]?",
        )
    )

    def _escaped(self, chars: set[str]) -> str:
        """Alternatives for one of `chars` written as an escape."""
        return encoded(chars)

    _LINK = r"\]\([^\n\x00]*\)|\]\[[^\[\]\n\x00]*\]"
    _BROKEN = (
        rf"[-\x{{2010}}\x{{2011}}\x{{ac}}\x{{ad}}][ \t]?{LINE_END}[ \t>|*#/%;\r\n\f0-9]*"
        rf"|\\?\r?\n[ \t]+|[{''.join(SPACING)}]\r?\n"
    )

    line_break = rf"(?:=\r?\n|\\{LINE_END}|{_BROKEN})*"

    def _between(self, chars: set[str]) -> str:
        """Any number of `chars`, and of what else may stand between two letters."""
        inside = character_class(chars | _BESIDE, 15)
        return f"{either(inside, self._TAG, self._LINK, self.escape, self._BROKEN)}*"


_NEVER = r"[^\x00-\x{10ffff}]"
"""Matches nothing."""


def either(*ways: str) -> str:
    """One of some patterns; nothing matches where there is none, for nothing is written so."""
    return f"(?:{'|'.join(filter(None, ways)) or _NEVER})"


def _raw(folded: str) -> set[str]:
    return {raw for char in folded for raw in inverse().raw(char)}


RE2 = Dialect()

"""Patterns over raw text for what exact matching reads away: escapes, markup, what is ignored.

A dialect says it for one regular expression engine; each matches at least what `decode` and
`fold` read away, and may match more.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property

from operasure.mentions.classes import character_class, inverse
from operasure.mentions.decode import CP1252_FOLLOWERS
from operasure.mentions.fold import IGNORED, INVISIBLE, JOINTS

_HEX = "[0-9a-fA-F]"


class Dialect(ABC):
    """What the loose filter is written with.

    `start` and `end` match where a text begins and ends, or at what can't be told from it.
    `nothing` is what no text holds, written for a bracket expression, so that a match never runs
    from one field of a stream into another. `escape` is whatever one character may be written as.
    `unreadable` are patterns of what is not worth telling apart: every text that holds it passes.
    """

    start = "^"
    end = "$"
    nothing = ""
    escape = ""
    unreadable: tuple[str, ...] = ()

    def one(self, raw: Iterable[str], pairs: Iterable[str] = ()) -> str:
        """One of some raw texts or of some pairs of folded characters, or an escape."""
        raw = set(raw)
        rows = [list(map(self._class, text)) for text in sorted(raw) if len(text) > 1]
        rows += [[self._class(*inverse().raw(char)) for char in pair] for pair in sorted(pairs)]
        longer = ("".join(either(chars, self.escape) for chars in row) for row in rows)
        single = self._class(*(text for text in raw if len(text) == 1))
        return either(single, *dict.fromkeys(longer), self.escape)

    def _class(self, *chars: str) -> str:
        """A bracket expression for characters; empty for none."""
        return character_class(chars)

    @abstractmethod
    def _between(self, chars: set[str]) -> str:
        """Any number of `chars`, and of what else may stand between two letters."""

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
        """What may stand before a word that begins with an ASCII letter."""
        return either(self.start, f"[^A-Za-z{self.nothing}]", r"\\[nrt]", self.escape)

    def behind_word(self, besides: Iterable[str] = ()) -> str:
        """What may follow a word; `besides` are ASCII letters that may, too."""
        letters = {letter.lower() for letter in besides if letter.isascii()}
        return either(self.end, f"[^a-z{self.nothing}]", character_class(letters))

    @property
    def anything(self) -> str:
        """Any text."""
        return f"[^{self.nothing or chr(1)}]*"

    def literal(self, text: str, gap: str = "") -> str:
        """A folded text, character by character, in any raw form; `gap` between them."""
        return gap.join(self.one(inverse().raw(char)) for char in text if char != INVISIBLE)


def either(*ways: str) -> str:
    return f"(?:{'|'.join(filter(None, ways))})"


def _raw(folded: str) -> set[str]:
    return {raw for char in folded for raw in inverse().raw(char)}


class Re2(Dialect):
    """RE2 over UTF-8: the bytes of one text, or of a binary COPY stream, where the length of a
    field stands before it in four bytes, the first of which is at most 8 up to 150 MB.

    A word boundary also stands between a letter and a byte that is no UTF-8. RE2 pays for what a
    text makes it try and not for the size of the pattern, so this one is precise.
    """

    start = r"\b|^|[\x00-\x08]\C\C\C"
    end = r"\b|$"
    nothing = r"\x00"

    _AMP = r"(?:&|\\+u0026)(?:(?:amp|AMP);?)*"
    _PERCENT = "%(?:25)*"
    _FOLLOW = f"[{CP1252_FOLLOWERS}]"
    escape = "|".join(
        (
            f"{_AMP}#?[0-9A-Za-z]+;?",
            rf"\\+(?:u(?:{_HEX}{{4}}|\{{{_HEX}+\}})|x{_HEX}{{2}}|[23][0-7]{{2}})",
            f"(?:{_PERCENT}|=){_HEX}{{2}}",
            f"[\u00c2-\u00df]{_FOLLOW}|[\u00e0-\u00ef]{_FOLLOW}{_FOLLOW}",
        )
    )
    unreadable = (
        rf"{_AMP}(?:#0*(?:37|38|92)|#[xX]0*(?:2[56]|5[cC])|percnt|bsol|PERCNT|BSOL)",
        r"\\+(?:u00(?:25|5[cC])|x(?:2[56]|5[cC])|u\{0*(?:2[56]|5[cC])\})",
        f"{_PERCENT}(?:26|5[cC])",
    )
    _TAG = "|".join(
        (
            rf"(?:<|{_AMP}(?:lt|LT|#0*60|#[xX]0*3[cC])|\\+(?:u003|x3|u\{{0*3)[cC]",
            rf"(?:{_PERCENT}|=)3[cC])[^<>\x00]*(?:>|{_AMP}(?:gt|GT|#0*62|#[xX]0*3[eE])",
            rf"\\+(?:u003|x3|u\{{0*3)[eE]|(?:{_PERCENT}|=)3[eE])",
        )
    )
    _LINK = r"\]\([^\n\x00]*\)|\]\[[^\[\]\n\x00]*\]|=\r?\n"

    def _between(self, chars: set[str]) -> str:
        return f"{either(character_class(chars), self._TAG, self._LINK, self.escape)}*"


class PostgreSqlPlain(Dialect):
    """PostgreSQL's regular expressions, for words that nothing interrupts.

    They begin anew for every row, so that a small pattern is a fast one: a letter of the Latin
    script that is not ASCII stands for every other.
    """

    LATIN = (
        "\u0080-\u036f\u1ab0-\u1aff\u1d00-\u1eff\u2000-\u214f\u2460-\u24ff\u2c60-\u2c7f"
        "\ua720-\ua7ff\ufb00-\ufb06\ufe00-\ufe2f\uff00-\uff5e"
        "\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff"
    )

    def _class(self, *chars: str) -> str:
        narrow = {char for char in chars if not _LATIN.match(char)}
        inside = character_class(narrow)[1:-1]
        return f"[{inside}{self.LATIN if len(narrow) < len(chars) else ''}]" if chars else ""

    def _between(self, chars: set[str]) -> str:
        return f"{character_class(inverse().silent)}*"

    @property
    def joint(self) -> str:
        return "(?:[^0-9A-Za-z<]|<[^<>]*>)*"


class PostgreSqlBroken(PostgreSqlPlain):
    """The same for every word: whatever may follow an ampersand, a backslash, a percent or an
    equals sign counts as an escape, a Latin letter that is not ASCII as nothing, too."""

    escape = r"[&\\%=][#0-9A-Za-z;&\\%={}\r\n]*"
    _LESS = r"(?:&(?:amp;)*(?:lt|LT|#)|\\+u003|\\+x3|%(?:25)*3|=3)"
    unreadable = (
        rf"{_LESS}[^<> \n]+[> \n]",
        r"<[A-Za-z/!?&\\%=][^<>]*[&\\%=]",
        r"\](?:\([^\n]*\)|\[[^\]\n]*\])[^ \n.,;:!?)]",
    )

    def _between(self, chars: set[str]) -> str:
        inside = character_class({char for char in chars if not _LATIN.match(char)})[1:-1]
        return rf"(?:[{inside}{self.LATIN}]|<[^<>]*>|{self.escape})*"

    @property
    def joint(self) -> str:
        return self._between(_raw(JOINTS) | inverse().silent)


_LATIN = re.compile(f"[{PostgreSqlPlain.LATIN}]")

RE2 = Re2()
POSTGRESQL_PLAIN = PostgreSqlPlain()
POSTGRESQL_BROKEN = PostgreSqlBroken()


def interruption() -> str:
    """For PostgreSQL: where a word may be interrupted by markup or hold an escape, so that the
    plain pattern may miss it."""
    soft = character_class(_raw(IGNORED))
    word = "[^\x01-\x26\x28-\x2a\x2c\x2f\x3a-\x3f\x5b-\x5e\x60\x7b-\x7f]"
    return "|".join(
        (
            f"{word}(?:{soft}|<[^<>]*>|\\]\\([^\\n]*\\)|\\]\\[[^\\]\\n]*\\])+{word}",
            r"&[#A-Za-z]|\\[ux23]|\\[^ 0-9A-Za-z]|[%=][0-9a-fA-F][0-9a-fA-F]|=[\r\n]",
            f"[\u00c2-\u00ef][{CP1252_FOLLOWERS}]",
        )
    )

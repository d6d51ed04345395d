"""Folding of text, one character for one, so that offsets stay what they are.

What names may be written with or without keeps its place: a soft hyphen becomes INVISIBLE, markup
SOFT. Letters become small and compatibility forms plain; accents stay, `letters` deals with them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from string import ascii_lowercase

from operasure.matching.letters import is_stripped_mark

INVISIBLE = "\u00ad"
"""Stands for a character without width: it neither ends a word nor begins one."""
SOFT = "\ue000"
"""Stands for markup that may stand between words, and inside a word too."""
CELL = "\ue001"
"""Stands for markup that begins a line, a cell or another element: a word ends there."""
IGNORED = INVISIBLE + SOFT + "*_~\\[]`"
"""Folded characters that may stand inside a word of a name."""
JOINTS = " \n'\"-.·" + IGNORED
"""Folded characters that may stand where a word of a name has a joint (O'Brien, 山田・太郎)."""

LINE_ENDS = "\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
APOSTROPHES = "'’‘ʼʻ´′‛＇ʹ׳"
HYPHENS = "-‐‑‒–—―−﹣－⁃"
MIDDLE_DOTS = "·・•‧･∙"
BREAKS = "\u200b\u2060\u200e\u200f\u061c" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
COMMAS = "،、﹐，"
FILLERS = "\u2400\u0640\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"

_ENCLOSED = (0x249C, 0x1F110, 0x1F150, 0x1F170)
"""Where alphabets begin whose letters stand in brackets, circles and squares that Unicode's own
tables leave them in."""

_CLASSES = (
    (LINE_ENDS, "\n"),
    (APOSTROPHES, "'"),
    (HYPHENS, "-"),
    ('"“”„‟«»‹›「」『』', '"'),
    (MIDDLE_DOTS, "·"),
    (COMMAS, ","),
    (BREAKS, SOFT),
    (FILLERS, INVISIBLE),
    ("`\u0130", "`i"),
    *(("".join(map(chr, range(start, start + 26))), ascii_lowercase) for start in _ENCLOSED),
)
NAMED = {
    char: folded[at] if len(folded) == len(chars) else folded
    for chars, folded in reversed(_CLASSES)
    for at, char in enumerate(chars)
}
"""What some characters fold to, whatever Unicode says of them."""

_SPACELESS = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x3007),
    (0x3021, 0x309F), (0x3100, 0x318F), (0x31A0, 0x31EF), (0x3400, 0x9FFF), (0xA960, 0xA97F),
    (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x1B000, 0x1B2FF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Scripts written without spaces between words (Han, Hiragana, Thai, Lao, Khmer, Myanmar), and
Hangul, where particles follow a word without one."""
_SPACELESS_STARTS = [low for low, _ in _SPACELESS]
_KATAKANA = ((0x30A0, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F))


class _Fold(dict[int, str]):
    """For `str.translate`: code point to one character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _fold(chr(code))
        return found


def _fold(char: str) -> str:
    if char in NAMED:
        return NAMED[char]
    category = unicodedata.category(char)
    if category == "Cf" or is_stripped_mark(char):
        return INVISIBLE
    if char.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", char).lower() if category != "No" else char
    if len(plain) == 1:
        return plain if plain == char else _fold(plain)
    lower = char.lower()
    return lower if len(lower) == 1 else char


FOLD = _Fold()
"""The table for `str.translate`: every code point to exactly one character."""


@lru_cache(maxsize=4096)
def is_letter(char: str) -> bool:
    """Whether `char` belongs to a word: letters, and vowel signs of scripts that need them."""
    return char.isalpha() or (unicodedata.category(char) in ("Mn", "Mc") and char != INVISIBLE)


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """`spaceless`, `katakana` or `spaced`: how words of the letter's script end."""
    code = ord(char)
    if code < 0x0E00:
        return "spaced"
    if any(low <= code <= high for low, high in _KATAKANA):
        return "katakana"
    at = bisect_right(_SPACELESS_STARTS, code) - 1
    return "spaceless" if at >= 0 and code <= _SPACELESS[at][1] else "spaced"

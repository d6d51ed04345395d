"""Letters whose single byte was read in a wrong code page: `Kovaèeviæ`, `Êóçíåöîâ`, `MŸller`.

A text tells only that the byte was read as Windows-1252 or Latin-1; which code page was meant, the
name says: each of its letters has a byte in each page that knows it. So one sign stands for each
byte (`sign`), in a reading of its own and in the graph of a name. Source: the tables of the code
pages as Unicode publishes them, which Python has as codecs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from operasure.matching.fold import FOLD

PAGES = (
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859-2",
    "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-10", "iso8859-13", "iso8859-16",
    "koi8-r", "koi8-u", "cp437", "cp850", "cp852", "cp866", "mac_roman", "mac_latin2",
    "mac_cyrillic", "mac_greek", "mac_turkish",
)  # fmt: skip
"""Code pages that names are written in."""
_FIRST = 0xE000
"""What is added to a byte for its sign: Unicode leaves these characters to everybody."""
SIGNS = "\ue080-\ue0ff"
"""All signs, within brackets."""
_USUAL = "äöüßÄÖÜé"
"""Letters that have the same byte in most code pages."""
_LETTER = r"[^\W\d_]"


def _read(byte: int) -> frozenset[str]:
    """What a byte looks like that was read as Latin-1 or Windows-1252."""
    return frozenset((chr(byte), *bytes([byte]).decode("cp1252", "ignore")))


_BYTE = {char: byte for byte in range(0x80, 0x100) for char in _read(byte)}
_ODD = "".join(char for char in _BYTE if char not in _USUAL and char not in "\u00a0\u00ad")


@cache
def signs(letter: str) -> tuple[str, ...]:
    """The signs for a letter beyond ASCII, small or capital, in the code pages that know it, and
    for what it may be written as without its accent (ё as е, ό as ο)."""
    found = set()
    bare = unicodedata.normalize("NFD", letter)[0]
    chars = {letter, letter.upper(), *(() if bare.isascii() else (bare, bare.upper()))}
    for page in PAGES:
        for char in sorted(chars):
            try:
                byte = char.encode(page)
            except UnicodeEncodeError:
                continue
            if len(byte) == 1 and byte[0] >= 0x80:
                found.add(chr(_FIRST + byte[0]))
    return tuple(sorted(found))


def is_sign(char: str) -> bool:
    """Whether a character stands for a byte."""
    return "\ue080" <= char <= "\ue0ff"


def read(sign: str) -> frozenset[str]:
    """The characters of a text that a sign stands for, itself included."""
    return _read(ord(sign) - _FIRST) | {sign}


class _Signs(dict[int, str]):
    """For `str.translate`: what looks like a byte to its sign, anything else as `fold` has it."""

    def __missing__(self, code: int) -> str:
        byte = _BYTE.get(chr(code))
        found = self[code] = FOLD[code] if byte is None else chr(_FIRST + byte)
        return found


_FOLDED = _Signs()


def telling(words: Iterable[str]) -> re.Pattern[str] | None:
    """Where in a text a letter of some `words` in small letters may stand, beside others, that was
    read in a wrong code page; None for words whose letters are the same in every one. A letter
    that reads as itself tells nothing."""
    odd = {
        char
        for letter in {letter for word in words for letter in word if not letter.isascii()}
        for sign in signs(letter)
        for char in read(sign)
        if char in _ODD and char.lower() != letter
    }
    beside = f"(?<={_LETTER}.)|(?={_LETTER})|(?=[{_ODD}]{{2}})"
    return re.compile(f"[{''.join(sorted(odd))}](?:{beside})", re.DOTALL) if odd else None


def folded(text: str) -> str:
    """A text folded, with a sign for each byte."""
    return text.translate(_FOLDED)

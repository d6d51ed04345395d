"""Names as programs have damaged them in one way or another: read in a code page of another writing
system (`ыЕПАЮЙНБЮ` for Щербакова), or with every letter beyond ASCII thrown away (`Kthe Rhrig`).

What comes out is no spelling, but the same string each time: made once for a name, and looked for
as it is. Source: the tables of the code pages that Unicode publishes, which Python has as codecs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from operasure.matching.fold import FOLD, INVISIBLE
from operasure.matching.names import PersonName

_CYRILLIC = ("cp1251", "koi8-u", "cp866")
_GREEK = ("cp1253", "cp737", "iso8859-7")
_HEBREW = ("cp1255", "cp862")
_ARABIC = ("cp1256", "iso8859-6", "cp720")
_EAST_ASIAN = ("gbk", "shift_jis", "big5")
_WESTERN = ("cp1252", "latin-1")


def _pairs(written: Iterable[str], read: Iterable[str]) -> tuple[tuple[str, str], ...]:
    read = tuple(read)
    return tuple((one, other) for one in written for other in read if one != other)


_PAGES = {
    "LATIN": _pairs(("cp1252", "cp1250", "utf-8"), ("gbk", "shift_jis")),
    "CYRILLIC": (
        *_pairs((*_CYRILLIC, "iso8859-5"), _CYRILLIC), *_pairs(("utf-8", "cp1251"), ("gbk",)),
    ),
    "GREEK": _pairs(_GREEK, _GREEK),
    "HEBREW": _pairs(_HEBREW, _HEBREW),
    "ARABIC": _pairs(_ARABIC, _ARABIC),
    "CJK": _pairs(("gbk", "big5", "shift_jis", "euc_jp"), (*_WESTERN, *_EAST_ASIAN)),
    "HANGUL": _pairs(("cp949",), (*_WESTERN, "gbk")),
    "KATAKANA": _pairs(("shift_jis", "euc_jp"), (*_WESTERN, "gbk")),
    "HIRAGANA": _pairs(("shift_jis", "euc_jp"), (*_WESTERN, "gbk")),
}  # fmt: skip
"""By the writing system of a name: what it was written in, and what it was read in. What was read
in a code page of Western Europe is told by its bytes (`codepages`) but in East Asia."""
_PIECE, _BEGINNING = 4, 12
"""Characters that the loose filter looks for, and of a word of ASCII alone."""
_HAN = "\u3400"
"""Where the letters of Han begin; the kana stand before it."""
_LEAST = 5
"""Letters of a damaged family name from which on it is looked for alone."""
_LEFT = 2
"""Letters that must be left of each half of a name of which the others were thrown away."""
_ENOUGH = 7
"""The same of both halves together."""


@lru_cache(maxsize=16)
def whole(names: tuple[PersonName, ...]) -> tuple[str, ...]:
    """The full names as they may have been damaged, folded."""
    every = (form for name in names for form in (*_misread(*_orders(name)), *_thinned(name)))
    return tuple(form for form in dict.fromkeys(every) if _shows(form))


@lru_cache(maxsize=16)
def halves(names: tuple[PersonName, ...]) -> tuple[str, ...]:
    """The same of the family names alone, where they are long enough."""
    families = (" ".join(name.family) for name in names if name.given)
    every = (form for family in families for form in _misread(family))
    return tuple(form for form in dict.fromkeys(every) if len(form) >= _LEAST and _shows(form))


def _shows(form: str) -> bool:
    """Whether anything of a damaged name is left to see: some letters become signs that do not."""
    return bool(form.replace(INVISIBLE, " ").strip())


@lru_cache(maxsize=16)
def pieces(names: tuple[PersonName, ...]) -> tuple[str, ...]:
    """What the loose filter looks for: of each damaged name some characters, from the first on that
    is not of ASCII; where there is none, the beginning of a word."""
    return tuple(dict.fromkeys(map(_piece, (*whole(names), *halves(names)))))


def _piece(form: str) -> str:
    words = form.replace(INVISIBLE, " ").split()
    word = max(words, key=lambda word: (not word.isascii(), len(word)))
    if word.isascii():
        return word[:_BEGINNING]
    odd = next(at for at, char in enumerate(word) if not char.isascii())
    # Texts are full of each sign of the kana, and of hardly any one letter of Han.
    start = odd if odd + 1 < len(word) or word[odd] >= _HAN else max(0, odd - 1)
    return word[start : start + _PIECE]


def _orders(name: PersonName) -> tuple[str, ...]:
    given, family = " ".join(name.given), " ".join((*name.particles, *name.family))
    if not given:
        return (family,)
    return f"{given} {family}", f"{family} {given}", f"{family}, {given}", f"{family}{given}"


def _misread(*texts: str) -> Iterator[str]:
    for text in texts:
        beyond = next((char for char in text if not char.isascii()), "")
        script = unicodedata.name(beyond, "").partition(" ")[0] if beyond else ""
        for written, read in _PAGES.get(script, ()):
            for way in (text, text.upper()):
                try:
                    form = _folded(_read(way.encode(written), read))
                except UnicodeError:
                    continue
                if form != _folded(text) and not form.isascii():
                    yield form


def _read(raw: bytes, page: str) -> str:
    """Bytes in a code page; what one of single bytes leaves open stands for itself."""
    if page in _EAST_ASIAN:
        return raw.decode(page)
    return "".join(bytes([b]).decode(page, "ignore") or chr(b) for b in raw)


def _thinned(name: PersonName) -> Iterator[str]:
    """A name without its letters beyond ASCII, as converters leave it that drop what they can't
    write."""
    given, family = (
        "".join(char for char in " ".join(half) if char.isascii()).split()
        for half in (name.given[:1], name.family)
    )
    left = [sum(map(len, half)) for half in (given, family)]
    if min(left) < _LEFT or sum(left) < _ENOUGH:
        return
    first, last = " ".join(given), " ".join(family)
    if sum(left) < sum(map(len, (*name.given[:1], *name.family))):
        yield from (form.translate(FOLD) for form in (f"{first} {last}", f"{last} {first}"))
        yield f"{last}, {first}".translate(FOLD)


def _folded(text: str) -> str:
    return text.translate(FOLD)

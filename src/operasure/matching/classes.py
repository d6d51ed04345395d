"""Which characters of a raw text come to the same: the tables of `fold` and `letters`, inverted."""

from __future__ import annotations

import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from operasure.matching.fold import FOLD
from operasure.matching.letters import PAIRS, SPELLINGS

_LAST = 0x30000
"""From here on no character folds to another."""
_SELECTORS = tuple(map(chr, range(0xE0100, 0xE01F0)))
"""Characters from there on that fold to nothing: they select the shape of a letter of Han."""
_BLOCK = 256
_FOLDING = frozenset(("Cf", "Cc", "Mn", "Zs", "Zl", "Zp", "Pd", "Po", "Pi", "Pf", "Sk", "Lm"))
"""Categories whose characters may fold though they are neither composed nor capitals."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """`folding_to` maps a folded character to the raw ones, itself included. `spelling` maps a
    spelling to the raw texts of one or more characters that may stand for it, `pairs` to the two
    folded characters that may. `silent` are characters that may be left out."""

    folding_to: Mapping[str, frozenset[str]]
    spelling: Mapping[str, frozenset[str]]
    pairs: Mapping[str, tuple[str, ...]]
    silent: frozenset[str]

    def writing(self, spelling: str) -> frozenset[str]:
        """Raw texts for a spelling. A letter that the tables don't know stands for itself, and
        what it is composed of does (the syllables of Hangul)."""
        found = self.spelling.get(spelling, frozenset())
        if len(spelling) > 1 or (found and unicodedata.decomposition(spelling)):
            return found
        # The tables know no syllable of Hangul, but signs that stand for one.
        return found | self.raw(spelling) | {unicodedata.normalize("NFD", spelling)}

    def raw(self, folded: str) -> frozenset[str]:
        """Raw characters that fold to `folded`."""
        return self.folding_to.get(folded, frozenset((folded,)))

    def written(self, folded: str) -> frozenset[str]:
        """Raw texts that fold to `folded` once what belongs together is composed."""
        raw = self.raw(folded)
        return raw.union(*map(_apart, raw))


@cache
def inverse() -> Inverse:
    """The tables, computed once in a process."""
    folding: dict[str, set[str]] = defaultdict(set)
    spelling: dict[str, set[str]] = defaultdict(set)
    silent: set[str] = set()
    for char in sorted(differing()):
        folded = FOLD[ord(char)]
        folding[folded] |= {char, folded}
        for way in SPELLINGS[folded]:
            spelling[way].add(char)
            if unicodedata.decomposition(char):
                spelling[way].update(_composing(char, way))
            if len(way) == 1 and way in SPELLINGS[way]:
                spelling[way].add(way)
        if "" in SPELLINGS[folded]:
            silent.add(char)
    pairs: dict[str, list[str]] = defaultdict(list)
    for pair, ways in PAIRS.items():
        for way in ways:
            pairs[way].append(pair)
    return Inverse(
        {char: frozenset(raw) for char, raw in folding.items()},
        {way: frozenset(raw) for way, raw in spelling.items() if way},
        {way: tuple(found) for way, found in pairs.items()},
        frozenset(silent),
    )


@cache
def differing() -> frozenset[str]:
    """The characters of which fold or spellings may make something else, or of a capital of them.
    All of Unicode is gone through at every start, so blocks of plain letters are passed over."""
    decomposition, category = unicodedata.decomposition, unicodedata.category
    found: list[str] = []
    for start in range(0, _LAST, _BLOCK):
        block = "".join(map(chr, range(start, start + _BLOCK)))
        if _is_plain(block):
            continue
        found += [
            char
            for char in block
            if decomposition(char)
            or category(char) in _FOLDING
            or char.lower() != char
            or char.upper() != char
            or char.isascii()
            or SPELLINGS.known(char)
        ]
    return frozenset((*found, *_SELECTORS))


def _is_plain(block: str) -> bool:
    """Whether all of it stands for itself, seen at once."""
    return (
        unicodedata.normalize("NFKD", block) == block
        and _FOLDING.isdisjoint(map(unicodedata.category, block))
        and block.lower() == block == block.upper()
        and not SPELLINGS.knows_any(block)
        and not block[0].isascii()
    )


def _composing(char: str, way: str) -> Iterable[str]:
    """The decomposed form of `char`, if it may be spelled in a way that its base may not."""
    decomposed = unicodedata.normalize("NFD", char)
    if decomposed == char or way in SPELLINGS[FOLD[ord(decomposed[0])]]:
        return
    yield decomposed
    half_width = "".join(_HALF_WIDTH.get(part, part) for part in decomposed)
    if half_width != decomposed:
        yield half_width


def _apart(char: str) -> Iterator[str]:
    """The texts that are composed to `char`: some of its marks, or all of them, apart."""
    decomposed = unicodedata.normalize("NFD", char)
    base, marks = decomposed[:1], decomposed[1:]
    for order in permutations(marks):
        for apart in range(1, len(marks) + 1):
            whole = unicodedata.normalize("NFC", base + "".join(order[:-apart]))
            text = whole + "".join(order[-apart:])
            if unicodedata.normalize("NFC", text) == char:
                yield text
                yield "".join(_HALF_WIDTH.get(part, part) for part in text)


_HALF_WIDTH = {"\u3099": "\uff9e", "\u309a": "\uff9f"} | {
    unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)
}
"""Katakana and voicing marks to their half-width forms."""


def character_class(chars: Iterable[str], slack: int = 0) -> str:
    """A bracket expression for single characters, as RE2 and PostgreSQL read it; empty for none.
    Up to `slack` characters between two that are not ASCII count too, for a smaller pattern."""
    codes = sorted(map(ord, chars))
    ranges: list[list[int]] = []
    for code in codes:
        near = 1 + (slack if ranges and ranges[-1][1] > 0x7F else 0)
        if ranges and code <= ranges[-1][1] + near:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    inside = "".join(
        _quoted(low) if low == high else f"{_quoted(low)}-{_quoted(high)}" for low, high in ranges
    )
    return f"[{inside}]" if inside else ""


def _quoted(code: int) -> str:
    char = chr(code)
    return f"\\{char}" if char in string.punctuation else char

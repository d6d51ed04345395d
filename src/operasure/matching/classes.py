"""Which characters of a raw text come to the same: the tables of `fold` and `letters`, inverted."""

from __future__ import annotations

import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import permutations

from operasure.matching.codepages import is_sign, read
from operasure.matching.fold import FOLD, NAMED
from operasure.matching.letters import PAIRS, SPELLINGS, STRIPPED_MARKS

_ASKED = (
    range(0x80, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x20000), range(0x2F800, 0x30000),
    range(0xE0000, 0xE0200),
)  # fmt: skip
"""Where characters beyond ASCII stand that fold to others. Between them are the unified letters of
Han, the syllables of Hangul and what Unicode leaves to everybody; in the last are tags, and signs
that select the shape of a letter of Han."""
_BLOCK = 256
_FOLDING = frozenset(("Cf", "Cc", "Mn", "Zs", "Zl", "Zp", "Pd", "Po", "Pi", "Pf", "Sk", "Lm"))
"""Categories whose characters may fold though they are neither composed nor capitals."""


class Inverse:
    """What stands behind a folded character or a spelling: worked out for each when it is first
    asked for, since the letters of a name are few. May be shared by threads."""

    def __init__(self) -> None:
        raw: dict[str, list[str]] = defaultdict(list)
        for char in differing():
            raw[FOLD[ord(char)]].append(char)
        spelled: dict[str, list[str]] = defaultdict(list)
        for folded in raw:
            for way in SPELLINGS[folded]:
                spelled[way].append(folded)
        pairs: dict[str, list[str]] = defaultdict(list)
        for pair, ways in PAIRS.items():
            for way in ways:
                pairs[way].append(pair)
        self._raw, self._spelled = dict(raw), dict(spelled)
        self.silent = frozenset(char for folded in spelled[""] for char in raw[folded])
        """Raw characters that may be left out."""
        self.pairs = {way: tuple(found) for way, found in pairs.items()}
        """Spelling to the two folded characters that may stand for it."""
        longer: dict[str, list[str]] = defaultdict(list)
        for way in sorted({way for way in (*spelled, *pairs) if len(way) > 1}):
            longer[way[0]].append(way)
        self._longer = {letter: (letter, *ways) for letter, ways in longer.items()}
        self.writing = cache(self._writing)
        self.written = cache(self._written)

    def _writing(self, spelling: str) -> frozenset[str]:
        """Raw texts of one or more characters that may stand for a spelling. A letter that the
        tables don't know stands for itself, and what it is composed of does (the syllables of
        Hangul)."""
        if is_sign(spelling):
            return read(spelling)
        found: set[str] = set()
        for folded in self._spelled.get(spelling, ()):
            found.update(self._raw[folded])
            for char in self._raw[folded]:
                found.update(_composing(char, spelling))
        if len(spelling) > 1:
            return frozenset(found)
        if spelling in self._spelled and spelling in SPELLINGS[spelling]:
            found.add(spelling)
        if found and unicodedata.decomposition(spelling):
            return frozenset(found)
        # The tables know no syllable of Hangul, but signs that stand for one.
        return self.raw(spelling).union(found, [unicodedata.normalize("NFD", spelling)])

    def beginning(self, letter: str) -> tuple[str, ...]:
        """The spellings that begin with a letter, itself included."""
        return self._longer.get(letter, (letter,))

    def raw(self, folded: str) -> frozenset[str]:
        """Raw characters that fold to `folded`, itself included."""
        return frozenset((folded, *self._raw.get(folded, ())))

    def _written(self, folded: str) -> frozenset[str]:
        """Raw texts that fold to `folded` once what belongs together is composed."""
        raw = self.raw(folded)
        return raw.union(*map(_apart, raw))


@cache
def inverse() -> Inverse:
    """The tables, made once in a process."""
    return Inverse()


@cache
def differing() -> frozenset[str]:
    """The characters of which fold or spellings may make something else, or of a capital of them.
    Unicode is gone through at every start, so blocks of plain letters are passed over."""
    found = {*map(chr, range(0x80)), *SPELLINGS.named, *NAMED, *STRIPPED_MARKS}
    for asked in _ASKED:
        chars = "".join(map(chr, asked))
        for start in range(0, len(chars), _BLOCK):
            found.update(_differing(chars[start : start + _BLOCK]))
    return frozenset(found)


def _differing(block: str) -> Iterable[str]:
    categories = list(map(unicodedata.category, block))
    plain = unicodedata.normalize("NFKD", block) == block == block.swapcase()
    if plain and _FOLDING.isdisjoint(categories):
        return ()
    composed, other_case = map(unicodedata.decomposition, block), map(str.swapcase, block)
    asked = zip(block, composed, other_case, categories, strict=True)
    return [a for a, whole, other, kind in asked if whole or other != a or kind in _FOLDING]


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

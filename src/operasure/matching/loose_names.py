"""The names of an identity as patterns for the loose filter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import groupby, product

from operasure.matching.classes import character_class, inverse
from operasure.matching.fold import FOLD, is_letter
from operasure.matching.forms import (
    MANY,
    SHORT,
    Element,
    FormNode,
    inflections,
    is_spaceless,
    parts,
    respellings,
    sounds,
    spelled,
    words,
)
from operasure.matching.identity import Identity
from operasure.matching.letters import SPELLINGS
from operasure.matching.loose_words import First, Pieces, level_pattern, word_pattern
from operasure.matching.names import PersonName
from operasure.matching.raw import Dialect, either

_LETTERS, _FEW_LETTERS = 12, 5
"""Letters of a word that are looked for, and where there are many words."""
_SPACED = (
    (0x0370, 0x0588), (0x05D0, 0x05EB), (0x0620, 0x06D4), (0x0900, 0x0964), (0x10D0, 0x10FF),
)  # fmt: skip
_ALPHABET = 8
"""Letters whose numbers in Unicode follow one another, from which on they count as an alphabet."""
_SOUNDS = 7
"""Letters that are looked for of a word that is written by its sound in another script."""
_LONG, _TOGETHER = 5, 8
"""Letters of a word from which on it may share what it begins with, and how many such words make
one pattern: RE2 would have to remember too many states of a larger."""
_LETTERS_OF_FORM = 6
"""Letters of an inflected form that are looked for where it differs from the word."""


def name_patterns(identity: Identity, dialect: Dialect) -> Iterator[Pieces]:
    """Patterns of which every mention by name matches one."""
    every = words(identity)
    names = _Names(identity.names, dialect, _LETTERS if len(every) < MANY else _FEW_LETTERS)
    for word, found in every.items():
        yield from names.of_word(word, found)
    yield from names.heard(every if len(every) < MANY else {})
    for name in identity.names:
        yield from _short_pairs(name, dialect)


def merged(patterns: Iterable[Pieces]) -> list[str]:
    """The patterns, those that begin alike as one with a common beginning."""
    by_head: dict[str, list[Pieces]] = defaultdict(list)
    for head, *rest in (filter(None, pattern) for pattern in patterns):
        by_head[head].append(tuple(rest))
    return [
        head + ("" if () in rests else either(*merged(rests))) for head, rests in by_head.items()
    ]


class _Names:
    """Makes the patterns for the words of the names."""

    def __init__(self, names: Sequence[PersonName], dialect: Dialect, letters: int) -> None:
        self._names = names
        self._dialect = dialect
        self._letters = letters

    def of_word(self, word: str, found: Sequence[Element]) -> Iterator[Pieces]:
        """The patterns for a word of one or more names; a `+` behind it opens its joints."""
        names = [self._names[number] for number in {element.name for element in found}]
        if {element.role for element in found} == {"initials"} and not any(
            map(_has_short_family, names)
        ):
            return
        dialect, letters = self._dialect, word.removesuffix("+")
        least = min(self._letters - 1, _LETTERS_OF_FORM)
        forms = {_cut(form, letters, least) for form in inflections(letters, found)}
        if any(len(element.word) <= SHORT for element in found):
            behind = dialect.exact.behind_word(_neighbours(names))
            alone = spelled({letters: found}, open_joints=word.endswith("+"))
            yield word_pattern(alone, dialect.exact, _not_small(dialect.exact), behind=behind)
            if forms:
                yield word_pattern(
                    spelled(dict.fromkeys(forms, found)), dialect, _not_small(dialect)
                )
            return
        every = spelled(dict.fromkeys((letters, *forms), found), open_joints=word.endswith("+"))
        yield word_pattern(every, dialect, self._first, longest=self._letters)

    def heard(self, every: Mapping[str, Sequence[Element]]) -> Iterator[Pieces]:
        """The patterns for words that are written by their sound, or as other customs of
        transliteration write them. Long ones share what any of them may begin with: RE2 pays for
        each sign with which a pattern may begin."""
        apart: list[list[Sequence[FormNode]]] = []
        together: list[Sequence[FormNode]] = []
        for word, found in every.items():
            graphs = sounds(word, [element for element in found if element.role == "family"])
            if graphs and len(word) < _LONG:
                apart.append([graphs])
            elif graphs:
                together.append(graphs)
        if every:
            apart += [[[root]] for root, carries in respellings(tuple(self._names)) if carries]
        apart += [together[at : at + _TOGETHER] for at in range(0, len(together), _TOGETHER)]
        yield from map(self._heard, apart)

    def _heard(self, words: Iterable[Sequence[FormNode]]) -> Pieces:
        begun: tuple[set[str], set[str]] = set(), set()

        def note(raw: set[str], pairs: set[str]) -> str:
            begun[0].update(raw)
            begun[1].update(pairs)
            return "(?:)"

        rests = [level_pattern(graphs, self._dialect, note, _SOUNDS) for graphs in words]
        return self._begin(*begun), either(*rests)

    def _first(self, raw: set[str], pairs: set[str]) -> str:
        """The first letter of a word. One of another script that has no capitals, or is small,
        needs the start of a word before it, too, or what may be glued to it."""
        inside = raw & _of_words()
        ways = [f"{self._before_other}{character_class(inside)}"] if inside else []
        return either(*ways, _first(raw, pairs, self._dialect, self._before, inside))

    def _begin(self, raw: set[str], pairs: set[str]) -> str:
        """The same of a word that is written by its sound: a letter of another script that has no
        capitals, or is small, needs the start of a word before it, too."""
        inside = raw & _of_words()
        before = _before_other(self._dialect)
        ways = [f"{before}{character_class(inside)}", self._dialect.one(inside, (), inside)]
        others = [self._first(raw - inside, pairs)] if raw - inside or pairs else []
        return either(*(ways if inside else ()), *others)

    @cached_property
    def _before(self) -> str:
        """What may stand before a small letter that a word begins with: the start of a word, and
        glued to it what does not pass by itself: initials before a family name (jmueller,
        jkmueller, xJmueller) and short words of the name (annsmith)."""
        before, gap = self._dialect.before_word, self._dialect.gap
        glued = self._glued
        letters = _plain("".join(glued))
        if not before or not letters:
            return before
        begun = character_class(letter.upper() for letter in _plain(word[0] for word in glued))
        inside = character_class({*letters, *map(str.upper, letters)})
        return f"{either(before, begun and begun + gap)}(?:{inside}{gap})*"

    @cached_property
    def _before_other(self) -> str:
        """The same before a letter of another script."""
        before = _before_other(self._dialect)
        letters = {
            char
            for letter in "".join(self._glued)
            for spelling in inverse().beginning(letter)
            for text in inverse().writing(spelling)
            for char in text
        }
        glued = character_class(letters & _of_words())
        return f"{before}(?:{glued}{self._dialect.gap})*" if glued else before

    @cached_property
    def _glued(self) -> set[str]:
        """What may be glued to a word before it and does not pass by itself: initials before a
        family name, and short words."""
        initials = {
            word[0]
            for name in self._names
            for word in (*parts(name.given)[:2], *parts(name.particles))
        }
        halves = [half for name in self._names for half in (name.given, name.family)]
        return initials | {word for half in halves for word in parts(half) if len(word) <= SHORT}


def _before_other(dialect: Dialect) -> str:
    """What stands before a letter of `_of_words` that a word begins with."""
    inside = character_class(_alphabets())[1:-1]
    return either(dialect.start, f"[^{dialect.nothing}{inside}]", dialect.escape)


@cache
def _of_words() -> frozenset[str]:
    """Letters of scripts with blanks between words, but Latin, that are not capitals: where a word
    begins, none stands before it."""
    chars = map(chr, (code for low, high in _SPACED for code in range(low, high)))
    return frozenset(c for c in chars if is_letter(FOLD[ord(c)]) and not c.isupper())


def _alphabets() -> Iterator[str]:
    """Those of `_of_words` that stand beside many others, so that the pattern stays small."""
    letters = sorted(_of_words())
    for _, run in groupby(enumerate(letters), lambda each: ord(each[1]) - each[0]):
        alphabet = [letter for _, letter in run]
        if len(alphabet) >= _ALPHABET:
            yield from alphabet


def _plain(letters: Iterable[str]) -> set[str]:
    """The letters of ASCII that some letters may be written with."""
    return {
        char
        for letter in letters
        for way in SPELLINGS[letter]
        for char in way
        if "a" <= char <= "z"
    }


def _neighbours(names: Iterable[PersonName]) -> set[str]:
    """Letters that may follow a short word: a genitive s, and what words glued to it begin with."""
    glued = {part for name in names for part in parts((*name.given, *name.family))}
    return {"s"} | {way[0] for word in glued for way in SPELLINGS[word[0]] if way}


def _cut(form: str, word: str, least: int) -> str:
    """As much of a form of a word as is looked for: what it shares with the word is enough if it
    has at `least` so many letters."""
    shared = next(n for n in range(len(word), -1, -1) if form.startswith(word[:n]))
    return form[: max(least, shared)].rstrip("'")


def _has_short_family(name: PersonName) -> bool:
    return min(map(len, parts(name.family)), default=0) <= SHORT


def _first(
    raw: set[str],
    pairs: set[str],
    dialect: Dialect,
    before: str,
    begun: Collection[str] = (),
) -> str:
    """The first letter of a word. A small ASCII letter needs the start of a word before it; a
    capital may stand inside one (JuergenMueller), of others it can't be told. Those of `begun`
    only as an escape."""
    small = {text for text in raw if "a" <= text <= "z" and len(text) == 1}
    begin = before + character_class(small) if small else ""
    return either(begin, dialect.one(raw, pairs, {*small, *begun}))


def _not_small(dialect: Dialect) -> First:
    """The first letter of a short word, which stands alone only if it is written like a name."""

    def first(raw: set[str], pairs: set[str]) -> str:
        return dialect.one({text for text in raw if not text.islower()}, pairs)

    return first


def _short_pairs(name: PersonName, dialect: Dialect) -> Iterator[Pieces]:
    """Two short words of a name, one of each half, may stand in small letters, if both do; a long
    word passes by itself."""
    if is_spaceless(name):
        return
    given, family = (
        [word for word in parts(half) if len(word) <= SHORT] for half in (name.given, name.family)
    )
    dialect = dialect.exact
    begin = partial(_first, dialect=dialect, before=dialect.before_word)

    more = len(given) + len(family) > 2
    behind = dialect.behind_word(_neighbours([name]) if more else "s")

    def begun(word: str, head: First, forms: Iterable[str] = (), behind: str = "") -> str:
        found = [Element(0, "family", 0, word)]
        graph = spelled(dict.fromkeys((word, *forms), found))
        return "".join(word_pattern(graph, dialect, head, behind=behind))

    def whole(word: str, head: First) -> str:
        """A word or a form of it: one that begins as a form does, with the ending of one."""
        bent = inflections(word, [Element(0, "family", 0, word)])
        forms = [form.replace("'", "") for form in bent]
        ways = {way for form in forms for way in _in_ascii(form[len(word) :])}
        # At any letter an ending may go on beyond ASCII.
        endings = {way[:end] for way in ways for end in range(len(way) + 1)}
        ending = f"{either(*sorted(endings))}?" if endings else ""
        return begun(word, head, {form[: len(word)] for form in forms}, ending + behind)

    glued = [begun(word, dialect.one) for word in (*given, *family)]
    between = dialect.gap + (f"(?:{either(*glued)}{dialect.gap})*" if more else "")
    for left, right in [*product(given, family), *product(family, given)]:
        yield begun(left, begin), between + whole(right, dialect.one)
        # What ends the one may be all that stands before the other.
        farther = either(dialect.anything + whole(right, begin), whole(right, dialect.one))
        yield whole(left, begin), farther


def _in_ascii(text: str) -> Iterator[str]:
    """The ways to write a text in letters of ASCII."""
    ways = ([way for way in SPELLINGS[letter] if way.isascii()] for letter in text)
    return map("".join, product(*ways))

"""Words of names as they are heard in Hangul, and words in Hangul as they are spelled in Latin
letters, by hangul.toml.

A syllable of Hangul is one character, made of a consonant, a vowel and perhaps a last consonant. So
what may be written for a word goes by syllables, and what is read of one by these three.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

_SYLLABLES = (0xAC00, 0xD7A3)
_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
"""The parts of syllables, in the order by which Unicode numbers the syllables."""
_NONE = "ㅇ"
"""Stands where a syllable begins with its vowel."""
_SOFTENED = {"ㅏ": "ㅑ", "ㅐ": "ㅒ", "ㅓ": "ㅕ", "ㅔ": "ㅖ", "ㅗ": "ㅛ", "ㅜ": "ㅠ"}
_LONGEST = 4
"""Latin letters that stand for one sound at most."""
_LIGHT = frozenset("ㄹㄴㅁ")
"""What may end a syllable that has no vowel of its own."""
_FAMILY_NAMES_OF_TWO = frozenset("남궁 제갈 선우 독고 황보 사공 서문 동방 망절 어금".split())
_KOREAN = (2, 4)
"""Syllables of a Korean's family and given name together."""

Place = tuple[int, bool]
"""A place in a word: the letters before it, and whether a vowel may come before the next one."""
Edge = tuple[str, Place]
"""What may be written from a place on, nothing included, and the place behind it."""
Edges = Mapping[Place, tuple[Edge, ...]]
"""The edges of each place, from the end, which has none, to the beginning; none for no way."""


def is_hangul(char: str) -> bool:
    """Whether a character is a syllable of Hangul."""
    return _SYLLABLES[0] <= ord(char) <= _SYLLABLES[1]


def halves(word: str) -> tuple[str, str] | None:
    """Family and given name of a Korean whose name is one word; None for any other."""
    if not (_KOREAN[0] <= len(word) <= _KOREAN[1] and all(map(is_hangul, word))):
        return None
    size = 2 if len(word) > 2 and (len(word) == 4 or word[:2] in _FAMILY_NAMES_OF_TWO) else 1
    return word[:size], word[size:]


@dataclass(frozen=True, eq=False)
class Hangul:
    """How Hangul writes sounds; with the attributes of `sounds.Sounds` that graphs are made by."""

    first: Mapping[str, tuple[str, ...]]
    vowels: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, ...]]
    silent: tuple[str, ...]
    silent_end: frozenset[str]
    silent_begin: re.Pattern[str]
    open: frozenset[str]
    soft: frozenset[str]
    particles: re.Pattern[str]
    script: str = "Hangul"
    shortest: int = 2
    joint: bool = False

    def written(self, word: str) -> Edges:
        """What may be written for a word in ASCII letters, a syllable or two an edge."""
        last = len(word)
        found: dict[Place, tuple[Edge, ...]] = {(last, False): ()}
        for at in reversed(range(last)):
            every = (*self._syllables(word, at), *self._silent_at(word, at))
            found[at, False] = tuple(dict.fromkeys((way, (to, False)) for way, to in every))
        return found

    def _syllables(self, word: str, at: int) -> Iterator[tuple[str, int]]:
        """The syllables that may begin at a letter, and where each ends."""
        begins = [("", _NONE, at)]
        begins += [(u, _NONE if j == "-" else j, to) for u, j, to in _units(self.first, word, at)]
        if at == 0 and word[0] in "lr":
            begins += [(word[0], begun, 2 if word[:2] == "rh" else 1) for begun in "ㅇㄴ"]
        for unit, begun, to in begins:
            for _, vowels, behind in _units(self.vowels, word, to):
                every = [vowels]
                if unit in self.soft and vowels[0] in _SOFTENED:
                    every.append(_SOFTENED[vowels[0]] + vowels[1:])
                for way in every:
                    yield from self._closed(word, begun, way, behind, light=False)
            if begun != _NONE:
                for vowel in "ㅡㅣㅠㅜ" if unit in self.open else "ㅡ":
                    yield from self._closed(word, begun, vowel, to, light=True)

    def _closed(
        self, word: str, begun: str, vowels: str, at: int, *, light: bool
    ) -> Iterator[tuple[str, int]]:
        """A syllable and what may end it; of two of the same sound one may begin the next."""
        before, vowel = vowels[:-1], vowels[-1]
        rest = [begun, *(_NONE for _ in before)]
        start = "".join(_syllable(b, v, "") for b, v in zip(rest, before, strict=False))
        head = rest[-1]
        yield start + _syllable(head, vowel, ""), at
        for unit, end, to in _units(self.last, word, at):
            if light and end not in _LIGHT:
                continue
            yield start + _syllable(head, vowel, end), to
            if unit in ("l", "ll", "r", "n", "m"):
                yield start + _syllable(head, vowel, end), at

    def _silent_at(self, word: str, at: int) -> Iterator[tuple[str, int]]:
        yield from (("", at + len(unit)) for unit in self.silent if word.startswith(unit, at))
        if at == len(word) - 1 and word[at] in self.silent_end:
            yield "", at + 1
        if at == 0 and (begin := self.silent_begin.match(word)):
            yield "", begin.end()

    def read(self, word: str) -> Edges:
        """What may be written in ASCII letters for a word in Hangul."""
        if not word or not all(map(is_hangul, word)):
            return {}
        sounds = [part for char in word for part in _parts(char)]
        found: dict[Place, tuple[Edge, ...]] = {(len(sounds), False): ()}
        for at in reversed(range(len(sounds))):
            ways = self._read_at(sounds, at)
            if not ways:
                return {}
            found[at, False] = tuple((way, (at + 1, False)) for way in ways)
        return found

    def _read_at(self, sounds: list[str], at: int) -> tuple[str, ...]:
        sound, begins = sounds[at], at % 3 == 0
        if begins:
            ways = self._reading.get(f"{sound}-", ())
            before_i = sounds[at + 1] in "ㅣㅠㅕㅛㅑㅖ"
            return (*ways, "", *(("l", "r", "rh") if before_i else ())) if sound == _NONE else ways
        if at % 3 == 2:
            same = sound == "ㄹ" and sounds[at + 1 : at + 2] == ["ㄹ"]
            ways = self._reading.get(f"-{sound}", ()) if sound else ("",)
            return (*ways, "") if same else ways
        silent = sound == "ㅡ" or (sound in "ㅣㅠㅜ" and sounds[at - 1] in "ㅈㅊㅅㅇ")
        return (*self._reading.get(sound, ()), *(("",) if silent else ()))

    @cached_property
    def _reading(self) -> Mapping[str, tuple[str, ...]]:
        """What each part of a syllable may be spelled: `ㄱ-` begins one, `-ㄱ` ends one."""
        found: dict[str, list[str]] = {}
        for unit, parts in self.first.items():
            for part in parts:
                found.setdefault("ㅇ-" if part == "-" else f"{part}-", []).append(unit)
        for unit, parts in self.vowels.items():
            for part in filter(lambda p: len(p) == 1, parts):
                found.setdefault(part, []).append(unit)
        for unit, parts in self.last.items():
            for part in parts:
                found.setdefault(f"-{part}", []).append(unit)
        return {part: tuple(dict.fromkeys(units)) for part, units in found.items()}

    def is_word(self, text: str, start: int, end: int) -> bool:
        """Whether what stands in a text may be a word: one begins there, and particles at most
        follow."""
        if start > 0 and is_hangul(text[start - 1]):
            return False
        return self.particles.match(text, end) is not None


def _units(
    table: Mapping[str, tuple[str, ...]], word: str, at: int
) -> Iterator[tuple[str, str, int]]:
    for size in range(1, _LONGEST + 1):
        unit = word[at : at + size]
        if len(unit) == size:
            yield from ((unit, way, at + size) for way in table.get(unit, ()))


@cache
def _syllable(first: str, vowel: str, last: str) -> str:
    place = (_FIRST.index(first) * len(_VOWELS) + _VOWELS.index(vowel)) * len(_LAST)
    return chr(_SYLLABLES[0] + place + _LAST.index(last))


def _parts(syllable: str) -> tuple[str, str, str]:
    rest, last = divmod(ord(syllable) - _SYLLABLES[0], len(_LAST))
    first, vowel = divmod(rest, len(_VOWELS))
    return _FIRST[first], _VOWELS[vowel], _LAST[last]


@cache
def table() -> Hangul:
    """How Hangul writes sounds."""
    file = resources.files("operasure.matching") / "hangul.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    first, vowels, last = (dict(_lines(data[key])) for key in ("first", "vowels", "last"))
    particles = "|".join(sorted(data["particles"].split(), key=len, reverse=True))
    return Hangul(
        first,
        vowels,
        last,
        tuple(data["silent"].split()),
        frozenset(data["silent_end"].split()),
        re.compile(data["silent_begin"]),
        frozenset(data["open"].split()),
        frozenset(data["soft"].split()),
        re.compile(rf"(?:{particles})?(?:{particles})?(?![\uac00-\ud7a3])"),
    )


def _lines(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in text.split("\n"):
        unit, bar, ways = line.partition("|")
        if bar:
            yield unit, tuple(ways.split())


def spellings(reading: str) -> tuple[str, ...]:
    """A word in ASCII letters as it is gone through: x may be two sounds, qu kw, Mc is Mac."""
    spoken = re.sub("^mc", "mac", reading).replace("qu", "kw")
    return tuple(dict.fromkeys((reading, spoken, spoken.replace("x", "ks"))))

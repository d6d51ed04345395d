"""Words of names as they are heard in scripts that write sounds otherwise, by sounds.toml.

A letter of Cyrillic or Greek stands for letters of the Latin script (letters.py); one of Hebrew,
Arabic, kana or Devanagari only roughly so: vowels are left out, or written by what one hears. So a
word is a graph of all that may be written for it, and what is found so is never certain.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import product

from operasure.matching import hangul
from operasure.matching.hangul import Edge, Edges, Hangul, Place
from operasure.matching.letters import SPELLINGS

_LONGEST_UNIT = 4
"""Latin letters that are written as one sound at most."""
_SPELLED = frozenset(("Cyrillic", "Greek"))
"""Scripts whose letters stand for Latin ones by the tables of letters.py, to be read by them."""
_FEWEST = 2
"""Letters that each way to write a word must have; a name of fewer sounds is everywhere."""
_MOST_READINGS = 4
"""Ways to write a word's accents in ASCII that are followed."""
_VIRAMA = "\u094d"


@dataclass(frozen=True, slots=True, eq=False)
class Sounds:
    """How one script writes sounds: Latin letters to what may stand for them."""

    script: str
    shortest: int
    """Letters of the script that a word needs to count alone."""
    letters: Mapping[str, tuple[str, ...]]
    vowels: tuple[str, ...]
    long: tuple[str, ...]
    doubled: tuple[str, ...]
    before: tuple[str, ...]
    article: str = ""
    """What a word of the script may begin with that texts in Latin letters write apart, in several
    ways, or leave out."""
    any: re.Pattern[str] | None = None
    """For a custom of writing names of some language in the same script: what one word of a name
    must match for the custom to be tried, or a `family` name, and what `all` must."""
    family: re.Pattern[str] | None = None
    all: re.Pattern[str] | None = None
    joint: bool = False
    """Whether signs and blanks may stand between two letters."""

    @property
    def is_custom(self) -> bool:
        """Whether it writes names in the script that they are in."""
        return self.any is not None or self.family is not None

    def concerns(self, given: Sequence[str], family: Sequence[str]) -> bool:
        """Whether a custom is one for a name of these words."""
        words, every = (*given, *family), self.all
        return (
            (self.any is None or any(map(self.any.search, words)))
            and (self.family is None or any(map(self.family.search, family)))
            and (every is None or all(map(every.fullmatch, words)))
        )

    def written(self, word: str) -> Edges:
        """What may be written in the script for a word in ASCII letters."""
        last = len(word)
        found: dict[Place, tuple[Edge, ...]] = {(last, False): ()}
        for at in reversed(range(last)):
            before = (at + 1, False)
            found[at + 1, True] = (("", before), *((way, before) for way in self.long))
            ways = (*self._vowels_at(word, at), *self._consonants_at(word, at))
            if not ways:
                return {}
            found[at, False] = tuple(dict.fromkeys(ways))
        return found

    def _vowels_at(self, word: str, at: int) -> Iterator[Edge]:
        run = (_LATIN_RUN_INSIDE if at else _LATIN_RUN).match(word, at)
        for stop in range(at + 1, run.end() + 1 if run else 0):
            yield from ((way, (stop, bool(way))) for way in self.vowels)

    def _consonants_at(self, word: str, at: int) -> Iterator[Edge]:
        for size in range(1, _LONGEST_UNIT + 1):
            unit = word[at : at + size]
            if len(unit) < size or unit not in self.letters:
                continue
            after = at + size
            stops = [after, after + 1] if word[after : after + 1] == unit[-1] else [after]
            ends = after == len(word) and unit in _SILENT_ENDS and not self.is_custom
            silent = ("",) if ends else ()
            before = ("", *self.doubled, *(self.before if at == 0 else ()))
            for way, stop in product((*self.letters[unit], *silent), stops):
                yield from ((more + way, (stop, False)) for more in (before if way else ("",)))

    def read(self, word: str) -> Edges:
        """What may be written in ASCII letters for a word in the script. Any vowel may stand
        before each letter but the first, and at the end."""
        last = len(word)
        found: dict[Place, tuple[Edge, ...]] = {(last, False): ()}
        for at in reversed(range(last)):
            before = (at + 1, False)
            found[at + 1, True] = tuple((vowel, before) for vowel in ("", *_LATIN_VOWELS))
            ways = tuple(dict.fromkeys(self._sounds_at(word, at)))
            if not ways:
                return {}
            found[at, False] = ways
        if self.article and word.startswith(self.article) and last > len(self.article) + 1:
            found[0, False] += tuple(self._article(word))
        return found

    def _article(self, word: str) -> Iterator[Edge]:
        """The article, its last sound become that of the next letter or not (al-Shams, ash-Shams),
        with a joint behind it, or none."""
        after = len(self.article), False
        yield "", after
        behind = (way for way, _ in self._sounds_at(word, len(self.article)))
        for last, vowel in product(dict.fromkeys(("l", *behind)), "aeui"):
            yield f"{vowel}{last}{JOINT}", after

    def _sounds_at(self, word: str, at: int) -> Iterator[Edge]:
        if word[at] in (*self.vowels, *self.long, *self.doubled, _VIRAMA):
            yield from ((vowel, (at + 1, False)) for vowel in ("", *_LATIN_VOWELS))
        for unit, ways in self.letters.items():
            for way in ways:
                if way and word.startswith(way, at):
                    yield unit, (at + len(way), True)
                    yield unit + unit[-1], (at + len(way), True)


JOINT = "'"
"""Behind what is written: blanks and signs may stand there."""
_SILENT_ENDS = frozenset("dtsxzp")
"""Letters that French names end in and do not sound."""
_LATIN_RUN = re.compile("[aeiou][aeiouy]{0,2}")
_LATIN_RUN_INSIDE = re.compile("[aeiouy]{1,3}")
_LATIN_VOWELS = (
    *"aeiouy",
    *"aa ae ai au ay ea ee ei ey ia ie io oa oe oi oo ou ua ue ui uo".split(),
)


_PLAIN = ("vowels", "long", "doubled", "before")


@cache
def scripts() -> tuple[Sounds, ...]:
    """The scripts whose sounds are known."""
    return _read("sounds.toml")


@cache
def _customs() -> tuple[Sounds, ...]:
    return _read("customs.toml")


def _read(name: str) -> tuple[Sounds, ...]:
    file = resources.files("operasure.matching") / name
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(_sounds(script, entry) for script, entry in data.items())


def _sounds(script: str, entry: dict[str, str]) -> Sounds:
    lines = (line.split("|") for line in entry["letters"].splitlines() if line)
    letters = {unit: tuple(_ways(ways)) for unit, ways in lines}
    vowels, long, doubled, before = (tuple(_ways(entry.get(k, ""))) for k in _PLAIN)
    if script == "Devanagari":
        letters = {
            unit: (*ways, *(w + _VIRAMA for w in ways if w[-1:].isalpha()))
            for unit, ways in letters.items()
        }
    one, family, every = (_gate(entry, key) for key in ("any", "family", "all"))
    if one or family:
        letters = {
            unit: tuple(dict.fromkeys((*ways, *(w + w for w in ways if len(w) == 1))))
            for unit, ways in letters.items()
        }
    shortest, joint = int(entry["shortest"]), entry.get("joint") == "yes"
    article = entry.get("article", "")
    return Sounds(
        script, shortest, letters, vowels, long, doubled, before, article, one, family, every, joint
    )


def _gate(entry: Mapping[str, str], key: str) -> re.Pattern[str] | None:
    return re.compile(entry[key]) if key in entry else None


def _ways(text: str) -> Iterator[str]:
    """What is written: `.` for nothing, letters in braces for each of them."""
    for way in text.split():
        parts = [braced or plain for braced, plain in re.findall(r"\{([^}]*)\}|([^{])", way)]
        yield from ("".join(chosen) for chosen in product(*parts) if way != ".")
        if way == ".":
            yield ""


def plain(word: str) -> tuple[str, ...]:
    """The ways to write a word in the letters of ASCII; none if it is of another script."""
    if not unicodedata.name(word[0], "").startswith("LATIN"):
        return ()
    found = [""]
    for letter in word.replace("'", ""):
        ways = [way for way in SPELLINGS[letter] if way.isascii() and way.isalpha()]
        found = [start + way for start in found for way in ways][:_MOST_READINGS]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=64)
def heard(word: str) -> tuple[tuple[Sounds | Hangul, Edges], ...]:
    """The scripts that a word in small letters may be written in by its sound, and how. A word in
    Latin letters may be in each of them, one in theirs in Latin letters."""
    return tuple(_heard(word))


def _heard(word: str) -> Iterator[tuple[Sounds | Hangul, Edges]]:
    readings = plain(word)
    for sounds in scripts():
        if not readings and sounds.script in _SPELLED:
            continue
        ways = map(sounds.written, readings) if readings else (sounds.read(_katakana(word)),)
        yield from ((sounds, e) for e in (_at_least(e, _FEWEST) for e in ways) if e)
    yield from ((hangul.table(), e) for e in in_hangul(word, least=_FEWEST))


@lru_cache(maxsize=64)
def in_hangul(word: str, *, least: int = 1) -> tuple[Edges, ...]:
    """What may be written in Hangul for a word in Latin letters, with so many syllables or more;
    nothing for any other word."""
    return tuple(filter(None, (_at_least(edges, least) for edges in _hangul(word))))


@lru_cache(maxsize=64)
def _hangul(word: str) -> tuple[Edges, ...]:
    every = (one for reading in plain(word) for one in hangul.spellings(reading))
    return tuple(map(hangul.table().written, dict.fromkeys(every)))


@lru_cache(maxsize=64)
def customs(given: tuple[str, ...], family: tuple[str, ...]) -> tuple[Sounds, ...]:
    """By which customs a name of these words in small letters may be written in Latin letters
    otherwise than it is."""
    halves = [[plain(word) for word in half] for half in (given, family)]
    if not family or not all(ways for half in halves for ways in half):
        return ()
    first, last = ([ways[0] for ways in half] for half in halves)
    return tuple(custom for custom in _customs() if custom.concerns(first, last))


def is_korean(given: tuple[str, ...], family: tuple[str, ...]) -> bool:
    """Whether a name of these words in small letters is spelled as Koreans' names are."""
    every = (*given, *family)
    if any(custom.script == "Korean" for custom in customs(given, family)):
        return True
    syllables = next(custom.all for custom in _customs() if custom.script == "Korean")
    return len(every) == 3 and syllables is not None and all(map(syllables.fullmatch, every))


def respelled(word: str, custom: Sounds) -> Iterator[Edges]:
    """What may be written for a word by a custom."""
    ways = map(custom.written, plain(word))
    yield from (e for e in (_at_least(e, 1) for e in ways) if e)


def _at_least(edges: Edges, least: int) -> Edges:
    """The same without the ways to write a word in fewer than so many letters. Places go on
    counting where the word begins anew, one letter on."""
    lap = 1 + max((at for at, _ in edges), default=0)
    found: dict[Place, tuple[Edge, ...]] = {}
    for (at, vowel), ways in edges.items():
        for letters in reversed(range(least + 1)):
            place = at + letters * lap, vowel
            if ways:
                kept = []
                for way, (to, open_) in ways:
                    after = to + min(letters + len(way), least) * lap, open_
                    if after in found:
                        kept.append((way, after))
                if kept:
                    found[place] = tuple(kept)
            elif letters == least:
                found[place] = ()
    return found if (0, False) in found else {}


def _katakana(word: str) -> str:
    """Hiragana as Katakana; any other letter as it is."""
    return "".join(chr(ord(c) + 0x60) if "\u3041" <= c <= "\u3096" else c for c in word)

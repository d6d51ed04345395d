"""Initials and particles beside the words of a name: J. Müller, Müller, J. K., Beethoven, L. v."""

from __future__ import annotations

import re
from collections.abc import Sequence

from operasure.matching.decode import Reading
from operasure.matching.fold import CELL, IGNORED
from operasure.matching.forms import FormNode, spelled
from operasure.matching.letters import SPELLINGS
from operasure.matching.names import PARTICLES

_LONGEST_ABBREVIATION = 4
_MOST_WORDS = 5
_NEAR = 48
"""Characters looked at beside a name for the next word."""

_GAP = rf"(?:\\[nrt]|[ \n'·(\"{CELL}{re.escape(IGNORED)}-])"
_BEFORE = re.compile(rf"(?<![^\W\d_])([^\W\d_]+)(\.?)({_GAP}{{0,16}})$")
# What a lookahead has seen is taken as a whole, as by a possessive quantifier; Python before 3.11.5
# gets those wrong over a group.
_BEHIND = re.compile(rf"(?=({_GAP}{{0,16}}))\1(?=(,?{_GAP}{{0,8}}))\2([^\W\d_]+)(\.?)")
_NO_NAMES = frozenset("dr mr ms mrs fr hr nr art abs ing prof bsp ca bzw vgl etc no".split())
"""Abbreviations that are not of a given name."""
_CONJUNCTIONS = frozenset("aeiouyаиоусвкя")


class Initials:
    """The initials of one name. `given` and `family` are its words in small letters."""

    def __init__(
        self, given: Sequence[str], family: Sequence[str], particles: Sequence[str]
    ) -> None:
        self._given = spelled({given[0]: ()}) if given else None
        self._first = given[0] if given else ""
        self._letters = "".join(word[0] for word in given)
        self._family = spelled({family[0]: ()}) if family else None
        own = [particle.lower().strip("'") for particle in particles]
        self._particles = frozenset((*own, "".join(particle[:1] for particle in own)))

    def beside(self, reading: Reading, start: int, end: int) -> tuple[int, int] | None:
        """Where the family name `start:end` together with an initial before or behind it stands;
        None if there is none."""
        if self._given is None:
            return None
        before = self._before(reading, start)
        if before is not None:
            return before, end
        behind = self._behind(reading, end)
        return None if behind is None else (start, behind)

    def begins(self, reading: Reading, start: int) -> bool:
        """Whether an initial of the first given name stands before `start`."""
        return self._given is not None and self._before(reading, start) is not None

    def particles_before(self, reading: Reading, start: int) -> int:
        """Where the name's own particles before the family name begin."""
        word = self._previous(reading, start)
        while word is not None and word[1] in self._particles:
            start = word[0]
            word = self._previous(reading, start)
        return start

    def family_behind(self, reading: Reading, end: int) -> int | None:
        """Where an initial of the family name behind a given name ends (Jürgen M.)."""
        match = _BEHIND.match(reading.folded, end, end + _NEAR)
        if match is None or not match[4] or match[2] or not match[1] or len(match[3]) > 2:
            return None
        shown = reading.shown[match.start(3) : match.end(3)]
        is_one = shown[0].isupper() and abbreviates(self._family, match[3])
        return match.end() if is_one else None

    def _previous(self, reading: Reading, start: int) -> tuple[int, str, str, str] | None:
        """The word before `start`: where it begins, itself, its full stop, what follows it."""
        match = _BEFORE.search(reading.folded, max(0, start - _NEAR), start)
        if match is None:
            return None
        return match.start(1), match[1], match[2], match[3]

    def _before(self, reading: Reading, start: int) -> int | None:
        found = None
        for _ in range(_MOST_WORDS):
            previous = self._previous(reading, start)
            if previous is None:
                break
            begin, word, dot, gap = previous
            if not (dot or gap):
                break
            is_particle = word in self._particles or (word in PARTICLES and len(word) > 1)
            if not is_particle:
                if not self._is_initial(reading, begin, word, dot, gap, start):
                    break
                if self._stands_for(word) or (dot and self._contracts(word)):
                    found = begin
            start = begin
        return found

    def _is_initial(
        self, reading: Reading, begin: int, word: str, dot: str, gap: str, start: int
    ) -> bool:
        if dot:
            short = len(word) <= _LONGEST_ABBREVIATION and word not in _NO_NAMES
            return short or abbreviates(self._given, word)
        shown = reading.shown[begin : begin + len(word)]
        if shown.isupper():
            return len(word) <= 2
        if len(word) > 1:
            return False
        in_slug = gap in ("-", "_")
        return in_slug or (reading.shown[start].islower() and word not in _CONJUNCTIONS)

    def _stands_for(self, word: str) -> bool:
        """Whether a word is the beginning of the first given name, or the initials of several."""
        several = len(word) > 1 and self._letters.startswith(word)
        return several or abbreviates(self._given, word)

    def _contracts(self, word: str) -> bool:
        """Whether a word is the given name without its middle: Md., Wm., Thos."""
        first = self._first
        return len(word) > 1 and first.startswith(word[:-1]) and first.endswith(word[-1])

    def _behind(self, reading: Reading, end: int) -> int | None:
        found = None
        for number in range(_MOST_WORDS):
            match = _BEHIND.match(reading.folded, end, end + _NEAR)
            if match is None or (not match[1] and not match[2] and number == 0):
                break
            word, dot = match[3], match[4]
            shown = reading.shown[match.start(3) : match.end(3)]
            is_initial = len(word) <= _LONGEST_ABBREVIATION if dot else _is_capital(reading, match)
            is_initial |= len(word) == 2 and shown.isupper() and self._letters.startswith(word)
            is_particle = found is not None and (word in self._particles or bool(dot))
            if not (is_initial and (dot or shown.isupper())) and not is_particle:
                break
            if found is None and (word in _NO_NAMES or not self._stands_for(word)):
                break
            if found is not None and match[2]:
                break
            found = end = match.end()
        return found


def _is_capital(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the word is a single capital that nothing else claims (`I'm`, `A-Z`)."""
    following = reading.folded[match.end() : match.end() + 1]
    return match.end(3) - match.start(3) == 1 and following not in ("'", "-", "+", "&")


def abbreviates(state: FormNode | None, letters: str) -> bool:
    """Whether `letters` begin the word of the graph."""
    states = [] if state is None else [state]
    for letter in letters:
        ways = SPELLINGS[letter]
        states = [after for at in states for way in ways for after in at.follow(way)]
    return bool(states)

"""Finding the words of names in folded text: a walk along the graph from every word's start."""

from __future__ import annotations

import re
from dataclasses import dataclass

from operasure.matching.automaton import Automaton
from operasure.matching.classes import character_class, inverse
from operasure.matching.decode import Reading
from operasure.matching.fold import INVISIBLE, is_letter, script
from operasure.matching.forms import SHORT, Element, FormNode

_MOST_GLUED = 8
"""Words of a name that may be glued together (juergenkarlmueller)."""
_LONGEST_GAP = 200
"""Invisible characters that are looked past beside a word."""

_INVISIBLE_RUN = re.compile(f"{INVISIBLE}{{0,{_LONGEST_GAP}}}+")

_SPACED = "\0-\u0dff\u1200-\u177f\u1800-\u2e7f\uffdd-\U0001afff\U00040000-\U0010ffff"
"""All but the letters of scripts without spaces: `re` goes through the letters of a class one by
one to compile it, and these are fewer."""
_SMALL = rf"\0-@\[-¿ß-ÿɐ-ΐά-Ͽа-{_SPACED[2:]}"
"""All but letters that may begin a word though another letter stands before them: capitals, and
those of scripts without spaces; so may any letter behind one of these."""

_RARE = "\U00010000"
"""The first character beyond those that nearly all texts are written in."""


@dataclass(frozen=True, slots=True)
class WordHit:
    """A word of a name in folded text. `starts` and `ends` say whether a word begins and ends
    there; where it does not, the hit counts only with a neighbour that it is glued to. `tail` is
    the length of a genitive s behind it."""

    start: int
    end: int
    element: Element
    starts: bool
    ends: bool
    tail: int = 0

    @property
    def stop(self) -> int:
        """Where the word ends, its ending included."""
        return self.end + self.tail


class Walker:
    """Looks for the words of one graph. Time is linear in the text."""

    def __init__(self, root: FormNode) -> None:
        self._automaton = Automaton(root)
        self._start = starts(root) if root.next else None

    def hits(self, reading: Reading) -> list[WordHit]:
        """Every word of a name, in order of start."""
        found: list[WordHit] = []
        if self._start is None:
            return found
        folded, goes_on = reading.folded, self._automaton.goes_on
        for match in self._start.finditer(folded if reading.signs else reading.shown):
            start = match.start()
            if goes_on(folded, start):
                touches = _before(reading.shown, folded, start)
                if touches != "letter":
                    found += self._chain(reading, start, touches)
        return found

    def _chain(self, reading: Reading, start: int, touches: str) -> list[WordHit]:
        """The words from `start`, and those glued to them without anything between."""
        found: list[WordHit] = []
        at = {start}
        waiting = [start]
        while waiting:
            begin = waiting.pop()
            for end, element in self._automaton.words(reading.folded, begin):
                hit = _hit(reading, begin, end, element, begin == start)
                if touches == "digit" and len(element.word) <= SHORT:
                    continue
                if (element.inflected or element.heard) and not hit.ends:
                    continue
                found.append(hit)
                after = _past_invisible(reading.folded, end)
                if not hit.ends and after not in at and len(at) < _MOST_GLUED:
                    at.add(after)
                    waiting.append(after)
        return sorted(found, key=_order) if len(found) > 1 else found


def _order(hit: WordHit) -> tuple[int, bool, bool, bool, int]:
    """Where hits begin at one place, words that end there come first, those as given before forms
    of them (in `Hélène\\nMay` the n is of the line break), long ones before short ones."""
    return hit.start, not hit.ends, hit.element.heard > 0, hit.element.inflected, -hit.end


def starts(root: FormNode) -> re.Pattern[str]:
    """Where a word may begin in shown text; what stands before it is looked at afterwards."""
    tables = inverse()
    spellings = {way for letter in root.next for way in tables.beginning(letter)}
    begun = {text[0] for way in spellings for text in tables.writing(way)}
    pairs = (pair[0] for way in spellings for pair in tables.pairs.get(way, ()))
    begun.update(char for first in pairs for char in tables.raw(first))
    # `re` looks up common characters in a table, and goes through rare ones range by range for each
    # character that is none of the class: so all of them are one range.
    common = character_class(char for char in begun if char < _RARE)
    return re.compile(
        f"[{common[1:-1]}{_RARE}-\U0010ffff]"
        f"(?:(?<![^\\W\\d_][\\s\\S])|(?<=\\\\[nrt][\\s\\S])|(?<=[^\\W\\d_][^{_SMALL}])"
        f"|(?<=[^{_SPACED}][\\s\\S]))"
    )


def _hit(reading: Reading, start: int, end: int, element: Element, starts: bool) -> WordHit:
    """The hit with what follows it: an end of the word, a genitive s."""
    shown, folded = reading.shown, reading.folded
    touches = _behind(shown, folded, end)
    short = len(element.word) <= SHORT
    if touches == "nothing" or (touches == "digit" and not short):
        return WordHit(start, end, element, starts, True)
    if touches == "digit" or element.inflected or element.heard or element.role == "initials":
        return WordHit(start, end, element, starts, False)
    if folded[end] == "s" and _behind(shown, folded, end + 1) == "nothing":
        return WordHit(start, end, element, starts, True, 1)
    return WordHit(start, end, element, starts, False)


def _before(shown: str, folded: str, start: int) -> str:
    """What a word that begins at `start` touches on its left: nothing, digit or letter."""
    at = start - 1
    while at >= 0 and folded[at] == INVISIBLE and start - at < _LONGEST_GAP:
        at -= 1
    if at < 0:
        return "nothing"
    char = folded[at]
    if not is_letter(char):
        return "digit" if char.isdigit() else "nothing"
    if at > 0 and char in "nrt" and folded[at - 1] == "\\":
        return "nothing"
    if _differ(char, folded[start]):
        return "nothing"
    if not shown[start].isupper():
        return "letter"
    begins_camel = not shown[at].isupper() or shown[start + 1 : start + 2].islower()
    return "nothing" if begins_camel else "letter"


def _behind(shown: str, folded: str, end: int) -> str:
    """What a word that ends at `end` touches on its right: nothing, digit or letter."""
    at = _past_invisible(folded, end)
    if at >= len(folded):
        return "nothing"
    char = folded[at]
    if not is_letter(char):
        return "digit" if char.isdigit() else "nothing"
    if _differ(char, folded[end - 1]):
        return "nothing"
    return "nothing" if shown[at].isupper() and not shown[end - 1].isupper() else "letter"


def _past_invisible(folded: str, at: int) -> int:
    run = _INVISIBLE_RUN.match(folded, at)
    return run.end() if run is not None else at


def _differ(one: str, other: str) -> bool:
    """Whether two letters that touch belong to two words by their scripts."""
    first, second = script(one), script(other)
    return first != second or first == "spaceless"

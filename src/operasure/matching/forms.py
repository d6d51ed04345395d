"""The ways a name's word can be spelled, as a graph that text is walked along.

One graph serves exact matching (`walk`) and the loose filter (`loose`), so that whatever the one
finds the other lets pass. Its letters are those of `letters.SPELLINGS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from operasure.matching.fold import script
from operasure.matching.identity import Identity
from operasure.matching.letters import PAIRS, SPELLINGS
from operasure.matching.names import PersonName, elements

Role = Literal["given", "family", "initials", "whole"]

SHORT = 3
"""Letters up to which a word counts only with care: written like a name where it stands alone,
touching no digit."""
_SHORTEST_WITH_INITIAL = 3
"""Letters of a family name for `jdoe` to count as a name."""
_SHORTEST_INFLECTED = 3
_SILENT_E = re.compile(r"(?<=[^\W\d_aeiouy])[aou]e(?=[^\W\d_aeiouy])(?!l(?:$|[aeiouy]))")
"""`ue` of `Mueller`, which may stand as `u`; not of Samuel or Michaela."""
_VOWEL_ENDING = re.compile("[аяойьеaeoαηος]$")


@dataclass(frozen=True, slots=True)
class Element:
    """A word of a name as it is looked for. `name` is the name's number in the identity, `index`
    the word's place among the words of its role."""

    name: int
    role: Role
    index: int
    word: str


@dataclass(slots=True)
class State:
    """A node of the graph. `next` leads on by one letter; `ends` are the words complete here,
    `stems` those complete but for an ending that inflection replaces; `joint` says that what
    stands between words may stand here. Not `whole` is a state amid two letters read as one."""

    next: dict[str, list[State]] = field(default_factory=dict)
    ends: list[Element] = field(default_factory=list)
    stems: list[Element] = field(default_factory=list)
    joint: bool = False
    whole: bool = True

    def follow(self, letters: str) -> list[State]:
        """Where `letters` lead."""
        states = [self]
        for letter in letters:
            states = [after for state in states for after in state.next.get(letter, ())]
        return states

    def lead(self, letters: str, to: State) -> None:
        """Add a path. No letters: whatever `to` offers is offered here too."""
        if not letters:
            for letter, states in to.next.items():
                self.next.setdefault(letter, []).extend(states)
            self.ends += to.ends
            self.stems += to.stems
            return
        at = self
        for letter in letters[:-1]:
            after = State()
            at.next.setdefault(letter, []).append(after)
            at = after
        at.next.setdefault(letters[-1], []).append(to)


def spelled(word: str, ends: list[Element], *, open_joints: bool = False) -> State:
    """The graph of one word in small letters; an apostrophe in it is a joint, and with
    `open_joints` every place between two letters is one."""
    letters = word.replace("'", "")
    joints = {i - word[:i].count("'") for i, char in enumerate(word) if char == "'"}
    silent = {match.start() for match in _SILENT_E.finditer(letters)}
    states = [State() for _ in letters] + [State(ends=ends)]
    if has_stem(letters):
        states[-2].stems = list(ends)
    for i in reversed(range(len(letters))):
        for spelling in SPELLINGS[letters[i]]:
            states[i].lead(spelling, states[i + 1])
        for spelling in PAIRS.get(letters[i : i + 2], ()):
            states[i].lead(spelling, states[i + 2])
        if i in silent:
            states[i].lead(letters[i], states[i + 2])
        states[i].joint = i > 0 and (open_joints or i in joints)
    return states[0]


def has_stem(word: str) -> bool:
    """Whether inflection replaces the word's own ending."""
    return len(word) > _SHORTEST_INFLECTED and _VOWEL_ENDING.search(word) is not None


def graph(identity: Identity) -> State:
    """The words of every name of `identity` in one graph."""
    root = State()
    for word, found in words(identity).items():
        root.lead("", spelled(word.strip("+"), found, open_joints=word.endswith("+")))
    return root


def words(identity: Identity) -> dict[str, list[Element]]:
    """Every word to look for, with what it is; a `+` behind it opens its joints."""
    found: dict[str, list[Element]] = {}
    for number, name in enumerate(identity.names):
        for word, element in _of_name(number, name):
            found.setdefault(word, []).append(element)
    return found


def _of_name(number: int, name: PersonName) -> Iterator[tuple[str, Element]]:
    given, family = parts(name.given), parts(name.family)
    if is_spaceless(name):
        yield from _without_spaces(number, "".join(family), "".join(given))
        return
    halves: tuple[tuple[Role, list[str]], ...] = (("given", given), ("family", family))
    for role, role_words in halves:
        for index, word in enumerate(role_words):
            if len(word.replace("'", "")) > 1:
                yield word, Element(number, role, index, word)
    if name.particles and family:
        glued = "".join(parts(name.particles))
        yield glued + family[0], Element(number, "family", 0, glued + family[0])
        yield from _with_initials(number, given, [glued + family[0]])
    yield from _with_initials(number, given, family)


def _with_initials(
    number: int, given: list[str], family: list[str]
) -> Iterator[tuple[str, Element]]:
    """jmueller, jkmueller, muellerj: as logins and file names are made."""
    initials = dict.fromkeys("".join(word[0] for word in given[:n]) for n in (1, 2))
    for initial in filter(None, initials):
        for word in dict.fromkeys((family[0], family[-1])):
            if len(word.replace("'", "")) >= _SHORTEST_WITH_INITIAL:
                for glued in (initial + word, word + initial):
                    yield glued, Element(number, "initials", 0, glued)


def _without_spaces(number: int, family: str, given: str) -> Iterator[tuple[str, Element]]:
    """A name in Han, Hangul and the like is one word, with or without something in between."""
    if not given and len(family) == 3:
        family, given = family[0], family[1:]
    whole = family + given
    yield f"{whole}+", Element(number, "whole", 0, whole)
    halves: tuple[tuple[Role, str], ...] = (("given", given), ("family", family))
    for role, word in halves:
        if 1 < len(word) < len(whole):
            yield word, Element(number, role, 0, word)
    if given:
        yield f"{given}{family}+", Element(number, "whole", 0, given + family)


def parts(name_words: Iterable[str]) -> list[str]:
    """The words of one half of a name, hyphened ones taken apart, in small letters."""
    return [part for word in name_words for part in elements(word)]


def is_spaceless(name: PersonName) -> bool:
    """Whether the name's own script has no spaces between words."""
    letters = "".join(parts((*name.given, *name.family)))
    return all(script(char) == "spaceless" for char in letters)

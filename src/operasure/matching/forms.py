"""The ways a name's word can be spelled, as a graph that text is walked along.

One graph serves exact matching (`walk`) and the loose filter (`loose`), so that whatever the one
finds the other lets pass. Its letters are those of `letters.SPELLINGS`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, starmap
from typing import Literal

from operasure.matching import hangul
from operasure.matching.codepages import signs
from operasure.matching.fold import script
from operasure.matching.han import variants
from operasure.matching.hangul import Edges, Hangul
from operasure.matching.identity import Identity
from operasure.matching.inflect import inflected
from operasure.matching.layout import UNREADABLE
from operasure.matching.letters import PAIRS, SPELLINGS
from operasure.matching.names import PersonName, elements
from operasure.matching.sounds import JOINT, Sounds, customs, heard, in_hangul, plain, respelled

Role = Literal["given", "family", "initials", "whole"]

SHORT = 3
"""Letters up to which a word counts only with care: written like a name where it stands alone,
touching no digit."""
_SHORTEST_WITH_INITIAL = 3
"""Letters of a family name for `jdoe` to count as a name."""
MANY = 30
"""Words of an identity, from which on the filter is coarser and none is looked for by sound."""
_SHORTEST_ALONE = 5
"""Letters of a word in Latin letters from which on a form with one letter more counts alone: of a
shorter one some language makes another word with every letter (Mark, Markt)."""
_SHORTEST_RESPELLED = 5
"""Letters of a word by whose other transliterations the filter may go."""
NEVER = 99
"""Letters of a word that never counts alone."""
_LEAST_READABLE = 2
"""Letters of ASCII in a word of which others may be unreadable."""
_SILENT_E = re.compile(r"(?<=[^\W\d_aeiouy])[aou]e(?=[^\W\d_aeiouy])(?!l(?:$|[aeiouy]))")
"""`ue` of `Mueller`, which may stand as `u`; not of Samuel or Michaela."""
_SILENT = "\0"
"""Written for an `e` that may be left out."""


@dataclass(frozen=True, slots=True)
class Element:
    """A word of a name as it is looked for. `name` is the name's number in the identity, `index`
    the word's place among the words of its role. An `inflected` form of the word counts beside
    another word of the name, and by itself if it may stand `alone`; so does a word that is written
    by its sound in another script, where it has as many letters as `heard` says (0: it is not)."""

    name: int
    role: Role
    index: int
    word: str
    inflected: bool = False
    alone: bool = True
    heard: int = 0


@dataclass(slots=True)
class FormNode:
    """A node of the graph. `next` leads on by one letter; `ends` are the words complete here;
    `joint` says that what stands between words may stand here. Not `whole` is a state amid two
    letters read as one; a `single` one takes no sign that stands for several letters on."""

    next: dict[str, list[FormNode]] = field(default_factory=dict)
    ends: list[Element] = field(default_factory=list)
    joint: bool = False
    whole: bool = True
    single: bool = False

    def follow(self, letters: str) -> list[FormNode]:
        """Where `letters` lead, as the spelling of one character."""
        states = self.next.get(letters[0], ()) if letters else [self]
        for letter in letters[1:]:
            several = (state for state in states if not state.single)
            states = [after for state in several for after in state.next.get(letter, ())]
        return list(states)

    def lead(self, letters: str, to: FormNode) -> None:
        """Add a path. No letters: whatever `to` offers is offered here too."""
        if not letters:
            for letter, states in to.next.items():
                # Each once: silent letters in a row lead there in more ways than can be counted.
                offered = self.next.setdefault(letter, [])
                known = set(map(id, offered))
                offered += [state for state in states if id(state) not in known]
            self.ends += [end for end in to.ends if end not in self.ends]
            return
        at = self
        for letter in letters[:-1]:
            after = FormNode(single=self.single)
            at.next.setdefault(letter, []).append(after)
            at = after
        at.next.setdefault(letters[-1], []).append(to)


def spelled(forms: Mapping[str, Sequence[Element]], *, open_joints: bool = False) -> FormNode:
    """The graph of some words in small letters, and what each is; an apostrophe in a word is a
    joint, and with `open_joints` every place between two letters is one."""
    rests = ((_marked(form), tuple(ends)) for form, ends in forms.items())
    return _Graph(open_joints).state(frozenset(rests))


_Rests = frozenset[tuple[str, tuple[Element, ...]]]
"""What is left of some words, and which words they are."""


class _Graph:
    """Builds a graph from its end: words that begin alike share states, and so do those of which
    the same is left."""

    def __init__(self, open_joints: bool) -> None:
        self._open_joints = open_joints
        self._states: dict[_Rests, FormNode] = {}

    def state(self, rests: _Rests, *, begun: bool = False) -> FormNode:
        """The state where some rests are to come."""
        if begun and rests in self._states:
            return self._states[rests]
        state = FormNode()
        after: dict[str, set[tuple[str, tuple[Element, ...]]]] = defaultdict(set)
        for rest, ends in rests:
            if rest in ("", "'"):
                state.ends += ends
                continue
            letters = rest.removeprefix("'")
            after[letters[0]].add((letters[1:], ends))
            state.joint |= begun and (self._open_joints or letters != rest)
        for letter in sorted(after):
            self._lead(state, letter, after[letter])
        if begun:
            self._states[rests] = state
        return state

    def _lead(
        self, state: FormNode, letter: str, rests: set[tuple[str, tuple[Element, ...]]]
    ) -> None:
        onward = self.state(frozenset(rests), begun=True)
        if letter == _SILENT:
            state.lead("e", onward)
            state.lead("", onward)
            return
        for spelling in (*SPELLINGS[letter], *variants(letter)):
            state.lead(spelling, onward)
        if not letter.isascii() and (readable := frozenset(filter(_is_readable, rests))):
            state.lead(UNREADABLE, self.state(readable, begun=True))
        if not letter.isascii() and (long := frozenset(filter(_is_long, rests))):
            for sign in signs(letter):
                state.lead(sign, self.state(long, begun=True))
        for second in sorted({rest.removeprefix("'")[:1] for rest, _ in rests}):
            if spellings := PAIRS.get(letter + second):
                begun = ((rest.removeprefix("'"), ends) for rest, ends in rests)
                behind = frozenset((r[1:], ends) for r, ends in begun if r.startswith(second))
                for spelling in spellings:
                    state.lead(spelling, self.state(behind, begun=True))


def _is_readable(rest: tuple[str, tuple[Element, ...]]) -> bool:
    """Whether enough of a word is ASCII to know it by when its other letters were lost."""
    word = rest[1][0].word if rest[1] else ""
    return sum(map(str.isascii, word)) >= max(_LEAST_READABLE, len(word) / 2)


def _is_long(rest: tuple[str, tuple[Element, ...]]) -> bool:
    """Whether a word is long enough to be known by its bytes."""
    return not rest[1] or len(rest[1][0].word) > SHORT


def _marked(word: str) -> str:
    """A word whose `e` is marked where it may be left out."""
    return _SILENT_E.sub(lambda found: found[0][0] + _SILENT, word)


def graph(identity: Identity) -> FormNode:
    """The words of every name of `identity` in one graph."""
    root = FormNode()
    every = words(identity)
    for word, found in every.items():
        forms = {word.removesuffix("+"): found, **inflections(word, found)}
        root.lead("", spelled(forms, open_joints=word.endswith("+")))
        if len(every) < MANY:
            for sound in sounds(word, found):
                root.lead("", sound)
    for sound, _ in respellings(identity.names) if len(every) < MANY else ():
        root.lead("", sound)
    return root


def inflected_words(identity: Identity) -> Iterator[str]:
    """The words of every name, and their forms."""
    for word in words(identity):
        yield from (word.removesuffix("+"), *inflected(word.removesuffix("+")))


def sounds(word: str, found: Iterable[Element]) -> tuple[FormNode, ...]:
    """The graphs of a word as it is heard in other scripts."""
    halves = tuple(element for element in found if element.role in ("given", "family"))
    return _sounds(word, halves) if halves else ()


@lru_cache(maxsize=64)
def _sounds(word: str, halves: tuple[Element, ...]) -> tuple[FormNode, ...]:
    """Shared by the filter and the matcher, which only read them."""
    every = (
        (how, edges, _last([replace(one, heard=how.shortest) for one in halves]))
        for how, edges in heard(word)
    )
    return tuple(chain.from_iterable(starmap(_sounding, every)))


@lru_cache(maxsize=16)
def respellings(names: tuple[PersonName, ...]) -> tuple[tuple[FormNode, bool], ...]:
    """The graphs of the words of some names as other customs of transliteration write them, and
    whether the filter looks for each. Both halves of a name must stand in a text, or the family
    name if it is long: so the filter goes by the half that has no short word, and a name of short
    words only is not looked for so."""
    return tuple(_respellings(names))


def _respellings(names: Sequence[PersonName]) -> Iterator[tuple[FormNode, bool]]:
    for number, name in enumerate(names):
        yield from ((root, True) for root in as_korean(number, name))
        yield from of_korean(number, name)
        halves: dict[Role, list[str]] = {"family": parts(name.family), "given": parts(name.given)}
        for custom in customs(tuple(halves["given"]), tuple(halves["family"])):
            words = {r: ["".join(w)] if custom.joint and w else w for r, w in halves.items()}
            long = [r for r, w in words.items() if w and min(map(len, w)) >= _SHORTEST_RESPELLED]
            every = ((r, i, word) for r in words for i, word in enumerate(words[r]) if long)
            for role, index, word in every:
                alone = custom.shortest if role == long[0] else NEVER
                found = [Element(number, role, index, word, heard=alone)]
                for edges in respelled(word, custom):
                    graphs = _sounding(custom, edges, _last(found))
                    yield from ((root, role == long[0]) for root in graphs)


def as_korean(number: int, name: PersonName) -> Iterator[FormNode]:
    """The graphs of all of a name in Latin letters as it is written in Hangul, in either order:
    many a word of it is but one syllable there."""
    given, family = parts(name.given), parts(name.family)
    if not given or not family or not all(map(plain, (*given, *family))):
        return
    for some in dict.fromkeys((tuple(given), tuple(given[:1]))):
        for every in ((*some, *family), (*family, *some)):
            onward = _last([Element(number, "whole", 0, "".join(every), heard=1)])
            for word in reversed(every):
                begin = FormNode(single=True, joint=True)
                for edges in in_hangul(word):
                    for root in _sounding(hangul.table(), edges, onward):
                        begin.lead("", root)
                onward = begin
            onward.joint = False
            if onward.next:
                yield onward


def of_korean(number: int, name: PersonName) -> Iterator[tuple[FormNode, bool]]:
    """The same of a name in Hangul as it is spelled in Latin letters: a Korean's of one word, or
    one of two words. Whether the filter goes by it is said of one half, the longer one."""
    words = parts((*name.family, *name.given))
    halves = tuple(words) if len(words) == 2 else hangul.halves("".join(words))
    if halves is None or not all(map(hangul.is_hangul, "".join(halves))):
        return
    roles: tuple[Role, Role] = ("family", "given")
    carries = roles[len(halves[1]) >= len(halves[0])]
    for role, word in zip(roles, halves, strict=True):
        found = [Element(number, role, 0, word, heard=NEVER)]
        edges = hangul.table().read(word)
        for root in _sounding(hangul.table(), edges, _last(found), joint=True) if edges else ():
            yield root, role == carries


def _last(ends: list[Element]) -> FormNode:
    return FormNode(ends=ends, single=True)


def _sounding(
    how: Sounds | Hangul, edges: Edges, last: FormNode, *, joint: bool = False
) -> Iterator[FormNode]:
    """The graph of what may be written for a word, up to a `last` state."""
    joint |= how.joint
    places = {place: last for place, ways in edges.items() if not ways}
    for place, ways in edges.items():
        state = places.setdefault(place, FormNode(single=True, joint=joint))
        for way, after in ways:
            state.lead(way.removesuffix(JOINT), places[after])
            places[after].joint |= way.endswith(JOINT)
    begin = places[0, False]
    begin.ends = []
    begin.joint = False
    if begin.next:
        yield begin


def inflections(word: str, found: Iterable[Element]) -> dict[str, list[Element]]:
    """The forms of a word that is one of some elements, with what each form is of."""
    bent = [element for element in found if element.role in ("given", "family")]
    return {
        form: [replace(one, inflected=True, alone=_is_alone(word, form)) for one in bent]
        for form in (inflected(word) if bent else ())
    }


def _is_alone(word: str, form: str) -> bool:
    """Whether a form of a word counts without another word of the name. `Müllerei` is a trade."""
    if form == f"{word}ei" and word.endswith("er"):
        return False
    return not word[0].isascii() or len(word) >= _SHORTEST_ALONE or len(form) > len(word) + 1


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
        family = list(dict.fromkeys(family))
        found = (
            pair
            for halves in dict.fromkeys(("".join(given), *given[:1]))
            for one in dict.fromkeys(("".join(parts(name.family)), "".join(family)))
            for pair in _without_spaces(number, one, halves)
        )
        yield from dict.fromkeys(found)
        return
    halves: tuple[tuple[Role, list[str]], ...] = (("given", given), ("family", family))
    for role, role_words in halves:
        for index, word in enumerate(role_words):
            if len(word.replace("'", "")) > 1:
                yield word, Element(number, role, index, word)
    if name.particles and family:
        glued = "".join(parts(name.particles))
        yield glued + family[0], Element(number, "family", 0, glued + family[0])
        short = "".join(part[0] for part in parts(name.particles)) + family[0]
        if len(name.particles) > 1:
            yield short, Element(number, "family", 0, short)
        yield from _with_initials(number, given, [glued + family[0]])
        yield from _with_initials(number, given, [short])
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

"""Another person's name around the half of a name: Bill Schmidt, John Bowler, Jean-Luc.

Judged by the passage, for the order of a list: such a mention is likely to be that person's. It is
never left out, for another name may stand beside this person's by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from operasure.matching import variants as v
from operasure.matching.frequent import bare, is_given_name
from operasure.matching.names import PARTICLES, is_title

_FAMILY = frozenset({v.FAMILY_NAME, v.HALF_NAME_ALONE})
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_BEFORE = re.compile(rf"(?<![\w'’-])({_WORD}(?:-{_WORD})*)(\.?)[ \u00a0]$")
_HYPHEN_BEFORE = re.compile(rf"(?<![\w'’-])({_WORD})[-\u2010\u2011]$")
_COMMA_BEHIND = re.compile(rf",[ \u00a0]({_WORD}(?:-{_WORD})*)")
_HYPHEN_BEHIND = re.compile(rf"[-\u2010\u2011]({_WORD})")
_BEHIND = re.compile(rf"[ \u00a0]((?:[^\W\d_]{{1,4}}[ \u00a0]){{0,2}})({_WORD}(?:-{_WORD})*)")


_ALONE = _FAMILY | {v.GIVEN_NAME, v.INFLECTED}
_LAST_WORDS = re.compile(
    rf"({_WORD}(?:-{_WORD})*)(,?[ \u00a0])(?:({_WORD}(?:-{_WORD})*)[ \u00a0])?$"
)
_FIRST_WORDS = re.compile(
    rf"(,?[ \u00a0])({_WORD}(?:-{_WORD})*)(?:[ \u00a0]({_WORD}(?:-{_WORD})*))?"
)


@dataclass(frozen=True, slots=True)
class Other:
    """Another name around a mention, and whether it is the full name of a living account."""

    name: str
    account: bool


class OtherNames:
    """Knows the full names of the other accounts; each is its given and its family names."""

    def __init__(self, accounts: Iterable[tuple[str, str]]) -> None:
        names = [(g.split(), f.split()) for g, f in accounts if g.strip() and f.strip()]
        self._names = {
            bare(" ".join(words))
            for given, family in names
            for some in (given, given[:1])
            for words in ([*some, *family], [*family, *some])
        }

    def beside(self, before: str, mention: str, after: str, variant: str) -> Other | None:
        """The other name that a passage shows around a half of the person's; None if none."""
        if variant not in _ALONE:
            return None
        for name in _around(before, mention, after):
            if bare(name.replace(",", "")) in self._names:
                return Other(name, account=True)
        word = another(before, mention, after, variant)
        return None if word is None else Other(word, account=False)


def _around(before: str, mention: str, after: str) -> Iterable[str]:
    """The mention with a word or two that stand before or behind it."""
    if last := _LAST_WORDS.search(before):
        first, gap, second = last.groups()
        if second is None:
            yield f"{first}{gap}{mention}"
        else:
            yield f"{second} {mention}"
            yield f"{first} {second} {mention}"
    if found := _FIRST_WORDS.match(after):
        gap, first, second = found.groups()
        yield f"{mention}{gap}{first}"
        if second is not None:
            yield f"{mention}{gap}{first} {second}"


def another(before: str, mention: str, after: str, variant: str) -> str | None:
    """The word beside a family or a given name alone by which it is another person's; None where
    nothing shows one. Beside a family name that is a given name which many people have, before it
    or behind a comma, or an initial that contradicts; beside a given name a word written like a
    family name, or another name that a hyphen joins."""
    if variant in _FAMILY:
        return _given_before(before) or _given_behind(after)
    if variant == v.GIVEN_NAME and mention[:1].isupper():
        return _joined(before, after) or _family_behind(after)
    return None


def _given_before(before: str) -> str | None:
    word = _BEFORE.search(before)
    if word is None or is_title(word[1]):
        return None
    initial = len(word[1]) == 1 and word[1].isupper() and word[2]
    given = not word[2] and all(map(is_given_name, word[1].split("-")))
    return word[1] + word[2] if initial or given else None


def _given_behind(after: str) -> str | None:
    word = _COMMA_BEHIND.match(after)
    given = word is not None and all(map(is_given_name, word[1].split("-")))
    return word[1] if word is not None and given else None


def _joined(before: str, after: str) -> str | None:
    for pattern, text in ((_HYPHEN_BEFORE, before), (_HYPHEN_BEHIND, after)):
        found = pattern.search(text) if pattern is _HYPHEN_BEFORE else pattern.match(text)
        if found is not None and is_given_name(found[1]):
            return found[1]
    return None


def _family_behind(after: str) -> str | None:
    """A word in capitals behind a given name; what is short or all capitals may be anything."""
    word = _BEHIND.match(after)
    if word is None or not all(bare(p) in PARTICLES for p in word[1].split()):
        return None
    name = word[2]
    is_name = len(name) > 2 and name[0].isupper() and not name.isupper() and not is_title(name)
    return name if is_name else None

"""What a search for a name can't find: asked of the matcher itself, name by name.

Two things are tried. A writing system counts as looked for if every word of the name can be spelled
in its letters, or written by its sound, by the tables of matching. An inflection counts as looked
for if the matcher finds the name in a form that the language gives to names like it. Neither
answer holds the name: it is known by its number in the search, and languages and writing systems by
their names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from operasure.matching.classes import inverse
from operasure.matching.forms import (
    MANY,
    FormNode,
    as_korean,
    is_spaceless,
    of_korean,
    parts,
    spelled,
    words,
)
from operasure.matching.identity import Identity
from operasure.matching.match import Matcher
from operasure.matching.names import PersonName
from operasure.matching.sounds import heard, plain

SCRIPTS = (
    "Latin", "Cyrillic", "Greek", "Armenian", "Georgian", "Hebrew", "Arabic", "Ethiopic",
    "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada", "Malayalam",
    "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Hangul", "Han", "Hiragana", "Katakana",
)  # fmt: skip
"""Writing systems that names are written in today, as Unicode calls them."""
_NAMED = {script.upper(): script for script in SCRIPTS} | {"CJK": "Han"}
_LAST = "\ud7ff"
"""The last character that is asked for its writing system: those behind spell nothing more."""

_RULES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Arabic": ((r"^(?=[\u0621-\u064a])", "و"), (r"^(?=[\u0621-\u064a])", "ب")),
    "Croatian and Serbian": (
        (r"(?<=[bcčćdđfghjklmnprsštvzž])$", "ov"), (r"a$", "in"), (r"a$", "om"), (r"ac$", "ca"),
    ),
    "Czech and Slovak": (
        (r"ová$", "ové"), (r"ek$", "ka"), (r"ec$", "ce"), (r"el$", "la"), (r"ý$", "ého"),
        (r"(?<=[bcčdfghjklmnprřsštvzž])$", "ův"), (r"a$", "ově"),
    ),
    "Estonian": ((r"(?<=[aeiouõäöü])$", "ga"), (r"(?<=[bdfghklmnprstv])$", "iga")),
    "Finnish": (
        (r"nen$", "sen"), (r"(?<=[bdfghjklmnprstv])$", "illa"), (r"kka$", "kan"), (r"ppi$", "pin"),
        (r"tti$", "tin"), (r"kko$", "kon"), (r"(?<=[aeiouyäö])$", "lla"),
    ),
    "German": ((r"(?<=[sßxz])$", "ens"),),
    "Greek": (
        (r"ος$", "ου"), (r"ης$", "η"), (r"ας$", "α"), (r"(?<=[ηα])$", "ς"),
    ),
    "Hebrew": ((r"^(?=[\u05d0-\u05ea])", "ל"), (r"^(?=[\u05d0-\u05ea])", "ב")),
    "Hungarian": (
        (r"a$", "ának"), (r"e$", "ének"), (r"cs$", "ccsal"), (r"sz$", "sszal"), (r"s$", "ssal"),
        (r"([bdfgklmnprtvz])$", r"\1\1al"), (r"(?<=[bcdfghjklmnprstvz])$", "hoz"),
    ),
    "Latvian": ((r"š$", "a"), (r"s$", "am"), (r"(?<=[bdfghklmnprtvz])$", "u")),
    "Lithuanian": ((r"as$", "o"), (r"is$", "io"), (r"ys$", "io"), (r"us$", "aus"),
                   (r"(?<=[bdfghklmnprtvz])$", "ui")),
    "Polish": (
        (r"(?<=[sc]k)i$", "iego"), (r"(?<=[sc]k)a$", "iej"), (r"ek$", "ka"), (r"iec$", "ca"),
        (r"(?<=[bcdfghjlmnprstwz])$", "owi"), (r"ł$", "le"), (r"ra$", "rze"),
    ),
    "Romanian": ((r"(?<=[bcdfghklmnprstvz])$", "ului"), (r"a$", "ei")),
    "Russian": (
        (r"(?<=[бвгджзйклмнпрстфхцчшщ])$", "ым"), (r"ий$", "ого"), (r"ец$", "ца"), (r"ок$", "ка"),
        (r"ь$", "я"), (r"й$", "ю"),
    ),
    "Turkish": (
        (r"(?<=[bcçdfgğhjklmnprsştvyz])$", "dan"), (r"(?<=[aeıioöuü])$", "nın"), (r"ç$", "cın"),
    ),
    "Ukrainian": ((r"(?<=[бвгджзклмнпрстфхцчшщ])$", "ові"), (r"ий$", "ого"), (r"ець$", "ця")),
}  # fmt: skip
"""How languages inflect names: by language, what of a word is replaced by what. One form of each
kind is enough: where the matcher misses one that fits, the language is one that it may miss."""

LANGUAGES = tuple(_RULES)


@dataclass(frozen=True)
class Unsought:
    """What was not looked for of the name with this number, from 1: `scripts` in which it may be
    written, `languages` that may inflect it otherwise than is known, and whether an inflected word
    is missed where it stands `alone`."""

    name: int
    scripts: tuple[str, ...]
    languages: tuple[str, ...]
    alone: bool


def unsought(identity: Identity) -> tuple[Unsought, ...]:
    """One entry for each name of which something is not looked for."""
    by_sound = len(words(identity)) < MANY
    found = (_of(number, name, by_sound) for number, name in enumerate(identity.names, 1))
    return tuple(each for each in found if each.scripts or each.languages or each.alone)


def _of(number: int, name: PersonName, by_sound: bool) -> Unsought:
    scripts = tuple(script for script in SCRIPTS if not _is_written(name, script, by_sound))
    if is_spaceless(name):
        return Unsought(number, scripts, (), alone=False)
    matcher = Matcher(Identity.of([name]))
    languages = tuple(
        language
        for language, rules in _RULES.items()
        if any(not matcher.find(form) for form in _forms(name, rules))
    )
    alone = any(
        not matcher.find(form)
        for rules in _RULES.values()
        for word in name.family
        for form in _inflected(word, rules)
    )
    return Unsought(number, scripts, languages, alone)


def _forms(name: PersonName, rules: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The whole name with each of its words inflected, by every rule that fits its last word."""
    *before, last = (*name.given, *name.particles, *name.family)
    begun = [next(_inflected(word, rules), word) for word in before]
    for form in _inflected(last, rules):
        yield " ".join((*begun, form))


def _inflected(word: str, rules: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for pattern, ending in rules:
        form, changed = re.subn(pattern, ending, word, count=1)
        if changed and len(word) > 1:
            yield form


def _is_written(name: PersonName, script: str, by_sound: bool) -> bool:
    """Whether every word of a name can be spelled in the letters of a script, for the matcher, or
    written in it by its sound."""
    return all(
        _can_be_spelled(word, script) or (by_sound and script in _heard(word))
        for word in parts((*name.given, *name.family))
    ) or (by_sound and script in _HANGUL and any(_HANGUL[script](0, name)))


_HANGUL: Mapping[str, Callable[[int, PersonName], Iterator[object]]] = {
    "Hangul": as_korean,
    "Latin": of_korean,
}
"""By what all of a name, and not each word, is looked for in Hangul, and one in Hangul in Latin
letters."""


@lru_cache(maxsize=256)
def _heard(word: str) -> set[str]:
    """The scripts that a word is looked for in by its sound."""
    found = {sounds.script for sounds, _ in heard(word)}
    found |= {"Hiragana"} if "Katakana" in found else set()
    return found if plain(word) or not found else {"Latin"}


def _can_be_spelled(word: str, script: str) -> bool:
    waiting, seen = [spelled({word: ()})], set[int]()
    end = _last(waiting[0])
    while waiting:
        state = waiting.pop()
        if state is end:
            return True
        for way in chain.from_iterable(map(inverse().beginning, state.next)):
            for after in state.follow(way) if script in _scripts(way) else ():
                if id(after) not in seen:
                    seen.add(id(after))
                    waiting.append(after)
    return False


def _last(state: FormNode) -> FormNode:
    """The state behind the last letter: it leads nowhere."""
    while state.next:
        state = next(iter(state.next.values()))[-1]
    return state


@cache
def _scripts(way: str) -> frozenset[str]:
    """The scripts of which a letter, or two read as one, may stand for a spelling."""
    found = {script for text in inverse().writing(way) if (script := _script(text))}
    paired = inverse().pairs.get(way, ())
    return frozenset(found.union(script for pair in paired if (script := _script(pair[0]))))


@cache
def _script(text: str) -> str | None:
    """The script of a letter, as its name begins: with that of the script, or of the group it
    stands in."""
    if len(text) > 1 or text > _LAST or not text.isalpha():
        return None
    return _NAMED.get(unicodedata.name(text, "").partition(" ")[0].partition("-")[0])

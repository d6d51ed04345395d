"""The forms that languages inflect a word of a name to, by the rules of inflections.toml.

What language a text is in is not known, nor that of a name: a German is inflected too where a Pole
writes of him. So a word gets the forms of every language that writes in its script.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_SHORTEST = 3
"""Letters of a word that is inflected, and of its forms."""

_LETTERS = {
    "Cyrillic": ("бвгґджзйклмнпрстфхцчшщђљњћџѓќѕ", "аеёиоуыэюяієїѝ"),
    "Latin": (
        "bcčçćďdđfgğģhjkķlļľĺłmnńņňñpqrŕřŗsśšşßtťţțvwxzźžżþð",
        "aáàâäãåąæāăeéèêëęėěēiíìîïįīıoóòôöõøőōœuúùûüűůųūyýÿ",
    ),
    "Greek": ("βγδζθκλμνξπρσςτφχψ", "αάεέηήιίϊΐοόυύϋΰωώ"),
    "Hebrew": ("אבגדהוזחטיכךלמםנןסעפףצץקרשת", ""),
    "Arabic": ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچگڤژکی", ""),
    "Georgian": ("ბგდვზთკლმნპჟრსტფქღყშჩცძწჭხჯჰ", "აეიოუ"),
    "Armenian": ("բգդզթժլխծկհձղճմյնշչպջռսվտրցւփքֆ", "աեէըիոօ"),
}  # fmt: skip
"""Consonants and vowels of the scripts that rules are written for."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What each of `endings` replaces in a word: `taken`, behind what `kept` matches."""

    kept: str
    taken: str
    endings: tuple[str, ...]

    def stem(self, word: str) -> str | None:
        """What stays of a word, None where the rule does not fit."""
        if not word.endswith(self.taken):
            return None
        stem = word.removesuffix(self.taken)
        return stem if not self.kept or _ending(self.kept).search(stem) else None


@lru_cache(maxsize=1024)
def _ending(kept: str) -> re.Pattern[str]:
    return re.compile(f"(?:{kept})$")


@dataclass(frozen=True, slots=True)
class Language:
    """How one language inflects words `like` these (all, without it): by its rules, by what it
    writes `before` a word, and by what it puts in the place of a word's `first` letters."""

    name: str
    script: str
    rules: tuple[_Rule, ...]
    before: tuple[str, ...]
    first: tuple[tuple[str, str], ...]
    like: re.Pattern[str] | None

    def forms(self, word: str) -> Iterator[str]:
        """The forms of a word in small letters, those that are like it too."""
        if self.like is not None and not self.like.search(word):
            return
        for rule in self.rules:
            stem = rule.stem(word)
            if stem is not None:
                yield from self._begun(stem + ending for ending in rule.endings)
        yield from self._begun((word,))
        yield from (before + word for before in self.before)

    def _begun(self, forms: Iterable[str]) -> Iterator[str]:
        for form in forms:
            yield form
            for begin, first in self.first:
                if form.startswith(begin) and not form.startswith(first):
                    yield first + form.removeprefix(begin)


@cache
def languages() -> tuple[Language, ...]:
    """The languages whose rules are known."""
    file = resources.files("operasure.matching") / "inflections.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(map(_language, data["language"]))


def _language(entry: dict[str, str]) -> Language:
    consonants, vowels = _LETTERS[entry["script"]]
    lines = (line for line in entry.get("rules", "").splitlines() if line)
    rules = tuple(_rule(line, f"[{consonants}]", f"[{vowels}]") for line in lines)
    before = tuple(entry.get("before", "").split())
    changed = entry.get("first", "").split()
    first = tuple(zip(changed[::2], changed[1::2], strict=True))
    like = re.compile(entry["like"]) if "like" in entry else None
    return Language(entry["name"], entry["script"], rules, before, first, like)


def _rule(line: str, consonant: str, vowel: str) -> _Rule:
    kept, taken, endings = line.rsplit("|", 2)
    kept = kept.replace("K", consonant).replace("V", vowel)
    put = tuple("" if ending == "." else ending for ending in endings.split())
    return _Rule(kept, taken, put)


@lru_cache(maxsize=4096)
def inflected(word: str) -> tuple[str, ...]:
    """The forms of a word in small letters (NFC) in every language that writes in its script,
    without itself and its genitive in s."""
    if sum(map(str.isalpha, word)) < _SHORTEST:
        return ()
    script = _script(word)
    every = (form for one in languages() if one.script == script for form in one.forms(word))
    return tuple(
        dict.fromkeys(f for f in every if f not in (word, f"{word}s") and len(f) >= _SHORTEST)
    )


def _script(word: str) -> str:
    """The script of a word as its first letter has it: Latin, Cyrillic, Greek, …"""
    return unicodedata.name(word[0], "").partition(" ")[0].capitalize()

"""The names a person goes by: parsing them, and refusing what could not be searched for.

Everything in a name is plain text; no character of it is a pattern.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from operasure.core.errors import UsageError
from operasure.matching.fold import APOSTROPHES, HYPHENS, is_letter, script

LONGEST = 200
"""Characters of a name, login or email address."""

PARTICLES = frozenset(
    """
    van von vom zu zum zur zer ter ten te der den dem des de del della delle degli dei di da das do
    dos du d la le les lo los las el al ul bin ibn ben bint bat ould af av til thoe tot op het 't in
    mac abu abd san santa st saint st. und y e i och ó ní nic uí mhic
    """.split()
)
"""Words that stand between given and family name, in small letters."""

CONNECTORS = frozenset(("y", "e", "i", "und", "och", "&"))
_TITLES = frozenset(
    """
    dr drs prof professor ing dipl mr mrs ms mx miss herr frau hr fr phd msc bsc mba meng beng dba
    jr snr sr iii iv 2nd 3rd esq mag dipling diplkfm diplinf diplpsych drmed drrernat drphil drjur
    dring drhc rer nat habil mphil llm llb md mudr ing. ingr mgr bc rndr judr phdr doc lic cand
    fh univ edd dds dphil cpa pmp obe cbe
    """.split()
)
_DEGREES = frozenset("MA BA MS BS JD II V RN PE MD FH TU".split())
"""Behind a name in capitals, or with full stops, they are degrees: Ma and Ba are names, too."""
_BORN = re.compile(
    r"[\s,(\[]+(?:geb\.?|geborene[rn]?|née|née?|nee|born|z domu|z d\.|roz\.|rozená|rodená|nata|nato"
    r"|född|f\.|født|o\.s\.|syntyjään|урожд\.?|урождённая|урожденная|в девичестве|szül\.?)"
    r"\s+(?P<name>[^\s,;()\[\]|]+)[)\]]?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?<!\S)(?:\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\})")
_APPENDED = re.compile(r"\s*[|•·;/\\]{1,2}\s*(?=\S)|\s+[-–—@:]\s+")
"""What parts a name from what an account has behind it: a company, a unit."""
_DEVOTION = re.compile(
    r"(?:mar[ií]a|ana|juan|jos[eé]|rosa|jo[aã]o|manuel) (?:de (?:l[oa]s? )?|del |d[aoe]s? )"
    r"(?:[aá]ngeles|carmen|pilar|rosario|mar|luz|dolores|mercedes|milagros|remedios|consuelo"
    r"|concepci[oó]n|paz|f[aá]tima|lourdes|guadalupe|jes[uú]s|dios|socorro|soledad|sol|roc[ií]o"
    r"|nieves|reyes|asunci[oó]n|bel[eé]n|gracia|fe|esperanza|trinidad|gra[cç]as|c[eé]u"
    r"|concei[cç][aã]o|lurdes|carmo|ros[aá]rio|gl[oó]ria|assun[cç][aã]o)(?= \S)"
)
"""A given name of Spain, Portugal and Latin America that holds particles: María de los Ángeles."""
_WITHIN = re.compile(r"(?<=[^\W\d_]{2})[._](?=[^\W\d_]{2})")
_MAIL_IN_BRACKETS = re.compile(r"<[^<>]*@[^<>]*>")
_EAST_ASIAN_DOT = re.compile("(?<=[\u3040-\u9fff])[·・‧](?=[\u3040-\u9fff])")
_INNER_CAPITAL = re.compile("(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_WRAPPING = "\"'“”„«»()[]{}<>,;:`´"
_APOSTROPHE_T = re.compile(rf"[{APOSTROPHES}`]t")


@dataclass(frozen=True)
class PersonName:
    """A name taken apart into words, each as it was given (Unicode NFC).

    `given` are the given names in order, `particles` what stands before the family name (van, de
    la), `family` the words of the family name. A hyphened word is one word here. A person with
    one name only (Suharto, 王小明) has it in `family`.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    particles: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((*self.given, *self.particles, *self.family))

    def described(self) -> str:
        """How the name was read, for whoever gave it."""
        parts = (("given", self.given), ("particle", self.particles), ("family", self.family))
        return ", ".join(f"{part} {' '.join(words)}" for part, words in parts if words)

    @classmethod
    def parse(cls, text: str, *, family_first: bool = False) -> PersonName:
        """Read a full name.

        "Given Family", "Family, Given", one word, particles in between, academic titles and a
        email address in angle brackets left out. `family_first` reads "Family Given" as in Hungary
        or Vietnam; names in Han or Hangul are read so anyway. Raises UsageError if the name could
        not be searched for.
        """
        text = _plain(_MAIL_IN_BRACKETS.sub(" ", searchable(text, "A name")))
        family_text, comma, given_text = text.partition(",")
        if comma and all(map(is_title, _words(given_text))):
            text = family_text
        elif comma and _words(family_text):
            return cls.of(given=given_text.replace(",", " "), family=family_text)
        words = _words(text)
        if not words:
            raise UsageError(
                "A name must hold letters beside an email address: give the full name."
            )
        if len(words) == 1:
            return cls((), (words[0],))
        if family_first or _is_east_asian(words):
            return cls._split(words[1:], [words[0]])
        return cls._given_first(words)

    @classmethod
    def every(cls, text: str, *, family_first: bool = False) -> tuple[PersonName, ...]:
        """The name as `parse` reads it, with two family names where it may have so many, and the
        name that the person had before (geb. Lohse)."""
        name = cls.parse(text, family_first=family_first)
        return name, *_two_families(name), *_former(name, text)

    @classmethod
    def halves(cls, given: str, family: str) -> tuple[PersonName, ...]:
        """The same for a name whose two halves are known."""
        name = cls.of(given=given, family=family)
        return name, *_former(name, f"{given} {family}")

    @classmethod
    def of(cls, *, given: str = "", family: str = "") -> PersonName:
        """A name whose two halves are known. Either may be empty, not both; raises UsageError."""
        searchable(f"{given} {family}", "A name")
        given_words, family_words = _words(_plain(given)), _words(_plain(family))
        if not family_words:
            given_words, family_words = [], given_words
        return cls._split(given_words, family_words)

    @classmethod
    def _given_first(cls, words: list[str]) -> PersonName:
        last = len(words) - 1
        folded = [words[0], *(word.lower() for word in words[1:])]
        at = next((i for i in range(last) if folded[i] in PARTICLES), last)
        if (devoted := _DEVOTION.match(" ".join(words).lower())) is not None:
            at = len(devoted.group().split())
        if words[at].lower() in CONNECTORS and at > 1:
            at -= 1
        return cls._split(words[:at], words[at:])

    @classmethod
    def _split(cls, given: list[str], family: list[str]) -> PersonName:
        """Particles at the head of the family name (or, as in "Beethoven, Ludwig van", at the end
        of the given names, or in small letters between them: María de los Ángeles) go apart, those
        within it fall away."""
        family = [part for word in family for part in _apart(word)]
        first = next(
            (i for i, word in enumerate(family) if word.lower() not in PARTICLES), len(family) - 1
        )
        last = len(given)
        while last > 1 and given[last - 1].lower() in PARTICLES:
            last -= 1
        inner = [word for word in family[first:-1] if word.lower() not in PARTICLES]
        between = [word for word in given[1:last] if word in PARTICLES]
        return cls(
            tuple(word for word in given[:last] if word not in between),
            (*inner, family[-1]),
            (*distinct((*between, *given[last:])), *family[:first]),
        )


def _apart(word: str) -> list[str]:
    """A particle and what a hyphen joins to it (al-Rashid) as two words."""
    particle, hyphen, rest = word.partition("-")
    return [particle, rest] if hyphen and rest and particle.lower() in PARTICLES else [word]


def searchable(text: str, what: str, *, digits: bool = False) -> str:
    """`text` in NFC with single blanks. Raises UsageError, with `what` as the sentence's subject,
    if it is empty, too long, no valid text, holds no letter or a single one; with `digits` one
    letter is enough beside a digit (u12345)."""
    if any(0xD800 <= ord(char) <= 0xDFFF or char == "\ufffd" for char in text):
        raise UsageError(f"{what} is not valid UTF-8: check the encoding of the terminal or file.")
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if len(text) > LONGEST:
        raise UsageError(f"{what} may have {LONGEST} characters at most: give one name at a time.")
    if not text:
        raise UsageError(f"{what} must not be empty.")
    letters = sum(map(is_letter, text))
    if letters == 0:
        raise UsageError(f"{what} must hold letters, not only punctuation or digits.")
    if letters == 1 and not (digits and any(map(str.isdecimal, text))):
        raise UsageError(f"{what} of a single letter would be found everywhere: give it in full.")
    return text


def _plain(text: str) -> str:
    """A name without what accounts are given beside it: what stands in brackets, a company behind a
    sign, a former name. A whole name within brackets, or a sign within a double name, stays."""
    bare = _BORN.sub(" ", text)
    bare = _BRACKETS.sub(" ", bare) if any(map(is_letter, _BRACKETS.sub(" ", bare))) else bare
    appended = _APPENDED.search(bare)
    if appended is not None:
        before, sign, behind = bare[: appended.start()], appended.group(), bare[appended.end() :]
        if ";" in sign and len(before.split()) == 1 == len(behind.split()):
            bare = f"{before}, {behind}"
        elif sign == "/" and not behind.partition(",")[0].strip().isupper():
            bare = f"{before}-{behind}"
        elif any(map(is_letter, before)):
            bare = f"{before}{''.join(behind.partition(',')[1:]) if sign == '/' else ''}"
    return _WITHIN.sub(" ", bare)


def _two_families(name: PersonName) -> Iterator[PersonName]:
    """José Luis Rodríguez Pérez: of four words the last two may be family names."""
    if len(name.given) == 3 and len(name.family) == 1 and not name.particles:
        yield PersonName(name.given[:2], (name.given[2], *name.family))


def _former(name: PersonName, text: str) -> Iterator[PersonName]:
    for born in _BORN.finditer(" ".join(unicodedata.normalize("NFC", text).split())):
        if sum(map(is_letter, born["name"])) > 1:
            yield PersonName.of(given=" ".join(name.given), family=born["name"])


def _words(text: str) -> list[str]:
    """The words of a name without what wraps them, and without titles where anything remains."""
    text = _EAST_ASIAN_DOT.sub(" ", unicodedata.normalize("NFC", text))
    every = [
        "'t" if _APOSTROPHE_T.fullmatch(word) else word.strip(_WRAPPING) for word in text.split()
    ]
    words = [word for word in every if any(map(is_letter, word))]
    kept = [word for word in words if not is_title(word)]
    while len(kept) > 2 and _is_degree(kept[-1]):
        kept.pop()
    return kept or words


def _is_degree(word: str) -> bool:
    return word.replace(".", "") in _DEGREES and (word.isupper() or "." in word)


def is_title(word: str) -> bool:
    """Whether a word is a title or a form of address and no name."""
    plain = word.lower().replace(".", "").replace("-", "")
    return plain in _TITLES or (_is_degree(word) and "." in word)


def _is_east_asian(words: list[str]) -> bool:
    """Han or Hangul, where the family name stands first."""
    return all(script(char) == "spaceless" for word in words for char in word if is_letter(char))


@lru_cache(maxsize=4096)
def elements(word: str) -> tuple[str, ...]:
    """The parts of a hyphened word that may stand alone: `Müller-O'Brien` to `müller`, `o'brien`;
    `McDonald` to `mc'donald`, for some write it apart.

    Small letters, every kind of apostrophe as `'`, nothing else but letters.
    """
    for kind in HYPHENS:
        word = word.replace(kind, "-")
    word = _INNER_CAPITAL.sub("'", word)
    for kind in APOSTROPHES + "`":
        word = word.replace(kind, "'")
    kept = "".join(char for char in word.lower() if is_letter(char) or char in "-'")
    return tuple(part.strip("'") for part in kept.split("-") if part.strip("'"))


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions, in order."""
    return tuple(dict.fromkeys(texts))

"""From the words of a name to what they say: the full name, its order, an initial, a half."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from operasure.matching import codepages, doubts, hangul, misspelt
from operasure.matching import variants as v
from operasure.matching.decode import Reading
from operasure.matching.fold import FOLD, is_letter, script
from operasure.matching.forms import NEVER, SHORT, FormNode, Role, graph, inflected_words, parts
from operasure.matching.identity import Identity
from operasure.matching.initials import Initials
from operasure.matching.letters import is_stripped_mark
from operasure.matching.names import PersonName
from operasure.matching.runs import NameRun, near, runs
from operasure.matching.sounds import is_korean
from operasure.matching.variants import Found
from operasure.matching.walk import Walker, WordHit

_SHORT_WITH_INITIAL = 5
"""Letters of an initial and a family name in one word, up to which it may be any word."""
_ENOUGH = 7
"""Letters of both halves of a name in an alphabet that leaves vowels out or writes them by ear,
from which on they are likely to be the person's: short ones are other words together."""
_LONG = 8
"""The same where nothing stands between them: лівий is no Li Wei."""
_LOWER = 4
"""Letters of a word that is written by its sound, from which on it counts in small letters too."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the runs of one name are compared with."""

    name: PersonName
    given: int
    family: int
    initials: Initials
    is_korean: bool
    """Whether the name may stand in Hangul without a blank."""


class Persons:
    """Looks for the names of an identity."""

    def __init__(self, identity: Identity) -> None:
        self._walker = _walker(identity.names)
        self._misread = codepages.telling(inflected_words(identity))
        self._shapes = [_shape(name) for name in identity.names]

    def may_be_misread(self, text: str) -> bool:
        """Whether letters of the names may stand in a text that were read in a wrong code page."""
        return not text.isascii() and bool(self._misread and self._misread.search(text))

    def find(self, reading: Reading, *, structured: bool) -> Iterator[Found]:
        """What the reading shows of the names, in offsets of the reading. `structured`: the text
        is the value of a field that holds persons, so that a word which is all of it weighs more.
        """
        by_name: dict[int, list[WordHit]] = defaultdict(list)
        for hit in self._walker.hits(reading):
            by_name[hit.element.name].append(hit)
        for number, hits in by_name.items():
            shape = self._shapes[number]
            together = runs(reading, shape.name, hits)
            halves = near(reading, shape.name, together)
            for at, run in enumerate(together):
                found = _judge(reading, shape, run, structured)
                if at in halves and (found is None or found.confidence == "possible"):
                    yield _found(run, v.NEAR, "likely")
                elif found is not None:
                    yield found


@lru_cache(maxsize=16)
def _walker(names: tuple[PersonName, ...]) -> Walker:
    """One for the same names: a search asks for them several times, and it costs to make."""
    return Walker(graph(Identity(names=names)) if names else FormNode())


def _shape(name: PersonName) -> _Shape:
    given, family = parts(name.given), parts(name.family)
    initials = Initials(given, family, name.particles)
    return _Shape(name, len(given), len(family), initials, is_korean(tuple(given), tuple(family)))


def _judge(reading: Reading, shape: _Shape, run: NameRun, structured: bool) -> Found | None:
    roles = {hit.element.role for hit in run.hits}
    if any(hit.element.heard for hit in run.hits):
        return _heard(reading, shape, run, roles)
    if "whole" in roles:
        return _found(run, _spelling(reading, run), "certain")
    if {"given", "family"} <= roles:
        return _both(reading, shape, run)
    if "initials" in roles:
        return _glued_initial(reading, run, structured)
    if any(hit.element.inflected for hit in run.hits):
        return _inflected(reading, shape, run)
    if (span := misspelt.beside(reading, shape.name, run)) is not None:
        return Found(*span, v.MISSPELT, "likely")
    alone = structured and _is_all(reading, run)
    if "family" in roles:
        return _family(reading, shape, run, alone)
    return _given(reading, shape, run)


def _both(reading: Reading, shape: _Shape, run: NameRun) -> Found | None:
    """A run that holds given and family names."""
    given, family = run.words("given"), run.words("family")
    if any(hit.element.inflected for hit in run.hits):
        bent = [hit for hit in run.hits if hit.element.inflected]
        if doubts.is_another_given_name(reading, bent):
            rest = tuple(hit for hit in run.hits if hit.element.role == "family")
            return _found(NameRun(rest), v.FAMILY_NAME, "possible")
        words = [len(hit.element.word) for hit in run.hits]
        enough = max(words) > SHORT or sum(words) >= 2 * SHORT
        return _found(run, v.INFLECTED, "likely") if enough else None
    if doubts.is_another(reading, shape.name, run):
        return _found(run, v.OTHER_NAME, "possible")
    if "list" in run.links:
        return _found(run, v.LIST, "likely")
    if len(set(family)) < shape.family:
        return _found(run, v.HALF_NAME, "likely")
    if 0 not in given and not shape.initials.begins(reading, run.start):
        return _found(run, v.SECOND_GIVEN_NAME, "likely")
    if (doubt := doubts.of(reading, shape.name, run)) is not None:
        return _found(run, *doubt)
    return _found(run, _arrangement(reading, run), "certain")


def _arrangement(reading: Reading, run: NameRun) -> str:
    """How a full name stands there."""
    if "fields" in run.links:
        return v.FIELDS
    if run.hits[0].element.role == "family":
        return v.NAME_ORDER
    return v.GLUED if "glued" in run.links else _spelling(reading, run)


def _glued_initial(reading: Reading, run: NameRun, structured: bool) -> Found:
    """An initial and the family name in one word (jmueller), which may be another word where it is
    short or stands in prose: shall for Steve Hall, weil for Li Wei."""
    shown = reading.shown[run.start : run.hits[0].end]
    one_case = shown[1:].islower() or shown.isupper()
    short = len(run.hits[0].element.word) <= _SHORT_WITH_INITIAL
    if not structured and (short or (one_case and doubts.is_prose(reading, run))):
        return _found(run, v.GLUED_INITIAL, "possible")
    return _found(run, v.INITIAL, "likely")


def _family(reading: Reading, shape: _Shape, run: NameRun, alone: bool) -> Found | None:
    """A run of family names only: with an initial beside it, or alone."""
    if not shape.given:
        return _single(reading, shape, run)
    span = shape.initials.beside(reading, run.start, run.end)
    if span is not None and (_is_long(run) or not reading.shown[run.start].islower()):
        return Found(*span, v.INITIAL, "likely")
    if not _stands_alone(reading, run):
        return None
    variant = v.FAMILY_NAME if len(set(run.words("family"))) == shape.family else v.HALF_NAME_ALONE
    start = shape.initials.particles_before(reading, run.start)
    return Found(start, run.end, variant, "likely" if alone else "possible")


def _inflected(reading: Reading, shape: _Shape, run: NameRun) -> Found | None:
    """A run of family or of given names only, one of them inflected: it may be another word, and
    counts only if it is written like a name."""
    if "family" in {hit.element.role for hit in run.hits}:
        span = shape.initials.beside(reading, run.start, run.end)
        if span is not None and reading.shown[run.start].isupper():
            return Found(*span, v.INFLECTED, "likely")
    forms = [hit for hit in run.hits if hit.element.inflected]
    shown = [reading.shown[hit.start] for hit in forms]
    if not all(hit.element.alone for hit in forms) or any(map(str.islower, shown)):
        return None
    if not all(_is_plain(reading.shown[hit.start : hit.end]) for hit in forms):
        return None
    return _found(run, v.INFLECTED, "possible")


def _is_plain(form: str) -> bool:
    """Whether an inflected form counts alone: two letters, or three with signs between, stand in
    any bytes."""
    letters = sum(map(str.isalpha, form))
    return letters > SHORT or (letters > 2 and form.isalpha())


def _heard(reading: Reading, shape: _Shape, run: NameRun, roles: set[Role]) -> Found | None:
    """A run of which a word is written by its sound in another script, or by another custom of
    transliteration: it may be another word. A given name counts so only beside the family name."""
    apart = _is_apart(reading, run)
    if not apart and _is_hiragana(reading.shown[run.start]):
        return None
    if "whole" in roles:
        shown = reading.shown[run.start : run.end]
        glued = shown.isalpha()
        sure = apart and sum(map(hangul.is_hangul, shown)) >= SHORT + (not shape.is_korean)
        found = _found(run, v.OTHER_SCRIPT, "likely" if sure else "possible")
        return found if shape.is_korean or not glued else None
    words = [hit for hit in run.hits if hit.element.heard]
    same = _is_same_script(reading, words[0])
    if any(_is_same_script(reading, hit) is not same for hit in words):
        return None
    if {"given", "family"} <= roles:
        # The filter looks for no short word in small letters, nor for a given name by its sound.
        plain = [hit for hit in run.hits if not hit.element.heard]
        short = [hit.start for hit in plain if len(hit.element.word) <= SHORT]
        if any(reading.shown[start].islower() for start in short):
            return None
        return _both_heard(reading, run, words, same, apart)
    variant = v.RESPELLED if same else v.OTHER_SCRIPT
    if "family" not in roles or not apart:
        return None
    span = shape.initials.beside(reading, run.start, run.end)
    if span is not None and not (any(hit.element.heard == NEVER for hit in words)):
        return Found(*span, variant, "possible")
    # Two letters of Hiragana are any word.
    more = _is_hiragana(reading.shown[run.start])
    if any(hit.end - hit.start < hit.element.heard + more for hit in words):
        return None
    if any(
        reading.shown[hit.start].islower() and (same or hit.end - hit.start < _LOWER)
        for hit in words
    ):
        return None
    return _found(run, variant, "possible")


def _both_heard(
    reading: Reading, run: NameRun, words: list[WordHit], same: bool, apart: bool
) -> Found | None:
    """Both halves of a name, of which some words are written by their sound. `same`: in the script
    of the name; `apart`: not within a longer word."""
    variant = v.RESPELLED if same else v.OTHER_SCRIPT
    letters = sum(hit.end - hit.start for hit in (words if same else run.hits))
    if same and doubts.is_another_given_name(reading, words):
        return _found(run, variant, "possible")
    begun = reading.shown[run.start]
    if "glued" in run.links and not same and script(begun) == "spaced":
        return _found(run, variant, "possible") if letters >= _LONG else None
    least = _ENOUGH if script(begun) == "spaced" and not same else _LOWER + same
    sure = apart and letters >= least and (same or "middle" not in run.links)
    return _found(run, variant, "likely" if sure else "possible")


def _is_apart(reading: Reading, run: NameRun) -> bool:
    """Whether a run is no part of a longer word: in Hangul one begins there, and particles at most
    follow; in Hiragana, in which texts write what is no name and how words of Han end, one begins
    there."""
    # Where words have no blanks between them, a line goes on in the next.
    before = reading.shown[max(0, run.start - 2) : run.start].rstrip("\n")[-1:]
    begun = reading.shown[run.start]
    if hangul.is_hangul(begun):
        return hangul.table().is_word(reading.shown, run.start, run.end)
    return not (_is_hiragana(begun) and before and script(before) == "spaceless")


def _is_hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u309f"


def _is_same_script(reading: Reading, hit: WordHit) -> bool:
    return _alphabet(reading.shown[hit.start]) == _alphabet(hit.element.word[0])


def _single(reading: Reading, shape: _Shape, run: NameRun) -> Found | None:
    """A name that has no given names: all of it counts as likely."""
    if not _stands_alone(reading, run):
        return None
    if len(set(run.words("family"))) < shape.family:
        return _found(run, v.HALF_NAME_ALONE, "possible")
    if doubts.is_followed(reading, run):
        return _found(run, v.LONGER_NAME, "possible" if shape.family == 1 else "likely")
    certain = shape.family > 1
    return _found(run, v.SINGLE_NAME, "certain" if certain else "likely")


def _given(reading: Reading, shape: _Shape, run: NameRun) -> Found | None:
    end = shape.initials.family_behind(reading, run.end)
    if end is not None and 0 in run.words("given") and _stands_alone(reading, run):
        return Found(run.start, end, v.FAMILY_INITIAL, "possible")
    return _found(run, v.GIVEN_NAME, "possible") if _stands_alone(reading, run) else None


def _stands_alone(reading: Reading, run: NameRun) -> bool:
    """Whether the words are enough without anything beside them: a short one must be written like
    a name (`Li`, not `li` or `LI`), and so must several (`KO TAE`)."""
    if _is_long(run):
        return True
    if len(set(run.words(run.hits[0].element.role))) > 1:
        return not any(reading.shown[hit.start].islower() for hit in run.hits)
    shown = reading.shown[run.start : run.hits[0].end]
    alone = shown.isupper() and _is_all(reading, run)
    return shown.istitle() or shown.lower() == shown.upper() or alone


def _is_long(run: NameRun) -> bool:
    return any(len(hit.element.word) > SHORT for hit in run.hits)


def _is_all(reading: Reading, run: NameRun) -> bool:
    """Whether the run is all that the text holds."""
    rest = reading.folded[: run.start] + reading.folded[run.end :]
    return not any(char.isalnum() for char in rest) if len(rest) < 200 else False


def _spelling(reading: Reading, run: NameRun) -> str:
    """How the letters of a full name are written."""
    ways = [_letters_as(reading.shown[hit.start : hit.end], hit.element.word) for hit in run.hits]
    for way in (v.OTHER_SCRIPT, v.TRANSCRIPTION, v.UNACCENTED):
        if way in ways:
            return way
    return v.FULL_NAME


def _letters_as(shown: str, word: str) -> str:
    written = _letters(shown)
    wanted = _letters(word)
    if written == wanted:
        return v.FULL_NAME
    if written and wanted and _alphabet(written[0]) != _alphabet(wanted[0]):
        return v.OTHER_SCRIPT
    return v.UNACCENTED if _bare(written) == _bare(wanted) else v.TRANSCRIPTION


def _letters(text: str) -> str:
    lower = unicodedata.normalize("NFKC", text).lower().replace("i\u0307", "i")
    return "".join(char for char in lower if is_letter(char) and is_letter(FOLD[ord(char)]))


def _bare(letters: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letters) if not is_stripped_mark(c))


def _alphabet(char: str) -> str:
    """The script of a letter as its Unicode name begins: LATIN, GREEK, CYRILLIC, CJK, …"""
    return unicodedata.name(char, "").partition(" ")[0]


def _found(run: NameRun, variant: str, confidence: v.Confidence) -> Found:
    return Found(run.start, run.end, variant, confidence)

"""What makes a full name less than certain: it may be another person's, or words of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from operasure.matching import variants as v
from operasure.matching.decode import Reading
from operasure.matching.forms import SHORT, parts, spelled
from operasure.matching.frequent import is_given_name
from operasure.matching.initials import abbreviates
from operasure.matching.misspelt import is_misspelt
from operasure.matching.names import PARTICLES, PersonName, is_title
from operasure.matching.runs import NameRun
from operasure.matching.variants import Confidence
from operasure.matching.walk import WordHit

_JOINED_BEHIND = re.compile(r"[-\u2010\u2011]([^\W\d_])[^\W\d_]")
_JOINED_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_]{2,}[-\u2010\u2011]$")
_PROSE_BEFORE = re.compile(r"[^\W_][,.;!?)\"']{0,2}[ ]+[(\"']?$")
_PROSE_BEHIND = re.compile(r"[,;]?[ ]+[(\"']?[^\W_]")
_NAME_LIKE = re.compile(r"[^\W\d_](?:[^\W\d_A-Z]+|[^\W\d_a-z]+)[-\u2010\u2011]$")
"""Large and then small letters, or large ones alone: BackupJob is no name."""
_GIVEN_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[ ]$")
_INITIAL_BEHIND = re.compile(r"[ ]([^\W\d_])(?:\.|(?![\w'-]))")
_GOES_ON = re.compile(
    r"(?P<joint>[-\u2010\u2011]|[ ](?:[Aa]l|[Ee]l|[Bb][ie]n|[Ii]bn|AL|EL|B[IE]N|IBN)[- ])?"
    r"[ ]?(?P<word>[^\W\d_]{2,})"
)
_PATRONYMIC = re.compile(r"(?<![^\W_])(?:b[ie]n|ibn|bint|binti)(?![^\W_])")
_LONGEST_ABBREVIATION = 4
_LETTERS = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"[^\W\d_]+(?:[ \n][^\W\d_]+)+")
_UMLAUT = frozenset("äöü")
_SPOKEN_E = re.compile(r"[aou]e(?=l(?:$|[aeiouy]))")


def of(reading: Reading, name: PersonName, run: NameRun) -> tuple[str, Confidence] | None:
    """Why a run that holds all of a name is less than certain, and how sure it is; None where
    nothing speaks against it."""
    if "middle" in run.links:
        return v.MIDDLE_NAME, "likely"
    if _goes_on(reading, run):
        return v.LONGER_NAME, "likely"
    if _is_unsure(reading, run):
        return v.WORDS, "likely"
    if "glued" in run.links and _may_be_a_word(reading, name, run):
        return v.ONE_WORD, "likely"
    if _may_be_as_it_stands(reading, run):
        in_order = run.hits[0].element.role == "given"
        return v.HALF_TRANSCRIBED, "likely" if in_order else "possible"
    return None


def is_another(reading: Reading, name: PersonName, run: NameRun) -> bool:
    """Whether a run that holds words of both halves of a name shows another person's: a word of the
    name is missing, and another stands in its place (Hans O. Friedrich for Hans Joachim, Anna
    Müller-Koch for Müller-Weber), or father and son are exchanged (Salman bin Muhammad)."""
    roles = [hit.element.role for hit in run.hits]
    inverted = roles[0] == roles[-1] == "family" and "given" in roles
    if inverted and any(_PATRONYMIC.search(gap) for gap in _gaps(reading, run)):
        return True
    seen = {(hit.element.role, hit.element.index) for hit in run.hits}
    halves = (("given", parts(name.given)), ("family", parts(name.family)))
    missing = [
        word.replace("'", "")
        for role, words in halves
        for index, word in enumerate(words)
        if (role, index) not in seen
    ]
    if not missing:
        return False
    own = {particle.lower().strip("'") for particle in name.particles}
    wanted = spelled(dict.fromkeys(missing, ()))
    return any(
        not (word in own or (word in PARTICLES and len(word) > 1) or is_title(word))
        and not (len(word) <= _LONGEST_ABBREVIATION and abbreviates(wanted, word))
        and not any(is_misspelt(word, one) or _begins(one, word) for one in missing)
        for word in _others(reading, run)
    )


def is_another_given_name(reading: Reading, words: Sequence[WordHit]) -> bool:
    """Whether what may be an inflected given name, or another spelling of one, is a name that many
    people have, and the family name is not so: Martina for Martin, Johnny for Jenny."""
    return all(
        hit.element.role == "given"
        and is_given_name(reading.folded[hit.start : hit.end].capitalize())
        for hit in words
    )


def _begins(initial: str, word: str) -> bool:
    """Whether what is known of a second name is its initial, and a word may be that name."""
    return len(initial) == 1 and word.startswith(initial)


def _gaps(reading: Reading, run: NameRun) -> Iterator[str]:
    """What stands between the words of a run."""
    return (reading.folded[left.stop : right.start] for left, right in pairwise(run.hits))


def _others(reading: Reading, run: NameRun) -> Iterator[str]:
    """The words within a run that are none of the name's, and what a hyphen, a particle or capitals
    join to its end."""
    for gap in _gaps(reading, run):
        yield from (word for word in _LETTERS.findall(gap) if len(word) > 1 or word not in "snrt")
    behind = _GOES_ON.match(reading.shown, run.end)
    if behind is not None:
        word = behind["word"]
        if (word[0].isupper() and behind["joint"]) or reading.shown[
            run.start : behind.end()
        ].isupper():
            yield word.lower()
    if run.hits[-1].element.role == "given":
        initial = _INITIAL_BEHIND.match(reading.shown, run.end)
        if initial is not None and initial[1].isupper():
            yield initial[1].lower()


def is_followed(reading: Reading, run: NameRun) -> bool:
    """Whether another word like a name stands behind a name of one word."""
    behind = _GOES_ON.match(reading.shown, run.end)
    return behind is not None and behind["word"][0].isupper() and not is_title(behind["word"])


def _may_be_a_word(reading: Reading, name: PersonName, run: NameRun) -> bool:
    """Whether a name without a blank may be another word, a place or a family name: Annaberg."""
    shown = reading.shown[run.start : run.end]
    if not shown.isalpha() or not all(map(str.islower, shown[1:])):
        return False
    if name.particles and len(run.hits) == 2:
        return True
    return shown[0].isupper() or is_prose(reading, run)


def _may_be_as_it_stands(reading: Reading, run: NameRun) -> bool:
    """Whether a word with an umlaut is written with an e that another name has there, too: Manuel
    for Manül."""
    for hit in run.hits:
        if not _UMLAUT.isdisjoint(hit.element.word):
            shown = reading.folded[hit.start : hit.end]
            if _UMLAUT.isdisjoint(shown) and _SPOKEN_E.search(shown):
                return True
    return False


def is_prose(reading: Reading, run: NameRun) -> bool:
    """Whether words stand beside, with blanks between: what stands there is no login or file."""
    folded = reading.folded
    before = _PROSE_BEFORE.search(folded, max(0, run.start - 40), run.start)
    return before is not None or _PROSE_BEHIND.match(folded, run.end) is not None


def _goes_on(reading: Reading, run: NameRun) -> bool:
    """Whether another name is joined to a full name by a hyphen (Anna Müller-Koch, Eva-Anna
    Müller), or a given name that many have stands before it (Ana María García)."""
    shown = reading.shown
    if " " not in reading.folded[run.start : run.end]:
        return False
    behind = _JOINED_BEHIND.match(shown, run.end)
    before = _JOINED_BEFORE.search(shown, max(0, run.start - 40), run.start)
    if (behind and behind[1].isupper()) or (
        before and before[0][0].isupper() and _NAME_LIKE.match(before[0])
    ):
        return True
    word = _GIVEN_BEFORE.search(shown, max(0, run.start - 40), run.start)
    return word is not None and run.hits[0].element.role == "given" and is_given_name(word[1])


def _is_unsure(reading: Reading, run: NameRun) -> bool:
    """Whether a full name is made of short words in small letters, which may be words of prose."""
    longest = max(len(hit.element.word) for hit in run.hits)
    if longest > SHORT + 2 or not reading.shown[run.start : run.end].islower():
        return False
    if longest <= SHORT:
        return "glued" not in run.links
    apart = _APART.fullmatch(reading.folded, run.start, run.end) is not None
    return apart and is_prose(reading, run)

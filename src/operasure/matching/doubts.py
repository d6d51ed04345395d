"""What makes a full name less than certain: it may be another person's, or words of prose."""

from __future__ import annotations

import re
from itertools import pairwise

from operasure.matching import variants as v
from operasure.matching.decode import Reading
from operasure.matching.forms import SHORT, State
from operasure.matching.frequent import is_given_name
from operasure.matching.initials import abbreviates
from operasure.matching.names import PARTICLES, PersonName, is_title
from operasure.matching.runs import Run
from operasure.matching.variants import Confidence

_JOINED_BEHIND = re.compile(r"[-\u2010\u2011]([^\W\d_])[^\W\d_]")
_JOINED_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_]{2,}[-\u2010\u2011]$")
_PROSE_BEFORE = re.compile(r"[^\W_][,.;!?)\"']{0,2}[ ]+[(\"']?$")
_PROSE_BEHIND = re.compile(r"[,;]?[ ]+[(\"']?[^\W_]")
_NAME_LIKE = re.compile(r"[^\W\d_](?:[^\W\d_A-Z]+|[^\W\d_a-z]+)[-\u2010\u2011]$")
"""Large and then small letters, or large ones alone: BackupJob is no name."""
_GIVEN_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{2,})[ ]$")
_INITIAL_BEHIND = re.compile(r"[ ]([^\W\d_])(?:\.|(?![\w'-]))")
_LETTERS = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"[^\W\d_]+(?:[ \n][^\W\d_]+)+")
_UMLAUT = frozenset("äöü")
_SPOKEN_E = re.compile(r"[aou]e(?=l(?:$|[aeiouy]))")


def of(
    reading: Reading, name: PersonName, second: State | None, run: Run
) -> tuple[str, Confidence] | None:
    """Why a run that holds all of a name is less than certain, and how sure it is; None where
    nothing speaks against it. `second` are the further given names, None if there is none."""
    if _contradicts(reading, name, second, run):
        return v.OTHER_NAME, "likely"
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


def _contradicts(reading: Reading, name: PersonName, second: State | None, run: Run) -> bool:
    """Whether a second given name or its initial is none of this person's: Hans O. Friedrich."""
    if second is None or set(run.words("given")) != {0}:
        return False
    between = [
        reading.folded[left.stop : right.start]
        for left, right in pairwise(run.hits)
        if left.element.role == "given"
    ]
    if run.hits[-1].element.role == "given":
        behind = _INITIAL_BEHIND.match(reading.shown, run.end)
        between.append(behind[1].lower() if behind and behind[1].isupper() else "")
    words = [word for gap in between for word in _LETTERS.findall(gap)]
    own = {particle.lower().strip("'") for particle in name.particles}
    others = [w for w in words if w not in own and not (w in PARTICLES and len(w) > 1)]
    return any(not abbreviates(second, w) for w in others if not is_title(w))


def _may_be_a_word(reading: Reading, name: PersonName, run: Run) -> bool:
    """Whether a name without a blank may be another word, a place or a family name: Annaberg."""
    shown = reading.shown[run.start : run.end]
    if not shown.isalpha() or not all(map(str.islower, shown[1:])):
        return False
    if name.particles and len(run.hits) == 2:
        return True
    return shown[0].isupper() or is_prose(reading, run)


def _may_be_as_it_stands(reading: Reading, run: Run) -> bool:
    """Whether a word with an umlaut is written with an e that another name has there, too: Manuel
    for Manül."""
    for hit in run.hits:
        if not _UMLAUT.isdisjoint(hit.element.word):
            shown = reading.folded[hit.start : hit.end]
            if _UMLAUT.isdisjoint(shown) and _SPOKEN_E.search(shown):
                return True
    return False


def is_prose(reading: Reading, run: Run) -> bool:
    """Whether words stand beside, with blanks between: what stands there is no login or file."""
    folded = reading.folded
    before = _PROSE_BEFORE.search(folded, max(0, run.start - 40), run.start)
    return before is not None or _PROSE_BEHIND.match(folded, run.end) is not None


def _goes_on(reading: Reading, run: Run) -> bool:
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


def _is_unsure(reading: Reading, run: Run) -> bool:
    """Whether a full name is made of short words in small letters, which may be words of prose."""
    longest = max(len(hit.element.word) for hit in run.hits)
    if longest > SHORT + 2 or not reading.shown[run.start : run.end].islower():
        return False
    if longest <= SHORT:
        return "glued" not in run.links
    apart = _APART.fullmatch(reading.folded, run.start, run.end) is not None
    return apart and is_prose(reading, run)

"""Words of a name with a slip of the keys: a letter too many, one missing, wrong or exchanged with
the next one."""

from __future__ import annotations

import re

from operasure.matching.decode import Reading
from operasure.matching.forms import parts
from operasure.matching.frequent import is_given_name
from operasure.matching.names import PersonName
from operasure.matching.runs import NameRun

SHORTEST = 5
"""Letters of a word from which on one slip leaves it known: a shorter one is another word (Tim,
Tom)."""


def is_misspelt(written: str, word: str) -> bool:
    """Whether a word in small letters is another one with a single slip behind its first letter."""
    if written == word or len(word) < SHORTEST or written[:1] != word[:1]:
        return False
    longer, shorter = (written, word) if len(written) > len(word) else (word, written)
    if len(longer) - len(shorter) > 1:
        return False
    pairs = zip(longer, shorter, strict=False)
    at = next((n for n, (one, other) in enumerate(pairs) if one != other), len(shorter))
    if len(longer) > len(shorter):
        return longer[at + 1 :] == shorter[at:]
    exchanged = longer[at : at + 2] == shorter[at : at + 2][::-1]
    return longer[at + 1 :] == shorter[at + 1 :] or (
        exchanged and longer[at + 2 :] == shorter[at + 2 :]
    )


_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(?:[ ._-]|, )$")
_BEHIND = re.compile(r"(?:[ ._-]|, )([^\W\d_]+)")
_NEAR = 48
"""Characters looked at beside a word."""


def beside(reading: Reading, name: PersonName, run: NameRun) -> tuple[int, int] | None:
    """Where one half of a name stands with the other, misspelt, beside it; None if it does not.
    Another given name that many people have is no slip (Martina for Martin), nor is a consonant
    doubled in a family name (Hofmann for Hoffmann)."""
    given, family = parts(name.given), parts(name.family)
    of_given = run.hits[0].element.role == "family"
    wanted = given[:1] if of_given else family
    found = (
        _BEFORE.search(reading.folded, max(0, run.start - _NEAR), run.start),
        _BEHIND.match(reading.folded, run.end, run.end + _NEAR),
    )
    for word in filter(None, found):
        if any(
            is_misspelt(word[1], one)
            and not (_is_pair(word[1], one) if of_given else _undoubled(word[1]) == _undoubled(one))
            for one in wanted
        ):
            shown = reading.shown[word.start(1) : word.end(1)]
            if not (of_given and is_given_name(shown.capitalize())):
                return min(word.start(1), run.start), max(word.end(1), run.end)
    return None


def _is_pair(one: str, other: str) -> bool:
    """Whether two given names differ by an ending as the names of men and women do: Christiane and
    Christian, Andrea and Andreas."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer[:-1] == shorter and longer[-1] in "aeiosy"


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)

"""How many other accounts have a name: it may be theirs that a text names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from operasure.matching import variants
from operasure.matching.beside import OtherNames
from operasure.matching.identity import Identity
from operasure.matching.loose import LooseFilter
from operasure.matching.match import Matcher
from operasure.matching.names import PersonName

FAMILY_ALONE = frozenset({variants.FAMILY_NAME, variants.HALF_NAME_ALONE})
FULL = frozenset(
    {
        variants.FULL_NAME, variants.UNACCENTED, variants.TRANSCRIPTION, variants.OTHER_SCRIPT,
        variants.NAME_ORDER, variants.GLUED, variants.FIELDS, variants.SINGLE_NAME,
    }
)  # fmt: skip
"""The spellings of a full name."""
FEW = 1000
"""Names that are matched in less time than the loose filter takes to be made."""
Bearer = tuple[str, str]
"""The given and the family names of an account."""


class Sharing:
    """Counts the accounts that share the full name of a mention, or the family name where it was
    found alone.

    `others` are the names of all other living accounts, one entry for each account. Letter case,
    order, accents and spellings count as they do where mentions are looked for.
    """

    def __init__(self, identity: Identity, others: Iterable[Bearer]) -> None:
        accounts = list(others)
        self.others = OtherNames(accounts)
        words = dict.fromkeys(word for name in identity.names for word in name.family)
        alone = [PersonName((), (word,)) for word in words]
        families = [family for _, family in accounts]
        self._families = _shared(alone, families, frozenset())
        self._names = _shared(identity.names, [" ".join(each).strip() for each in accounts], FULL)
        self._count = lru_cache(maxsize=4096)(self._find)

    def count(self, mention: str, variant: str) -> int | None:
        """How many others share the name in a mention; None where it is neither a full name nor a
        family name alone."""
        if variant in FULL:
            return self._count(mention, True)
        return self._count(mention, False) if variant in FAMILY_ALONE else None

    def _find(self, mention: str, full: bool) -> int:
        found: set[int] = set()
        for matcher, shared in self._names if full else self._families:
            if shared and matcher.find(mention, structured=True):
                found |= shared
        return len(found)


def _shared(
    names: Sequence[PersonName], accounts: Sequence[str], wanted: frozenset[str]
) -> list[tuple[Matcher, frozenset[int]]]:
    """For each name the accounts, by number, that have it; in one of the variants `wanted`, where
    there are any."""
    if not names:
        return []
    alike: Sequence[int] = range(len(accounts))
    if len(accounts) > FEW:
        loose = LooseFilter(Identity(names=tuple(names)))
        alike = [number for number in alike if loose.passes(accounts[number].encode())]
    found = []
    for name in names:
        matcher = Matcher(Identity(names=(name,)))
        own = (
            number
            for number in alike
            for match in matcher.find(accounts[number], structured=True)
            if not wanted or match.variant in wanted
        )
        found.append((matcher, frozenset(own)))
    return found

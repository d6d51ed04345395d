"""How many other accounts have a family name: it may be theirs that a text names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from operasure.mentions import variants
from operasure.mentions.identity import Identity
from operasure.mentions.loose import LooseFilter
from operasure.mentions.match import Matcher
from operasure.mentions.names import PersonName

FAMILY_ALONE = frozenset({variants.FAMILY_NAME, variants.HALF_NAME_ALONE})


class Sharing:
    """Counts the accounts that share the family name of a mention.

    `family_names` are those of all other living accounts, one entry for each account.
    """

    def __init__(self, identity: Identity, family_names: Iterable[str]) -> None:
        words = dict.fromkeys(word for name in identity.names for word in name.family)
        alone = [PersonName((), (word,)) for word in words]
        self._families = [Matcher(Identity(names=(name,))) for name in alone]
        alike = self._alike(alone, family_names)
        self._shared = [
            sum(1 for name in alike if matcher.find(name, structured=True))
            for matcher in self._families
        ]
        self._count = lru_cache(maxsize=4096)(self._find)

    @staticmethod
    def _alike(alone: list[PersonName], family_names: Iterable[str]) -> list[str]:
        if not alone:
            return []
        loose = LooseFilter(Identity(names=tuple(alone)))
        return [name for name in family_names if loose.passes(name.encode())]

    def count(self, mention: str, variant: str) -> int | None:
        """How many others share the name in a mention; None where more than it was found."""
        return self._count(mention) if variant in FAMILY_ALONE else None

    def _find(self, mention: str) -> int:
        return sum(
            shared
            for matcher, shared in zip(self._families, self._shared, strict=True)
            if shared and matcher.find(mention, structured=True)
        )

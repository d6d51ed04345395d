"""Other systems that may hold a person, and how they bring one back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Returns(StrEnum):
    """How another system can bring a person back who was deleted here."""

    ITSELF = "by itself"
    SIGN_IN = "at sign-in"
    RESTORED = "when restored"
    NAMES = "names only"
    NO = "no"


@dataclass(frozen=True)
class System:
    """Another system that may hold the person, as far as the database knows it.

    `key` is one of systems/kinds.toml. `count` is how many of the kind are configured, and `rows`
    are the tables and keys that say so. `back` is the surest of its ways to bring the person back.
    `accounts` is how many accounts, memberships or keys of the person there are known, None where
    that is not known; `known_from` says by what, `database` or `snapshot`. `names` are what the
    person is called there: they go into a snapshot and nowhere else. `reason` says why it could
    not be looked at.
    """

    key: str
    count: int
    rows: tuple[tuple[str, int | str], ...] = ()
    back: Returns | None = None
    accounts: int | None = None
    known_from: str | None = None
    names: tuple[str, ...] = ()
    reason: str | None = None

"""The result of a canary: for each planted value, whether it was reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from operasure.core.model import Installation, Verdict
from operasure.core.verdict import verdict
from operasure.database.fates import ColumnPlace

UNREAD = "it could not be checked"


class What(StrEnum):
    """What is planted."""

    ID = "id"
    NAME = "name"


class Told(StrEnum):
    """What became of a planted value."""

    FOUND = "found"
    UNCHECKED = "unchecked"
    """Told of, but as something that a person must look at: never part of a clear result."""
    UNREAD = "not read"
    """Not reported, and its column or table could not be checked: nothing was measured."""
    DECLARED = "declared"
    """Not reported, and the column is declared to hold no person."""
    GONE = "gone"
    """No more in its row after OpenProject's own deletion."""
    RULED_OUT = "ruled out"
    """Not reported, and the catalogue itself rules it out."""
    OTHER = "id of another row"
    """Not reported: the number there is read as that of a row that is about a person."""
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class PlantedFigures:
    """What became of what was planted in one place; `missed` are the forms that nobody reported,
    `refused` says why nothing could be planted, or nothing be measured."""

    told: Mapping[Told, int]
    missed: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def planted(self) -> int:
        return sum(self.told.values())


@dataclass(frozen=True)
class PlantedSeen(PlantedFigures):
    """The same of what is of one kind in a column."""

    place: ColumnPlace
    what: What


class BesideKind(StrEnum):
    """Where else the person is planted; `operasure cache`, `files` and `logs` must report it."""

    MEMCACHED = "memcached"
    STORE = "file store"
    FILES = "files"
    LOGS = "logs"


@dataclass(frozen=True)
class PlantedBeside(PlantedFigures):
    """The same of one place beside the database."""

    kind: BesideKind
    place: str


@dataclass(frozen=True)
class Measured:
    """Everything that a run found."""

    installation: Installation
    seen: tuple[PlantedSeen, ...]
    deleted: bool
    """Whether OpenProject's own deletion ran."""
    started_at: datetime
    finished_at: datetime
    snapshot: str | None
    jobs: int
    queries: str
    elsewhere: tuple[PlantedBeside, ...] = ()
    left_out: Mapping[BesideKind, str] = field(default_factory=dict)
    """Where nothing was planted, and why."""

    @property
    def all(self) -> tuple[PlantedFigures, ...]:
        """Every place, in the database and beside it."""
        return *self.seen, *self.elsewhere

    def count(self, *told: Told) -> int:
        """How many planted values ended so."""
        return sum(each.told.get(one, 0) for each in self.all for one in told)

    @property
    def verdict(self) -> Verdict:
        """Whether one was missed, or could not be measured."""
        return verdict(
            left=bool(self.count(Told.MISSED)), unseen=any(each.refused for each in self.all)
        )

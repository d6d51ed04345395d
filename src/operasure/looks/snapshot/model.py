"""What a snapshot holds: dataclasses shared by the packages that take, store and follow it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from operasure.core.model import Expected, Installation, Origin, RowId, Subject, System, Verdict
from operasure.core.verdict import verdict
from operasure.looks.snapshot.packing import Chunk, total


class KnownAs(StrEnum):
    """What kind of thing a person is known by."""

    NAME = "name"
    LOGIN = "login"
    MAIL = "mail"
    PROVIDER_ID = "provider id"
    FIELD = "field"


class Severity(StrEnum):
    """What a risk does."""

    BLOCKS = "blocks"
    """The deletion fails, and leaves the account hidden but complete."""
    DAMAGES = "damages"
    """The deletion destroys what is not the person's."""
    UNKNOWN = "unknown"
    """What the deletion does there is not known: it may fail, or do no harm."""
    RETURNS = "returns"
    """The account may be created again."""
    REMAINS = "remains"
    """Something of the person stays that could be dealt with before."""
    NOTICE = "notice"
    """Good to know before."""


@dataclass(frozen=True)
class Known:
    """One thing that the person is or was known by, and where it stands.

    A name whose halves are known has them in `given` and `family`. `label` is the name of a
    custom field.
    """

    kind: KnownAs
    value: str
    source: str
    given: str = ""
    family: str = ""
    label: str | None = None


@dataclass(frozen=True)
class Place:
    """The rows of one check that refer to the person.

    `key` is the column that tells rows apart (`ctid` where there is none: such rows can be counted
    but not followed). `marks` are, for texts, one digest of `texts.SIZE` bytes for each key of the
    chunk in its order. `by_name` is a place of texts that name the person in words only.
    """

    check: str
    group: str
    table: str
    column: str
    key: str
    origin: Origin
    expected: Expected | None
    rows: int
    chunks: tuple[Chunk, ...] = ()
    marks: tuple[bytes, ...] = ()
    by_name: bool = False


@dataclass(frozen=True)
class AtRisk:
    """A row that the deletion may harm, and what of it.

    `lost` are passages, filters and the like, in words. `before` and `foretold` are the digests of
    a text now and as the deletion will leave it.
    """

    table: str
    column: str | None
    row_id: RowId
    lost: tuple[str, ...] = ()
    before: bytes | None = None
    foretold: bytes | None = None


@dataclass(frozen=True)
class Risk:
    """Something that will block the deletion, or that it will damage, with the remedy.

    `count` is the number of rows concerned, of which `rows` are shown (all where the follow-up
    needs them).
    """

    kind: str
    severity: Severity
    text: str
    remedy: str
    count: int = 0
    rows: tuple[AtRisk, ...] = ()

    @property
    def grave(self) -> bool:
        """Whether it should be dealt with before anybody is deleted."""
        return self.severity in {Severity.BLOCKS, Severity.DAMAGES}

    @property
    def unknown(self) -> bool:
        """Whether it is not known what the deletion does."""
        return self.severity is Severity.UNKNOWN


@dataclass(frozen=True)
class Snapshot:
    """Everything that was seen of a person at one moment."""

    subject: Subject
    case: str | None
    taken_at: datetime
    delete_after: date
    installation: Installation
    queries: str
    """Digest of the files of `queries/` that were looked with."""
    mark_key: bytes
    """Key of the digests of texts."""
    known: tuple[Known, ...]
    account: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    goes_along: Mapping[str, tuple[Chunk, ...]]
    """By table the rows that the deletion takes along, besides those that it is about."""
    risks: tuple[Risk, ...]
    unread: tuple[tuple[str, str], ...] = ()
    """Checks that could not be looked at, each with the reason."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Names of the groups of personal data by code."""
    systems: tuple[System, ...] = ()
    """Other systems that may hold the person, with what they are called there."""

    @property
    def verdict(self) -> Verdict:
        """Whether something is in the way of the deletion: left where it will fail or damage
        something, incomplete where that is not known."""
        return verdict(
            left=any(risk.grave for risk in self.risks),
            unseen=bool(self.unread) or any(risk.unknown for risk in self.risks),
        )

    @property
    def rows(self) -> int:
        """References in all places (a row with two of them counts twice)."""
        return sum(place.rows for place in self.places)


def packed(place: Place) -> int:
    """How many different keys a place has."""
    return total(place.chunks)

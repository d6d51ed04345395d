"""What a snapshot holds, format 1: the one place that says it. From here come what is written and
read (file.py), docs/snapshot.schema.json and the page of members (tools/typed_docs.py).

Members stand in the order in which they are written; the text below one says what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from operasure.core.model import Expected, Origin, RowId, Subject, Verdict
from operasure.core.systems import Returns, System
from operasure.core.typed import ABSENT, LATER, Absent, Is
from operasure.core.verdict import verdict
from operasure.looks.snapshot.packing import Chunk
from operasure.looks.snapshot.texts import SIZE

KEY = 32
"""Bytes of the key of the digests."""
Word = Annotated[str, Is("a text without control characters", shown=True)]
Count = Annotated[int, Is("a number from 0", minimum=0)]
Id = Annotated[int, Is("a number from 1", minimum=1)]
Digest = Annotated[str, Is("a digest", pattern=r"sha256:[0-9a-f]{64}")]
Mark = Annotated[bytes, Is("a digest", size=SIZE)]


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
    """One thing that the person is or was known by, and where it stands."""

    kind: KnownAs
    value: str
    source: str
    given: str = ""
    family: str = ""
    """The halves of a name, where they are known."""
    label: str | None = None
    """The name of a custom field."""


@dataclass(frozen=True)
class SnapshotPlace:
    """The rows of one check that refer to the person."""

    check: Word
    group: Word
    table: Word
    column: Word
    key: Word
    """The column that tells rows apart; `ctid` where there is none: such rows can be counted but
    not followed."""
    origin: Origin
    expected: Expected | None
    by_name: bool
    """Texts that name the person in words only."""
    rows: Count
    keys: tuple[Chunk, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether it holds digests of its texts."""
        return any(chunk.marks is not None for chunk in self.keys)


@dataclass(frozen=True)
class AtRisk:
    """A row that the deletion may harm, and what of it."""

    table: Word
    column: str | None
    row_id: RowId
    lost: tuple[str, ...] = ()
    """Passages, filters and the like, in words."""
    before: Mark | None = None
    """Digest of a text now."""
    foretold: Mark | None = None
    """Digest of the text as the deletion will leave it."""


@dataclass(frozen=True)
class Risk:
    """Something that will block the deletion, or that it will damage, with the remedy."""

    kind: Word
    severity: Severity
    text: str
    remedy: str
    count: Count = 0
    """Rows concerned."""
    rows: tuple[AtRisk, ...] = ()
    """Rows that are shown; all where the follow-up needs them."""

    @property
    def grave(self) -> bool:
        """Whether it should be dealt with before anybody is deleted."""
        return self.severity in {Severity.BLOCKS, Severity.DAMAGES}

    @property
    def unknown(self) -> bool:
        """Whether it is not known what the deletion does."""
        return self.severity is Severity.UNKNOWN


@dataclass(frozen=True)
class Detail:
    """One thing that is told of the account."""

    label: str
    value: str


@dataclass(frozen=True)
class UnreadCheck:
    """A check that could not be looked at, and why."""

    check: Word
    reason: Word


@dataclass(frozen=True, kw_only=True)
class InstallationBefore:
    """Which OpenProject, on which database, as it was then."""

    openproject: str | None
    """Release, or between which two."""
    openproject_known_by: Annotated[str | None, LATER] = None
    """By which migration the release was known, and how sure that is."""
    last_migration: str | None
    postgresql: str
    database: Digest
    """Digest of host, port and name."""
    identity: Digest | Absent = ABSENT
    """Digest of the name of the database, the identifier of its server and the schema. Missing
    where the role may not ask for it, and in files of earlier versions."""
    schema: str
    host_name: str | None
    deleted_user_ids: tuple[Id, ...]
    """Ids of the Deleted user."""
    checked_at: datetime
    """The server's time."""
    modules: Annotated[tuple[str, ...] | None, LATER] = None
    """Modules that projects have switched on; null where they could not be read."""


@dataclass(frozen=True)
class SystemBefore:
    """Another system that may hold the person, with what they are called there."""

    key: str
    count: Count
    """How many of the kind are configured."""
    brings_back: Returns | None
    """The surest of its ways to bring the person back."""
    accounts: Count | None
    """Accounts, memberships or keys of the person there; null where that is not known."""
    names: tuple[str, ...]
    """What the person is called there."""
    reason: str | None
    """Why it could not be looked at."""

    @property
    def system(self) -> System:
        """The system as one that is known from the database."""
        return System(
            self.key,
            self.count,
            back=self.brings_back,
            accounts=self.accounts,
            known_from=None if self.accounts is None else "database",
            names=self.names,
            reason=self.reason,
        )


@dataclass(frozen=True)
class Snapshot:
    """Everything that was seen of a person at one moment."""

    subject: Subject
    case: str | None
    """Reference of the controller."""
    taken_at: datetime
    delete_after: date
    """The same day as in the preamble."""
    installation: InstallationBefore
    queries: Digest
    """Digest of the files of `queries/` that were looked with."""
    mark_key: Annotated[bytes, Is("32 bytes in base64", size=KEY)]
    """Key of the digests of texts."""
    known: tuple[Known, ...]
    account: tuple[Detail, ...]
    risks: tuple[Risk, ...]
    """What will block the deletion, and what it will damage."""
    unread: tuple[UnreadCheck, ...]
    titles: Mapping[str, str]
    """Names of the groups of personal data by code."""
    places: tuple[SnapshotPlace, ...]
    goes_along: Mapping[str, tuple[Chunk, ...]]
    """By table the rows that the deletion takes along, besides those that it is about."""
    systems: Annotated[tuple[SystemBefore, ...], LATER] = ()
    """Other systems that may hold the person."""

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

"""The findings of an audit, for the search, the verdict and the reports. What evidence tells as it
was found is a part of its document (reports/evidence/shape/audited.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from operasure.core.model import Check, Control, PlacesReport, Result, RowId
from operasure.core.typed import Is
from operasure.core.values import Count, GroupCode, Id, Instant


@dataclass(frozen=True)
class OrphanedId:
    """One place that holds one id which names no principal.

    `rows` is exact, `row_ids` at most `look.ROW_IDS` of them; `oldest` and `newest` are when such
    rows were written, where the table says so (UTC). `retained` of the rows still have time to go
    by themselves, the last of them `until`.
    """

    check: Check
    user_id: int
    rows: int
    row_ids: tuple[RowId, ...] = ()
    retained: int = 0
    until: datetime | None = None
    oldest: datetime | None = None
    newest: datetime | None = None
    certain: bool = True
    """Whether the number is surely an id of a principal of this installation."""
    result: Result = Result.LEFTOVER
    kind: str | None = None
    """The kind of principal that the text says it is, where it does: `group#42`."""


@dataclass(frozen=True)
class SeenOfCheck:
    """What one look saw of one check.

    `capped` says that there are more ids than are kept apart. `named` are rows with a mention tag
    that shows a name which its id no longer has: their exact number, and some of their keys.
    """

    check: Check
    sightings: tuple[OrphanedId, ...] = ()
    capped: bool = False
    named_rows: int = 0
    named_row_ids: tuple[RowId, ...] = ()
    control: Control | None = None
    failed: str | None = None
    """Why the check can't count as looked at."""
    unread: str | None = None
    """Which rows could not be read, where others were."""


@dataclass(frozen=True)
class Dangling:
    """An id that names no principal, with all its places. `assigned` is False where it is higher
    than any id ever given out."""

    user_id: int
    sightings: tuple[OrphanedId, ...]
    assigned: bool = True

    @property
    def rows(self) -> int:
        """Rows in all places."""
        return sum(s.rows for s in self.sightings)

    @property
    def kind(self) -> str | None:
        """The kind of principal, where a text says so."""
        return next((s.kind for s in self.sightings if s.kind), None)

    @property
    def certain(self) -> bool:
        """Whether one place at least leaves no doubt that the number is an id."""
        return any(s.certain for s in self.sightings)

    @property
    def result(self) -> Result:
        """`leftover`, or where none is left `retained`, or `accepted`."""
        results = {s.result for s in self.sightings}
        for result in (Result.LEFTOVER, Result.RETAINED):
            if result in results:
                return result
        return Result.ACCEPTED


@dataclass(frozen=True)
class MisnamedTexts:
    """Texts of one place with a mention tag whose text and id disagree."""

    check: Check
    rows: int
    row_ids: tuple[RowId, ...]


@dataclass(frozen=True)
class CauseEntry:
    """Why a deletion did not finish, and what to do."""

    kind: str
    text: str
    remedy: str


@dataclass(frozen=True)
class UnfinishedDeletion:
    """A deletion that was requested and has not happened."""

    user_id: Id
    kind: str
    status: str
    state: Annotated[
        str, Is(words=("failed", "without effect", "no job", "job unknown", "running", "queued"))
    ]
    since: Instant | None
    error: str | None
    """Class of the job's error."""
    overdue: bool
    """False while a job still has time."""
    causes: tuple[CauseEntry, ...] = ()


@dataclass(frozen=True)
class OverdueRows:
    """Rows that should have gone by themselves."""

    what: str
    table: str
    rows: Count
    oldest: Instant | None
    keeps: str
    job: str


@dataclass(frozen=True)
class BuiltInFault:
    """A fault of the Deleted user or another built-in principal."""

    principal: str
    text: str
    user_ids: tuple[int, ...]


@dataclass(frozen=True)
class UnreadQuestion:
    """A question about the installation that could not be answered."""

    what: str
    reason: str


@dataclass(frozen=True)
class AuditState:
    """The findings about the installation that are not about single places."""

    unfinished: tuple[UnfinishedDeletion, ...] = ()
    overdue: tuple[OverdueRows, ...] = ()
    damages: tuple[BuiltInFault, ...] = ()
    unread: tuple[UnreadQuestion, ...] = ()


@dataclass(frozen=True)
class BehindShare:
    """How much of a group was passed on."""

    group: GroupCode
    rows: Count
    """Rows that name the Deleted user, in columns that hold one id each."""
    of: Count
    """Rows that name anybody there."""


@dataclass(frozen=True)
class BehindPath:
    """What ties things that were passed on to one person again."""

    kind: str
    """only one account, committers, email, avatars, times or audit copies."""
    what: str
    table: str
    rows: Count


@dataclass(frozen=True)
class BehindShown:
    """How much stands behind the Deleted user, by group, and what singles a person out again."""

    shares: tuple[BehindShare, ...]
    paths: tuple[BehindPath, ...]
    unread: tuple[UnreadQuestion, ...] = ()


@dataclass(frozen=True)
class PastDeletionEntry:
    """What a deletion left."""

    user_id: Id
    deleted_at: Instant | None
    """Known while the audit copy is kept, for 60 days."""
    tables: Mapping[str, Count]
    """Rows by table, without those that still have time to go."""


@dataclass(frozen=True, kw_only=True)
class AuditReport(PlacesReport):
    """Everything that an audit found."""

    dangling: tuple[Dangling, ...]
    named: tuple[MisnamedTexts, ...]
    state: AuditState
    lines: tuple[str, ...]
    """Lines to add to a site's own `queries/`."""
    shown: BehindShown | None = None
    deletions: tuple[PastDeletionEntry, ...] = ()

"""The findings of an audit: dataclasses for the search, the verdict and the reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from operasure.core.model import Check, Control, PlacesReport, Result, RowId


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
class Cause:
    """Why a deletion fails, found in the data. `text` names nobody."""

    kind: str
    text: str
    remedy: str


@dataclass(frozen=True)
class Unfinished:
    """An account whose deletion was requested and has not happened.

    `state` is one of `failed`, `without effect`, `no job`, `running`, `queued`; `overdue` is False
    while a job still has time. `error` is the error's class.
    """

    user_id: int
    kind: str
    status: str
    state: str
    since: datetime | None
    error: str | None
    overdue: bool
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class Overdue:
    """Rows that should have gone by themselves. `job` is what should have removed them."""

    what: str
    table: str
    rows: int
    oldest: datetime | None
    keeps: str
    job: str


@dataclass(frozen=True)
class Damage:
    """Something wrong with a built-in principal."""

    principal: str
    text: str
    user_ids: tuple[int, ...]


@dataclass(frozen=True)
class UnansweredQuestion:
    """A question about the installation as a whole that could not be answered."""

    what: str
    reason: str


@dataclass(frozen=True)
class AuditState:
    """The findings about the installation that are not about single places."""

    unfinished: tuple[Unfinished, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    damages: tuple[Damage, ...] = ()
    unread: tuple[UnansweredQuestion, ...] = ()


@dataclass(frozen=True)
class Share:
    """How many of the rows of a group that name anybody name the Deleted user."""

    group: str
    rows: int
    of: int


@dataclass(frozen=True)
class Path:
    """What singles a person out again: `rows` in `table`."""

    kind: str
    what: str
    table: str
    rows: int


@dataclass(frozen=True)
class BehindShown:
    """How much of each group stands behind the Deleted user, and what singles a person out again.
    `unread` says of what could not be asked why."""

    shares: tuple[Share, ...]
    paths: tuple[Path, ...]
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PastDeletion:
    """What a deletion left: rows by table, without those that still have time to go. The day is
    known while its audit copy is kept."""

    user_id: int
    deleted_at: datetime | None
    tables: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class AuditReport(PlacesReport):
    """Everything that an audit found."""

    dangling: tuple[Dangling, ...]
    named: tuple[MisnamedTexts, ...]
    state: AuditState
    lines: tuple[str, ...]
    """Lines to add to a site's own `queries/`."""
    shown: BehindShown | None = None
    deletions: tuple[PastDeletion, ...] = ()

"""What an audit found besides single places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Is, Structure
from operasure.reports.evidence.shape.values import (
    Count,
    FoundOutcome,
    GroupCode,
    Id,
    Moment,
    RowKey,
)


class DanglingPlace(Structure):
    """A place that contains an orphaned id."""

    check: str
    outcome: FoundOutcome
    certain: bool
    """Whether the number is surely an id of a principal of this installation."""
    rows: Count
    row_ids: Annotated[tuple[RowKey, ...], Is(most=20)]
    retained: Count
    until: Moment | None
    oldest: Moment | None
    newest: Moment | None


class DanglingId(Structure):
    """An orphaned id, with its places."""

    user_id: Id
    outcome: FoundOutcome
    certain: bool
    assigned: bool
    """False where it is higher than any id ever given out."""
    rows: Count
    verify: str | None
    """The command that names every row of this id."""
    places: Annotated[tuple[DanglingPlace, ...], Is(least=1)]


class NamedMention(Structure):
    """Texts with a mention that shows a name which its id no longer has."""

    check: str
    rows: Count
    row_ids: Annotated[tuple[RowKey, ...], Is(most=1000)]


class CauseEntry(Structure):
    """Why a deletion did not finish, and what to do."""

    kind: str
    text: str
    remedy: str


class UnfinishedDeletion(Structure):
    """A deletion that was requested and has not happened."""

    user_id: Id
    kind: str
    status: str
    state: Annotated[
        str, Is(words=("failed", "without effect", "no job", "job unknown", "running", "queued"))
    ]
    since: Moment | None
    error: str | None
    """Class of the job's error."""
    overdue: bool
    """False while a job still has time."""
    causes: tuple[CauseEntry, ...]


class OverdueRows(Structure):
    """Rows that should have gone by themselves."""

    what: str
    table: str
    rows: Count
    oldest: Moment | None
    keeps: str
    job: str


class BuiltInFault(Structure):
    """A fault of the Deleted user or another built-in principal."""

    principal: str
    text: str
    user_ids: tuple[int, ...]


class UnreadQuestion(Structure):
    """A question about the installation that could not be answered."""

    what: str
    reason: str


class PastDeletionEntry(Structure):
    """What a deletion left."""

    user_id: Id
    deleted_at: Moment | None
    """Known while the audit copy is kept, for 60 days."""
    tables: Mapping[str, Count]
    """Rows by table, without those that still have time to go."""


class BehindShare(Structure):
    """How much of a group was passed on."""

    group: GroupCode
    rows: Count
    """Rows that name the Deleted user, in columns that hold one id each."""
    of: Count
    """Rows that name anybody there."""


class BehindPath(Structure):
    """What ties things that were passed on to one person again."""

    kind: str
    """only one account, committers, email, avatars, times or audit copies."""
    what: str
    table: str
    rows: Count


class BehindEntry(Structure):
    """How many accounts stand behind the Deleted user: what was passed on to it is pseudonymised,
    not anonymous."""

    at_least: Count
    at_most: Count | None
    """Ids that were given out and are nobody's now, as far as the sequence of ids says; some may
    have been a group's, or never have been used. Null where that is not known."""
    recorded: Count | None
    """Deletions of users of which an audit copy is kept; null where the release keeps none."""
    gone: Count | None
    """Ids that were given out and are nobody's now, whether they bound anything or not."""
    groups: tuple[BehindShare, ...] | Absent = ABSENT
    """Of audit."""
    paths: tuple[BehindPath, ...] | Absent = ABSENT
    """Of audit: what singles a person out again."""
    unread: Annotated[tuple[UnreadQuestion, ...] | Absent, DROP] = ABSENT
    """Of audit: what could not be asked."""


class Audit(Structure):
    """What an audit found besides single checks."""

    ids: tuple[DanglingId, ...]
    """Orphaned ids, each with its places."""
    named: tuple[NamedMention, ...]
    """Texts with a mention that shows a name which its id no longer has."""
    unfinished: tuple[UnfinishedDeletion, ...]
    """Deletions that were requested and have not happened."""
    overdue: tuple[OverdueRows, ...]
    """Rows that should have gone by themselves."""
    built_in: tuple[BuiltInFault, ...]
    """Faults of the Deleted user and the other built-in principals."""
    unread: tuple[UnreadQuestion, ...]
    """Questions about the installation that could not be answered."""
    deletions: tuple[PastDeletionEntry, ...] | Absent = ABSENT
    """Every deletion that is on record, or that left an id, with what it left."""
    lines: tuple[str, ...]
    """Lines to add to a site's own queries."""

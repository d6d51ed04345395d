"""What an audit found besides single places."""

from __future__ import annotations

from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Is, Structure
from operasure.core.values import Count, FoundOutcome, Id, Moment, RowKey
from operasure.looks.audit.model import (
    BehindPath,
    BehindShare,
    BuiltInFault,
    OverdueRows,
    PastDeletionEntry,
    UnfinishedDeletion,
    UnreadQuestion,
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

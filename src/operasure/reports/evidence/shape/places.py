"""What was found place by place, and how every column was dealt with."""

from __future__ import annotations

from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Is, Structure
from operasure.core.values import (
    Area,
    Count,
    Digest,
    Expectation,
    GroupCode,
    Moment,
    Outcome,
    RowKey,
    SystemKey,
)


class ControlEntry(Structure):
    """How it is known that a clear place could have shown something
    ([controls](evidence.md#controls))."""

    rows: Count
    scope: Annotated[str, Is(words=("check", "column", "text", "first blocks"))]
    empty: bool


class CheckEntry(Structure):
    """What was found in one place."""

    id: str
    group: GroupCode
    area: Area
    """The part of the promise that it belongs to."""
    table: str
    column: str
    schema: str | None
    """Only for a swept column: the schema of its table."""
    expected: Expectation | None
    """What OpenProject's deletion is known to do there; null for a swept column."""
    outcome: Outcome
    """What [verify](verify.md) says of it."""
    rows: Count
    """How many rows were found."""
    row_ids: Annotated[tuple[RowKey, ...], Is(most=1000)]
    """The keys of at most 1,000 of them."""
    retained: Count
    """How many of the rows are still within their time."""
    control: ControlEntry | None
    """[How it is known](evidence.md#controls) that a clear place could have shown something."""
    reason: str | None
    """Of an unchecked or overdue place."""
    until: Moment | None
    """Until when rows are within their time."""
    note: Annotated[str | None, DROP]
    query: Digest | None
    """SHA-256 of the check's statement as it stands in its file."""
    declared: str | Absent | None = ABSENT
    """Why the column was declared to hold no person, where it was: it is read all the same."""


class TableRows(Structure):
    """About how many rows a table holds."""

    table: str
    rows: Count


class CoverageEntry(Structure):
    """How every column of the database was dealt with."""

    tables: Count
    columns: Count
    queried: Count
    no_person: Count
    ruled_out: Count
    swept: Count
    checks: Count | Absent = ABSENT
    unclassified: tuple[str, ...]
    not_looked_at: tuple[str, ...]
    table_rows: tuple[TableRows, ...] | Absent = ABSENT
    """About how many rows each table of OpenProject's holds, as the server last counted; tables
    that it has not counted are left out."""


class Accepted(Structure):
    """A leftover that the controller keeps on a written ground."""

    check: str
    ground: str
    until: Moment
    by: str


class SystemRow(Structure):
    """A row that names another system."""

    table: str
    row_id: RowKey


class SystemEntry(Structure):
    """Another system that may hold the person."""

    key: SystemKey
    title: Annotated[str, DROP]
    count: Count
    """How many of the kind are configured; 0 where there was one before the deletion, or none could
    be looked for."""
    rows: Annotated[tuple[SystemRow, ...], Is(most=20)]
    accounts: Count | None
    """Accounts, memberships or keys of the person that are known there; null where that is not
    known."""
    known_from: Annotated[str, Is(words=("database", "snapshot"))] | None
    brings_back: (
        Annotated[str, Is(words=("by itself", "at sign-in", "when restored", "names only", "no"))]
        | None
    )
    recipient: bool
    """Whether data is passed on to it (Art. 19 GDPR)."""
    step: Annotated[str, DROP]
    reason: str | None
    """Why it could not be looked at."""


class Cookies(Structure):
    """Whether a cookie of the person still opens anything: the worst outcome of the checks of
    sessions and tokens."""

    outcome: Annotated[
        str, Is("an outcome", words=("clear", "leftover", "retained", "accepted", "unchecked"))
    ]
    rows: Count
    checks: tuple[str, ...]

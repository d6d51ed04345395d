"""The data of a run as frozen dataclasses: checks, outcomes, verdicts, installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from operasure.core.systems import System

RowId = int | str
"""Primary key of a row as evidence shows it: an integer, or text (uuid, ctid, composite)."""


HIGHEST = 2**63 - 1
"""The highest number that a column of ids can hold (bigint)."""
KINDS = {
    "User": "user",
    "Group": "group",
    "PlaceholderUser": "placeholder user",
    "ServiceAccount": "service account",
}
"""What a principal is, by its class in `users.type`."""


class Expected(StrEnum):
    """What OpenProject's own deletion is known to do with a place."""

    ROW_DELETED = "row deleted"
    DELETED_USER = "deleted user"
    NULL = "null"
    VALUE_REMOVED = "value removed"
    KEPT = "kept"
    EXPIRES = "expires"


class Result(StrEnum):
    """Outcome of one check. The value is the one word for it in every report, table and label."""

    CLEAR = "clear"
    LEFTOVER = "leftover"
    RETAINED = "retained"
    ACCEPTED = "accepted"
    ABSENT = "absent"
    UNCHECKED = "unchecked"

    @property
    def heading(self) -> str:
        """What a report puts above all that ended so: the word, and what it means."""
        return f"{self.value.capitalize()}: {_MEANINGS[self]}"


_MEANINGS = {
    Result.CLEAR: "nothing was found",
    Result.LEFTOVER: "personal data that should be gone",
    Result.RETAINED: "expires without further action",
    Result.ACCEPTED: "a leftover kept on a written ground",
    Result.ABSENT: "no such place in this database",
    Result.UNCHECKED: "could not be checked",
}


class Verdict(StrEnum):
    """Outcome of a run; `exit_code` is the process's (docs/exit-codes.md)."""

    CLEAR = "clear"
    LEFTOVERS = "leftovers"
    INCOMPLETE = "incomplete"
    NOT_DELETED = "not-deleted"

    def worse(self, other: Verdict) -> Verdict:
        """The one of two that holds for both together."""
        order = (Verdict.NOT_DELETED, Verdict.LEFTOVERS, Verdict.INCOMPLETE, Verdict.CLEAR)
        return min(self, other, key=order.index)

    @property
    def exit_code(self) -> int:
        return {"clear": 0, "leftovers": 1, "incomplete": 3, "not-deleted": 4}[self.value]


class Origin(StrEnum):
    """Where a check comes from."""

    REFERENCE = "reference"  # queries/references: a place that holds the id of a user
    TEXT = "text"  # queries/mentions, looked through for forms that hold the id
    SWEPT = "swept"  # a column of the live schema that no query names


class Compare(StrEnum):
    """How a check compares a value with the id."""

    ID = "id"  # a number
    DIGITS = "digits"  # the same as text, as custom values hold it
    FORMS = "forms"  # any form of queries/id-forms.toml in a text
    WHOLE = "whole"  # a text that is the number and nothing else
    KEYED = "keyed"  # a number in a text under a key that says that a person stands there
    AMONG = "among"  # one of an array of numbers
    JOINED = "joined"  # whatever the check's own statement takes out and compares


@dataclass(frozen=True, order=True)
class Column:
    """A column of the live schema or of a query: table without schema, and column name."""

    table: str
    name: str

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"

    @classmethod
    def parse(cls, text: str) -> Column:
        """Read `table.column`; raises ValueError on anything else."""
        table, dot, name = text.strip().partition(".")
        if not (dot and table and name and "." not in name):
            raise ValueError(f"{text.strip()!r} is not table.column")
        return cls(table, name)


@dataclass(frozen=True)
class Handling:
    """What OpenProject's deletion makes of a place in the releases from `since` on and before
    `until` (each a release or the number of a migration; None: no bound)."""

    expected: Expected
    since: str | None = None
    until: str | None = None
    expires: str | None = None
    removal: str | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Check:
    """One place where a person may stand, with the SELECT that looks there.

    `sql` is the statement as it stands in its file, without the semicolon; its only parameter is
    `:user_id` (references) or `:pattern` (texts). `key` and `value` are expressions of that
    statement: the primary key that it selects, and what it compares. `condition` is what a row
    must fulfil besides, where the statement is of the plain form (one table, no alias); None
    where it is not, or where every row counts. A swept column is a check too: `expected` is None
    then, and `schema` says where its table stands.
    """

    id: str
    group: str
    column: Column
    label: str | None
    expected: Expected | None
    sql: str
    key: str
    value: str
    compare: Compare
    origin: Origin = Origin.REFERENCE
    schema: str | None = None
    condition: str | None = None
    expires: str | None = None
    needs: tuple[Column, ...] = ()
    absent: Column | None = None
    path: str | None = None
    project: str | None = None
    ascii: str | None = None
    """For a coded text: an expression that decodes its ASCII only, which is much quicker."""
    kind: str | None = None
    historic: bool = False
    certain: bool = True
    """Whether a number found here is surely the id of a principal."""
    declared: str | None = None
    """Why the column was declared to hold no person, where that is looked at all the same."""
    assumed: bool = False
    """Whether what is expected was not seen in OpenProject's code."""
    quiet: bool = False
    """Told only where it finds something or can't be looked at: else its place is ruled out."""
    note: str | None = None
    source: str | None = None
    removal: str | None = None
    """What `operasure plan` makes of a row that is left, where `expected` does not say it."""
    handlings: tuple[Handling, ...] = ()
    """What the deletion does by release, in their order; empty where that never changed. Once met
    with a database (`operasure.checks.handling`), only those that may be its own are left."""

    @property
    def unsure(self) -> bool:
        """Whether it is not known which of several handlings is this database's."""
        return len(self.handlings) > 1

    @property
    def table(self) -> str:
        return self.column.table

    @property
    def searched(self) -> str:
        """The expression in which ids are looked for: they are ASCII in every form."""
        return self.read_twice(self.ascii or self.value)

    def read_twice(self, text: str) -> str:
        """A text that is decoded, and as it is stored: what looks coded may be none."""
        if "decode(" not in text:
            return text
        return f"concat_ws(chr(10), {text}, {self.column.name})"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column that must exist for this check to run."""
        return (self.column, *self.needs)


@dataclass(frozen=True)
class Subject:
    """The data subject: an id of OpenProject's `users` table, and what it was where known."""

    user_id: int
    kind: str = "user"
    """`user`, `group`, `placeholder user` or `service account`."""
    state: str | None = None
    """Plain words while the row exists ("active", "marked deleted, …"), else None."""


@dataclass(frozen=True)
class Control:
    """Positive control: the same comparison with a value that is known to occur.

    `rows` is the number of rows that it found (looking stops at the first). 0 rows come with
    `empty`: the place holds no value at all that a control could find; or with `scope` "first
    blocks": none in the part of a large table that a control looks through. Scope "column" is a
    control that another check of the same column stands for, since their conditions share out
    its rows; "text" one that proves the text readable and the forms of the id recognised.
    """

    rows: int
    scope: str = "check"
    empty: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a run saw of one check. `rows` is exact, `row_ids` at most `ROW_IDS` of them."""

    check: Check
    result: Result
    rows: int = 0
    row_ids: tuple[RowId, ...] = ()
    retained: int = 0
    """How many of `rows` are still within their time (checks that expire)."""
    until: datetime | None = None
    """When the last of the retained rows is due to go (UTC)."""
    control: Control | None = None
    reason: str | None = None
    query: str | None = None
    """Digest of the statement as it was looked with: `sha256:…`."""
    unread: bool = False
    """Whether rows of its place could not be read, though others were: `reason` says which."""


@dataclass(frozen=True)
class Acceptance:
    """A leftover that the controller keeps on a written ground (one `[[accept]]` of --accept)."""

    check: str
    ground: str
    until: datetime
    by: str


@dataclass(frozen=True)
class Dump:
    """A backup that was restored to be looked at: what it is, and what of it could not be.

    `digest` is `sha256:…` of the file (docs/backups.md says which for a directory), `taken_at` the
    local time of the machine that made it, as it says: no zone is known.
    """

    form: str
    digest: str
    taken_at: str | None
    from_server: str | None
    """Version of the PostgreSQL server that it was taken from."""
    by_program: str | None
    """Version of the pg_dump that made it."""
    unrestored: Mapping[str, str] = field(default_factory=dict)
    """Tables that are not there in full, each with the reason."""
    notes: tuple[str, ...] = ()
    partial: bool = False
    """Whether statements of it that may hold or change rows of any table were not run."""


@dataclass(frozen=True)
class Standby:
    """A server that replays the log of another: what it shows may be older than its clock says."""

    replayed_until: datetime | None
    """When the last change that it has was made (UTC); None where it has replayed none."""
    paused: bool


@dataclass(frozen=True)
class Installation:
    """What the database says of itself."""

    openproject: str | None
    last_migration: str | None
    postgresql: str
    database: str
    """Digest of host, port and name, as the connection has them."""
    schema: str
    host_name: str | None
    deleted_user_ids: tuple[int, ...]
    checked_at: datetime
    """The moment of the snapshot by the server's clock (UTC)."""
    dump: Dump | None = None
    """Which backup this database was restored from, if it was."""
    standby: Standby | None = None
    """Set where the server is a standby."""
    modules: tuple[str, ...] | None = None
    """Modules that projects have switched on; None where they could not be read."""
    known_by: str | None = None
    """How the release was known, in words: see `operasure.database.release`."""
    beyond: bool = False
    """Whether it is, or may be, none of the releases whose deletion is known."""
    migrations: frozenset[int] | None = None
    """The migrations that have run, plugins' too; None where they were not read."""
    structure: str | None = None
    """Digest of its tables, columns and types: `sha256:…`."""
    identity: str | None = None
    """Digest of the name of the database, the identifier of its server and the schema; None where
    this role may not ask for it, and for a backup."""
    powers: tuple[str, ...] = ()
    """What the role that read may do on the server beyond its tables: `operasure.database.role`."""


@dataclass(frozen=True)
class Coverage:
    """How every column of every table was dealt with, as numbers and names."""

    tables: int
    columns: int
    queried: int
    no_person: int
    ruled_out: int
    swept: int
    unclassified: tuple[str, ...] = ()
    """Columns with a hit of the sweep that nothing explains: `table.column`."""
    not_looked_at: tuple[str, ...] = ()
    """Views and foreign tables: they hold no rows of their own here."""
    table_rows: Mapping[str, int] = field(default_factory=dict)
    """About how many rows each table of OpenProject's holds, as far as the server has counted."""


@dataclass(frozen=True)
class Behind:
    """How many accounts stand behind the Deleted user. `recorded` deletions of users are on record,
    `gone` ids were given out and are nobody's now; None of either is not known. An id may also have
    been a group's, or never have been used: so `at_most` is a bound."""

    at_least: int
    at_most: int | None
    recorded: int | None
    gone: int | None


@dataclass(frozen=True, kw_only=True)
class PlacesReport:
    """What a run found that looked at every place; evidence is made of this and nothing else."""

    verdict: Verdict
    installation: Installation
    outcomes: tuple[Outcome, ...]
    coverage: Coverage
    started_at: datetime
    finished_at: datetime
    snapshot: str | None
    jobs: int
    queries: str
    """Digest over all files of `queries/` used: `sha256:…`."""
    notes: tuple[str, ...] = ()
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    systems: tuple[System, ...] = ()
    behind: Behind | None = None
    """None where there is no Deleted user, or it could not be asked."""


@dataclass(frozen=True, kw_only=True)
class Report(PlacesReport):
    """Everything that was found of one subject."""

    subject: Subject

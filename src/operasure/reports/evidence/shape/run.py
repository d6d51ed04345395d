"""What a document says of itself: whom it is about, and when, on what and how it was looked."""

from __future__ import annotations

from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Is, Structure
from operasure.core.values import (
    Day,
    Digest,
    FileKind,
    Id,
    Keyed,
    Moment,
    Positive,
)


class SubjectEntry(Structure):
    """Whom the document is about."""

    user_id: Id | None
    user_ids: Annotated[tuple[Id, ...] | Absent, Is(least=2)] = ABSENT
    """Every account of the person, where the look was for several; `user_id` is the first."""
    token: Keyed | None
    """[A keyed hash](evidence.md#whom-it-is-about-and-who-made-it) of whom it is about, with
    `--case-key`."""
    kind: (
        Annotated[str, Is(words=("user", "group", "placeholder user", "service account"))] | Absent
    ) = ABSENT
    state: str | Absent | None = ABSENT
    """What the account still is, where its row exists; null once it is gone."""


class Run(Structure):
    """When and how it was looked."""

    started_at: Moment
    finished_at: Moment
    snapshot: str | None
    """PostgreSQL's id of the shared snapshot."""
    read_only: bool
    """False only where entries of a cache were deleted on request, and for erase."""
    connections: Positive
    queries: Digest | None


class StandbyEntry(Structure):
    """A server that replays the log of another."""

    replayed_until: Moment | None
    paused: bool


class Unrestored(Structure):
    """A table of a backup that could not be restored."""

    table: str
    reason: str


class DumpEntry(Structure):
    """The backup that the database was restored from."""

    form: str
    digest: Digest
    taken_at: Annotated[str, Is(pattern="\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")] | None
    """By the clock of the machine that made it; its zone is not known."""
    from_server: str | None
    by_program: str | None
    unrestored: tuple[Unrestored, ...]
    notes: tuple[str, ...]


class InstallationEntry(Structure):
    """Which OpenProject, on which database, seen when and by a role that may do what."""

    openproject: str | None
    """Release, or between which two: "17.1", "between 16.0 and 16.6", "18-dev or newer", as the
    migrations of its core tell (a plugin's decide nothing). Null where none names one."""
    openproject_known_by: str | Absent | None = ABSENT
    """By which migration of the core the release was known, and how sure that is; of a newer
    release also tables that this version does not know."""
    last_migration: Annotated[str, Is(pattern="[0-9]+")] | None
    postgresql: str
    database: Digest
    """Digest of host, port and name, which databases in different networks may share."""
    identity: Digest | Absent = ABSENT
    """Digest of the name of the database, the identifier of its server and the schema: databases
    with the same address have different ones. Missing where the role may not ask for it."""
    schema: str
    deleted_user_id: int | None
    deleted_user_ids: tuple[int, ...]
    """Ids of the Deleted user."""
    checked_at: Moment
    """The server's time of the snapshot."""
    modules: tuple[str, ...] | Absent | None = ABSENT
    """Modules that projects have switched on; null where they could not be read."""
    role_powers: tuple[str, ...] | Absent = ABSENT
    """What the role that read may do on the server beyond its tables: superuser, or
    [the roles that run programs or touch files there](database-role.md) to which it belongs."""
    structure: Digest | Absent = ABSENT
    """Digest of the tables, columns and types of its schema, the same of a database and of a backup
    of it."""
    dump: Annotated[DumpEntry | Absent, DROP] = ABSENT
    """Of --dump: [the backup](backups.md#what-it-says) that this database was restored from."""
    standby: StandbyEntry | Absent = ABSENT
    """Of a server that replays the log of another: when the last change that it has was made."""


class NotLookedAt(Structure):
    """Why something could not be looked at, and what helps."""

    reason: str
    remedy: str


class Restore(Structure):
    """What a restore of the backup brings back of the person."""

    brings_back: Annotated[str, Is(words=("account", "traces", "unknown", "nothing"))]
    account: str | None
    step: str | None


class HeldIn(Structure):
    """A file that holds the person itself."""

    kind: FileKind
    """What the file says it is: snapshot, work list, review, undo …"""
    delete_after: Day | None
    digest: Digest
    plan: Digest | Absent = ABSENT
    """Of an undo file: the plan that it takes back."""

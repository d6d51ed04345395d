"""Facts from an OpenProject database: version, Deleted user, the row of the data subject.

Statuses and types of `users` are those of app/models/principal.rb:38 and app/models/users/ in
OpenProject 17.1; before 16.4 a requested deletion only locks the account (status 3).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import psycopg

from operasure.core.errors import NoDatabaseError, UsageError
from operasure.core.model import HIGHEST, KINDS, Dump, Installation, Standby, Subject
from operasure.core.queries import statement
from operasure.core.queries import tables as known_tables
from operasure.database.reader import CONVERTING, Reader
from operasure.database.release import Release, recognise
from operasure.database.target import Target

BUILT_IN = {
    "DeletedUser": "the Deleted user",
    "AnonymousUser": "the anonymous user",
    "SystemUser": "the system user",
}
LEFT_OUT = "the backup was made without this table, which belongs to OpenProject{}"
_HOST = re.compile(r"[A-Za-z0-9._-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~-]+)*/?")
STATUSES = {1: "active", 2: "registered", 3: "locked", 4: "invited", 5: "marked deleted"}


def base_url(reader: Reader, facts: Installation) -> str | None:
    """The address of the instance from its settings; None where they name no host."""
    protocol = reader.fetch(statement("openproject/protocol"))
    return address(facts.host_name, str(protocol[0]["value"]) if protocol else None)


def address(host_name: str | None, protocol: str | None) -> str | None:
    """The address of an instance by its host and protocol; None for what is no host."""
    if not host_name or not _HOST.fullmatch(host_name):
        return None
    return f"{'http' if protocol == 'http' else 'https'}://{host_name.rstrip('/')}"


def find_schema(reader: Reader, wanted: str | None) -> str:
    """The schema OpenProject lives in; raises where there is none, or several and none wanted."""
    found = [str(row["schema"]) for row in reader.fetch(statement("openproject/schemas"))]
    if not found:
        raise NoDatabaseError(
            "this is not an OpenProject database: no schema with users, journals and work_packages"
        )
    if wanted is not None:
        if wanted not in found:
            raise UsageError(
                f"the schema {wanted!r} contains no OpenProject; found: {', '.join(found)}"
            )
        return wanted
    if len(found) > 1:
        raise UsageError(
            f"several schemas contain an OpenProject: give --schema: {', '.join(found)}"
        )
    return found[0]


def relations(reader: Reader, schema: str) -> Mapping[str, str]:
    """What each name of a schema stands for, by PostgreSQL's letter for the kind of relation, or
    `CONVERTING` for a table of OpenProject that our own statements must not name."""
    found = reader.fetch(statement("catalogue/names"), schema=schema)
    known = known_tables()
    return {
        str(row["name"]): CONVERTING
        if row["converts"] and row["name"] in known
        else str(row["kind"])
        for row in found
    }


def installation(
    reader: Reader, target: Target, schema: str, names: Mapping[str, str]
) -> Installation:
    """Facts for the evidence; `names` are the schema's `relations`. The database is named by a
    digest only."""
    row = reader.fetch(statement("openproject/installation"))[0]
    last = str(row["last_migration"]) if row["last_migration"] is not None else None
    migrations = frozenset(
        int(found["version"]) for found in reader.fetch(statement("openproject/migrations"))
    )
    tables = [name for name, kind in names.items() if kind in {"r", "p", CONVERTING}]
    release = recognise(map(str, migrations), tables)
    place = [target.parameters.get("host", ""), target.parameters.get("port", ""), row["database"]]
    # A dump is told apart by its content: where it was restored means nothing.
    where = "\0".join(["dump", target.dump.digest] if target.dump else place)
    asked = row["identified"] and not target.dump
    return Installation(
        openproject=release.name,
        last_migration=last,
        postgresql=str(row["postgresql"]).split(" ")[0],
        database=_digest(where),
        schema=schema,
        host_name=row["host_name"],
        deleted_user_ids=tuple(
            int(r["id"]) for r in reader.fetch(statement("openproject/deleted-users"))
        ),
        checked_at=row["moment"].astimezone(UTC),
        dump=_whole(target.dump, release, names) if target.dump else None,
        standby=_standby(row) if row["standby"] else None,
        known_by=release.known_by,
        beyond=release.beyond,
        migrations=migrations,
        identity=identity(reader, str(row["database"]), schema) if asked else None,
    )


def identity(reader: Reader, database: str, schema: str) -> str:
    """A digest that tells this database from every other, a copy of it by dump included, whatever
    its address is. May raise psycopg.Error: not every role may ask."""
    [row] = reader.fetch(statement("openproject/identity"))
    return _digest(f"{database}\n{row['system_identifier']}\n{schema}")


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _whole(dump: Dump, release: Release, relations: Mapping[str, str]) -> Dump:
    """With what the release has and the backup does not: it was made without that table, and what
    the table holds is not known."""
    why = LEFT_OUT.format(f" {release.name}" if release.name else "")
    lacking = dict.fromkeys(sorted(release.tables() - relations.keys()), why)
    return replace(dump, unrestored={**lacking, **dump.unrestored})


def _standby(row: Mapping[str, Any]) -> Standby:
    until = row["replayed_until"]
    return Standby(until.astimezone(UTC) if until else None, bool(row["paused"]))


def modules(reader: Reader) -> tuple[str, ...] | None:
    """The modules that projects have switched on; None where they can't be read."""
    try:
        return tuple(str(row["name"]) for row in reader.fetch(statement("openproject/modules")))
    except psycopg.Error:
        return None


def parallel(reader: Reader) -> int:
    """How many connections suit this server: what its pool of parallel workers allows, 1 to 4."""
    row = reader.fetch(statement("openproject/installation"))[0]
    return max(1, min(4, int(row["workers"]) // (1 + int(row["workers_per_gather"]))))


def subject(reader: Reader, user_id: int, kind: str = "user", *, later: bool = False) -> Subject:
    """What the id stands for now; `kind` is what it stood for where the row is gone.

    Raises UsageError for the built-in principals and for an id that was never assigned, unless it
    may have been `later`.
    """
    if not 0 < user_id <= HIGHEST:
        raise UsageError("--user-id must be a positive number, the id that OpenProject showed")
    rows = reader.fetch(statement("openproject/principal"), user_id=user_id)
    if rows:
        type_ = str(rows[0]["type"])
        if type_ in BUILT_IN:
            raise UsageError(f"{user_id} is {BUILT_IN[type_]}, which OpenProject never deletes")
        state = _state(reader, user_id, int(rows[0]["status"]))
        return Subject(user_id, KINDS.get(type_, type_), state)
    highest = highest_id(reader)
    if highest is not None and user_id > highest and not later:
        raise UsageError(f"the id {user_id} was never assigned: the highest so far is {highest}")
    return Subject(user_id, kind)


def highest_id(reader: Reader) -> int | None:
    """The highest id ever given to a principal; None where this role may not know."""
    row = reader.fetch(statement("openproject/last-id"), schema=reader.schema)[0]
    if row["sequence"] is None:
        return None
    # The name comes quoted from the server. Its functions for this would lock the sequence harder.
    given = reader.fetch(f"SELECT last_value, is_called FROM {row['sequence']}")[0]
    return max(row["highest"] or 0, given["last_value"] if given["is_called"] else 0)


def _state(reader: Reader, user_id: int, status: int) -> str:
    words = STATUSES.get(status, f"status {status}")
    job = _deletion_job(reader, user_id)
    if job is None:
        return f"{words}; no deletion job is on record" if status == 5 else words
    return f"{words}; {_job_words(job)}"


def is_stuck(reader: Reader, user_id: int) -> bool:
    """Whether the job that was to delete a principal has ended without doing so: it failed, or the
    row is there still."""
    job = _deletion_job(reader, user_id)
    return job is not None and bool(job["failed"] or job["finished_at"])


def deleted_at(reader: Reader, user_id: int) -> datetime | None:
    """When the job that deleted a principal ended; None where none is on record, or it failed."""
    job = _deletion_job(reader, user_id)
    if job is None or job["failed"] or job["finished_at"] is None:
        return None
    moment: datetime = job["finished_at"]
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _deletion_job(reader: Reader, user_id: int) -> Mapping[str, Any] | None:
    for name in ("openproject/job-good-jobs", "openproject/job-delayed-jobs"):
        try:
            rows = reader.fetch(statement(name), user_id=user_id)
        except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
            continue
        except psycopg.errors.InsufficientPrivilege:
            continue
        if rows:
            return rows[0]
    return None


def _job_words(job: Mapping[str, Any]) -> str:
    if job["failed"]:
        moment = job["finished_at"] or job["performed_at"] or job["created_at"]
        return f"its deletion failed on {_day(moment)} with {job['error'] or 'an unnamed error'}"
    if job["finished_at"]:
        return f"its deletion finished on {_day(job['finished_at'])} without effect"
    if job["performed_at"]:
        return f"its deletion has been running since {_day(job['performed_at'])}"
    return f"its deletion has been queued since {_day(job['created_at'])}"


def _day(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")

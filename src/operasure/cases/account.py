"""Whether the account of a case is still there, and what its deletion says of itself."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

import psycopg

from operasure.core.errors import NoDatabaseError
from operasure.database import openproject
from operasure.database.reader import Reader, reason
from operasure.database.target import Target


@dataclass(frozen=True)
class CaseAccount:
    """`state` in words while it is there, else None; `deleted_at` is when the job that deleted it
    ended, where that is on record."""

    state: str | None
    deleted_at: datetime | None


def look(target: Target, user_id: int, schema: str | None) -> CaseAccount:
    """Ask the database. Raises NoDatabaseError, and UsageError for an id that was never assigned or
    that OpenProject never deletes."""
    try:
        with closing(Reader(target)) as reader:
            found = openproject.find_schema(reader, schema)
            reader.use_schema(found, openproject.relations(reader, found))
            state = openproject.subject(reader, user_id).state
            return CaseAccount(state, None if state else openproject.deleted_at(reader, user_id))
    except psycopg.Error as error:
        raise NoDatabaseError(f"{target.masked} can't be read: {reason(error)}") from None

"""How many accounts are behind the Deleted user.

What was passed on to it is pseudonymised, not anonymous: with one deleted account behind it, all of
it is that person's. The number is never known exactly, so that it is told as bounds. Of deletions
only audit copies are a proof, for 60 days; an id that names nobody may as well have been removed by
hand, and one that was given out may never have been used.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import psycopg

from operasure.core.dates import utc
from operasure.core.model import Behind
from operasure.core.queries import statement
from operasure.database import openproject
from operasure.database.session import Session


class Deletion(NamedTuple):
    """A deletion that is on record. `person` is False of a group or placeholder user."""

    user_id: int
    deleted_at: datetime
    person: bool


def deletions(opened: Session) -> tuple[Deletion, ...] | None:
    """The deletions on record; None where this release keeps none, or they can't be read."""
    for section in opened.catalogue.sections("audit/deleted"):
        try:
            rows = opened.readers[0].fetch(section.sql)
        except psycopg.Error:
            return None
        return tuple(
            Deletion(int(row["user_id"]), utc(row["deleted_at"]), bool(row["person"]))
            for row in rows
        )
    return None


def bounds(opened: Session, found: Sequence[Deletion] | None) -> Behind | None:
    """How many accounts stand behind the Deleted user at least and at most."""
    reader, deleted = opened.readers[0], list(opened.installation.deleted_user_ids)
    if not deleted:
        return None
    try:
        [row] = reader.fetch(statement("audit/bounds"), deleted=deleted)
        highest = openproject.highest_id(reader)
    except psycopg.Error:
        return None
    recorded = None if found is None else sum(each.person for each in found)
    gone = None if highest is None else highest - int(row["living"])
    least = max(recorded or 0, int(row["passed_on"]))
    # Fewer ids than deletions: the sequence was set back, and bounds nothing.
    every = max(least, len(found or ()))
    return Behind(least, None if gone is None or gone < every else gone, recorded, gone)

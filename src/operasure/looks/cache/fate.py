"""What became of an entry that was to be deleted: apart from what deletes, so that a report loads
no connection."""

from __future__ import annotations

from enum import StrEnum


class EntryFate(StrEnum):
    """What became of a found entry."""

    DELETED = "deleted"
    GONE = "gone meanwhile"
    REFUSED = "refused"

"""Whether the accounts of a case still exist, and the state of their deletion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

import psycopg

from operasure.core.errors import NoDatabaseError
from operasure.core.queries import statement
from operasure.database import openproject
from operasure.database.reader import Reader, reason
from operasure.database.target import Target


@dataclass(frozen=True)
class CaseAccounts:
    """`states` has in words how each account stands that is there; `deleted_at` is when the job
    that deleted the last one ended, where that is on record of all; `known` the words of the name,
    login and address of each that is there."""

    states: Mapping[int, str] = field(default_factory=dict)
    deleted_at: datetime | None = None
    known: Mapping[int, frozenset[str]] = field(default_factory=dict)
    stuck: frozenset[int] = frozenset()
    """Those that are there although their deletion has ended."""

    def unlike(self) -> list[int]:
        """The accounts that have no word in common with the first."""
        first, *others = self.known or [0]
        return [each for each in others if not self.known[each] & self.known[first]]


def look(target: Target, user_ids: Sequence[int], schema: str | None) -> CaseAccounts:
    """Ask the database. Raises NoDatabaseError, and UsageError for an id that was never assigned or
    that OpenProject never deletes."""
    try:
        with closing(Reader(target)) as reader:
            found = openproject.find_schema(reader, schema)
            reader.use_schema(found, openproject.relations(reader, found))
            states = {each: openproject.subject(reader, each).state for each in user_ids}
            ended = [openproject.deleted_at(reader, each) for each in user_ids]
            there = {each: state for each, state in states.items() if state is not None}
            stuck = frozenset(each for each in there if openproject.is_stuck(reader, each))
            asked = list(user_ids) if len(user_ids) > 1 else []
            rows = reader.fetch(statement("openproject/called"), ids=asked) if asked else ()
            known = {int(row["id"]): _words(row) for row in rows}
    except psycopg.Error as error:
        raise NoDatabaseError(f"{target.masked} can't be read: {reason(error)}") from None
    moments = [each for each in ended if each]
    is_known = not there and len(moments) == len(ended)
    return CaseAccounts(
        there,
        max(moments) if is_known else None,
        {each: known[each] for each in there if each in known},
        stuck,
    )


def _words(row: Mapping[str, object]) -> frozenset[str]:
    """Words of two signs or more, without what stands behind the @ of an address."""
    texts = [str(row[key] or "") for key in ("firstname", "lastname", "login", "mail")]
    words = (w for text in texts for w in re.findall(r"\w\w+", text.partition("@")[0].casefold()))
    return frozenset(words)

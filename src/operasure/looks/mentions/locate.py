"""Which check a row belongs to, where it shows in the web interface, and who wrote it.

Asked only for rows with a mention, since the paths in queries/mentions join other tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from operasure.core.model import Check, RowId
from operasure.database.reader import Reader
from operasure.looks.mentions.places import Field, Source
from operasure.looks.mentions.stream import ctid, relation

_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?!\d)")
AT_ONCE = 500
"""Rows that one statement asks for."""


@dataclass(frozen=True, slots=True)
class LocatedRows:
    """Rows of a source that are to be located, by `place` as `stream.Row` has it, each with the
    numbers of the fields that it is wanted for: of the source, `field` and others that have the
    same statement. Source and field by position."""

    source: int
    field: int
    places: Mapping[int, Sequence[int]]


class Located(NamedTuple):
    """Where a row stands. `check` is the position of its check among the field's, None where
    none of them takes the row."""

    place: int
    key: RowId
    check: int | None
    path: str | None
    project: str | None
    author: int | None
    account: int | None = None
    day: str | None = None
    """The day on which the row was written (UTC), as 2026-03-31."""


def statement(source: Source, field: Field, relation: int) -> str:
    """The SELECT for the rows at `:keys` (text of an array of tid) of a relation of the source."""
    number = _case(field.checks, lambda i, _: f"CAST({i} AS integer)")
    path = _case(field.checks, lambda _, check: _text(check.path))
    project = _case(field.checks, lambda _, check: _text(check.project))
    of_relation = f" AND tableoid = {source.family[relation]}" if source.family else ""
    return (
        f"SELECT ctid AS place, {source.key} AS key, {number} AS number, {path} AS path, "
        f"{project} AS project, {source.author or 'NULL'} AS author, "
        f"{source.account or 'NULL'} AS account, CAST({source.moment or 'NULL'} AS text) AS moment "
        f"FROM {source.sql} WHERE ctid = ANY(CAST(:keys AS tid[])){of_relation}"
    )


def _case(checks: Sequence[Check], term: Callable[[int, Check], str]) -> str:
    """The term of the first check whose condition a row fulfils."""
    whens = " ".join(
        f"WHEN {check.condition or 'true'} THEN {term(i, check)}" for i, check in enumerate(checks)
    )
    return f"CASE {whens} END"


def _text(term: str | None) -> str:
    """A term as text, by the output function of its type; empty where it is null. A cast would be
    written as one that names the term twice."""
    return f"concat({term})" if term else "CAST(NULL AS text)"


def locate(
    reader: Reader, source: Source, field: Field, places: Iterable[int]
) -> Iterator[Located]:
    """Locate rows; each of `places` is found once. May raise psycopg.Error."""
    for position, of_relation in groupby(sorted(places), key=relation):
        keys = ",".join(f'"{ctid(place)}"' for place in of_relation)
        for row in reader.fetch(statement(source, field, position), keys=f"{{{keys}}}"):
            block, _, item = str(row["place"]).strip("()").partition(",")
            key = row["key"]
            yield Located(
                position << 48 | int(block) << 16 | int(item),
                key if isinstance(key, int) else str(key),
                row["number"],
                row["path"] or None,
                row["project"] or None,
                row["author"],
                row["account"],
                _day(row["moment"]),
            )


def _day(moment: object) -> str | None:
    """The day of a moment; None where it is none of our calendar (infinity, before Christ)."""
    met = _DAY.match(str(moment))
    return met["day"] if met and not str(moment).endswith("BC") else None

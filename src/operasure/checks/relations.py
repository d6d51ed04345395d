"""Rows that stand in place of tables: what a statement finds among them is known before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from operasure.database.catalogue import LiveColumn, Table
from operasure.database.naming import literal, named
from operasure.database.reader import quoted

TEXT = "pg_catalog.text"
BIG = "pg_catalog.int8"
"""The type of a number of which no other is known."""
HIGHEST = {
    "pg_catalog.int2": 2**15 - 1,
    "pg_catalog.int4": 2**31 - 1,
    "pg_catalog.oid": 2**32 - 1,
    "pg_catalog.float4": 2**24 - 1,
    "pg_catalog.float8": 2**53 - 1,
}
"""The highest number that each type tells from its neighbours; of others the highest id."""


@dataclass(frozen=True)
class Relation:
    """What stands for a table: its columns with their types, and rows of texts for them."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str | None, ...], ...]

    def statement(self) -> str:
        """It as a common table expression, which no table of the same name is read beside."""
        names = ", ".join(quoted(name) for name, _ in self.columns)
        return f"{quoted(self.name)}({names}) AS ({self._values()})"

    def _values(self) -> str:
        types = [type_ for _, type_ in self.columns]
        if not self.rows:
            return f"SELECT {', '.join(f'CAST(NULL AS {type_})' for type_ in types)} WHERE false"
        # The first row says the types of all.
        first, *others = ([_literal(value) for value in row] for row in self.rows)
        typed = [f"CAST({one} AS {type_})" for one, type_ in zip(first, types, strict=True)]
        rows = (f"({', '.join(row)})" for row in (typed, *others))
        return f"VALUES {', '.join(rows)}"


def held(
    sql: str,
    rows: Mapping[str, Sequence[Mapping[str, object]]],
    tables: Mapping[str, Table],
    *also: str,
) -> tuple[Relation, ...] | None:
    """What stands in place of each table that a statement reads, and of some others; None where
    one of them is not among the tables."""
    words = set(re.findall(r"\w+", sql))
    names = sorted(named(sql, "", bound=False).tables.union(also))
    if not tables.keys() >= set(names):
        return None
    return tuple(
        _relation(n, [c for c in tables[n].columns if c.name in words], rows.get(n, ()))
        for n in names
    )


def _relation(
    name: str, columns: Sequence[LiveColumn], rows: Sequence[Mapping[str, object]]
) -> Relation:
    typed = tuple((c.name, c.type or TEXT) for c in columns)
    return Relation(
        name,
        typed,
        tuple(
            tuple(None if row.get(n) is None else of_type(row[n], type_) for n, type_ in typed)
            for row in rows
        ),
    )


def of_type(value: object, type_: str) -> str:
    """A value as the text of a type: a number may be the key of a table whose keys are UUIDs."""
    if type_ == "pg_catalog.uuid" and isinstance(value, int):
        return f"00000000-0000-4000-8000-{value:012d}"
    return str(value)


def out_of_range(relation: Relation) -> bool:
    """Whether a number is too large for its column: then no row can hold the id."""
    limits = [HIGHEST.get(type_) for _, type_ in relation.columns]
    return any(
        limit is not None and value is not None and value.isdigit() and int(value) > limit
        for row in relation.rows
        for value, limit in zip(row, limits, strict=True)
    )


def _literal(text: str | None) -> str:
    return "NULL" if text is None else literal(text)

"""Rows with given values, and everything else that their table requires."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from operasure.core.queries import statement
from operasure.core.shapes import Kinds, Shape

Connection = psycopg.Connection[Any]
Name = tuple[str, str]
"""A table by its schema and its name."""
Keys = tuple[object, ...]
"""All that a row may be known by: the key of its table first, then others and its place."""

_PART = sql.SQL("CAST(CAST(tableoid AS regclass) AS text) || ' ' || CAST(ctid AS text)")
"""The place of a row of a partition."""
_ALWAYS = frozenset({"created_at", "updated_at", "validity_period"})
"""Set even where the schema does not ask: what expires by them must have a known date."""
_WHOLE = frozenset({"integer", "bigint"})
_DUMMIES: Mapping[str, object] = {
    "smallint": 0,
    "oid": 0,
    "money": "0",
    "bytea": b"",
    "inet": "192.0.2.1",
    "cidr": "192.0.2.0/24",
    "boolean": False,
    "date": "2025-01-01",
    "timestamp with time zone": "2025-01-01 00:00:00+00",
    "timestamp without time zone": "2025-01-01 00:00:00",
    "time without time zone": "00:00",
    "time with time zone": "00:00+00",
    "double precision": 0,
    "real": 0,
    "numeric": 0,
    "json": "{}",
    "jsonb": "{}",
    "xml": "<a/>",
    "interval": "1 day",
    "tstzrange": "[2025-01-01,)",
}


@dataclass(frozen=True)
class Filling:
    """What a column takes: its type as SQL writes it and by oid, the most characters, the first
    word of an enum, whether a row must say something, and whether a unique index is over it."""

    type: str
    oid: int
    longest: int | None
    word: str | None
    needed: bool
    apart: bool


@dataclass(frozen=True)
class Rows:
    """The tables of a database that rows can be put into, and its types. `numbers` gives keys and
    texts that no other row has; `chosen` are values that a constraint of a table asks for. With
    `apart` a row also has values of its own where a unique index asks for them."""

    connection: Connection
    tables: Mapping[Name, Mapping[str, Filling]]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1_900_000_000))
    chosen: Mapping[tuple[str, str], object] = field(default_factory=dict)
    apart: bool = False
    kinds: Kinds = field(default_factory=Kinds)

    @classmethod
    def of(cls, connection: Connection, **given: Any) -> Rows:
        """Read what the tables need; `given` are the other fields."""
        tables: dict[Name, dict[str, Filling]] = {}
        for schema, table, column, *rest in connection.execute(
            statement("catalogue/filling").encode()
        ):
            tables.setdefault((schema, table), {})[column] = Filling(*rest)
        with connection.cursor(row_factory=dict_row) as cursor:
            kinds = Kinds.of(cursor.execute(statement("catalogue/kinds").encode()).fetchall())
        return cls(connection, tables, kinds=kinds, **given)

    def whole(self, table: Name, values: Mapping[str, object]) -> dict[str, object]:
        """A row with these values and whatever its table needs besides."""
        row = dict(values)
        for name, column in self.tables[table].items():
            if name in row:
                continue
            if name == "id" and column.type in _WHOLE:
                row[name] = next(self.numbers)
            elif column.needed or name in _ALWAYS or (self.apart and column.apart):
                row[name] = self.chosen.get((table[1], name)) or self._dummy(column)
        return row

    def _dummy(self, column: Filling) -> object:
        if column.word is not None:
            return column.word
        if column.type in _DUMMIES:
            return _DUMMIES[column.type]
        kind = self.kinds.by_oid[column.oid]
        if kind.sort == "c":
            return f"({',' * (len(kind.inside) - 1)})"
        if kind.sort == "r":
            return "empty"
        if kind.many or kind.sort == "m":
            return "{}"
        number = next(self.numbers)
        if self.kinds.shape(column.oid) is Shape.INTEGER:
            return number
        if column.type == "uuid":
            return f"00000000-0000-4000-8000-{number:012d}"
        return f"x{number}"[: column.longest]

    def insert(self, table: Name, rows: Sequence[Mapping[str, object]], key: str) -> list[Keys]:
        """Put rows of the same columns in, and return what each may be known by; `key` is the
        column of the table's key, or ctid. Raises psycopg.Error."""
        if not rows:
            return []
        shown = dict.fromkeys([key, *(["id"] if "id" in self.tables[table] else []), "ctid"])
        names = list(rows[0])
        one = f"({', '.join(['%s'] * len(names))})"
        query = sql.SQL(
            "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES {} RETURNING {}"
        ).format(
            sql.Identifier(*table),
            sql.SQL(", ").join(map(sql.Identifier, names)),
            sql.SQL(", ".join([one] * len(rows))),
            sql.SQL(", ").join([*map(sql.Identifier, shown), _PART]),
        )
        given = [row[name] for row in rows for name in names]
        return self.connection.execute(query, given).fetchall()

"""The tables of the connected schema as PostgreSQL's catalogue knows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
       pg_get_serial_sequence(quote_ident(c.relname), a.attname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
  AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY c.relname, a.attnum
"""

KEYS = """
SELECT c.relname, i.indisprimary, i.indpred IS NOT NULL,
       array(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY k (attnum, place)
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum ORDER BY place)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
WHERE i.indisunique AND c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
ORDER BY c.relname, x.relname
"""

REFERENCES = """
SELECT c.relname, a.attname, r.relname
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace
"""


@dataclass(frozen=True)
class Column:
    """A column: its type as PostgreSQL writes it, and the sequence it owns, if any."""

    name: str
    type: str
    nullable: bool
    sequence: str | None

    @property
    def textual(self) -> bool:
        """Whether people's words can stand in it."""
        return self.type.startswith(("text", "character", "json", "xml", "tsvector"))


@dataclass(frozen=True)
class Table:
    """A table: columns by name, the columns that identify a row, and what it refers to."""

    name: str
    columns: Mapping[str, Column]
    primary_key: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns by which a row is named: primary key, else a unique index, else all."""
        return self.primary_key or next(iter(self.unique), tuple(self.columns))

    def key_sql(self) -> sql.Composed:
        """SQL for the row's key as one text."""
        columns = (sql.SQL("{}::text").format(sql.Identifier(name)) for name in self.key)
        return sql.SQL("concat_ws(',', {})").format(sql.SQL(", ").join(columns))


Tables = Mapping[str, Table]


def read_tables(connection: psycopg.Connection[Any]) -> Tables:
    """Return the tables of the current schema, each after those that it refers to.

    Raises:
        ValueError: foreign keys form a circle.
    """
    columns: dict[str, dict[str, Column]] = {}
    for table, *rest in connection.execute(COLUMNS):
        column = Column(*rest)
        columns.setdefault(table, {})[column.name] = column
    primary: dict[str, tuple[str, ...]] = {}
    unique: dict[str, list[tuple[str, ...]]] = {}
    for table, is_primary, partial, names in connection.execute(KEYS):
        if is_primary:
            primary[table] = tuple(names)
        elif names:
            found = unique.setdefault(table, [])
            found.insert(len(found) if partial else 0, tuple(names))
    references: dict[str, dict[str, str]] = {}
    for table, name, target in connection.execute(REFERENCES):
        references.setdefault(table, {})[name] = target
    tables = {
        name: Table(
            name,
            columns[name],
            primary.get(name, ()),
            tuple(unique.get(name, ())),
            references.get(name, {}),
        )
        for name in columns
    }
    return {name: tables[name] for name in _ordered(tables)}


def _ordered(tables: Tables) -> Iterator[str]:
    waiting = {name: {*table.references.values()} - {name} for name, table in tables.items()}
    while waiting:
        free = sorted(name for name, needs in waiting.items() if not needs & waiting.keys())
        if not free:
            raise ValueError("the foreign keys form a circle")
        for name in free:
            del waiting[name]
        yield from free

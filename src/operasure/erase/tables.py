"""Facts about tables for a plan: types, foreign keys, unique indexes, dependent rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import psycopg

from operasure.core.queries import Section, listed, statement
from operasure.database import naming
from operasure.database.catalogue import Catalogue
from operasure.database.reader import Reader, quoted
from operasure.erase.model import PlanStep

Name = tuple[str, str]
"""Schema and table."""
AT_ONCE = 5_000
"""Keys that one statement asks for."""


TEXTUAL = ("text", "character", "bpchar")
"""How the names of types begin whose values are texts, or lists of texts."""


@dataclass(frozen=True)
class Typed:
    """A column: its type as SQL writes it, the most characters that it holds, whether it may be
    NULL, is filled up with blanks, or computed by the server, which takes no value for it."""

    type: str
    longest: int | None
    required: bool
    padded: bool = False
    computed: bool = False

    def filled(self, value: str) -> str:
        """A value as the server keeps it."""
        padded = self.padded and self.longest is not None
        return value.rstrip(" ").ljust(self.longest or 0) if padded else value


@dataclass(frozen=True)
class Reference:
    """A foreign key: rows of `child` point with `column` to `parent_column` of another table.
    `on_delete` is PostgreSQL's letter: a, r, c, n or d."""

    child: Name
    column: str
    parent_column: str
    on_delete: str


@dataclass(frozen=True)
class Unique:
    """A unique index by its columns; `condition` is that of a partial one."""

    columns: tuple[str, ...]
    condition: str | None


@dataclass(frozen=True)
class Owned:
    """Where a row says which row it belongs to: the column of its id, the column of its class
    where there are several, and the table of each class."""

    id: str
    type: str | None
    tables: Mapping[str, str]


@dataclass(frozen=True)
class Tables:
    """Facts of one database."""

    schema: str
    keys: Mapping[Name, str]
    columns: Mapping[Name, Mapping[str, Typed]]
    references: Mapping[Name, Sequence[Reference]]
    uniques: Mapping[Name, Sequence[Unique]]
    along: Mapping[str, Sequence[tuple[str, Section]]]
    """By table: what goes with its rows, the table and the statement that finds it."""
    touched: frozenset[str]
    owners: Mapping[str, Owned] = field(default_factory=dict)
    """By table: to what its rows belong that a cache shows them with."""

    def key(self, name: Name) -> tuple[str, str]:
        """The column by which rows of a table are known, and its type: its place where it has no
        primary key of one column, nor an `id`."""
        key = self.keys.get(name) or ("id" if "id" in self.columns[name] else "ctid")
        return key, "tid" if key == "ctid" else self.columns[name][key].type

    def uniques_of(self, step: PlanStep) -> Sequence[Unique]:
        """The unique indexes of a step's table but its primary key."""
        own = self.uniques.get((step.schema, step.table), ())
        return [unique for unique in own if unique.columns != (step.key,)]

    def moment(self, name: Name) -> tuple[str, str] | None:
        """The column with the moment of the last change, and its type, where a cache goes by it."""
        found = self.columns.get(name, {}).get("updated_at")
        if name[0] != self.schema or name[1] not in self.touched or found is None:
            return None
        return "updated_at", found.type


def read(reader: Reader, catalogue: Catalogue) -> Tables:
    """Read the facts. May raise psycopg.Error."""
    schema = catalogue.schema
    columns: dict[Name, dict[str, Typed]] = {}
    for row in reader.fetch(statement("catalogue/types")):
        longest = int(row["longest"]) if row["longest"] is not None else None
        own = (bool(row[name]) for name in ("required", "padded", "computed"))
        typed = Typed(str(row["type"]), longest, *own)
        columns.setdefault((row["schema"], row["table"]), {})[str(row["column"])] = typed
    references: dict[Name, list[Reference]] = {}
    for row in reader.fetch(statement("catalogue/referencing")):
        references.setdefault((row["schema"], row["parent"]), []).append(
            Reference(
                (str(row["schema"]), str(row["table"])),
                str(row["column"]),
                str(row["parent_column"]),
                str(row["on_delete"]),
            )
        )
    uniques: dict[Name, list[Unique]] = {}
    for row in reader.fetch(statement("catalogue/unique")):
        uniques.setdefault((row["schema"], row["table"]), []).append(
            Unique(tuple(row["columns"] or ()), row["condition"])
        )
    along: dict[str, list[tuple[str, Section]]] = {}
    for section in catalogue.sections("removal/along", "table", "of"):
        along.setdefault(section.header["of"], []).append((section.header["table"], section))
    keys = {
        (table.schema, table.name): table.key for table in catalogue.tables if table.key != "ctid"
    }
    touched, owners = _touched()
    return Tables(schema, keys, columns, references, uniques, along, touched, owners)


def _touched() -> tuple[frozenset[str], dict[str, Owned]]:
    content = listed("removal/touched")
    owners = {
        table: Owned(owned["id"], owned.get("type"), owned["tables"])
        for table, owned in content["owners"].items()
    }
    return frozenset(content["tables"]), owners


def as_text(column: str, type_: str) -> str:
    """A column as the text by which its values are known."""
    return f"pg_catalog.encode({column}, 'hex')" if type_ == "bytea" else shown(column)


def shown(expression: str) -> str:
    """An expression as text, by the output function of its type and by no cast of a schema's."""
    return f"({naming.as_text(expression)})"


_INPUT = {
    "json": ("json_in", ""),
    "jsonb": ("jsonb_in", ""),
    "integer": ("int4in", ""),
    "bigint": ("int8in", ""),
    "timestamp with time zone": ("timestamptz_in", ", 0, -1"),
    "timestamp without time zone": ("timestamp_in", ", 0, -1"),
}
"""Types that a text is turned into, their input functions, and what else these take. There is no
cast of PostgreSQL's own between them and a text, so that somebody could define one."""


def from_text(expression: str, type_: str) -> str:
    """The value of a column from that text."""
    if type_ == "bytea":
        return f"pg_catalog.decode({expression}, 'hex')"
    if type_ in _INPUT:
        name, besides = _INPUT[type_]
        return f"pg_catalog.{name}(pg_catalog.textout({expression}){besides})"
    return f"CAST({expression} AS {type_})"


def digest(expression: str) -> str:
    """SHA-256 over a text, as SQL; functions by their full names, whatever the search path."""
    return (
        f"pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to({expression}, 'UTF8')), 'hex')"
    )


def source(name: Name) -> str:
    """A table as SQL names it."""
    return quoted(*name)


def misfit(reader: Reader, type_: str, keys: Sequence[str]) -> str | None:
    """The first of some keys that is no value of a type as the database writes it. May raise
    psycopg.Error, but not for a key."""
    given = shown("w.value")
    sql = (
        f"SELECT w.written FROM unnest(CAST(:keys AS text[]), CAST(:keys AS {type_}[])) "
        f"AS w (written, value) WHERE {given} <> w.written"
    )
    try:
        rows = reader.fetch(sql, keys=among(keys))
        return str(rows[0]["written"]) if rows else None
    except psycopg.DataError:
        half = len(keys) // 2
        if half == 0:
            return keys[0]
        first = misfit(reader, type_, keys[:half])
        return first if first is not None else misfit(reader, type_, keys[half:])


def portions(keys: Iterable[str], size: int = AT_ONCE) -> Iterator[list[str]]:
    """Keys in lists of at most `size`."""
    rest = iter(keys)
    while some := list(islice(rest, size)):
        yield some


def among(keys: Iterable[str | None]) -> str:
    """Keys, or other texts, as the text of an array, to be cast."""
    return naming.elements(keys)


def fetched(
    reader: Reader, sql: str, keys: Iterable[str], **given: object
) -> Iterator[dict[str, Any]]:
    """The rows of a statement about some `:keys`, so many of them at a time."""
    for some in portions(keys):
        yield from reader.fetch(sql, keys=among(some), **given)


def rows(
    reader: Reader,
    tables: Tables,
    name: Name,
    keys: Iterable[str],
    shown: str,
    term: str = "true",
    **given: object,
) -> Iterator[dict[str, Any]]:
    """Rows of a table by their keys: `key` as text, and what is `shown`; those of which a term is
    true. May raise psycopg.Error."""
    key, type_ = tables.key(name)
    found = f"SELECT CAST({quoted(key)} AS text) AS key, {shown} FROM {source(name)}"
    return fetched(reader, f"{found} WHERE {of_keys(quoted(key), type_)} AND {term}", keys, **given)


def of_keys(column: str, type_: str) -> str:
    """SQL: whether a column holds one of the `:keys`."""
    return f"{column} = ANY (CAST(:keys AS {type_}[]))"

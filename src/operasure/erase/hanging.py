"""Rows that depend on deleted rows, and places where the Deleted user already has such a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from operasure.core.model import Check
from operasure.database.naming import literal
from operasure.database.reader import Reader, quoted
from operasure.erase.model import Link
from operasure.erase.tables import (
    Name,
    Reference,
    Tables,
    among,
    fetched,
    from_text,
    of_keys,
    portions,
    shown,
    source,
)

Deletes = dict[Name, dict[str, Check]]
"""The rows that go, by table: their keys, each with the check that it goes for."""


Parents = dict[tuple[Name, str], tuple[Name, str]]
"""Of rows that go with others, by table and key: with which."""


def spread(
    reader: Reader, tables: Tables, deletes: Deletes, parents: Parents
) -> Iterator[tuple[Name, Reference, str]]:
    """Add to the rows that go what goes with them, and to `parents` with which; yields the foreign
    keys that are to be emptied instead, each with the table that it points to and the value that
    its rows have. May raise psycopg.Error."""
    waiting = [(name, dict(keys)) for name, keys in deletes.items()]
    while waiting:
        name, keys = waiting.pop()
        for reference in tables.references.get(name, ()):
            if reference.parent_column != tables.key(name)[0]:
                continue
            if reference.on_delete in {"n", "d"}:
                pointing = _pointing(reader, tables, reference, keys)
                yield from ((name, reference, key) for key in pointing)
            else:
                hanging = _children(reader, tables, reference, keys)
                for child, parent in hanging.items():
                    parents.setdefault((reference.child, child), (name, parent))
                found = {child: keys[parent] for child, parent in hanging.items()}
                waiting += _added(deletes, reference.child, found)
        if name[0] == tables.schema:
            for table, section in tables.along.get(name[1], ()):
                along: dict[str, Check] = {}
                for some in portions(keys):
                    rows = reader.fetch(section.sql, keys=among(some))
                    along |= {str(row["id"]): keys[some[0]] for row in rows}
                waiting += _added(deletes, (tables.schema, table), along)


def _added(
    deletes: Deletes, name: Name, found: Mapping[str, Check]
) -> list[tuple[Name, dict[str, Check]]]:
    known = deletes.setdefault(name, {})
    new = {key: check for key, check in found.items() if key not in known}
    known.update(new)
    return [(name, new)] if new else []


def _children(
    reader: Reader, tables: Tables, reference: Reference, keys: Mapping[str, Check]
) -> dict[str, str]:
    """Rows that hang on rows that go, each with the key of that one."""
    column = quoted(reference.column)
    type_ = tables.columns[reference.child][reference.column].type
    key, _ = tables.key(reference.child)
    sql = (
        f"SELECT CAST({quoted(key)} AS text) AS key, CAST({column} AS text) AS parent "
        f"FROM {source(reference.child)} WHERE {of_keys(column, type_)}"
    )
    return {str(row["key"]): str(row["parent"]) for row in fetched(reader, sql, keys)}


def missing(reader: Reader, tables: Tables, name: Name, keys: Sequence[str]) -> set[str]:
    """Of some keys of a table those whose rows are gone. May raise psycopg.Error."""
    key, key_type = tables.key(name)
    sql = (
        f"SELECT {shown(quoted(key))} AS key FROM {source(name)} "
        f"WHERE {of_keys(quoted(key), key_type)}"
    )
    return set(keys) - {str(row["key"]) for row in fetched(reader, sql, keys)}


def _pointing(
    reader: Reader, tables: Tables, reference: Reference, keys: Mapping[str, Check]
) -> Iterator[str]:
    column = quoted(reference.column)
    type_ = tables.columns[reference.child][reference.column].type
    sql = (
        f"SELECT DISTINCT CAST({column} AS text) AS parent FROM {source(reference.child)} "
        f"WHERE {of_keys(column, type_)}"
    )
    yield from (str(row["parent"]) for row in fetched(reader, sql, keys))


def order(tables: Tables, names: Sequence[Name]) -> list[Name]:
    """Tables in the order in which their rows can go: who points to a table goes before it."""
    left, found = sorted(names), list[Name]()
    while left:
        free = [
            name
            for name in left
            if not any(
                reference.child in left and reference.child != name
                for reference in tables.references.get(name, ())
            )
        ]
        # Tables that point to each other in a ring go in any order: a row stays while one points.
        chosen = free or left[:1]
        found += chosen
        left = [name for name in left if name not in chosen]
    return found


def links(tables: Tables, name: Name) -> tuple[Link, ...]:
    """The foreign keys that point to a table from others: no row goes while one of them does."""
    return tuple(
        Link(*reference.child, reference.column, reference.parent_column)
        for reference in tables.references.get(name, ())
        if reference.child != name
    )


def taken(
    reader: Reader, tables: Tables, name: Name, key: str, column: str, value: str, keys: list[str]
) -> set[str]:
    """Of the rows that are to get a value: those for which a unique index has no room, since a row
    with it is there already, or another of these rows comes first."""
    typed = tables.columns[name]
    found: set[str] = set()
    for unique in tables.uniques.get(name, ()):
        if column not in unique.columns:
            continue
        others = [quoted(each) for each in unique.columns if each != column]
        within = f"SELECT * FROM {source(name)} WHERE {unique.condition or 'true'}"
        same = [f"other.{each} = mine.{each}" for each in others]
        there = " AND ".join(
            [f"other.{quoted(column)} = {from_text(literal(value), typed[column].type)}", *same]
        )
        partition = (
            f"PARTITION BY {', '.join(f'mine.{each}' for each in others)} " if others else ""
        )
        known = " AND ".join(f"mine.{each} IS NOT NULL" for each in others) or "true"
        key_type = "tid" if key == "ctid" else typed[key].type
        sql = (
            f"SELECT key FROM (SELECT CAST(mine.{quoted(key)} AS text) AS key, "
            f"row_number() OVER ({partition}ORDER BY mine.{quoted(key)}) AS turn, "
            f"EXISTS (SELECT 1 FROM ({within}) AS other WHERE {there}) AS taken "
            f"FROM ({within}) AS mine WHERE mine.{quoted(key)} = "
            f"ANY (CAST(:keys AS {key_type}[])) AND {known}) AS each WHERE taken OR turn > 1"
        )
        found.update(str(row["key"]) for row in fetched(reader, sql, keys))
    return found


def pointing(reader: Reader, tables: Tables, reference: Reference, parent: str) -> list[str]:
    """The keys of the rows that point to a row."""
    name, column = reference.child, reference.column
    key, _ = tables.key(name)
    type_ = tables.columns[name][column].type
    sql = (
        f"SELECT CAST({quoted(key)} AS text) AS key FROM {source(name)} "
        f"WHERE {quoted(column)} = CAST(:value_0 AS {type_})"
    )
    return [str(row["key"]) for row in reader.fetch(sql, value_0=parent)]

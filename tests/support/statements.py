"""What PostgreSQL itself understood by a statement: which of its names stand for what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg

from operasure.core.queries import load, packaged, sections, statement
from operasure.database.naming import Named, named
from operasure.database.settings import MEANING, write

_OBJECTS = """
SELECT DISTINCT d.refclassid::regclass::text AS kind,
       pg_catalog.pg_describe_object(d.refclassid, d.refobjid, 0) AS object,
       n.nspname AS schema
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
  LEFT JOIN pg_catalog.pg_class c
         ON c.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_class'::regclass
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE r.ev_class = 'checked.it'::regclass AND d.refobjid <> r.ev_class
"""


def packaged_statements() -> Iterator[tuple[str, str]]:
    """Every statement of `queries/` with a name that says where it stands."""
    loaded = load()
    yield from ((check.id, check.sql) for check in (*loaded.references, *loaded.texts))
    for path in sorted(packaged().rglob("*.sql")):
        name = path.relative_to(packaged()).with_suffix("").as_posix()
        if path.parent.name in {"references", "mentions"}:
            continue
        found = [section.sql for section in sections(name)] if _several(name) else [statement(name)]
        yield from ((f"{name} {i}", sql) for i, sql in enumerate(found, 1))


def _several(name: str) -> bool:
    return ";\n" in statement(name)


@contextmanager
def understood(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    """A transaction in which a view of a statement can be made under operasure's settings."""
    with connection.transaction(force_rollback=True):
        connection.execute("CREATE SCHEMA checked")
        connection.execute(write(MEANING).encode())
        yield


def objects(
    connection: psycopg.Connection[tuple[object, ...]], ready: Named
) -> set[tuple[str, str, str | None]]:
    """What a statement refers to that PostgreSQL's own catalogue does not hold: the kind of each
    object, how PostgreSQL describes it, and the schema of a relation."""
    with connection.transaction(force_rollback=True):
        values = [_value(i, name, ready.sql) for i, (name, _) in enumerate(ready.parameters, 1)]
        text = filled(connection, ready.sql, values)
        connection.execute(f"CREATE VIEW checked.it AS SELECT WHERE EXISTS ({text})".encode())
        rows = connection.execute(_OBJECTS.encode()).fetchall()
        return {(str(a), str(b), None if c is None else str(c)) for a, b, c in rows}


def filled(
    connection: psycopg.Connection[tuple[object, ...]], sql: str, values: Sequence[object]
) -> str:
    """A statement of the driver's with its values in the place of $1, $2, …"""
    literals = [psycopg.sql.Literal(value).as_string(connection) for value in values]
    return re.sub(r"\$(\d+)\b", lambda found: literals[int(found[1]) - 1], sql)


def _value(number: int, name: str, sql: str) -> object:
    """Something that a parameter of a statement may be."""
    if re.search(rf"CAST\(\${number} AS [\w ]+\[\]\)", sql):
        return "{}"
    if name == "user_id":
        return "42" if f"CAST(${number} AS text)" in sql else 42
    return "42" if name == "needle" else "x"


def understood_by(
    connection: psycopg.Connection[tuple[object, ...]], sql: str, schema: str = "public"
) -> set[tuple[str, str, str | None]] | None:
    """The same for a statement as it stands in its file; None where the database lacks its tables
    or columns."""
    try:
        return objects(connection, named(sql, schema))
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return None


def view(
    connection: psycopg.Connection[tuple[object, ...]], sql: str, given: Sequence[object]
) -> str:
    """How PostgreSQL took a statement of the driver's apart: the tree of a view of it."""
    if copied := re.fullmatch(r"COPY \((.*)\) TO STDOUT \(FORMAT binary\)", sql, re.S):
        text = copied[1]
    else:
        text = filled(connection, sql, given)
    connection.execute(f"CREATE VIEW checked.it AS SELECT WHERE EXISTS ({text})".encode())
    [row] = connection.execute(
        "SELECT ev_action::text FROM pg_catalog.pg_rewrite WHERE ev_class = 'checked.it'::regclass"
    ).fetchall()
    return str(row[0])

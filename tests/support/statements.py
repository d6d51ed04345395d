"""What PostgreSQL itself understood by a statement: which of its names stand for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        cursor = psycopg.ClientCursor(connection)
        parameters = {
            name: _value(name, ready.sql) for name in re.findall(r"%\((\w+)\)s", ready.sql)
        }
        sql = cursor.mogrify(ready.sql.encode(), parameters) if parameters else None
        text = sql if sql is not None else ready.sql.replace("%%", "%")
        connection.execute(f"CREATE VIEW checked.it AS SELECT WHERE EXISTS ({text})".encode())
        rows = connection.execute(_OBJECTS.encode()).fetchall()
        return {(str(a), str(b), None if c is None else str(c)) for a, b, c in rows}


def _value(name: str, sql: str) -> object:
    """Something that a parameter of a statement may be."""
    if re.search(rf"CAST\(%\({name}\)s AS [\w ]+\[\]\)", sql):
        return "{}"
    return 42 if name == "user_id" else "42" if name in {"user_id_as_text", "needle"} else "x"


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
    connection: psycopg.Connection[tuple[object, ...]], sql: str, given: dict[str, object]
) -> str:
    """How PostgreSQL took a statement of the driver's apart: the tree of a view of it."""
    text = sql
    if copied := re.fullmatch(r"COPY \((.*)\) TO STDOUT \(FORMAT binary\)", sql, re.S):
        text = copied[1]
    elif given:
        text = psycopg.ClientCursor(connection).mogrify(sql.encode(), given)
    else:
        text = sql.replace("%%", "%")
    connection.execute(f"CREATE VIEW checked.it AS SELECT WHERE EXISTS ({text})".encode())
    [row] = connection.execute(
        "SELECT ev_action::text FROM pg_catalog.pg_rewrite WHERE ev_class = 'checked.it'::regclass"
    ).fetchall()
    return str(row[0])

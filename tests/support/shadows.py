"""Objects of a schema that take the place of PostgreSQL's own, and leave a trace where they run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psycopg

from support.statements import view

Connection = psycopg.Connection[tuple[object, ...]]

_FUNCTIONS = """
SELECT DISTINCT p.proname,
       ARRAY(SELECT pg_catalog.format_type(t, NULL) FROM unnest(p.proargtypes) AS t),
       pg_catalog.format_type(p.prorettype, NULL), p.proretset
  FROM pg_catalog.pg_proc p WHERE p.oid = ANY (%s)
"""
_OPERATORS = """
SELECT DISTINCT o.oprname, pg_catalog.format_type(o.oprleft, NULL),
       pg_catalog.format_type(o.oprright, NULL),
       pg_catalog.format_type(o.oprresult, NULL)
  FROM pg_catalog.pg_operator o WHERE o.oid = ANY (%s) AND o.oprleft <> 0
"""
_TYPES = ["text", "varchar", "int2", "int4", "int8", "bool", "jsonb", "json", "timestamptz", "name"]
_CASTS = [
    *[(t, "text") for t in (
        "smallint", "integer", "bigint", "json", "jsonb", "oid", "tid", "timestamptz", "timestamp",
        "numeric", "uuid", "text[]", "regclass", "date", "bytea", "double precision",
    )],
    *[("text", t) for t in (
        "smallint", "integer", "bigint", "json", "jsonb", "tid", "uuid", "timestamptz", "timestamp",
        "text[]", "bigint[]", "boolean", "numeric",
    )],
    ("character varying", "bigint"),
    ("character varying", "jsonb"),
]  # fmt: skip


def used(
    connection: Connection, statements: Iterable[tuple[str, Sequence[object]]]
) -> dict[str, set[int]]:
    """Functions and operators (by oid) that PostgreSQL took statements to mean."""
    found: dict[str, set[int]] = {"functions": set(), "operators": set()}
    for sql, parameters in statements:
        with connection.transaction(force_rollback=True):
            tree = view(connection, sql, parameters)
        found["functions"] |= _oids(tree, "funcid|opfuncid|aggfnoid|winfnoid")
        found["operators"] |= _oids(tree, "opno")
    return found


def _oids(tree: str, names: str) -> set[int]:
    return {int(oid) for oid in re.findall(rf":(?:{names}) (\d+)", tree)} - {0}


def plant(connection: Connection, objects: dict[str, set[int]], trace: Path) -> int:
    """Plant one of the same name for each in public, and such as would match better; casts and
    types, too. Returns how many there are."""
    planted = 0
    body = f"BEGIN COPY (SELECT 1) TO '{trace}'; RETURN NULL; END"
    silent = f"BEGIN COPY (SELECT 1) TO '{trace}'; RETURN; END"
    rows = connection.execute(_FUNCTIONS.encode(), [list(objects["functions"])]).fetchall()
    for name, types, result, is_set in rows:
        for arguments in _better([str(t) for t in types]):  # type: ignore[attr-defined]
            returns = f"SETOF {result}" if is_set else str(result)
            planted += _run(
                connection,
                f'CREATE FUNCTION public."{name}"({", ".join(arguments)}) RETURNS {returns} '
                f"LANGUAGE plpgsql AS $${silent if is_set else body}$$",
            )
    rows = connection.execute(_OPERATORS.encode(), [list(objects["operators"])]).fetchall()
    for number, (name, left, right, result) in enumerate(rows):
        for turn, (one, other) in enumerate(_better([str(left), str(right)])):
            function = f"public.operator_{number}_{turn}"
            done = _run(
                connection,
                f"CREATE FUNCTION {function}({one}, {other}) RETURNS {result} LANGUAGE plpgsql "
                f"AS $${body}$$",
            )
            planted += done and _run(
                connection,
                f"CREATE OPERATOR public.{name} (FUNCTION = {function}, LEFTARG = {one}, "
                f"RIGHTARG = {other})",
            )
    for number, (source, target) in enumerate(_CASTS):
        _run(
            connection,
            f"CREATE FUNCTION public.cast_{number}({source}) RETURNS {target} LANGUAGE plpgsql "
            f"AS $${body}$$",
        )
        planted += _run(
            connection,
            f"CREATE CAST ({source} AS {target}) WITH FUNCTION public.cast_{number}({source}) "
            "AS ASSIGNMENT",
        )
    for name in _TYPES:
        planted += _run(
            connection, f'CREATE DOMAIN public."{name}" AS pg_catalog.int4 CHECK (false)'
        )
    return planted


def _better(types: list[str]) -> Iterator[list[str]]:
    """The same argument types, and those that fit columns and numbers more exactly."""
    yield types
    for plain, exact in (("text", "character varying"), ("bigint", "integer"), ("any", "text")):
        better = [exact if t in {plain, f'"{plain}"'} else t for t in types]
        if better != types:
            yield better


def _run(connection: Connection, sql: str) -> bool:
    with suppress(psycopg.Error), connection.transaction():
        connection.execute(sql.encode())
        return True
    return False

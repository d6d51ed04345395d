"""Each type of a live server is decided, and only those hold neither id nor text that are named."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from operasure.core.queries import statement
from operasure.core.shapes import Kinds, Shape
from operasure.server.postgresql import Server
from support.commands import COMMANDS, Asked
from support.databases import Connection, MakeDatabase, template
from support.instances import reduced

NEITHER = {
    *("bool date time timetz timestamp timestamptz interval uuid bit varbit".split()),
    *("box circle line lseg path point polygon inet cidr macaddr macaddr8".split()),
    *("pg_lsn xid xid8 cid tid txid_snapshot pg_snapshot".split()),
}
NUMBERS = set("int2 int4 int8 oid numeric float4 float8 money".split())


def test_every_type_is_decided(any_server: Server) -> None:
    with psycopg.connect(any_server.url(), row_factory=dict_row) as connection:
        found: Sequence[Mapping[str, Any]] = connection.execute(
            statement("catalogue/kinds").encode()
        ).fetchall()
    kinds = Kinds.of(found)
    names = {int(row["oid"]): str(row["name"]) for row in found}
    shapes = {oid: kinds.shape(oid) for oid in names}
    assert len(shapes) > 300
    single = [r for r in found if r["own"] and r["sort"] == "b" and not r["many"]]
    ruled_out = {str(r["name"]) for r in single if shapes[r["oid"]] is Shape.NEITHER}
    assert ruled_out == NEITHER & {str(r["name"]) for r in single}
    numbers = {Shape.INTEGER, Shape.FRACTION}
    assert {str(r["name"]) for r in single if shapes[r["oid"]] in numbers} == NUMBERS
    # What is made of others is ruled out only where all of them are.
    for row in found:
        if row["inside"]:
            empty = all(shapes[oid] is Shape.NEITHER for oid in row["inside"])
            assert (shapes[row["oid"]] is Shape.NEITHER) == empty, row["name"]


GONE, LIVING, NAME = 60, 42, "Zoë Quuxington"
TEXT = f"Ask {NAME} (user#{GONE}, user#{LIVING})".encode()
HELD = {
    "plain": TEXT,
    "beside what is no text": b"\xff\xfe\x00\\" + TEXT + b"\xc3\x80\x01",
    "token": b"Zoe.Quuxington.x /users/%d /users/%d" % (GONE, LIVING),
    "base64": base64.b64encode(
        b"gid://op/User/%d gid://op/User/%d Zoe Quuxington" % (GONE, LIVING)
    ),
    "short": b"zoequuxington/users/%d/users/%d" % (GONE, LIVING),
    "gzip": gzip.compress(TEXT),
    "zlib": zlib.compress(TEXT),
    "UTF-16": TEXT.decode().encode("utf-16-le"),
    "Marshal": b"\x04\x08{\x06:\x0cuser_idi\x02" + GONE.to_bytes(2, "little") + NAME.encode(),
}
TYPES_OF_BYTES = (
    "CREATE DOMAIN zz_bytes AS bytea",
    "CREATE DOMAIN zz_lists AS zz_bytes[]",
    "CREATE TYPE zz_pair AS (n int, b bytea)",
    "CREATE TYPE zz_own AS (b zz_bytes, at date)",
    "CREATE TYPE zz_deep AS (pairs zz_pair[], words text)",
    "CREATE DOMAIN zz_deeps AS zz_deep[]",
    "CREATE TYPE zz_range AS RANGE (subtype = bytea, multirange_type_name = zz_ranges)",
    "CREATE TABLE zz_row (b bytea)",
)
WITH_BYTES = {
    "bytea": "@",
    "zz_bytes": "@",
    "bytea[]": "ARRAY[NULL, CAST('' AS bytea), @]",
    "bytea[][]": "ARRAY[ARRAY[NULL, @], ARRAY[@, NULL]]",
    "zz_bytes[]": "CAST(ARRAY[@] AS zz_bytes[])",
    "zz_lists": "ARRAY[NULL, @]",
    "zz_pair": "ROW(7, @)",
    "zz_own": "ROW(@, now())",
    "zz_pair[]": "ARRAY[NULL, CAST(ROW(NULL, @) AS zz_pair)]",
    "zz_deep": """ROW(ARRAY[CAST(ROW(1, @) AS zz_pair)], 'x "," y')""",
    "zz_deeps": "ARRAY[CAST(ROW(ARRAY[CAST(ROW(1, @) AS zz_pair)], NULL) AS zz_deep)]",
    "zz_range": "zz_range(@, @, '[]')",
    "zz_ranges": "zz_ranges(zz_range(@, NULL, '[]'))",
    "zz_row": "ROW(@)",
}


ALL = ("bytea[]", "zz_deep")
"""Types that are tried with each content; the others with one in turn."""
INSIDE = {
    f"zz_in_{n}_{m}": (type_, held)
    for n, type_ in enumerate(WITH_BYTES)
    for m, held in enumerate(HELD)
    if type_ in ALL or m == n % len(HELD)
}


@template("bytes-inside", base=reduced("before"))
def _bytes_inside(connection: Connection) -> None:
    """Each type with bytes somewhere inside of it, each content in a table of its own."""
    for statement_ in TYPES_OF_BYTES:
        connection.execute(statement_)
    for table, (type_, held) in INSIDE.items():
        value = WITH_BYTES[type_].replace("@", f"decode('{HELD[held].hex()}', 'hex')")
        connection.execute(f"CREATE TABLE {table} (thing {type_})".encode())
        connection.execute(f"INSERT INTO {table} VALUES (NULL), ({value})".encode())


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("only_planted")
def test_bytes_inside_of_another_type(
    shared_database: MakeDatabase, tmp_path: Path, command: str
) -> None:
    """Whatever they are part of, and whatever stands around the text: found, or told as unread."""
    asked = Asked(shared_database("bytes-inside"), tmp_path / "evidence", GONE, LIVING, NAME)
    clear, told = COMMANDS[command](asked)
    assert not clear
    assert set(INSIDE) - told == set()

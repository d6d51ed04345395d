"""Each type of a live server is decided, and only those hold neither id nor text that are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg.rows import dict_row

from operasure.core.queries import statement
from operasure.core.shapes import Kinds, Shape
from operasure.server.postgresql import Server

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

"""A database of one version to plant rows in and look at, all within one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import psycopg
from psycopg.rows import dict_row

from operasure.checks import selection
from operasure.checks.specimens import Row, filled, joined
from operasure.core import queries
from operasure.database import catalogue, openproject
from operasure.database.naming import named
from operasure.database.session import Session
from operasure.database.target import Target
from support.planting import Planter

JOINED = joined()
"""For each check with a statement of its own: rows that it finds, and rows that it leaves alone."""
LOADED = queries.load()


class Within:
    """Reads like operasure's own connection, inside the transaction that planted the rows."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    schema = "public"

    def fetch(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        ready = named(sql, self.schema)
        with psycopg.RawCursor(self.connection, row_factory=dict_row) as cursor:
            return cursor.execute(ready.sql.encode(), ready.given(parameters)).fetchall()

    def stream(self, sql: str, **parameters: object) -> Iterator[Sequence[Any]]:
        ready = named(sql, self.schema)
        with psycopg.RawCursor(self.connection) as cursor:
            yield from cursor.execute(ready.sql.encode(), ready.given(parameters)).fetchall()


class Bench:
    """One database of one version, the plan for it, and what it takes to plant a row."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.reader: Any = Within(connection)
        reader: Any = self.reader
        names = openproject.relations(reader, "public")
        facts = openproject.installation(reader, Target({}, "a test"), "public", names)
        live = replace(catalogue.read(reader.fetch, "public"), migrations=facts.migrations)
        self.plan = selection.make(LOADED, live)
        self.planter = Planter(connection)
        self.session = Session((reader,), facts, live, None)

    def sow(self, rows: Sequence[Row], after: Sequence[Row] = ()) -> object:
        """Plant rows and return the key of the last but those of `after`."""
        key: object = None
        for table, values in rows:
            key = self.planter.plant(table, values)
        for table, values in after:
            filled = {n: key if v == "=key" else v for n, v in values.items()}
            self.planter.plant(table, filled)
        return key

    def sow_case(self, rows: Sequence[dict[str, Any]], user_id: int) -> object:
        """Plant rows of `JOINED` for this id and return the key of the last."""
        keys: list[object] = []
        for row in rows:
            values = {name: filled(v, keys, user_id) for name, v in row.items() if name != "table"}
            known = {n: v for n, v in values.items() if self.planter.has(row["table"], n)}
            keys.append(self.planter.plant(row["table"], known))
        return keys[-1]

    def undo(self) -> None:
        """Take back everything that was planted."""
        self.connection.rollback()
        self.connection.execute("SET session_replication_role = replica")
        self.connection.commit()

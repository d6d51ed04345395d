"""Removes from a sample installation what a deletion left, and nothing else."""

import base64
from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg import sql

from openproject.invented import DELETED_ID, DemoPerson
from openproject.look import serialised_hits
from openproject.look_texts import ENCODED, Names
from openproject.serialised import replaced
from openproject.tables import Table, read_tables
from openproject.truth import Encoding, Truth
from operasure.core.marshal import decoded

Connection = psycopg.Connection[Any]

SERIALISED = frozenset({Encoding.YAML, Encoding.JSON, Encoding.GLOBAL_ID})


def clean(connection: Connection, person: DemoPerson, truth: Iterable[Truth]) -> None:
    """Take the person out of every place that `truth` says still names the person.

    Ids are replaced by the Deleted user's, also inside saved values; rows that are about the
    person (sessions, polymorphic pairs) go; names in texts give way to nobody's. Places that
    hold nothing any more are not touched. Does not commit.

    Raises:
        ValueError: the user's own row is still there, so there was no deletion to clean up.
    """
    held = sorted(place for place in truth if place.held)
    if any(place.encoding is Encoding.ROW for place in held):
        raise ValueError("the user was not deleted")
    cleaner = _Cleaner(connection, person)
    # Rows that go take their other cells along, so they go first.
    for place in held:
        if place.encoding is Encoding.PAIR or place.table == "sessions":
            cleaner.delete_row(place)
    for place in held:
        if place.encoding is Encoding.INTEGER:
            cleaner.put(place, DELETED_ID)
        elif place.encoding is Encoding.TEXT:
            gone = place.column == "concurrency_key"
            cleaner.put(place, None if gone else str(DELETED_ID))
    for table, column in sorted({(p.table, p.column) for p in held if p.encoding in SERIALISED}):
        keys = {p.key for p in held if (p.table, p.column) == (table, column)}
        cleaner.serialised(table, column, keys)
    for table, column, key in sorted(
        {(p.table, p.column, p.key) for p in held if not p.encoding.reference}
    ):
        cleaner.text(Truth(table, column, key, Encoding.NAME))


class _Cleaner:
    def __init__(self, connection: Connection, person: DemoPerson) -> None:
        self._connection = connection
        self._tables = read_tables(connection)
        self._person = person
        self._names = Names(person)

    def delete_row(self, place: Truth) -> None:
        self._connection.execute(sql.SQL("DELETE FROM {} WHERE {} = {}").format(*self._row(place)))

    def put(self, place: Truth, value: object) -> None:
        table, key, wanted = self._row(place)
        self._connection.execute(
            sql.SQL("UPDATE {} SET {} = {} WHERE {} = {}").format(
                table, sql.Identifier(place.column), sql.Literal(value), key, wanted
            )
        )

    def serialised(self, table: str, column: str, keys: set[str]) -> None:
        cells = list(
            serialised_hits(self._connection, self._tables, self._person.id, table, column)
        )
        for key, text, found in cells:
            if key in keys:
                place = Truth(table, column, key, Encoding.YAML)
                self.put(place, replaced(text, found))

    def text(self, place: Truth) -> None:
        table, key, wanted = self._row(place)
        query = sql.SQL("SELECT {}::text FROM {} WHERE {} = {}").format(
            sql.Identifier(place.column), table, key, wanted
        )
        row = self._connection.execute(query).fetchone()
        if row is None or row[0] is None:
            return
        self.put(place, self._blotted(place, row[0]))

    def _blotted(self, place: Truth, text: str) -> str:
        if (place.table, place.column) in ENCODED:
            plain = self._names.blotted(decoded(text).decode("utf-8", "replace"))
            return base64.b64encode(plain.encode()).decode()
        if self._table(place).columns[place.column].type == "tsvector":
            return ""
        return self._names.blotted(text)

    def _table(self, place: Truth) -> Table:
        return self._tables[place.table]

    def _row(self, place: Truth) -> tuple[sql.Composable, sql.Composable, sql.Composable]:
        table = self._table(place)
        return sql.Identifier(place.table), table.key_sql(), sql.Literal(place.key)

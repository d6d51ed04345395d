"""A direct look at an installation: every place that names a person, read row by row.

This is what the truth of a played deletion is made of. It knows nothing of the checks that
operasure itself runs, so that either can show the other to be wrong.
"""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from psycopg import sql

from openproject.invented import DELETED_ID
from openproject.places import FIELD_VALUES, LINKS, PAIR_TYPES, PAIRS, PRINCIPAL_COLUMNS, SERIALISED
from openproject.serialised import Hit, Subject, hits
from openproject.sessions import names_user
from openproject.tables import Tables, read_tables
from openproject.truth import Encoding, Truth

Connection = psycopg.Connection[Any]


def references(connection: Connection, person_id: int) -> tuple[Truth, ...]:
    """Return every place of the current schema that holds the user's id as data, sorted."""
    look = _Look(connection, read_tables(connection), person_id)
    parts: tuple[Callable[[], Iterator[Truth]], ...] = (
        look.rows,
        look.integers,
        look.pairs,
        look.links,
        look.texts,
        look.serialised,
        look.sessions,
    )
    return tuple(sorted({truth for part in parts for truth in part()}))


def user_fields(connection: Connection) -> frozenset[int]:
    """Return the ids of the custom fields whose values are users."""
    rows = connection.execute("SELECT id FROM custom_fields WHERE field_format = 'user'")
    return frozenset(row[0] for row in rows)


def serialised_hits(
    connection: Connection, tables: Tables, person_id: int, table: str, column: str
) -> Iterator[tuple[str, str, tuple[Hit, ...]]]:
    """Yield (row key, the cell's text, hits) for every serialised cell with the person's id."""
    fields = user_fields(connection)
    own_row = sql.SQL("false")
    if table == "paper_trail_audits":
        own_row = sql.SQL("item_type IN ('Principal', 'User')")
    query = sql.SQL(
        "SELECT {key}, {column}::text, {own} FROM {table} WHERE {column}::text LIKE {p}"
    )
    statement = query.format(
        key=tables[table].key_sql(),
        column=sql.Identifier(column),
        own=own_row,
        table=sql.Identifier(table),
        p=sql.Literal(f"%{person_id}%"),
    )
    for key, text, own in connection.execute(statement).fetchall():
        extra = frozenset({"id"}) if own else frozenset[str]()
        found = hits(text, Subject(person_id, fields, DELETED_ID, extra))
        if found:
            yield key, text, found


class _Look:
    def __init__(self, connection: Connection, tables: Tables, person_id: int) -> None:
        self._connection = connection
        self._tables = tables
        self._id = person_id

    def rows(self) -> Iterator[Truth]:
        yield from self._select("users", "id", Encoding.ROW, sql.SQL("id = {id}"))

    def integers(self) -> Iterator[Truth]:
        for table, columns in PRINCIPAL_COLUMNS.items():
            for column in columns:
                condition = sql.SQL("{column} = {id}")
                yield from self._select(table, column, Encoding.INTEGER, condition)

    def pairs(self) -> Iterator[Truth]:
        for table, column, type_column in PAIRS:
            condition = sql.SQL("{column} = {id} AND {kind} IN ({kinds})").format(
                column=sql.Identifier(column),
                id=sql.Literal(self._id),
                kind=sql.Identifier(type_column),
                kinds=sql.SQL(", ").join(map(sql.Literal, PAIR_TYPES)),
            )
            yield from self._select(table, column, Encoding.PAIR, condition)

    def links(self) -> Iterator[Truth]:
        for table, column, parent, parent_column in LINKS:
            if parent not in self._tables:
                continue
            condition = sql.SQL(
                "{column} IN (SELECT id FROM {parent} WHERE {owner} = {id})"
            ).format(
                column=sql.Identifier(column),
                parent=sql.Identifier(parent),
                owner=sql.Identifier(parent_column),
                id=sql.Literal(self._id),
            )
            yield from self._select(table, column, Encoding.INDIRECT, condition)

    def texts(self) -> Iterator[Truth]:
        number = sql.Literal(str(self._id))
        users = sql.SQL("SELECT id FROM custom_fields WHERE field_format = 'user'")
        gone = sql.SQL("NOT EXISTS (SELECT FROM custom_fields f WHERE f.id = custom_field_id)")
        for table in FIELD_VALUES:
            condition = sql.SQL("value = {n} AND (custom_field_id IN ({users}) OR {gone})").format(
                n=number, users=users, gone=gone
            )
            yield from self._select(table, "value", Encoding.TEXT, condition)
        default = sql.SQL("default_value = {n} AND field_format = 'user'").format(n=number)
        yield from self._select("custom_fields", "default_value", Encoding.TEXT, default)
        done = sql.SQL("whodunnit = {n}").format(n=number)
        yield from self._select("paper_trail_audits", "whodunnit", Encoding.TEXT, done)
        copied = sql.SQL("op_entity_id = {n} AND op_entity_class IN ('User', 'Principal')")
        place = ("jira_open_project_references", "op_entity_id")
        yield from self._select(*place, Encoding.TEXT, copied.format(n=number))
        ending = sql.SQL("concurrency_key ~ {p}").format(p=sql.Literal(rf"^[A-Z].*-{self._id}$"))
        yield from self._select("good_jobs", "concurrency_key", Encoding.TEXT, ending)
        acts = sql.SQL(
            "options -> 'values' @> to_jsonb(CAST({n} AS text)) AND type ~"
            " '::(AssignedTo|Responsible|Notify|CustomField::ForUser|ANewOne)$'"
        )
        yield from self._select(
            "automation_actions", "options", Encoding.JSON, acts.format(n=number)
        )
        listed = sql.SQL("name = 'password_login_bypass_principal_ids' AND value LIKE {p}")
        pattern = sql.Literal(f"%'{self._id}'%")
        yield from self._select("settings", "value", Encoding.YAML, listed.format(p=pattern))

    def serialised(self) -> Iterator[Truth]:
        for table, columns in SERIALISED.items():
            for column in columns:
                if table not in self._tables or column not in self._tables[table].columns:
                    continue
                for key, _, found in serialised_hits(
                    self._connection, self._tables, self._id, table, column
                ):
                    for hit in found:
                        yield Truth(table, column, key, hit.encoding, hit.detail)

    def sessions(self) -> Iterator[Truth]:
        query = "SELECT id::text, data FROM sessions WHERE data IS NOT NULL"
        for key, data in self._connection.execute(query).fetchall():
            if names_user(data, self._id):
                yield Truth("sessions", "data", key, Encoding.MARSHAL)

    def _select(
        self, table: str, column: str, encoding: Encoding, condition: sql.Composable
    ) -> Iterator[Truth]:
        known = self._tables.get(table)
        if known is None or column not in known.columns:
            return
        if isinstance(condition, sql.SQL):
            condition = condition.format(column=sql.Identifier(column), id=sql.Literal(self._id))
        statement = sql.SQL("SELECT {key} FROM {table} WHERE {condition}").format(
            key=known.key_sql(), table=sql.Identifier(table), condition=condition
        )
        for (key,) in self._connection.execute(statement).fetchall():
            yield Truth(table, column, key, encoding)

"""An OpenProject 17.1, 12.0 or 10.0 installation full of one invented person, made from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from openproject.generator_bulk import grow
from openproject.generator_context import ME, Cell, Context, Holds, Me, Row, Rows, only
from openproject.generator_fill import Filler
from openproject.generator_jobs import job_rows
from openproject.generator_people import people_rows
from openproject.generator_saved import saved_rows
from openproject.generator_work import journal_rows, work_rows
from openproject.invented import DemoPerson
from openproject.places import LINKS, PAIRS
from openproject.schema import RELEASES
from openproject.tables import Table, Tables, read_tables
from openproject.truth import Encoding, Truth

Connection = psycopg.Connection[Any]

FILLED_BY_SCHEMA = frozenset({"schema_migrations"})
LEAST_ROWS = 3


@dataclass(frozen=True)
class Instance:
    """A generated installation: its release, its person and every place planted in it."""

    version: str
    person: DemoPerson
    seed: int
    planted: tuple[Truth, ...]


def generate(
    connection: Connection,
    version: str,
    *,
    seed: int = 1,
    person: DemoPerson | None = None,
    scale: int = 1,
) -> Instance:
    """Fill the empty schema that comes first in the connection's `search_path`.

    Every table gets rows; those that can refer to a person or hold text name the person, and
    the number of the person's id stands in other meanings beside. The same arguments make the
    same rows. `scale` 1 is some hundred rows; a higher scale n adds n times 1 000 work packages,
    5 000 journals with their data and 2 000 custom values, inside the server. Does not commit.

    Raises:
        KeyError: that release cannot be generated.
        ValueError: at that scale the person's id is too high.
        psycopg.Error: the schema is missing, or is not empty.
    """
    if version not in RELEASES:
        raise KeyError(version)
    tables = read_tables(connection)
    context = Context(version, tables, person or DemoPerson(), seed, holds_xml(connection))
    rows = build(context)
    for name, table in tables.items():
        if rows.get(name):
            _insert(connection, table, rows[name], context.person.id)
    planted = [*_planted(context, rows)]
    if scale > 1:
        planted += grow(connection, context, scale)
    set_sequences(connection, tables)
    return Instance(version, context.person, seed, tuple(sorted(planted)))


def holds_xml(connection: Connection) -> bool:
    """Whether the server was built with libxml, without which no value of type xml exists."""
    try:
        with connection.transaction():
            connection.execute("SELECT CAST('<a/>' AS xml)")
    except psycopg.errors.FeatureNotSupported:
        return False
    return True


def build(context: Context) -> Rows:
    """Return every row of the installation, by table, in the form that builders write."""
    parts = only(
        {
            **people_rows(context),
            **work_rows(context),
            **saved_rows(context),
            **job_rows(context),
        },
        context.tables,
    )
    counts = {name: len(parts.get(name) or [{}] * LEAST_ROWS) for name in context.tables}
    parts |= only(journal_rows(context, parts, counts), context.tables)
    counts |= {name: len(rows) for name, rows in parts.items() if rows}
    filler = Filler(context, counts)
    return {
        name: [
            filler.fill(table, place, partial)
            for place, partial in enumerate(parts.get(name) or [{} for _ in range(counts[name])])
        ]
        for name, table in context.tables.items()
        if name not in FILLED_BY_SCHEMA
    }


def _insert(connection: Connection, table: Table, rows: list[Row], person_id: int) -> None:
    names = [name for name in table.columns if name in rows[0]]
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join([sql.Placeholder()] * len(names)),
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            statement, [[_value(row[name], person_id) for name in names] for row in rows]
        )


def _value(cell: Cell, person_id: int) -> str | int | float | None:
    if isinstance(cell, Me):
        return person_id
    return cell.text if isinstance(cell, Holds) else cell


def set_sequences(connection: Connection, tables: Tables) -> None:
    """Set every sequence to the highest value of its column, so that new rows follow."""
    for table in tables.values():
        for column in table.columns.values():
            if column.sequence:
                connection.execute(
                    sql.SQL("SELECT setval({}, max({})) FROM {} HAVING max({}) > 0").format(
                        sql.Literal(column.sequence),
                        sql.Identifier(column.name),
                        sql.Identifier(table.name),
                        sql.Identifier(column.name),
                    )
                )


def _planted(context: Context, rows: Rows) -> Iterator[Truth]:
    person = context.person.id
    pairs = {(pair.table, pair.column) for pair in PAIRS}
    yield Truth("users", "id", str(person), Encoding.ROW)
    for name, table in context.tables.items():
        for row in rows.get(name, []):
            key = ",".join(str(_value(row[column], person)) for column in table.key)
            for column, cell in row.items():
                if isinstance(cell, Me):
                    pair = (name, column) in pairs
                    yield Truth(name, column, key, Encoding.PAIR if pair else Encoding.INTEGER)
                elif isinstance(cell, Holds):
                    for encoding, detail in cell.marks:
                        yield Truth(name, column, key, encoding, detail)
    yield from _linked(context, rows)


def _linked(context: Context, rows: Rows) -> Iterator[Truth]:
    for table, column, parent, parent_column in LINKS:
        own = {row.get("id") for row in rows.get(parent, []) if row.get(parent_column) is ME}
        for row in rows.get(table, []):
            if row[column] in own:
                yield Truth(table, column, str(row["id"]), Encoding.INDIRECT)

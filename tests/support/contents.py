"""What a database holds, in forms that tests compare."""

from collections.abc import Mapping

from psycopg import sql

from openproject.tables import Table, read_tables
from support.databases import Connection

Rows = Mapping[str, Mapping[str, str | None]]


def digest(connection: Connection, table: Table) -> tuple[int, str]:
    """Return the number of a table's rows and a SHA-256 over all their cells, order aside."""
    cells = sql.SQL(", ").join(map(sql.Identifier, sorted(table.columns)))
    query = sql.SQL(
        "SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(cells, E'\\n'"
        " ORDER BY cells COLLATE \"C\"), ''), 'UTF8')), 'hex')"
        " FROM (SELECT ROW({})::text FROM {}) AS all_rows (cells)"
    ).format(cells, sql.Identifier(table.name))
    connection.execute("SET TIME ZONE 'UTC'")
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(str(row[0])), str(row[1])


def digests(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return the digest of every table of the current schema."""
    return {name: digest(connection, table) for name, table in read_tables(connection).items()}


def rows(connection: Connection, table: Table) -> Rows:
    """Return every cell of a table as text, by row key and column."""
    columns = tuple(table.columns)
    query = sql.SQL("SELECT {}, {} FROM {}").format(
        table.key_sql(),
        sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in columns),
        sql.Identifier(table.name),
    )
    connection.execute("SET TIME ZONE 'UTC'")
    found = connection.execute(query).fetchall()
    return {
        str(key): {
            name: None if cell is None else str(cell)
            for name, cell in zip(columns, cells, strict=True)
        }
        for key, *cells in found
    }

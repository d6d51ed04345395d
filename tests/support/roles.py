"""Roles that may read some tables and are no superuser."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


@contextmanager
def reader(url: str, *without: str) -> Iterator[tuple[str, str]]:
    """A role that may read every table of the schema public but those of `without`: its name, and
    the URL it uses. It is gone at the end."""
    name = f"reader_{secrets.token_hex(8)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'secret word'".encode())
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}".encode())
        connection.execute(f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}".encode())
        for table in without:
            connection.execute(f"REVOKE SELECT ON {table} FROM {name}".encode())
        info = connection.info
        try:
            yield (
                name,
                f"postgres://{name}:secret%20word@{info.host}:{info.port}/{info.dbname}?pool=5",
            )
        finally:
            connection.execute(f"DROP OWNED BY {name}".encode())
            connection.execute(f"DROP ROLE {name}".encode())

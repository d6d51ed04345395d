"""A complete OpenProject 17.1 installation, before and after OpenProject deleted a user."""

from importlib.resources import files
from typing import Any, Literal

import psycopg

State = Literal["before", "after"]

STATES: tuple[State, ...] = ("before", "after")
"""The two states of the installation: user 42 exists, user 42 was deleted."""

PERSON_ID = 42
"""The account of the invented person whom OpenProject's own code deleted between the two states."""


def ddl() -> str:
    """Return the SQL script that builds the tables of 17.1 in an empty database.

    The script is plain SQL that psql and psycopg both run as it stands, in whatever schema comes
    first in `search_path`. It creates extensions, so the role must be a superuser there; it fills
    `schema_migrations` and leaves every other table empty.
    """
    return files(__package__).joinpath("schemas", "17.1.sql").read_text(encoding="utf-8")


def script(state: State) -> str:
    """Return the SQL script that fills an empty 17.1 schema with the installation.

    The script is plain SQL for psql and psycopg alike: one INSERT per table in the order of the
    foreign keys, then the sequences. It needs no rights beyond those to fill the tables.

    Raises:
        KeyError: there is no such state.
    """
    if state not in STATES:
        raise KeyError(state)
    path = files(__package__).joinpath("data", f"openproject-17.1-{state}.sql")
    return path.read_text(encoding="utf-8")


def load(connection: psycopg.Connection[Any], state: State) -> None:
    """Fill the empty 17.1 schema that comes first in the connection's `search_path`.

    Runs inside the connection's transaction and does not commit it.

    Raises:
        KeyError: there is no such state.
        psycopg.Error: the schema is missing, or is not empty.
    """
    with connection.cursor() as cursor:
        cursor.execute(script(state).encode())

"""The schemas of real OpenProject releases, to build an empty database of each."""

from importlib.resources import files

VERSIONS: tuple[str, ...] = ("17.1", "12.0", "10.0")
"""Releases whose schema is at hand, newest first."""


def ddl(version: str) -> str:
    """Return the SQL script that builds the tables of `version` in an empty database.

    The script is plain SQL that psql and psycopg both run as it stands, in whatever schema
    comes first in `search_path`. It creates extensions from 17.1 on, so the role must be
    a superuser there; it fills `schema_migrations` and leaves every other table empty.

    Raises:
        KeyError: no schema of that release is at hand.
    """
    if version not in VERSIONS:
        raise KeyError(version)
    return files(__package__).joinpath("schemas", f"{version}.sql").read_text(encoding="utf-8")

"""The schemas of real OpenProject releases, to build an empty database of each."""

from importlib.resources import files

from operasure.demo import instance

VERSIONS: tuple[str, ...] = ("17.1", "12.0", "10.0")
"""Releases whose schema is at hand, newest first."""


def ddl(version: str) -> str:
    """Return the SQL script that builds the tables of `version` in an empty database.

    Each is as `instance.ddl()` says of the demo's, which is that of 17.1; extensions are created
    from 17.1 on.

    Raises:
        KeyError: no schema of that release is at hand.
    """
    if version not in VERSIONS:
        raise KeyError(version)
    if version == "17.1":
        return instance.ddl()
    return files(__package__).joinpath("schemas", f"{version}.sql").read_text(encoding="utf-8")

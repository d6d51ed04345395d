"""The schemas of real OpenProject releases, to build an empty database of each."""

import re
from importlib.resources import files

from operasure.demo import instance

VERSIONS: tuple[str, ...] = ("17.1", "12.0", "10.0")
"""Releases whose schema was read from a real database, newest first."""
RELEASES: tuple[str, ...] = (
    "18-dev", "17.7", "17.1", "16.6", "16.0", "15.3", "14.0", "13.0", "12.0", "11.3", "10.0",
)  # fmt: skip
"""Every release whose schema is at hand, newest first. Of those that are not in `VERSIONS` the head
of the file says from what it is known."""

_BASE = re.compile(r"-- base: (\S+)\n")


def ddl(version: str) -> str:
    """Return the SQL script that builds the tables of `version` in an empty database.

    Each is as `instance.ddl()` says of the demo's, which is that of 17.1; extensions are created
    from 13.0 on.

    Raises:
        KeyError: no schema of that release is at hand.
    """
    if version not in RELEASES:
        raise KeyError(version)
    if version == "17.1":
        return instance.ddl()
    own = files(__package__).joinpath("schemas", f"{version}.sql").read_text(encoding="utf-8")
    based = _BASE.match(own)
    return f"{ddl(based[1])}\n{own[based.end() :]}" if based else own

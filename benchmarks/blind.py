"""An invented person planted blindly in every column of a release, by its type alone: who tells?

    PYTHONPATH=tests python benchmarks/blind.py [RELEASE …]

What `operasure canary` does in a restored backup, in an empty database of each release. Nothing of
what the generator and the checks know goes in. A value that nobody tells of must stand in a column
that is declared to hold no person, that the catalogue rules out, or that is named here. Another one
is printed, and the end is 1.
"""

from __future__ import annotations

import sys
import time
from random import Random

import psycopg

from openproject import schema
from openproject.places import LINKS
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.canary.measure import CanaryOptions, measure
from operasure.looks.canary.model import Told
from operasure.server import postgresql

INDIRECT = {
    *((link.table, link.column) for link in LINKS),
    ("autologin_session_links", "session_id"),
    ("jira_open_project_references", "op_entity_id"),
    ("jira_open_project_references", "jira_entity_id"),
}
"""Ids of rows that are about a person, and of no person themselves; a number whose class stands in
another column than `X_type`."""


def ask(release: str, url: str) -> int:
    """Print the figures of one release; of how many columns nobody tells who should."""
    start = time.monotonic()
    with psycopg.connect(url) as connection:
        connection.execute(schema.ddl(release).encode())
        connection.execute("SELECT setval('users_id_seq', 1000)")
        connection.execute("SET session_replication_role = replica")
        connection.commit()
        found = measure(
            target(url, {}), connection, CanaryOptions(Access(jobs=1), chance=Random(release))
        )
    silent = [
        f"{each.place.table.name}.{each.place.column.name}: {', '.join(each.missed) or each.told}"
        for each in found.seen
        if each.missed
        or (
            each.told.get(Told.OTHER)
            and (each.place.table.name, each.place.column.name) not in INDIRECT
        )
    ]
    refused = sum(each.refused is not None for each in found.seen)
    shown = ", ".join(f"{found.count(told)} {told}" for told in Told)
    print(f"{release}: {shown}; in {refused} columns not planted; {time.monotonic() - start:.0f} s")
    print(*(f"  silent: {each}\n" for each in silent), sep="", flush=True)
    return len(silent)


def main(releases: list[str]) -> int:
    left = 0
    with postgresql.running() as server:
        for release in releases:
            with psycopg.connect(server.url(), autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{release}"'.encode())
            left += ask(release, server.url(release))
    return min(left, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(schema.RELEASES)))

"""No id from 1 to 1,000 is taken for a person's where it means something else: every one is asked.

    PYTHONPATH=tests python benchmarks/healthy.py [RELEASE …]

An installation of a release holds each number as key of every table and as whatever else is no
principal's id: minutes, per cents, positions. Each statement of `verify` is asked for all numbers
at once, put beside a series of them; those that look for an id in texts are asked for every number
that stands in a text which may hold an id in some form (the hint of queries/id-forms.toml). The
sample of 17.1 is asked in the same way, for all ids that are no principal's.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator

import psycopg

from openproject import schema
from operasure.checks import idforms, run, selection, sweeping
from operasure.core.queries import load
from operasure.core.shapes import TEXTUAL
from operasure.database.reader import quoted
from operasure.database.session import Access, Session, session
from operasure.database.target import target
from operasure.demo import instance
from operasure.server import postgresql
from operasure.server.postgresql import Server
from support.releases import fill

IDS = range(1, 1001)
NAMED = {142, 423, 903}
"""Accounts that the sample names and never had: in mentions, and in audit copies of principals."""
BY_NUMBER = {"user_id", "needle", "kind"}
_BOUND = re.compile(r"(?<!:):([a-z_]\w*)")


def numbered(opened: Session, made: selection.CheckPlan, url: str, ids: list[int]) -> Iterator[str]:
    """The checks of numbers that find any of the ids."""
    with psycopg.connect(url) as connection:
        for scan in made.scans:
            if not set(_BOUND.findall(scan.sql)) <= BY_NUMBER:
                continue
            sql = scan.sql.replace(":user_id", "op_n.id").replace(":kind", "'user'")
            sql = sql.replace(":needle", "CAST(op_n.id AS text)")
            found = connection.execute(
                "SELECT op_n.id FROM unnest(CAST(%s AS bigint[])) AS op_n(id) WHERE EXISTS "
                f"({sql.replace('%', '%%')})".encode(),
                [ids],
            ).fetchall()
            yield from (f"{scan.checks[0].id} ({len(scan.checks)}): {each}" for (each,) in found)


def worded(opened: Session, made: selection.CheckPlan, ids: list[int]) -> tuple[int, list[str]]:
    """How many numbers stand in texts that may hold an id, and the checks that find one of them."""
    reader, numbers, told = opened.readers[0], set[int](), list[str]()
    for table in opened.catalogue.tables:
        for column in table.columns:
            if column.shape not in TEXTUAL or table.barred:
                continue
            value = sweeping.as_text(column)
            rows = reader.fetch(
                f"SELECT DISTINCT found[1] AS number FROM {quoted(table.schema, table.name)}"
                f" CROSS JOIN LATERAL regexp_matches({value}, '(?<!\\d)0*(\\d{{1,4}})(?!\\d)', 'g')"
                f" AS found WHERE {value} ~* :hint",
                hint=idforms.hint(),
            )
            numbers |= {int(str(row["number"])) for row in rows}
    asked = sorted(numbers & set(ids))
    for number in asked:
        bound, now = idforms.parameters(number), opened.installation.checked_at
        for scan in made.scans:
            if not set(_BOUND.findall(scan.sql)) <= BY_NUMBER:
                for found in run.look(reader, scan, bound, now):
                    if found.rows or found.reason:
                        told.append(f"{found.check.id}: {number} {found.reason or ''}")
    return len(asked), told


def ask(label: str, url: str, ids: list[int]) -> None:
    start = time.monotonic()
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(load(), opened.catalogue)
        told = list(numbered(opened, made, url, ids))
        asked, more = worded(opened, made, ids)
    seconds = time.monotonic() - start
    print(f"{label}: {len(ids)} ids, {asked} of them in texts too, {len(told + more)} false alarms")
    print(f"  {len(made.scans)} statements, {seconds:.0f} s")
    print(*(f"  {each}\n" for each in (told + more)[:40]), sep="", flush=True)


def database(server: Server, name: str, script: str) -> str:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    with psycopg.connect(server.url(name)) as connection:
        connection.execute(script.encode())
    return server.url(name)


def main(releases: list[str]) -> None:
    with postgresql.running() as server:
        for release in releases:
            url = database(server, release, schema.ddl(release))
            with psycopg.connect(url) as connection:
                fill(connection, IDS)
            ask(release, url, list(IDS))
        url = database(server, "sample", instance.ddl())
        with psycopg.connect(url) as connection:
            instance.load(connection, "before")
            people = {row[0] for row in connection.execute("SELECT id FROM users")}
        ask("sample of 17.1", url, [each for each in IDS if each not in people | NAMED])


if __name__ == "__main__":
    main(sys.argv[1:] or ["17.7", "18-dev"])

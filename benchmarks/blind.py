"""An id planted blindly in every column of a release, by its type alone: what is told of it?

    PYTHONPATH=tests python benchmarks/blind.py [RELEASE …]

Nothing of what the generator and the checks know goes in: every column of numbers, texts, JSON and
arrays gets a row of its own with an id that no account has, and `X_type` beside it says 'User'. A
column that stays silent must be declared to hold no person, ruled out by the catalogue, or be named
here. Another one, or one that is declared and named like a person, is printed, and the end is 1.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import psycopg
from psycopg import sql

from openproject import schema
from openproject.places import LINKS
from operasure.checks import plan
from operasure.core.persons import is_like_user
from operasure.core.queries import load
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.verify import Options, verify
from operasure.server import postgresql
from support.planting import Planter

ID = 4242
INDIRECT = {
    *((link.table, link.column) for link in LINKS),
    ("autologin_session_links", "session_id"),
    ("jira_open_project_references", "op_entity_id"),
}
"""Ids of rows that are about a person, and of no person themselves; a number whose class stands in
another column than `X_type`."""
ELSEWHERE = {"github_user_id", "gitlab_user_id", "merged_by_id", "uid"}
"""Accounts of GitHub and GitLab, and identifiers of calendars and applications."""
_LEFT_OUT = {"users", "schema_migrations", "ar_internal_metadata"}
Column = tuple[str, str]


def value(type_: str) -> object:
    """What a column of a type can hold of the id; None where it can hold nothing of it."""
    if type_ in {"integer", "bigint", "smallint"} or type_.startswith(("numeric", "double")):
        return ID
    if type_.endswith("[]"):
        return f"{{{ID}}}"
    if type_ in {"json", "jsonb"}:
        return f'{{"user_id": {ID}}}'
    return f"user#{ID}" if type_.startswith(("text", "character")) else None


def plant(connection: psycopg.Connection[tuple[object, ...]]) -> dict[Column, str | None]:
    """A row for each column; its key, or None where a constraint does not let it in."""
    planter, planted = Planter(connection), dict[Column, str | None]()
    connection.execute("SET session_replication_role = replica")
    for table, columns in planter.columns.items():
        for name, (type_, *_) in columns.items() if table not in _LEFT_OUT else ():
            given = value(type_)
            if given is None:
                continue
            beside = name.removesuffix("_id") + "_type"
            typed = {beside: "User"} if beside in columns and name.endswith("_id") else {}
            row = planter.whole(table, {name: given, **typed})
            statement = sql.SQL(
                "INSERT INTO {} ({}) VALUES ({}) RETURNING CAST({} AS text)"
            ).format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, row)),
                sql.SQL(", ").join(sql.Placeholder() * len(row)),
                sql.Identifier("id" if "id" in columns else "ctid"),
            )
            planted[table, name] = None
            try:
                with connection.transaction():
                    found = connection.execute(statement, list(row.values())).fetchone()
                    planted[table, name] = str(found[0]) if found else None
            except psycopg.Error:
                pass
    return planted


def ask(release: str, url: str) -> int:
    """Print the figures of one release; how many columns are silent and should not be."""
    start = time.monotonic()
    with psycopg.connect(url) as connection:
        connection.execute(schema.ddl(release).encode())
        connection.execute("SELECT setval('users_id_seq', 1000000)")
        planted = plant(connection)
    report = verify(target(url, {}), Options(ID, access=Access(jobs=1)))
    told = {
        (o.check.table, o.check.column.name, str(key)) for o in report.outcomes for key in o.row_ids
    }
    with session(target(url, {}), Access(jobs=1)) as opened:
        places = plan.make(load(), opened.catalogue).places
    fates = {(place.table.name, place.column.name): place.fate for place in places}
    count, silent = Counter[str](), list[str]()
    for (table, name), key in planted.items():
        if key is None:
            count["not planted"] += 1
        elif (table, name, key) in told:
            count["told of"] += 1
        elif (table, name) in INDIRECT:
            count["id of another row"] += 1
        else:
            fate = fates[table, name]
            count[str(fate)] += 1
            if str(fate) in {"queried", "swept"} or (is_like_user(name) and name not in ELSEWHERE):
                silent.append(f"{table}.{name} ({fate})")
    shown = ", ".join(f"{number} {what}" for what, number in sorted(count.items()))
    print(f"{release}: {len(planted)} columns: {shown}; {time.monotonic() - start:.0f} s")
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

"""What operasure finds of a person in each release, in figures, and a healthy instance of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from typing import Any

import psycopg
from psycopg import sql

from openproject.clean import clean
from openproject.deletion import Stage, delete_user
from openproject.generator import generate
from openproject.invented import DemoPerson
from openproject.places import FIELD_VALUES, PAIRS, PRINCIPAL_COLUMNS
from openproject.schema import VERSIONS
from openproject.truth import Encoding, Truth
from operasure.checks import idforms, run, selection
from operasure.core.model import Origin, Outcome, Report, Result, Verdict
from operasure.core.queries import load
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.canary.rows import Filling
from operasure.looks.verify import VerifyOptions, verify
from support.planting import Planter

IDS = (1, 2, 3, 10, 42, 100, 480, 1000)
"""Numbers that stand in healthy instances as ids of other things, minutes, per cents, positions."""
SPARE = 9_000
"""The Deleted user of a healthy instance."""
_BY_NAME = {Encoding.LOGIN, Encoding.MAIL, Encoding.NAME}
_GROUPS = {"group_id", "principal_id", "placeholder_user_id", "service_account_id", "whodunnit"}
"""Columns of principals that are no user's."""
_IN_THE_WAY = (
    psycopg.errors.CheckViolation,
    psycopg.errors.NumericValueOutOfRange,
    psycopg.errors.ObjectNotInPrerequisiteState,
)
"""Where numbers don't fit a constraint of a table, it gets no row with them."""
_WHOLE = {"integer", "bigint", "smallint"}
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Figures:
    """One row of the table in docs/limits.md."""

    planted: int
    """Places that hold the person's id: cells, as the generator planted them."""
    by_query: int
    by_sweep: int
    missed: int
    false: int
    """Rows that are taken for the person's and are not, here and in a healthy instance."""
    unclassified: int
    """Columns that no check and no declaration knows."""

    def row(self, release: str) -> str:
        """As the page has it."""
        return f"| {release} | " + " | ".join(map(str, astuple(self))) + " |"


HEAD = "| release | " + " | ".join(
    {"by_query": "found by a query", "by_sweep": "by the sweep", "false": "false alarms"}.get(
        field.name, field.name if field.name != "unclassified" else "unclassified columns"
    )
    for field in fields(Figures)
) + " |"  # fmt: skip


def look(url: str, user_id: int) -> Report:
    return verify(target(url, {}), VerifyOptions(user_id, access=Access(jobs=1)))


def planted(truth: Iterable[Truth]) -> set[Place]:
    """The cells that hold the person as data, or as a mention with the id."""
    return {(t.table, t.column, t.key) for t in truth if t.held and t.encoding not in _BY_NAME}


def numbered(places: Iterable[Place], keyless: frozenset[str]) -> set[Place]:
    """The same, where rows of tables without a key can only be counted."""
    counted: Counter[tuple[str, str]] = Counter()
    kept: set[Place] = set()
    for table, column, key in places:
        if table in keyless:
            counted[table, column] += 1
            kept.add((table, column, str(counted[table, column])))
        else:
            kept.add((table, column, key))
    return kept


def rows(places: Iterable[Place]) -> set[tuple[str, str]]:
    """The rows in which these cells are."""
    return {(table, key) for table, _, key in places}


def seen(report: Report, *origins: Origin) -> set[Place]:
    """The cells in which a run found the person."""
    return {
        (o.check.table, o.check.column.name, str(key))
        for o in report.outcomes
        if o.check.origin in origins
        for key in o.row_ids
    }


def figures(url: str, version: str, told: int) -> Figures:
    """Generate an installation of a release in an empty database, look for its person, delete it as
    the release does and look again. `told` is how many false alarms a healthy instance gives.

    Of the releases of `VERSIONS`, whose deletion is known whole, what is left is cleaned, too, and
    looked for once more.
    """
    person = DemoPerson()
    with psycopg.connect(url) as connection:
        held = planted(generate(connection, version, person=person).planted)
    before = look(url, person.id)
    with psycopg.connect(url) as connection:
        done = delete_user(connection, version, person, job_row=False)
    assert done.stage is Stage.DELETED, done.error
    after = look(url, person.id)
    found = seen(before, *Origin) | seen(after, *Origin)
    keyless = frozenset(table for table, _, key in found if key.startswith("("))
    held, left = numbered(held, keyless), numbered(planted(done.truth), keyless)
    query = numbered(seen(before, Origin.REFERENCE, Origin.TEXT), keyless)
    sweep = numbered(seen(before, Origin.SWEPT), keyless)
    everything = numbered(seen(after, *Origin), keyless)
    assert before.verdict is Verdict.NOT_DELETED
    assert after.verdict is Verdict.LEFTOVERS
    references = {(t.table, t.column) for t in done.truth if t.held and t.encoding.reference}
    assert {place[:2] for place in seen(after, Origin.REFERENCE)} <= references
    if version in VERSIONS:
        assert before.installation.openproject == version
        with psycopg.connect(url) as connection:
            clean(connection, person, done.truth)
        cleaned = look(url, person.id)
        assert seen(cleaned, *Origin) == set()
        assert cleaned.verdict is Verdict.CLEAR
    assert [o.check.id for o in before.outcomes if o.result is Result.UNCHECKED] == []
    return Figures(
        planted=len(held),
        by_query=len(held & query),
        by_sweep=len((held & sweep) - query),
        missed=len(held - query - sweep) + len(left - everything),
        false=len(rows(query | sweep) - rows(held)) + len(rows(everything) - rows(left)) + told,
        unclassified=after.coverage.swept,
    )


def fill(connection: psycopg.Connection[Any], numbers: Iterable[int] = IDS) -> None:
    """Give every table of an empty installation rows with these numbers as key and as whatever else
    is no principal's id, and with texts that have the number too."""
    planter = Planter(connection)
    keys: Mapping[tuple[str, str], str] = {
        (str(table), str(column)): str(target)
        for table, column, target in connection.execute(
            "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text"
            "  FROM pg_constraint k JOIN pg_attribute a"
            "    ON a.attrelid = conrelid AND a.attnum = conkey[1] WHERE contype = 'f'"
        )
    }
    own = {(table, name) for table, names in PRINCIPAL_COLUMNS.items() for name in names}
    own |= {(pair.table, pair.column) for pair in PAIRS}
    for table, columns in planter.columns.items():
        if table in {"users", "schema_migrations", "ar_internal_metadata"}:
            continue
        no_user = [
            name
            for name, column in columns.items()
            if column.type in _WHOLE
            and (table, name) not in own
            and keys.get((table, name)) != "users"
            and name not in _GROUPS
        ]
        rows = [
            planter.whole(table, _meanings(table, columns, no_user, number)) for number in numbers
        ]
        _insert(connection, table, rows)
    connection.execute(
        "INSERT INTO users (id, type, lastname, status) VALUES (%s, 'DeletedUser', '', 3)", [SPARE]
    )
    connection.execute("SELECT setval('users_id_seq', %s)", [SPARE])


def _meanings(
    table: str, columns: Mapping[str, Filling], no_user: list[str], number: int
) -> dict[str, object]:
    """The number in every column of a table that means something else by it."""
    row: dict[str, object] = dict.fromkeys(no_user, number)
    for name, column in columns.items():
        word = column.type in {"text", "name"} or column.type.startswith("character")
        if word and name.endswith("_type"):
            row[name] = "WorkPackage"
        elif word and name == "name":
            row[name] = f"No. {number}"
        elif column.type in {"numeric", "double precision", "real"}:
            row[name] = number
    if table in FIELD_VALUES:
        row["value"] = str(number)
    if table == "custom_fields":
        row["field_format"] = "int"
    return row


def _insert(connection: psycopg.Connection[Any], table: str, rows: list[dict[str, object]]) -> None:
    plain = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, rows[0])),
        sql.SQL(", ").join(sql.Placeholder() * len(rows[0])),
    )
    values = [list(row.values()) for row in rows]
    # Of a constraint that is checked late, PostgreSQL can't pass over the rows in its way.
    for statement in (plain + sql.SQL(" ON CONFLICT DO NOTHING"), plain):
        with suppress(*_IN_THE_WAY), connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(statement, values)
            return


def healthy(url: str, numbers: Iterable[int] = IDS) -> list[Outcome]:
    """What is said of these numbers where nobody with such an id ever was, other than clear."""
    told: list[Outcome] = []
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(load(), opened.catalogue)
        for number in numbers:
            bound, now = idforms.parameters(number), opened.installation.checked_at
            for scan in made.scans:
                told += [
                    o
                    for o in run.ScanLook(opened.readers[0], bound, now).look(scan)
                    if o.rows or o.reason
                ]
    return told

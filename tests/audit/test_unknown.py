"""Tables that no query names: searched where they refer to users, else said to be unclassified."""

from __future__ import annotations

import tomllib
from pathlib import Path

import psycopg
import pytest

from audit.kit import GONE_ID as GONE
from audit.kit import fewer, run, run_on
from operasure.core.model import Result, Verdict
from operasure.core.queries import load
from operasure.looks.audit.model import AuditReport
from support.databases import MakeDatabase

LIVING = 43


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(fewer("17.1"))


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def found(report: AuditReport) -> dict[str, list[object]]:
    """Row ids by check of the id that is gone."""
    return {
        s.check.id: list(s.row_ids)
        for d in report.dangling
        if d.user_id == GONE
        for s in d.sightings
    }


REFERRING = (
    ("owner", "bigint", GONE, ""),
    ("created_by", "smallint", GONE, ""),
    ("anything", "bigint REFERENCES users (id)", GONE, ""),
    ("user_id", "numeric(12,0)", GONE, ""),
    ("employee_ids", "bigint[]", [LIVING, GONE, 0], ""),
    ("whodunnit", "text", f" {GONE}\n", " (number in text)"),
    ("remark", "text", f"user#{GONE}, user#{LIVING}", " (id in text)"),
    ("config", "jsonb", f'{{"author_id": {GONE}}}', " (id in text)"),
    ("lines", "text[]", ["a", f"/users/{GONE}"], " (id in text)"),
    ("data", "bytea", f"gid://x/User/{GONE}".encode(), " (id in text)"),
)


def test_columns_that_refer_to_users(url: str) -> None:
    """Each in a table of its own, so that none is found by another's row."""
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        for name, type_, value, _ in REFERRING:
            connection.execute(f"CREATE TABLE plugin_{name} (x text, {name} {type_})".encode())
            connection.execute(f"INSERT INTO plugin_{name} ({name}) VALUES (%s)".encode(), (value,))
    report = run(url)
    # What stands in a form of an id stands under a key of persons, as a rule.
    again = " (number of a person in text)"
    assert {check: rows for check, rows in found(report).items() if again not in check} == {
        f"xu-01/public.plugin_{name}.{name}{label}": ["(0,1)"] for name, _, _, label in REFERRING
    }
    results = {s.result for d in report.dangling if d.user_id == GONE for s in d.sightings}
    assert results == {Result.LEFTOVER}
    assert report.verdict is Verdict.LEFTOVERS
    # A value in JSON is told as such, too, whatever its key.
    assert report.coverage.unclassified == ("public.plugin_config.config",)


def test_numbers_that_are_no_ids(url: str) -> None:
    """A numeric column holds fractions, infinity and what is no number beside ids."""
    execute(
        url,
        "CREATE TABLE plugin_odd (user_id numeric, owner_ids numeric[], author_id float8)",
        f"INSERT INTO plugin_odd VALUES (1.5, '{{NaN,2.5}}', 'Infinity'), ('NaN', NULL, 'NaN'), "
        f"({GONE}.000, '{{{GONE}.0}}', {GONE}), ('1e40', NULL, 1e300)",
        "INSERT INTO plugin_odd (user_id) VALUES ('Infinity'), (repeat('9', 5000)::numeric)",
    )
    report = run_on("plugin", url)
    columns = ("author_id", "owner_ids", "user_id")
    assert found(report) == {f"xu-01/public.plugin_odd.{name}": ["(0,3)"] for name in columns}


def test_a_date_that_no_calendar_has_hides_no_id(url: str) -> None:
    """Nor does something else under the name of a date."""
    dates = ("timestamptz", "infinity"), ("date", "0044-03-15 BC"), ("timestamp", "-infinity")
    others = ("text", "yesterday"), ("bigint", "17"), ("interval", "1 day"), ("time", "12:00")
    for n, (type_, value) in enumerate((*dates, *others)):
        execute(
            url,
            f"CREATE TABLE plugin_{n} (user_id bigint, created_at {type_})",
            f"INSERT INTO plugin_{n} VALUES ({GONE}, '{value}')",
        )
    report = run_on("plugin", url)
    wanted = {f"xu-01/public.plugin_{n}.user_id" for n in range(len(dates) + len(others))}
    assert wanted - found(report).keys() == set()


ELSEWHERE = "CREATE TABLE plugin_people (id serial PRIMARY KEY)"


@pytest.mark.parametrize(
    ("name", "told", "verdict"),
    [("owner_id", True, Verdict.LEFTOVERS), ("thing_id", False, Verdict.INCOMPLETE)],
)
def test_keys_that_lead_nowhere(url: str, name: str, told: bool, verdict: Verdict) -> None:
    """They name nobody of the table that they should lead to, and so may name anybody."""
    table = f"CREATE TABLE plugin_things ({name} bigint REFERENCES plugin_people)"
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(ELSEWHERE)
        connection.execute(table.encode())
        connection.execute(b"INSERT INTO plugin_things VALUES (%s)", (GONE,))
    report = run_on("plugin", url)
    check = f"xu-01/public.plugin_things.{name} (no such plugin_people)"
    assert found(report) == ({check: ["(0,1)"]} if told else {})
    assert report.verdict is verdict
    assert report.coverage.unclassified == (() if told else (f"public.plugin_things.{name}",))


def test_keys_that_lead_elsewhere_are_no_ids(url: str) -> None:
    """Nor is a number that leads nowhere, and was never given to anybody."""
    execute(
        url,
        ELSEWHERE,
        "CREATE TABLE plugin_things (thing_id bigint REFERENCES plugin_people)",
        f"INSERT INTO plugin_people VALUES ({GONE})",
        f"INSERT INTO plugin_things VALUES ({GONE})",
        "SET session_replication_role = replica",
        "INSERT INTO plugin_things VALUES (987654)",
    )
    report = run_on("plugin", url)
    assert report.verdict is Verdict.CLEAR
    assert report.coverage.unclassified == ()


def test_in_another_schema(url: str) -> None:
    execute(
        url,
        "CREATE SCHEMA plugin",
        "CREATE TABLE plugin.things (id serial PRIMARY KEY, user_id bigint)",
        f"INSERT INTO plugin.things (user_id) VALUES ({LIVING}), ({GONE})",
    )
    assert found(run_on("plugin", url)) == {"xu-01/plugin.things.user_id": [2]}


def test_numbers_that_may_be_ids(url: str) -> None:
    values = {"bigint": GONE, "text": str(GONE), "bigint[]": [LIVING, GONE]}
    with psycopg.connect(url) as connection:
        for number, (type_, value) in enumerate(values.items()):
            table = f"plugin_{number}"
            columns = f"(id serial PRIMARY KEY, amount {type_})"
            connection.execute(f"CREATE TABLE {table} {columns}".encode())
            connection.execute(f"INSERT INTO {table} (amount) VALUES (%s)".encode(), (value,))
    report = run_on("plugin", url)
    assert found(report) == {}
    assert report.verdict is Verdict.INCOMPLETE
    assert report.coverage.unclassified == tuple(f"public.plugin_{i}.amount" for i in range(3))
    assert report.lines[0] == "# no-person.toml, for those in which no person stands"
    for number in range(3):
        at = report.lines.index(f"[tables.plugin_{number}]")
        assert report.lines[at + 1] == 'amount = "what it holds"'
    assert len(report.lines) == 7


def test_numbers_that_all_name_principals_leave_nothing_open(url: str) -> None:
    execute(
        url,
        "CREATE TABLE plugin_things (id serial PRIMARY KEY, amount bigint, words text)",
        f"INSERT INTO plugin_things (amount, words) VALUES ({LIVING}, '{LIVING}'), (0, 'many')",
    )
    report = run_on("plugin", url)
    assert report.coverage.unclassified == ()
    assert report.verdict is Verdict.CLEAR


def test_the_lines_classify_what_they_name(url: str, tmp_path: Path) -> None:
    execute(
        url,
        "CREATE TABLE plugin_things (id serial PRIMARY KEY, owner_id bigint, amount bigint)",
        f"INSERT INTO plugin_things (owner_id, amount) VALUES ({GONE}, 12345)",
    )
    before = run_on("plugin", url)
    assert before.lines[:5] == (
        "# references/xu-01-own-tables.sql",
        "-- Own tables: columns that can contain the id of a user.",
        "-- check: plugin_things.owner_id",
        "-- expected: kept",
        "SELECT id FROM plugin_things WHERE owner_id = :user_id;",
    )
    _write(tmp_path, before.lines)
    load(tmp_path)
    after = run_on("plugin", url, tmp_path)
    assert found(after) == {"xu-01/plugin_things.owner_id": [1]}
    assert after.lines == ()
    assert after.coverage.unclassified == ()
    assert {o.result for o in after.outcomes} >= {Result.LEFTOVER}
    assert Result.UNCHECKED not in {o.result for o in after.outcomes}


def test_the_lines_are_toml_whatever_a_column_is_called(url: str) -> None:
    names = ['na"me', "na me", "na\\me\n", "Größe", "näme.x", "a-b"]
    columns = ", ".join('"' + name.replace('"', '""') + '" bigint' for name in names)
    execute(
        url,
        f"CREATE TABLE plugin_things (id serial PRIMARY KEY, {columns})",
        f"INSERT INTO plugin_things VALUES (1{', 12345' * len(names)})",
    )
    declared = tomllib.loads("\n".join(run_on("plugin", url).lines))
    assert declared == {"tables": {"plugin_things": dict.fromkeys(names, "what it holds")}}


def _write(folder: Path, lines: tuple[str, ...]) -> None:
    """Write each block of lines to the file that its first line names."""
    content: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if line.startswith("# "):
            name = line[2:].partition(",")[0]
        else:
            content.setdefault(name, []).append(line)
    for name, block in content.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(block) + "\n", encoding="utf-8")

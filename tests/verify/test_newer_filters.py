"""Filters that came after 17.1: those of versions, sprints, buckets and labels are no persons."""

from __future__ import annotations

import json

import psycopg
import pytest

from operasure.core.model import Report, Result
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import observed

UNUSED = 60
ELSE = (
    "target_version_id",  # app/models/queries/work_packages/filter/target_versions_filter.rb
    "observed_in_version_id",  # .../observed_in_versions_filter.rb
    "label_id",  # .../labels_filter.rb
    "sprint_id",  # modules/backlogs/app/models/queries/work_packages/filter/sprint_filter.rb
    "backlog_bucket_id",  # .../backlog_bucket_filter.rb
)
PERSONS = ("assigned_to_id", "watcher_id", "shared_with_user", "nobody_knows_it")


def api(name: str) -> str:
    """A filter as the API names it, in widgets and default views."""
    first, *rest = name.removesuffix("_id").split("_")
    return first + "".join(map(str.capitalize, rest))


def places(name: str) -> list[tuple[str, str, str]]:
    """The tables and columns that hold a filter, and a value with the id in it."""
    value = str(UNUSED)
    yaml = f"---\n{name}:\n  operator: '='\n  values:\n  - '{value}'\n"
    widget = f"---\nfilters:\n- {api(name)}:\n    operator: '='\n    values:\n    - '{value}'\n"
    saved = json.dumps({"f": [{"n": api(name), "o": "=", "v": [value]}]})
    listed = json.dumps([{"attribute": name, "operator": "=", "values": [value]}])
    return [
        ("queries", "filters", yaml),
        ("grid_widgets", "options", widget),
        ("grid_widgets", "options", f"---\nqueryProps: '{saved}'\n"),
        ("grids", "options", widget),
        ("settings", "value", saved),
        ("persisted_queries", "filters", listed),
        ("zz_rota", "filters", listed),
    ]


def told(url: str, *names: str) -> Report:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE zz_rota (id bigserial PRIMARY KEY, filters jsonb)")
        connection.execute(
            "CREATE TABLE persisted_queries (id bigserial PRIMARY KEY, filters jsonb)"
        )
        connection.execute("SET session_replication_role = replica")
        for table in ("queries", "grid_widgets", "grids", "settings"):
            rows = connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " AND is_nullable = 'NO' AND column_default IS NULL",
                [table],
            ).fetchall()
            for (column,) in rows:
                connection.execute(f"ALTER TABLE {table} ALTER {column} DROP NOT NULL".encode())
        for table, column, value in (place for name in names for place in places(name)):
            connection.execute(f"INSERT INTO {table} ({column}) VALUES (%s)".encode(), [value])
    return verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))


def test_a_filter_of_something_else_is_no_person(make_database: MakeDatabase) -> None:
    report = told(make_database(observed("before")), *ELSE)
    assert [(o.check.id, o.row_ids, o.reason) for o in report.outcomes if o.rows] == []


@pytest.mark.parametrize("name", PERSONS)
def test_a_filter_of_persons_is_found_in_every_place(
    make_database: MakeDatabase, name: str
) -> None:
    report = told(make_database(observed("before")), name)
    found = {
        o.check.table
        for o in report.outcomes
        if o.rows and o.result in {Result.LEFTOVER, Result.UNCHECKED}
    }
    assert found >= {table for table, *_ in places(name)}

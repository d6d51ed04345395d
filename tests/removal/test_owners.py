"""A row that a cache shows together with what changes: its moment moves, and comes back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from support.databases import MakeDatabase
from support.instances import reduced
from support.removal import Case, contents, execute

VALUES = """
INSERT INTO custom_values (customized_type, customized_id, custom_field_id, value)
SELECT '{class_}', (SELECT max(id) FROM {table}), min(id), '42' FROM custom_fields
 WHERE field_format = 'user'
"""
WIDGET = """
INSERT INTO grid_widgets
       (start_row, end_row, start_column, end_column, identifier, options, grid_id)
SELECT 1, 2, 1, 2, 'custom_text', E'---\\nname: Text\\ntext: see user#42 there\\n', max(id)
  FROM {table}
"""
KINDS = {
    "work_packages": VALUES.format(class_="WorkPackage", table="work_packages"),
    "projects": VALUES.format(class_="Project", table="projects"),
    "versions": VALUES.format(class_="Version", table="versions"),
    "grids": WIDGET.format(table="grids"),
}


def test_its_moment_moves_and_comes_back(make_database: MakeDatabase, tmp_path: Path) -> None:
    case = Case(make_database(reduced("after")), tmp_path)
    for statement in KINDS.values():
        execute(case.url, statement)
    rows = {table: last(case, table) for table in KINDS}
    before = contents(case.url)
    case.verify()
    case.plan("--possible")
    planned = case.rows()
    along = {
        table
        for table, (key, _) in rows.items()
        if str(key) in planned.get((table, "updated_at"), ())
    }
    # A row that is edited itself moves its own moment.
    own = {step.table for step in case.steps() if step.touched}
    assert along
    assert along | own >= set(rows)
    assert case.erase() in {0, 3}
    for table, (key, moment) in rows.items():
        same, now = last(case, table)
        assert same == key
        assert now > moment, table
    assert case.undo() == 0
    assert contents(case.url) == before


def last(case: Case, table: str) -> tuple[int, datetime]:
    """The newest row of a table, and its moment."""
    [row] = execute(case.url, f"SELECT id, updated_at FROM {table} ORDER BY id DESC LIMIT 1")
    return row[0], row[1]


def test_a_row_that_goes_is_not_touched(make_database: MakeDatabase, tmp_path: Path) -> None:
    """The person's own page goes with all of its widgets."""
    case = Case(make_database(reduced("after")), tmp_path)
    execute(
        case.url,
        "INSERT INTO grids (type, row_count, column_count, user_id, created_at, updated_at) "
        "VALUES ('Grids::MyPage', 1, 1, 42, now(), now())",
    )
    execute(case.url, WIDGET.format(table="grids"))
    [(key,)] = execute(case.url, "SELECT max(id) FROM grids")
    case.verify()
    case.plan("--possible")
    assert str(key) in case.rows()["grids", ""]
    assert str(key) not in case.rows().get(("grids", "updated_at"), set())
    assert case.erase() in {0, 3}

"""The same on the schemas of older releases, after a deletion played there."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from openproject import schema
from openproject.deletion import delete_user
from openproject.invented import DemoPerson
from support.databases import MakeDatabase
from support.instances import generated
from support.removal import Case, contents, execute

REFUSED = "refused, since it belongs to another account: "
OTHERS = re.compile(r"grid_widgets\.options (\d+)")
ON_OTHER_PAGES = """
SELECT w.id FROM grid_widgets w JOIN grids g ON g.id = w.grid_id
JOIN users u ON u.id = g.user_id WHERE u.id <> 42 AND u.type = 'User'
"""


@pytest.mark.parametrize("version", ["17.1", "18-dev"])
def test_what_only_others_can_put_right_is_refused(
    make_database: MakeDatabase, tmp_path: Path, version: str
) -> None:
    case = deleted(make_database, tmp_path, version)
    case.verify()
    assert case.plan("--possible") == 3
    refused = [part for part in case.left() if not part.works]
    assert refused
    assert all(REFUSED in part.reason for part in refused)
    widgets = {int(key) for part in refused for key in OTHERS.findall(part.reason)}
    assert widgets <= {key for (key,) in execute(case.url, ON_OTHER_PAGES)}
    placeholders = [part for part in refused if "placeholder_user_details" in part.reason]
    assert bool(placeholders) is (version == "18-dev")
    assert len(widgets) == sum(part.rows for part in refused if part not in placeholders)


@pytest.mark.parametrize("version", [*schema.VERSIONS, "17.7", "18-dev"])
def test_verify_is_clear_afterwards(
    make_database: MakeDatabase, tmp_path: Path, version: str
) -> None:
    case = deleted(make_database, tmp_path, version)
    # Their owners put these right themselves; a plan does all the rest.
    naming = rf"options ~ '\m42\M' AND id IN ({ON_OTHER_PAGES})"
    execute(case.url, f"DELETE FROM grid_widgets WHERE {naming}")
    if version == "18-dev":
        execute(
            case.url, "UPDATE placeholder_user_details SET user_filter = '[]', description = ''"
        )
    assert case.verify()["verdict"] == "leftovers"
    before = contents(case.url)
    case.plan_with_settings("--possible")
    assert case.left() == []
    assert case.erase() == 0
    assert case.verify("after.json")["verdict"] == "clear"
    assert case.undo() == 0
    assert contents(case.url) == before


def deleted(make_database: MakeDatabase, folder: Path, version: str) -> Case:
    case = Case(make_database(generated(version)), folder)
    with psycopg.connect(case.url) as connection:
        delete_user(connection, version, DemoPerson(), texts=False)
    return case

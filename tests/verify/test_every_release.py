"""Every release that people run: each place found, nothing else, and the table that says so.

`WRITE_FIGURES=1 pytest tests/verify/test_every_release.py` writes the table in docs/limits.md.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import psycopg
import pytest

from openproject import schema
from operasure.core.model import Result
from support import servers
from support.databases import Connection, MakeDatabase, template
from support.releases import HEAD, IDS, Figures, figures, fill, healthy

PAGE = Path(__file__).parents[2] / "docs/limits.md"
WHOLE = ("18-dev",)
"""The release that is tried with every number; the others take one each, all of them in turn."""


def _register(version: str) -> None:
    @template(f"healthy-{version}", base=f"empty-{version}")
    def _fill(connection: Connection) -> None:
        fill(connection)


for _version in schema.RELEASES:
    _register(_version)


def numbers(version: str) -> tuple[int, ...]:
    place = schema.RELEASES.index(version) % len(IDS)
    return IDS if version in WHOLE else IDS[place : place + 1]


@pytest.mark.parametrize("version", schema.RELEASES)
def test_healthy_and_planted(make_database: MakeDatabase, version: str) -> None:
    told = healthy(make_database(f"healthy-{version}"), numbers(version))
    assert [(o.check.id, o.result, o.reason) for o in told] == []
    found = figures(make_database(f"empty-{version}"), version, len(told))
    assert found.by_query + found.by_sweep == found.planted
    assert (found.missed, found.false, found.unclassified) == (0, 0, 0)
    row = found.row(version)
    if os.environ.get("WRITE_FIGURES"):
        page, day = PAGE.read_text(encoding="utf-8"), os.environ["WRITE_FIGURES"]
        page = re.sub(rf"(?m)^\| {re.escape(version)} \| .*$", row, page)
        PAGE.write_text(re.sub(r"(?m)(as of )\d{4}-\d\d-\d\d", rf"\g<1>{day}", page))
    assert row in PAGE.read_text(encoding="utf-8").splitlines()


def test_the_table_has_every_release_and_nothing_else() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = lines.index(HEAD) + 2
    rows = [line for line in lines[start : start + len(schema.RELEASES)] if line.startswith("| ")]
    assert [row.split(" | ")[0][2:] for row in rows] == list(schema.RELEASES)
    assert not lines[start + len(rows)].startswith("|")


def test_on_the_newest_server(pytestconfig: pytest.Config, make_database: MakeDatabase) -> None:
    """The tests above are of the first at hand."""
    *others, newest = servers.shared(pytestconfig)
    if not others:
        pytest.skip("there is one PostgreSQL alone: install another")
    found = figures(make_database("empty-17.7", newest), "17.7", 0)
    assert found == Figures(found.planted, found.planted, 0, 0, 0, 0)


def test_numbers_of_working_hours_are_nobody(make_database: MakeDatabase) -> None:
    url = make_database("healthy-17.7")
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT monday, availability_factor FROM user_working_hours")
        assert {(480, 480), (100, 100)} <= set(rows)
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE user_working_hours SET user_id = 480 WHERE monday = 10")
    [told] = healthy(url, [480])
    assert (told.check.id, told.result) == ("bu-02/user_working_hours.user_id", Result.LEFTOVER)

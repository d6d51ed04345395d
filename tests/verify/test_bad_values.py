"""A value that can't be read keeps its own row from being looked at, and no other."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
import pytest

from operasure.checks import parts
from operasure.core.model import Outcome, Report, Result, Verdict
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.verify import Options, verify
from operasure.reports.evidence import text
from operasure.reports.evidence.document import build
from support.databases import MakeDatabase
from support.instances import observed

UNUSED = 60
@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    """A sample in which nothing names the id looked for: without a fault it is clear."""
    return make_database(observed("before"))


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def look(url: str) -> Report:
    return verify(target(url, {}), Options(UNUSED, access=Access(jobs=1)))


def told(report: Report, column: str) -> list[Outcome]:
    """What is left or unread in a column, its checks for forms first."""
    found = [
        o
        for o in report.outcomes
        if str(o.check.column) == column and o.result in {Result.LEFTOVER, Result.UNCHECKED}
    ]
    return sorted(found, key=lambda o: o.check.label != "id in text")


def rows(url: str, *bad: int, left: Sequence[int] = (), count: int = 2000) -> None:
    """A table of which the rows `bad` hold a value that the server can't write, and `left` the id.

    The value is a label of an enumeration that has lost its entry in the catalogue.
    """
    labels = f"CASE WHEN i = ANY (%s) THEN 'bad' WHEN i = ANY (%s) THEN 'user#{UNUSED}' ELSE 'x' END"
    with psycopg.connect(url) as connection:
        for statement in (
            f"CREATE TYPE zz_label AS ENUM ('x', 'bad', 'user#{UNUSED}')",
            "CREATE TABLE zz_odd (id serial PRIMARY KEY, note zz_label, words text)",
        ):
            connection.execute(statement.encode())
        connection.execute(
            "INSERT INTO zz_odd (note, words) "
            f"SELECT CAST({labels} AS zz_label), repeat('plain words ', 9) "
            "FROM generate_series(1, %s) i".encode(),
            (list(bad), list(left), count),
        )
        connection.execute("DELETE FROM pg_enum WHERE enumlabel = 'bad'")


def test_the_other_rows_are_read(url: str) -> None:
    rows(url, 1000, left=(1, 999, 1001, 2000))
    report = look(url)
    [found, *_] = told(report, "zz_odd.note")
    assert (found.result, found.rows) == (Result.LEFTOVER, 4)
    assert set(found.row_ids) == {1, 999, 1001, 2000}
    assert "1 row can't be read (1000); every other row of the table was read" in str(found.reason)
    shown = text.render(build(report, {}))
    assert "can't be read (1000)" in shown


def test_nothing_else_is_left(url: str) -> None:
    rows(url, 3, 1999)
    report = look(url)
    assert report.verdict is Verdict.INCOMPLETE
    for found in told(report, "zz_odd.note"):
        assert found.result is Result.UNCHECKED
        assert "2 rows can't be read (3, 1999)" in str(found.reason)

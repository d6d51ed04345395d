"""A value that can't be read keeps its own row from being looked at, and no other."""

from __future__ import annotations

import resource
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest

from operasure.core import terms
from operasure.core.model import Outcome, Report, Result
from operasure.core.typed import plain
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.audit import scans
from operasure.looks.audit.audit import AuditOptions, audit
from operasure.looks.mentions import places
from operasure.looks.verify import VerifyOptions, verify
from operasure.matching.identity import Identity
from operasure.reports.evidence import text
from operasure.reports.evidence.document import build
from support.databases import MakeDatabase
from support.instances import reduced
from support.mentions import search

UNUSED = 60


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    """A sample in which nothing names the id looked for: without a fault it is clear."""
    return make_database(reduced("before"))


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def look(url: str) -> Report:
    return verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))


def told(report: Report, column: str) -> list[Outcome]:
    """What is left or unread in a column, its checks for forms first."""
    found = [
        o
        for o in report.outcomes
        if str(o.check.column) == column and o.result in {Result.LEFTOVER, Result.UNCHECKED}
    ]
    return sorted(found, key=lambda o: o.check.label != "id in text")


LABELS = f"CREATE TYPE zz_label AS ENUM ('x', 'bad', 'user#{UNUSED}')"
LOST = "DELETE FROM pg_enum WHERE enumlabel = 'bad'"
"""A label of an enumeration without its entry in the catalogue is a value that can't be written."""


def rows(table: str, *bad: int, left: Sequence[int] = (), count: int = 2000) -> Sequence[str]:
    """Fills a table, whose rows `bad` hold a value that can't be read, and `left` the id."""

    def among(keys: Sequence[int]) -> str:
        return f"i = ANY (CAST(ARRAY[{', '.join(map(str, keys))}] AS int[]))"

    label = (
        f"CASE WHEN {among(bad)} THEN 'bad' WHEN {among(left)} THEN 'user#{UNUSED}' ELSE 'x' END"
    )
    filled = (
        f"SELECT CAST({label} AS zz_label), repeat('words ', 20) FROM generate_series(1, {count}) i"
    )
    return (
        f"CREATE TABLE IF NOT EXISTS {table} (id serial PRIMARY KEY, note zz_label, words text)",
        f"INSERT INTO {table} (note, words) {filled}",
    )


@pytest.mark.usefixtures("only_planted")
def test_the_other_rows_are_read(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(
        url,
        LABELS,
        *rows("zz_odd", 1000, left=(1, 999, 1001, 2000)),
        *rows("zz_clean", 3, 1999),
        *rows("zz_many", *range(100, 150), left=(99, 101, 1800)),
        "CREATE TABLE zz_part (id serial, note zz_label, words text) PARTITION BY HASH (id)",
        *(
            f"CREATE TABLE zz_part_{n} PARTITION OF zz_part "
            f"FOR VALUES WITH (MODULUS 2, REMAINDER {n})"
            for n in range(2)
        ),
        *rows("zz_part", 70, left=(1500,)),
        "CREATE TABLE zz_named (id text PRIMARY KEY, note zz_label)",
        "INSERT INTO zz_named VALUES ('Zaphod', 'bad')",
        LOST,
    )
    report = look(url)
    [odd, *_] = told(report, "zz_odd.note")
    assert (odd.result, odd.rows) == (Result.LEFTOVER, 4)
    assert set(odd.row_ids) == {1, 999, 1001, 2000}
    assert "1 row can't be read (1000); every other row of the table was read" in str(odd.reason)
    shown = text.report(plain(build(report, {}))).whole
    assert "can't be read (1000)" in " ".join(shown.split())
    for clean in told(report, "zz_clean.note"):
        assert clean.result is Result.UNCHECKED
        assert "2 rows can't be read (3, 1999)" in str(clean.reason)
    [many, *_] = told(report, "zz_many.note")
    assert (many.result, many.row_ids) == (Result.LEFTOVER, (99,))
    assert "20 rows can't be read (100, 101, " in str(many.reason)
    assert "nothing after them was read" in str(many.reason)
    [part, *_] = told(report, "zz_part.note")
    assert (part.result, part.rows) == (Result.LEFTOVER, 1)
    assert "can't be read" in str(part.reason)
    [named, *_] = told(report, "zz_named.note")
    assert "1 row can't be read;" in str(named.reason)
    assert "Zaphod" not in shown

    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    by_column = {str(o.check.column): o for o in audited.outcomes if o.rows}
    assert by_column["zz_odd.note"].result is Result.LEFTOVER
    assert by_column["zz_odd.note"].rows == 4
    assert "1 row can't be read (1000)" in str(by_column["zz_odd.note"].reason)
    unread = {str(o.check.column) for o in audited.outcomes if o.result is Result.UNCHECKED}
    assert "zz_clean.note" in unread

    run(url, "ANALYZE zz_many (id)")
    monkeypatch.setattr(places, "BLOCKS", 10)
    with search(url, Identity.of(user_ids=[UNUSED])) as found:
        texts = {str(o.check.column): o for o in found.outcomes if o.check.table.startswith("zz_")}
    for column, count in (("zz_odd.note", 4), ("zz_part.note", 1)):
        assert (texts[column].result, texts[column].rows) == (Result.LEFTOVER, count)
        assert "can't be read" in str(texts[column].reason)
    assert texts["zz_clean.note"].result is Result.UNCHECKED
    assert "2 rows can't be read (3, 1999)" in str(texts["zz_clean.note"].reason)
    # Of several parts of a table the others are read, too.
    assert texts["zz_many.note"].rows == 2
    assert "nothing after them was read" in str(texts["zz_many.note"].reason)
    assert texts["zz_odd.words"].result is Result.CLEAR

    given = tmp_path / "accept.toml"
    given.write_text(
        f"[[accept]]\ncheck = '{odd.check.id}'\nground = 'x'\nuntil = 2099-01-01\nby = 'y'\n"
    )
    accepting = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1), accept=given))
    [odd, *_] = told(accepting, "zz_odd.note")
    assert odd.result is Result.UNCHECKED
    assert "what was found is accepted; 1 row can't be read (1000)" in str(odd.reason)


@pytest.mark.usefixtures("only_planted")
def test_a_place_beside_one_that_can_not_be_read_is_read_whole(url: str) -> None:
    run(url, LABELS, *rows("zz_odd", 5, 1999), LOST)
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    for outcomes in (look(url).outcomes, audited.outcomes):
        own = [o for o in outcomes if o.check.table == "zz_odd"]
        beside = [o for o in own if o.check.column.name == "words"]
        assert {(o.result, o.unread, o.reason) for o in beside} == {(Result.CLEAR, False, None)}
        odd = [o for o in own if o not in beside]
        assert odd
        for each in odd:
            assert each.result is Result.UNCHECKED
            assert "2 rows can't be read (5, 1999)" in str(each.reason)


@pytest.mark.usefixtures("only_planted")
def test_a_value_that_the_server_can_not_search(url: str) -> None:
    """Of 286 MB: it stays on the server, and the rows beside it are read."""
    run(
        url,
        "CREATE TABLE zz_big (id serial PRIMARY KEY, note text)",
        "INSERT INTO zz_big (note) VALUES ('x'), (repeat('plain words ', 25000000) || "
        f"'user#{UNUSED}'), ('see user#{UNUSED}')",
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    [found, *_] = told(look(url), "zz_big.note")
    assert found.result is Result.LEFTOVER
    assert found.row_ids == (3,)
    assert "1 row can't be read (2); every other row of the table was read" in str(found.reason)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


@pytest.mark.usefixtures("only_planted")
def test_a_text_whose_escapes_are_too_many_to_be_read(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not called clear, and what reads it is named. A limit of its own keeps it short."""
    monkeypatch.setattr(terms, "MOST", 100_000)
    monkeypatch.setattr(terms, "decoded", terms.decoded.__wrapped__)
    monkeypatch.setattr(scans, "decoded", terms.decoded)
    long = f"repeat('plain words ', 10000) || 'user%23{UNUSED}'"
    run(
        url,
        "CREATE TABLE zz_long (id serial PRIMARY KEY, note text)",
        f"INSERT INTO zz_long (note) VALUES ('x'), ({long}), ('see user%23{UNUSED}')",
    )
    [found, *_] = told(look(url), "zz_long.note")
    assert (found.result, found.row_ids) == (Result.LEFTOVER, (3,)), found.reason
    assert "1 row can't be read (2); every other row of the table was read" in str(found.reason)
    assert "run find-mentions --user-id" in str(found.reason)
    audited = audit(target(url, {}), AuditOptions(Access(jobs=1)))
    [left] = [o for o in audited.outcomes if o.check.table == "zz_long" and o.rows]
    assert left.rows == 1
    assert "1 row can't be read (2)" in str(left.reason)
    with search(url, Identity.of(user_ids=[UNUSED])) as mentioned:
        [named] = [o for o in mentioned.outcomes if o.check.table == "zz_long" and o.rows]
    assert sorted(named.row_ids) == [2, 3]

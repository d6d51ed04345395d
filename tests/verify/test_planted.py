"""For every check: a planted row is found, its removal clears, another meaning is left alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from operasure import catalogue, plan, queries
from operasure.database import compile_sql
from operasure.model import Check, Compare, Expected, Outcome, Result
from operasure.plan import Scan
from operasure.run import look
from operasure.sample import schema
from operasure.sample.server import Server
from support.databases import MakeDatabase
from support.planting import Planter, Row, marshal, specimen, text_value, unlike, user_mention

USER_ID = 42
NOW = datetime(2025, 1, 2, tzinfo=UTC)
"""Before any planted row's time to go has passed."""

JOINED = tomllib.loads(
    (Path(__file__).parents[1] / "data/planted/joined.toml").read_text(encoding="utf-8")
)
LOADED = queries.load()
CHECKS = [*LOADED.references, *LOADED.texts]


class Within:
    """Reads like operasure's own connection, inside the transaction that planted the rows."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def fetch(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(compile_sql(sql).encode(), parameters).fetchall()

    def stream(self, sql: str, **parameters: object) -> Iterator[Sequence[Any]]:
        with self.connection.cursor() as cursor:
            yield from cursor.execute(compile_sql(sql).encode(), parameters).fetchall()


class Bench:
    """One database of one version, the plan for it, and what it takes to try a check."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.reader: Any = Within(connection)
        live = catalogue.read(self.reader.fetch, "public")
        self.plan = plan.make(LOADED, live)
        self.scans: dict[str, tuple[Scan, Check]] = {
            check.id: (scan, check) for scan in self.plan.scans for check in scan.checks
        }
        self.planter = Planter(connection)
        self.fresh = True

    def outcome(self, check: Check, user_id: int = USER_ID) -> Outcome:
        scan = self.scans[check.id][0]
        found = look(self.reader, scan, plan.parameters(user_id), NOW)
        return next(o for o in found if o.check.id == check.id)

    def sow(self, rows: Sequence[Row], after: Sequence[Row] = ()) -> object:
        key: object = None
        for table, values in rows:
            key = self.planter.plant(table, values)
        for table, values in after:
            filled = {n: key if v == "=key" else v for n, v in values.items()}
            self.planter.plant(table, filled)
        return key

    def undo(self) -> None:
        self.connection.rollback()
        self.connection.execute("SET session_replication_role = replica")
        self.connection.commit()


@pytest.fixture(scope="module", params=schema.VERSIONS)
def bench(
    request: pytest.FixtureRequest, shared_database: MakeDatabase, any_server: Server
) -> Iterator[Bench]:
    url = shared_database(f"empty-{request.param}", any_server)
    with psycopg.connect(url) as connection:
        yield Bench(connection)
        connection.rollback()


@pytest.fixture
def clean(bench: Bench) -> Iterator[Bench]:
    yield bench
    bench.undo()


def _is_found(bench: Bench, check: Check, key: object, user_id: int = USER_ID) -> None:
    outcome = bench.outcome(check, user_id)
    right = {Result.LEFTOVER, Result.RETAINED} if check.expires else {Result.LEFTOVER}
    assert outcome.result in right, check.id
    assert (outcome.rows, outcome.row_ids) == (1, (key,)), check.id


def _is_clear(bench: Bench, check: Check) -> None:
    outcome = bench.outcome(check)
    assert outcome.result is Result.CLEAR, f"{check.id}: {outcome.reason} {outcome.row_ids}"
    assert outcome.control is not None


def _live(bench: Bench, wanted: Callable[[Check], bool]) -> list[Check]:
    return [check for _, check in bench.scans.values() if wanted(check)]


def test_every_check_applies_to_some_real_schema(bench: Bench) -> None:
    # Together the parameters of this fixture are all versions; each check names one that has it.
    applying = {check.id for check in _live(bench, lambda _: True)}
    known = {"17.1": 470, "12.0": 270, "10.0": 230}
    assert len(applying) >= min(known.values())


def test_plain_reference_checks(clean: Bench) -> None:
    for check in _live(clean, lambda c: c.compare in {Compare.ID, Compare.DIGITS}):
        _is_clear(clean, check)
        value: object = USER_ID if check.compare is Compare.ID else str(USER_ID)
        key = clean.sow(*specimen(check, value))
        _is_found(clean, check, key)
        clean.undo()
        for rows in unlike(check, USER_ID):
            clean.sow(rows)
            _is_clear(clean, check)
            clean.undo()


def test_texts(clean: Bench) -> None:
    for check in _live(clean, lambda c: c.compare is Compare.FORMS):
        value = text_value(clean.planter, check, user_mention(USER_ID), f"user#{USER_ID}")
        key = clean.sow(*specimen(check, value))
        _is_found(clean, check, key)
        clean.undo()
        for rows in unlike(check, USER_ID):
            *before, (table, own) = rows
            text = text_value(clean.planter, check, str(own[check.column.name]), f"#{USER_ID}")
            clean.sow([*before, (table, {**own, check.column.name: text})])
            _is_clear(clean, check)
            clean.undo()


@pytest.mark.parametrize("user_id", [1, 42, 122, 123, 255, 256, 65_536, 20_000_000])
def test_joined_checks(clean: Bench, user_id: int) -> None:
    for check in _live(clean, lambda c: c.compare is Compare.JOINED):
        case = JOINED[check.id]
        _is_found(clean, check, _sow_case(clean, case["rows"], user_id), user_id)
        clean.undo()
        for rows in case["unlike"]:
            _sow_case(clean, rows, user_id)
            outcome = clean.outcome(check, user_id)
            assert outcome.result is Result.CLEAR, f"{check.id} {rows}"
            clean.undo()


def test_every_joined_check_has_a_case() -> None:
    assert {c.id for c in CHECKS if c.compare is Compare.JOINED} == set(JOINED)


def _sow_case(bench: Bench, rows: Sequence[dict[str, Any]], user_id: int) -> object:
    keys: list[object] = []
    for row in rows:
        values = {name: _filled(v, keys, user_id) for name, v in row.items() if name != "table"}
        known = {n: v for n, v in values.items() if bench.planter.has(row["table"], n)}
        keys.append(bench.planter.plant(row["table"], known))
    return keys[-1]


def _filled(value: object, keys: Sequence[object], user_id: int) -> object:
    if not isinstance(value, str):
        return value
    if value == "=id":
        return user_id
    if found := re.fullmatch(r"=row(\d)", value):
        return keys[int(found[1])]
    text = value.replace("{id}", str(user_id)).replace("{longer}", str(user_id * 10 + 1))
    if found := re.fullmatch(r"marshal:(\w+)=(\d+)", text):
        return marshal(found[1], int(found[2]))
    return text


def test_what_is_due_to_go_becomes_a_leftover_when_it_has_not(clean: Bench) -> None:
    later = datetime(2025, 12, 31, tzinfo=UTC)
    for check in _live(clean, lambda c: c.expected is Expected.EXPIRES and c.compare is Compare.ID):
        key = clean.sow(*specimen(check, USER_ID))
        scan = clean.scans[check.id][0]
        for moment, result in ((NOW, Result.RETAINED), (later, Result.LEFTOVER)):
            found = look(clean.reader, scan, plan.parameters(USER_ID), moment)
            outcome = next(o for o in found if o.check.id == check.id)
            assert (outcome.result, outcome.row_ids) == (result, (key,)), check.id
        clean.undo()

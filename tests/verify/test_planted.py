"""For every check: a planted row is found, its removal clears, another meaning is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from openproject import schema
from operasure.checks import idforms, selection
from operasure.checks.run import ScanLook
from operasure.checks.scanning import Scan
from operasure.core.model import Check, Compare, Expected, Outcome, Result
from operasure.server.postgresql import Server
from support.bench import JOINED, LOADED, Bench
from support.databases import MakeDatabase
from support.planting import specimen, text_value, unlike, user_mention

USER_ID = 42
NOW = datetime(2025, 1, 2, tzinfo=UTC)
"""Before any planted row's time to go has passed."""

CHECKS = [*LOADED.references, *LOADED.texts]


class Tried(Bench):
    """A bench on which single checks are tried."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        super().__init__(connection)
        self.scans: dict[str, tuple[Scan, Check]] = {
            check.id: (scan, check) for scan in self.plan.scans for check in scan.checks
        }

    def leave(self, tried: selection.CheckPlan) -> None:
        """Leave out the checks that are tried in another release."""
        for check in (check for scan in tried.scans for check in scan.checks):
            self.scans.pop(check.id, None)

    def outcome(self, check: Check, user_id: int = USER_ID) -> Outcome:
        scan = self.scans[check.id][0]
        found = ScanLook(self.reader, idforms.parameters(user_id), NOW).look(scan)
        return next(o for o in found if o.check.id == check.id)


NEWER = ("18-dev", "17.7", "15.3")
"""Releases of which the checks are tried that 17.1 lacks."""


@pytest.fixture(scope="module", params=[*schema.VERSIONS, *NEWER])
def bench(
    request: pytest.FixtureRequest, shared_database: MakeDatabase, any_server: Server
) -> Iterator[Tried]:
    url = shared_database(f"empty-{request.param}", any_server)
    with psycopg.connect(url) as connection:
        tried = Tried(connection)
        if request.param in NEWER:
            with psycopg.connect(shared_database("empty-17.1", any_server)) as beside:
                tried.leave(Bench(beside).plan)
        yield tried
        connection.rollback()


@pytest.fixture
def clean(bench: Tried) -> Iterator[Tried]:
    yield bench
    bench.undo()


def _is_found(bench: Tried, check: Check, key: object, user_id: int = USER_ID) -> None:
    outcome = bench.outcome(check, user_id)
    right = {Result.LEFTOVER, Result.RETAINED} if check.expires else {Result.LEFTOVER}
    assert outcome.result in right, check.id
    assert (outcome.rows, outcome.row_ids) == (1, (key,)), check.id


def _is_clear(bench: Tried, check: Check) -> None:
    outcome = bench.outcome(check)
    assert outcome.result is Result.CLEAR, f"{check.id}: {outcome.reason} {outcome.row_ids}"
    assert outcome.control is not None


def _live(bench: Tried, wanted: Callable[[Check], bool]) -> list[Check]:
    return [check for _, check in bench.scans.values() if wanted(check) and not check.quiet]


def test_every_check_applies_to_some_real_schema(bench: Tried) -> None:
    # Together the parameters of this fixture are all versions; each check names one that has it.
    applying = {check.id for check in _live(bench, lambda _: True)}
    assert applying


def test_plain_reference_checks(clean: Tried) -> None:
    for check in _live(clean, lambda c: c.compare in {Compare.ID, Compare.DIGITS}):
        _is_clear(clean, check)
        value: object = USER_ID if check.compare is Compare.ID else str(USER_ID)
        key = clean.sow(*specimen(check, value))
        _is_found(clean, check, key)
        clean.undo()
        for rows, after in unlike(check, USER_ID):
            clean.sow(rows, after)
            _is_clear(clean, check)
            clean.undo()


def test_texts(clean: Tried) -> None:
    for check in _live(clean, lambda c: c.compare is Compare.FORMS):
        value = text_value(clean.planter, check, user_mention(USER_ID), f"user#{USER_ID}")
        key = clean.sow(*specimen(check, value))
        _is_found(clean, check, key)
        clean.undo()
        for rows, after in unlike(check, USER_ID):
            *before, (table, own) = rows
            text = text_value(clean.planter, check, str(own[check.column.name]), f"#{USER_ID}")
            clean.sow([*before, (table, {**own, check.column.name: text})], after)
            _is_clear(clean, check)
            clean.undo()


@pytest.mark.parametrize("user_id", [1, 42, 122, 123, 255, 256, 65_536, 20_000_000])
def test_joined_checks(clean: Tried, user_id: int) -> None:
    for check in _live(clean, lambda c: c.compare is Compare.JOINED):
        case = JOINED[check.id]
        for rows in case["found"]:
            _is_found(clean, check, clean.sow_case(rows, user_id), user_id)
            clean.undo()
        for rows in case["unlike"]:
            clean.sow_case(rows, user_id)
            outcome = clean.outcome(check, user_id)
            assert outcome.result is Result.CLEAR, f"{check.id} {rows}"
            clean.undo()


def test_every_joined_check_has_a_case() -> None:
    assert {c.id for c in CHECKS if c.compare is Compare.JOINED} == set(JOINED)


def test_what_is_due_to_go_becomes_a_leftover_when_it_has_not(clean: Tried) -> None:
    later = datetime(2025, 12, 31, tzinfo=UTC)
    for check in _live(clean, lambda c: c.expected is Expected.EXPIRES and c.compare is Compare.ID):
        key = clean.sow(*specimen(check, USER_ID))
        scan = clean.scans[check.id][0]
        for moment, result in ((NOW, Result.RETAINED), (later, Result.LEFTOVER)):
            found = ScanLook(clean.reader, idforms.parameters(USER_ID), moment).look(scan)
            outcome = next(o for o in found if o.check.id == check.id)
            assert (outcome.result, outcome.row_ids) == (result, (key,)), check.id
        clean.undo()

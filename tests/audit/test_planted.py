"""Whatever places hold ids of nobody: they are found exactly, as `verify` finds each of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openproject import schema
from operasure.checks import idforms, run
from operasure.core.model import Check, Compare
from operasure.looks.audit import control, scans
from operasure.looks.audit.audit import words
from operasure.looks.audit.look import UNCLASSIFIED, AuditLook, Setting
from operasure.looks.audit.model import SeenOfCheck
from operasure.server.postgresql import Server
from support.bench import JOINED, Bench
from support.databases import MakeDatabase
from support.planting import specimen, text_value, user_mention

NOW = datetime(2025, 1, 2, tzinfo=UTC)
DUMMIES = 600_000
"""What fills the columns that a planted row must have besides is a number above this."""
LIVING, DELETED = 7, 3

Found = dict[tuple[str, int], int]


class Audited(Bench):
    """A bench on which whole audits are tried."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        super().__init__(connection)
        self.scans = scans.make(self.plan)
        self.checks = {c.id: c for scan in self.scans for c in scan.checks}
        self.bound = scans.parameters(words(), [DELETED])
        self.recognised = control.recognised(self.reader, self.bound)

    def people(self) -> None:
        self.planter.plant("users", {"id": DELETED, "type": "DeletedUser"})
        self.planter.plant("users", {"id": LIVING, "type": "User", "status": 1})

    def unsure(self, check_id: str) -> bool:
        """Whether a number there is told as one that may be an id, and not as a person's."""
        return self.checks[check_id].quiet and not self.checks[check_id].certain

    def setting(self, highest: int | None = DUMMIES) -> Setting:
        return Setting(self.bound, frozenset({DELETED}), NOW, highest, self.recognised)

    def audit(self, tables: set[str] | None = None) -> list[SeenOfCheck]:
        """What the scans see that look at these tables, or at all."""
        setting = self.setting()
        return [
            seen
            for scan in self.scans
            if tables is None or scan.table.name in tables
            for seen in AuditLook(self.reader, setting).look(scan)
        ]

    def verified(self, user_ids: set[int], tables: set[str]) -> Found:
        """What `verify` finds of each id in these tables."""
        found: Found = {}
        for user_id in user_ids:
            for scan in self.plan.scans:
                if scan.checks[0].table not in tables:
                    continue
                look = run.ScanLook(self.reader, idforms.parameters(user_id, ALL), NOW)
                for outcome in look.look(scan):
                    if outcome.rows and outcome.check.column != scans.USERS:
                        found[outcome.check.id, user_id] = outcome.rows
        return found

    def plant(self, check: Check, user_id: int) -> set[str]:
        """Plant the id in the place of a check and return the tables that got rows: none where
        another row there, which must be the only one, stands in its way."""
        before = dict(self.planter.planted)
        try:
            with self.connection.transaction():
                self._plant(check, user_id)
        except psycopg.errors.UniqueViolation:
            self.planter.planted = Counter(before)
        return {t for t, rows in self.planter.planted.items() if rows != before.get(t, 0)}

    def _plant(self, check: Check, user_id: int) -> None:
        if check.compare is Compare.JOINED:
            # The other id in a specimen is that of somebody who lives.
            rows = json.loads(
                json.dumps(JOINED[check.id]["found"][0]).replace("{longer}", str(LIVING))
            )
            self.sow_case(rows, user_id)
        elif check.compare is Compare.FORMS:
            text = text_value(self.planter, check, user_mention(user_id), f"user#{user_id}")
            self.sow(*specimen(check, text))
        else:
            number = str(user_id) if check.compare is Compare.DIGITS else user_id
            self.sow(*specimen(check, number))


ALL = "group"
"""The kind of principal for which every form of an id counts."""


@pytest.fixture(scope="module", params=schema.VERSIONS)
def bench(
    request: pytest.FixtureRequest, shared_database: MakeDatabase, any_server: Server
) -> Iterator[Audited]:
    url = shared_database(f"empty-{request.param}", any_server)
    with psycopg.connect(url) as connection:
        yield Audited(connection)
        connection.rollback()


def sightings(seen: Sequence[SeenOfCheck]) -> Found:
    """Rows by check and id, without what only fills columns."""
    return {
        (s.check.id, s.user_id): s.rows
        for each in seen
        for s in each.sightings
        if s.user_id < DUMMIES
    }


def unread(seen: Sequence[SeenOfCheck]) -> dict[str, str]:
    """Checks of which nothing certain is known, each with the reason."""
    return {s.check.id: s.failed for s in seen if s.failed}


@given(data=st.data())
@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_random_places_are_found_exactly(bench: Audited, data: st.DataObject) -> None:
    bench.undo()
    chosen = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(sorted(bench.checks)),
                st.sampled_from([LIVING, DELETED, 11, 42, 421, 4_242, 123_456]),
            ),
            min_size=1,
            max_size=25,
        )
    )
    bench.people()
    tables: set[str] = set()
    planted: set[tuple[str, int]] = set()
    for check_id, user_id in chosen:
        if touched := bench.plant(bench.checks[check_id], user_id):
            tables |= touched
            planted.add((check_id, user_id))
    seen = bench.audit(tables)
    gone = {user_id for _, user_id in chosen} - {LIVING, DELETED}
    found = bench.verified(gone, tables)
    assert {pair for pair in planted if pair[1] in gone} <= set(found)
    # Of keys that lead nowhere the place is told, and of all others each id.
    kept = {pair for pair in found if bench.unsure(pair[0])}
    assert sightings(seen) == {pair: rows for pair, rows in found.items() if pair not in kept}
    assert unread(seen) == {check_id: UNCLASSIFIED for check_id, _ in kept}
    bench.undo()


def test_every_place_is_found_alone(bench: Audited) -> None:
    def each_alone(look: Callable[[set[str]], Any]) -> Iterator[Any]:
        bench.undo()
        for check in bench.checks.values():
            bench.people()
            yield look(bench.plant(check, 42))
            bench.undo()

    # One after the other: PostgreSQL keeps 32 compiled patterns, fewer than both need together,
    # and to compile one takes longer than all the rest.
    verified = list(each_alone(lambda tables: bench.verified({42}, tables)))
    audited = each_alone(bench.audit)
    for check, found, seen in zip(bench.checks.values(), verified, audited, strict=True):
        assert found.pop((check.id, 42)) == 1, check.id
        if bench.unsure(check.id):
            assert unread(seen) == {check.id: UNCLASSIFIED}
            assert sightings(seen) == found, check.id
        else:
            assert unread(seen) == {}, check.id
            assert sightings(seen) == found | {(check.id, 42): 1}, check.id


def test_nothing_is_seen_of_the_living(bench: Audited) -> None:
    bench.undo()
    bench.people()
    planted = {check.id for check in bench.checks.values() if bench.plant(check, LIVING)}
    seen = bench.audit()
    assert sightings(seen) == {}
    assert unread(seen) == {}
    clear = [s for s in seen if s.check.id in planted and not s.sightings]
    texts = {i for i in planted if bench.checks[i].compare is Compare.FORMS}
    assert texts <= {s.check.id for s in clear}
    assert [s.check.id for s in clear if not (s.control and s.control.rows)] == []
    assert [s.check.id for s in seen if s.named_rows] == []
    bench.undo()


def test_zero_and_what_is_no_number_are_no_ids(bench: Audited) -> None:
    bench.undo()
    bench.people()
    values: Mapping[Compare, Sequence[object]] = defaultdict(
        tuple, {Compare.ID: (0, -4), Compare.DIGITS: ("0", "", "007", "12a", "4.2", "9" * 19)}
    )
    for check in bench.checks.values():
        for value in values[check.compare]:
            with suppress(psycopg.errors.UniqueViolation), bench.connection.transaction():
                bench.sow(*specimen(check, value))
    assert sightings(bench.audit()) == {}
    bench.undo()


def test_a_possible_id_that_was_never_given_out_is_passed_over(bench: Audited) -> None:
    bench.undo()
    bench.people()
    doubtful = [c for c in bench.checks.values() if not c.certain]
    assert doubtful
    for check in doubtful:
        bench.plant(check, 5_000)
    scanned = [s for s in bench.scans if {c.id for c in s.checks} & {c.id for c in doubtful}]
    for highest, wanted in ((4_999, set[str]()), (5_000, {c.id for c in doubtful})):
        setting = bench.setting(highest)
        seen = [s for scan in scanned for s in AuditLook(bench.reader, setting).look(scan)]
        kept = {check_id for check_id in wanted if bench.unsure(check_id)}
        told = {s.check.id for s in seen if s.sightings and not s.check.certain}
        assert told == wanted - kept
        assert unread(seen) == dict.fromkeys(kept, UNCLASSIFIED)
    bench.undo()

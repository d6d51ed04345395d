"""Three people deleted in turn, one of them in vain: all is found, with exact numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import psycopg
import pytest

from audit.kit import FORMER, fresh, gone, run, seeded, stuck, three_deleted
from openproject.invented import PERSON
from openproject.look import references
from openproject.look_texts import mentions
from openproject.schema import VERSIONS
from openproject.truth import Encoding, Truth
from operasure.core.model import Origin, Result, Verdict
from operasure.database.target import target
from operasure.looks.audit import look
from operasure.looks.audit.model import AuditReport
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support import servers
from support.databases import MakeDatabase
from support.instances import observed

BY_ID = {Encoding.TAG, Encoding.HASH, Encoding.LINK}
Places = Mapping[tuple[str, str], set[str]]


@pytest.fixture(scope="module", params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def url(shared_database: MakeDatabase, any_server: Server, version: str) -> str:
    return shared_database(three_deleted(version), any_server)


@pytest.fixture(scope="module")
def report(url: str) -> Iterator[AuditReport]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(look, "ROW_IDS", 1000)
        yield run(url)


def former(version: str) -> set[int]:
    return {FORMER} if version == "17.1" else set()


def test_the_ids_are_those_of_the_deleted(report: AuditReport, version: str) -> None:
    assert report.verdict is Verdict.LEFTOVERS
    assert {d.user_id for d in report.dangling} == {p.id for p in gone(version)} | former(version)
    assert all(d.certain and d.assigned for d in report.dangling)


def test_nothing_else_is_reported(report: AuditReport, version: str) -> None:
    assert report.state.overdue == ()
    assert report.state.damages == ()
    assert report.state.unread == ()
    assert report.notes == ()
    assert report.lines == ()
    assert report.coverage.unclassified == ()
    assert [o.check.id for o in report.outcomes if o.result is Result.UNCHECKED] == []


def test_each_id_has_what_verify_finds_of_it(report: AuditReport, url: str) -> None:
    for entry in report.dangling:
        of_one = verify(target(url, {}), VerifyOptions(entry.user_id, kind="group"))
        wanted = {o.check.id: (o.rows, o.retained) for o in of_one.outcomes if o.rows}
        found = {s.check.id: (s.rows, s.retained) for s in entry.sightings}
        assert found == wanted, entry.user_id
        left = {o.check.id for o in of_one.outcomes if o.result is Result.LEFTOVER}
        assert {s.check.id for s in entry.sightings if s.result is Result.LEFTOVER} == left


def test_each_id_has_every_place_that_is_read_row_by_row(
    report: AuditReport, url: str, version: str
) -> None:
    for person in gone(version):
        [entry] = [d for d in report.dangling if d.user_id == person.id]
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        in_texts: dict[tuple[str, str], set[str]] = defaultdict(set)
        for sighting in entry.sightings:
            place = (sighting.check.table, sighting.check.column.name)
            kind = in_texts if sighting.check.origin is Origin.TEXT else found
            kind[place] |= {str(i) for i in sighting.row_ids}
        with psycopg.connect(url) as connection:
            wanted = places(references(connection, person.id))
            texts = places(t for t in mentions(connection, person) if t.encoding in BY_ID)
        assert found == wanted
        missed = {place: keys - in_texts.get(place, set()) for place, keys in texts.items()}
        assert {place: keys for place, keys in missed.items() if keys} == {}


def places(truth: Iterator[Truth] | tuple[Truth, ...]) -> Places:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in truth:
        found[each.table, each.column].add(each.key)
    return found


def test_mentions_that_still_show_a_name(report: AuditReport, url: str, version: str) -> None:
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    with psycopg.connect(url) as connection:
        for person in gone(version):
            tags = (t for t in mentions(connection, person) if t.encoding is Encoding.TAG)
            for place, keys in places(tags).items():
                wanted[place] |= keys
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in report.named:
        assert entry.rows == len(entry.row_ids)
        place = (entry.check.table, entry.check.column.name)
        found[place] |= {str(i) for i in entry.row_ids}
    assert found == wanted


def test_the_failed_deletion(report: AuditReport, version: str) -> None:
    [entry] = report.state.unfinished
    assert (entry.user_id, entry.kind, entry.state) == (stuck(version).id, "user", "failed")
    assert entry.status == ("marked deleted" if version == "17.1" else "locked")
    assert entry.overdue
    assert entry.since is not None
    if version == "17.1":
        assert entry.error == "ActiveRecord::RecordNotUnique"
        assert [cause.kind for cause in entry.causes] == ["running timer"]
    else:
        assert entry.error == "ActiveRecord::InvalidForeignKey"
        assert [cause.kind for cause in entry.causes] == ["written meanwhile"]


def test_on_the_newest_server(pytestconfig: pytest.Config, make_database: MakeDatabase) -> None:
    """The other tests are of the first at hand."""
    report = run(make_database(three_deleted("17.1"), servers.shared(pytestconfig)[-1]))
    assert {d.user_id for d in report.dangling} == {p.id for p in gone("17.1")} | {FORMER}
    assert [o.check.id for o in report.outcomes if o.result is Result.UNCHECKED] == []


def test_before_any_deletion(make_database: MakeDatabase, version: str) -> None:
    url = make_database(fresh(version))
    report = run(url)
    assert {d.user_id for d in report.dangling} == former(version)
    assert report.named == ()
    assert report.state.unfinished == ()
    assert {d.result for d in report.dangling} <= {Result.RETAINED}
    assert report.verdict is Verdict.CLEAR


def test_a_new_installation_is_clear(make_database: MakeDatabase, version: str) -> None:
    report = run(make_database(seeded(version)))
    assert report.verdict is Verdict.CLEAR
    assert report.dangling == ()
    assert report.named == ()
    assert (report.state.overdue, report.state.damages, report.state.unread) == ((), (), ())
    assert {o.result for o in report.outcomes} <= {Result.CLEAR, Result.ABSENT}
    assert report.coverage.unclassified == ()


def test_the_observed_deletion(make_database: MakeDatabase) -> None:
    before = run(make_database(observed("before")))
    after = run(make_database(observed("after")))
    strangers = {d.user_id for d in before.dangling}
    assert strangers == {142, 423, 903}
    assert {d.user_id for d in after.dangling} == strangers | {PERSON.id}

"""What an audit asks is tried on rows of its own: a statement that finds something else is
noticed, and nothing is clear by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest

from audit.kit import fresh, run, state
from openproject import schema
from operasure.checks import canary as canaries
from operasure.checks import selection
from operasure.checks.canary import CheckCanary
from operasure.checks.selection import CheckPlan
from operasure.core import queries
from operasure.core.model import Compare, Result, Verdict
from operasure.database.naming import named
from operasure.database.reader import Reader
from operasure.database.session import Access, Session, session
from operasure.database.target import target
from operasure.looks.audit import canary, control, scans, terms
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.mutants import mutants

Asked = tuple[Session, CheckPlan, tuple[scans.AuditScan, ...]]


@contextmanager
def asking(url: str) -> Iterator[Asked]:
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(queries.load(), opened.catalogue)
        yield opened, made, scans.make(made)


@pytest.fixture(scope="module", params=schema.VERSIONS)
def asked(
    request: pytest.FixtureRequest, shared_database: MakeDatabase, any_server: Server
) -> Iterator[Asked]:
    with asking(shared_database(f"empty-{request.param}", any_server)) as found:
        yield found


def test_each_statement_is_tried(asked: Asked) -> None:
    """On rows of its own: none reads a table of the database."""
    opened, made, jobs = asked
    members = canary.canaries(made, jobs)
    assert not any(named(one.statement(0), "public").tables for one in members)
    tried = {check for checks in members.values() for check in checks}
    every = {check for scan in jobs for check in scan.checks}
    assert {c.id for c in every if c.compare is not Compare.FORMS} <= tried
    assert {c.id for c in every if c.condition and not c.quiet} <= tried
    assert canary.failed(opened.readers, made, jobs) == {}


def test_each_statement_about_the_state_is_tried(asked: Asked) -> None:
    opened, _, _ = asked
    members = canary.of_state(opened.catalogue)
    assert not any(named(one.statement(0), "public").tables for one in members)
    assert {*members.values()} == {name for name, _, _ in canary._statements(opened.catalogue)}
    assert {name.partition(":")[0] for name in members.values()} == {*canary._SHOWN}
    assert canary.doubted(opened) == {}
    changed = {
        replace(one, sql=sql): label
        for one in members
        for label, sql in (*mutants(one.sql), *mutants(one.sql, OF_STATE))
    }
    assert len(changed) > 40
    noticed = canaries.tried(opened.readers, list(changed), canary.GIVEN)
    unnoticed = {each.sql: label for each, label in changed.items() if each not in noticed}
    assert [s for s in unnoticed if not any(words in s for words in SAME)] == []


OF_STATE = {
    "never": (r"\bWHERE ", "WHERE false AND "),
    "later": (
        r"transaction_timestamp\(\) - interval '(\d+)",
        r"timestamp '1999-01-01' - interval '\1",
    ),
    "earlier": (
        r"transaction_timestamp\(\) - interval '(\d+)",
        r"timestamp '2999-01-01' - interval '\1",
    ),
    "the oldest first": (r"created_at DESC", "created_at"),
    "another status": (r"status = (\d)", r"status = 9"),
}
OTHERS = {
    "never": (r"\bWHERE ", "WHERE false AND "),
    "no principals": (r"FROM users u", "FROM users u WHERE false"),
    "another column of users": (r"\bu\.id\b(?! FROM)", "0"),
    "the key for the id": (r"\|\| op_id\b", "|| op_key"),
}
"""What else is put in the place of what."""
SAME = ("(notes) <> ''", "decode((number.hex[1]), 'hex')")
"""Changes that change nothing: what is not there differs from no text, and ids below 2^30 have but
one form in Ruby."""


def test_whatever_is_changed_is_noticed(shared_database: MakeDatabase, any_server: Server) -> None:
    """In every release; a statement that one has asked, the next does not ask again."""
    seen: set[str] = set()
    for version in schema.VERSIONS:
        with asking(shared_database(f"empty-{version}", any_server)) as (opened, made, jobs):
            changed: dict[canaries.CheckCanary, str] = {}
            for one in canary.canaries(made, jobs):
                for label, sql in (*mutants(one.sql), *mutants(one.sql, OTHERS)):
                    changed[replace(one, sql=sql)] = label
            assert len(changed) > 150
            asked = [each for each in changed if each.sql not in seen]
            noticed = canaries.tried(opened.readers, asked, canary.GIVEN)
            seen |= {each.sql for each in changed}
        unnoticed = {each.sql: changed[each] for each in asked if each not in noticed}
        assert [s for s in unnoticed if not any(words in s for words in SAME)] == []


def test_nothing_is_clear_by_a_comparison_that_fails(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_database(fresh("17.1"))
    assert run(url).verdict is Verdict.CLEAR
    right = terms.nobody
    monkeypatch.setattr(
        terms, "nobody", lambda check, found=None: f"({right(check, found)}) AND 1 = 0"
    )
    report = run(url)
    assert report.verdict is Verdict.INCOMPLETE
    asked = [o for o in report.outcomes if o.check.compare is not Compare.FORMS]
    assert {o.result for o in asked} <= {Result.UNCHECKED, Result.ABSENT}
    assert {o.reason for o in asked if o.result is Result.UNCHECKED} == {canaries.FAILED}


def test_what_is_never_looked_into_is_no_proof(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text is looked into only where it has the hint of a form."""
    for room in (scans, control):
        monkeypatch.setattr(room, "hinted", lambda text: f"({text} ~ 'nothing of this')")
    report = run(make_database(fresh("17.1")))
    texts = [o for o in report.outcomes if o.check.compare is Compare.FORMS]
    assert {o.result for o in texts} <= {Result.UNCHECKED, Result.ABSENT}


def test_nothing_is_said_of_a_state_that_a_statement_fails_on(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_database(fresh("17.1"))
    right = canaries._wrong

    def wrong(
        reader: Reader, asked: Sequence[CheckCanary], given: Mapping[str, object]
    ) -> Mapping[CheckCanary, str]:
        return dict.fromkeys(asked, canaries.FAILED) | right(reader, asked, given)

    monkeypatch.setattr(canaries, "_wrong", wrong)
    found = state(url)
    assert {each.reason for each in found.unread} == {canaries.FAILED}
    told = {each.what.partition(" rows of ")[0].partition(" in ")[0] for each in found.unread}
    assert told == {
        "overdue",
        "deletion jobs",
        "accounts that are marked deleted",
        "the built-in principals",
    }
    assert (found.overdue, found.damages, found.unfinished) == ((), (), ())

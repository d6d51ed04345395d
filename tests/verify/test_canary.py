"""A server that answers differently makes unchecked what it was asked, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from openproject import schema
from operasure.checks import canary, idforms, selection
from operasure.checks.selection import CheckPlan
from operasure.core import queries
from operasure.core.model import Compare, Report, Result, Verdict
from operasure.database.naming import named
from operasure.database.session import Access, Session, session
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support.databases import MakeDatabase
from support.instances import observed
from support.mutants import mutants

UNUSED = 60
IDS = (UNUSED, 1, 4, 7, 421, 40_000, 2**31 - 1, 2**31, 2**53 + 1)


@pytest.fixture(scope="module")
def url(shared_database: MakeDatabase, server: Server) -> str:
    return shared_database(observed("before"), server)


@pytest.fixture(scope="module")
def opened(url: str) -> Iterator[Session]:
    with session(target(url, {}), Access(jobs=1)) as found:
        yield found


@pytest.fixture(scope="module")
def made(opened: Session) -> CheckPlan:
    return selection.make(queries.load(), opened.catalogue)


def failed(opened: Session, made: CheckPlan, **changed: Any) -> dict[str, str]:
    return canary.failed(opened.readers, made.scans, {**idforms.parameters(UNUSED), **changed})


@pytest.mark.parametrize(
    ("user_id", "kind"),
    [*((each, "user") for each in IDS), (UNUSED, "group"), (2**31, "placeholder user")],
)
def test_a_right_server_passes(opened: Session, made: CheckPlan, user_id: int, kind: str) -> None:
    assert canary.failed(opened.readers, made.scans, idforms.parameters(user_id, kind)) == {}


def is_whole(one: canary.CheckCanary) -> bool:
    """Whether it is of a statement or a condition, and not of a comparison alone."""
    return not one.sql.startswith("SELECT op_row.op_at")


@pytest.fixture(scope="module", params=schema.VERSIONS)
def other(
    request: pytest.FixtureRequest, shared_database: MakeDatabase, server: Server
) -> Iterator[tuple[Session, CheckPlan]]:
    url = shared_database(f"empty-{request.param}", server)
    with session(target(url, {}), Access(jobs=1)) as found:
        yield found, selection.make(queries.load(), found.catalogue)


def test_each_statement_and_each_condition_is_tried(other: tuple[Session, CheckPlan]) -> None:
    """On rows of its own: none reads a table of the database."""
    opened, made = other
    members = canary.canaries(made.scans, UNUSED, "user")
    whole = {check for one, checks in members.items() if is_whole(one) for check in checks}
    every = [check for scan in made.scans for check in scan.checks if not check.quiet]
    assert whole == {c.id for c in every if c.compare is Compare.JOINED or c.condition}
    assert not any(named(one.statement(0), "public").tables for one in members)
    for user_id in IDS:
        assert canary.failed(opened.readers, made.scans, idforms.parameters(user_id)) == {}


def test_whatever_is_changed_in_a_statement_is_noticed(other: tuple[Session, CheckPlan]) -> None:
    opened, made = other
    changed, unnoticed = 0, []
    for one in filter(is_whole, canary.canaries(made.scans, UNUSED, "user")):
        for label, sql in mutants(one.sql):
            changed += 1
            if not canary.tried(
                opened.readers, [replace(one, sql=sql)], idforms.parameters(UNUSED)
            ):
                unnoticed.append((label, sql))
    assert changed > 150
    # What is not there differs from no text: that function changes nothing. Nor does the other one
    # for an id below 2^30, which Ruby writes in one form alone.
    same = ("(notes) <> ''", "decode((number.hex[1]), 'hex')")
    assert [u for u in unnoticed if not any(words in u[1] for words in same)] == []


def of(made: CheckPlan, *compares: Compare) -> set[str]:
    return {c.id for scan in made.scans for c in scan.checks if c.compare in compares}


@pytest.mark.parametrize("deaf", idforms.forms("user"), ids=lambda form: form.name)
def test_each_form_is_listened_for(opened: Session, made: CheckPlan, deaf: idforms.IdForm) -> None:
    every = (f.pattern for f in idforms.forms("user") if f is not deaf)
    patterns = [pattern.replace("{id}", str(UNUSED)) for pattern in every]
    assert failed(opened, made, patterns=patterns).keys() == of(made, Compare.FORMS)


@pytest.mark.parametrize(
    ("changed", "compares"),
    [
        ({"patterns": ["user"]}, [Compare.FORMS]),
        ({"alone": r"\m60\M"}, [Compare.FORMS]),
        ({"needle": "601"}, [Compare.FORMS, Compare.WHOLE, Compare.DIGITS]),
        ({"whole": "60"}, [Compare.WHOLE]),
        ({"user_id": 61}, [Compare.ID, Compare.AMONG, Compare.JOINED]),
    ],
)
def test_what_finds_too_little_or_too_much_fails(
    opened: Session, made: CheckPlan, changed: dict[str, object], compares: list[Compare]
) -> None:
    members = canary.canaries(made.scans, UNUSED, "user")
    silent = canary.tried(opened.readers, list(members), {**idforms.parameters(UNUSED), **changed})
    assert {check for c in silent for check in members[c]} == of(made, *compares)


PATCHES: dict[str, tuple[str, list[Compare]]] = {
    "no form of an id in a text": (
        "UPDATE pg_operator SET oprcode = 'texticregexne' WHERE oid = '~*(text,text)'::regoperator",
        [Compare.FORMS],
    ),
    "another number": (
        "UPDATE pg_operator SET oprcode = 'int82ne' WHERE oid = '=(bigint,smallint)'::regoperator",
        [Compare.ID],
    ),
    "every text": (
        "UPDATE pg_operator SET oprcode = 'textne' WHERE oid = '=(text,text)'::regoperator",
        # Names of entities in HTML are compared, too, where escapes are read.
        [Compare.DIGITS, Compare.FORMS],
    ),
}


@pytest.mark.parametrize("patch", PATCHES)
def test_a_server_that_was_changed(make_database: MakeDatabase, server: Server, patch: str) -> None:
    sql, compares = PATCHES[patch]
    url = make_database(observed("before"), server)
    with session(target(url, {}), Access(jobs=1)) as opened:
        made = selection.make(queries.load(), opened.catalogue)
        members = {
            one: checks
            for one, checks in canary.canaries(made.scans, UNUSED, "user").items()
            if not is_whole(one)
        }
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("SET allow_system_table_mods = on")
            admin.execute(sql.encode())
        silent = canary.tried(opened.readers, list(members), idforms.parameters(UNUSED))
        found = {check for c in silent for check in members[c]}
        # Numbers of another type than bigint have operators of their own.
        assert found
        assert found == of(made, *compares) or compares == [Compare.ID]
        assert found <= of(made, *compares)


def test_verify_of_a_server_that_hears_no_form(make_database: MakeDatabase) -> None:
    url = make_database(observed("before"))

    def look() -> Report:
        return verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=2)))

    assert look().verdict is Verdict.CLEAR
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(PATCHES["no form of an id in a text"][0].encode())
    report = look()
    assert report.verdict is Verdict.INCOMPLETE
    forms = [o for o in report.outcomes if o.check.compare is Compare.FORMS]
    assert {o.result for o in forms} <= {Result.UNCHECKED, Result.ABSENT}
    assert {o.reason for o in forms if o.result is Result.UNCHECKED} == {canary.FAILED}


def test_a_part_of_a_table_can_be_read_by_every_statement(
    other: tuple[Session, CheckPlan],
) -> None:
    """Also by those that join what they compute: `ctid` is still the table's."""
    opened, made = other
    bound = idforms.parameters(UNUSED)
    closer = [scan for scan in made.scans if scan.closer][:20]
    assert closer
    for scan in closer:
        part = scan.over([((0, 0), (1, 0))])
        for sql in (part.sql, str(part.closer)):
            assert list(opened.readers[0].stream(sql, places=["(0,1)"], **bound)) == []

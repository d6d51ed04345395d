"""Columns that name persons are looked through for who the snapshot says the person was."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
import pytest

from operasure.core.model import Outcome, Result
from operasure.core.queries import load
from operasure.database.session import Access, session
from operasure.database.target import target
from operasure.looks.mentions import person_columns
from operasure.matching.identity import Identity
from support import roles
from support.databases import MakeDatabase
from support.instances import generated, observed

PERSON = Identity.of(
    ["Jürgen Brandström"], ["j_brandstroem"], ["juergen.brandstroem@example.org"], [42]
)


def look(url: str, identity: Identity = PERSON) -> dict[str, Outcome]:
    with session(target(url, {}), Access()) as opened:
        found: Sequence[Outcome] = person_columns.outcomes(opened, load(), identity)
    return {outcome.check.id: outcome for outcome in found}


def test_what_the_deletion_leaves_is_found(shared_database: MakeDatabase) -> None:
    found = look(shared_database(observed("after")))
    assert set(found) <= person_columns.ids(load())
    left = {check for check, outcome in found.items() if outcome.result is Result.LEFTOVER}
    assert left >= {
        "cw-02/changesets.committer:person",
        "cm-01/meeting_participants.name:person",
        "cm-01/meeting_participants.email:person",
        "xs-01/file_links.origin_created_by_name:person",
    }
    assert "bu-01/users.mail:person" not in left
    for outcome in found.values():
        assert outcome.result is not Result.UNCHECKED
        assert outcome.control or outcome.result is Result.ABSENT
        assert len(outcome.row_ids) == outcome.rows


def test_the_row_itself_is_found_before(shared_database: MakeDatabase) -> None:
    found = look(shared_database(observed("before")))
    for column in ("login", "mail"):
        assert found[f"bu-01/users.{column}:person"].row_ids == (42,)


@pytest.mark.parametrize("version", ["17.1", "12.0", "10.0"])
def test_nobody_is_found_who_is_not_there(shared_database: MakeDatabase, version: str) -> None:
    nobody = Identity.of(["Nemo Niemand"], ["niemand99"], ["nemo@nowhere.example"])
    found = look(shared_database(generated(version)), nobody)
    assert found
    assert set(found) == person_columns.ids(load())
    results = {outcome.result for outcome in found.values()}
    # Some tables came after 17.1, some before it were not there yet.
    assert results == {Result.CLEAR, Result.ABSENT}


def test_a_namesake_s_family_name_is_none_of_the_person(make_database: MakeDatabase) -> None:
    url = make_database(observed("after"))
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE users SET lastname = 'Brandström' WHERE id = 48")
    assert look(url)["bu-01/users.lastname:person"].result is Result.CLEAR


def test_what_could_not_be_read_is_unchecked(make_database: MakeDatabase) -> None:
    url = make_database(observed("after"))
    with roles.reader(url, "changesets") as (_, mine):
        found = look(mine)
    unread = {check for check, each in found.items() if each.result is Result.UNCHECKED}
    assert unread == {"cw-02/changesets.committer:person"}

"""Looking at the rows finds what was observed, and nothing that only looks like the person."""

import psycopg
import pytest

from openproject.invented import PERSON
from openproject.look import references
from openproject.truth import Truth
from operasure.demo.instance import STATES, State
from support import instances
from support.databases import MakeDatabase
from support.observed import places


@pytest.mark.parametrize("state", STATES)
def test_references_are_those_that_were_observed(
    state: State, shared_database: MakeDatabase
) -> None:
    with psycopg.connect(shared_database(instances.observed(state))) as connection:
        found = references(connection, PERSON.id)

    expected = set(places(state, worded=False))
    assert {(truth.table, truth.column, truth.key) for truth in found} == expected
    assert len(expected) == {"before": 438, "after": 77}[state]


def test_numbers_that_mean_something_else_are_passed_over(shared_database: MakeDatabase) -> None:
    with psycopg.connect(shared_database(instances.observed("before"))) as connection:
        found = references(connection, PERSON.id)
        number_field = "SELECT id FROM custom_fields WHERE name = 'Nummer'"
        query = f"SELECT id::text FROM custom_values WHERE custom_field_id IN ({number_field})"
        numbers = {key for (key,) in connection.execute(query.encode()) if isinstance(key, str)}

    assert numbers
    assert not numbers & keys(found, "custom_values", "value")
    details = {truth.detail for truth in found if truth.table == "queries"}
    assert "cf_40" in details
    assert not details & {"cf_47", "project_id", "version_id", "status_id"}


def test_a_user_whose_id_begins_alike_is_somebody_else(shared_database: MakeDatabase) -> None:
    with psycopg.connect(shared_database(instances.observed("before"))) as connection:
        mine = set(references(connection, PERSON.id))
        others = set(references(connection, int(f"{PERSON.id}1")))

    assert others
    assert not {truth for truth in mine & others if truth.table != "good_job_executions"}


def keys(found: tuple[Truth, ...], table: str, column: str) -> set[str]:
    return {truth.key for truth in found if (truth.table, truth.column) == (table, column)}

"""After a clean-up nothing names the person, and nothing else has changed."""

import psycopg
import pytest

from openproject.clean import clean
from openproject.deletion import Stage, delete_user
from openproject.generator import generate
from openproject.invented import PERSON, DemoPerson
from openproject.look import references
from openproject.look_texts import mentions
from openproject.schema import VERSIONS
from openproject.tables import read_tables
from support import instances
from support.contents import rows
from support.databases import MakeDatabase

CASES = [
    *((version, instances.generated(version), DemoPerson()) for version in VERSIONS),
    ("17.1", instances.observed("before"), PERSON),
]


@pytest.mark.parametrize(("version", "template", "person"), CASES)
def test_nothing_is_left_and_nothing_else_changes(
    version: str, template: str, person: DemoPerson, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(template)) as connection:
        deletion = delete_user(connection, version, person)
        tables = read_tables(connection)
        before = {name: rows(connection, table) for name, table in tables.items()}
        clean(connection, person, deletion.truth)
        after = {name: rows(connection, table) for name, table in tables.items()}
        left = (*references(connection, person.id), *mentions(connection, person))

    assert left == ()
    changed = {
        (name, column, key)
        for name in tables
        for key, cells in before[name].items()
        for column, cell in cells.items()
        if key in after[name] and after[name][key][column] != cell
    }
    held = {(truth.table, truth.column, truth.key) for truth in deletion.truth if truth.held}
    assert changed
    assert changed - held == set()
    gone = {(name, key) for name in tables for key in before[name] if key not in after[name]}
    parents = {(truth.table, truth.key) for truth in deletion.truth if truth.held}
    # A session takes its links to a provider along.
    links = before.get("oidc_user_session_links", {})
    along = {
        ("oidc_user_session_links", key)
        for key, cells in links.items()
        if ("sessions", cells["session_id"]) in gone
    }
    assert gone - parents - along == set()


@pytest.mark.parametrize(
    "person",
    [
        DemoPerson(77, "O'Brien", "D%Arcy \\1", "o.brien+x", "o'brien+x@example.org"),
        DemoPerson(100500, "Михаил", "Щукин", "щукин", "m@example.org", "ru"),
    ],
)
def test_any_person_can_be_deleted_and_cleaned(
    person: DemoPerson, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database("empty-17.1")) as connection:
        generate(connection, "17.1", person=person)
        deletion = delete_user(connection, "17.1", person)
        clean(connection, person, deletion.truth)
        left = (*references(connection, person.id), *mentions(connection, person))

    assert deletion.stage is Stage.DELETED
    assert left == ()


def test_what_was_not_deleted_is_not_cleaned(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(instances.generated("17.1"))) as connection:
        deletion = delete_user(connection, "17.1", DemoPerson(), Stage.REQUESTED, texts=False)
        with pytest.raises(ValueError, match="not deleted"):
            clean(connection, DemoPerson(), deletion.truth)


def test_a_place_that_holds_nothing_is_not_touched(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(instances.generated("17.1"))) as connection:
        deletion = delete_user(connection, "17.1", DemoPerson(), texts=False)
        settled = [truth for truth in deletion.truth if not truth.held]
        table = read_tables(connection)["work_packages"]
        before = rows(connection, table)
        clean(connection, DemoPerson(), settled)

        assert rows(connection, table) == before
        assert references(connection, DemoPerson().id) == tuple(
            truth for truth in deletion.truth if truth.held
        )

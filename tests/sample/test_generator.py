"""A generated installation names its person in every place of every release, and is sound."""

import csv
from collections.abc import Iterable
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from openproject.generator import generate
from openproject.generator_texts import mentions as forms
from openproject.invented import BUILT_IN, DemoPerson, living
from openproject.look import references
from openproject.look_texts import Names, mentions
from openproject.places import PAIRS, PRINCIPAL_COLUMNS, SERIALISED
from openproject.schema import VERSIONS
from openproject.tables import read_tables
from openproject.truth import Truth
from operasure.server.postgresql import Server
from support.contents import digests
from support.databases import MakeDatabase

DATA = Path(__file__).parents[1] / "data" / "truth"
GROUPS_ONLY = {("oidc_group_links", "group_id")}
OTHER_PRINCIPALS = {("service_account_associations", "service_account_id")}
# No user of 17.1 has one; an upgrade takes them away.
EMPTY_BEFORE = {("paper_trail_audits", "item_id")}


def places(truths: Iterable[Truth]) -> set[tuple[str, str, str]]:
    return {(truth.table, truth.column, truth.key) for truth in truths}


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_planted_is_what_the_rows_hold(
    version: str, any_server: Server, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(f"empty-{version}", any_server)) as connection:
        instance = generate(connection, version)
        found = references(connection, instance.person.id)
        texts = mentions(connection, instance.person)

    planted = [truth for truth in instance.planted if truth.encoding.reference]
    worded = [truth for truth in instance.planted if not truth.encoding.reference]
    assert sorted(found) == sorted(planted)
    assert places(texts) == places(worded)
    assert len(worded) > 1000


@pytest.mark.parametrize("version", VERSIONS)
def test_every_place_of_the_release_names_the_person(
    version: str, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(f"empty-{version}")) as connection:
        planted = {(truth.table, truth.column) for truth in generate(connection, version).planted}
        tables = read_tables(connection)

    known = {
        *((table, column) for table, names in PRINCIPAL_COLUMNS.items() for column in names),
        *((pair.table, pair.column) for pair in PAIRS),
        *((table, column) for table, names in SERIALISED.items() for column in names),
    } - EMPTY_BEFORE
    to_users = {
        (table.name, column)
        for table in tables.values()
        for column, target in table.references.items()
        if target == "users"
    }
    here = {
        (table, column)
        for table, column in known | (to_users - GROUPS_ONLY - OTHER_PRINCIPALS)
        if table in tables and column in tables[table].columns
    }
    # The statuses of jobs have a payload that may hold ids, but none that this release writes.
    assert here - planted <= {("job_statuses", "payload"), ("delayed_job_statuses", "payload")}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_reference_that_is_recorded_is_planted(
    version: str, make_database: MakeDatabase
) -> None:
    """The recorded list comes from OpenProject's source, not from this generator."""
    with psycopg.connect(make_database(f"empty-{version}")) as connection:
        planted = {(truth.table, truth.column) for truth in generate(connection, version).planted}
        tables = read_tables(connection)
    with (DATA / "references.tsv").open(newline="") as lines:
        recorded = {(row["table"], row["column"]) for row in csv.DictReader(lines, delimiter="\t")}

    here = {
        (table, column)
        for table, column in recorded
        if table in tables and column in tables[table].columns
    }
    assert len(here) > 60
    assert here - planted - EMPTY_BEFORE - OTHER_PRINCIPALS == set()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_table_has_rows_and_every_text_column_a_name(
    version: str, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(f"empty-{version}")) as connection:
        worded = {
            (truth.table, truth.column)
            for truth in generate(connection, version).planted
            if not truth.encoding.reference
        }
        empty = {name for name, (rows, _) in digests(connection).items() if rows == 0}
        tables = read_tables(connection)
    with (DATA / "texts.tsv").open(newline="") as lines:
        recorded = {(row["table"], row["column"]) for row in csv.DictReader(lines, delimiter="\t")}

    here = {
        (table, column)
        for table, column in recorded
        if table in tables and column in tables[table].columns
    }
    assert empty == set()
    assert len(here) > 120
    assert sorted(here - worded) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_seed_makes_the_same_rows(version: str, make_database: MakeDatabase) -> None:
    made = []
    for seed in (1, 1, 2):
        with psycopg.connect(make_database(f"empty-{version}")) as connection:
            instance = generate(connection, version, seed=seed)
            made.append((instance.planted, digests(connection)))

    assert made[0] == made[1]
    assert made[0][1] != made[2][1]


@pytest.mark.parametrize(
    "person",
    [
        DemoPerson(10, "Li", "Wu", "li", "li@example.org", "zh"),
        DemoPerson(77, "O'Brien", "D%Arcy \\n", "o.brien+x", "o'brien@example.org"),
        DemoPerson(100500, "Михаил", "Щукин", "щукин", "m@example.org", "ru"),
    ],
)
def test_any_person_can_be_planted(person: DemoPerson, make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-17.1")) as connection:
        instance = generate(connection, "17.1", person=person)
        found = references(connection, person.id)

    assert sorted(found) == sorted(t for t in instance.planted if t.encoding.reference)
    assert len(found) > 400


@pytest.mark.parametrize("version", VERSIONS)
def test_built_in_users_and_living_people_are_there(
    version: str, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(f"empty-{version}")) as connection:
        person = generate(connection, version).person
        rows = connection.execute("SELECT id, type, lastname FROM users").fetchall()

    users = {id: (kind, family) for id, kind, family in rows}
    for each in (*BUILT_IN, *living(person)):
        assert users[each.id] == (each.type, each.family)
    assert users[person.id] == ("User", person.family)
    assert [family for _, family in users.values()].count(person.family) == 2
    assert {421, 1042} <= users.keys()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_number_stands_elsewhere_too(version: str, make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(f"empty-{version}")) as connection:
        generate(connection, version)
        tables = read_tables(connection)
        with_row = {
            name
            for name, table in tables.items()
            if table.primary_key == ("id",)
            and table.columns["id"].type != "uuid"
            and connection.execute(
                sql.SQL("SELECT 1 FROM {} WHERE id = 42").format(sql.Identifier(name))
            ).fetchone()
        }
        tags = connection.execute(
            "SELECT count(*) FROM work_packages WHERE description"
            ' LIKE \'%data-id="42" data-type="work_package"%\''
        ).fetchone()
        numbers = connection.execute(
            "SELECT count(*) FROM custom_values v JOIN custom_fields f ON f.id = custom_field_id"
            " WHERE f.field_format = 'int' AND v.value = '42'"
        ).fetchone()

    assert {"projects", "work_packages", "queries", "versions"} <= with_row
    assert len(with_row) > len(tables) * 3 / 4
    assert tags == (1,)
    assert numbers == (1,)


def test_a_text_without_marks_only_looks_like_a_mention() -> None:
    names = Names(DemoPerson())
    for text in forms(DemoPerson(), 41, "Zoë van den Berg"):
        assert bool(names.found(text.text)) is bool(text.marks), text.text
        assert {encoding for encoding, _ in text.marks} <= set(names.found(text.text))


def test_no_other_release_can_be_generated(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-17.1")) as connection, pytest.raises(KeyError):
        generate(connection, "11.0")


def test_a_small_id_leaves_no_room() -> None:
    with pytest.raises(ValueError, match="at least 10"):
        DemoPerson(id=9)

"""Rows made inside the server are as sound, as many and as well known as the others."""

from typing import Any

import psycopg
import pytest
from psycopg import sql

from openproject.deletion import Stage, delete_user
from openproject.generator import generate
from openproject.generator_bulk import BULK, FIRST_ID
from openproject.invented import DemoPerson
from openproject.look import references
from openproject.look_texts import mentions
from openproject.schema import VERSIONS
from openproject.tables import read_tables
from support.contents import digests
from support.databases import Connection, MakeDatabase

INDEXES = """
SELECT t.relname, pg_get_indexdef(i.indexrelid), pg_get_constraintdef(k.oid)
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = t.oid
WHERE t.relnamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


def orphans(connection: Connection) -> list[str]:
    """Return the foreign keys that some row breaks."""
    broken = []
    for table in read_tables(connection).values():
        for column, target in table.references.items():
            query = sql.SQL(
                "SELECT 1 FROM {table} c WHERE c.{column} IS NOT NULL"
                " AND NOT EXISTS (SELECT FROM {target} p WHERE p.id = c.{column}) LIMIT 1"
            ).format(
                table=sql.Identifier(table.name),
                column=sql.Identifier(column),
                target=sql.Identifier(target),
            )
            if connection.execute(query).fetchone():
                broken.append(f"{table.name}.{column}")
    return broken


@pytest.mark.parametrize("version", VERSIONS)
def test_grown_rows_are_counted_known_and_sound(version: str, make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(f"empty-{version}")) as connection:
        before = connection.execute(INDEXES.encode()).fetchall()
        instance = generate(connection, version, scale=2)
        after = connection.execute(INDEXES.encode()).fetchall()
        found = references(connection, instance.person.id)
        texts = mentions(connection, instance.person)
        counts = {table: grown(connection, table) for table, _, _ in BULK}
        broken = orphans(connection)
        deletion = delete_user(connection, version, instance.person, texts=False)

    planted = instance.planted
    assert sorted(found) == [truth for truth in planted if truth.encoding.reference]
    assert {(t.table, t.column, t.key) for t in texts} == {
        (t.table, t.column, t.key) for t in planted if not t.encoding.reference
    }
    assert counts == {table: step * 2 for table, step, _ in BULK}
    assert broken == []
    assert before == after
    assert deletion.stage is Stage.DELETED


def grown(connection: Connection, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {} WHERE id >= {}").format(
        sql.Identifier(table), sql.Literal(FIRST_ID)
    )
    row: Any = connection.execute(query).fetchone()
    return int(row[0])


def test_every_grown_place_names_the_person(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-17.1")) as connection:
        planted = generate(connection, "17.1", scale=2).planted

    grown_places = {
        (truth.table, truth.column)
        for truth in planted
        if truth.key.isdigit() and is_grown(truth.key)
    }
    assert grown_places == {
        *(
            (table, column)
            for table in ("work_packages", "work_package_journals")
            for column in (
                "author_id",
                "assigned_to_id",
                "responsible_id",
                "subject",
                "description",
            )
        ),
        ("journals", "user_id"),
        ("journals", "notes"),
        ("custom_values", "value"),
    }


def is_grown(key: str) -> bool:
    return int(key) >= FIRST_ID


def test_journals_belong_to_grown_work_packages(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-17.1")) as connection:
        generate(connection, "17.1", scale=2)
        row = connection.execute(
            "SELECT count(*), count(DISTINCT w.id), count(d.id) FROM journals j"
            " JOIN work_packages w ON w.id = j.journable_id"
            " JOIN work_package_journals d ON d.id = j.data_id WHERE j.id >= %s",
            [FIRST_ID],
        ).fetchone()

    assert row == (10_000, 2_000, 10_000)


def test_the_same_seed_grows_the_same_rows(make_database: MakeDatabase) -> None:
    made = []
    for seed in (5, 5, 6):
        with psycopg.connect(make_database("empty-12.0")) as connection:
            generate(connection, "12.0", seed=seed, scale=2)
            made.append(digests(connection))

    assert made[0] == made[1]
    assert made[0]["work_packages"] != made[2]["work_packages"]


def test_an_ordinary_owner_may_grow_too(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-12.0")) as connection:
        connection.execute("CREATE ROLE grower")
        for table in read_tables(connection):
            owner = sql.SQL("ALTER TABLE {} OWNER TO grower").format(sql.Identifier(table))
            connection.execute(owner)
        connection.execute("GRANT CREATE ON SCHEMA public TO grower")
        connection.execute("SET LOCAL ROLE grower")
        generate(connection, "12.0", scale=2)
        count = grown(connection, "work_packages")
        connection.rollback()

    assert count == 2_000


def test_a_person_among_the_grown_ids_is_refused(make_database: MakeDatabase) -> None:
    with (
        psycopg.connect(make_database("empty-17.1")) as connection,
        pytest.raises(ValueError, match="below"),
    ):
        generate(connection, "17.1", person=DemoPerson(id=FIRST_ID), scale=2)

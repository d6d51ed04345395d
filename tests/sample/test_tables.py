"""The catalogue is read with keys, references and sequences, in an order that loads."""

import psycopg
import pytest

from openproject.schema import VERSIONS
from openproject.tables import read_tables
from support.databases import MakeDatabase


@pytest.mark.parametrize("version", VERSIONS)
def test_a_table_comes_after_those_it_refers_to(
    version: str, shared_database: MakeDatabase
) -> None:
    with psycopg.connect(shared_database(f"empty-{version}")) as connection:
        tables = read_tables(connection)

    places = {name: place for place, name in enumerate(tables)}
    late = [
        (name, target)
        for name, table in tables.items()
        for target in table.references.values()
        if places[target] > places[name]
    ]
    assert late == []
    assert any(table.references for table in tables.values())


def test_keys_and_columns(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-10.0")) as connection:
        connection.execute("CREATE TABLE zz_notes (note text, amount numeric(6, 2) NOT NULL)")
        tables = read_tables(connection)

    users = tables["users"]
    assert users.key == ("id",)
    assert users.columns["id"].sequence == "public.users_id_seq"
    assert users.columns["login"].type == "character varying(256)"
    assert not users.columns["login"].nullable
    assert tables["group_users"].key == ("group_id", "user_id")
    assert tables["zz_notes"].key == ("note", "amount")
    assert tables["zz_notes"].columns["note"].textual
    assert not tables["zz_notes"].columns["amount"].textual


def test_a_circle_is_refused(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-10.0")) as connection:
        connection.execute("CREATE TABLE one (id int PRIMARY KEY, two_id int)")
        connection.execute("CREATE TABLE two (id int PRIMARY KEY, one_id int REFERENCES one)")
        connection.execute("ALTER TABLE one ADD FOREIGN KEY (two_id) REFERENCES two")
        with pytest.raises(ValueError, match="circle"):
            read_tables(connection)

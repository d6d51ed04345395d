"""The installation on which OpenProject's own deletion ran is carried whole."""

import csv
import subprocess

import psycopg
import pytest

from openproject.generator import holds_xml
from openproject.invented import PERSON
from openproject.tables import read_tables
from operasure.core.model import Verdict
from operasure.database.session import Access
from operasure.database.target import target
from operasure.demo import instance
from operasure.looks.verify import VerifyOptions, verify
from operasure.server.postgresql import Server
from support import instances
from support.contents import digests
from support.databases import MakeDatabase
from support.observed import DATA


def recorded(state: str) -> dict[str, tuple[int, str]]:
    with (DATA / "digests.tsv").open(newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {
            row["table"]: (int(row["rows"]), row["sha256"]) for row in rows if row["state"] == state
        }


@pytest.mark.parametrize("state", instance.STATES)
def test_every_table_holds_the_bytes_of_the_source(
    state: instance.State, server: Server, shared_database: MakeDatabase
) -> None:
    with psycopg.connect(shared_database(instances.observed(state), server)) as connection:
        found = digests(connection)
        lost = set() if holds_xml(connection) else {"bcf_issues"}

    wanted = recorded(state)
    assert {name for name in wanted if found[name] != wanted[name]} == lost
    assert found.keys() == wanted.keys()
    assert sum(rows for rows, _ in found.values()) == {"before": 1448, "after": 1364}[state]


def test_a_reduced_one_is_an_installation_that_is_known(shared_database: MakeDatabase) -> None:
    """Each of its tables has those that its queries need: none is searched as that of a plugin."""
    url = shared_database(instances.reduced("before"))
    report = verify(target(url, {}), VerifyOptions(60, access=Access(jobs=1)))
    assert report.verdict is Verdict.CLEAR
    assert (report.coverage.tables, report.coverage.swept) == (len(instances.FEW), 0)


@pytest.mark.parametrize("state", instance.STATES)
def test_psql_loads_the_script_too(
    state: instance.State, any_server: Server, make_database: MakeDatabase
) -> None:
    url = make_database("empty-17.1")
    subprocess.run(
        [any_server.bindir / "psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--quiet", url],
        input=instance.script(state).encode(),
        check=True,
        capture_output=True,
    )

    with psycopg.connect(url) as connection:
        assert digests(connection) == recorded(state)


def test_an_ordinary_role_may_load_it(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database("empty-17.1")) as connection:
        connection.execute("CREATE ROLE loader")
        connection.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO loader")
        connection.execute("GRANT UPDATE ON ALL SEQUENCES IN SCHEMA public TO loader")
        connection.execute("SET LOCAL ROLE loader")
        instance.load(connection, "after")
        connection.rollback()


@pytest.mark.parametrize("state", instance.STATES)
def test_sequences_know_the_ids_of_deleted_rows(
    state: instance.State, shared_database: MakeDatabase
) -> None:
    with psycopg.connect(shared_database(instances.observed(state))) as connection:
        behind = []
        for table in read_tables(connection).values():
            for column in table.columns.values():
                if column.sequence:
                    query = (
                        f"SELECT (SELECT last_value FROM {column.sequence}) <"
                        f' (SELECT max("{column.name}") FROM "{table.name}")'
                    )
                    if connection.execute(query.encode()).fetchone() == (True,):
                        behind.append(table.name)
        highest = connection.execute("SELECT last_value FROM users_id_seq").fetchone()

    assert behind == []
    assert highest is not None
    assert int(str(highest[0])) > instance.PERSON_ID


def test_the_person_is_a_row_only_before(shared_database: MakeDatabase) -> None:
    query = "SELECT firstname, lastname, login, mail, language FROM users WHERE id = %s"
    found = []
    for state in instance.STATES:
        with psycopg.connect(shared_database(instances.observed(state))) as connection:
            found.append(connection.execute(query, [instance.PERSON_ID]).fetchone())

    person = PERSON
    names = (person.given, person.family, person.login, person.mail, person.language)
    assert found == [names, None]

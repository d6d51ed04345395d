"""What a snapshot says of tables and releases that this version does not know.

The tables are made as those are that OpenProject 17.7 has and 17.1 has not, under other names:
owners, foreign keys.
"""

from __future__ import annotations

import re

import psycopg
import pytest

from operasure.cli import run
from operasure.looks.snapshot.followup import Truth
from operasure.looks.snapshot.model import Risk, Severity
from support.databases import MakeDatabase
from support.instances import generated
from support.snapshots import followed, foreseen, taken

NEWER = """
CREATE TABLE capacity_bookings (
    id bigserial PRIMARY KEY, state varchar NOT NULL,
    principal_id bigint REFERENCES users, requested_by_id bigint REFERENCES users,
    reviewed_by_id bigint REFERENCES users, principal_assigned_by_id bigint REFERENCES users
);
CREATE TABLE stored_boards (
    id bigserial PRIMARY KEY, name varchar NOT NULL, public boolean NOT NULL DEFAULT false,
    principal_id bigint REFERENCES users
);
CREATE TABLE shift_hours (
    id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, monday integer NOT NULL
);
CREATE TABLE absence_notes (
    id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE
);
INSERT INTO capacity_bookings (state, principal_id, requested_by_id, reviewed_by_id)
VALUES ('requested', 42, 41, NULL), ('allocated', 41, 42, 42);
INSERT INTO stored_boards (name, public, principal_id)
VALUES ('Own', false, 42), ('Shared', true, 42);
INSERT INTO shift_hours (user_id, monday) VALUES (42, 480), (41, 480);
INSERT INTO absence_notes (user_id) VALUES (42), (41);
"""
PLACES = {
    "stored_boards.principal_id",
    "capacity_bookings.principal_id",
    "capacity_bookings.requested_by_id",
    "capacity_bookings.reviewed_by_id",
    "shift_hours.user_id",
    "absence_notes.user_id",
}
DESTROYS = re.compile(r"\b(remov|rewrit|write|delete (them|the rows)|drop|empty|truncat)", re.I)
CLAIMS = re.compile(r"it will fail|does not know the table|OpenProject('s deletion)? does not know")


@pytest.fixture
def newer(make_database: MakeDatabase) -> str:
    url = make_database(generated("17.1"))
    with psycopg.connect(url) as connection:
        connection.execute(NEWER.encode())
    return url


def unknown(risks: list[Risk]) -> list[Risk]:
    return [risk for risk in risks if risk.severity is Severity.UNKNOWN]


def test_of_tables_that_are_not_known_nothing_is_claimed_and_nothing_that_destroys_is_advised(
    newer: str,
) -> None:
    risks = unknown(foreseen(newer))
    named = {f"{row.table}.{row.column}" for risk in risks for row in risk.rows}
    assert named == PLACES
    for risk in risks:
        assert "this version does not know what the deletion does here" in risk.text
        assert not CLAIMS.search(risk.text.replace("If it does not change them, it will", ""))
        assert not DESTROYS.search(risk.remedy)
        assert "Leave the rows as they are" in risk.remedy


def test_no_remedy_for_any_risk_tells_to_destroy_what_is_not_the_person_s(newer: str) -> None:
    with psycopg.connect(newer) as connection:
        connection.execute("UPDATE cost_queries SET serialized = 'nothing that can be read'")
    risks = foreseen(newer)
    assert "report without values" in {risk.kind for risk in risks}
    for risk in risks:
        assert not re.search(
            r"\b(delete (them|the rows|the report)|remove (the )?rows|write another)\b", risk.remedy
        ), risk


def test_what_is_not_known_makes_the_command_end_with_incomplete(
    make_database: MakeDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    url = make_database(generated("12.0"))
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM cost_queries")
    command = ["snapshot", "--user-id", "42", "--database-url", url]
    assert run(command) == 0
    with psycopg.connect(url) as connection:
        connection.execute(NEWER.encode())
    capsys.readouterr()
    assert run(command) == 3
    said = capsys.readouterr().out
    assert "UNKNOWN: " in said
    assert "nothing is known to be in its way" not in said


FORETOLD = {
    "running timer",
    "mention pattern",
    "mention rewriting",
    "project lists",
    "report filters",
    "report without values",
}


def test_of_a_newer_release_every_foretelling_says_of_which_releases_it_is_true(newer: str) -> None:
    with psycopg.connect(newer) as connection:
        connection.execute("INSERT INTO schema_migrations VALUES ('20250927215339')")
        connection.execute("UPDATE users SET login = 'c++dev' WHERE id = 42")
        connection.execute("UPDATE cost_queries SET serialized = '' WHERE user_id <> 42")
    risks = foreseen(newer)
    [release] = [risk for risk in risks if risk.kind == "release"]
    assert release.severity is Severity.UNKNOWN
    assert "between 17.1 and 17.7" in release.text
    assert "capacity_bookings" in release.text
    assert any("intended by this release" in note for note in followed(newer, taken(newer)).notes)
    told = [risk for risk in risks if risk.kind in FORETOLD]
    assert {"mention pattern", "report without values", "running timer"} <= {r.kind for r in told}
    for risk in told:
        assert risk.text.startswith("In OpenProject up to 17.1: ")
        assert risk.remedy.startswith("Delete the user in a copy of the installation first")
    # What stands in the database is so in any release.
    assert all("up to 17.1" not in r.text for r in risks if r.kind == "account in use")


def test_a_plugin_s_migration_makes_no_release_newer(newer: str) -> None:
    with psycopg.connect(newer) as connection:
        connection.execute("INSERT INTO schema_migrations VALUES ('20270101000000')")
    risks = foreseen(newer)
    assert "release" not in {risk.kind for risk in risks}
    assert all("up to 17.1" not in risk.text for risk in risks)


def test_rows_that_the_deletion_handed_over_before_are_followed_up(newer: str) -> None:
    snapshot = taken(newer)
    with psycopg.connect(newer) as connection:
        connection.execute("UPDATE absence_notes SET user_id = 3 WHERE user_id = 42")
    told = [f for f in followed(newer, snapshot).foretold if f.table == "absence_notes"]
    assert [f.truth for f in told] == [Truth.SPARED]

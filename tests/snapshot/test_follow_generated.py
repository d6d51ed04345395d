"""Every row followed up on generated installations of three releases, the deletion played."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import psycopg
import pytest

from openproject.deletion import Deletion, Stage, delete_user
from openproject.invented import DemoPerson, group_ids
from operasure.core.model import Origin
from operasure.looks.snapshot.followup import FollowUpVerdict, State, Truth
from support.databases import Connection, MakeDatabase, template
from support.instances import generated
from support.snapshots import Before, followed, recorded, rows, taken

PERSON = DemoPerson()
VERSIONS = ["17.1", "12.0", "10.0"]
Cell = tuple[str, str, str]


def played(version: str) -> str:
    """The template in which the deletion was played as a release plays it."""
    return f"played-{version}"


def _register(version: str) -> None:
    @template(played(version), base=generated(version))
    def _played(connection: Connection) -> None:
        done = delete_user(connection, version, PERSON, job_row=False, texts=False)
        assert done.stage is Stage.DELETED


for _version in VERSIONS:
    _register(_version)


def play(url: str, version: str, *, name: str = "Deleted user", texts: bool = False) -> Deletion:
    with psycopg.connect(url) as connection:
        played = delete_user(
            connection, version, PERSON, job_row=False, deleted_name=name, texts=texts
        )
    assert played.stage is Stage.DELETED
    return played


@pytest.mark.parametrize("version", VERSIONS)
def test_every_reference_of_the_played_deletion(
    make_database: MakeDatabase, before: Before, version: str
) -> None:
    url, snapshot = make_database(generated(version)), before(version)
    truth: dict[Cell, set[bool]] = defaultdict(set)
    for place in play(url, version).truth:
        truth[place.table, place.column, place.key].add(place.held)
    with recorded() as states:
        found = followed(url, snapshot)
    seen: dict[Cell, set[State]] = defaultdict(set)
    for (place_, key), state in states.items():
        if place_.origin is Origin.REFERENCE:
            seen[place_.table, place_.column, str(key)].add(state)
    for cell, held in truth.items():
        if cell in seen:
            assert (State.STILL in seen[cell]) is (True in held), (cell, seen[cell], held)
    # What the truth has besides was written by the deletion itself, or is a place in a text.
    assert len(truth.keys() & seen.keys()) > 0.9 * len(truth)
    for lost in (State.LOST, State.OTHER, State.CHANGED):
        assert rows(found, lost) == {}
    assert sum(found.counts.values()) == snapshot.rows
    assert all(each.reason is None for each in found.followed)


@pytest.mark.parametrize("version", VERSIONS)
def test_texts_are_cut_in_the_release_that_rewrites_them(
    make_database: MakeDatabase, before: Before, version: str
) -> None:
    url, snapshot = make_database(played(version)), before(version)
    found = followed(url, snapshot)
    told = [each for each in found.foretold if each.kind == "mention rewriting"]
    assert bool(told) is (version == "17.1")
    assert {each.truth for each in told} <= {Truth.CAME_TRUE}
    assert bool(rows(found, State.CUT)) is (version == "17.1")


def test_the_language_of_the_deletion_is_no_change(
    make_database: MakeDatabase, before: Before
) -> None:
    url, snapshot = make_database(generated("17.1")), before("17.1")
    play(url, "17.1", name="Gelöschter Nutzer")
    found = followed(url, snapshot)
    assert rows(found, State.CHANGED) == {}
    assert found.counts[State.REWRITTEN] > 0


BY_HAND = {
    State.OTHER: (
        "cw-02/work_packages.author_id",
        "UPDATE work_packages SET author_id = 41 WHERE author_id = 3 AND id = {}",
    ),
    State.LOST: ("ct-02/time_entries.user_id", "DELETE FROM time_entries WHERE id = {}"),
}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_row_that_was_changed_by_hand_is_named(
    make_database: MakeDatabase, before: Before, version: str
) -> None:
    url, snapshot = make_database(played(version)), before(version)
    keys = {}
    for state, (check, statement) in BY_HAND.items():
        [place] = [p for p in snapshot.places if p.check == check]
        keys[state] = place.keys[0].unpacked()[-1]
        with psycopg.connect(url) as connection:
            assert connection.execute(statement.format(keys[state]).encode()).rowcount == 1
    found = followed(url, snapshot)
    for state, (check, _) in BY_HAND.items():
        assert rows(found, state)[check] == {keys[state]}
    assert found.result() is FollowUpVerdict.LOSSES


@pytest.mark.parametrize("version", VERSIONS)
def test_a_text_that_was_changed_by_hand_is_named(
    make_database: MakeDatabase, before: Before, version: str
) -> None:
    url, snapshot = make_database(played(version)), before(version)
    check = "cp-03/news.description:text"
    wanted = {State.REWRITTEN, State.STILL, State.UNCHANGED}
    with recorded() as states:
        assert rows(followed(url, snapshot), State.CHANGED) == {}
    keys = [
        key for (place, key), state in states.items() if place.check == check and state in wanted
    ]
    with psycopg.connect(url) as connection:
        for key in keys:
            connection.execute(
                "UPDATE news SET description = description || ' x' WHERE id = %s", [key]
            )
    assert rows(followed(url, snapshot), State.CHANGED) == {check: set(keys)}
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE news SET description = NULL WHERE id = %s", [keys[0]])
    assert keys[0] in rows(followed(url, snapshot), State.CHANGED)[check]


def test_a_saved_view_that_is_gone_is_lost_only_if_it_was_public(
    make_database: MakeDatabase, before: Before
) -> None:
    url, snapshot = make_database(generated("17.1")), before("17.1")
    with psycopg.connect(url) as connection:
        public = connection.execute(
            "SELECT min(id) FROM queries WHERE user_id = 42 AND public"
        ).fetchone()
        assert public
    play(url, "17.1")
    assert rows(followed(url, snapshot), State.LOST) == {}
    with psycopg.connect(url) as connection:
        for table in ("views", "export_settings"):
            connection.execute(f"DELETE FROM {table} WHERE query_id = %s".encode(), public)
        connection.execute("DELETE FROM queries WHERE id = %s", public)
    lost = rows(followed(url, snapshot), State.LOST)
    assert public[0] in set().union(*(ids for c, ids in lost.items() if "queries.user_id" in c))


def test_what_is_gone_from_a_plugin_s_table_without_a_key_is_said_to_be_unknown(
    make_database: MakeDatabase,
) -> None:
    url = make_database(generated("17.1"))
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE zz_plugin (user_id bigint, note text)")
        connection.execute("INSERT INTO zz_plugin VALUES (42, 'x')")
    snapshot = taken(url)
    found = followed(url, snapshot)
    [place] = [each for each in found.followed if each.place.table == "zz_plugin"]
    assert place.place.key == "ctid"
    assert place.reason
    assert "no key" in place.reason
    assert found.result() is FollowUpVerdict.INCOMPLETE


def test_a_table_and_a_check_that_are_gone_are_said_to_be(make_database: MakeDatabase) -> None:
    url = make_database(generated("17.1"))
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE zz_plugin (id int PRIMARY KEY, user_id bigint)")
        connection.execute("INSERT INTO zz_plugin VALUES (1, 42)")
    snapshot = taken(url)
    with psycopg.connect(url) as connection:
        connection.execute("DROP TABLE zz_plugin")
    strange = [
        replace(place, check="cw-02/work_packages.no_such_id")
        if place.check == "cw-02/work_packages.author_id"
        else place
        for place in snapshot.places
    ]
    found = followed(url, replace(snapshot, places=tuple(strange)))
    reasons = {each.place.table: each.reason for each in found.followed if each.reason}
    assert set(reasons) == {"zz_plugin", "work_packages"}
    assert found.result() is FollowUpVerdict.INCOMPLETE


@pytest.mark.parametrize("version", VERSIONS)
def test_a_group_is_read_and_followed_too(make_database: MakeDatabase, version: str) -> None:
    url = make_database(generated(version))
    group, _ = group_ids(PERSON)
    snapshot = taken(url, group)
    assert snapshot.subject.kind == "group"
    assert snapshot.rows > 0
    assert followed(url, snapshot).result() is FollowUpVerdict.ACCOUNTED

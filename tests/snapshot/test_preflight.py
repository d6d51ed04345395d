"""Each risk is provoked on a real database, and playing the deletion shows that it was true.

Whole snapshots are taken only where the follow-up reads them; else the risks are asked for alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import psycopg
import pytest

from openproject.deletion import Deletion, Stage, delete_user
from openproject.invented import DemoPerson
from openproject.obstacles import Obstacle, obstruct
from operasure.looks.snapshot.followup import Truth
from operasure.looks.snapshot.model import Risk, Severity
from operasure.looks.snapshot.rewriting import Rewriting
from operasure.server.postgresql import Server
from support import roles
from support.databases import MakeDatabase
from support.instances import generated
from support.snapshots import Before, followed, foreseen, taken

PERSON = DemoPerson()
_TAG, _OTHER = (
    f'<mention class="mention" data-id="{user_id}" data-text="@A">@A</mention>'
    for user_id in (42, 41)
)


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(generated("17.1"))


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def of_kind(risks: Iterable[Risk], kind: str) -> list[Risk]:
    return [risk for risk in risks if risk.kind == kind]


def blocks(risks: Iterable[Risk]) -> list[str]:
    return [risk.kind for risk in risks if risk.severity is Severity.BLOCKS]


def play(url: str, person: DemoPerson = PERSON, version: str = "17.1") -> Deletion:
    with psycopg.connect(url) as connection:
        return delete_user(connection, version, person, job_row=False, texts=False)


def test_nothing_blocks_as_it_is_and_the_deletion_goes_through(url: str) -> None:
    risks = foreseen(url)
    assert blocks(risks) == []
    assert play(url).stage is Stage.DELETED


PLUGIN = """
CREATE SCHEMA plugin;
CREATE TABLE {table} (id serial PRIMARY KEY, owner_id bigint REFERENCES users {action});
INSERT INTO {table} (owner_id) VALUES (42), (41), (42)
"""


@pytest.mark.parametrize(
    ("table", "action"), [("public.zz_plugin", "ON DELETE RESTRICT"), ("plugin.zz_plugin", "")]
)
def test_a_plugin_s_foreign_key(url: str, table: str, action: str) -> None:
    run(url, PLUGIN.format(table=table, action=action))
    risks = foreseen(url)
    [risk] = of_kind(risks, "foreign key")
    assert risk.severity is Severity.UNKNOWN
    assert risk.count == 2
    assert [(r.table, r.column, r.row_id) for r in risk.rows] == [
        ("zz_plugin", "owner_id", 1),
        ("zz_plugin", "owner_id", 3),
    ]
    assert "zz_plugin.owner_id" in risk.remedy
    failed = play(url)
    assert failed.stage is Stage.FAILED
    assert failed.error
    assert "ForeignKeyViolation" in failed.error
    run(url, f"UPDATE {table} SET owner_id = 41")
    assert of_kind(foreseen(url), "foreign key") == []
    assert play(url).stage is Stage.DELETED


def test_a_plugin_s_rows_that_the_database_deletes_along(url: str) -> None:
    run(url, PLUGIN.format(table="public.zz_plugin", action="ON DELETE CASCADE"))
    snapshot = taken(url)
    [risk] = of_kind(snapshot.risks, "cascade")
    assert (risk.severity, risk.count) == (Severity.UNKNOWN, 2)
    assert play(url).stage is Stage.DELETED
    found = followed(url, snapshot)
    told = [f for f in found.foretold if f.kind == "cascade"]
    assert [(f.row_id, f.truth) for f in told] == [(1, Truth.CAME_TRUE), (3, Truth.CAME_TRUE)]


def test_a_foreign_key_that_empties_its_column_is_no_risk(url: str) -> None:
    run(url, PLUGIN.format(table="public.zz_plugin", action="ON DELETE SET NULL"))
    risks = foreseen(url)
    assert of_kind(risks, "foreign key") == of_kind(risks, "cascade") == []
    assert play(url).stage is Stage.DELETED


def obstructed(url: str, obstacle: Obstacle) -> DemoPerson:
    with psycopg.connect(url) as connection:
        return obstruct(connection, PERSON, obstacle)


def test_two_running_timers(url: str) -> None:
    obstructed(url, Obstacle.RUNNING_TIMER)
    [risk] = of_kind(foreseen(url), "running timer")
    assert risk.severity is Severity.BLOCKS
    assert len(risk.rows) == 2
    failed = play(url)
    assert failed.error
    assert "UniqueViolation" in failed.error
    run(url, "UPDATE time_entries SET ongoing = false WHERE user_id = 42")
    assert of_kind(foreseen(url), "running timer") == []
    assert play(url).stage is Stage.DELETED


def test_a_running_timer_is_left_for_the_next_deletion(url: str) -> None:
    [risk] = of_kind(foreseen(url), "running timer")
    assert risk.severity is Severity.NOTICE
    assert play(url).stage is Stage.DELETED
    with psycopg.connect(url) as connection:
        entries = connection.execute(
            "SELECT id FROM time_entries WHERE user_id = 3 AND ongoing"
        ).fetchall()
    assert [entry[0] for entry in entries] == [row.row_id for row in risk.rows]


@pytest.mark.parametrize("column", ["login", "mail"])
def test_an_invalid_pattern(url: str, column: str) -> None:
    value = {"login": "c++dev", "mail": "c++dev@example.org"}[column]
    run(url, f"UPDATE users SET {column} = '{value}' WHERE id = 42")
    risks = foreseen(url)
    [risk] = of_kind(risks, "mention pattern")
    assert risk.severity is Severity.BLOCKS
    failed = play(url, replace(PERSON, login="c++dev", mail=value))
    assert failed.error
    assert "InvalidRegularExpression" in failed.error


def test_a_login_that_is_another_pattern_stays_in_texts(url: str) -> None:
    run(
        url,
        "UPDATE users SET login = 'renee+o' WHERE id = 42",
        "UPDATE news SET description = 'ask user#\"renee+o\" today' WHERE id = 40",
    )
    [risk] = of_kind(foreseen(url), "mention pattern")
    assert risk.severity is Severity.REMAINS
    assert play(url, replace(PERSON, login="renee+o")).stage is Stage.DELETED
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT description FROM news WHERE id = 40").fetchone()
    assert row == ('ask user#"renee+o" today',)


@pytest.mark.parametrize("login", ["renee", "r.o_x%", "renee+o", "(r|o)", "x)|(y", "a|b"])
@pytest.mark.parametrize("group", [False, True])
def test_each_text_that_is_rewritten_has_a_sign(
    shared_database: MakeDatabase, server: Server, login: str, group: bool
) -> None:
    rewriting = Rewriting(42, group, login, "r@example.org", 3)
    tags = f"{_OTHER} a {_TAG}", _OTHER
    hashes = "user#42 x", "group#42 x", f'user#"{login}" x', 'user#"r@example.org"\n'
    texts = [*tags, *hashes, "user", "x", "y", "a", "b", '"y"))  ', 'y") ', "", login]
    with psycopg.connect(shared_database("empty-17.1", server)) as connection:
        row = connection.execute(
            "SELECT count(*) FILTER (WHERE text SIMILAR TO %(similar_to)s), count(*) FILTER "
            "(WHERE text SIMILAR TO %(similar_to)s AND text ~ %(signs)s) "
            "FROM unnest(CAST(%(texts)s AS text[])) AS given (text)",
            {"similar_to": rewriting.similar_to, "signs": rewriting.signs, "texts": texts},
        ).fetchone()
    assert row is not None
    assert row[0] == row[1] > 0


TEXT = (
    'See <mention class="mention" data-id="41" data-type="user" data-text="@Zoë">@Zoë</mention>, '
    'who wrote this, and <mention class="mention" data-id="42" data-type="user" '
    'data-text="@R">@R</mention>.'
)


def test_texts_that_will_be_cut(url: str) -> None:
    run(url, f"UPDATE news SET description = '{TEXT}' WHERE id = 40")
    snapshot = taken(url)
    [risk] = of_kind(snapshot.risks, "mention rewriting")
    assert risk.severity is Severity.DAMAGES
    assert risk.count == len(risk.rows)
    [row] = [r for r in risk.rows if (r.table, r.row_id) == ("news", 40)]
    assert len(row.lost) == 1
    assert "who wrote this" in row.lost[0]
    assert play(url).stage is Stage.DELETED
    told = [f for f in followed(url, snapshot).foretold if f.kind == "mention rewriting"]
    assert len(told) == risk.count
    assert {f.truth for f in told} == {Truth.CAME_TRUE}
    with psycopg.connect(url) as connection:
        after = connection.execute("SELECT description FROM news WHERE id = 40").fetchone()
    assert after
    assert "who wrote this" not in str(after[0])


def test_a_text_without_others_is_not_named(url: str) -> None:
    alone = '<mention data-id="42" data-type="user" data-text="@R">@R</mention> user#42\nand me'
    run(url, f"UPDATE news SET description = '{alone}' WHERE id = 40")
    [risk] = of_kind(foreseen(url), "mention rewriting")
    assert ("news", 40) not in {(row.table, row.row_id) for row in risk.rows}


def test_lists_of_projects(url: str, before: Before) -> None:
    snapshot = before("17.1")
    [risk] = of_kind(snapshot.risks, "project lists")
    assert risk.severity is Severity.DAMAGES
    assert {row.table for row in risk.rows} == {"project_queries", "members", "favorites"}
    assert play(url).stage is Stage.DELETED
    told = [f for f in followed(url, snapshot).foretold if f.kind == "project lists"]
    assert {(f.table, f.row_id) for f in told} == {(r.table, r.row_id) for r in risk.rows}
    assert {f.truth for f in told} == {Truth.CAME_TRUE}


@pytest.mark.parametrize("version", ["17.1", "12.0", "10.0"])
def test_filters_of_reports(make_database: MakeDatabase, before: Before, version: str) -> None:
    url, snapshot = make_database(generated(version)), before(version)
    [risk] = of_kind(snapshot.risks, "report filters")
    foretold = {row.row_id: [lost.partition(" ")[0] for lost in row.lost] for row in risk.rows}
    assert play(url, version=version).stage is Stage.DELETED
    told = [f for f in followed(url, snapshot).foretold if f.kind == "report filters"]
    assert {f.row_id: list(f.lost) for f in told} == foretold
    assert {f.truth for f in told} == {Truth.CAME_TRUE}


@pytest.mark.parametrize("version", ["17.1", "12.0"])
def test_a_report_without_values(make_database: MakeDatabase, version: str) -> None:
    url = make_database(generated(version))
    obstructed(url, Obstacle.FILTER_WITHOUT_LIST)
    [risk] = of_kind(foreseen(url), "report without values")
    assert risk.severity is Severity.BLOCKS
    [row] = risk.rows
    failed = play(url, version=version)
    assert failed.error
    assert "NoMethodError" in failed.error
    run(url, f"DELETE FROM cost_queries WHERE id = {row.row_id}")
    assert play(url, version=version).stage is Stage.DELETED


def test_a_report_without_filters(url: str) -> None:
    run(
        url,
        "INSERT INTO cost_queries (user_id, name, is_public, created_at, updated_at, serialized) "
        "VALUES (4, 'Odd', true, now(), now(), '--- {}\n')",
    )
    [risk] = of_kind(foreseen(url), "report without values")
    assert [row.lost for row in risk.rows] == [("no list of filters",)]
    failed = play(url)
    assert failed.error
    assert "NoMethodError" in failed.error


LDAP = {
    "ldap_groups_synchronized_groups": (
        "UPDATE ldap_groups_synchronized_groups SET sync_users = true WHERE id IN "
        "(SELECT group_id FROM ldap_groups_memberships WHERE user_id = 42)"
    ),
    "ldap_groups_synchronized_filters": (
        "UPDATE ldap_groups_synchronized_filters SET sync_users = true, ldap_auth_source_id = "
        "(SELECT ldap_auth_source_id FROM users WHERE id = 42)"
    ),
    "ldap_auth_sources": (
        "UPDATE ldap_auth_sources SET onthefly_register = true WHERE id = "
        "(SELECT ldap_auth_source_id FROM users WHERE id = 42)"
    ),
}


SWITCHED_OFF = (
    "UPDATE ldap_auth_sources SET onthefly_register = false",
    "UPDATE ldap_groups_synchronized_groups SET sync_users = false",
    "UPDATE ldap_groups_synchronized_filters SET sync_users = false",
)


def test_directories_that_create_the_account_again(url: str) -> None:
    run(
        url,
        "UPDATE users SET ldap_auth_source_id = (SELECT min(id) FROM ldap_auth_sources) "
        "WHERE id = 42",
        *SWITCHED_OFF,
        "UPDATE auth_providers SET limit_self_registration = true",
        "DELETE FROM scim_clients",
    )
    assert of_kind(foreseen(url), "directory") == []
    for table, switched_on in LDAP.items():
        run(url, *SWITCHED_OFF, switched_on)
        [risk] = of_kind(foreseen(url), "directory")
        assert risk.severity is Severity.RETURNS
        assert {row.table for row in risk.rows} == {table}


def test_providers_that_create_the_account_again(url: str) -> None:
    run(url, "UPDATE auth_providers SET limit_self_registration = false")
    tables = {row.table for risk in of_kind(foreseen(url), "directory") for row in risk.rows}
    assert {"auth_providers", "scim_clients"} <= tables


UNDER_WAY, FAILED = ("deletion under way", Severity.NOTICE), ("deletion failed", Severity.BLOCKS)


@pytest.mark.parametrize(
    ("version", "stage", "risk"),
    [
        ("17.1", Stage.REQUESTED, UNDER_WAY),
        ("17.1", Stage.FAILED, FAILED),
        ("17.1", Stage.NO_EFFECT, FAILED),
        ("12.0", Stage.REQUESTED, UNDER_WAY),
        ("12.0", Stage.FAILED, FAILED),
    ],
)
def test_a_deletion_that_was_asked_for_already(
    make_database: MakeDatabase, version: str, stage: Stage, risk: tuple[str, Severity]
) -> None:
    url = make_database(generated(version))
    with psycopg.connect(url) as connection:
        delete_user(connection, version, PERSON, stage, texts=False)
    found = [(each.kind, each.severity) for each in foreseen(url)]
    assert risk in found
    assert "account in use" not in [kind for kind, _ in found]


def test_an_account_in_use(url: str) -> None:
    [risk] = of_kind(foreseen(url), "account in use")
    assert risk.severity is Severity.NOTICE
    run(url, "UPDATE users SET status = 3 WHERE id = 42")
    assert of_kind(foreseen(url), "account in use") == []


def test_the_gravest_come_first(url: str) -> None:
    obstructed(url, Obstacle.RUNNING_TIMER)
    order = [list(Severity).index(risk.severity) for risk in foreseen(url)]
    assert order == sorted(order)
    assert order[0] == 0


def test_what_could_not_be_looked_at_is_said(url: str) -> None:
    without = ("cost_queries", "ldap_groups_synchronized_groups")
    with roles.reader(url, *without) as (_, mine):
        unread = {each.check: each.reason for each in taken(mine).unread}
    assert unread["preflight: reports"] == "no permission to read it"
    assert unread["preflight: directories"] == "no permission to read it"
    assert unread["ct-02/cost_queries.user_id"] == "no permission to read it"

"""Tables of public plugins, as their migrations make them, with an id planted: what verify says.

Read from the migrations (db/migrate) of warnat/openproject-revisions_git,
AlunaTek-team/openproject-capacity-plugin, opf/openproject-proto_plugin,
nguidi/openproject-project-groups, CTC-Kernel/openproject-itsm, giakk/openproject_plugin_fasi and
hnabyz-bot/openproject-abyz-taxonomy. The rows are invented.
"""

from __future__ import annotations

import psycopg
import pytest

from operasure.core.model import Result
from operasure.database.session import Access
from operasure.database.target import target
from operasure.looks.verify import VerifyOptions, verify
from support.databases import MakeDatabase
from support.instances import observed

UNUSED = 60
TABLES = (
    (
        "gitolite_public_keys (id bigserial PRIMARY KEY, title varchar, identifier varchar, "
        "key text, key_type int, user_id bigint)"
    ),
    (
        "repository_deployment_credentials (id bigserial PRIMARY KEY, repository_id bigint, "
        "gitolite_public_key_id bigint, user_id bigint, perm varchar)"
    ),
    (
        "repository_git_config_keys (id bigserial PRIMARY KEY, repository_id bigint, key varchar, "
        "value varchar)"
    ),
    (
        "repository_mirrors (id bigserial PRIMARY KEY, repository_id bigint, url varchar, "
        "push_mode int, explicit_refspec varchar)"
    ),
    (
        "sprint_capacity_configurations (id bigserial PRIMARY KEY, version_id bigint REFERENCES "
        "versions, user_id bigint REFERENCES users, hours_per_day float)"
    ),
    (
        "sprint_retrospectives (id bigserial PRIMARY KEY, project_id bigint REFERENCES projects, "
        "went_well text, went_wrong text, improvements text)"
    ),
    "kittens (id bigserial PRIMARY KEY, name varchar)",
    (
        "project_groups_assignments (id bigserial PRIMARY KEY, group_id bigint REFERENCES users ON "
        "DELETE CASCADE, project_id bigint REFERENCES projects ON DELETE CASCADE)"
    ),
    (
        "project_groups_memberships (id bigserial PRIMARY KEY, assignment_id bigint REFERENCES "
        "project_groups_assignments, user_id bigint REFERENCES users ON DELETE CASCADE)"
    ),
    (
        "itsm_sla_policies (id bigserial PRIMARY KEY, project_id bigint, priority_id bigint, name "
        "varchar, response_minutes int, resolution_minutes int, day_start varchar, day_end "
        "varchar, working_days varchar, holiday_dates text)"
    ),
    (
        "itsm_sla_states (id bigserial PRIMARY KEY, work_package_id bigint, sla_policy_id bigint, "
        "paused_seconds int)"
    ),
    (
        "fase_a_data (id bigserial PRIMARY KEY, project_id bigint REFERENCES projects, "
        "sconto_fattura varchar, sopralluogo varchar, approvazione_disegno_cliente varchar)"
    ),
    (
        "abyz_taxonomy_nodes (id bigserial PRIMARY KEY, parent_id bigint, scope_type varchar, "
        "scope_id int, code varchar, description text, position int, rules_json jsonb)"
    ),
    (
        "abyz_taxonomy_assignments (id bigserial PRIMARY KEY, node_id bigint REFERENCES "
        "abyz_taxonomy_nodes, entity_type varchar, entity_id bigint, role varchar, position int)"
    ),
)
L, U = Result.LEFTOVER, Result.UNCHECKED
PLANTED = (
    ("gitolite_public_keys", "user_id", UNUSED, L),
    ("gitolite_public_keys", "title", f"laptop {UNUSED}", None),
    ("gitolite_public_keys", "identifier", f"user_{UNUSED}", L),
    ("gitolite_public_keys", "key", f"ssh-rsa AAAA{UNUSED}BBBB== me@{UNUSED}.example.org", None),
    ("repository_deployment_credentials", "user_id", UNUSED, L),
    ("repository_git_config_keys", "value", f"7,{UNUSED}", U),
    ("repository_git_config_keys", "value", f"owner={UNUSED}", L),
    ("repository_git_config_keys", "value", f"depth={UNUSED}", None),
    ("repository_git_config_keys", "value", f"{UNUSED}:reader;7:writer", U),
    ("repository_mirrors", "url", f"https://git.example.org/{UNUSED}", None),
    ("repository_mirrors", "explicit_refspec", f"refs/heads/{UNUSED}:refs/heads/x", None),
    ("sprint_capacity_configurations", "user_id", UNUSED, L),
    ("sprint_capacity_configurations", "hours_per_day", float(UNUSED), None),
    ("sprint_retrospectives", "went_well", f"We did {UNUSED} points, 7 more than planned", None),
    ("sprint_retrospectives", "went_wrong", f'<mention data-id="{UNUSED}">@A</mention>', L),
    ("sprint_retrospectives", "improvements", f"assignee_ids: [7, {UNUSED}]", L),
    ("kittens", "name", str(UNUSED), U),
    ("kittens", "name", f"Kitten {UNUSED}", None),
    ("project_groups_assignments", "group_id", UNUSED, L),
    ("project_groups_memberships", "user_id", UNUSED, L),
    ("itsm_sla_policies", "working_days", "1,2,3,4,5", None),
    ("itsm_sla_policies", "working_days", f"1,{UNUSED}", U),
    ("itsm_sla_policies", "day_start", f"08:{UNUSED}", None),
    ("itsm_sla_policies", "holiday_dates", f"2026-01-01\n2026-05-{UNUSED}", None),
    ("itsm_sla_policies", "response_minutes", UNUSED, None),
    ("itsm_sla_states", "paused_seconds", UNUSED, None),
    ("itsm_sla_states", "sla_policy_id", UNUSED, U),
    ("fase_a_data", "sconto_fattura", f"{UNUSED} %", None),
    ("fase_a_data", "sopralluogo", f"user#{UNUSED}", L),
    ("fase_a_data", "sopralluogo", f"{UNUSED}", U),
    ("abyz_taxonomy_nodes", "position", UNUSED, None),
    ("abyz_taxonomy_nodes", "rules_json", f'{{"approvers": [7, {UNUSED}]}}', L),
    ("abyz_taxonomy_nodes", "rules_json", f'{{"max": {{"hours": {UNUSED}}}}}', None),
)


@pytest.fixture
def url(make_database: MakeDatabase) -> str:
    return make_database(observed("before"))


def test_what_is_said_of_plugins(url: str) -> None:
    expected: dict[tuple[str, int], tuple[str, Result | None]] = {}
    with psycopg.connect(url) as connection:
        for table in TABLES:
            connection.execute(f"CREATE TABLE {table}".encode())
        connection.execute("SET session_replication_role = replica")
        for table, column, value, told in PLANTED:
            sql = f"INSERT INTO {table} ({column}) VALUES (%s) RETURNING id"
            row = connection.execute(sql.encode(), [value]).fetchone()
            assert row
            expected[table, row[0]] = f"{column} {value}", told
    report = verify(target(url, {}), VerifyOptions(UNUSED, access=Access(jobs=1)))
    worst: dict[tuple[str, int], Result] = {}
    for outcome in report.outcomes:
        if outcome.result in {L, U}:
            for key in outcome.row_ids:
                place = outcome.check.table, int(str(key))
                if worst.get(place) is not L:
                    worst[place] = outcome.result
    wrong = {
        what: worst.get(place) for place, (what, told) in expected.items()
        if worst.get(place) is not told
    }  # fmt: skip
    assert wrong == {}
    assert set(worst) <= set(expected)


@pytest.mark.parametrize("user_id", [59, 61, 600, 4242])
def test_no_other_id_is_doubted_there(url: str, user_id: int) -> None:
    with psycopg.connect(url) as connection:
        for table in TABLES:
            connection.execute(f"CREATE TABLE {table}".encode())
        connection.execute("SET session_replication_role = replica")
        connection.execute("SELECT setval('users_id_seq', 100000)")
        for table, column, value, _ in PLANTED:
            connection.execute(f"INSERT INTO {table} ({column}) VALUES (%s)".encode(), [value])
    report = verify(target(url, {}), VerifyOptions(user_id, access=Access(jobs=1)))
    names = {table.split()[0] for table in TABLES}
    assert not [o for o in report.outcomes if o.check.table in names and o.rows]

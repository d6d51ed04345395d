"""The played deletion does what OpenProject's own did, and knows what it leaves in each release."""

import json
from collections.abc import Mapping

import psycopg
import pytest

from openproject.deletion import Deletion, Stage, delete_user
from openproject.invented import DELETED_ID, PERSON, DemoPerson
from openproject.look import references
from openproject.schema import VERSIONS
from openproject.tables import read_tables
from openproject.truth import Encoding, Truth
from operasure.server.postgresql import Server
from support import instances, observed
from support.contents import Rows, rows
from support.databases import Connection, MakeDatabase

# What the run itself decides: the moment, and the path of the program.
OF_THE_RUN = {"paper_trail_audits": ("created_at", "stack")}

LEFT_EVERYWHERE = {
    "attachment_journals.container_id",
    "attachments.container_id",
    "cost_queries.serialized",
    "custom_actions.actions",
    "custom_fields.default_value",
    "custom_values.customized_id",
    "customizable_journals.value",
    "grid_widgets.options",
    "grids.options",
    "grids.user_id",
    "labor_budget_items.user_id",
    "oauth_access_tokens.resource_owner_id",
    "queries.filters",
    "rates.user_id",
    "sessions.data",
    "sessions.user_id",
    "settings.value",
    "webhooks_logs.request_body",
}

LEFT: Mapping[str, set[str]] = {
    "17.1": {
        "good_job_batches.serialized_properties",
        "good_job_executions.serialized_params",
        "good_jobs.concurrency_key",
        "good_jobs.serialized_params",
        "ifc_models.uploader_id",
        "job_statuses.user_id",
        "oidc_user_session_links.session_id",
        "paper_trail_audits.item_id",
        "paper_trail_audits.object",
        "paper_trail_audits.object_changes",
        "paper_trail_audits.whodunnit",
        "project_queries.filters",
    },
    "12.0": {
        "cost_entries.user_id",
        "delayed_job_statuses.user_id",
        "delayed_jobs.handler",
        "ifc_models.uploader_id",
        "meetings.author_id",
        "oauth_access_grants.resource_owner_id",
        "plaintext_tokens.user_id",
        "tokens.user_id",
    },
    "10.0": {
        "cost_entries.user_id",
        "cost_objects.author_id",
        "delayed_jobs.handler",
        "meeting_contents.author_id",
        "meeting_participants.user_id",
        "meetings.author_id",
        "oauth_access_grants.resource_owner_id",
        "plaintext_tokens.user_id",
        "tokens.user_id",
    },
}


def contents(connection: Connection) -> dict[str, Rows]:
    return {name: rows(connection, table) for name, table in read_tables(connection).items()}


def without(content: Rows, columns: tuple[str, ...]) -> Rows:
    return {
        key: {name: _timeless(cell) for name, cell in row.items() if name not in columns}
        for key, row in content.items()
    }


def _timeless(cell: str | None) -> str | None:
    """Take the times out of a JSON copy: Ruby writes them with another offset and precision."""
    if cell is None or not cell.startswith("{"):
        return cell
    try:
        values = json.loads(cell)
    except ValueError:
        return cell
    return json.dumps(
        {key: value for key, value in values.items() if not key.endswith(("_at", "_on"))}
    )


def test_every_cell_of_every_table_becomes_what_it_became(
    server: Server, make_database: MakeDatabase, shared_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(instances.observed("before"), server)) as played:
        deletion = delete_user(played, "17.1", PERSON, job_row=False, texts=False)
        mine = contents(played)
    with psycopg.connect(shared_database(instances.observed("after"), server)) as real:
        expected = contents(real)
        left = set(references(real, PERSON.id))

    assert deletion.stage is Stage.DELETED
    assert {truth.place for truth in deletion.truth if truth.held} == left
    differing = {
        name
        for name, columns in ((name, OF_THE_RUN.get(name, ())) for name in expected)
        if without(mine[name], columns) != without(expected[name], columns)
    }
    assert differing == set()


def test_fates_are_those_that_were_observed(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(instances.observed("before"))) as connection:
        deletion = delete_user(connection, "17.1", PERSON, job_row=False, texts=False)
    held: dict[observed.Place, bool] = {}
    for truth in deletion.truth:
        place = (truth.table, truth.column, truth.key)
        held[place] = held.get(place, False) or truth.held

    expected = dict.fromkeys(observed.places("before", worded=False), False)
    expected |= dict.fromkeys(observed.places("after", worded=False), True)
    assert held == expected
    assert sum(expected.values()) == 77


def test_mentions_become_what_they_became(make_database: MakeDatabase) -> None:
    texts = observed.document("mentions")["rows"]
    with psycopg.connect(make_database(instances.observed("before"))) as connection:
        delete_user(connection, "17.1", PERSON, texts=False)
        differing = []
        for text in texts:
            for cell in text["cells"]:
                place, _, id = cell.partition("#")
                table, column = place.split(".")
                query = f"SELECT {column} FROM {table} WHERE id = %s"
                row = connection.execute(query.encode(), [id]).fetchone()
                if row is not None and row[0] != (text["after"] or text["before"]):
                    differing.append(cell)

    assert differing == []
    assert sum(text["after"] is not None for text in texts) > 10


def test_the_deleted_users_name_is_in_the_language_of_the_request(
    make_database: MakeDatabase,
) -> None:
    with psycopg.connect(make_database(instances.observed("before"))) as connection:
        delete_user(connection, "17.1", PERSON, deleted_name="Gelöschter Nutzer", texts=False)
        row = connection.execute("SELECT description FROM work_packages WHERE id = 40").fetchone()

    assert row is not None
    assert f'data-id="{DELETED_ID}"' in str(row[0])
    assert "@Gelöschter Nutzer</mention>" in str(row[0])


@pytest.mark.parametrize("version", VERSIONS)
def test_each_release_leaves_what_it_is_known_to_leave(
    version: str, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(instances.generated(version))) as connection:
        deletion = delete_user(connection, version, DemoPerson(), texts=False)

    left = {f"{truth.table}.{truth.column}" for truth in deletion.truth if truth.held}
    assert deletion.stage is Stage.DELETED
    assert left == LEFT_EVERYWHERE | LEFT[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_truth_agrees_with_the_rows(version: str, make_database: MakeDatabase) -> None:
    person = DemoPerson()
    with psycopg.connect(make_database(instances.generated(version))) as connection:
        deletion = delete_user(connection, version, person)
        now = contents(connection)
    wrong = [
        truth
        for truth in deletion.truth
        if (found := holds(now, truth, person)) is not None and found != truth.held
    ]

    assert wrong == []
    assert any(truth.held for truth in deletion.truth)
    assert not all(truth.held for truth in deletion.truth)


def holds(now: Mapping[str, Rows], truth: Truth, person: DemoPerson) -> bool | None:
    """Read one cell and say whether it names the person; None where a cell alone cannot tell."""
    if truth.encoding in (Encoding.INDIRECT, Encoding.MARSHAL, Encoding.JSON, Encoding.YAML):
        return None
    if not truth.encoding.reference:
        return None
    cells = now[truth.table].get(truth.key)
    cell = cells[truth.column] if cells else None
    if truth.encoding is Encoding.GLOBAL_ID:
        return f"/User/{person.id}\n" in f"{cell}\n".replace('"', "\n")
    if truth.column == "concurrency_key":
        return cell is not None and cell.endswith(f"-{person.id}")
    return cell == str(person.id)


STATUS = {"17.1": 5, "12.0": 3, "10.0": 3}
JOBS = {
    "17.1": "SELECT finished_at IS NOT NULL, error FROM good_jobs WHERE serialized_params::text"
    " LIKE '%/User/42\"%' AND job_class = 'Principals::DeleteJob'",
    "12.0": "SELECT failed_at IS NOT NULL, last_error FROM delayed_jobs"
    " WHERE handler LIKE '%DeleteJob%/User/42\n%'",
    "10.0": "SELECT failed_at IS NOT NULL, last_error FROM delayed_jobs"
    " WHERE handler LIKE '%DeleteUserJob%- 42\n%'",
}


def status_and_job(connection: Connection, version: str) -> tuple[object, list[tuple[object, ...]]]:
    row = connection.execute("SELECT status FROM users WHERE id = 42").fetchone()
    return row and row[0], connection.execute(JOBS[version].encode()).fetchall()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("stage", [Stage.REQUESTED, Stage.FAILED, Stage.NO_EFFECT])
def test_before_it_is_done_everything_is_there(
    version: str, stage: Stage, make_database: MakeDatabase
) -> None:
    with psycopg.connect(make_database(instances.generated(version))) as connection:
        deletion = delete_user(connection, version, DemoPerson(), stage)
        status, jobs = status_and_job(connection, version)

    assert deletion.stage is stage
    assert all(truth.held for truth in deletion.truth)
    assert status == STATUS[version]
    error = deletion.error
    assert (error is not None) is (stage is Stage.FAILED)
    if version == "17.1" or stage is not Stage.NO_EFFECT:
        assert jobs == [(stage is not Stage.REQUESTED, error)]
    else:
        assert jobs == []


def test_nobody_cannot_be_deleted(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(instances.generated("17.1"))) as connection:
        with pytest.raises(ValueError, match="999"):
            delete_user(connection, "17.1", DemoPerson(id=999))
        with pytest.raises(KeyError):
            delete_user(connection, "9.0", DemoPerson())


def test_a_second_deletion_of_another_person_works(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(instances.generated("12.0"))) as connection:
        first = delete_user(connection, "12.0", DemoPerson(), texts=False)
        other = DemoPerson(
            41, "Zoë", "van den Berg", "zoe.vandenberg", "zoe.vandenberg@example.org"
        )
        second = delete_user(connection, "12.0", other, texts=False)

    assert (first.stage, second.stage) == (Stage.DELETED, Stage.DELETED)
    assert isinstance(second, Deletion)

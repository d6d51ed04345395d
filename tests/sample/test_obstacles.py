"""What blocks a deletion in OpenProject 17.1 blocks the played one, with the same error."""

import psycopg
import pytest

from openproject.deletion import Stage, delete_user
from openproject.invented import PERSON, DemoPerson
from openproject.obstacles import Obstacle, obstruct
from support import instances
from support.databases import MakeDatabase

ERRORS = {
    Obstacle.RUNNING_TIMER: "PG::UniqueViolation: ERROR:  duplicate key value violates unique"
    ' constraint "index_time_entries_on_user_id_and_ongoing"',
    Obstacle.INVALID_PATTERN: "PG::InvalidRegularExpression: ERROR:  invalid regular expression:"
    " quantifier operand invalid",
    Obstacle.FILTER_WITHOUT_LIST: "NoMethodError: undefined method 'delete' for nil",
}


@pytest.mark.parametrize("obstacle", Obstacle)
@pytest.mark.parametrize("template", [instances.generated("17.1"), instances.observed("before")])
def test_the_whole_job_is_rolled_back(
    obstacle: Obstacle, template: str, make_database: MakeDatabase
) -> None:
    person = PERSON if template == instances.observed("before") else DemoPerson()
    with psycopg.connect(make_database(template)) as connection:
        person = obstruct(connection, person, obstacle)
        deletion = delete_user(connection, "17.1", person, texts=False)
        row = connection.execute(
            "SELECT status, login FROM users WHERE id = %s", [person.id]
        ).fetchone()
        errors = connection.execute(
            "SELECT error FROM good_jobs WHERE job_class = 'Principals::DeleteJob'"
            " AND error IS NOT NULL AND finished_at IS NOT NULL AND created_at = now()"
        ).fetchall()

    assert deletion.stage is Stage.FAILED
    assert deletion.error is not None
    assert deletion.error.endswith(ERRORS[obstacle])
    assert errors == [(deletion.error,)]
    assert row == (5, person.login)
    assert all(truth.held for truth in deletion.truth)


def test_without_a_timer_nothing_collides(make_database: MakeDatabase) -> None:
    with psycopg.connect(make_database(instances.generated("17.1"))) as connection:
        connection.execute("UPDATE time_entries SET ongoing = false")
        with pytest.raises(ValueError, match="no running time entry"):
            obstruct(connection, DemoPerson(), Obstacle.RUNNING_TIMER)

"""What makes OpenProject's deletion of a user fail: three causes, put into an installation."""

from dataclasses import replace
from enum import StrEnum
from typing import Any

import psycopg

from openproject.invented import DELETED_ID, DemoPerson

Connection = psycopg.Connection[Any]


class Obstacle(StrEnum):
    """A cause for the job of 17.1 to fail, at each run again."""

    RUNNING_TIMER = "running timer"
    INVALID_PATTERN = "invalid pattern"
    FILTER_WITHOUT_LIST = "filter without list"


def obstruct(connection: Connection, person: DemoPerson, obstacle: Obstacle) -> DemoPerson:
    """Put an obstacle in the way of the deletion (17.1) and return the person as it now is.

    RUNNING_TIMER: the Deleted user owns a running time entry of somebody deleted earlier, and
    the person owns one (unique index on user_id and ongoing). INVALID_PATTERN: the login is no
    valid regular expression. FILTER_WITHOUT_LIST: a saved report of anyone filters over persons
    without a list of values; the report form itself stores an empty list.

    Raises:
        ValueError: the person has no running time entry to collide.
    """
    match obstacle:
        case Obstacle.RUNNING_TIMER:
            _run_timer(connection, person)
        case Obstacle.INVALID_PATTERN:
            person = replace(person, login="c++dev")
            connection.execute(
                "UPDATE users SET login = %s WHERE id = %s", (person.login, person.id)
            )
        case Obstacle.FILTER_WITHOUT_LIST:
            connection.execute(
                "INSERT INTO cost_queries"
                " (user_id, name, is_public, created_at, updated_at, serialized)"
                " VALUES (4, 'Old report', true, now(), now(), %s)",
                ('---\n:filters:\n- - UserId\n  - :operator: "="\n    :values:\n',),
            )
    return person


def _run_timer(connection: Connection, person: DemoPerson) -> None:
    row = connection.execute(
        """
        INSERT INTO time_entries (project_id, user_id, logged_by_id, hours, spent_on, tyear,
            tmonth, tweek, created_at, updated_at, ongoing)
        SELECT project_id, %(deleted)s, %(deleted)s, hours, spent_on, tyear, tmonth, tweek,
            created_at, updated_at, true
        FROM time_entries WHERE user_id = %(id)s AND ongoing LIMIT 1
        RETURNING id
        """,
        {"deleted": DELETED_ID, "id": person.id},
    ).fetchone()
    if row is None:
        raise ValueError("the person has no running time entry")

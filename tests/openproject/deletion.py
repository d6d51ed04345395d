"""OpenProject's deletion of a user, played on a sample installation of 17.1, 12.0 or 10.0."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import psycopg

from openproject.deletion_jobs import write_job
from openproject.deletion_rules import RULES, Rules
from openproject.deletion_steps import Job
from openproject.deletion_texts import JobError
from openproject.invented import DemoPerson
from openproject.look import references
from openproject.look_texts import mentions
from openproject.tables import read_tables
from openproject.truth import Truth, settle

Connection = psycopg.Connection[Any]


class Stage(StrEnum):
    """How far a deletion got."""

    REQUESTED = "requested"
    FAILED = "failed"
    NO_EFFECT = "no effect"
    DELETED = "deleted"


@dataclass(frozen=True)
class Deletion:
    """What a played deletion came to, and every place that named the person before or now."""

    stage: Stage
    error: str | None
    truth: tuple[Truth, ...]


def delete_user(
    connection: Connection,
    version: str,
    person: DemoPerson,
    stage: Stage = Stage.DELETED,
    *,
    job_row: bool = True,
    deleted_name: str = "Deleted user",
    texts: bool = True,
) -> Deletion:
    """Play the deletion of a user as the release does it, with what it is known to leave.

    `stage` says where it ends: REQUESTED (the job is queued), NO_EFFECT (the job rolled back
    without an error), DELETED, or FAILED with an error that another session's write causes.
    Where the installation itself blocks the deletion (see `obstacles`), DELETED ends as FAILED
    too. `job_row` keeps the job's own row, as OpenProject does; `deleted_name` is the Deleted
    user's name in the language of the request; without `texts` the truth names
    references only, which spares a reading of every text. Does not commit.

    Raises:
        KeyError: that release cannot be played.
        ValueError: there is no such user.
    """
    rules = RULES[version]
    before = _look(connection, person, texts)
    query = "UPDATE users SET status = %s WHERE id = %s AND type = 'User'"
    if connection.execute(query, (rules.status, person.id)).rowcount != 1:
        raise ValueError(f"no user with the id {person.id}")
    error = None
    if stage is Stage.DELETED:
        error = _run(connection, rules, person.id, deleted_name)
        stage = Stage.FAILED if error else Stage.DELETED
    elif stage is Stage.FAILED:
        error = (
            "ActiveRecord::InvalidForeignKey: PG::ForeignKeyViolation: ERROR:  update or delete on"
            ' table "users" violates foreign key constraint'
        )
    if job_row:
        job_id = uuid.uuid5(uuid.NAMESPACE_URL, f"gid://open-project/User/{person.id}")
        write_job(connection, rules, person.id, job_id, stage.value, error)
    return Deletion(stage, error, settle(before, _look(connection, person, texts)))


def _look(connection: Connection, person: DemoPerson, texts: bool) -> tuple[Truth, ...]:
    found = references(connection, person.id)
    return (*found, *mentions(connection, person)) if texts else found


def _run(connection: Connection, rules: Rules, person_id: int, deleted_name: str) -> str | None:
    try:
        with connection.transaction():
            tables = read_tables(connection)
            Job(connection, tables, rules, person_id, deleted_name).run()
    except JobError as error:
        return str(error)
    except (psycopg.IntegrityError, psycopg.errors.InvalidRegularExpression) as error:
        return _active_record(error)
    return None


def _active_record(error: psycopg.Error) -> str:
    name = type(error).__name__
    outer = {
        "UniqueViolation": "RecordNotUnique",
        "ForeignKeyViolation": "InvalidForeignKey",
    }.get(name, "StatementInvalid")
    text = error.diag.message_primary or name
    return f"ActiveRecord::{outer}: PG::{name}: ERROR:  {text}"

"""The row of a deletion's own background job: GoodJob's since 14.0, Delayed::Job's before."""

import json
import uuid
from typing import Any

import psycopg

from openproject.deletion_rules import Rules

Connection = psycopg.Connection[Any]

# The states of a job by the stage that the deletion reached.
FINISHED = frozenset({"failed", "no effect", "deleted"})


def write_job(
    connection: Connection,
    rules: Rules,
    person_id: int,
    job_id: uuid.UUID,
    stage: str,
    error: str | None,
) -> None:
    """Write the job's row as it stands at that stage.

    GoodJob keeps a finished job for seven days (config/application.rb:215), Delayed::Job only
    one that waits or failed.
    """
    if rules.good_job:
        _good_job(connection, rules, person_id, job_id, stage, error)
    elif stage in ("requested", "failed"):
        _delayed_job(connection, rules, person_id, job_id, error)


def _good_job(
    connection: Connection,
    rules: Rules,
    person_id: int,
    job_id: uuid.UUID,
    stage: str,
    error: str | None,
) -> None:
    params = {
        "job_id": str(job_id),
        "locale": "en",
        "priority": 0,
        "timezone": "Etc/UTC",
        "arguments": [{"_aj_globalid": f"gid://open-project/User/{person_id}"}],
        "job_class": rules.job_class,
        "executions": 0,
        "queue_name": "default",
    }
    values = {
        "id": job_id,
        "class": rules.job_class,
        "params": json.dumps(params),
        "error": error,
        "finished": stage in FINISHED,
        "times": int(stage in FINISHED),
    }
    connection.execute(
        """
        INSERT INTO good_jobs (id, queue_name, priority, serialized_params, performed_at,
            finished_at, error, created_at, updated_at, active_job_id, executions_count, job_class)
        VALUES (%(id)s, 'default', 0, %(params)s, CASE WHEN %(finished)s THEN now() END,
            CASE WHEN %(finished)s THEN now() END, %(error)s, now(), now(), %(id)s, %(times)s,
            %(class)s)
        """,
        values,
    )
    if stage in FINISHED:
        connection.execute(
            """
            INSERT INTO good_job_executions (id, created_at, updated_at, active_job_id, job_class,
                queue_name, serialized_params, finished_at, error)
            VALUES (%(id)s, now(), now(), %(id)s, %(class)s, 'default', %(params)s, now(),
                %(error)s)
            """,
            values,
        )


def _delayed_job(
    connection: Connection, rules: Rules, person_id: int, job_id: uuid.UUID, error: str | None
) -> None:
    connection.execute(
        """
        INSERT INTO delayed_jobs (priority, attempts, handler, last_error, run_at, failed_at,
            created_at, updated_at)
        VALUES (10, %(times)s, %(handler)s, %(error)s, now(),
            CASE WHEN %(error)s::text IS NOT NULL THEN now() END, now(), now())
        """,
        {
            "times": int(error is not None),
            "handler": handler(rules.job_class, arguments(rules, person_id), job_id),
            "error": error,
        },
    )


def arguments(rules: Rules, person_id: int) -> tuple[str, ...]:
    """Return the arguments of the deletion's job as YAML lines of a list."""
    if rules.raw_argument:
        return (f"- {person_id}",)
    return (f"- _aj_globalid: gid://open-project/User/{person_id}",)


def handler(job_class: str, argument_lines: tuple[str, ...], job_id: uuid.UUID) -> str:
    """Return a Delayed::Job handler: ActiveJob's wrapper with the job's data, as Psych dumps it."""
    lines = (
        "--- !ruby/object:ActiveJob::QueueAdapters::DelayedJobAdapter::JobWrapper",
        "job_data:",
        f"  job_class: {job_class}",
        f"  job_id: {job_id}",
        "  provider_job_id:",
        "  queue_name: default",
        "  priority: 10",
        "  arguments:",
        *(f"  {line}" for line in argument_lines),
        "  executions: 0",
        "  exception_executions: {}",
        "  locale: en",
        "  timezone: UTC",
        "  enqueued_at: '2025-03-03T09:00:00Z'",
    )
    return "".join(f"{line}\n" for line in lines)

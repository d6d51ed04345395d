"""Rows that the program writes about its own work: jobs, audits, webhooks, statuses of jobs."""

import json
from uuid import UUID

from openproject.deletion_jobs import handler
from openproject.generator_context import ME, Cell, Context, Holds, Mark, Row, Rows, holding
from openproject.truth import Encoding

GID, JSON, YAML = Encoding.GLOBAL_ID, Encoding.JSON, Encoding.YAML


def job_rows(context: Context) -> Rows:
    """Return the rows of every table about background work whose meaning matters."""
    return {
        **_good_jobs(context),
        "delayed_jobs": _delayed_jobs(context),
        "delayed_job_statuses": _statuses(context),
        "job_statuses": _statuses(context),
        "paper_trail_audits": _audits(context),
        "webhooks_logs": _webhooks(context),
    }


def _gid(model: str, id: object) -> dict[str, str]:
    return {"_aj_globalid": f"gid://open-project/{model}/{id}"}


def _good_jobs(context: Context) -> Rows:
    me, other = context.person.id, context.other(0).id
    jobs: list[tuple[str, list[object], tuple[Mark, ...]]] = [
        ("Mails::WatcherAddedJob", [_gid("Watcher", me), _gid("User", me)], ((GID, ""),)),
        ("Mails::ReminderJob", [me, _gid("WorkPackage", me)], ((JSON, "arguments"),)),
        ("Notifications::WorkflowJob", ["create_notifications", _gid("Journal", me), True], ()),
        ("Mails::InvitationJob", [context.person.mail], ((Encoding.MAIL, ""),)),
        ("Principals::DeleteJob", [_gid("User", f"{me}1")], ()),
        ("Storages::CopyProjectFoldersJob", [other, me], ()),
    ]
    rows: list[Row] = []
    for place, (job_class, arguments, marks) in enumerate(jobs):
        job_id = context.uuid("job", place)
        params = {
            "job_id": job_id,
            "locale": "en",
            "arguments": arguments,
            "job_class": job_class,
        }
        rows.append(
            {
                "job_class": job_class,
                "active_job_id": job_id,
                "serialized_params": Holds(json.dumps(params, ensure_ascii=False), marks),
            }
        )
    keys: tuple[Cell, ...] = (
        holding(f"Notifications::CreateDateAlertsNotificationsJob-{me}", Encoding.TEXT),
        holding(f"CustomFields::RecalculateValuesJob-{context.person.name}", Encoding.NAME),
        None,
        f"CopyProjectJob-{me}1",
        None,
        None,
    )
    batches = [
        Holds(
            json.dumps(
                {"user": _gid("User", id), "target_project": _gid("Project", me), "name": name},
                ensure_ascii=False,
            ),
            marks,
        )
        for id, name, marks in (
            (me, f"Plan of {context.person.name}", ((GID, ""), (Encoding.NAME, ""))),
            (other, "Copy", ()),
            (f"{me}1", "Copy", ()),
        )
    ]
    return {
        "good_jobs": [{**row, "concurrency_key": key} for row, key in zip(rows, keys, strict=True)],
        "good_job_executions": rows,
        "good_job_batches": [{"serialized_properties": text} for text in batches],
    }


def _delayed_jobs(context: Context) -> list[Row]:
    me, other = context.number, context.other(0).id
    gid = "- _aj_globalid: gid://open-project/User/"
    jobs: list[tuple[str, tuple[str, ...], tuple[Mark, ...]]] = [
        ("Mails::WatcherAddedJob", (f"{gid}{me}",), ((GID, ""),)),
        ("Mails::ReminderJob", (f"- {me}",), ((YAML, "arguments"),)),
        ("Notifications::WorkflowJob", (f"- _aj_globalid: gid://open-project/Journal/{me}",), ()),
        ("ExtractFulltextJob", (f"- {me}",), ()),
        ("Mails::WatcherAddedJob", (f"{gid}{other}",), ()),
        ("Mails::InvitationJob", (f'- "{context.person.mail}"',), ((Encoding.MAIL, ""),)),
    ]
    return [
        {"handler": Holds(handler(job_class, lines, UUID(context.uuid("delayed", place))), marks)}
        for place, (job_class, lines, marks) in enumerate(jobs)
    ]


def _statuses(context: Context) -> list[Row]:
    owners: tuple[Cell, ...] = (ME, context.other(0).id, ME)
    return [
        {"user_id": owner, "job_id": context.uuid("status", place)}
        for place, owner in enumerate(owners)
    ]


def _audits(context: Context) -> list[Row]:
    me, name, other = context.person.id, context.person.name, context.other(0).id
    kinds: list[tuple[str, int, str, dict[str, object]]] = [
        ("WorkPackage", 900, "author_id", {"author_id": me, "subject": f"By {name}"}),
        ("Project", me, "", {"id": me, "name": "Closed"}),
        ("WorkPackage", 901, "assigned_to_id", {"assigned_to_id": me, "author_id": other}),
        ("Attachment", 902, "", {"author_id": other, "container_id": me, "id": me}),
        ("Principal", int(f"{me}1") + 1, "", {"id": int(f"{me}1") + 1, "login": "gone"}),
    ]
    rows: list[Row] = []
    for place, (kind, id, key, values) in enumerate(kinds):
        marks: tuple[Mark, ...] = ((JSON, key),) if key else ()
        named: tuple[Mark, ...] = ((Encoding.NAME, ""),) if "subject" in values else ()
        changes = {field: [value, None] for field, value in values.items()}
        rows.append(
            {
                "item_type": kind,
                "item_id": id,
                "event": "destroy",
                "whodunnit": holding(str(me), Encoding.TEXT) if place == 0 else str(other),
                "object": Holds(json.dumps(values, ensure_ascii=False), (*marks, *named)),
                "object_changes": Holds(json.dumps(changes, ensure_ascii=False), (*marks, *named)),
            }
        )
    return rows


def _webhooks(context: Context) -> list[Row]:
    me, name = context.person.id, context.person.name
    rows: list[Row] = []
    for id, title in ((me, name), (context.other(0).id, "Zoë"), (f"{me}1", "Petr")):
        author = {"href": f"/api/v3/users/{id}", "title": title}
        body = {
            "action": "work_package:updated",
            "work_package": {"id": me, "_links": {"author": author}},
        }
        text = json.dumps(body, ensure_ascii=False)
        marks: tuple[Mark, ...] = (
            (JSON, "href"),
            (Encoding.LINK, ""),
            (Encoding.NAME, ""),
        )
        rows.append({"request_body": Holds(text, marks if id == me else ())})
    return rows

"""Deletions that were requested and not finished, and the data that makes them fail.

OpenProject marks the account first (status 5 since 16.4, before that locked) and deletes it in a
background job of one transaction, which it does not try again (config/application.rb:211). Any
error leaves the account complete, and hidden from the interface.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import psycopg

from operasure.core.dates import utc
from operasure.core.model import KINDS, Check, Subject
from operasure.core.queries import statement
from operasure.database.openproject import BUILT_IN, STATUSES
from operasure.database.reader import reason
from operasure.database.session import Session
from operasure.looks.audit.model import CauseEntry, UnfinishedDeletion, UnreadQuestion
from operasure.looks.snapshot import damage, preflight
from operasure.looks.snapshot.context import Context, rewriting_of
from operasure.looks.snapshot.model import Risk, Severity
from operasure.looks.snapshot.texts import Marker

PATIENCE = timedelta(days=1)
"""How long a job may wait or run before its deletion counts as one that did not finish."""
EXAMINED = 100
"""How many unfinished deletions are looked into for the cause."""
_LOOKS = (preflight.foreign_keys, preflight.running_timers, damage.pattern, damage.reports)


def unfinished(
    opened: Session, checks: tuple[Check, ...], doubted: Mapping[str, str]
) -> tuple[list[UnfinishedDeletion], list[UnreadQuestion]]:
    """Every such deletion, and what could not be read. `checks` are those that apply here;
    `doubted` says why statements can't be trusted (`canary.doubted`)."""
    reader, now = opened.readers[0], opened.installation.checked_at
    jobs, unread = _jobs(opened, doubted)
    if why := doubted.get("accounts"):
        return [], [*unread, UnreadQuestion("accounts that are marked deleted", why)]
    try:
        accounts = reader.fetch(statement("audit/accounts"), keys=list(jobs))
    except psycopg.Error as error:
        return [], [*unread, UnreadQuestion("accounts that are marked deleted", reason(error))]
    found: list[UnfinishedDeletion] = []
    for account in accounts:
        if account["type"] in BUILT_IN:
            continue
        causes: tuple[CauseEntry, ...] = ()
        entry = _entry(account, jobs.get(account["id"]), now, jobs_known=not unread)
        if entry.overdue and len(found) < EXAMINED:
            causes, missed = _causes(opened, checks, entry)
            unread += missed
        found.append(replace(entry, causes=causes))
    return found, unread


def _jobs(
    opened: Session, doubted: Mapping[str, str]
) -> tuple[dict[int, Mapping[str, Any]], list[UnreadQuestion]]:
    """The newest job of each deletion that is on record, by the account."""
    jobs: dict[int, Mapping[str, Any]] = {}
    unread: list[UnreadQuestion] = []
    for section in opened.catalogue.sections("audit/deletions"):
        table = section.needs[0].table
        why = doubted.get(f"deletions: {table}")
        try:
            if why is None:
                rows = opened.readers[0].fetch(section.sql)
                jobs |= {int(row["user_id"]): row for row in rows}
        except psycopg.Error as error:
            why = reason(error)
        if why is not None:
            unread.append(UnreadQuestion(f"deletion jobs in {table}", why))
    return jobs, unread


def _entry(
    account: Mapping[str, Any], job: Mapping[str, Any] | None, now: datetime, *, jobs_known: bool
) -> UnfinishedDeletion:
    state, since, error = "no job" if jobs_known else "job unknown", None, None
    if job is not None:
        state, since = _state(job)
        error = job["error"] or ("an unnamed error" if job["failed"] else None)
    waiting = state in {"queued", "running"}
    return UnfinishedDeletion(
        user_id=int(account["id"]),
        kind=KINDS.get(str(account["type"]), str(account["type"])),
        status=STATUSES.get(account["status"], f"status {account['status']}"),
        state=state,
        since=since,
        error=error,
        overdue=not waiting or since is None or now - since > PATIENCE,
    )


def _state(job: Mapping[str, Any]) -> tuple[str, datetime | None]:
    created, performed, ended = (
        job[key] and utc(job[key]) for key in ("created_at", "performed_at", "finished_at")
    )
    if job["failed"]:
        return "failed", ended or performed or created
    if ended:
        return "without effect", ended
    return ("running", performed) if performed else ("queued", created)


def _causes(
    opened: Session, checks: tuple[Check, ...], entry: UnfinishedDeletion
) -> tuple[tuple[CauseEntry, ...], list[UnreadQuestion]]:
    subject = Subject(entry.user_id, entry.kind, entry.status)
    found: list[CauseEntry] = []
    unread: list[UnreadQuestion] = []
    try:
        rewriting = rewriting_of(opened, subject)
    except psycopg.Error as error:
        return (), [UnreadQuestion(f"the account {entry.user_id}", reason(error))]
    context = Context(opened, subject, rewriting, Marker(b"", (), ()), checks)
    for look in _LOOKS:
        try:
            risks = [risk for risk in preflight.ahead(context, look) if _explains(risk)]
        except psycopg.Error as error:
            name = look.__name__.replace("_", " ")
            unread.append(
                UnreadQuestion(f"why {entry.user_id} is not deleted: {name}", reason(error))
            )
            continue
        found += [CauseEntry(risk.kind, risk.text, risk.remedy) for risk in risks]
    return (*found, *_unexplained(entry, found)), unread


def _explains(risk: Risk) -> bool:
    """Whether a deletion may have failed at it. The database deletes along without a fault."""
    held = risk.unknown and risk.kind == "foreign key"
    return held or risk.severity is Severity.BLOCKS


def _unexplained(entry: UnfinishedDeletion, found: list[CauseEntry]) -> Iterator[CauseEntry]:
    if found:
        return
    if entry.error and "ForeignKey" in entry.error:
        yield CauseEntry(
            "written meanwhile",
            "A row that refers to the account was probably written while the job ran. Now no "
            "foreign key blocks the deletion, among those that no known step of the deletion "
            "handles.",
            "Lock the account, let its background jobs end, and delete the user again.",
        )
    elif entry.state == "queued":
        yield CauseEntry(
            "no worker",
            "The job has waited for more than a day: no background worker has taken it.",
            "Check that OpenProject's worker runs, and what it says in its log.",
        )
    elif entry.state in {"failed", "without effect", "no job"}:
        yield CauseEntry(
            "unknown",
            "None of the known causes is in the data now.",
            "Delete the user again and read the job's error at /good_job within seven days.",
        )

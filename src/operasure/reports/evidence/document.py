"""The evidence document, format 1: JSON with a stable key order and without floats.

It carries ids, counts and digests, never a name, login, mail or passage. docs/evidence.md says
what each key means; docs/evidence.schema.json is its JSON Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from operasure import __version__
from operasure.core.dates import stamp
from operasure.core.model import (
    Acceptance,
    Check,
    Control,
    Coverage,
    Installation,
    Origin,
    Outcome,
    Report,
    Standby,
)
from operasure.reports.evidence import backup, systems

FORMAT = 1

Document = Mapping[str, Any]
Paint = Callable[[str, str], str]
"""Colours a text by the meaning of a word: a verdict or an outcome."""
Written = str | Iterable[str]
"""A text, whole or in pieces."""

TEXTS = "text that names the person (operasure find-mentions)"
CACHES = "memcached and other caches (operasure cache)"
NOT_COVERED = (
    TEXTS,
    CACHES,
    "log files",
    "attachments on disk or in object storage",
    backup.BACKUPS,
    "mail that was sent, mail servers",
    *systems.CONNECTED,
)
"""What a look at the database alone can't say anything about. Which other systems there are is told
entry by entry where a command has looked for them (`other_systems`)."""


class Listed:
    """A list of a document whose entries are made anew each time that it is gone through, so that
    they are never all in memory. It is true where there is an entry."""

    def __init__(self, entries: Callable[[], Iterator[dict[str, Any]]]) -> None:
        self._entries = entries

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self._entries()

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None


def build(report: Report, titles: Mapping[str, str]) -> dict[str, Any]:
    """The document of a run of `verify`. `titles` are the names of the groups by code."""
    groups = sorted({outcome.check.group for outcome in report.outcomes})
    built = envelope("verify", str(report.verdict), report.installation) | {
        "subject": {
            "user_id": report.subject.user_id,
            "token": None,
            "kind": report.subject.kind,
            "state": report.subject.state,
        },
        "run": run(
            report.started_at, report.finished_at, report.snapshot, report.jobs, report.queries
        ),
        "groups": {code: titles.get(code, "") for code in groups},
        "checks": [check(outcome) for outcome in report.outcomes],
        "coverage": coverage(report.coverage, report.outcomes),
        "accepted": accepted(report.accepted),
        "notes": list(report.notes),
        **systems.entries(report.systems, backup.not_covered(NOT_COVERED, report.installation)),
        "cookies": systems.cookies(report.outcomes),
    }
    if report.installation.dump:
        built["restore"] = backup.restore(report.verdict, report.subject.state)
    return built


def envelope(command: str, verdict: str, facts: Installation | None) -> dict[str, Any]:
    """What every command's document holds, with the parts it fills in still empty; `facts` are
    None where no database was looked at."""
    return {
        "format": FORMAT,
        "operasure": __version__,
        "command": command,
        "verdict": verdict,
        "subject": None,
        "run": None,
        "installation": _installation(facts) if facts else None,
        "groups": {},
        "checks": [],
        "mentions": [],
        "cache": [],
        "coverage": None,
        "accepted": [],
        "notes": [],
        "not_covered": backup.not_covered(NOT_COVERED, facts),
    }


def run(
    started: datetime,
    finished: datetime,
    snapshot: str | None,
    connections: int,
    queries: str | None,
) -> dict[str, Any]:
    """When and how it was looked; `queries` is the digest of the queries' files, None without."""
    return {
        "started_at": stamp(started),
        "finished_at": stamp(finished),
        "snapshot": snapshot,
        "read_only": True,
        "connections": connections,
        "queries": queries,
    }


def area(check: Check) -> str:
    """Which part of what OpenProject promises a check belongs to."""
    if check.origin is Origin.SWEPT:
        return "unknown columns"
    if check.group[:2] in {"xa", "xh", "xj"}:
        return "traces"
    if check.origin is Origin.TEXT:
        return "ids in texts"
    if check.group.startswith("bu-"):
        return "master data"
    journal = check.table == "journals" or check.table.endswith("_journals")
    return "change history" if journal else "assignments"


def _installation(facts: Installation) -> dict[str, Any]:
    first, *_ = (*facts.deleted_user_ids, None)
    return {
        "openproject": facts.openproject,
        "openproject_known_by": facts.known_by,
        "last_migration": facts.last_migration,
        "postgresql": facts.postgresql,
        "database": facts.database,
        "schema": facts.schema,
        "deleted_user_id": first,
        "deleted_user_ids": list(facts.deleted_user_ids),
        "checked_at": stamp(facts.checked_at),
        "modules": None if facts.modules is None else list(facts.modules),
        "role_powers": list(facts.powers),
        **({"dump": backup.facts(facts.dump)} if facts.dump else {}),
        **({"standby": _standby(facts.standby)} if facts.standby else {}),
    }


def _standby(found: Standby) -> dict[str, Any]:
    until = found.replayed_until
    return {"replayed_until": stamp(until) if until else None, "paused": found.paused}


def check(outcome: Outcome) -> dict[str, Any]:
    """One entry of `checks`."""
    looked = outcome.check
    return {
        "id": looked.id,
        "group": looked.group,
        "area": area(looked),
        "table": looked.table,
        "column": looked.column.name,
        "schema": looked.schema,
        "expected": str(looked.expected) if looked.expected else None,
        "outcome": str(outcome.result),
        "rows": outcome.rows,
        "row_ids": list(outcome.row_ids),
        "retained": outcome.retained,
        "control": _control(outcome.control),
        "reason": outcome.reason,
        "until": stamp(outcome.until),
        "note": looked.note,
        "query": outcome.query,
    }


def accepted(entries: Mapping[str, Acceptance]) -> list[dict[str, Any]]:
    """The entry `accepted`: what is kept on a written ground."""
    return [
        {"check": e.check, "ground": e.ground, "until": stamp(e.until), "by": e.by}
        for e in entries.values()
    ]


def _control(control: Control | None) -> dict[str, Any] | None:
    if control is None:
        return None
    return {"rows": control.rows, "scope": control.scope, "empty": control.empty}


def coverage(cover: Coverage, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The entry `coverage`: how every column was dealt with, and how many checks there are."""
    return {
        "tables": cover.tables,
        "columns": cover.columns,
        "queried": cover.queried,
        "no_person": cover.no_person,
        "ruled_out": cover.ruled_out,
        "swept": cover.swept,
        "checks": len(outcomes),
        "unclassified": list(cover.unclassified),
        "not_looked_at": list(cover.not_looked_at),
        "table_rows": [{"table": t, "rows": n} for t, n in sorted(cover.table_rows.items())],
    }

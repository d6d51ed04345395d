"""The evidence document, format 1: JSON with a stable key order and without floats.

It carries ids, counts and digests, never a name, login, mail or passage. docs/evidence.md says
what each key means; docs/evidence.schema.json is its JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from operasure import __version__
from operasure.model import Check, Control, Coverage, Installation, Origin, Outcome, Report

FORMAT = 1

Document = Mapping[str, Any]

NOT_COVERED = (
    "text that names the person (operasure find-mentions)",
    "memcached and other caches",
    "log files",
    "attachments on disk or in object storage",
    "backups and database dumps",
    "mail that was sent, mail servers",
    "identity providers and directories",
    "Nextcloud, OneDrive and SharePoint",
    "Git and Subversion repositories and their hosts",
)
"""What a look at the database alone can't say anything about."""


def build(report: Report, titles: Mapping[str, str]) -> dict[str, Any]:
    """The document of a run of `verify`. `titles` are the names of the groups by code."""
    groups = sorted({outcome.check.group for outcome in report.outcomes})
    return {
        "format": FORMAT,
        "operasure": __version__,
        "command": "verify",
        "verdict": str(report.verdict),
        "subject": {
            "user_id": report.subject.user_id,
            "token": None,
            "type": report.subject.type,
            "state": report.subject.state,
        },
        "run": {
            "started_at": stamp(report.started_at),
            "finished_at": stamp(report.finished_at),
            "snapshot": report.snapshot,
            "read_only": report.read_only,
            "connections": report.jobs,
            "queries": report.queries,
        },
        "installation": _installation(report.installation),
        "groups": {code: titles.get(code, "") for code in groups},
        "checks": [_check(outcome) for outcome in report.outcomes],
        "mentions": [],
        "cache": [],
        "coverage": _coverage(report.coverage),
        "accepted": [
            {
                "check": entry.check,
                "ground": entry.ground,
                "until": stamp(entry.until),
                "by": entry.by,
            }
            for entry in report.accepted.values()
        ],
        "notes": list(report.notes),
        "not_covered": list(NOT_COVERED),
    }


def dumps(document: Document) -> str:
    """The document as text, ending in a line break."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def stamp(moment: datetime | None) -> str | None:
    """A moment in UTC to the second, RFC 3339."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def area(check: Check) -> str:
    """Which part of what OpenProject promises a check belongs to."""
    if check.origin is Origin.SWEPT:
        return "unknown columns"
    if check.group.startswith("x"):
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
        "last_migration": facts.last_migration,
        "postgresql": facts.postgresql,
        "database": facts.database,
        "schema": facts.schema,
        "deleted_user_id": first,
        "deleted_user_ids": list(facts.deleted_user_ids),
        "checked_at": stamp(facts.checked_at),
    }


def _check(outcome: Outcome) -> dict[str, Any]:
    check = outcome.check
    return {
        "id": check.id,
        "group": check.group,
        "area": area(check),
        "table": check.table,
        "column": check.column.name,
        "schema": check.schema,
        "expected": str(check.expected) if check.expected else None,
        "outcome": str(outcome.result),
        "rows": outcome.rows,
        "row_ids": list(outcome.row_ids),
        "retained": outcome.retained,
        "control": _control(outcome.control),
        "reason": outcome.reason,
        "until": stamp(outcome.until),
        "note": check.note,
        "query": outcome.query,
    }


def _control(control: Control | None) -> dict[str, Any] | None:
    if control is None:
        return None
    return {"rows": control.rows, "scope": control.scope, "empty": control.empty}


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "tables": coverage.tables,
        "columns": coverage.columns,
        "queried": coverage.queried,
        "no_person": coverage.no_person,
        "ruled_out": coverage.ruled_out,
        "swept": coverage.swept,
        "unclassified": list(coverage.unclassified),
        "not_looked_at": list(coverage.not_looked_at),
    }

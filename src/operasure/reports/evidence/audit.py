"""The evidence document of an audit: the common envelope, and the entry `audit` of its own.

`audit` holds what is not about single checks: the ids that name nobody, each with its places; texts
whose mention shows a name that its id no longer has; deletions that did not finish; what is
overdue; the built-in principals; and lines for a site's own queries. Numbers and ids only.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from operasure.core.dates import stamp
from operasure.looks.audit.model import AuditReport, Dangling, Sighting, Unfinished
from operasure.reports.evidence import document, systems


def build(report: AuditReport, titles: Mapping[str, str]) -> dict[str, Any]:
    """The document of a run of `audit`. `titles` are the names of the groups by code."""
    groups = sorted({outcome.check.group for outcome in report.outcomes})
    common = document.envelope("audit", str(report.verdict), report.installation)
    return common | {
        "run": document.run(
            report.started_at, report.finished_at, report.snapshot, report.jobs, report.queries
        ),
        "groups": {code: titles.get(code, "") for code in groups},
        "checks": [document.check(outcome) for outcome in report.outcomes],
        "coverage": document.coverage(report.coverage, report.outcomes),
        "accepted": document.accepted(report.accepted),
        "notes": list(report.notes),
        **systems.entries(report.systems, document.NOT_COVERED),
        "audit": {
            "ids": [_dangling(entry) for entry in report.dangling],
            "named": [
                {"check": n.check.id, "rows": n.rows, "row_ids": list(n.row_ids)}
                for n in report.named
            ],
            "unfinished": [_unfinished(entry) for entry in report.state.unfinished],
            "overdue": [
                {
                    "what": o.what,
                    "table": o.table,
                    "rows": o.rows,
                    "oldest": stamp(o.oldest),
                    "keeps": o.keeps,
                    "job": o.job,
                }
                for o in report.state.overdue
            ],
            "built_in": [
                {"principal": d.principal, "text": d.text, "user_ids": list(d.user_ids)}
                for d in report.state.damages
            ],
            "unread": [{"what": u.what, "reason": u.reason} for u in report.state.unread],
            "lines": list(report.lines),
        },
    }


def _dangling(entry: Dangling) -> dict[str, Any]:
    # Without its kind, verify would not look for the form in which it was found.
    kind = f" --kind {shlex.quote(entry.kind)}" if entry.kind else ""
    command = f"operasure verify --user-id {entry.user_id}{kind}"
    return {
        "user_id": entry.user_id,
        "outcome": str(entry.result),
        "certain": entry.certain,
        "assigned": entry.assigned,
        "rows": entry.rows,
        "verify": command if entry.assigned else None,
        "places": [_sighting(sighting) for sighting in entry.sightings],
    }


def _sighting(sighting: Sighting) -> dict[str, Any]:
    return {
        "check": sighting.check.id,
        "outcome": str(sighting.result),
        "certain": sighting.certain,
        "rows": sighting.rows,
        "row_ids": list(sighting.row_ids),
        "retained": sighting.retained,
        "until": stamp(sighting.until),
        "oldest": stamp(sighting.oldest),
        "newest": stamp(sighting.newest),
    }


def _unfinished(entry: Unfinished) -> dict[str, Any]:
    return {
        "user_id": entry.user_id,
        "kind": entry.kind,
        "status": entry.status,
        "state": entry.state,
        "since": stamp(entry.since),
        "error": entry.error,
        "overdue": entry.overdue,
        "causes": [{"kind": c.kind, "text": c.text, "remedy": c.remedy} for c in entry.causes],
    }

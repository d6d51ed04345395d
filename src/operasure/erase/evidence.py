"""What `operasure plan` and `operasure erase` say of their work: ids and counts, no value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from operasure.core.model import Installation, Verdict
from operasure.core.verdict import verdict
from operasure.erase.erase import Erased
from operasure.erase.model import Head
from operasure.erase.progress import Tally
from operasure.erase.undo import Undone
from operasure.erase.writer import Facts
from operasure.reports.evidence import document

ROW_IDS = 1000


def erased(found: Erased, by: str | None, undo_until: str | None) -> dict[str, Any]:
    """The document of a plan that was carried out."""
    entries = [_entry(tally) for tally in found.tallies]
    left = [{"check": e.check, "rows": e.rows, "reason": e.reason} for e in found.left]
    judged = verdict(unseen=bool(found.skipped or left))
    return _envelope(found.plan.head, judged, found, entries) | {
        "erasure": {
            "by": by or found.by.role,
            "undone": False,
            "dry_run": not found.committed,
            "plan": found.plan.digest,
            "sources": [
                {"command": s.command, "digest": s.digest} for s in found.plan.head.sources
            ],
            "rows": sum(t.done + t.already for t in found.tallies),
            "skipped": found.skipped,
            "undo_until": undo_until,
            "steps": entries,
            "left": left,
        }
    }


def undone(found: Undone, by: str | None) -> dict[str, Any]:
    """The document of a plan that was taken back."""
    entries = [_entry(tally) for tally in found.tallies]
    partly = bool(found.skipped or found.missing)
    judged = verdict(left=not partly, unseen=partly)
    return _envelope(found.head, judged, found, entries) | {
        "erasure": {
            "by": by or found.by.role,
            "undone": True,
            "plan": found.plan,
            "sources": [{"command": s.command, "digest": s.digest} for s in found.head.sources],
            "rows": sum(t.done + t.already for t in found.tallies),
            "skipped": found.skipped,
            "undo_until": None,
            "steps": entries,
            "left": [],
            "undo_lacks": found.missing.words if found.missing else None,
        }
    }


def _envelope(
    head: Head, judged: Verdict, found: Erased | Undone, entries: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    facts = installation(head, found.by, found.finished_at)
    run = document.run(found.started_at, found.finished_at, None, 1, head.queries)
    groups = sorted({e["group"] for e in entries if e["group"]})
    return document.envelope("erase", str(judged), facts) | {
        "subject": {"user_id": head.user_id, "token": None, "kind": head.kind},
        "run": run | {"read_only": False},
        "groups": dict.fromkeys(groups, ""),
        "not_covered": [],
    }


def installation(head: Head, by: Facts, moment: datetime) -> Installation:
    """The facts of the database that the plan was made for, and of the role that writes."""
    successor = () if head.deleted_user_id is None else (head.deleted_user_id,)
    return Installation(
        head.openproject, head.last_migration, by.postgresql, head.database, head.schema, None,
        successor, moment, powers=by.powers,
    )  # fmt: skip


def _entry(tally: Tally) -> dict[str, Any]:
    return {
        "check": tally.check,
        "group": tally.group,
        "schema": tally.schema,
        "table": tally.table,
        "key": tally.key,
        "column": tally.column or None,
        "action": str(tally.action),
        "rows": tally.done,
        "already": tally.already,
        "changed_since": tally.changed,
        "gone": tally.gone,
        "keys": tally.keys,
        "row_ids": [_id(key) for key in tally.row_ids[:ROW_IDS]],
        "skipped_ids": [_id(key) for key in tally.skipped_ids[:ROW_IDS]],
    }


def _id(key: str) -> int | str:
    return int(key) if key.isdecimal() else key

"""The plan as one script for psql: one transaction, rolled back unless told to commit.

psql 11 or newer runs it alone. It stops at the first error, and PostgreSQL takes everything back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC

from operasure.core import keeping, psql, templates
from operasure.core.legible import visible
from operasure.erase import in_use, sql
from operasure.erase.model import Action, Left, Part, PlanBatch, PlanHead, PlanStep
from operasure.erase.renames import is_name

LOCK_MS = 5_000
STATEMENT_MS = 900_000

MOMENT = "now"
"""What `updated_at` becomes: the moment of the transaction, as PostgreSQL reads this word."""


def lines(head: PlanHead, parts: Iterable[Part]) -> Iterator[str]:
    """The script, piece by piece."""
    settings = [*sql.settings(LOCK_MS, STATEMENT_MS), sql.guard(head)]
    return templates.pieces(
        __package__,
        "plan.psql.j2",
        user_id=head.user_id,
        moment=f"{head.moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        preamble=json.dumps(keeping.preamble("script", head.delete_after)),
        settings=map(psql.one_line, settings),
        parts=filter(None, map(_part, parts)),
    )


def _part(part: Part) -> Mapping[str, object]:
    """What the template says of a part; nothing of one that is for the report alone."""
    match part:
        case PlanStep():
            return _step(part)
        case PlanBatch():
            return _batch(part)
        case Left():
            return {"left": visible(f"{part.check} ({part.rows}): {part.reason}")}
    return {}


def _step(step: PlanStep) -> Mapping[str, object]:
    shown = f"{step.place}: {'rows deleted' if step.action is Action.DELETE else step.action}"
    return {
        "step": f"{visible(step.check)}: {visible(step.why)}",
        "shown": _said(shown),
        "names": is_name(step),
        "open": _said(in_use.BEFORE) if in_use.is_open(step) else None,
    }


def _said(text: str) -> str:
    return psql.says(text, "op_shown").removesuffix(";")


def _batch(batch: PlanBatch) -> Mapping[str, object]:
    already, changed, gone = map(psql.one_line, sql.unchanged(batch.step))
    return {
        "rows": len(batch.rows),
        "wanted": psql.one_line(sql.wanted(batch)),
        "change": psql.one_line(sql.change(batch, MOMENT)),
        "joined": psql.one_line(sql.joined(batch.step)),
        "already": already,
        "changed": changed,
        "gone": gone,
    }

"""The evidence of `operasure plan` and `operasure erase`: ids and counts, no value."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from operasure.core.model import Installation, Verdict
from operasure.core.typed import ABSENT, filled, replace
from operasure.core.verdict import verdict
from operasure.erase.erase import DoneErasure
from operasure.erase.model import PlanHead
from operasure.erase.progress import StepTally, key_of
from operasure.erase.undo import Undone
from operasure.erase.writer import ConnectionFacts
from operasure.reports.evidence import document, held, shape

ROW_IDS = 1000


def erased(
    found: DoneErasure, by: str | None, undo_until: str | None, undo_file: Path | None
) -> shape.Document:
    """The document of a plan that was carried out; the undo file holds what was removed."""
    left = tuple(filled(shape.erased.ErasureLeft, each) for each in found.left)
    judged = verdict(unseen=bool(found.skipped or left))
    done = replace(
        _erasure(found.plan.head, found, by, found.plan.digest),
        dry_run=not found.committed,
        undo_until=undo_until,
        left=left,
    )
    return _document(found.plan.head, judged, found, done, undo_file)


def undone(found: Undone, by: str | None, undo_file: Path) -> shape.Document:
    """The document of a plan that was taken back."""
    partly = bool(found.skipped or found.missing)
    judged = verdict(left=not partly, unseen=partly)
    done = replace(
        _erasure(found.head, found, by, found.plan),
        undone=True,
        undo_lacks=found.missing.words if found.missing else None,
    )
    return _document(found.head, judged, found, done, undo_file)


def _erasure(
    head: PlanHead, found: DoneErasure | Undone, by: str | None, plan: str
) -> shape.erased.Erasure:
    return shape.erased.Erasure(
        by=by or found.by.role,
        undone=False,
        plan=plan,
        sources=tuple(filled(shape.erased.ErasureSource, each) for each in head.sources),
        rows=sum(t.done + t.already for t in found.tallies),
        skipped=found.skipped,
        undo_until=None,
        steps=tuple(map(_step, found.tallies)),
        left=(),
    )


def _document(
    head: PlanHead,
    judged: Verdict,
    found: DoneErasure | Undone,
    done: shape.erased.Erasure,
    undo_file: Path | None,
) -> shape.Document:
    facts = installation(head, found.by, found.finished_at)
    kept = held.held_in([undo_file]) if undo_file else ABSENT
    return replace(
        document.envelope("erase", judged, facts),
        subject=filled(shape.run.SubjectEntry, head, token=None, kind=head.kind),
        run=document.run(
            found, snapshot=None, connections=1, queries=head.queries, read_only=False
        ),
        groups=dict.fromkeys(sorted({step.group for step in done.steps if step.group}), ""),
        not_covered=(),
        erasure=done,
        held_in=kept if kept is ABSENT else tuple(replace(e, plan=done.plan) for e in kept),
    )


def installation(head: PlanHead, by: ConnectionFacts, moment: datetime) -> Installation:
    """The facts of the database that the plan was made for, and of the role that writes."""
    successor = () if head.deleted_user_id is None else (head.deleted_user_id,)
    return Installation(
        head.openproject, head.last_migration, by.postgresql, head.database, head.schema, None,
        successor, moment, powers=by.powers,
        identity=f"sha256:{head.identity}" if head.identity else None,
    )  # fmt: skip


def _step(tally: StepTally) -> shape.erased.ErasureStep:
    return filled(
        shape.erased.ErasureStep,
        tally,
        schema=tally.schema,
        key=tally.key,
        column=tally.column or None,
        rows=tally.done,
        changed_since=tally.changed,
        keys=tuple(k if isinstance(k, int | str) else tuple(k) for k in tally.keys),
        row_ids=tuple(key_of(key) for key in tally.row_ids[:ROW_IDS]),
        skipped_ids=tuple(key_of(key) for key in tally.skipped_ids[:ROW_IDS]),
    )

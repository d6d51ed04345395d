"""The evidence document of an audit: the common envelope, and the entry `audit` of its own.

`audit` holds what is not about single checks: the ids that name nobody, each with its places; texts
whose mention shows a name that its id no longer has; deletions that did not finish; what is
overdue; the built-in principals; and lines for a site's own queries. Numbers and ids only.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from operasure.core.dates import stamp
from operasure.core.typed import Absent, replace
from operasure.looks.audit.model import AuditReport, BehindShown, Dangling, OrphanedId, Unfinished
from operasure.reports.evidence import document, shape


def build(report: AuditReport, titles: Mapping[str, str]) -> shape.Document:
    """The document of a run of `audit`. `titles` are the names of the groups by code."""
    state = report.state
    found = shape.Audit(
        ids=tuple(map(_dangling, report.dangling)),
        named=tuple(
            shape.NamedMention(check=n.check.id, rows=n.rows, row_ids=tuple(n.row_ids))
            for n in report.named
        ),
        unfinished=tuple(map(_unfinished, state.unfinished)),
        overdue=tuple(
            shape.OverdueRows(
                what=o.what,
                table=o.table,
                rows=o.rows,
                oldest=stamp(o.oldest),
                keeps=o.keeps,
                job=o.job,
            )
            for o in state.overdue
        ),
        built_in=tuple(
            shape.BuiltInFault(principal=d.principal, text=d.text, user_ids=tuple(d.user_ids))
            for d in state.damages
        ),
        unread=tuple(shape.UnreadQuestion(what=u.what, reason=u.reason) for u in state.unread),
        deletions=tuple(
            shape.PastDeletionEntry(
                user_id=d.user_id, deleted_at=stamp(d.deleted_at), tables=d.tables
            )
            for d in report.deletions
        ),
        lines=tuple(report.lines),
    )
    made = document.of_places("audit", report, titles)
    return replace(made, behind=_behind(made.behind, report.shown), audit=found)


def _behind(
    bounds: shape.BehindEntry | Absent | None, shown: BehindShown | None
) -> shape.BehindEntry | Absent | None:
    if not isinstance(bounds, shape.BehindEntry) or shown is None:
        return bounds
    return replace(
        bounds,
        groups=tuple(shape.BehindShare(group=s.group, rows=s.rows, of=s.of) for s in shown.shares),
        paths=tuple(
            shape.BehindPath(kind=p.kind, what=p.what, table=p.table, rows=p.rows)
            for p in shown.paths
        ),
        unread=tuple(shape.UnreadQuestion(what=what, reason=why) for what, why in shown.unread),
    )


def _dangling(entry: Dangling) -> shape.DanglingId:
    # Without its kind, verify would not look for the form in which it was found.
    kind = f" --kind {shlex.quote(entry.kind)}" if entry.kind else ""
    command = f"operasure verify --user-id {entry.user_id}{kind}"
    return shape.DanglingId(
        user_id=entry.user_id,
        outcome=entry.result,
        certain=entry.certain,
        assigned=entry.assigned,
        rows=entry.rows,
        verify=command if entry.assigned else None,
        places=tuple(map(_sighting, entry.sightings)),
    )


def _sighting(sighting: OrphanedId) -> shape.DanglingPlace:
    return shape.DanglingPlace(
        check=sighting.check.id,
        outcome=sighting.result,
        certain=sighting.certain,
        rows=sighting.rows,
        row_ids=tuple(sighting.row_ids),
        retained=sighting.retained,
        until=stamp(sighting.until),
        oldest=stamp(sighting.oldest),
        newest=stamp(sighting.newest),
    )


def _unfinished(entry: Unfinished) -> shape.UnfinishedDeletion:
    return shape.UnfinishedDeletion(
        user_id=entry.user_id,
        kind=entry.kind,
        status=entry.status,
        state=entry.state,
        since=stamp(entry.since),
        error=entry.error,
        overdue=entry.overdue,
        causes=tuple(
            shape.CauseEntry(kind=c.kind, text=c.text, remedy=c.remedy) for c in entry.causes
        ),
    )

"""The evidence document of an audit: the common envelope, and the entry `audit` of its own.

`audit` holds what is not about single checks: the ids that name nobody, each with its places; texts
whose mention shows a name that its id no longer has; deletions that did not finish; what is
overdue; the built-in principals; and lines for a site's own queries. Numbers and ids only.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from operasure.core.typed import Absent, filled, replace
from operasure.looks.audit.model import AuditReport, BehindShown, Dangling
from operasure.reports.evidence import document, shape


def build(report: AuditReport, titles: Mapping[str, str]) -> shape.Document:
    """The document of a run of `audit`. `titles` are the names of the groups by code."""
    state = report.state
    found = shape.audited.Audit(
        ids=tuple(map(_dangling, report.dangling)),
        named=tuple(filled(shape.audited.NamedMention, n, check=n.check.id) for n in report.named),
        unfinished=state.unfinished,
        overdue=state.overdue,
        built_in=state.damages,
        unread=state.unread,
        deletions=report.deletions,
        lines=report.lines,
    )
    made = document.of_places("audit", report, titles)
    return replace(made, behind=_behind(made.behind, report.shown), audit=found)


def _behind(
    bounds: shape.audited.BehindEntry | Absent | None, shown: BehindShown | None
) -> shape.audited.BehindEntry | Absent | None:
    if not isinstance(bounds, shape.audited.BehindEntry) or shown is None:
        return bounds
    return replace(bounds, groups=shown.shares, paths=shown.paths, unread=shown.unread)


def _dangling(entry: Dangling) -> shape.audited.DanglingId:
    # Without its kind, verify would not look for the form in which it was found.
    kind = f" --kind {shlex.quote(entry.kind)}" if entry.kind else ""
    command = f"operasure verify --user-id {entry.user_id}{kind}"
    return filled(
        shape.audited.DanglingId,
        entry,
        outcome=entry.result,
        verify=command if entry.assigned else None,
        places=tuple(
            filled(shape.audited.DanglingPlace, each, check=each.check.id, outcome=each.result)
            for each in entry.sightings
        ),
    )

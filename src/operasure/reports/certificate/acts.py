"""What was done in a case: when exactly, by whom, in which way, and how much of it.

The deletion of the account is what the case file states; each run of `erase`, each taking back, and
each deletion in a cache is what its document says. Several runs are added up. A run that was
interrupted and gone on with says again what it did before, and that counts once; an entry that two
plans changed was changed twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from operasure.reports.certificate.case import StatedCase
from operasure.reports.certificate.documents import Evidence

GONE = ("the mention is no longer there", "what was found is no longer there")
"""Reasons of a plan that leaves what is gone: nothing is left there (operasure.erase.edits)."""

_Step = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Act:
    """One thing that was done. `kind` is deletion, erase, undo or evict.

    `rows` are the entries that it changed, removed or brought back, but for what an earlier
    document of the same plan has told; `already` those that were as wanted; `changed_since` and
    `gone` those that were left alone since they had changed, or that were gone; `planned_out` those
    that the plan left, `why` by reason. Of a deletion all are None: what became of its entries is
    the evidence's to say.
    """

    kind: str
    started_at: str
    finished_at: str
    by: str | None
    way: str
    file: str | None = None
    plan: str | None = None
    rows: int | None = None
    already: int | None = None
    changed_since: int | None = None
    gone: int | None = None
    planned_out: int | None = None
    why: Mapping[str, int] = field(default_factory=dict)
    lacks: str | None = None
    """What an undo file lacked, of which nothing could be brought back."""


@dataclass
class _Sum:
    """What the runs of each plan have changed so far, step by step: how many rows, and the keys of
    those that documents name."""

    done: dict[_Step, int] = field(default_factory=dict)
    ids: dict[_Step, set[object]] = field(default_factory=dict)

    def erased(self, plan: str, step: Mapping[str, Any]) -> int:
        """Count a step, and return how many of its rows were not counted before."""
        key, rows, named = _key(plan, step), int(step["rows"]), set(step["row_ids"])
        known, before = self.ids.setdefault(key, set()), self.done.get(key, 0)
        # A run that is gone on with says again what it did before, and names some of it.
        new = max(0, rows - before) if named & known else rows
        self.done[key] = before + new
        known |= named
        return new

    def undone(self, plan: str, step: Mapping[str, Any]) -> int:
        """Take away what a step brought back, and return how many rows that are."""
        key, rows = _key(plan, step), int(step["rows"])
        self.ids.setdefault(key, set()).difference_update(step["row_ids"])
        self.done[key] = max(0, self.done.get(key, 0) - rows)
        return rows


def acts(case: StatedCase, evidence: Sequence[Evidence]) -> list[Act]:
    """Everything that was done, the deletion first, then in the order of time."""
    at = case.deleted_at.isoformat(timespec="seconds")
    first = Act("deletion", at, at, case.deleted_by, case.method)
    counted = _Sum()
    others = [_removal(each, counted) for each in evidence if each.copy.get("erasure")]
    others += [act for each in evidence for act in _evicted(each)]
    return [first, *sorted(others, key=lambda act: (act.finished_at, act.started_at))]


def removed(done: Sequence[Act]) -> dict[str, int]:
    """The runs of `erase` added up: how many, how many entries they changed or removed, and how
    many of these were brought back."""
    rows = sum(act.rows or 0 for act in done if act.kind == "erase")
    back = sum(act.rows or 0 for act in done if act.kind == "undo")
    runs = sum(act.kind == "erase" for act in done)
    return {"runs": runs, "rows": rows, "brought_back": back, "net": max(0, rows - back)}


def left_by_plan(evidence: Sequence[Evidence]) -> dict[str, str]:
    """Why the newest plan left something, by check."""
    newest = [e.copy["erasure"] for e in evidence if e.copy.get("erasure")]
    newest = [erasure for erasure in newest if not erasure.get("undone")]
    if not newest:
        return {}
    return {
        left["check"]: left["reason"] for left in newest[-1]["left"] if left["reason"] not in GONE
    }


def _removal(document: Evidence, counted: _Sum) -> Act:
    erasure, run = document.copy["erasure"], document.copy["run"]
    undone = bool(erasure.get("undone"))
    steps, left = erasure["steps"], erasure["left"]
    count = counted.undone if undone else counted.erased
    why: dict[str, int] = {}
    for entry in left:
        if entry["reason"] not in GONE:
            why[entry["reason"]] = why.get(entry["reason"], 0) + entry["rows"]
    return Act(
        "undo" if undone else "erase",
        run["started_at"],
        run["finished_at"],
        erasure["by"],
        f"operasure erase {document.copy['operasure']}",
        document.name,
        erasure["plan"],
        sum(count(erasure["plan"], step) for step in steps),
        sum(step["already"] for step in steps),
        sum(step["changed_since"] for step in steps),
        sum(step["gone"] for step in steps)
        + sum(entry["rows"] for entry in left if entry["reason"] in GONE),
        sum(why.values()),
        why,
        erasure.get("undo_lacks"),
    )


def _evicted(document: Evidence) -> Iterator[Act]:
    """What was deleted in caches before the document's own look."""
    evicted, run = document.copy.get("evicted") or {}, document.copy["run"]
    told = document.copy.get("eviction") or {}
    if not any(evicted.get(key) for key in ("deleted", "gone", "refused")):
        return
    # The document's own look came after it; one that does not say when it began says by when.
    yield Act(
        "evict",
        told.get("at") or run["started_at"],
        run["started_at"],
        told.get("by"),
        f"operasure cache --evict {document.copy['operasure']}",
        document.name,
        rows=evicted["deleted"],
        changed_since=evicted["refused"],
        gone=evicted["gone"],
    )


def _key(plan: str, step: Mapping[str, Any]) -> _Step:
    return plan, step["check"], step["table"], step["column"] or "", step["action"]

"""What still holds the person outside OpenProject: the files that were made for the case.

Documents name those that their run wrote or read (`held_in`), a removal its undo file; the others
are found by what they say of themselves, as `operasure prune` finds them, where the case file and
the evidence lie. Nothing of this is stated by hand but that a file was destroyed before its day.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from operasure.core import keeping
from operasure.core.errors import UsageError, readable
from operasure.reports.certificate.case import StatedCase
from operasure.reports.certificate.documents import Evidence
from operasure.reports.evidence.held import digest

UNDO = "undo"
"""The kind of file with which a removal can be taken back."""
_LARGEST = 64 * 1024 * 1024
"""Bytes of a snapshot or the first line of a plan that is asked whom it is about."""


@dataclass(frozen=True)
class Holding:
    """A file that holds the person. `kind` as the file itself says it; `until` the day after which
    it is to be deleted, None where none is known; `digest` that of the file, `plan` of an undo file
    that of the plan which it takes back. `destroyed_on` is stated by the controller."""

    kind: str
    until: str | None
    digest: str | None
    plan: str | None = None
    destroyed_on: str | None = None


def holdings(
    case: StatedCase, evidence: Sequence[Evidence], files: Iterable[Path]
) -> list[Holding]:
    """Every file that is known to hold the person, each once, by kind and day.

    `files` are files and folders to look at (not the folders in these). A file that says it is
    about another user is left out. Raises UsageError for a path that can't be read, and for a file
    that is there although the case file says that it was destroyed.
    """
    own = {*case.accounts, *(account for e in evidence for account in e.user_ids)}
    told = [each for document in evidence for each in _told(document)]
    seen = [each for path in _each(files) if (each := _seen(path, own)) is not None]
    every = _merged([*seen, *told])
    stated = {each.digest: each.on for each in case.destroyed}
    for each in seen:
        if stated.keys() & {each.digest, each.plan} - {None}:
            raise UsageError(
                f"case file: destroyed names the {each.kind} {each.digest}, which still exists"
            )
    found = [replace(each, destroyed_on=_destroyed(each, stated)) for each in every]
    return sorted(found, key=lambda h: (h.kind != UNDO, h.kind, h.until or "", h.digest or ""))


def _told(document: Evidence) -> Iterator[Holding]:
    for entry in document.copy.get("held_in") or ():
        yield Holding(entry["kind"], entry["delete_after"], entry["digest"], entry.get("plan"))
    erasure = document.copy.get("erasure") or {}
    if erasure.get("undo_until"):
        yield Holding(UNDO, erasure["undo_until"], None, erasure["plan"])
    snapshot = (document.copy.get("follow_up") or {}).get("snapshot")
    if snapshot:
        yield Holding("snapshot", snapshot.get("delete_after"), snapshot["digest"])


def _merged(every: Iterable[Holding]) -> list[Holding]:
    """One of each: known again by the digest, or an undo file by its plan where that is all."""
    found: list[Holding] = []
    for each in every:
        same = next((other for other in found if _same(each, other)), None)
        if same is None:
            found.append(each)
            continue
        days = [day for day in (same.until, each.until) if day]
        found[found.index(same)] = replace(
            same,
            until=max(days, default=None),
            digest=same.digest or each.digest,
            plan=same.plan or each.plan,
        )
    return found


def _same(one: Holding, other: Holding) -> bool:
    if one.kind != other.kind:
        return False
    if one.digest is not None and one.digest == other.digest:
        return True
    unknown = one.digest is None or other.digest is None
    return one.kind == UNDO and unknown and one.plan is not None and one.plan == other.plan


def _destroyed(each: Holding, stated: Mapping[str, date]) -> str | None:
    days = [stated[key] for key in (each.digest, each.plan) if key and key in stated]
    return days[0].isoformat() if days else None


def _each(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file once."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no {path}")
        with readable(path):
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        for each in inside:
            whole = each.resolve()
            if each.is_file() and not each.is_symlink() and whole not in seen:
                seen.add(whole)
                yield each


def _seen(path: Path, own: Collection[int | None]) -> Holding | None:
    head = keeping.head(path)
    if head is None:
        return None
    about, plan = _about(path, head.kind)
    if own and isinstance(about, int) and about not in own:
        return None
    day = head.delete_after.isoformat() if head.delete_after else None
    return Holding(head.kind, day, digest(path), plan if isinstance(plan, str) else None)


def _about(path: Path, kind: str) -> tuple[Any, Any]:
    """The id of the user that a file says it is about, and the plan of an undo file."""
    try:
        with path.open("rb") as file:
            if kind in {"plan", UNDO}:
                first = json.loads(file.readline(_LARGEST))
                return first["head"]["user_id"], first.get("plan")
            if kind == "snapshot":
                data = file.read(_LARGEST + 1)
                body = json.loads(data)["snapshot"] if len(data) <= _LARGEST else None
                return (body["subject"]["user_id"] if body else None), None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        # It says of itself what it is, and can't be read further: it counts.
        pass
    return None, None

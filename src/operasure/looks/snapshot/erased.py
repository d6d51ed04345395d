"""The rows of a snapshot whose change or deletion is explained by documents of `erase`.

Runs are added up in the order of their time; what a run took back is no longer explained. Only keys
are known, no value: a text that was edited by plan and by somebody else later counts as edited by
plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from operasure.core import strict
from operasure.core.errors import UsageError
from operasure.core.model import RowId

LARGEST = 256 * 1024 * 1024
SKEW = timedelta(hours=1)
"""How far the clocks of server and administrator may differ."""
_DELETE = "delete"

Place = tuple[str, str, str, str]
"""Schema, table, key column, and changed column (empty where rows go)."""


@dataclass(frozen=True)
class EraseRun:
    """One document: when the run ended, of which database, whether it took rows back, and the rows
    of each place."""

    path: Path
    finished_at: datetime
    database: str
    identity: str | None
    undone: bool
    rows: Mapping[Place, Collection[RowId]]


@dataclass(frozen=True)
class ErasedRows:
    """The rows that were dealt with by plan."""

    rows: Mapping[Place, Collection[RowId]] = field(default_factory=dict)

    def went(self, schema: str, table: str, key: str, row: RowId) -> bool:
        """Whether a row was deleted by plan."""
        return row in self.rows.get((schema, table, key, ""), ())

    def changed(self, schema: str, table: str, key: str, column: str, row: RowId) -> bool:
        """Whether a value was changed by plan."""
        return row in self.rows.get((schema, table, key, column), ())


def read(
    paths: Sequence[Path], user_ids: Collection[int], taken_at: datetime
) -> tuple[EraseRun, ...]:
    """The runs of these documents, the oldest first. `user_ids` are the accounts of one person.

    Raises UsageError for what is no document of erase, a dry run, one of somebody else, or one from
    before the snapshot.
    """
    runs = sorted((_read(path, user_ids) for path in paths), key=lambda run: run.finished_at)
    for run in runs:
        if run.finished_at < taken_at:
            raise UsageError(
                f"{run.path} is older than the snapshot, which already includes its changes"
            )
    return tuple(runs)


def sum_up(runs: Sequence[EraseRun], checked_at: datetime) -> ErasedRows:
    """What the runs come to at the moment that is looked at: a backup may be older than some."""
    rows: dict[Place, set[RowId]] = {}
    for run in runs:
        if run.finished_at > checked_at + SKEW:
            continue
        for place, keys in run.rows.items():
            own = rows.setdefault(place, set())
            own.difference_update(keys) if run.undone else own.update(keys)
    return ErasedRows(rows)


def _read(path: Path, user_ids: Collection[int]) -> EraseRun:
    document = _load(path)
    try:
        if document["format"] != 1 or document["command"] != "erase":
            raise ValueError
        erasure, subject = document["erasure"], document["subject"]["user_id"]
        # Earlier versions did not say so: the day until which the undo file is kept tells.
        kept = erasure["undone"] or erasure["undo_until"]
        dry = bool(erasure.get("dry_run", not kept))
        run = EraseRun(
            path,
            datetime.fromisoformat(document["run"]["finished_at"]),
            str(document["installation"]["database"]),
            document["installation"].get("identity"),
            bool(erasure["undone"]),
            dict(_places(document["installation"]["schema"], erasure["steps"])),
        )
        if run.finished_at.tzinfo is None:
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UsageError(
            f"{path} is not an evidence document of erase: make one with --format json -o FILE"
        ) from None
    if dry:
        raise UsageError(f"{path} is of a dry run, which removed nothing")
    if subject not in user_ids:
        own = " or ".join(map(str, sorted(user_ids)))
        raise UsageError(f"{path} is about the user {subject}, not {own}")
    return run


def _load(path: Path) -> Mapping[str, Any]:
    more = f"has more than {LARGEST >> 20} MB: is it a document of erase?"
    data = strict.content(path, LARGEST, more)
    try:
        found = strict.loads(data)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {}


def _places(schema: str, steps: Sequence[Any]) -> Iterator[tuple[Place, set[RowId]]]:
    rows: dict[Place, set[RowId]] = {}
    for step in steps:
        column = "" if step["action"] == _DELETE else str(step["column"])
        place = (step.get("schema") or schema, step["table"], step.get("key") or "id", column)
        rows.setdefault(place, set()).update(_keys(step))
    yield from rows.items()


def _keys(step: Mapping[str, Any]) -> Iterator[RowId]:
    """The keys of a step; a stretch of them is the first and the last."""
    for key in step["keys"] if "keys" in step else step["row_ids"]:
        if isinstance(key, list):
            first, last = key
            if not (isinstance(first, int) and isinstance(last, int)) or last - first > LARGEST:
                raise ValueError
            yield from range(first, last + 1)
        elif isinstance(key, int | str):
            yield key
        else:
            raise TypeError

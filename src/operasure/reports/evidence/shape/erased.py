"""What was removed or changed by plan."""

from __future__ import annotations

from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Is, Structure
from operasure.core.values import Count, Day, Digest, RowKey


class ErasureSource(Structure):
    """A document that the plan was made from."""

    command: str
    """What was run."""
    digest: Digest


class ErasureStep(Structure):
    """What became of the rows of one step of a plan."""

    check: str
    group: str
    schema: Annotated[str | Absent, DROP] = ABSENT
    table: str
    key: Annotated[str | Absent, DROP] = ABSENT
    """Column of the keys."""
    column: str | None
    action: Annotated[str, Is(words=("set", "edit", "delete"))]
    rows: Count
    already: Count
    changed_since: Count
    gone: Count
    keys: Annotated[tuple[int | str | tuple[int, ...], ...] | Absent, DROP] = ABSENT
    """Every row that is as planned now. A stretch of keys is its first and its last."""
    row_ids: tuple[RowKey, ...]
    skipped_ids: tuple[RowKey, ...]


class ErasureLeft(Structure):
    """What the plan left, or the database refused, and why."""

    check: str
    rows: Count
    reason: str


class Erasure(Structure):
    """What was removed or changed, by whom, and what was left alone."""

    by: str
    undone: bool
    """Whether this is the taking back of a removal."""
    dry_run: bool | Absent = ABSENT
    """Whether all was rolled back."""
    plan: Digest
    sources: tuple[ErasureSource, ...]
    rows: Count
    skipped: Count
    undo_until: Day | None
    steps: tuple[ErasureStep, ...]
    left: tuple[ErasureLeft, ...]
    undo_lacks: str | Absent | None = ABSENT
    """Of a removal that was taken back: what the undo file lacks, of which nothing could be brought
    back."""

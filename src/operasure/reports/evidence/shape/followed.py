"""What became of the rows of a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from operasure.core.typed import ABSENT, DROP, Absent, Is, Structure
from operasure.core.values import (
    Count,
    Day,
    Digest,
    Expectation,
    GroupCode,
    Moment,
    Positive,
    RowKey,
    State,
)


class FollowedSnapshot(Structure):
    """Which snapshot was followed up."""

    taken_at: Moment
    digest: Digest
    delete_after: Day | Absent | None = ABSENT
    """Only in documents of earlier versions."""


class FollowedCheck(Structure):
    """What became of the snapshot's rows of one place."""

    id: str
    group: GroupCode
    table: str
    column: str
    expected: Expectation | None
    by_name: bool
    """Texts that name the person in words only."""
    rows: Count
    states: Mapping[State, Positive]
    row_ids: Mapping[State, Annotated[tuple[RowKey, ...], Is(most=1000)]]
    accepted: bool
    reason: str | None
    """Why it could not be followed up."""


class ForetoldEntry(Structure):
    """What became of one thing that the snapshot had foretold."""

    kind: str
    table: str
    column: str | None
    row_id: RowKey
    result: Annotated[
        str,
        Is(
            words=(
                "came true",
                "did not happen",
                "row gone",
                "changed otherwise",
                "erased by plan since",
                "could not be checked",
            )
        ),
    ]
    lost: Annotated[tuple[str, ...], DROP]
    """Names of filters."""
    accepted: bool


class UnfollowedCheck(Structure):
    """A place that could not be followed up."""

    check: str
    reason: str


class FollowUpEntry(Structure):
    """What became of the rows of a snapshot."""

    verdict: Annotated[str, Is(words=("accounted", "losses", "incomplete"))]
    snapshot: FollowedSnapshot
    rows: Count
    states: Mapping[State, Positive]
    checks: tuple[FollowedCheck, ...]
    foretold: tuple[ForetoldEntry, ...]
    unread: tuple[UnfollowedCheck, ...]
    notes: tuple[str, ...]

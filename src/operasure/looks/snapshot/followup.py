"""The states of the rows of a snapshot after the deletion, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from operasure.core.model import RowId
from operasure.looks.snapshot.model import SnapshotPlace, UnreadCheck


class State(StrEnum):
    """What became of one row."""

    DELETED_USER = "deleted user"
    """It refers to the Deleted user now."""
    GONE = "gone as expected"
    """It belonged to the person, or expires."""
    NULL = "null"
    """It still exists, and refers to nobody."""
    VALUE_REMOVED = "value removed"
    """It still exists, and the person was removed from the list or the saved value."""
    REWRITTEN = "mention rewritten"
    """A text from which only the mentions of the person are gone."""
    STILL = "still the person's"
    """It refers to the person as before."""
    UNCHANGED = "unchanged"
    """A text that names the person in words, as before."""
    OTHER = "given to somebody else"
    """It refers to somebody who is neither the person nor the Deleted user."""
    LOST = "lost"
    """It is gone although the deletion of a user keeps such rows."""
    ERASED = "erased by plan"
    """A row that was deleted, or a text that was edited, by a plan, as a document of `erase` "
    "says."""
    UNSURE = "gone, perhaps rightly"
    """It is gone, and this version does not know whether the release removes such rows."""
    CUT = "cut by the rewriting"
    """A text that lost words of others exactly as the preflight announced."""
    CHANGED = "changed otherwise"
    """A text in which more has changed than mentions of the person."""


LOSSES = (State.LOST, State.OTHER, State.CHANGED, State.CUT)
"""Unintended changes, listed row by row."""
NAMED = (*LOSSES, State.UNSURE, State.STILL)
IDS = 1000
"""How many rows of a state are named; counts are exact."""


class Truth(StrEnum):
    """What became of something foretold."""

    CAME_TRUE = "came true"
    SPARED = "did not happen"
    GONE = "row gone"
    OTHERWISE = "changed otherwise"
    ERASED = "erased by plan since"
    UNKNOWN = "could not be checked"


class FollowUpVerdict(StrEnum):
    """The sum of a follow-up."""

    ACCOUNTED = "accounted"
    """Every row is accounted for, and nothing else was harmed."""
    LOSSES = "losses"
    """Something was lost, changed or given to somebody else."""
    INCOMPLETE = "incomplete"
    """Nothing of that, but something could not be followed up."""


@dataclass
class Followed:
    """One place of the snapshot: how many rows are in which state, and which those are that are
    named (at most `IDS` of each). `reason` says why it could not be followed up."""

    place: SnapshotPlace
    counts: dict[State, int] = field(default_factory=dict)
    ids: dict[State, list[RowId]] = field(default_factory=dict)
    reason: str | None = None

    def add(self, state: State, key: RowId) -> None:
        """Count one row."""
        self.counts[state] = self.counts.get(state, 0) + 1
        if state in NAMED:
            ids = self.ids.setdefault(state, [])
            if len(ids) < IDS:
                ids.append(key)

    @property
    def lost(self) -> int:
        """How many rows were lost, changed or given to somebody else."""
        return sum(self.counts.get(state, 0) for state in LOSSES)


@dataclass(frozen=True)
class Foretold:
    """A row that the preflight named, and whether what it said came true."""

    kind: str
    table: str
    column: str | None
    row_id: RowId
    truth: Truth
    lost: tuple[str, ...] = ()
    """What is gone, by names that OpenProject gave (of filters), never by words of persons."""


@dataclass(frozen=True)
class FollowUp:
    """Everything that became of a snapshot. `unread` are the checks that the snapshot itself had
    not seen."""

    taken_at: datetime
    followed: tuple[Followed, ...]
    foretold: tuple[Foretold, ...]
    unread: tuple[UnreadCheck, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[State, int]:
        """Rows by state over all places, in the order of the states."""
        return {s: n for s in State if (n := sum(f.counts.get(s, 0) for f in self.followed))}

    def result(self, accepted: Iterable[str] = ()) -> FollowUpVerdict:
        """The sum; places and risks whose `follow-up/…` id is accepted do not count."""
        taken = set(accepted)
        lost = any(f.lost for f in self.followed if accept_id(f.place.check) not in taken)
        harmed = any(
            f.truth in {Truth.CAME_TRUE, Truth.OTHERWISE}
            for f in self.foretold
            if accept_id(f.kind) not in taken
        )
        if lost or harmed:
            return FollowUpVerdict.LOSSES
        missed = any(f.reason for f in self.followed) or self.unread
        unknown = any(f.truth is Truth.UNKNOWN for f in self.foretold)
        return FollowUpVerdict.INCOMPLETE if missed or unknown else FollowUpVerdict.ACCOUNTED


def accept_id(name: str) -> str:
    """The id under which what was found here can be accepted on a written ground."""
    return f"follow-up/{name}"

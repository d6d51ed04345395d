"""The additional parts of `verify --snapshot`: the follow-up, and the search for the names in
it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from operasure.checks import selection
from operasure.core.errors import UsageError
from operasure.core.model import Outcome, Report
from operasure.core.queries import Queries
from operasure.database.crew import LOST
from operasure.database.session import Session
from operasure.looks.mentions import person_columns
from operasure.looks.snapshot.erased import EraseRun
from operasure.looks.snapshot.follow import follow, unfollowed
from operasure.looks.snapshot.followup import FollowUp, accept_id
from operasure.looks.snapshot.identity import searchable
from operasure.looks.snapshot.model import Snapshot
from operasure.looks.systems.look import remembered
from operasure.matching.identity import Identity


@dataclass
class Companion:
    """Called by `verify` within its session; keeps what it found in `found`."""

    snapshot: Snapshot
    queries: Queries
    runs: tuple[EraseRun, ...] = ()
    found: FollowUp | None = field(default=None, init=False)

    def __call__(self, session: Session, made: selection.CheckPlan) -> Iterable[Outcome]:
        """Follow up, and give the outcomes of the columns that name persons.

        A connection that was lost can't come back to the moment of the session: where none is
        left, every place is told to be so.
        """
        alive = tuple(reader for reader in session.readers if reader.alive)
        if not alive:
            self.found = unfollowed(self.snapshot, LOST)
            return []
        session = replace(session, readers=alive)
        self.found = follow(session, made, self.queries, self.snapshot, self.runs)
        return person_columns.outcomes(session, self.queries, self.identity)

    @property
    def identity(self) -> Identity:
        """Who the person was."""
        return searchable(self.snapshot.known, self.snapshot.subject.user_id)

    @property
    def acceptable(self) -> frozenset[str]:
        """The ids under which what is found here can be accepted."""
        places = (accept_id(place.check) for place in self.snapshot.places)
        risks = (accept_id(risk.kind) for risk in self.snapshot.risks)
        return frozenset([*places, *risks, *person_columns.ids(self.queries)])

    def remember(self, report: Report) -> Report:
        """The report with what the snapshot knows of the person's accounts in other systems."""
        return replace(
            report,
            systems=remembered(report.systems, [each.system for each in self.snapshot.systems]),
        )

    def belongs_to(self, user_id: int) -> None:
        """Raise UsageError where the snapshot is another's."""
        own = self.snapshot.subject.user_id
        if own != user_id:
            raise UsageError(f"--snapshot is about the user {own}, not {user_id}")

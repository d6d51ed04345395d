"""`verify`: whether the person with this id is completely deleted from the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from operasure.checks import accept, handling, idforms, selection
from operasure.checks.run import ScanCrew, admit_gaps, steady, unchecked
from operasure.core.model import (
    Coverage,
    Installation,
    Origin,
    Outcome,
    Report,
    Result,
    Subject,
    Verdict,
)
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import load
from operasure.core.verdict import verdict
from operasure.database import fates, openproject
from operasure.database.release import known
from operasure.database.session import Access, Session, session
from operasure.database.target import Target
from operasure.looks import behind
from operasure.looks.systems.look import connected

Besides = Callable[[Session, selection.CheckPlan], Iterable[Outcome]]
"""Something else to look at in the same moment; gives outcomes of checks of its own."""


@dataclass(frozen=True)
class VerifyOptions:
    """What a run is asked to do; see docs/verify.md for each."""

    user_id: int
    kind: str = "user"
    """What the principal was: `user`, `group`, `placeholder user` or `service account`."""
    access: Access = field(default_factory=Access)
    queries: tuple[Path, ...] = ()
    accept: Path | None = None
    acceptable: frozenset[str] = frozenset()
    """Ids that an accept file may name besides those of the checks."""


def verify(
    target: Target,
    options: VerifyOptions,
    progress: Meter = NOBODY,
    besides: Besides | None = None,
) -> Report:
    """Look at every place of the database for this id, at one moment, and say what stands there.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (an id that was never
    assigned, a built-in principal, an accept file with an error).
    """
    queries = load(*options.queries)
    started = datetime.now(UTC)
    with session(target, options.access) as opened:
        first, facts = opened.readers[0], opened.installation
        # A backup from before the account existed never gave out its id.
        subject = openproject.subject(
            first, options.user_id, options.kind, later=target.dump is not None
        )
        parameters = idforms.parameters(options.user_id, subject.kind)
        made = selection.make(queries, opened.catalogue)
        others = connected(opened, options.user_id, alive=subject.state is not None)
        accepted = accept.given(options.accept, queries, made, facts.checked_at, options.acceptable)
        crew = ScanCrew(opened.readers, parameters, facts.checked_at)
        bounds = behind.bounds(opened, behind.deletions(opened))
        seen = [
            *_settled(crew.outcomes(made.scans, progress), made.like_user),
            *(Outcome(check, Result.ABSENT) for check in made.absent),
            *(unchecked(check, why) for check, why in made.unreadable),
            *(besides(opened, made) if besides else ()),
        ]
        quiet = [check for scan in made.scans for check in scan.checks if check.quiet]
        seen = list(steady(seen, opened.changed(), facts.schema, quiet))
    outcomes = tuple(_sorted(accept.apply(o, accepted) for o in admit_gaps(seen, facts.dump)))
    return Report(
        subject=subject,
        verdict=_verdict(subject, facts, outcomes),
        installation=facts,
        outcomes=outcomes,
        coverage=coverage(made, outcomes),
        started_at=started,
        finished_at=datetime.now(UTC),
        snapshot=opened.snapshot,
        jobs=len(opened.readers),
        queries=queries.digest,
        notes=(
            *_notes(facts, outcomes, [a for a in accepted if a not in options.acceptable]),
            *handling.assumed(o.check for o in outcomes if o.rows),
            *handling.gone(made.absent, facts.migrations),
        ),
        accepted=accepted,
        systems=others,
        behind=bounds,
    )


def _settled(outcomes: Iterable[Outcome], like_user: frozenset[str]) -> Iterable[Outcome]:
    """What an outcome is worth: a number in a column that nothing explains is neither clear nor
    surely this person."""
    for outcome in outcomes:
        swept = outcome.check.origin is Origin.SWEPT and outcome.rows
        if swept and outcome.check.id not in like_user:
            why = "a number that may be the id of this person: classify the column"
            if outcome.unread:
                why = f"{why}; {outcome.reason}"
            yield replace(outcome, result=Result.UNCHECKED, reason=why)
        else:
            yield outcome


def _sorted(outcomes: Iterable[Outcome]) -> Sequence[Outcome]:
    return sorted(outcomes, key=lambda o: (o.check.group, o.check.id))


def coverage(made: selection.CheckPlan, outcomes: Sequence[Outcome]) -> Coverage:
    """How every column was dealt with in this run."""
    unclassified = {
        f"{o.check.schema}.{o.check.column}"
        for o in outcomes
        if o.check.origin is Origin.SWEPT and o.rows and o.result is Result.UNCHECKED
    }
    return fates.count(made.catalogue, made.places, unclassified)


def _verdict(subject: Subject, installation: Installation, outcomes: Sequence[Outcome]) -> Verdict:
    results = {outcome.result for outcome in outcomes}
    return verdict(
        exists=subject.state is not None,
        left=Result.LEFTOVER in results,
        unseen=Result.UNCHECKED in results or not installation.deleted_user_ids,
    )


def _notes(
    installation: Installation, outcomes: Sequence[Outcome], accepted: Iterable[str]
) -> Iterable[str]:
    count = len(installation.deleted_user_ids)
    if installation.beyond:
        yield (
            f"This version of operasure knows OpenProject's deletion up to release "
            f"{known().read}; this one is {installation.openproject or 'unnamed'}. The expected "
            f"result of a check may differ. How the release was known: {installation.known_by}."
        )
    if count == 0:
        yield "There is no Deleted user, so no row can belong to it."
    if count > 1:
        ids = ", ".join(map(str, installation.deleted_user_ids))
        yield f"There are {count} Deleted users ({ids}); a row of any of them counts as correct."
    matched = {o.check.id for o in outcomes if o.result is Result.ACCEPTED}
    for check in accepted:
        if check not in matched:
            yield f"Accepted, but there is no leftover any more: {check}. Remove the entry."

"""`audit`: the state of a whole installation at one moment, without an id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from operasure.checks import accept, selection
from operasure.checks.run import admit_gaps, steady, unchecked
from operasure.core.model import Acceptance, Coverage, Outcome, Result, Verdict
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import listed, load, statement
from operasure.core.verdict import verdict
from operasure.database import fates, openproject
from operasure.database.crew import Crew, Ended
from operasure.database.reader import Reader
from operasure.database.session import Access, Name, Session, session
from operasure.database.target import Target
from operasure.looks import behind
from operasure.looks.audit import canary, control, deletions, look, scans, settle, shares, upkeep
from operasure.looks.audit.lines import suggested
from operasure.looks.audit.model import AuditReport, AuditState, Dangling, SeenOfCheck
from operasure.looks.systems.look import connected


@dataclass(frozen=True)
class AuditOptions:
    """What a run is asked to do; see docs/audit.md for each."""

    access: Access = field(default_factory=Access)
    queries: tuple[Path, ...] = ()
    accept: Path | None = None


def audit(target: Target, options: AuditOptions, progress: Meter = NOBODY) -> AuditReport:
    """Look at every place of the database for ids of nobody, and at what should have gone.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (an accept file or a
    file of queries with an error).
    """
    queries = load(*options.queries)
    started = datetime.now(UTC)
    with session(target, options.access) as opened:
        facts = opened.installation
        made = selection.make(queries, opened.catalogue)
        accepted = accept.given(options.accept, queries, made, facts.checked_at)
        highest = openproject.highest_id(opened.readers[0])
        others = connected(opened, None, alive=False)
        seen = _look(opened, made, highest, progress)
        state = _state(opened, made)
        recorded = behind.deletions(opened)
        bounds = behind.bounds(opened, recorded)
        points = shares.shown(opened, scans.make(made), bounds) if bounds else None
        changed = opened.changed()
    doubted = _doubted(changed, facts.schema, made)
    quiet = [check for check in scans.checks(made) if check.quiet]
    found = steady(_outcomes(seen, made, accepted), doubted, facts.schema, quiet)
    outcomes = tuple(admit_gaps(found, facts.dump))
    dangling = settle.dangling(seen, accepted, highest)
    named = settle.named(seen)
    cover = coverage(made, seen)
    return AuditReport(
        verdict=_verdict(outcomes, state),
        installation=facts,
        outcomes=outcomes,
        dangling=dangling,
        named=named,
        state=state,
        coverage=cover,
        lines=suggested(made, cover.unclassified),
        started_at=started,
        finished_at=datetime.now(UTC),
        snapshot=opened.snapshot,
        jobs=len(opened.readers),
        queries=queries.digest,
        notes=tuple(_notes(dangling, outcomes, accepted)),
        accepted=accepted,
        systems=others,
        behind=bounds,
        shown=points,
        deletions=settle.past(dangling, recorded),
    )


def _doubted(
    changed: Mapping[Name, str], schema: str, made: selection.CheckPlan
) -> Mapping[Name, str]:
    """What can't be clear, and why: where the table of users itself has changed, nothing."""
    why = changed.get((schema, "users"))
    if why is None:
        return changed
    return {(table.schema, table.name): why for table in made.catalogue.tables}


def words() -> list[str]:
    """What OpenProject calls the Deleted user, in its languages."""
    return list(listed("audit/deleted-user")["names"])


def _look(
    opened: Session, made: selection.CheckPlan, highest: int | None, progress: Meter
) -> list[SeenOfCheck]:
    facts = opened.installation
    for reader in opened.readers:
        reader.fetch(statement("audit/memory"))
    # A word that the encoding of the database lacks stands in none of its texts.
    said = [word for word in words() if opened.readers[0].holds(word)]
    bound = scans.parameters(said, facts.deleted_user_ids)
    jobs = scans.make(made)
    setting = look.Setting(
        bound,
        frozenset(facts.deleted_user_ids),
        facts.checked_at,
        highest,
        control.recognised(opened.readers[0], bound),
        canary.failed(opened.readers, made, jobs),
    )
    seen: list[SeenOfCheck] = []
    with progress.begin("reading tables", sum(job.table.bytes for job in jobs)) as stage:

        def work(reader: Reader, job: scans.AuditScan) -> Iterator[SeenOfCheck]:
            # The server reads, and says nothing until it is through.
            with stage.share(job.table.name, job.table.bytes):
                yield from look.AuditLook(reader, setting).look(job)

        for result in Crew(opened.readers, work).run(jobs):
            if not isinstance(result, Ended):
                seen.append(result[1])
            elif result.reason:
                seen += [SeenOfCheck(check, failed=result.reason) for check in result.job.checks]
    return seen


def _state(opened: Session, made: selection.CheckPlan) -> AuditState:
    applying = tuple(scans.checks(made))
    doubted = canary.doubted(opened)
    unfinished, jobs = deletions.unfinished(opened, applying, doubted)
    overdue, rows = upkeep.overdue(opened, doubted)
    damages, built_in = upkeep.damages(opened.readers[0], doubted)
    return AuditState(tuple(unfinished), tuple(overdue), tuple(damages), (*jobs, *rows, *built_in))


def _outcomes(
    seen: Sequence[SeenOfCheck], made: selection.CheckPlan, accepted: Mapping[str, Acceptance]
) -> tuple[Outcome, ...]:
    found = [settle.outcome(each, accepted) for each in seen]
    found += [Outcome(check, Result.ABSENT) for check in made.absent]
    found += [unchecked(check, why) for check, why in made.unreadable]
    found = [o for o in found if o.check.column != scans.USERS]
    return tuple(sorted(found, key=lambda o: (o.check.group, o.check.id)))


def coverage(made: selection.CheckPlan, seen: Iterable[SeenOfCheck]) -> Coverage:
    """How every column was dealt with in this run."""
    unclassified = {
        f"{s.check.schema}.{s.check.column}" for s in seen if s.failed == look.UNCLASSIFIED
    }
    return fates.count(made.catalogue, made.places, unclassified)


def _verdict(outcomes: Sequence[Outcome], state: AuditState) -> Verdict:
    results = {outcome.result for outcome in outcomes}
    stuck = any(entry.overdue for entry in state.unfinished)
    return verdict(
        left=bool(Result.LEFTOVER in results or stuck or state.overdue or state.damages),
        unseen=bool(Result.UNCHECKED in results or state.unread),
    )


def _notes(
    dangling: Sequence[Dangling],
    outcomes: Sequence[Outcome],
    accepted: Mapping[str, Acceptance],
) -> Iterator[str]:
    strange = [str(d.user_id) for d in dangling if not d.assigned]
    if strange:
        yield (
            f"Never assigned, as far as the sequence of users says: {', '.join(strange[:20])}. "
            "Rows may come from another installation, or the sequence was reset to a lower number."
        )
    matched = {o.check.id for o in outcomes if o.result is Result.ACCEPTED}
    for check in accepted:
        if check not in matched:
            yield f"Accepted, but there is no leftover any more: {check}. Remove the entry."

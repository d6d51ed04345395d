"""From the rows of each check to outcomes, ids with their places, and mentions with former
names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from operasure.checks import accept
from operasure.checks.run import digest, late, unchecked
from operasure.core.model import Acceptance, Outcome, Result
from operasure.looks.audit import look
from operasure.looks.audit.model import (
    Dangling,
    MisnamedTexts,
    OrphanedId,
    PastDeletionEntry,
    SeenOfCheck,
)
from operasure.looks.behind import Deletion


def outcome(seen: SeenOfCheck, accepted: Mapping[str, Acceptance]) -> Outcome:
    """The outcome of a check: `rows` counts a row once for each id that it holds."""
    if seen.failed:
        return unchecked(seen.check, seen.failed)
    if not seen.sightings:
        # A text whose mention shows a name is a finding of its own and no clear place.
        if seen.unread and not seen.named_rows:
            return unchecked(seen.check, seen.unread)
        result = Result.LEFTOVER if seen.named_rows else Result.CLEAR
        rows, ids = seen.named_rows, seen.named_row_ids
        found = Outcome(seen.check, result, rows, ids, control=seen.control)
        found = replace(found, query=digest(seen.check), reason=_reason(seen))
        return accept.apply(replace(found, unread=seen.unread is not None), accepted)
    rows = sum(s.rows for s in seen.sightings)
    retained = sum(s.retained for s in seen.sightings)
    found = Outcome(
        seen.check,
        Result.LEFTOVER if rows > retained or seen.capped or seen.named_rows else Result.RETAINED,
        rows,
        retained=retained,
        until=max((s.until for s in seen.sightings if s.until), default=None),
        reason=_reason(seen),
        query=digest(seen.check),
        unread=seen.unread is not None,
    )
    if seen.unread and found.result is Result.RETAINED:
        return unchecked(seen.check, str(found.reason))
    return accept.apply(found, accepted)


def _reason(seen: SeenOfCheck) -> str | None:
    parts = []
    if seen.capped:
        parts.append(f"more than {look.IDS} different ids: only these are listed separately")
    rows = sum(s.rows for s in seen.sightings)
    overdue = rows - sum(s.retained for s in seen.sightings)
    if said := late(seen.check, rows, overdue):
        parts.append(said)
    if seen.named_rows:
        parts.append(
            f"{seen.named_rows} with a mention that shows a name which its id no longer has"
        )
    if seen.unread:
        parts.append(seen.unread)
    return "; ".join(parts) or None


def dangling(
    seen: Iterable[SeenOfCheck], accepted: Mapping[str, Acceptance], highest: int | None
) -> tuple[Dangling, ...]:
    """Every id that names nobody, with its places, in the order of the ids."""
    places: dict[int, list[OrphanedId]] = defaultdict(list)
    for each in seen:
        if each.failed:
            continue
        for sighting in each.sightings:
            result = _result(sighting, accepted)
            places[sighting.user_id].append(replace(sighting, result=result))
    return tuple(
        Dangling(
            user_id,
            tuple(sorted(places[user_id], key=lambda s: (s.check.group, s.check.id))),
            assigned=highest is None or user_id <= highest,
        )
        for user_id in sorted(places)
    )


def _result(sighting: OrphanedId, accepted: Mapping[str, Acceptance]) -> Result:
    if sighting.rows == sighting.retained:
        return Result.RETAINED
    return Result.ACCEPTED if sighting.check.id in accepted else Result.LEFTOVER


def named(seen: Sequence[SeenOfCheck]) -> tuple[MisnamedTexts, ...]:
    """Places whose texts hold a mention that shows a name which its id no longer has."""
    found = [MisnamedTexts(s.check, s.named_rows, s.named_row_ids) for s in seen if s.named_rows]
    return tuple(sorted(found, key=lambda n: n.check.id))


def past(
    found: Iterable[Dangling], recorded: Iterable[Deletion] | None
) -> tuple[PastDeletionEntry, ...]:
    """What each deletion left: of ids that surely were a principal's, and of those on record. The
    ones of which no day is known come first, since their records are gone."""
    days = {each.user_id: each.deleted_at for each in recorded or ()}
    tables: dict[int, Counter[str]] = {user_id: Counter() for user_id in days}
    for entry in found:
        if entry.user_id in days or (entry.certain and entry.assigned):
            own = tables.setdefault(entry.user_id, Counter())
            for sighting in entry.sightings:
                own[sighting.check.table] += sighting.rows - sighting.retained
    order = [*sorted(tables.keys() - days.keys()), *sorted(days, key=lambda i: (days[i], i))]
    return tuple(
        PastDeletionEntry(i, days.get(i), {t: n for t, n in sorted(tables[i].items()) if n})
        for i in order
    )

"""The rows of a plan: everything that a check finds now, not only the rows in the evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from operasure.checks.run import ScanCrew
from operasure.checks.selection import CheckPlan
from operasure.core.model import Check, Result, RowId
from operasure.core.progress import Meter
from operasure.database.session import Session


@dataclass
class Gathered:
    """The keys of the rows of each check, in the order in which they were found, and the checks
    that could not be looked at, with the reason."""

    keys: dict[Check, list[RowId]] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)


def gather(
    opened: Session,
    made: CheckPlan,
    parameters: Mapping[str, object],
    wanted: Collection[str],
    progress: Meter,
) -> Gathered:
    """Run the wanted checks (by id) again and take the keys of all their rows."""
    found = Gathered()

    def collect(check: Check) -> Callable[[RowId], None]:
        if check.id not in wanted:
            return lambda key: None
        keys = found.keys[check] = []
        return keys.append

    scans = [scan for scan in made.scans if any(check.id in wanted for check in scan.checks)]
    crew = ScanCrew(opened.readers, parameters, opened.installation.checked_at, collect)
    for outcome in crew.outcomes(scans, progress):
        if outcome.check.id in wanted and outcome.result is Result.UNCHECKED:
            found.unread[outcome.check.id] = outcome.reason or "it could not be read"
            found.keys.pop(outcome.check, None)
        elif outcome.check.id in wanted and outcome.unread:
            found.unread[outcome.check.id] = str(outcome.reason)
    known = {check.id for check in _checks(made)}
    for missing in set(wanted) - known:
        found.unread[missing] = "this database has no such check any more"
    found.keys = {check: keys for check, keys in found.keys.items() if keys}
    return found


def _checks(made: CheckPlan) -> Iterator[Check]:
    for scan in made.scans:
        yield from scan.checks

"""Leftovers that the controller accepts on a written ground: the file of `--accept`.

    [[accept]]
    check  = "bu-06/rates.user_id"
    ground = "Accounting records, ten years (§ 147 AO)"
    until  = 2036-12-31
    by     = "Data protection officer"

A plain file, so that it can be reviewed and kept with the case; docs/accept.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from operasure.checks.selection import CheckPlan
from operasure.core import strict
from operasure.core.errors import UsageError
from operasure.core.model import Acceptance, Outcome, Result
from operasure.core.queries import Queries

_KEYS = {"check", "ground", "until", "by"}


def read(path: Path, known: Collection[str], now: datetime) -> dict[str, Acceptance]:
    """Acceptances by check id. `known` are all check ids, `now` the moment of the run (UTC).

    Raises UsageError for a file that cannot be read, a missing or unknown key, an unknown check,
    one that stands twice, and one whose date has passed.
    """
    data = strict.toml(path, "--accept: ")
    entries = data.get("accept", [])
    if set(data) - {"accept"} or not isinstance(entries, list) or not entries:
        raise UsageError(f"--accept: {path} must contain [[accept]] entries only")
    found: dict[str, Acceptance] = {}
    for entry in entries:
        acceptance = _entry(entry, path)
        if acceptance.check not in known:
            raise UsageError(
                f"--accept: there is no check {acceptance.check!r}; "
                "'operasure queries --list' names all"
            )
        if acceptance.check in found:
            raise UsageError(f"--accept: {acceptance.check} appears twice in {path}")
        if acceptance.until < now:
            raise UsageError(
                f"--accept: {acceptance.check} was accepted until "
                f"{acceptance.until:%Y-%m-%d} only; renew or remove the entry"
            )
        found[acceptance.check] = acceptance
    return found


def given(
    path: Path | None,
    queries: Queries,
    made: CheckPlan,
    now: datetime,
    others: Collection[str] = (),
) -> Mapping[str, Acceptance]:
    """The acceptances of a run, which may name any check of `queries` and of its plan, and
    `others`."""
    if path is None:
        return {}
    known = {check.id for check in (*queries.references, *queries.texts)}
    known |= {check.id for scan in made.scans for check in scan.checks}
    return read(path, known | set(others), now)


def _entry(entry: object, path: Path) -> Acceptance:
    if not isinstance(entry, Mapping) or set(entry) != _KEYS:
        raise UsageError(
            f"--accept: each entry of {path} needs exactly check, ground, until and by"
        )
    until = entry["until"]
    if isinstance(until, datetime):
        moment = until if until.tzinfo else until.replace(tzinfo=UTC)
    elif isinstance(until, date):
        moment = datetime.combine(until, time.max, UTC)
    else:
        raise UsageError(f"--accept: 'until' of {entry['check']} must be a date, like 2036-12-31")
    texts = {key: entry[key] for key in ("check", "ground", "by")}
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise UsageError(f"--accept: check, ground and by in {path} must be non-empty texts")
    return Acceptance(**texts, until=moment)


def apply(outcome: Outcome, accepted: Mapping[str, Acceptance]) -> Outcome:
    """The outcome, `accepted` where it is a leftover that an entry names, and all was read."""
    entry = accepted.get(outcome.check.id)
    if entry is None or outcome.result is not Result.LEFTOVER:
        return outcome
    if outcome.unread:
        why = f"what was found is accepted; {outcome.reason}"
        return replace(outcome, result=Result.UNCHECKED, reason=why)
    return replace(outcome, result=Result.ACCEPTED, reason=entry.ground, until=entry.until)

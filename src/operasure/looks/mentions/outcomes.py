"""The outcome of each check of a search for mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from operasure.checks.control import FAILED
from operasure.checks.run import ROW_IDS, digest, unchecked
from operasure.core.model import Check, Control, Origin, Outcome, Result
from operasure.looks.mentions.listing import Listing
from operasure.looks.mentions.places import Places
from operasure.looks.mentions.search import Search

UNRECOGNISED = "the test texts that this server sends back are not recognised"
FOUND = Control(1, "text")
"""The control of a place with a mention: it could be read."""


def outcomes(
    places: Places,
    search: Search,
    listing: Listing,
    failures: Mapping[int, str],
    *,
    recognised: bool,
) -> tuple[Outcome, ...]:
    """One outcome for each check; `failures` are the reasons by field of what was not read."""
    found = {(number, check): rows for number, check, rows in listing.spool.checks()}
    seen = set(listing.spool.seen())
    reasons = _by_check(listing, failures)
    if not recognised:
        reasons = {c.id: UNRECOGNISED for field in listing.fields for c in field.checks}
    clear: dict[int, list[Check]] = defaultdict(list)
    entries: list[Outcome] = []
    for number, field in enumerate(listing.fields):
        for position, check in enumerate(field.checks):
            rows = found.get((number, position), 0)
            why = reasons.get(check.id)
            if rows:
                keys = listing.spool.keys(number, position, ROW_IDS)
                entries.append(_leftover(check, rows, tuple(keys), why))
            elif why:
                entries.append(unchecked(check, why))
            elif (number, position) in seen:
                entries.append(_decided(check))
            else:
                clear[search.fields[number][0]].append(check)
    entries += _controlled(search, clear)
    entries += (Outcome(check, Result.ABSENT) for check in places.absent)
    entries += (unchecked(check, why) for check, why in places.unreadable)
    return tuple(sorted(entries, key=lambda o: (o.check.group, o.check.id)))


def _by_check(listing: Listing, failures: Mapping[int, str]) -> dict[str, str]:
    return {
        check.id: why for number, why in failures.items() for check in listing.fields[number].checks
    }


def _leftover(check: Check, rows: int, keys: tuple[int | str, ...], why: str | None) -> Outcome:
    reason = f"not read in full: {why}" if why else None
    return Outcome(
        check, Result.LEFTOVER, rows, keys, control=FOUND, reason=reason, query=digest(check)
    )


def _decided(check: Check) -> Outcome:
    why = "every mention in it has a decision"
    return Outcome(check, Result.ACCEPTED, control=FOUND, reason=why, query=digest(check))


def _controlled(search: Search, clear: Mapping[int, Sequence[Check]]) -> Iterator[Outcome]:
    found, failures = search.control(clear)
    for check in (check for checks in clear.values() for check in checks):
        control = found.get(check.id)
        if check.id in failures:
            yield unchecked(check, failures[check.id])
        elif control is None:
            yield unchecked(check, FAILED)
        else:
            yield Outcome(check, Result.CLEAR, control=control, query=digest(check))


def unclassified(seen: Sequence[Outcome]) -> set[str]:
    """The columns that neither a query nor a declaration names and that hold a mention, as
    schema.table.column."""
    return {
        f"{o.check.schema}.{o.check.column}"
        for o in seen
        if o.check.origin is Origin.SWEPT
        and o.check.declared is None
        and o.result in {Result.LEFTOVER, Result.ACCEPTED}
    }

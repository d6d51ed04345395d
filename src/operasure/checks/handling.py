"""Selects the checks that a database has columns for, and what its release expects of them.

Where the release is not known well enough, every handling that may be its own is kept, and the one
that does the least comes first: nothing is then taken for gone as it should that may be lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from operasure.core.model import Check, Expected, Handling
from operasure.database.catalogue import Catalogue, applies
from operasure.database.release import known, reached

_LEAST_FIRST = (
    Expected.KEPT,
    Expected.DELETED_USER,
    Expected.NULL,
    Expected.VALUE_REMOVED,
    Expected.ROW_DELETED,
    Expected.EXPIRES,
)


def live(checks: Iterable[Check], catalogue: Catalogue) -> list[Check]:
    """The checks of this database, each with what its release is known to do there."""
    met = (settled(check, catalogue.migrations) for check in checks if applies(check, catalogue))
    return [check for check in met if check is not None]


def settled(check: Check, migrations: frozenset[int] | None) -> Check | None:
    """The check as it holds for a database with these migrations; None where it does not."""
    if not check.handlings:
        return check
    possible = [each for each in check.handlings if _within(each, migrations) is not False]
    if not possible:
        return None
    first = min(possible, key=lambda each: _LEAST_FIRST.index(each.expected))
    return replace(
        check,
        expected=first.expected,
        expires=first.expires,
        removal=first.removal,
        note=first.note,
        source=first.source,
        handlings=tuple(possible),
    )


def _within(handling: Handling, migrations: frozenset[int] | None) -> bool | None:
    """Whether the database is in the span of a handling; None where that is not known."""
    began = reached(handling.since, migrations) if handling.since else True
    ended = reached(handling.until, migrations) if handling.until else False
    if began is False or ended is True:
        return False
    return True if began and ended is False else None


def assumed(checks: Iterable[Check]) -> Iterator[str]:
    """What to say of places of which it is not known what the deletion does there."""
    unsure = [check for check in checks if check.unsure]
    if unsure:
        told = "; ".join(
            f"{check.column} ({', '.join(map(in_words, check.handlings))})" for check in unsure
        )
        yield (
            "The release is not known exactly enough to say what its deletion does with "
            f"{told}. "
            "Both outcomes are possible: a row that still exists is a leftover, and of a missing "
            "row nobody can say whether it should be gone."
        )


def gone(absent: Iterable[Check], migrations: frozenset[int] | None) -> Iterator[str]:
    """What to say of tables that a release gave up, so that their checks look at nothing."""
    numbers = Counter(check.table for check in absent)
    for table, (since, now) in known().gone.items():
        if not numbers[table]:
            continue
        if reached(since, migrations):
            yield (
                f"{table} was removed by the migration {since}, so its {numbers[table]} checks "
                f"are absent. Its data has moved to {now}, which have their own checks."
            )
        else:
            yield (
                f"There is no table {table} here, although the migration {since}, which removes "
                f"it, is not known to have run: its {numbers[table]} checks found nothing to check."
            )


def in_words(handling: Handling) -> str:
    """What the deletion does, and in which releases."""
    since = f" since {handling.since}" if handling.since else ""
    return f"{handling.expected}{since}" + (f" until {handling.until}" if handling.until else "")

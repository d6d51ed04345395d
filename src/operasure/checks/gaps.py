"""Outcomes of a search in a dump whose tables are not complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from operasure.checks.run import unchecked
from operasure.checks.sweeping import whole
from operasure.core.model import Dump, Outcome, Result


def admit_gaps(outcomes: Iterable[Outcome], dump: Dump | None) -> Iterator[Outcome]:
    """The outcomes, in which nothing is clear that could not be looked at: a check of a table that
    is not there in full is unchecked unless it found something, and a table with no check left gets
    an outcome of its own. So do statements that were not run, which may be about any table."""
    lacking = dict(dump.unrestored) if dump else {}
    met: set[str] = set()
    for outcome in outcomes:
        why = lacking.get(outcome.check.table)
        if why is None:
            yield outcome
            continue
        met.add(outcome.check.table)
        found = outcome.result is Result.LEFTOVER
        yield outcome if found else unchecked(outcome.check, why)
    for table in sorted(set(lacking) - met):
        yield unchecked(whole(table), lacking[table])
    if dump and dump.partial:
        yield unchecked(_STATEMENTS, "not all of them were run; the notes on the backup say which")


_STATEMENTS = whole("dump", "statements", "the statements of the backup")

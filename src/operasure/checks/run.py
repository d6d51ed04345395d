"""Runs a plan: parallel connections on one snapshot, outcomes as they arrive.

A statement that fails makes its checks `unchecked` with the reason, and the rest goes on. A lost
connection cannot come back to the snapshot: the other connections take over what it had not begun,
and where none is left, what remains is unchecked too.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from operasure.checks import canary, parts
from operasure.checks.control import FAILED, binary, controls
from operasure.checks.scanning import Scan
from operasure.checks.sweeping import whole
from operasure.core.model import Check, Control, Dump, Expected, Outcome, Result, RowId
from operasure.core.progress import NOBODY, Meter, Stage
from operasure.database import crew
from operasure.database.reader import Reader

ROW_IDS = 1000
"""How many row ids an outcome carries; its count is exact."""

AT_ONCE = 10_000
"""Rows that one statement reads more closely; of the others only their places are held."""

Collect = Callable[[Check], Callable[[RowId], None]]
"""Asked for each check that is looked at: who takes the keys of all its rows as they come. All keys
of one check come from one thread. Where a check is begun again it is asked again, and what the one
before has been given counts no more."""


@dataclass
class _CheckTally:
    """What one check has seen so far."""

    rows: int = 0
    retained: int = 0
    until: datetime | None = None
    ids: list[RowId] = field(default_factory=list)
    collect: Callable[[RowId], None] | None = None

    def add(self, found: object, goes: datetime | None, now: datetime) -> None:
        self.rows += 1
        key = found if isinstance(found, int) else str(found)
        if len(self.ids) < ROW_IDS:
            self.ids.append(key)
        if self.collect:
            self.collect(key)
        if goes is not None:
            aware = goes if goes.tzinfo else goes.replace(tzinfo=UTC)
            if aware > now:
                self.retained += 1
                self.until = max(self.until or aware, aware)


@dataclass(frozen=True)
class ScanLook(parts.DividedLook[Scan, Outcome]):
    """Runs scans on one connection, and the controls of what they find clear. `collect` gets every
    key, not only those that an outcome carries; what it has of a check whose outcome is `unchecked`
    is not all."""

    parameters: Mapping[str, object]
    now: datetime
    collect: Collect | None = None

    def rows(self, scan: Scan) -> Iterator[Sequence[Any]]:
        """The rows of a scan, and those that show only more closely."""
        closer = array("Q")
        for row in self.reader.stream(scan.sql, **self.parameters):
            if scan.closer and row[-1]:
                closer.append(_packed(row[-1]))
            yield row
        for i in range(0, len(closer), AT_ONCE):
            places = [f"({place >> 16},{place & 0xFFFF})" for place in closer[i : i + AT_ONCE]]
            yield from self.reader.stream(str(scan.closer), places=places, **self.parameters)

    def whole(self, scan: Scan) -> list[Outcome]:
        """The outcomes, where all rows can be read; of quiet checks those that found something."""
        tallies = self._tallies(scan, scan)
        clear = [c for c, t in zip(scan.checks, tallies, strict=True) if not (t.rows or c.quiet)]
        found = controls(self.reader, scan, clear, self.parameters)
        blind = binary(self.reader, scan.source, clear)
        return [
            _found(check, tally)
            if tally.rows
            else _clear(check, found[check.id], blind.get(check.id))
            for check, tally in zip(scan.checks, tallies, strict=True)
            if tally.rows or not check.quiet
        ]

    def rest(self, scan: Scan, found: parts.Around) -> list[Outcome]:
        """The outcomes of all rows but those that can't be read."""
        tallies = self._tallies(scan, scan.over(found.spans) if found.spans else None)
        return [
            _in_part(_found(check, tally) if tally.rows else unchecked(check, str(found)), found)
            for check, tally in zip(scan.checks, tallies, strict=True)
        ]

    def unread(self, check: Check, why: str) -> Outcome:
        """The outcome of a check whose place can't be read."""
        return unchecked(check, why)

    def _tallies(self, scan: Scan, read: Scan | None) -> list[_CheckTally]:
        """What each check sees in the rows of a scan that are read."""
        collect = self.collect
        tallies = [_CheckTally(collect=collect(c) if collect else None) for c in scan.checks]
        dates = {position: len(scan.checks) + 1 + i for i, position in enumerate(scan.expiring)}
        for row in self.rows(read) if read else ():
            _add(row, tallies, dates, self.now)
        return tallies


def _in_part(outcome: Outcome, found: parts.Around) -> Outcome:
    """The outcome of a check of which rows could not be read: what stands there may be left."""
    reason = f"{outcome.reason}; {found}" if outcome.rows and outcome.reason else str(found)
    if outcome.result is Result.LEFTOVER:
        return replace(outcome, reason=reason, unread=found.unread)
    return replace(unchecked(outcome.check, reason), unread=found.unread)


def _packed(place: str) -> int:
    """A place as PostgreSQL writes it, `(block,item)`, in 48 bits."""
    block, item = place.strip("()").split(",")
    return int(block) << 16 | int(item)


def _add(
    row: Sequence[Any], tallies: Sequence[_CheckTally], dates: Mapping[int, int], now: datetime
) -> None:
    """Count a row for each check that it is of."""
    for position, tally in enumerate(tallies):
        if row[position + 1]:
            tally.add(row[0], row[dates[position]] if position in dates else None, now)


def _found(check: Check, tally: _CheckTally) -> Outcome:
    overdue = tally.rows - tally.retained
    return Outcome(
        check,
        Result.LEFTOVER if overdue else Result.RETAINED,
        tally.rows,
        tuple(tally.ids),
        tally.retained,
        tally.until,
        reason=late(check, tally.rows, overdue),
        query=digest(check),
    )


def late(check: Check, rows: int, overdue: int) -> str | None:
    """Why rows of a check that expire are a leftover: a row without a date may be overdue, or a
    job that has not run yet."""
    if check.expected is not Expected.EXPIRES or not overdue:
        return None
    return f"{overdue} of {rows} rows overdue, or without a date so far"


def _clear(check: Check, control: Control | None, blind: str | None) -> Outcome:
    if control is None or blind:
        return unchecked(check, blind or FAILED)
    return Outcome(check, Result.CLEAR, control=control, query=digest(check))


def steady(
    outcomes: Iterable[Outcome],
    changed: Mapping[tuple[str, str], str],
    schema: str,
    quiet: Iterable[Check] = (),
) -> Iterator[Outcome]:
    """Nothing is clear that was read from a relation which is not any more what it was, or may not
    be: an older snapshot finds no rows there. `changed` says why of each, as `Session.changed`
    does; `quiet` are checks that tell nothing of what they find clear."""
    told: set[str] = set()
    for outcome in outcomes:
        told.add(outcome.check.id)
        unsure = outcome.result in {Result.CLEAR, Result.RETAINED}
        if unsure and (why := _doubt(outcome.check, changed, schema)):
            yield unchecked(outcome.check, why)
        else:
            yield outcome
    for check in quiet:
        if check.id not in told and (why := _doubt(check, changed, schema)):
            yield unchecked(check, why)


def _doubt(check: Check, changed: Mapping[tuple[str, str], str], schema: str) -> str | None:
    own = check.schema or schema
    found = (changed.get((own, column.table)) for column in check.columns)
    return next((why for why in found if why), None)


def unchecked(check: Check, why: str) -> Outcome:
    """The outcome of a check that could not be looked at."""
    return Outcome(check, Result.UNCHECKED, reason=why, query=digest(check))


def digest(check: Check) -> str:
    """Digest of the check's statement as it stands in its file."""
    return f"sha256:{hashlib.sha256(check.sql.encode()).hexdigest()}"


class ScanCrew:
    """Runs scans on connections of one snapshot, as `operasure.database.crew` does; `outcomes()`
    yields as they end."""

    def __init__(
        self,
        readers: Sequence[Reader],
        parameters: Mapping[str, object],
        now: datetime,
        collect: Collect | None = None,
    ) -> None:
        self._readers = readers
        self._parameters = parameters
        self._now = now
        self._collect = collect

    def outcomes(self, scans: Sequence[Scan], progress: Meter = NOBODY) -> Iterator[Outcome]:
        """Run the scans; every check gets exactly one outcome, a quiet one at most. What a check
        finds counts for nothing where its canary failed."""
        with progress.begin("reading tables", sum(map(_bytes, scans))) as stage:
            yield from self._outcomes(scans, stage)

    def _outcomes(self, scans: Sequence[Scan], stage: Stage) -> Iterator[Outcome]:
        silent = canary.failed(self._readers, scans, self._parameters)
        for check in (check for scan in scans for check in scan.checks if check.id in silent):
            yield unchecked(check, silent[check.id])
        for event in crew.Crew(self._readers, partial(self._work, stage)).run(scans):
            if not isinstance(event, crew.Ended):
                if event[1].check.id not in silent:
                    yield event[1]
                continue
            scan, why = event.job, event.reason
            if why:
                yield from (unchecked(c, why) for c in scan.checks if c.id not in silent)

    def _work(self, stage: Stage, reader: Reader, scan: Scan) -> list[Outcome]:
        # The server reads, and says nothing until it is through.
        with stage.share(scan.checks[0].table, _bytes(scan)):
            own = ScanLook(reader, self._parameters, self._now, self._collect)
            return list(own.look(scan))


def _bytes(scan: Scan) -> int:
    table = scan.tables.get(scan.checks[0].table)
    return table.bytes if table else 0


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

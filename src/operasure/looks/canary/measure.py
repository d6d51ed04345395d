"""Plants the person in a copy, runs `verify` and `find-mentions`, and compares."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from psycopg import sql

from operasure.checks import selection
from operasure.core.errors import UsageError
from operasure.core.model import (
    Column,
    Compare,
    Origin,
    Outcome,
    Report,
    Result,
)
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import load, statement
from operasure.core.shapes import NUMBERS
from operasure.database import openproject
from operasure.database.catalogue import Catalogue
from operasure.database.fates import ColumnFate, ColumnPlace
from operasure.database.session import Access, Session, session
from operasure.database.target import Target
from operasure.looks import verify as verifying
from operasure.looks.canary import person, planting
from operasure.looks.canary.beside import Beside
from operasure.looks.canary.deletion import Command, address
from operasure.looks.canary.model import UNREAD, Measured, PlantedSeen, Told, What
from operasure.looks.canary.person import Canary
from operasure.looks.canary.planting import Bed, Name, Spot
from operasure.looks.canary.rows import Connection, Rows
from operasure.looks.mentions import find as finding

ELSEWHERE = frozenset({"github_user_id", "gitlab_user_id", "jira_entity_id", "merged_by_id", "uid"})
"""Accounts of GitHub, GitLab and Jira, and identifiers of calendars and applications: the id of an
account here means nothing there, whatever their names say."""
_LOW, _HIGH = 10_000, 2**15 - 1
"""Between which the id lies, as long as no account has it: so it fits every column of numbers."""
_FAR, _FARTHEST = 1_200_000_000, 1_300_000_000
"""Between which it lies where a command deletes by it: in no other database, should the command go
to one by mistake, is it anybody's."""
Spoken = Mapping[Name, Mapping[str | None, Result]]
"""Of each column by schema, table and name: what is said of which row; under None of all."""
Deletion = Callable[[int], None]
"""Has OpenProject delete the account of this id in the copy, and returns when it has."""


@dataclass(frozen=True)
class CanaryOptions:
    """What a run is asked to do; see docs/canary.md. `deletion` is OpenProject's own, where it is
    to delete the person; else all that was planted is what a deletion left."""

    access: Access
    queries: tuple[Path, ...] = ()
    deletion: Command | None = None
    memcached_copy: str | None = None
    chance: random.Random = field(default_factory=random.SystemRandom)


def measure(
    target: Target,
    connection: Connection,
    options: CanaryOptions,
    progress: Meter = NOBODY,
) -> Measured:
    """Plant a person in the database of `connection`, which must be a copy, look for it at `target`
    and say of every value whether it was reported. `connection` must be past foreign keys; what was
    planted is taken out again at the end.

    Raises what `verify` and `find_mentions` raise, UsageError where the account was not deleted,
    and psycopg.Error.
    """
    started, queries = datetime.now(UTC), load(*options.queries)
    with session(target, options.access) as opened:
        made = selection.make(queries, opened.catalogue)
        user_id = _free(opened, options.chance, far=options.deletion is not None)
        who = person.invented(user_id, options.chance)
        last = statement("openproject/last-id")
        [row] = opened.readers[0].fetch(last, schema=opened.catalogue.schema)
    # What a dump was restored into is removed as a whole.
    kept = target.dump is not None
    rows = Rows.of(connection, chosen=planting.GROUPS, apart=True)
    attachments = (opened.catalogue.schema, "attachments")
    beside = Beside(target, options.access, rows, attachments, who, kept, options.memcached_copy)
    deletion = partial(_delete, options.deletion, target, connection) if options.deletion else None
    sequence = None if kept else row["sequence"]
    with (
        _given_out(connection, sequence, who.id),
        _planted(rows, opened.catalogue, who, deletion, kept) as (beds, gone),
    ):
        places = {(p.table.schema, p.table.name, p.column.name): p for p in made.places}
        spoken, report = _looks(target, who, options, progress)
        judge = _Judge(spoken, gone, _indirect(made), queries.own)
        seen = tuple(each for bed in beds for each in judge.seen(bed, places[bed.name]))
        elsewhere = tuple(beside.look())
    return Measured(
        report.installation,
        seen,
        options.deletion is not None,
        started,
        datetime.now(UTC),
        report.snapshot,
        report.jobs,
        queries.digest,
        elsewhere,
        beside.left_out(),
    )


def _delete(command: Command, target: Target, connection: Connection, user_id: int) -> None:
    command.delete(user_id, address(target, connection))


@contextmanager
def _given_out(connection: Connection, sequence: str | None, user_id: int) -> Iterator[None]:
    """The sequence of the accounts as if the id had been given out, for as long as the block lasts:
    an id that never was is none that could have been deleted."""
    if sequence is None:
        yield
        return
    name = sql.SQL(sequence)  # As the server quotes it.
    [before] = connection.execute(
        sql.SQL("SELECT last_value, is_called FROM {}").format(name)
    ).fetchall()
    change = "SELECT pg_catalog.setval(CAST(%s AS regclass), %s, %s)"
    try:
        connection.execute(change, [sequence, user_id, True])
        connection.commit()
        yield
    finally:
        connection.rollback()
        connection.execute(change, [sequence, *before])
        connection.commit()


@contextmanager
def _planted(
    rows: Rows,
    catalogue: Catalogue,
    who: Canary,
    deletion: Deletion | None,
    kept: bool,
) -> Iterator[tuple[Sequence[Bed], set[tuple[Name, str]]]]:
    """The person for as long as the block lasts, if not `kept`, with what OpenProject's deletion
    took away: the column and the key of its row."""
    connection, beds = rows.connection, list[Bed]()
    users = (catalogue.schema, "users")
    try:
        for bed in planting.plant(rows, catalogue, who):
            beds.append(bed)
        gone: set[tuple[Name, str]] = set()
        if deletion:
            known = rows.tables[users]
            account = {name: v for name, v in who.account().items() if name in known}
            rows.insert(users, [rows.whole(users, account)], "id")
            before, others = planting.standing(rows, beds), _accounts(rows, users)
            connection.commit()
            deletion(who.id)
            after = planting.standing(rows, beds)
            _refuse_others(others - _accounts(rows, users) - {who.id})
            gone = {
                (name, key)
                for name, values in before.items()
                for key, value in values.items()
                if after[name].get(key) != value
            }
        connection.commit()
        yield beds, gone
    finally:
        if not kept:
            _uproot(rows, beds, users, who.id)


def _accounts(rows: Rows, users: tuple[str, str]) -> set[int]:
    query = sql.SQL("SELECT id FROM {}").format(sql.Identifier(*users))
    return {int(number) for (number,) in rows.connection.execute(query)}


def _refuse_others(gone: Collection[int]) -> None:
    """Raise UsageError where other accounts have gone: that was no deletion of this one."""
    if gone:
        raise UsageError(
            f"the command of --delete-with deleted {len(gone)} other accounts of the copy: correct "
            "it, and make the copy anew"
        )


def _uproot(rows: Rows, beds: Iterable[Bed], users: tuple[str, str], user_id: int) -> None:
    """Take out everything that was planted, the account too."""
    rows.connection.rollback()
    planting.uproot(rows, beds)
    account = sql.SQL("DELETE FROM {} WHERE id = %s").format(sql.Identifier(*users))
    rows.connection.execute(account, [user_id])
    rows.connection.commit()


def _looks(
    target: Target, who: Canary, options: CanaryOptions, progress: Meter
) -> tuple[Mapping[What, Spoken], Report]:
    """What the two commands say, and the report of the first."""
    access, sites = options.access, options.queries
    asked = verifying.VerifyOptions(who.id, access=access, queries=sites)
    report = verifying.verify(target, asked, progress)
    if report.subject.state is not None:
        raise UsageError("the account still exists after the command of --delete-with")
    own = report.installation.schema
    search = finding.Options(who.identity, access=access, queries=sites)
    with finding.find_mentions(target, search, progress) as findings:
        names = _spoken(findings.outcomes, own)
    return {What.ID: _spoken(report.outcomes, own), What.NAME: names}, report


def _free(opened: Session, chance: random.Random, *, far: bool) -> int:
    """An id that no account has had; with `far` in no database."""
    highest = openproject.highest_id(opened.readers[0]) or 0
    if far:
        return chance.randrange(max(highest + 1, _FAR), max(highest + 2, _FARTHEST))
    low = max(highest + 1, _LOW)
    return chance.randrange(low, max(_HIGH, low + _LOW))


def _spoken(outcomes: Iterable[Outcome], own: str) -> Spoken:
    said: dict[Name, dict[str | None, Result]] = defaultdict(dict)
    for outcome in outcomes:
        check = outcome.check
        column = said[check.schema or own, check.table, check.column.name]
        if outcome.result is Result.UNCHECKED and not outcome.row_ids:
            column[None] = Result.UNCHECKED
        for key in outcome.row_ids:
            # A row that one check finds and another leaves open is found.
            if column.get(str(key)) in {None, Result.UNCHECKED}:
                column[str(key)] = outcome.result
    return said


def _indirect(made: selection.CheckPlan) -> set[Column]:
    """Columns that are read by statements of their own alone, which join other tables: the number
    there is that of a row that is about a person."""
    checks = [c for scan in made.scans for c in scan.checks if c.origin is not Origin.SWEPT]
    plainly = {c.column for c in checks if c.compare is not Compare.JOINED}
    return {check.column for check in checks} - plainly


@dataclass(frozen=True)
class _Judge:
    """Says what became of each planted value. `gone` is what OpenProject's deletion took away,
    `indirect` are columns that hold ids of rows about a person, `own` those that a site names."""

    spoken: Mapping[What, Spoken]
    gone: set[tuple[Name, str]]
    indirect: set[Column]
    own: Collection[Column]

    def seen(self, bed: Bed, place: ColumnPlace) -> Iterator[PlantedSeen]:
        """What became of all in one column."""
        for what in What:
            told: dict[Told, int] = defaultdict(int)
            missed: list[str] = []
            for spot in (spot for spot in bed.spots if spot.what is what):
                one = self._told(spot, bed.name, place)
                told[one] += 1
                if one is Told.MISSED:
                    missed.append(spot.form)
            if told or what in bed.refused:
                why = bed.refused.get(what) or (UNREAD if Told.UNREAD in told else None)
                yield PlantedSeen(place, what, told=dict(told), missed=tuple(missed), refused=why)

    def _told(self, spot: Spot, name: Name, place: ColumnPlace) -> Told:
        if (name, spot.key) in self.gone:
            return Told.GONE
        said = self.spoken[spot.what].get(name, {})
        results = {said[key] for key in spot.keys if key in said}
        if results - {Result.UNCHECKED}:
            return Told.FOUND
        if results:
            return Told.UNCHECKED
        if None in said:
            return Told.UNREAD
        return Told.MISSED if spot.what is What.NAME else self._silent(place)

    def _silent(self, place: ColumnPlace) -> Told:
        """Of an id that nobody reported."""
        column, number = place.column, place.column.shape in NUMBERS
        own = Column(place.table.name, column.name)
        if place.fate is ColumnFate.RULED_OUT:
            return Told.RULED_OUT
        elsewhere = column.name in ELSEWHERE
        if place.fate is ColumnFate.DECLARED:
            # Whoever declares a column of such a name may have made a slip.
            slip = column.like_user and not elsewhere and (number or own in self.own)
            return Told.MISSED if slip else Told.DECLARED
        return Told.OTHER if elsewhere or (number and own in self.indirect) else Told.MISSED

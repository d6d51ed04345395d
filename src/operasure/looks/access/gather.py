"""Finds what is held about a person, to be read row by row while the database is open.

The rows are those that the checks of queries/references and queries/mentions find, at one moment:
what a snapshot holds. Their keys are found first, packed; then the rows are read in batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from operasure.checks import handling, selection
from operasure.core.model import Check, Column, Compare, Origin, Subject
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import Queries, statement
from operasure.core.systems import System
from operasure.database.catalogue import LiveColumn, Table
from operasure.database.fates import ColumnFate
from operasure.database.reader import quoted
from operasure.database.session import Session
from operasure.database.target import Target
from operasure.looks.access.giving import Giving
from operasure.looks.access.others import Account, Others, words
from operasure.looks.access.reading import LONGEST, HeldRow, ReadRow, RowReader, Value
from operasure.looks.access.rules import Withheld, rules
from operasure.looks.access.written import Written, prose
from operasure.looks.snapshot import identity, lookup, take
from operasure.looks.snapshot.model import Known, KnownAs, SnapshotPlace
from operasure.looks.snapshot.take import SnapshotOptions
from operasure.looks.systems.look import connected
from operasure.matching.excerpt import excerpt
from operasure.matching.match import Matcher
from operasure.matching.seek import Seeker

PASSAGES = 20
"""Passages of one text that are given."""
AROUND = 200
"""Characters around a mention that are given."""


@dataclass
class HeldData:
    """All that is held about one person, while the database is open."""

    session: Session
    subject: Subject
    queries: Queries
    giving: Giving
    known: tuple[Known, ...]
    found: tuple[SnapshotPlace, ...]
    systems: tuple[System, ...]
    unread: list[tuple[str, str]]
    """What could not be read, each with the reason."""
    unknown: tuple[str, ...]
    """Columns that nobody has described: not part of an answer."""
    written: Written
    _reader: RowReader
    _checks: Mapping[str, Check]
    _texts: int = 0

    @property
    def others(self) -> Others:
        """Who is left out of texts."""
        return self.giving.others

    @property
    def left(self) -> Mapping[tuple[str, Withheld], int]:
        """What is not given of how many rows, by column or check, and why."""
        return self.giving.left

    @property
    def texts(self) -> int:
        """Texts that may still name somebody else."""
        return self._texts + self.written.texts

    def entries(self, place: SnapshotPlace) -> Iterator[HeldRow]:
        """The rows of a place. What can't be read is told in `unread`."""
        check = self._checks[place.check]
        table = lookup.table_of(check, self.session.catalogue)
        if table is None:
            return
        if check.origin is Origin.TEXT or place.by_name:
            yield from self._mentions(check, table, place)
            return
        values, withheld = self._given(check, table)
        for column, why in withheld:
            self.giving.left[f"{table.name}.{column}", why] += place.rows
        written = prose(self.queries)
        for row in self._reader.rows(check.id, check, table, place.keys, values):
            is_user = row.values.get("custom_field field_format") == "user"
            given = {
                name: self.giving.value(table, name, value, person=is_user and name == "value")
                for name, value in row.values.items()
                if value is not None
            }
            self._texts += sum(Column(table.name, name) in written for name in given)
            yield replace(row.held, values=given)

    def end(self) -> None:
        """To be called when all is read: tells of tables that were emptied meanwhile."""
        changed = self.session.changed()
        self.unread += [(".".join(name), why) for name, why in sorted(changed.items())]

    def _given(
        self, check: Check, table: Table
    ) -> tuple[Sequence[Value], Sequence[tuple[str, Withheld]]]:
        """What is given of the rows of a check: of the person's own all but what is withheld."""
        if check.column not in rules().own:
            return [Value.of(each) for each in table.columns if rules().bare(each)], []
        values: list[Value] = []
        withheld: list[tuple[str, Withheld]] = []
        for column in table.columns:
            if column.primary:
                continue
            if why := rules().withheld(table, column, self.giving.joined):
                withheld.append((column.name, why))
                continue
            values.append(Value.of(column))
            for shown in rules().shown_of(table, column):
                if self.session.catalogue.has(shown):
                    name = f"{column.name.removesuffix('_id')} {shown.name}"
                    values.append(Value(_shown(table, column, shown), name))
        return values, withheld

    def _mentions(self, check: Check, table: Table, place: SnapshotPlace) -> Iterator[HeldRow]:
        """The rows whose texts name the person, with the passages."""
        me, withhold = self.subject.user_id, self.giving.withhold
        known = identity.searchable(self.known, me)
        seeker, matcher = Seeker(known), Matcher(known)
        text = [Value(check.value, "text")]
        for row in self._reader.rows(check.id, check, table, place.keys, text):
            if row.account == me and rules().is_own(check.table):
                continue  # all of the row is given already
            if row.account not in {None, me}:
                withhold(check.id, Withheld.OTHERS)  # the profile of a namesake
            elif row.author == me and check.kind != "person":
                yield row.held  # it stands whole among what the person wrote
            elif why := _silent(check, row):
                withhold(check.id, why)
                yield row.held
            else:
                found = self._passages(check, str(row.values["text"] or ""), seeker, matcher)
                yield replace(row.held, passages=found)

    def _passages(
        self, check: Check, text: str, seeker: Seeker, matcher: Matcher
    ) -> tuple[str, ...]:
        structured, cut = check.kind == "person", len(text) > LONGEST
        value = text[:LONGEST].encode(errors="replace")
        passages: list[str] = []
        if next(seeker.find(value, structured=structured), None) is not None:
            told = 0
            for met in matcher.find(text[:LONGEST], structured=structured):
                if met.start >= told and len(passages) < PASSAGES:
                    passage = excerpt(text, met.start, met.end, AROUND)
                    passages.append(self.others.text(str(passage)))
                    told = met.end + AROUND
                cut |= met.start >= told
        self._texts += len(passages)
        if cut or not passages:
            self.giving.withhold(check.id, Withheld.CUT if passages else Withheld.UNFOUND)
        return tuple(passages)


def _silent(check: Check, row: ReadRow) -> Withheld | None:
    if check.origin is Origin.SWEPT or rules().silent(check):
        return Withheld.TECHNICAL
    if check.kind in {"binary", "marshal", "yaml", "json"}:
        return Withheld.LIST if check.kind in {"yaml", "json"} else Withheld.BINARY
    return Withheld.INTERNAL if row.internal else None


@contextmanager
def gather(
    target: Target, options: SnapshotOptions, sign: str, progress: Meter = NOBODY
) -> Iterator[HeldData]:
    """Find every row that refers to a person or names them; within it they can be read. `sign`
    stands in place of other people.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (an account that is gone
    already, an id that was never assigned, a built-in principal).
    """
    why = "there is no account to answer for"
    with take.living(target, options, why) as (opened, subject, queries):
        yield _held(opened, subject, queries, sign, progress)


def _held(
    opened: Session, subject: Subject, queries: Queries, sign: str, progress: Meter
) -> HeldData:
    user_id, catalogue = subject.user_id, opened.catalogue
    seen = take.referring(opened, subject, queries, progress)
    by_name, missed = take.named_places(opened, queries, seen, progress)
    listed = opened.readers[0].fetch(statement("access/accounts"), user_id=user_id)
    persons = [_account(each) for each in listed if each["person"]]
    own, unread = tuple(_own(seen.known, persons)), [*seen.unread, *missed]
    others = Others(user_id, [each.value for each in own], persons, sign)
    live = handling.live(queries.references, catalogue)
    giving = Giving(
        user_id,
        others,
        frozenset(int(each["id"]) for each in listed if not each["person"]),
        frozenset(c.column for c in live if c.compare is Compare.JOINED),
    )
    reader = RowReader(opened, queries, others, unread)
    return HeldData(
        opened,
        subject,
        queries,
        giving,
        own,
        tuple(sorted([*seen.places.values(), *by_name], key=_order)),
        connected(opened, user_id, alive=True),
        unread,
        tuple(_unknown(seen.made, seen.checks)),
        Written(opened, reader, giving, unread),
        reader,
        seen.checks,
    )


def _own(known: Iterable[Known], persons: Iterable[Account]) -> Iterator[Known]:
    """What is surely the person's: a field of the profile may hold the address of a superior, and
    anybody can write a mention that shows another name."""
    theirs = {word.casefold() for each in persons for word in each.logins}
    theirs |= {" ".join(sorted(words(f"{each.given} {each.family}"))) for each in persons}
    for each in known:
        forms = {each.value.casefold(), " ".join(sorted(words(each.value)))}
        if each.kind is not KnownAs.FIELD and (each.source in identity.SURE or not forms & theirs):
            yield each


def _unknown(made: selection.CheckPlan, checks: Mapping[str, Check]) -> Iterator[str]:
    """Columns that no check and no declaration names, but for those that hold the person's id."""
    known = {(c.schema, c.column) for c in checks.values() if c.origin is Origin.SWEPT}
    for place in made.places:
        column = Column(place.table.name, place.column.name)
        if place.fate is ColumnFate.SWEPT and (place.table.schema, column) not in known:
            yield f"{place.table.schema}.{column}"


def _order(place: SnapshotPlace) -> tuple[str, bool, bool, str, bool]:
    """By group; first the account itself, then what is the person's own."""
    own = Column(place.table, place.column) in rules().own and place.origin is Origin.REFERENCE
    return place.group, place.table != "users" or not own, not own, place.check, place.by_name


def _account(row: Mapping[str, Any]) -> Account:
    logins = tuple(str(row[name]) for name in ("login", "mail") if row[name])
    return Account(row["id"], str(row["firstname"] or ""), str(row["lastname"] or ""), logins)


def _shown(table: Table, column: LiveColumn, shown: Column) -> str:
    """What a number in a column stands for."""
    own = f"{quoted(table.name)}.{quoted(column.name)}"
    group = " AND shown.type = 'Group'" if shown.table == "users" else ""
    return (
        f"(SELECT CAST(shown.{quoted(shown.name)} AS text) FROM {quoted(shown.table)} AS shown "
        f"WHERE shown.id = {own}{group})"
    )

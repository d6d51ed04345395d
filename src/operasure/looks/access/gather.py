"""Reads what is held about a person, row by row, and what they wrote.

The rows are those that the checks of queries/references and queries/mentions find, at one moment.
Their keys are found first, packed; then the rows are read in batches, so that memory does not grow
with what is held.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import psycopg

from operasure.checks import handling, selection
from operasure.checks.sweeping import as_text
from operasure.core.errors import UsageError
from operasure.core.model import Check, Column, Compare, Origin, RowId, Subject, System
from operasure.core.person_words import is_like_user
from operasure.core.progress import NOBODY, Meter
from operasure.core.queries import Queries, load, statement
from operasure.core.shapes import TEXTUAL, Shape
from operasure.database import accounts, openproject
from operasure.database.catalogue import LiveColumn, Table
from operasure.database.fates import ColumnFate
from operasure.database.reader import quoted, reason
from operasure.database.session import Session, session
from operasure.database.target import Target
from operasure.looks.access.others import Account, Others
from operasure.looks.access.rules import Withheld, rules
from operasure.looks.mentions import places, titles
from operasure.looks.snapshot import identity, lookup, named, rows
from operasure.looks.snapshot.model import Known, KnownAs, SnapshotPlace
from operasure.looks.snapshot.packing import Chunk, KeyKind, Packer, total
from operasure.looks.snapshot.take import SnapshotOptions
from operasure.looks.systems.look import connected
from operasure.matching.excerpt import excerpt
from operasure.matching.match import Matcher
from operasure.matching.seek import Seeker

AT_ONCE = 50
"""Rows that one statement reads."""
LONGEST = 1_000_000
"""Characters of one value that are given."""
PASSAGES = 20
"""Passages of one text that are given."""
AROUND = 200
"""Characters around a mention that are given."""
PROSE = frozenset({"plain", "markdown", "filename"})
_YAML_KEY = re.compile(r"^[ \t:\"'-]*([\w-]{1,80})[\"']?[ \t]*:", re.MULTILINE)


@dataclass(frozen=True)
class HeldRow:
    """A row: where it shows in OpenProject (`page` in words, with its `path` and project), what is
    given of it, and when it was written or last changed."""

    id: RowId
    page: str | None
    path: str | None
    project: str | None
    date: str | None
    values: Mapping[str, object] = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    changed_by_others: bool | None = None
    """Of a text that the person wrote; None where that is not on record."""


@dataclass(frozen=True)
class _RowShape:
    """How the rows of one place are read: SQL and name of each value, and what has no value."""

    values: tuple[tuple[str, str, LiveColumn | None], ...]
    withheld: tuple[tuple[str, Withheld], ...] = ()


@dataclass
class HeldData:
    """All that is held about one person, while the database is open."""

    session: Session
    subject: Subject
    queries: Queries
    others: Others
    known: tuple[Known, ...]
    found: tuple[SnapshotPlace, ...]
    systems: tuple[System, ...]
    unread: list[tuple[str, str]]
    """What could not be read, each with the reason."""
    unknown: tuple[str, ...]
    """Columns that nobody has described: not part of an answer."""
    left: Counter[tuple[str, Withheld]] = field(default_factory=Counter)
    """What is not given of how many rows, by column or check, and why."""
    texts: int = 0
    """Texts that may still name somebody else."""
    _checks: Mapping[str, Check] = field(default_factory=dict)
    _owners: accounts.TableOwners = field(default_factory=lambda: accounts.TableOwners(""))
    _prose: frozenset[Column] = frozenset()
    _other_kinds: frozenset[int] = frozenset()
    _joined: frozenset[Column] = frozenset()
    """Columns in which the person is found by what a number leads to, or in a list."""
    _sources: Mapping[str, places.Source] = field(default_factory=dict)

    def entries(self, place: SnapshotPlace) -> Iterator[HeldRow]:
        """The rows of a place. What can't be read is told in `unread`."""
        check = self._checks[place.check]
        table = lookup.table_of(check, self.session.catalogue)
        if table is None:
            return
        if check.origin is Origin.TEXT or place.by_name:
            read, shape = self._mention(check), _RowShape(((check.value, "text", None),))
        else:
            read, shape = self._row(table), self._given(check, table)
        for column, why in shape.withheld:
            self.left[f"{table.name}.{column}", why] += place.rows
        yield from self._read(check.id, check, table, place.key, place.keys, shape, read)

    def written(self) -> Iterator[tuple[str, str, Iterator[HeldRow]]]:
        """What the person wrote: for each table its name, its group and the texts."""
        for name, source in sorted(self._sources.items()):
            fields = [f for f in source.fields if self._is_written(f)]
            if source.author and fields and not name.endswith("_journals"):
                yield name, fields[0].checks[0].group, self._texts_of(source, fields)

    def end(self) -> None:
        """To be called when all is read: tells of tables that were emptied meanwhile."""
        changed = self.session.changed()
        self.unread += [(".".join(name), why) for name, why in sorted(changed.items())]

    def _is_written(self, text: places.Field) -> bool:
        check = text.checks[0]
        return (
            check.origin is Origin.TEXT
            and check.group.startswith("c")
            and all(each.kind in PROSE for each in text.checks)
            and not (text.coded or text.repeats)
            and check.column not in rules().not_written
        )

    def _texts_of(self, source: places.Source, fields: Sequence[places.Field]) -> Iterator[HeldRow]:
        check, packer = fields[0].checks[0], Packer()
        sql = f"SELECT {source.key} FROM {source.sql} WHERE {source.author} = :user_id"
        try:
            for row in self.session.readers[0].stream(sql, user_id=self.subject.user_id):
                packer.add(row[0] if isinstance(row[0], int) else str(row[0]))
        except psycopg.Error as error:
            self.unread.append((source.table.name, reason(error)))
            return
        given = [(each.value, each.column.name, None) for each in fields]
        shape = _RowShape((*given, (self._changed(source.table), "changed", None)))
        key = lookup.key_column(check, self.session.catalogue)
        keys = packer.finish()
        yield from self._read(source.table.name, check, source.table, key, keys, shape, self._own)

    def _own(
        self, row: Mapping[str, Any], found: HeldRow, values: Mapping[str, Any]
    ) -> HeldRow | None:
        texts = {
            name: self._text(f"{row['op_table']}.{name}", value)
            for name, value in values.items()
            if isinstance(value, str) and value.strip()
        }
        self.texts += len(texts)
        if not texts:
            return None
        return replace(found, values=texts, changed_by_others=values["changed"])

    def _changed(self, table: Table) -> str:
        """Whether somebody else changed a row, as SQL; null where changes are not on record."""
        class_, catalogue = rules().recorded.get(table.name), self.session.catalogue
        if class_ is None or not catalogue.has(Column("journals", "journable_type")):
            return "CAST(NULL AS boolean)"
        return (
            f"EXISTS (SELECT 1 FROM journals j WHERE j.journable_type = '{class_}' "
            f"AND j.journable_id = {table.name}.id AND j.user_id <> {self.subject.user_id})"
        )

    def _given(self, check: Check, table: Table) -> _RowShape:
        """What is given of the rows of a check: of the person's own all but what is withheld."""
        if check.column not in rules().own:
            bare = [each for each in table.columns if rules().bare(each)]
            return _RowShape(tuple((_sql(c), c.name, c) for c in bare))
        values: list[tuple[str, str, LiveColumn | None]] = []
        withheld: list[tuple[str, Withheld]] = []
        for column in table.columns:
            if column.primary:
                continue
            if why := rules().withheld(table, column, self._joined):
                withheld.append((column.name, why))
                continue
            values.append((_sql(column), column.name, column))
            for shown in rules().shown_of(table, column):
                if self.session.catalogue.has(shown):
                    name = f"{column.name.removesuffix('_id')} {shown.name}"
                    values.append((_shown(table, column, shown), name, None))
        return _RowShape(tuple(values), tuple(withheld))

    def _row(self, table: Table) -> Callable[..., HeldRow]:
        def read(row: Mapping[str, Any], found: HeldRow, values: Mapping[str, Any]) -> HeldRow:
            is_user = values.get("custom_field field_format") == "user"
            given = {
                name: self._value(table, name, value, person=is_user and name == "value")
                for name, value in values.items()
                if value is not None
            }
            self.texts += sum(Column(table.name, name) in self._prose for name in given)
            return replace(found, values=given)

        return read

    def _value(self, table: Table, name: str, value: Any, *, person: bool) -> object:
        column, what = table.named.get(name), f"{table.name}.{name}"
        number = _number(value)
        if column is not None and column.like_user:
            # What is like a person by its name alone may be the number of a membership.
            person |= column.points_to == "users" or Column(table.name, name) not in self._joined
        if number is not None and person:
            return self._person(what, number, value)
        if not isinstance(value, str):
            return value
        if value[:1] in "{[":
            try:
                return self._masked(what, json.loads(value), of="")
            except (ValueError, RecursionError):
                if len(value) > LONGEST:  # nobody can tell what is secret in it
                    return self._withheld(what, Withheld.CUT)
        if value.startswith("---") and any(map(rules().is_secret, _YAML_KEY.findall(value))):
            return self._withheld(what, Withheld.SECRET)
        return self._text(what, value)

    def _withheld(self, what: str, why: Withheld) -> object:
        """Count what is not given; stands in its place as null."""
        self.left[what, why] += 1
        return None

    def _person(self, what: str, number: int, value: object) -> object:
        if number == self.subject.user_id or number in self._other_kinds:
            return value
        self._withheld(what, Withheld.OTHERS)
        return self.others.sign

    def _masked(self, what: str, value: object, of: str) -> object:
        """A value of JSON without secrets and other people; `of` is the key it stands under."""
        match value:
            case dict():
                kept = {}
                for key, each in value.items():
                    if rules().is_secret(key):
                        self._withheld(what, Withheld.SECRET)
                        continue
                    kept[self._text(what, key)] = self._masked(what, each, key)
                return kept
            case list():
                return [self._masked(what, each, of) for each in value]
            case bool() | None:
                return value
        number = _number(value)
        if number is not None and is_like_user(of):
            return self._person(what, number, value)
        return self._text(what, value) if isinstance(value, str) else value

    def _text(self, what: str, text: str) -> str:
        if len(text) > LONGEST:
            self._withheld(what, Withheld.CUT)
            text = text[:LONGEST]
        return self.others.text(text)

    def _mention(self, check: Check) -> Callable[..., HeldRow | None]:
        known = identity.searchable(self.known, self.subject.user_id)
        seeker, matcher = Seeker(known), Matcher(known)
        structured = check.kind == "person"

        def read(
            row: Mapping[str, Any], found: HeldRow, values: Mapping[str, Any]
        ) -> HeldRow | None:
            text = str(values.get("text") or "")
            if row["op_account"] == self.subject.user_id and self._is_own(check.table):
                return None  # all of the row is given already
            if row["op_account"] not in {None, self.subject.user_id}:
                self._withheld(check.id, Withheld.OTHERS)  # the profile of a namesake
                return None
            if row["op_author"] == self.subject.user_id and check.kind != "person":
                return found  # it stands whole among what the person wrote
            why = self._silent(check, row)
            if why:
                self._withheld(check.id, why)
                return found
            value = text[:LONGEST].encode(errors="replace")
            passages: list[str] = []
            cut = len(text) > LONGEST
            if next(seeker.find(value, structured=structured), None) is not None:
                told = 0
                for met in matcher.find(text[:LONGEST], structured=structured):
                    if met.start >= told and len(passages) < PASSAGES:
                        passage = excerpt(text, met.start, met.end, AROUND)
                        passages.append(self.others.text(str(passage)))
                        told = met.end + AROUND
                    cut |= met.start >= told
            self.texts += len(passages)
            if cut or not passages:
                self._withheld(check.id, Withheld.CUT if passages else Withheld.UNFOUND)
            return replace(found, passages=tuple(passages))

        return read

    def _is_own(self, table: str) -> bool:
        """Whether the person's rows of a table are given whole."""
        return any(own.table == table for own in rules().own)

    def _silent(self, check: Check, row: Mapping[str, Any]) -> Withheld | None:
        if check.origin is Origin.SWEPT or rules().silent(check):
            return Withheld.TECHNICAL
        if check.kind in {"binary", "marshal", "yaml", "json"}:
            return Withheld.LIST if check.kind in {"yaml", "json"} else Withheld.BINARY
        return Withheld.INTERNAL if row["op_internal"] else None

    def _read(
        self,
        what: str,
        check: Check,
        table: Table,
        key: str,
        keys: Sequence[Chunk],
        shape: _RowShape,
        read: Callable[..., HeldRow | None],
    ) -> Iterator[HeldRow]:
        reader = self.session.readers[0]
        for chunk in keys:
            sql = self._select(check, table, key, chunk.kind, shape)
            every = chunk.unpacked()
            for start in range(0, len(every), AT_ONCE):
                try:
                    found = reader.fetch(sql, keys=every[start : start + AT_ONCE])
                except psycopg.Error as error:
                    self.unread.append((what, f"{reason(error)}: {AT_ONCE} rows at most"))
                    if not reader.alive:
                        return
                    continue
                paths = [row["op_path"] for row in found if row["op_path"]]
                names = titles.read(reader, self.session.catalogue, paths)
                for row in found:
                    entry = self._entry(row, names)
                    values = {n: _plain(row[f"op_{i}"]) for i, (_, n, _) in enumerate(shape.values)}
                    given = read({**row, "op_table": table.name}, entry, values)
                    if given is not None:
                        yield given

    def _select(self, check: Check, table: Table, key: str, kind: KeyKind, shape: _RowShape) -> str:
        catalogue = self.session.catalogue
        source = self._sources.get(table.name) if table.schema == catalogue.schema else None
        owner = self._owners.owner((table.schema, table.name))
        account = "NULL"
        if owner is not None:
            account = accounts.account(owner, quoted(table.name), catalogue.schema)
        own = [c for f in source.fields for c in f.checks if c.path] if source else []
        internal = next((n for n in ("restricted", "internal") if n in table.named), None)
        parts = [
            f"{quoted(key)} AS op_key",
            f"{_case(own, 'path')} AS op_path",
            f"{_case(own, 'project')} AS op_project",
            f"CAST({(source and source.moment) or 'NULL'} AS text) AS op_date",
            f"{(source and source.author) or 'NULL'} AS op_author",
            f"{account} AS op_account",
            f"{quoted(internal) if internal else 'false'} AS op_internal",
            *(
                f"{f'left({sql}, {LONGEST + 1})' if _is_text(sql, c) else sql} AS op_{i}"
                for i, (sql, _, c) in enumerate(shape.values)
            ),
        ]
        where = lookup.among(quoted(key), table, key, kind)
        return f"SELECT {', '.join(parts)} FROM {lookup.source(check, catalogue)} WHERE {where}"

    def _entry(self, row: Mapping[str, Any], names: titles.Titles) -> HeldRow:
        key, page = row["op_key"], names.page(row["op_path"])
        # The address of a page is made of its title, which may name somebody.
        page, path, project = (
            self.others.text(each) if each else None
            for each in (page, row["op_path"], row["op_project"])
        )
        return HeldRow(
            key if isinstance(key, int) else str(key),
            page,
            path,
            project,
            str(row["op_date"])[:10] if row["op_date"] else None,
        )


@contextmanager
def gather(
    target: Target, options: SnapshotOptions, sign: str, progress: Meter = NOBODY
) -> Iterator[HeldData]:
    """Find every row that refers to a person or names them; within it they can be read. `sign`
    stands in place of other people.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (an account that is gone
    already, an id that was never assigned, a built-in principal).
    """
    queries = load(*options.queries)
    with session(target, options.access) as opened:
        subject = openproject.subject(opened.readers[0], options.user_id)
        if subject.state is None:
            raise UsageError(
                f"the user {options.user_id} is already deleted: there is no account to answer "
                f"for; 'operasure verify' checks what is left"
            )
        yield _held(opened, subject, queries, sign, progress)


def _held(
    opened: Session, subject: Subject, queries: Queries, sign: str, progress: Meter
) -> HeldData:
    user_id, catalogue = subject.user_id, opened.catalogue
    made = selection.make(queries, catalogue)
    known, unread = identity.read(opened, user_id)
    found = rows.harvest(opened, made, subject, progress)
    texts = (each for each in found.places.values() if each.origin is Origin.TEXT)
    by_id = {each.check: rows.keys_of(each.keys) for each in texts}
    searched = identity.searchable(known, user_id)
    by_name, failures = named.find(opened, queries, searched, by_id, progress)
    checks = found.checks | {check.id: check for check in by_name}
    listed = [*found.places.values()]
    for check, chunks in by_name.items():
        listed.append(rows.place_of(check, total(chunks), chunks, catalogue, by_name=True))
    listed_accounts = opened.readers[0].fetch(statement("access/accounts"), user_id=user_id)
    persons = [each for each in listed_accounts if each["person"]]
    theirs = {str(each[name]).casefold() for each in persons for name in ("login", "mail")}
    # A field of the profile may hold the address of a superior.
    own = [
        each
        for each in known
        if each.kind is not KnownAs.FIELD
        and (each.source in identity.SURE or each.value.casefold() not in theirs)
    ]
    live = places.find(queries, catalogue)
    return HeldData(
        opened,
        subject,
        queries,
        Others(user_id, [each.value for each in own], map(_account, persons), sign),
        tuple(own),
        tuple(sorted(listed, key=_order)),
        connected(opened, user_id, alive=True),
        [*unread, *found.unread, *failures.items()],
        tuple(_unknown(made, checks)),
        _checks=checks,
        _owners=accounts.read(
            opened.readers[0].fetch(statement("catalogue/accounts")), catalogue.schema
        ),
        _prose=frozenset(
            c.column for c in queries.texts if c.kind in PROSE and c.origin is Origin.TEXT
        ),
        _other_kinds=frozenset(int(each["id"]) for each in listed_accounts if not each["person"]),
        _joined=frozenset(
            c.column
            for c in handling.live(queries.references, catalogue)
            if c.compare is Compare.JOINED
        ),
        _sources={s.table.name: s for s in live.sources if s.table.schema == catalogue.schema},
    )


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


def _sql(column: LiveColumn) -> str:
    """The value of a column as it is read: numbers and truth values as such, the rest as text."""
    if column.shape in TEXTUAL:
        return as_text(column)
    if column.shape is Shape.INTEGER or column.type == "pg_catalog.bool":
        return quoted(column.name)
    return f"CAST({quoted(column.name)} AS text)"


def _is_text(sql: str, column: LiveColumn | None) -> bool:
    if column is None:
        return not sql.startswith(("EXISTS", "CAST(NULL AS boolean"))
    return column.shape in TEXTUAL


def _shown(table: Table, column: LiveColumn, shown: Column) -> str:
    """What a number in a column stands for."""
    own = f"{quoted(table.name)}.{quoted(column.name)}"
    group = " AND shown.type = 'Group'" if shown.table == "users" else ""
    return (
        f"(SELECT CAST(shown.{quoted(shown.name)} AS text) FROM {quoted(shown.table)} AS shown "
        f"WHERE shown.id = {own}{group})"
    )


def _case(checks: Iterable[Check], term: str) -> str:
    """The path or the project of a row, by the first place that takes it."""
    whens = {(c.condition or "true", getattr(c, term)): None for c in checks if getattr(c, term)}
    if not whens:
        return "CAST(NULL AS text)"
    return f"CASE {' '.join(f'WHEN {when} THEN concat({then})' for when, then in whens)} END"


def _plain(value: object) -> object:
    """A number as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 19 else None

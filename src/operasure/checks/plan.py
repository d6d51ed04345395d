"""Which statements a run needs: checks met with the live schema, one pass per table.

Checks of the plain form share a pass: the rows where any of their values matches are read once,
and each row says which checks it belongs to. So a table is scanned once for its id columns and
once for the forms of the id in its texts, however many checks look there.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from operasure.checks import handling
from operasure.checks.parts import Span, within
from operasure.core import elements, persons
from operasure.core.errors import UsageError
from operasure.core.model import Check, Column, Compare, Origin
from operasure.core.queries import Queries, columns, escapes, packaged
from operasure.core.shapes import Shape
from operasure.core.terms import bytewise, closely, coded, comparison, mine, statement
from operasure.database.catalogue import (
    REPLACED,
    Catalogue,
    ColumnFate,
    ColumnPlace,
    ForeignTarget,
    LiveColumn,
    Table,
    cover,
)
from operasure.database.reader import quoted

MEMBERS = 400
"""How many checks share a statement at most: PostgreSQL takes 1,664 expressions in one."""


@dataclass(frozen=True)
class Scan:
    """One statement that looks at one table for several checks.

    Its rows are: key, then for each check whether the row is its, then for each of `expiring`
    (positions in `checks`) when the row goes, then whether `closer` may find more. `source` is the
    table as SQL names it, `pages` its size in blocks of 8 kB as the server last counted (0: not
    known).
    """

    source: str
    checks: tuple[Check, ...]
    sql: str
    expiring: tuple[int, ...]
    pages: int
    again: Callable[[Sequence[Check]], Scan] | None = field(default=None, compare=False)
    """Makes the statement for some of the checks, where it serves several."""
    tables: Mapping[str, Table] = field(default_factory=dict, compare=False)
    """The tables that the statement may read, by the names that it has for them."""
    closer: str | None = field(default=None, compare=False)
    """Gives further rows of the same form, where a row's last column says that there may be."""
    key: str = "ctid"
    """The key that its rows begin with, by which the table is read on its own, too."""
    at: str = "ctid"
    """Where a row of the table stands."""

    def over(self, spans: Sequence[Span]) -> Scan:
        """The scan of some spans of the table."""
        closer = within(self.closer, self.at, spans) if self.closer else None
        return replace(self, sql=within(self.sql, self.at, spans), closer=closer)

    def apart(self) -> tuple[Scan, ...]:
        """Two statements for half of the places each, for a table that can't be read as a whole;
        none where it is one place."""
        values = list(dict.fromkeys(check.value for check in self.checks))
        if len(values) < 2 or self.again is None:
            return ()
        first = set(values[: len(values) // 2])
        halves = (
            [c for c in self.checks if c.value in first],
            [c for c in self.checks if c.value not in first],
        )
        return tuple(map(self.again, halves))


@dataclass(frozen=True)
class IdForm:
    """A form in which text holds an id; `pattern` has `{id}` for the number."""

    name: str
    pattern: str
    specimen: str
    unlike: str
    kind: str | None = None
    """The kind of principal that this form is for, if not for every kind."""
    hint: str = ""
    """A part of the pattern that costs little to look for, where no id is known."""
    certain: bool = True
    """Whether a number in this form is surely the id of a principal of this installation."""
    every: str | None = None
    """Takes out what holds the ids, where one occurrence of the form can hold several."""
    together: str = ""
    """Forms that say the same here are looked for together: by one regular expression."""


@dataclass(frozen=True)
class CheckPlan:
    """What a run will look at, and what became of every column and every check."""

    scans: tuple[Scan, ...]
    absent: tuple[Check, ...]
    unreadable: tuple[tuple[Check, str], ...]
    """Checks of what can't be looked at, each with the reason."""
    places: tuple[ColumnPlace, ...]
    catalogue: Catalogue
    like_user: frozenset[str]
    """Ids of the checks of swept columns where a hit is a leftover and not just unclassified."""


@cache
def forms(kind: str | None = None) -> tuple[IdForm, ...]:
    """The forms of `queries/id-forms.toml` for this kind of principal (all of them for None)."""
    data = tomllib.loads((packaged() / "id-forms.toml").read_text(encoding="utf-8"))
    every = (
        IdForm(
            name=f["name"],
            pattern=f["pattern"],
            specimen=f["specimen"],
            unlike=f["not"],
            kind=f.get("kind"),
            hint=f["hint"],
            certain=not f.get("possible", False),
            every=f.get("every"),
            together=f.get("pass", f["name"]),
        )
        for f in data["form"]
    )
    return tuple(form for form in every if kind is None or form.kind in {None, kind})


@cache
def hint() -> str:
    """What every text with an id in any form has, as a regular expression that costs little."""
    data = tomllib.loads((packaged() / "id-forms.toml").read_text(encoding="utf-8"))
    return str(data["hint"])


def parameters(user_id: int, kind: str = "user") -> Mapping[str, object]:
    """What the statements of a plan are bound with for this id of this kind of principal."""
    passes: dict[str, list[str]] = defaultdict(list)
    for form in forms(kind):
        passes[form.together].append(f"(?:{form.pattern.replace('{id}', str(user_id))})")
    return {
        "user_id": user_id,
        "kind": kind,
        "needle": str(user_id),
        "alone": rf"(?:\m|[%ux][0-9a-fA-F]{{2,8}}|\\[abefnrtv0]){user_id}\M",
        "patterns": list(map("|".join, passes.values())),
        "escape": escapes().any,
        "words": f"{escapes().words}|{escapes().letters}",
        "marks": [f"%{mark}%" for mark in escapes().marks],
        "coded": _coded(str(user_id)),
        "whole": elements.pattern(str(user_id)),
        "keyed": elements.keyed(str(user_id)),
    }


def _coded(digits: str) -> str:
    """A number of whose digits each may be escaped; a GlobalID in base64, which may hold any."""
    ways = (
        rf"(?:{d}|[ux]\{{?0*3{d}|%(?:25)*3{d}|(?:#|23)(?:0*{48 + int(d)}|x0*3{d})(?:;|%))"
        for d in digits
    )
    return rf"{'[^[:space:]]{0,16}?'.join(ways)}|Z2lkOi8v"


def make(queries: Queries, catalogue: Catalogue) -> CheckPlan:
    """Meet the checks with the live schema and group them into scans, the largest table first."""
    everything = [*queries.references, *queries.texts]
    _refuse_unknown(queries, catalogue)
    live = handling.live(everything, catalogue)
    names = {c.id for c in live}
    places = cover(catalogue, live, queries.declarations)
    known = {column.table for column in queries.declarations.columns}
    classes = _classes(catalogue)
    swept = [(place, check) for place in places for check in _beyond(place, classes)]
    swept += _besides(places, live)
    tables = {(t.schema, t.name): t for t in catalogue.tables}

    def table_of(check: Check) -> Table:
        own = check.schema in {None, catalogue.schema}
        return catalogue.own[check.table] if own else tables[str(check.schema), check.table]

    all_checks = [*live, *(check for _, check in swept)]

    def barred(check: Check) -> str | None:
        other = (catalogue.own[column.table] for column in check.needs)
        return next((t.barred for t in (table_of(check), *other) if t.barred), None)

    checked = {(check.schema or catalogue.schema, check.table) for check in all_checks}
    # What is declared to hold no person was declared of a table.
    replaced = [
        whole(table.name)
        for table in catalogue.own.values()
        if table.barred in REPLACED
        and table.name in known
        and (table.schema, table.name) not in checked
    ]
    groups: dict[tuple[Table, Origin, bool, str], list[Check]] = defaultdict(list)
    scans: list[Scan] = []
    for check in all_checks:
        table = table_of(check)
        if barred(check):
            continue
        if check.compare is Compare.JOINED:
            scans.append(_alone(check, table, catalogue))
        else:
            textual = check.compare in {Compare.FORMS, Compare.WHOLE, Compare.KEYED}
            groups[table, check.origin, textual, check.key].append(check)
    for (table, *_), members in groups.items():
        scans.extend(
            _shared(table, members[start : start + MEMBERS], catalogue)
            for start in range(0, len(members), MEMBERS)
        )
    return CheckPlan(
        tuple(sorted(scans, key=lambda s: (-s.pages, s.source, s.checks[0].id))),
        tuple(c for c in everything if c.id not in names),
        tuple((c, why) for c in [*all_checks, *replaced] if (why := barred(c))),
        places,
        catalogue,
        frozenset(check.id for _, check in swept if check.certain),
    )


def whole(table: str, column: str = "*", label: str = "the whole table") -> Check:
    """What stands for all of a table that can't be looked at."""
    return Check(
        id=f"xu-01/{table}.{column}",
        group="xu-01",
        column=Column(table, column),
        label=label,
        expected=None,
        sql="",
        key="",
        value="",
        compare=Compare.ID,
        origin=Origin.SWEPT,
    )


def _alone(check: Check, table: Table, catalogue: Catalogue) -> Scan:
    expiring = (0,) if check.expires else ()
    source = quoted(table.name)
    sql = statement(check)
    alias, _, key = check.key.rpartition(".")
    at = f"{alias}.ctid" if alias else "ctid"
    return Scan(source, (check,), sql, expiring, table.pages, tables=catalogue.own, key=key, at=at)


def _refuse_unknown(queries: Queries, catalogue: Catalogue) -> None:
    """Refuse what a site declares of a column that its table does not have: a slip of the pen would
    be taken for a decision. A table that is not there is another release's."""
    for column, place in queries.own.items():
        if column.table in catalogue.own and not catalogue.has(column):
            raise UsageError(f"{place}: the table {column.table} has no column {column.name}")


def _shared(table: Table, checks: Sequence[Check], catalogue: Catalogue) -> Scan:
    source = quoted(*_qualified(table, catalogue))
    # A version whose table has no such key column is read by the rows' physical place.
    named = catalogue.has(Column(table.name, checks[0].key)) or checks[0].origin is Origin.SWEPT
    key = checks[0].key if named else "ctid"
    expiring = tuple(i for i, check in enumerate(checks) if check.expires)
    terms = _Terms(checks)
    own = [mine(check, terms.plain(check)) for check in checks]
    where = [*_rows(checks, terms.plain), *_rows(terms.texts, terms.coded)]
    more = _rows(terms.texts, terms.more)
    sql = _statement(key, terms.beside(source), checks, own, map(terms.at_once, where), more)
    closer = _closer(key, source, checks, terms) if terms.texts else None
    again = partial(_shared, table, catalogue=catalogue)
    tables = catalogue.own if table.schema == catalogue.schema else {table.name: table}
    pages, at = table.pages, f"{source}.ctid"
    return Scan(source, tuple(checks), sql, expiring, pages, again, tables, closer, key, at)


class _Terms:
    """What the rows of a scan are asked, each text and each term of it written once. It stands
    beside the row in joins without a table, which the server takes for the terms themselves, and
    asks them at each place where they are named. `op_row` is the same asked once: OFFSET keeps the
    server from that, but also from reading the table with several workers where WHERE names it, so
    there stands `op_is`.
    """

    def __init__(self, checks: Sequence[Check]) -> None:
        self._places: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self.texts = [check for check in checks if check.compare is Compare.FORMS]
        """The checks whose texts may hold escapes."""

    def plain(self, check: Check) -> str:
        """Whether a value is or shows the id as it stands."""
        if check.compare in {Compare.FORMS, Compare.WHOLE, Compare.KEYED}:
            return self._name(comparison(check, self._text(check)))
        return comparison(check)

    def coded(self, check: Check) -> str:
        """Whether a text may hold it behind escapes."""
        return self._name(coded(check, self._text(check)))

    def more(self, check: Check) -> str:
        """Whether only reading the escapes of a text can tell."""
        return f"{self.coded(check)} AND NOT {self.plain(check)}"

    def _text(self, check: Check) -> str:
        text = bytewise(check.searched)
        return f"op_said.op_{self._texts.setdefault(text, len(self._texts))}"

    def _name(self, term: str) -> str:
        return f"{_ONCE}{self._places.setdefault(term, len(self._places))}"

    def at_once(self, term: str) -> str:
        """A term as it stands in WHERE."""
        return term.replace(_ONCE, _AT_ONCE) if self._places else term

    def beside(self, source: str) -> str:
        """The table with all terms that were asked for so far."""
        if not self._places:
            return source
        names = ", ".join(f"op_{place}" for place in self._places.values())
        said = ", ".join(f"op_{place}" for place in self._texts.values())
        texts = f"LATERAL (SELECT {', '.join(self._texts)}) AS op_said({said})"
        asked = f"LATERAL (SELECT {', '.join(self._places)}) AS op_is({names})"
        kept = ", ".join(f"{_AT_ONCE}{place}" for place in self._places.values())
        return f"{source}, {texts}, {asked}, LATERAL (SELECT {kept} OFFSET 0) AS op_row({names})"


_ONCE = "op_row.op_"
_AT_ONCE = "op_is.op_"


def _statement(
    key: str,
    source: str,
    checks: Sequence[Check],
    own: Sequence[str],
    where: Iterable[str],
    more: Iterable[str] = (),
) -> str:
    """The columns of a scan: key, whether the row is each check's (`own`), when it goes for those
    that expire, and whether a text of it has to be read more closely."""
    goes = [f"CASE WHEN {own[i]} THEN {c.expires} END" for i, c in enumerate(checks) if c.expires]
    last = " OR ".join(more) or "false"
    shown = ", ".join([key, *(f"({term})" for term in own), *goes, last])
    return f"SELECT {shown} FROM {source} WHERE ({' OR '.join(where)})"


def _closer(key: str, source: str, checks: Sequence[Check], terms: _Terms) -> str:
    """The same of the rows that show an id only once the escapes in a text are read."""
    texts = [(i, check) for i, check in enumerate(checks) if check.compare is Compare.FORMS]
    own = ["false"] * len(checks)
    for i, _ in texts:
        own[i] = f"{i} = ANY(op_more.op_hits)"
    where = map(terms.at_once, _rows(terms.texts, terms.more))
    beside = f"{terms.beside(source)}{closely(texts, terms.more)}"
    return _statement(key, beside, checks, own, where)


def _rows(checks: Sequence[Check], term_of: Callable[[Check], str]) -> Iterable[str]:
    """For each term once: the rows that are any check's, so that no other row is read."""
    conditions: dict[str, list[str | None]] = defaultdict(list)
    for check in checks:
        conditions[term_of(check)].append(check.condition)
    for term, found in conditions.items():
        given = dict.fromkeys(c for c in found if c)
        yield term if None in found else f"{term} AND ({' OR '.join(f'({c})' for c in given)})"


def _qualified(table: Table, catalogue: Catalogue) -> tuple[str, ...]:
    own = table.schema == catalogue.schema
    return (table.name,) if own else (table.schema, table.name)


def as_text(column: LiveColumn) -> str:
    """A column that can hold text as an expression of that text. Raises KeyError for another."""
    name = quoted(column.name)
    return {
        Shape.TEXT: name,
        Shape.CAST: f"CAST({name} AS text)",
        Shape.TEXTS: f"array_to_string({name}, chr(10))",
        Shape.BYTES: f"encode({name}, 'escape')",
        Shape.PACKED: f"concat_ws(chr(10), CAST({name} AS text), ({packed(column.name)}))",
    }[column.shape]


PIECE = "encode(decode(op_piece[1], 'hex'), 'escape')"
"""A piece of bytes as the text that it holds; what is no ASCII, and a backslash, is escaped."""


def packed(column: str, together: str = f"string_agg({PIECE}, chr(10))") -> str:
    """A statement that gives all bytes inside of a value `together`: whatever they are part of
    writes them as `\\x` and hexadecimal digits (`bytea_output`)."""
    return (
        f"SELECT {together} FROM regexp_matches(CAST({quoted(column)} AS text), "
        r"'\\x(([0-9a-f][0-9a-f])+)', 'g') AS op_in(op_piece)"
    )


def _beyond(place: ColumnPlace, classes: Sequence[str]) -> Iterable[Check]:
    """The checks of a column that no query names."""
    if place.fate is ColumnFate.SWEPT:
        for check in _sweep(place.table, place.column):
            yield from _by_type(place.table, place.column, check, classes)
    elif place.column.target and place.column.shape is Shape.INTEGER:
        yield _kept(place.table, place.column, place.column.target)


def _besides(
    places: Iterable[ColumnPlace], live: Iterable[Check]
) -> Iterable[tuple[ColumnPlace, Check]]:
    """A site's own check of a text looks for the forms of the id. Numbers that stand by themselves
    are looked for besides where the column is named like a user, or holds values and keys."""
    live = list(live)
    told = {c.column for c in live if c.origin is Origin.TEXT} - columns()
    told -= {c.column for c in live if c.origin is Origin.REFERENCE}
    for place in places:
        name = Column(place.table.name, place.column.name)
        if place.fate is ColumnFate.QUERIED and name in told:
            listed = place.column.shape in {Shape.CAST, Shape.TEXTS}
            if listed or place.column.like_user:
                value = as_text(place.column)
                for check in _numbers(place.table, place.column, value):
                    yield place, check


PERSONS = rf"(^|::|_)(\w*user|group|service_?account|account|{persons.WORDS})s?$"
"""Classes of what a number means, where the table has a column that says it."""


def type_beside(table: Table, column: LiveColumn) -> str | None:
    """The column that says what a number means: `X_type` of `X_id`."""
    beside = table.named.get(column.name.removesuffix("_id") + "_type")
    named = beside is not None and beside.shape is Shape.TEXT and column.name.endswith("_id")
    return beside.name if beside and named else None


def _classes(catalogue: Catalogue) -> tuple[str, ...]:
    """What the tables of a database are called as types, in small letters without underscores."""
    names = {t.name.replace("_", "").lower() for t in catalogue.tables}
    names |= {name.removesuffix("s") for name in names}
    names |= {re.sub("(ie|e)$", lambda m: "y" if m[0] == "ie" else "", name) for name in names}
    return tuple(sorted(name for name in names if name.isascii() and name.isalnum()))


def _by_type(
    table: Table, column: LiveColumn, check: Check, classes: Sequence[str]
) -> Iterable[Check]:
    """The check of a number, shared out by the type that stands beside it (`X_type` of `X_id`)."""
    beside = type_beside(table, column)
    if check.compare is not Compare.ID or beside is None:
        yield check
        return
    type_ = quoted(beside)
    # `user_type = 'internal'` says nothing of the table that the number is of.
    plain = f"lower(replace(regexp_replace({type_}, '^.*::', ''), '_', ''))"
    known = ", ".join(f"'{name}'" for name in classes)
    no_class = f"{type_} !~ '[A-Z]|::' AND {plain} NOT IN ({known})"
    source = quoted(table.schema, table.name)
    for label, condition, certain in (
        ("a person by its type", f"{type_} ~* '{PERSONS}'", True),
        (
            "of no type",
            f"{type_} IS NULL OR ({no_class} AND {type_} !~* '{PERSONS}')",
            column.like_user,
        ),
    ):
        own = _swept(table, column, check.value, Compare.ID, label)
        own = replace(own, condition=condition, certain=certain)
        where = mine(own, comparison(own))
        yield replace(own, sql=f"SELECT {own.key} FROM {source} WHERE {where}")


def _kept(table: Table, column: LiveColumn, target: ForeignTarget) -> Check:
    """What rules a column out is looked at too: rows whose foreign key leads nowhere, as they come
    in where triggers are switched off, may hold any number."""
    swept = _swept(table, column, quoted(column.name), Compare.ID, f"no such {target.table}")
    source = quoted(target.schema, target.table)
    key = quoted(target.column)
    leads = f"EXISTS (SELECT 1 FROM {source} AS op_target WHERE op_target.{key} = :user_id)"
    check = replace(swept, condition=f"NOT {leads}", quiet=True)
    own = quoted(table.schema, table.name)
    where = mine(check, comparison(check))
    return replace(check, sql=f"SELECT {check.key} FROM {own} WHERE {where}")


_NUMERIC = "CAST({} AS numeric)"
_WHOLE_NUMBER = f"CASE WHEN {_NUMERIC} = trunc({_NUMERIC}) THEN trunc({_NUMERIC}) END"
"""The number that stands in `{}` where it has nothing behind the point."""


def _sweep(table: Table, column: LiveColumn) -> Iterable[Check]:
    """The checks of a column that no query names: as a number, and as a text with the number."""
    name = quoted(column.name)
    match column.shape:
        case Shape.INTEGER:
            yield _swept(table, column, name, Compare.ID, None)
        case Shape.FRACTION:
            yield _swept(table, column, _WHOLE_NUMBER.replace("{}", name), Compare.ID, None)
        case Shape.INTEGERS:
            yield _swept(table, column, name, Compare.AMONG, None)
        case Shape.NEITHER:
            return
        case _:
            value = as_text(column)
            yield _swept(table, column, value, Compare.FORMS, "id in text")
            yield from _numbers(table, column, value)


def _numbers(table: Table, column: LiveColumn, value: str) -> Iterable[Check]:
    """The checks of a text for numbers that stand by themselves."""
    yield _swept(table, column, value, Compare.WHOLE, "number in text")
    yield _swept(table, column, value, Compare.KEYED, "number of a person in text")


def _swept(
    table: Table, column: LiveColumn, value: str, compare: Compare, label: str | None
) -> Check:
    place = Column(table.name, column.name)
    shown = f"{place} ({label})" if label else str(place)
    check = Check(
        id=f"xu-01/{table.schema}.{shown}",
        group="xu-01",
        column=place,
        label=label,
        expected=None,
        sql="",
        key=quoted(table.key),
        value=value,
        compare=compare,
        origin=Origin.SWEPT,
        schema=table.schema,
        certain=column.like_user or compare in {Compare.FORMS, Compare.KEYED},
    )
    source = quoted(table.schema, table.name)
    return replace(check, sql=f"SELECT {check.key} FROM {source} WHERE {comparison(check)}")

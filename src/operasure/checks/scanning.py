"""One statement for several checks of one table: the rows where any of their values matches are
read once, and each row says which checks it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from operasure.checks.parts import Span, within
from operasure.core.model import Check, Column, Compare, Origin
from operasure.core.terms import (
    COLUMN,
    bytewise,
    closely,
    coded,
    comparison,
    held,
    in_order,
    maybe,
    mine,
    statement,
    unless_empty,
)
from operasure.database.catalogue import (
    Catalogue,
    Table,
)
from operasure.database.reader import quoted

SMALL = 2**18
"""Bytes of a table up to which its texts are asked for less first: the server takes longer to read
a statement and to plan it."""


@dataclass(frozen=True)
class Scan:
    """One statement that looks at one table for several checks.

    Its rows are: key, then for each check whether the row is its, then for each of `expiring`
    (positions in `checks`) when the row goes, then its place if `closer` may find more. `source` is
    the table as SQL names it, `pages` its size in blocks of 8 kB as the server last counted (0: not
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
    """Gives further rows of the same form, of those at `:places`."""
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


def alone(check: Check, table: Table, catalogue: Catalogue) -> Scan:
    """A check whose statement stands for itself."""
    expiring = (0,) if check.expires else ()
    source = quoted(table.name)
    sql = statement(check)
    alias, _, key = check.key.rpartition(".")
    at = f"{alias}.ctid" if alias else "ctid"
    return Scan(source, (check,), sql, expiring, table.pages, tables=catalogue.own, key=key, at=at)


def shared(table: Table, checks: Sequence[Check], catalogue: Catalogue) -> Scan:
    """One statement for checks of the plain form."""
    source = quoted(*_qualified(table, catalogue))
    # A version whose table has no such key column is read by the rows' physical place.
    named = catalogue.has(Column(table.name, checks[0].key)) or checks[0].origin is Origin.SWEPT
    key = checks[0].key if named else "ctid"
    expiring = tuple(i for i, check in enumerate(checks) if check.expires)
    terms = _Terms(checks, table)
    own = [mine(check, terms.plain(check)) for check in checks]
    where = [*_rows(terms.others, terms.plain)]
    if terms.within:
        # No index serves what looks into a text.
        where.append(in_order(" OR ".join(_rows(terms.within, terms.maybe))))
    at = f"{source}.ctid"
    more = " OR ".join(_rows(terms.texts, terms.more))
    last = f"CASE WHEN {more} THEN {at} END" if more else "NULL"
    sql = _statement(key, terms.beside(source), checks, own, map(terms.at_once, where), last)
    closer = _closer(key, source, checks, terms, at) if terms.texts else None
    again = partial(shared, table, catalogue=catalogue)
    tables = catalogue.own if table.schema == catalogue.schema else {table.name: table}
    pages = table.pages
    return Scan(source, tuple(checks), sql, expiring, pages, again, tables, closer, key, at)


class _Terms:
    """What the rows of a scan are asked, each text and each term of it written once. It stands
    beside the row in joins without a table, which the server takes for the terms themselves, and
    asks them at each place where they are named. `op_row` is the same asked once: OFFSET keeps the
    server from that, but also from reading the table with several workers where WHERE names it, so
    there stands `op_is`.
    """

    def __init__(self, checks: Sequence[Check], table: Table) -> None:
        self._table = table
        self._places: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self.texts = [check for check in checks if check.compare is Compare.FORMS]
        """The checks whose texts may hold escapes."""
        self.others = [check for check in checks if check.compare not in _IN_TEXT]
        """Those that look into no text."""
        self.within = [check for check in checks if check.compare in _IN_TEXT]
        """Those that do."""

    def plain(self, check: Check) -> str:
        """Whether a value is or shows the id as it stands."""
        if check.compare in _IN_TEXT:
            return self._name(comparison(check, self._text(check)))
        return comparison(check)

    def coded(self, check: Check) -> str:
        """Whether a text may hold it behind escapes."""
        return self._name(coded(check, self._text(check)))

    def maybe(self, check: Check) -> str:
        """Whether a text may hold it in any way."""
        if check.compare is not Compare.FORMS:
            return self.plain(check)
        if self._table.bytes <= SMALL:
            return held(self._text(check))
        term = maybe(self._text(check), column=COLUMN.fullmatch(check.searched) is not None)
        column = self._table.named.get(check.column.name)
        return unless_empty(check.searched, column.type if column else None, term)

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


_IN_TEXT = {Compare.FORMS, Compare.WHOLE, Compare.KEYED}
_ONCE = "op_row.op_"


_AT_ONCE = "op_is.op_"


def _statement(
    key: str,
    source: str,
    checks: Sequence[Check],
    own: Sequence[str],
    where: Iterable[str],
    last: str,
) -> str:
    """The columns of a scan: key, whether the row is each check's (`own`), when it goes for those
    that expire, and its place if a text of it has to be read more closely (`last`)."""
    goes = [f"CASE WHEN {own[i]} THEN {c.expires} END" for i, c in enumerate(checks) if c.expires]
    shown = ", ".join([key, *(f"({term})" for term in own), *goes, last])
    return f"SELECT {shown} FROM {source} WHERE ({' OR '.join(where)})"


def _closer(key: str, source: str, checks: Sequence[Check], terms: _Terms, at: str) -> str:
    """The same of those rows at some places that show an id only once escapes are read."""
    texts = [(i, check) for i, check in enumerate(checks) if check.compare is Compare.FORMS]
    own = ["false"] * len(checks)
    for i, _ in texts:
        own[i] = f"{i} = ANY(op_more.op_hits)"
    beside = f"{terms.beside(source)}{closely(texts, terms.more)}"
    where = [f"{at} = ANY (CAST(:places AS tid[]))"]
    return _statement(key, beside, checks, own, where, "NULL")


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

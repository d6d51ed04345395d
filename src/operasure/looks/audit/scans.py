"""The statements of an audit: one pass per table for its ids, and one for the ids in its texts.

Every statement has rows of the same eight columns: key of the row, when it was written, when it is
due to go, position of the check in the scan, the id, whether it is surely an id, whether a mention
tag shows a name with it, and of which kind of principals its form is, if of one alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from operasure.checks.idforms import forms, hint, signs
from operasure.checks.parts import Span, within
from operasure.checks.selection import CheckPlan
from operasure.core.model import Check, Column, Compare, Origin
from operasure.core.queries import escapes, statement
from operasure.core.terms import (
    LEAST,
    SHORT,
    bytewise,
    decoded,
    in_order,
    mine,
    unless_empty,
    whoever,
)
from operasure.database.catalogue import Catalogue, Table
from operasure.database.reader import quoted
from operasure.looks.audit import terms

TAKEN = {Compare.AMONG, Compare.WHOLE, Compare.KEYED}
"""Places of which one value can hold several ids."""
USERS = Column("users", "id")
"""The row of a principal is no reference to it."""


class TableLook(StrEnum):
    """What a scan does with a table."""

    VALUES = "values"
    JOINED = "joined"
    TEXTS = "texts"
    UNCLASSIFIED = "unclassified"
    """Only whether there is a number that names nobody: what it means nobody has said."""
    KEPT = "kept"
    """The same of columns whose foreign key leads elsewhere, where it leads nowhere."""


@dataclass(frozen=True)
class AuditScan:
    """One statement for several checks of one table; `pages` is its size in blocks of 8 kB."""

    look: TableLook
    table: Table
    source: str
    checks: tuple[Check, ...]
    sql: str
    again: Callable[[Sequence[Check]], AuditScan] | None = field(default=None, compare=False)
    """Makes the statement for some of the checks, where it serves several."""
    key: str = "ctid"
    """The key by which the table is read on its own, too."""
    limit: str = ""
    """What ends the statement behind its conditions."""

    def over(self, spans: Sequence[Span]) -> AuditScan:
        """The scan of some spans of the table."""
        joined = self.look is TableLook.JOINED
        name = self.checks[0].key.partition(".")[0] if joined else self.source
        sql = within(self.sql.removesuffix(self.limit), f"{name}.ctid", spans)
        return replace(self, sql=sql + self.limit)

    def apart(self) -> tuple[AuditScan, ...]:
        """Two statements for half of the checks each; none where there is one check."""
        half = len(self.checks) // 2
        if self.again is None or not half:
            return ()
        return self.again(self.checks[:half]), self.again(self.checks[half:])


def make(made: CheckPlan) -> tuple[AuditScan, ...]:
    """The scans for the checks of a plan, the largest tables first."""
    catalogue = made.catalogue
    tables = {(t.schema, t.name): t for t in catalogue.tables}
    tables |= {(t.schema, t.name): t for t in catalogue.own.values()}
    groups: dict[tuple[Table, TableLook], list[Check]] = defaultdict(list)
    scans: list[AuditScan] = []
    for check in sorted(checks(made), key=lambda c: c.id):
        table = tables[check.schema or catalogue.schema, check.table]
        look = _look(check, made)
        if look is TableLook.JOINED or look is TableLook.UNCLASSIFIED or check.compare in TAKEN:
            scans.append(_alone(check, table, look, catalogue))
        else:
            groups[table, look].append(check)
    for (table, look), members in groups.items():
        scans.append(_shared(look, table, catalogue, members))
    return tuple(sorted(scans, key=lambda s: (-s.table.pages, s.source, s.checks[0].id)))


def _shared(
    look: TableLook, table: Table, catalogue: Catalogue, members: Sequence[Check]
) -> AuditScan:
    source = _source(table, catalogue)
    asked = [_leading_nowhere(c, source) for c in members] if look is TableLook.KEPT else members
    build = _texts if look is TableLook.TEXTS else _values
    again = partial(_shared, look, table, catalogue)
    sql = build(table, source, asked, catalogue)
    key = _key(table, members[0], catalogue)
    return AuditScan(look, table, source, tuple(members), sql, again, key)


def _leading_nowhere(check: Check, source: str) -> Check:
    """With the condition on each value instead of on one."""
    condition = str(check.condition).replace(":user_id", f"{source}.{check.value}")
    return replace(check, condition=condition)


def checks(made: CheckPlan) -> Iterable[Check]:
    """Every check of a plan that can hold the id of somebody gone."""
    return (c for scan in made.scans for c in scan.checks if c.column != USERS)


def _look(check: Check, made: CheckPlan) -> TableLook:
    if check.quiet:
        return TableLook.KEPT
    if check.origin is Origin.SWEPT and check.id not in made.like_user:
        return TableLook.UNCLASSIFIED
    if check.compare is Compare.JOINED:
        return TableLook.JOINED
    return TableLook.TEXTS if check.compare is Compare.FORMS else TableLook.VALUES


def _source(table: Table, catalogue: Catalogue) -> str:
    own = table.schema == catalogue.schema
    return quoted(table.name) if own else quoted(table.schema, table.name)


def _key(table: Table, check: Check, catalogue: Catalogue) -> str:
    # A version whose table has no such key column is read by the rows' physical place.
    named = catalogue.has(Column(table.name, check.key)) or check.origin is Origin.SWEPT
    # The latter is found only under the name of its table, where other things are joined.
    return f"{_source(table, catalogue)}.{check.key if named else 'ctid'}"


def _alone(check: Check, table: Table, look: TableLook, catalogue: Catalogue) -> AuditScan:
    source = _source(table, catalogue)
    if look is TableLook.JOINED:
        alias = check.key.partition(".")[0]
        shown = _shown(check.key, terms.dated(table, alias), check, terms.value(check))
        sql = f"SELECT DISTINCT {shown} FROM {whoever(check)} AND {terms.nobody(check)}"
    elif check.compare in TAKEN:
        shown = _shown(_key(table, check, catalogue), terms.dated(table), check, "op_one")
        test = mine(check, terms.nobody(check, "op_one"))
        each = f"CROSS JOIN LATERAL ({terms.taken(check)}) AS op_each(op_one)"
        sql = f"SELECT DISTINCT {shown} FROM {source} {each} WHERE {test}"
    else:
        shown = _shown(check.key, terms.dated(table), check, terms.value(check))
        sql = f"SELECT {shown} FROM {source} WHERE {mine(check, terms.nobody(check))}"
    limit = " LIMIT 1" if look is TableLook.UNCLASSIFIED else ""
    key = _key(table, check, catalogue)
    if look is TableLook.JOINED:
        key = f"{source}.{check.key.rpartition('.')[2]}"
    return AuditScan(look, table, source, (check,), sql + limit, key=key, limit=limit)


def _shown(key: str, dated: str, check: Check, found: str) -> str:
    goes = terms.moment(check.expires)
    return f"{key}, {dated}, {goes}, 0, CAST({found} AS text), {_sql(check.certain)}, false, NULL"


def _sql(truth: bool) -> str:
    return "true" if truth else "false"


def _values(table: Table, source: str, members: Sequence[Check], catalogue: Catalogue) -> str:
    """Plain checks: the rows where any value names nobody, and which of the values do."""
    places = ", ".join(
        f"({i}, CASE WHEN {mine(c, terms.nobody(c))} THEN CAST({terms.value(c)} AS text) END, "
        f"{terms.moment(c.expires)}, {_sql(c.certain)})"
        for i, c in enumerate(members)
    )
    where = " OR ".join(
        _nobody_in(value, members) for value in dict.fromkeys(map(terms.value, members))
    )
    return (
        f"SELECT {_key(table, members[0], catalogue)}, {terms.dated(table)}, op_goes, op_place, "
        f"op_id, op_certain, false, NULL FROM {source} "
        f"CROSS JOIN LATERAL (VALUES {places}) AS op_values(op_place, op_id, op_goes, op_certain) "
        f"WHERE ({where}) AND op_id IS NOT NULL"
    )


def _nobody_in(value: str, members: Sequence[Check]) -> str:
    """Whether a value names nobody, and belongs to one of the checks that look at it."""
    own = [check for check in members if terms.value(check) == value]
    conditions = [f"({check.condition})" for check in own if check.condition]
    test = terms.nobody(own[0])
    if len(conditions) == len(own):
        test += f" AND ({' OR '.join(conditions)})"
    return f"({test})"


def _texts(table: Table, source: str, members: Sequence[Check], catalogue: Catalogue) -> str:
    """Texts: those with the hint of a form, and every id of nobody in them."""
    places = ", ".join(
        f"({i}, CASE WHEN {c.condition or 'true'} THEN {_text(c)} END, {terms.moment(c.expires)})"
        for i, c in enumerate(members)
    )
    asked = {_text(c): _looked_into(c, table) for c in members}
    # Where there is one text to a row, it is the one that the row was chosen for.
    again = hinted("op_body") if len(asked) > 1 else "op_body IS NOT NULL"
    inner = statement("audit/ids-in-text").replace(":body", "op_plain")
    return (
        f"SELECT {_key(table, members[0], catalogue)}, {terms.dated(table)}, op_goes, op_place, "
        f"op_id, op_certain, op_shows, op_kind FROM {source} "
        f"CROSS JOIN LATERAL (VALUES {places}) AS op_texts(op_place, op_body, op_goes) "
        f"CROSS JOIN LATERAL ({reading('op_body')}) AS op_read(op_plain) "
        f"CROSS JOIN LATERAL ({inner}) AS op_found(op_id, op_certain, op_shows, op_kind) "
        f"WHERE {in_order(' OR '.join(asked.values()))} AND {again}"
    )


def _text(check: Check) -> str:
    return bytewise(check.read_twice(check.value))


def _looked_into(check: Check, table: Table) -> str:
    column = table.named.get(check.column.name)
    return unless_empty(check.value, column.type if column else None, hinted(_text(check)))


def hinted(text: str) -> str:
    """Whether a text is looked into: it has what every form has, and the hint of a form or an
    escape behind which may be one. Each term costs more than those before it, and most texts have
    none of the signs of the first."""
    return (
        f"(octet_length({text}) >= {LEAST} "
        f"AND (octet_length({text}) > {SHORT} OR {text} ~ :signs) AND {text} ~ :whole "
        f"AND {text} ~* :near AND ({text} ~* :escape OR {text} ~* :pattern))"
    )


def reading(text: str) -> str:
    """A statement that gives a text, with what shows in it once its escapes are read. OFFSET keeps
    the server from making it again at each place where it is named."""
    return (
        f"SELECT CASE WHEN {text} ~* :escape "
        f"THEN concat_ws(chr(10), {text}, nullif(({decoded(text)}), {text})) "
        f"ELSE ({text}) || '' END OFFSET 0"
    )


def parameters(words: Sequence[str], deleted_user_ids: Sequence[int]) -> dict[str, object]:
    """What the statements about texts are bound with."""
    every = forms()
    hints: dict[str, list[str]] = defaultdict(list)
    for form in every:
        hints[form.hinted].append(f"(?:{form.hint})")
    return {
        "hints": list(map("|".join, hints.values())),
        "hinted": [list(hints).index(form.hinted) + 1 for form in every],
        "takes": [form.every or _one(form.pattern) for form in every],
        "sure": [form.certain for form in every],
        "kinds": [form.kind for form in every],
        "signs": signs(),
        "whole": hint(),
        "pattern": "|".join(hint for each in hints.values() for hint in each),
        "escape": escapes().any,
        "near": f"{escapes().words}|{escapes().letters}",
        "words": list(words),
        "deleted": [str(user_id) for user_id in deleted_user_ids],
    }


def _one(pattern: str) -> str:
    """Takes out the id of one occurrence. `{1,1}?` asks for the shortest match, so that one does
    not reach into the next (PostgreSQL manual, 9.7.3.5)."""
    return f"(?:{pattern.replace('{id}', '([1-9][0-9]{0,17})')}){{1,1}}?"

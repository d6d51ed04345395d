"""Canaries: each comparison is tested on values that it must find, and on values that it must not.

A living row proves that a place can be read. It does not prove that this server sees an id in each
form in a text, or tells one number from the next: a setting, a release, an encoding, a regular
expression engine or a changed function may make it answer differently. So every distinct comparison
of a run is made once with `VALUES` rows of the column's own type, before anything counts as clear.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import psycopg

from operasure.checks.idforms import forms
from operasure.checks.idtexts import coding, escaped, near, texts, textual
from operasure.checks.relations import BIG, HIGHEST, TEXT, Relation, held, of_type, out_of_range
from operasure.checks.scanning import Scan
from operasure.checks.specimens import (
    KEY,
    Row,
    SpecimenRows,
    broken,
    empty,
    filled,
    joined,
    specimen,
)
from operasure.core.blocks import squeeze
from operasure.core.model import Check, Column, Compare, Origin
from operasure.core.terms import SHORT, bytewise, closely, comparison, maybe
from operasure.database.catalogue import Table
from operasure.database.crew import LOST
from operasure.database.reader import Reader, quoted, reason

FAILED = (
    "comparisons on this server find other values than in PostgreSQL itself: see 'operasure help "
    "limits'"
)
TOGETHER = 24
"""How many canaries share a statement: to plan one takes more than twice as long for twice as many
tables."""
_KEYS = 900_000
"""Keys of rows that a case does not name begin here."""
_WORD = re.compile(r"(?<![\w\"'])\w+(?![\w\"'(])")


@dataclass(frozen=True)
class CheckCanary:
    """A SELECT of one key, the rows that stand for every table it reads, and the keys, as text, of
    those that it must find. It must find no other."""

    sql: str
    relations: tuple[Relation, ...]
    found: frozenset[str]

    def statement(self, number: int) -> str:
        """Each row that it finds, with this canary's number."""
        held = ", ".join(relation.statement() for relation in self.relations)
        return (
            f"SELECT {number} AS canary, CAST(op_found.op_key AS text) AS at "
            f"FROM (WITH {held} {self.sql}) AS op_found(op_key)"
        )


def failed(
    readers: Sequence[Reader], scans: Iterable[Scan], parameters: Mapping[str, object]
) -> dict[str, str]:
    """Why checks (by id) of these scans can't be trusted on this server; empty where all can.

    The first connection that lives is asked, since all of them are sessions of one server. Raises
    nothing: what can't be tried is a reason, too.
    """
    members = canaries(scans, int(str(parameters["user_id"])), str(parameters["kind"]))
    wrong = tried(readers, list(members), parameters)
    return {check: why for canary, why in wrong.items() for check in members[canary]}


def canaries(scans: Iterable[Scan], user_id: int, kind: str) -> dict[CheckCanary, list[str]]:
    """The canaries for the checks of these scans, each with the ids of those that it stands for."""
    values = _Values(user_id, kind)
    members: dict[CheckCanary, list[str]] = defaultdict(list)
    made: dict[tuple[tuple[str, ...], str | None], CheckCanary | None] = {}
    for scan in scans:
        for check in scan.checks:
            if own := values.whole(check, scan):
                members[own].append(check.id)
            if check.compare is Compare.JOINED:
                continue
            if check.compare is Compare.FORMS:
                members[values.every_form(check)].append(check.id)
            key = same(check), values.type_of(check, scan)
            if key not in made:
                made[key] = values.alone(check, key[1])
            if canary := made[key]:
                members[canary].append(check.id)
    return dict(members)


def same(check: Check) -> tuple[str, ...]:
    """What the comparison of a check is made of, without the name of its column."""
    name = check.column.name
    return (
        check.compare,
        *(
            _WORD.sub(lambda word: "?" if word[0] == name else word[0], text)
            for text in (
                check.value.replace(quoted(name), "?"),
                check.searched.replace(quoted(name), "?"),
            )
        ),
    )


def tried(
    readers: Sequence[Reader], asked: Sequence[CheckCanary], parameters: Mapping[str, object]
) -> dict[CheckCanary, str]:
    """Those that fail, each with the reason."""
    if not asked:
        return {}
    reader = next((reader for reader in readers if reader.alive), None)
    if reader is None:
        return dict.fromkeys(asked, LOST)
    try:
        if len(asked) <= TOGETHER:
            return _wrong(reader, asked, parameters)
    except psycopg.Error as error:
        if not reader.alive:
            return tried(readers, asked, parameters)
        if len(asked) == 1:
            return dict.fromkeys(asked, reason(error))
    half = len(asked) // 2
    return tried(readers, asked[:half], parameters) | tried(readers, asked[half:], parameters)


def _wrong(
    reader: Reader, asked: Sequence[CheckCanary], parameters: Mapping[str, object]
) -> dict[CheckCanary, str]:
    sql = " UNION ALL ".join(canary.statement(i) for i, canary in enumerate(asked))
    seen: list[list[str | None]] = [[] for _ in asked]
    for row in reader.fetch(sql, **parameters):
        seen[row["canary"]].append(row["at"])
    return {
        canary: FAILED
        for canary, found in zip(asked, seen, strict=True)
        if Counter(found) != Counter(canary.found)
    }


class _Values:
    """What must be found for one id of one kind of principal, and what must not."""

    def __init__(self, user_id: int, kind: str) -> None:
        self._id = user_id
        self._conditions: dict[str, CheckCanary | None] = {}
        self._every: CheckCanary | None = None
        specimens = (form.specimen.replace("42", str(user_id)) for form in forms(kind))
        self._forms = (*specimens, *escaped(user_id))

    def every_form(self, check: Check) -> CheckCanary:
        """Of the check's comparison alone, whatever its value is: every form of an id. One for all
        checks."""
        if self._every is None:
            bare = replace(
                check, column=Column("", "op_text"), value="op_text", ascii=None, condition=None
            )
            text = bytewise(bare.searched)
            seen = f"{comparison(bare)} OR 0 = ANY(op_more.op_hits)"
            # A text that is not short is asked for more.
            longer = bytewise(f"op_text || repeat(' ', {SHORT})")
            either = f"{maybe(text, column=False)} AND {maybe(longer, column=True)}"
            term = f"{either} AND ({seen})"
            reading = closely([(0, bare)])
            self._every = _comparing(term, "op_text", TEXT, self._forms, near(self._id), reading)
        return self._every

    def alone(self, check: Check, type_: str | None) -> CheckCanary | None:
        """The check's comparison with values of a column of this type, None of one that is not
        PostgreSQL's own. None for an expression of a site's own, of which nobody knows what it
        finds."""
        match check.compare:
            case Compare.ID:
                type_ = type_ or BIG
                found, left = self._numbers(type_, fractions="trunc(" in check.value)
            case Compare.AMONG:
                type_ = type_ or "pg_catalog._int8"
                found, left = self._among(type_)
            case Compare.DIGITS:
                type_ = textual(type_)
                found, left = [str(self._id)], [f"{self._id}1", f"1{self._id}", ""]
            case _:
                coded = coding(check, type_)
                if coded is None:
                    return None
                found, left = texts(check.compare, self._id)
                type_, code = coded
                found, left = list(map(code, found)), list(map(code, left))
        return _comparing(comparison(check), check.column.name, type_, found, left)

    def whole(self, check: Check, scan: Scan) -> CheckCanary | None:
        """The whole statement of a check that is more than a comparison, or the condition of one,
        with rows in place of every table that it reads; None where nobody knows which it finds, or
        none can hold the id."""
        if check.compare is Compare.JOINED:
            return of_tables(squeeze(check.sql), check, cases_of(check, self._id), scan.tables)
        sql = f"SELECT {check.key} FROM {scan.source} WHERE {check.condition}"
        if check.condition and sql not in self._conditions:
            self._conditions[sql] = of_tables(sql, check, _sharing(check), scan.tables)
        return self._conditions.get(sql)

    def type_of(self, check: Check, scan: Scan) -> str | None:
        """The type of the column of a check, where it is PostgreSQL's own."""
        table = scan.tables.get(check.table)
        column = table.named.get(check.column.name) if table else None
        return column.type if column else None

    def _numbers(self, type_: str, *, fractions: bool) -> tuple[list[str], list[str]]:
        highest = HIGHEST.get(type_, 2**63 - 1)
        near = (self._id + 1, self._id - 1, self._id * 10 + 1, 0)
        left = [str(number) for number in near if 0 <= number <= highest]
        if self._id > highest:  # No value of this type can be the id.
            return [], left
        if fractions:
            return [f"{self._id}.0"], left + [f"{self._id}.5"] * (self._id * 8 <= highest)
        return [str(self._id)], left

    def _among(self, type_: str) -> tuple[list[str], list[str]]:
        found, left = self._numbers(type_.replace("._", "."), fractions=False)
        if not type_.startswith("pg_catalog._"):  # int2vector and oidvector
            return [f"1 {number}" for number in found], [f"0 {number}" for number in left]
        return [f"{{NULL,1,{number}}}" for number in found], [f"{{{n},NULL}}" for n in (*left, "0")]


def cases_of(check: Check, user_id: int) -> list[tuple[SpecimenRows, bool]]:
    """The cases of a check with a statement of its own, and whether each is found."""
    given = joined().get(check.id)
    if given is None:
        return []
    cases: list[tuple[SpecimenRows, bool]] = []
    every = [(rows, name == "found") for name in ("found", "unlike") for rows in given[name]]
    for i, (rows, finds) in enumerate(every):
        keys: list[object] = []
        made: list[Row] = []
        for row in rows:
            key = row.get("id", _KEYS + 10 * i + len(keys))
            values = {n: filled(v, keys, user_id) for n, v in row.items() if n != "table"}
            keys.append(key)
            made.append((row["table"], {**values, "id": key}))
        cases.append((SpecimenRows(tuple(made)), finds))
    return cases


def conditions(scans: Iterable[Scan], user_id: int) -> dict[CheckCanary, list[str]]:
    """The canaries of the conditions of checks, each with the ids of those that it stands for."""
    values = _Values(user_id, "user")
    members: dict[CheckCanary, list[str]] = defaultdict(list)
    for scan in scans:
        for check in scan.checks:
            if check.compare is not Compare.JOINED and (own := values.whole(check, scan)):
                members[own].append(check.id)
    return dict(members)


def _sharing(check: Check) -> list[tuple[SpecimenRows, bool]]:
    """What fulfils the condition of a check, and what does so but for a term, each in turn."""
    if check.origin is Origin.SWEPT:
        return []
    try:
        found = (specimen(check, None, _KEYS), empty(check, None, _KEYS + 10))
        cases = [(case, True) for case in found if case]
        return cases + [(case, False) for case in broken(check, None, _KEYS + 20)]
    except ValueError:
        return []


def _comparing(
    term: str,
    column: str,
    type_: str,
    found: Sequence[str],
    left: Sequence[str],
    beside: str = "",
) -> CheckCanary:
    """A comparison with values that it finds, and others. `beside` is what stands behind it."""
    rows = tuple((str(i), value) for i, value in enumerate((*found, *left)))
    relation = Relation("op_row", (("op_at", BIG), (column, type_)), rows)
    keys = frozenset(map(str, range(len(found))))
    return CheckCanary(f"SELECT op_row.op_at FROM op_row{beside} WHERE {term}", (relation,), keys)


def of_tables(
    sql: str, check: Check, cases: Sequence[tuple[SpecimenRows, bool]], tables: Mapping[str, Table]
) -> CheckCanary | None:
    """A statement with the rows of some cases in place of its tables; None where there are none,
    where it reads another table than these, or one can't hold the rows."""
    if not cases:
        return None
    key = check.key.rpartition(".")[2]
    rows: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    wanted: list[object] = []
    for number, (case, finds) in enumerate(cases):
        own = {key: _KEYS + 5000 + number, **case.own[1]}
        filled_in = [*case.rows[:-1], (check.table, own)]
        filled_in += [
            (name, {n: own[key] if v == KEY else v for n, v in values.items()})
            for name, values in case.after
        ]
        for name, values in filled_in:
            rows[name].append(values)
        wanted += [own[key]] if finds else []
    relations = held(sql, rows, tables, check.table)
    if relations is None or any(map(out_of_range, relations)):
        return None
    own_types = next((r.columns for r in relations if r.name == check.table), ())
    key_type = dict(own_types).get(key, TEXT)
    return CheckCanary(sql, relations, frozenset(of_type(each, key_type) for each in wanted))

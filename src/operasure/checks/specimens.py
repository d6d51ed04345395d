"""Rows that a check must find, and similar rows that it must not, for testing each check.

A check with a statement of its own has them in `queries/specimens.toml`. Of the others they follow
from their value and their condition, whose terms are each fulfilled, and each broken in turn.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from operasure.core.model import Check
from operasure.core.queries import listed

Values = Mapping[str, object]
Row = tuple[str, Values]
"""A table and the columns to set."""
KEY = "=key"
"""In a row behind the check's own: the key of that row."""
_PLUGIN = "Plugin::Thing"
"""A type that no check knows."""


_BUT = re.compile(r"\(?(?:coalesce\((\w+), ''\)|(\w+) IS NULL OR \w+) NOT IN \(\s*'([^']+)'")
"""What may be anything but some words, or nothing."""
_BLANK = re.compile(r"(?:coalesce\((\w+), ''\) = ''|(\w+) IS DISTINCT FROM '[^']+')")


@dataclass(frozen=True)
class SpecimenRows:
    """Rows to put into the tables of a check: those before its own row (the last of `rows`), and
    those behind it."""

    rows: tuple[Row, ...]
    after: tuple[Row, ...] = ()

    @property
    def own(self) -> Row:
        """The row of the check itself."""
        return self.rows[-1]


def joined() -> Mapping[str, Mapping[str, Any]]:
    """`queries/specimens.toml`: by the check's id cases that are `found`, and that are `unlike`."""
    return listed("specimens")


def filled(value: object, keys: Sequence[object], user_id: int) -> object:
    """A value of that file for this id; `keys` are those of the rows before."""
    if not isinstance(value, str):
        return value
    if value in {"=id", "=other"}:
        return user_id if value == "=id" else user_id ^ 1
    if found := re.fullmatch(r"=row(\d)", value):
        return keys[int(found[1])]
    text = value.replace("{id}", str(user_id)).replace("{longer}", str(user_id * 10 + 1))
    if text.startswith("marshal:"):
        pairs = (pair.split("=") for pair in text.removeprefix("marshal:").split(","))
        return marshal([(name, int(number)) for name, number in pairs])
    return text


def marshal(pairs: Sequence[tuple[str, int]]) -> str:
    """base64 of Ruby Marshal of a hash with these pairs, as sessions.data holds it."""
    data = b"\x04\x08{" + bytes([len(pairs) + 5])
    for i, (key, number) in enumerate(pairs):
        encoding = b"\x06;\x00T" if i else b"\x06:\x06ET"
        data += b'I"' + bytes([len(key) + 5]) + key.encode() + encoding + _number(number)
    return base64.encodebytes(data).decode()


def _number(number: int) -> bytes:
    """A number as Ruby writes it: from 2**30 on as a Bignum, in pieces of two bytes."""
    size = (number.bit_length() + 7) // 8
    if number < 123:
        return b"i" + bytes([number + 5])
    if number < 2**30:
        return b"i" + bytes([size]) + number.to_bytes(size, "little")
    pieces = (number.bit_length() + 15) // 16
    return b"l+" + bytes([pieces + 5]) + number.to_bytes(2 * pieces, "little")


def specimen(check: Check, value: object, base: int = 650_000) -> SpecimenRows:
    """What a plain check finds where `value` stands in its column. Keys of rows beside it begin at
    `base`. Raises ValueError for a condition of a form that is not known."""
    return _case(check, value, base, None)


def broken(check: Check, value: object, base: int = 650_000) -> Iterator[SpecimenRows]:
    """The same with one term of the check's condition broken, each in turn; keys are ten apart."""
    for i in range(len(list(_terms(check.condition or "")))):
        yield _case(check, value, base + 10 * i, i)


def empty(check: Check, value: object, base: int = 650_000) -> SpecimenRows | None:
    """The same with nothing in what the condition takes as something else than what it names; None
    where there is no such column."""
    case = specimen(check, value, base)
    table, own = case.own
    nothing = {
        found[1] or found[2]: None
        for term in _terms(check.condition or "")
        if (found := _BUT.match(term) or _BLANK.match(term))
    }
    if not nothing:
        return None
    return SpecimenRows((*case.rows[:-1], (table, {**own, **nothing})), case.after)


def _case(check: Check, value: object, base: int, breaks: int | None) -> SpecimenRows:
    made = _Making(check, base, {check.column.name: value})
    terms = list(enumerate(_terms(check.condition or "")))
    for i, term in sorted(terms, key=lambda each: each[0] == breaks):  # the broken one last
        made.meet(term, fulfilled=i != breaks)
    return SpecimenRows((*made.before, (check.table, made.own)), tuple(made.after))


def _terms(condition: str) -> Iterator[str]:
    """Split a condition at the ANDs outside brackets."""
    depth, start = 0, 0
    for i, sign in enumerate(condition):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and condition.startswith(" AND ", i):
            yield condition[start:i]
            start = i + 5
    if condition:
        yield condition[start:]


@dataclass
class _Making:
    """The rows of a case as they are made, term by term."""

    check: Check
    base: int
    own: dict[str, object]
    before: list[Row] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)

    def meet(self, term: str, *, fulfilled: bool) -> None:
        """Set what makes the term true, or false."""
        if term.startswith(("EXISTS", "custom_field_id IN", "NOT EXISTS")):
            self._relate(term, fulfilled)
        elif found := re.fullmatch(r"(\w+) IS (NOT )?TRUE", term):
            self.own[found[1]] = (found[2] is None) is fulfilled
        elif found := re.match(r"(\w+) (?:= |IN \(\s*)'([^']+)'", term):
            self.own[found[1]] = found[2] if fulfilled else _PLUGIN
        elif found := re.match(r"coalesce\((\w+), ''\) (<>|=) ''", term):
            filled_in = (found[2] == "<>") is fulfilled
            given = self.own.get(found[1], "something")
            self.own[found[1]] = given if filled_in else ""
        elif found := _BUT.match(term):
            self.own[found[1] or found[2]] = _PLUGIN if fulfilled else found[3]
        elif found := re.match(r"(\w+) IS DISTINCT FROM '([^']+)'", term):
            self.own[found[1]] = _PLUGIN if fulfilled else found[2]
        else:
            raise ValueError(f"{self.check.id}: how is this fulfilled? {term}")

    def _relate(self, term: str, fulfilled: bool) -> None:
        """Rows of other tables that a condition looks for, or finds missing."""
        if " AS op_target " in term and fulfilled:  # A foreign key that leads nowhere.
            return
        found = re.search(r"FROM (\w+)", term)
        table = found[1] if found else ""
        named = re.search(r"type (NOT )?(?:= |IN \(\s*)'([\w:]+)'", term)
        kind = _PLUGIN if named is None or named[1] else named[2]
        wanted = fulfilled is not term.startswith("NOT ")
        if not wanted and named and named[1]:
            wanted, kind = True, named[2]
        if table == "custom_fields":
            listed = term.startswith("custom_field_id IN")
            self.own["custom_field_id"] = key = self.base + (1 if listed else 2)
            format_ = "user" if wanted or not listed else "int"
            if wanted or listed:
                self.before.append((table, {"id": key, "field_format": format_}))
        elif table in {"journals", "grids"}:
            column, type_ = {"journals": ("journal_id", "journable_type")}.get(
                table, ("grid_id", "type")
            )
            key = self.base + (3 if table == "journals" else 4) + (0 if wanted else 2)
            self.own[column] = key
            if wanted:
                self.before.append((table, {"id": key, type_: kind}))
        elif table == "views":
            if wanted:
                self.after.append((table, {"query_id": KEY, "type": kind}))
        else:
            raise ValueError(f"{self.check.id}: how is this fulfilled? {term}")

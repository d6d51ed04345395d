"""Canaries: each comparison is tried on values that it must find, and on some that it must not.

A living row proves that a place can be read. It does not prove that this server sees an id in each
form in a text, or tells one number from the next: a setting, a release, an encoding, a regular
expression engine or a changed function may make it answer differently. So every distinct comparison
of a run is made once with `VALUES` rows of the column's own type, before anything counts as clear.
"""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import psycopg

from operasure.checks.plan import Scan, forms
from operasure.core.model import Check, Column, Compare
from operasure.core.terms import comparison
from operasure.database.crew import LOST
from operasure.database.naming import elements
from operasure.database.reader import Reader, quoted, reason

FAILED = (
    "this server finds other values with its comparison than PostgreSQL does: see docs/limits.md"
)
_TEXT = "pg_catalog.text"
_JSON = frozenset({"pg_catalog.json", "pg_catalog.jsonb"})
_TEXTS = frozenset({_TEXT, "pg_catalog.varchar"})
"""Types that take a text as it is; what another type writes is a text by then."""
_ARRAYS = frozenset({"pg_catalog._text", "pg_catalog._varchar"})
_HIGHEST = {
    "pg_catalog.int2": 2**15 - 1,
    "pg_catalog.int4": 2**31 - 1,
    "pg_catalog.oid": 2**32 - 1,
    "pg_catalog.float4": 2**24 - 1,
    "pg_catalog.float8": 2**53 - 1,
}
"""The highest number that each type tells from its neighbours; of others the highest id."""
_ESCAPED = (
    "user%23{id}",
    r"Hi\nuser#{id}",
    r"user\u0023{id}",
    "%2Fusers%2F{id}",
    "&#x2F;users&#x2F;{id}",
    r'{"body":"{\"author_id\": {id}}"}',
    "&quot;author_id&quot;: {id}",
    "---\nowner_ids:\n- {id}\n",
)
"""Texts that hold an id behind an escape, besides the specimens of the forms."""
_FORMS = ("(user#{id})", '{"author_id": {id}}')
"""A form or two, for what makes a text of a value: the forms themselves are tried apart from it."""
_WORD = re.compile(r"(?<![\w\"'])\w+(?![\w\"'(])")
_NEAR = (
    "",
    """#{id} room {id} work_package#{id} user#{id}1 user#1{id} /users/{id}1 /work_packages/{id}
    gid://open-project/WorkPackage/{id} {"project_id": {id}}
    <mention class="mention" data-id="{id}" data-type="work_package">#{id}</mention>""",
)
_ALONE = ("{id}", "7,{id}", '["{id}"]', '{"key": {id}}')
_NOT_ALONE = ("", "{id}1", "1{id}", "room {id}", "{id}.5", '{"count": {id}}')


@dataclass(frozen=True)
class Canary:
    """One comparison with a column of one type: texts of values that it must find, and others."""

    term: str
    column: str
    type: str
    found: tuple[str, ...]
    left: tuple[str, ...]

    def statement(self, number: int) -> str:
        """Rows of this canary's number and the position of a value that the comparison finds."""
        values = ", ".join(
            f"({i}, CAST({_literal(value)} AS {self.type}))"
            for i, value in enumerate((*self.found, *self.left))
        )
        return (
            f"SELECT {number} AS canary, op_row.op_at AS at FROM (VALUES {values}) "
            f"AS op_row(op_at, {quoted(self.column)}) WHERE {self.term}"
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


def canaries(scans: Iterable[Scan], user_id: int, kind: str) -> dict[Canary, list[str]]:
    """The canaries for the checks of these scans, each with the ids of those that it stands for."""
    values = _Values(user_id, kind)
    members: dict[Canary, list[str]] = defaultdict(list)
    made: dict[tuple[tuple[str, ...], str | None], Canary | None] = {}
    for scan in scans:
        types = {column.name: column.type for column in scan.table.columns} if scan.table else {}
        for check in scan.checks:
            if check.compare is Compare.JOINED:
                continue
            if check.compare is Compare.FORMS:
                members[values.every_form(check)].append(check.id)
            key = _same(check), types.get(check.column.name)
            if key not in made:
                made[key] = values.canary(check, key[1])
            if canary := made[key]:
                members[canary].append(check.id)
    return dict(members)


def _same(check: Check) -> tuple[str, ...]:
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
    readers: Sequence[Reader], asked: Sequence[Canary], parameters: Mapping[str, object]
) -> dict[Canary, str]:
    """Those that fail, each with the reason."""
    if not asked:
        return {}
    reader = next((reader for reader in readers if reader.alive), None)
    if reader is None:
        return dict.fromkeys(asked, LOST)
    try:
        return _wrong(reader, asked, parameters)
    except psycopg.Error as error:
        if not reader.alive:
            return tried(readers, asked, parameters)
        if len(asked) == 1:
            return dict.fromkeys(asked, reason(error))
    half = len(asked) // 2
    return tried(readers, asked[:half], parameters) | tried(readers, asked[half:], parameters)


def _wrong(
    reader: Reader, asked: Sequence[Canary], parameters: Mapping[str, object]
) -> dict[Canary, str]:
    sql = " UNION ALL ".join(canary.statement(i) for i, canary in enumerate(asked))
    seen: list[list[int]] = [[] for _ in asked]
    for row in reader.fetch(sql, **parameters):
        seen[row["canary"]].append(row["at"])
    return {
        canary: FAILED
        for canary, found in zip(asked, seen, strict=True)
        if sorted(found) != list(range(len(canary.found)))
    }


class _Values:
    """What must be found for one id of one kind of principal, and what must not."""

    def __init__(self, user_id: int, kind: str) -> None:
        self._id = user_id
        specimens = (form.specimen.replace("42", str(user_id)) for form in forms(kind))
        self._forms = (*specimens, *self._with_id(_ESCAPED))

    def every_form(self, check: Check) -> Canary:
        """Of the check's comparison alone, whatever its value is: every form of an id."""
        bare = replace(check, column=Column("", "op_text"), value="op_text", ascii=None)
        near = tuple(self._with_id(_NEAR))
        return Canary(comparison(bare), "op_text", _TEXT, self._forms, near)

    def canary(self, check: Check, type_: str | None) -> Canary | None:
        """The canary of a check whose column is of this type, None of one that is not PostgreSQL's
        own. None for an expression of a site's own, of which nobody knows what it finds."""
        match check.compare:
            case Compare.ID:
                type_ = type_ or "pg_catalog.int8"
                found, left = self._numbers(type_, fractions="trunc(" in check.value)
            case Compare.AMONG:
                type_ = type_ or "pg_catalog._int8"
                found, left = self._among(type_)
            case Compare.DIGITS:
                type_ = type_ if type_ in _TEXTS else _TEXT
                found, left = self._with_id(["{id}"]), self._with_id(["{id}1", "1{id}", ""])
            case _:
                coded = _coding(check, type_)
                if coded is None:
                    return None
                found, left = self._texts(check.compare)
                type_, code = coded
                found, left = list(map(code, found)), list(map(code, left))
        return Canary(comparison(check), check.column.name, type_, tuple(found), tuple(left))

    def _with_id(self, texts: Iterable[str]) -> list[str]:
        return [text.replace("{id}", str(self._id)) for text in texts]

    def _texts(self, compare: Compare) -> tuple[list[str], list[str]]:
        if compare is Compare.FORMS:
            return self._with_id(_FORMS), self._with_id(_NEAR)
        return self._with_id(_ALONE), self._with_id(_NOT_ALONE)

    def _numbers(self, type_: str, *, fractions: bool) -> tuple[list[str], list[str]]:
        highest = _HIGHEST.get(type_, 2**63 - 1)
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


def _coding(check: Check, type_: str | None) -> tuple[str, Callable[[str], str]] | None:
    """The type in which a text of this check is given, and how the text is written for it."""
    column, text = check.column.name, check.searched
    plain = {column, quoted(column)}
    if text in plain | {f"CAST({name} AS text)" for name in plain}:
        if type_ in _JSON:
            return type_, json.dumps
        return (type_ if type_ in _TEXTS else _TEXT), str
    if any(text.startswith(f"array_to_string({name}, ") for name in plain):
        return (type_ if type_ in _ARRAYS else "pg_catalog._text"), lambda one: elements(["", one])
    if text in {f"encode({name}, 'escape')" for name in plain}:
        return "pg_catalog.bytea", lambda one: f"\\x{one.encode().hex()}"
    if f"split_part({column}, '.', 2)" in text:
        return _TEXT, lambda one: f"e30.{_base64(one).replace('+', '-').replace('/', '_')}.e30"
    if "'^[A-Za-z0-9+/]+={0,2}$'" in text:
        return _TEXT, _base64
    return None


def _base64(text: str) -> str:
    data = text.encode()
    return base64.b64encode(data + b" " * (-len(data) % 3)).decode()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

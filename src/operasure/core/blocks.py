"""One block of a file of `queries/`: header lines and one plain SELECT, taken apart to checks.

A block says one check, or one place: a SELECT in which `:column` stands for each of the columns
that the header names. Each check has its fields from the header, and from the SELECT key, table,
condition and compared value, so that checks of one table can share one pass and each can serve as
its own positive control.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from operasure.core import spans
from operasure.core.errors import UsageError
from operasure.core.model import Check, Column, Compare, Expected, Origin

PARAMETER = "(?P<parameter>:user_id|CAST\\(:user_id AS text\\))"
_NAME = r"[a-z_][a-z0-9_]*"
_VALUE = rf"(?:{_NAME}\.)?{_NAME}(?:\[\d+\])?"

_PLAIN = re.compile(
    rf"SELECT (?P<key>{_NAME}) FROM (?P<table>{_NAME}) "
    rf"WHERE (?:(?P<condition>.+) AND )?(?P<value>{_NAME}) = {PARAMETER}",
    re.DOTALL,
)
_JOINED = re.compile(
    rf"SELECT (?:DISTINCT )?(?P<key>{_NAME}\.{_NAME}) FROM (?P<table>{_NAME}) "
    rf"(?P<rest>.+) (?:AND|WHERE) (?P<value>{_VALUE}) = {PARAMETER}",
    re.DOTALL,
)
_TEXT = re.compile(
    rf"SELECT (?P<key>{_NAME}), (?P<select>.+) FROM (?P<table>{_NAME}) "
    rf"WHERE (?:(?P<condition>.+) AND )?(?P<value>.+?) ~\* :pattern",
    re.DOTALL,
)
_HEADER = re.compile(r"^-- +(?P<key>[a-z]+): (?P<value>.*)$")
_CHECK = re.compile(rf"(?P<column>{_NAME}\.{_NAME})(?: \((?P<label>[^()]+)\))?")
_PLACE = re.compile(rf"(?P<table>{_NAME})(?P<label> \([^()]+\))?")
_COLUMN = re.compile(
    rf"(?P<value>CAST\((?P<cast>{_NAME}) AS text\)|\"(?P<quoted>{_NAME})\"|(?P<plain>{_NAME})), "
    r"(?P<kind>[a-z]+), (?P<expected>[a-z ]+)"
)
_OF_A_COLUMN = {"expires", "note", "source", "ascii", "certainty", "removal", "since", "until"}
"""What a column of a place may say for itself."""
KEYS = {"check", "expected", "needs", "absent", "kind", "historic", "place", "column"} | (
    _OF_A_COLUMN
)
KINDS = {"plain", "markdown", "json", "yaml", "marshal", "binary", "filename", "person"}
"""What kind of text a column holds."""
_COMMENT = re.compile(r"-- (?P<key>[a-z]+): ")
_SLIP = re.compile(r"\s*--\s*(?P<key>[A-Za-z]+)\s*:")
"""What may be meant as a header."""
_TOKEN = re.compile(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$\w*\$|--|/\*|[();]|[^\W\d]\w*", re.IGNORECASE
)
_REFUSED = frozenset(
    "OR UNION INTERSECT EXCEPT GROUP ORDER HAVING LIMIT OFFSET FETCH WINDOW FOR RETURNING".split()
)
_BLANKS = re.compile(r"\s\s+|[^\S ]")
_EXPECTED = {str(each): each for each in Expected}
_REMOVALS = ("delete", "deleted user", "null", "take out")
_USED = re.compile(
    r"'[^']*'|(?:FROM|JOIN) (?P<table>[a-z_]\w*)(?: (?:AS )?(?P<alias>[a-z_]\w*))?"
    r"|AS \w+|[A-Z:]\w+|from\b|(?P<bracket>[()])"
    r"|(?P<name>[a-z_]\w*)(?:\.(?P<column>\w+)|(?P<call> ?\())?"
)
"""The names in a SELECT. Its own words stand in capitals there."""


@dataclass
class StatementBlock:
    """A statement with the header above it; `line` is that of its end. `columns` are the headers
    that begin with `-- column:`."""

    line: int = 0
    header: dict[str, str] = field(default_factory=dict)
    columns: list[dict[str, str]] = field(default_factory=list)
    statement: str = ""

    @property
    def sql(self) -> str:
        return self.statement.rstrip().removesuffix(";")


class _Parts(NamedTuple):
    """A SELECT taken apart."""

    sql: str
    table: str
    key: str
    value: str
    compare: Compare
    condition: str | None = None
    path: str | None = None
    project: str | None = None
    needs: tuple[Column, ...] = ()

    def of(self, column: Column, value: str) -> _Parts:
        """The same with a column in the place of `:column`."""

        def put(text: str | None) -> str | None:
            return text and text.replace(":column", value)

        return _Parts(
            self.sql.replace(":column", value),
            self.table,
            self.key,
            self.value.replace(":column", value),
            self.compare,
            put(self.condition),
            put(self.path),
            put(self.project),
            tuple(each for each in self.needs if each != column),
        )


def squeeze(sql: str) -> str:
    """The statement on one line: single blanks outside quotes, so that patterns can read it."""
    parts = sql.split("'")
    parts[::2] = [_BLANKS.sub(" ", part) for part in parts[::2]]
    return "'".join(parts).strip()


def blocks(path: Path, content: str, keys: Collection[str]) -> Iterator[StatementBlock]:
    """Each statement with the header above it; of the header, the keys that are known. Raises
    UsageError where the last one does not end."""
    block, body = StatementBlock(), list[str]()
    header = block.header
    for number, line in enumerate([*content.splitlines(), ""], 1):
        if line.startswith("--"):
            entry = _HEADER.match(line)
            if entry and entry["key"] in keys:
                if entry["key"] == "column":
                    header = {}
                    block.columns.append(header)
                header[entry["key"]] = entry["value"].strip()
            continue
        if not (line.strip() or body):
            continue
        body.append(line)
        if line.rstrip().endswith(";"):
            block.line, block.statement = number, "\n".join(body)
            yield block
            block, body = StatementBlock(), []
            header = block.header
    if block.header or block.columns or any(line.strip() for line in body):
        raise UsageError(f"{path}: the last check does not end with a semicolon")


def checks(group: str, origin: Origin, block: StatementBlock) -> Iterator[Check]:
    """The check of a block, or those of its place, one a column. Raises ValueError for a block that
    does not keep the form."""
    if "place" not in block.header and not block.columns:
        if ":column" in block.sql:
            raise ValueError("':column' is allowed only in a block with '-- place: table'")
        parts = _take_apart(block.sql, squeeze(block.sql), origin)
        yield _check(group, origin, block.header, parts)
        return
    place, parts = _place(origin, block)
    for header in block.columns:
        named = _COLUMN.fullmatch(header["column"])
        if not named or named["kind"] not in KINDS:
            raise ValueError(
                f"'column: {header['column']}' must be 'name, kind, expected'; the kind is one "
                f"of {', '.join(sorted(KINDS))}"
            )
        column = Column(parts.table, named["cast"] or named["quoted"] or named["plain"])
        known = block.header | header | {"kind": named["kind"], "expected": named["expected"]}
        known["check"] = f"{place['table']}.{column.name}{place['label'] or ''}"
        if "ascii" in known:
            known["ascii"] = known["ascii"].replace(":column", named["value"])
        yield _check(group, origin, known, parts.of(column, named["value"]))


def _place(origin: Origin, block: StatementBlock) -> tuple[re.Match[str], _Parts]:
    """The name of a place, and its SELECT taken apart."""
    place = _PLACE.fullmatch(block.header.get("place", ""))
    if not place:
        raise ValueError("a place starts with '-- place: table' or '-- place: table (label)'")
    if origin is not Origin.TEXT or "check" in block.header:
        raise ValueError(
            "'-- place:' is allowed only in mentions/, and not together with '-- check:'"
        )
    if not block.columns:
        raise ValueError("a place needs at least one line '-- column: name, kind, expected'")
    sql = squeeze(block.sql)
    parts = _take_apart(block.sql, sql, origin)
    if ":column" not in parts.value:
        raise ValueError(
            "the SELECT of a place must read ':column', which is replaced by each of its columns"
        )
    return place, parts if "needs" in block.header else parts._replace(needs=_used(sql, parts))


def _used(sql: str, parts: _Parts) -> tuple[Column, ...]:
    """The columns that a SELECT names beside its key, in the order of their names: with a table or
    its alias before them, or alone where they are those of the first table."""
    scopes: list[dict[str, str]] = [{}]
    within: list[tuple[str, str, tuple[dict[str, str], ...]]] = []
    used: set[tuple[str, str]] = set()
    for table, alias, bracket, name, column, call in _USED.findall(sql):
        if column:
            within.append((name, column, tuple(scopes)))
        elif call or bracket == "(":
            scopes.append({})
        elif bracket and len(scopes) > 1:
            scopes.pop()
        elif table:
            scopes[-1][alias or table] = table
        elif name:
            used.add((parts.table, name))
    for of, column, around in within:
        used.add((next((scope[of] for scope in reversed(around) if of in scope), of), column))
    return tuple(Column(*each) for each in sorted(used - {(parts.table, parts.key)}))


def refuse_misread(path: Path, content: str) -> None:
    """Refuse what would be passed over, or would mean something else once it is taken apart."""
    seen: set[str] = set()
    for number, line in enumerate(content.splitlines(), 1):
        entry = _HEADER.match(line)
        if entry and entry["key"] == "column":
            seen = seen - _OF_A_COLUMN
        elif entry and entry["key"] in seen:
            raise UsageError(f"{path}:{number}: '{entry['key']}' appears twice in one header")
        seen = seen | {entry["key"]} if entry else seen if line.startswith("--") else set()
        if entry and "column" in seen and entry["key"] not in {"column", *_OF_A_COLUMN}:
            raise UsageError(
                f"{path}:{number}: '{entry['key']}' applies to the whole place: write it before "
                f"the columns"
            )
        entry = _COMMENT.match(line)
        if entry and entry["key"] not in KEYS:
            raise UsageError(
                f"{path}:{number}: '{entry['key']}' is not a known header; known headers are "
                + ", ".join(sorted(KEYS))
            )
        slip = _SLIP.match(line)
        if slip and slip["key"].lower() in KEYS and not _HEADER.match(line):
            raise UsageError(
                f"{path}:{number}: write the header as '-- {slip['key'].lower()}: value'"
            )
    for block in blocks(path, content, KEYS):
        try:
            for header in (block.header, *block.columns):
                _refuse_removal(header.get("removal"))
                _refuse_certainty(header.get("certainty"))
            _refuse_rewritten(block.sql)
        except ValueError as error:
            raise UsageError(f"{path}:{block.line}: {error}") from error


def _check(group: str, origin: Origin, header: Mapping[str, str], parts: _Parts) -> Check:
    named = _CHECK.fullmatch(header.get("check", ""))
    if not named:
        raise ValueError("a check starts with '-- check: table.column' or 'table.column (label)'")
    if "expected" not in header:
        raise ValueError(f"{header['check']}: the header '-- expected:' is missing")
    expected = _EXPECTED.get(header["expected"])
    if not expected:
        raise ValueError(f"'expected: {header['expected']}' is none of {', '.join(_EXPECTED)}")
    needs = tuple(Column.parse(n) for n in header.get("needs", "").split(",") if n.strip())
    if (expected is Expected.EXPIRES) != ("expires" in header):
        raise ValueError(f"{header['check']}: 'expected: expires' and '-- expires:' go together")
    column = Column.parse(named["column"])
    if parts.table != column.table:
        raise ValueError(f"{column}: the SELECT must read FROM {column.table} first")
    handling = spans.handling(expected, header)
    return Check(
        id=f"{group}/{header['check']}" + (":text" if origin is Origin.TEXT else ""),
        group=group,
        column=column,
        label=named["label"],
        expected=expected,
        sql=parts.sql,
        key=parts.key,
        value=parts.value,
        compare=parts.compare,
        origin=origin,
        condition=parts.condition,
        expires=header.get("expires"),
        needs=needs or parts.needs,
        absent=Column.parse(header["absent"]) if "absent" in header else None,
        path=parts.path,
        project=parts.project,
        ascii=header.get("ascii"),
        kind=header.get("kind"),
        historic=header.get("historic") == "yes",
        certain=header.get("certainty") != "possible",
        assumed=header.get("certainty") == "assumed",
        note=header.get("note"),
        source=header.get("source"),
        removal=header.get("removal"),
        handlings=(handling,) if handling else (),
    )


def _refuse_removal(word: str | None) -> None:
    known = word in {None, *_REMOVALS} or re.match(rf"none: \S|with {_NAME}\.{_NAME}$", str(word))
    if not known:
        raise ValueError(
            f"'removal: {word}' is none of {', '.join(_REMOVALS)}, 'with table.column', "
            "'none: the reason'"
        )


def _refuse_certainty(word: str | None) -> None:
    if word not in {None, "possible", "assumed"}:
        raise ValueError(f"'certainty: {word}' must be possible or assumed")


def _refuse_rewritten(sql: str) -> None:
    """Refuse what means something else once the statement is taken apart and put together anew: a
    term that does not hold for every row, a second statement, a comment."""
    depth, seen_where = 0, False
    for token in _TOKEN.findall(sql):
        word = token.upper()
        if token in {";", "--", "/*"} or token.startswith("$"):
            what = {";": "a second statement"}.get(token, "a comment or a quote in dollar signs")
            raise ValueError(f"the SELECT contains {what}: remove it")
        depth += (word in {"(", "CASE"}) - (word in {")", "END"})
        seen_where = seen_where or (word == "WHERE" and depth == 0)
        if depth == 0 and word in _REFUSED and (seen_where or word != "FOR"):
            why = "put conditions with OR in brackets" if word == "OR" else "a check may not use it"
            raise ValueError(f"{word} is outside of brackets: {why}")


def _take_apart(written: str, sql: str, origin: Origin) -> _Parts:
    """A SELECT as it is written, and on one line."""
    if origin is Origin.TEXT:
        found = _TEXT.fullmatch(sql)
        if not found or sql.count(":pattern") != 1:
            raise ValueError(
                "a mention query reads: SELECT key, text, … AS path[, … AS project] "
                "FROM table WHERE [… AND] text ~* :pattern"
            )
        path, project = _select_list(found["select"], found["value"])
        return _parts(written, found, Compare.FORMS, path, project)
    if found := _PLAIN.fullmatch(sql):
        if sql.count(":user_id") != 1:
            raise ValueError("the SELECT must compare one column with :user_id, in its last term")
        digits = found["parameter"].startswith("CAST")
        return _parts(written, found, Compare.DIGITS if digits else Compare.ID)
    if found := _JOINED.fullmatch(sql):
        return _parts(written, found, Compare.JOINED)
    raise ValueError("the SELECT must end in '… = :user_id' or '… = CAST(:user_id AS text)'")


def _parts(
    sql: str,
    found: re.Match[str],
    compare: Compare,
    path: str | None = None,
    project: str | None = None,
) -> _Parts:
    named = found.groupdict()
    condition = named.get("condition")
    return _Parts(
        sql, found["table"], found["key"], found["value"], compare, condition, path, project
    )


def _select_list(select: str, value: str) -> tuple[str, str | None]:
    if not select.startswith(f"{value}, "):
        raise ValueError(f"the second column must be the text that is compared, {value}")
    listed = re.fullmatch(
        r"(?P<path>.+) AS path(?:, (?P<project>.+) AS project)?", select[len(value) + 2 :], re.S
    )
    if not listed:
        raise ValueError("the third column must be named path, the fourth project")
    return listed["path"], listed["project"]

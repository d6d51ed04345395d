"""Qualifies plain table names in the SQL of `queries/`, so that no object of a schema can
interfere.

Every statement runs with `search_path = pg_catalog, pg_temp` (`operasure.database.settings`), so
functions, operators and types are PostgreSQL's own. Here the two things are added that this leaves
open: a table is named with its schema wherever a statement reads it, and `CAST(… AS text)` becomes
what the type's own output function writes, for a cast is looked up in no search path, and anybody
may define one for a type of theirs (PostgreSQL manual, CREATE CAST). The same goes for a column
that `||` joins to a text, and for `CAST(… AS bigint)` and `CAST(… AS jsonb)`.

Whoever writes SQL writes it plainly: `FROM users u`, `CAST(u.id AS text)`, `'/users/' || u.id`,
parameters as `:name`. Tables of another schema are named with it, PostgreSQL's own as
`pg_catalog.pg_class`. A name that is understood wrongly here ends in an error of the server, since
no table is found without a schema, and no function or column with one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from operasure.database.tokens import LIST_ENDS, NONE, SIGN, WORD, WRITTEN, Token, tokens

_INPUT = {"bigint": "pg_catalog.int8in", "jsonb": "pg_catalog.jsonb_in"}
"""Types that a text is turned into, and their input functions."""
_IN_BRACKETS = r"\([,:]*+\)"
for _ in range(3):
    _IN_BRACKETS = rf"\((?>(?:[,:]|{_IN_BRACKETS})*)\)"
_DULL = re.compile(rf"(?>(?:[,:]|{_IN_BRACKETS})*)")
"""Signs between which nothing is named, where no list of tables goes on: commas, parameters, and
brackets with nothing else in them, as deep as most are."""
_DULL_BRACKETS = re.compile(rf"(?>(?::|{_IN_BRACKETS})*)")
_NEVER_COLUMN = frozenset("null end true false".split())


@dataclass(frozen=True)
class Named:
    """A statement for the driver. `tables` are the tables of the schema that it reads, `parameters`
    the names of its parameters $1, $2, …, each with whether it is taken as text."""

    sql: str
    tables: frozenset[str]
    parameters: tuple[tuple[str, bool], ...]

    def given(self, values: Mapping[str, object]) -> list[object]:
        """The values for the driver. A list of texts goes as a literal, which no cast from text to
        the type of its elements turns into values."""
        return [_given(values[name], as_text=as_text) for name, as_text in self.parameters]


def _given(value: object, *, as_text: bool) -> object:
    if isinstance(value, list | tuple) and all(v is None or isinstance(v, str) for v in value):
        return elements(value)
    return str(value) if as_text and value is not None else value


@lru_cache(maxsize=2048)
def named(sql: str, schema: str | None, *, bound: bool = True) -> Named:
    """Put the names of a statement right; `schema` is None where it reads no table of one.

    With `bound` the driver binds its parameters: `:name` becomes `$1` and so on. Otherwise they
    stay as they are.
    """
    statement = _Statement(sql, schema)
    if bound:
        statement.number_parameters()
    statement.name_tables()
    statement.convert_operands()
    statement.convert_casts()
    return Named("".join(statement.out), frozenset(statement.tables), tuple(statement.parameters))


def elements(texts: Iterable[str | None]) -> str:
    """Texts as the text of an array, to be cast to one."""
    return "{" + ",".join(map(_element, texts)) + "}"


def _element(text: str | None) -> str:
    if text is None:
        return "NULL"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def identifier(name: str) -> str:
    """An identifier quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL literal, under standard_conforming_strings. Holds no NUL."""
    return "'" + text.replace("'", "''") + "'"


def as_text(expression: str) -> str:
    """What the output function of the type writes for an expression; NULL for NULL."""
    none = f"pg_catalog.num_nulls({expression}) = 0"
    return f"CASE WHEN {none} THEN pg_catalog.concat({expression}) END"


class _Statement:
    """A statement as tokens without the space between them, and `out`, what each becomes with the
    space that follows it."""

    def __init__(self, sql: str, schema: str | None) -> None:
        self._sql = sql.lower()
        self._schema = schema
        self._tokens = tokens(sql)
        signs = list(map(SIGN, self._tokens))
        self._places = list(compress(range(len(signs)), signs))
        """Where the signs stand among the tokens."""
        self._signs = "".join(signs)
        self.out = list(map(WRITTEN, self._tokens))
        self.tables: set[str] = set()
        self.parameters: dict[tuple[str, bool], int] = {}

    def _close(self, i: int) -> int | None:
        """The place of the bracket that closes the one at a place, if there are both."""
        depth = 0
        first = bisect_left(self._places, i) if self._is(i, "(") else len(self._places)
        for at in range(first, len(self._places)):
            sign = self._signs[at]
            depth += (sign == "(") - (sign == ")")
            if not depth:
                return self._places[at]
        return None

    def _every(self, word: str) -> list[int]:
        """The places where a word stands, in quotes too."""
        return _every(list(map(WORD, self._tokens)), word)

    def _at(self, i: int) -> Token:
        return self._tokens[i] if 0 <= i < len(self._tokens) else NONE

    def _is(self, i: int, *words: str) -> bool:
        """Whether a keyword or sign stands at a place."""
        token = self._at(i)
        return token.word in words and not token.is_quoted

    def number_parameters(self) -> None:
        """Write each parameter as the driver binds it, `CAST(:name AS text)` as a text."""
        for sign in _every(self._signs, ":"):
            i = self._places[sign]
            text, out = self._tokens[i].text, self.out[i]
            key = text[1:], self._is(i + 1, "as") and self._is_cast_to_text(i)
            number = self.parameters.setdefault(key, len(self.parameters) + 1)
            self.out[i] = f"${number}{out[len(text) :]}"

    def _is_cast_to_text(self, i: int) -> bool:
        """Whether `CAST(… AS text)` stands around a place."""
        within = zip((-2, -1, 1, 2, 3), ("cast", "(", "as", "text", ")"), strict=True)
        return all(self._is(i + by, word) for by, word in within)

    def name_tables(self) -> None:
        """Write the schema before every table that has none."""
        if self._schema is None:
            return
        common = self._common() if "with" in self._sql else set()
        for i in self._sources():
            token = self._at(i)
            if token.word not in common and not self._is(i + 1, ".", "("):
                self.tables.add(token.word)
                self.out[i] = f"{identifier(self._schema)}.{self.out[i]}"

    def _common(self) -> set[str]:
        """Names of common table expressions: WITH name [(columns)] AS [NOT MATERIALIZED] (…), …"""
        found: set[str] = set()
        for i in self._every("with"):
            at = i + (2 if self._is(i + 1, "recursive") else 1)
            while self._is(i, "with") and (body := self._body(at)):
                found.add(self._at(at).word)
                at = (self._close(body) or body) + 2
                if not self._is(at - 1, ","):
                    break
        return found

    def _body(self, i: int) -> int | None:
        """Where the common table expression begins whose name stands here, if it is one."""
        at = i + 1
        if self._is(at, "("):
            at = (self._close(at) or at) + 1
        if self._at(i).kind != "name" or not self._is(at, "as"):
            return None
        at += 1
        while self._is(at, "not", "materialized"):
            at += 1
        return at if self._is(at, "(") else None

    def _sources(self) -> Iterator[int]:
        """Where the statement names what it reads or changes: behind FROM, JOIN, a comma of such a
        list, UPDATE, INTO and USING."""
        frame = _Frame()
        frames = [frame]
        at = -1
        while (at := self._next(frame, at + 1)) < len(self._signs):
            i, sign = self._places[at], self._signs[at]
            token = self._tokens[i]
            if sign == "(":
                nested = frame.expects and not self._is(i + 1, "select", "values", "with")
                frame.expects = False
                frame = _Frame(expects=nested, lists=nested)
                frames.append(frame)
            elif sign == ")":
                if len(frames) > 1:
                    frames.pop()
                    frame = frames[-1]
            elif sign == ",":
                frame.expects = frame.lists
            elif sign == ";":
                frame = _Frame()
                frames = [frame]
            elif token.kind == "name" and frame.takes(token.word, self._at(i - 1).word):
                yield i
            if frame.expects:
                yield from self._named(frame, i + 1, at + 1)

    def _next(self, frame: _Frame, sign: int) -> int:
        """A sign, or the first one behind it that can lead to a table."""
        if frame.expects:
            return sign
        dull = (_DULL_BRACKETS if frame.lists else _DULL).match(self._signs, sign)
        return dull.end() if dull else sign

    def _named(self, frame: _Frame, start: int, sign: int) -> Iterator[int]:
        """What names a table between a place and the next sign."""
        end = self._places[sign] if sign < len(self._places) else len(self._tokens)
        for i in range(start, end):
            token = self._tokens[i]
            word = token.word if not token.is_quoted else ""
            if token.kind == "name" and frame.takes(word, self._at(i - 1).word):
                yield i
                return

    def convert_operands(self) -> None:
        """Write what the output function does for a column that `||` joins to a literal."""
        if "||" not in self._sql:
            return
        chains: set[tuple[int, int]] = set()
        for i in self._every("||"):
            if self._at(i).is_quoted:
                continue
            if self._at(i - 1).kind == "string":
                end = self._chain(i + 1)
                if end and not self._is(end, "(", "["):
                    chains.add((i + 1, end))
            if self._at(i + 1).kind == "string":
                start = i - 1
                while self._is(start - 1, "."):
                    start -= 2
                if self._chain(start) == i:
                    chains.add((start, i))
        for start, end in chains:
            self._replace(start, end, as_text(self._text(start, end)))

    def _chain(self, i: int) -> int | None:
        """Where a column such as `p.identifier` ends that begins here, if one does."""
        if self._at(i).kind != "name" or self._is(i, *_NEVER_COLUMN, "case", "cast", "array"):
            return None
        while self._is(i + 1, ".") and self._at(i + 2).kind == "name":
            i += 2
        return i + 1

    def _text(self, start: int, end: int) -> str:
        return "".join(self.out[start:end]).strip()

    def _replace(self, start: int, end: int, text: str) -> None:
        self.out[start:end] = [f"{text} ", *[""] * (end - start - 1)]

    def convert_casts(self) -> None:
        """Write what the output function does for each CAST to text; the inner ones first."""
        if "cast" not in self._sql:
            return
        for i in reversed(self._every("cast")):
            if self._is(i, "cast") and not self._is_plain(i):
                self._convert(i, self._close(i + 1))

    def _is_plain(self, start: int) -> bool:
        """Whether a CAST turns a literal or a parameter into something."""
        first = self._at(start + 2)
        plain = first.kind in {"string", "parameter"} or first.word == "null"
        return plain and self._is(start + 3, "as")

    def _convert(self, start: int, end: int | None) -> None:
        """Write one CAST, whose word stands at `start` and whose last bracket at `end`."""
        if end is None:
            return
        as_ = next((i for i in range(end, start, -1) if self._is(i, "as")), end)
        type_ = self._text(as_ + 1, end).lower()
        text = as_text(self._text(start + 2, as_))
        if type_ == "text":
            self._replace(start, end + 1, f"({text})")
        elif type_ in _INPUT:
            self._replace(start, end + 1, f"{_INPUT[type_]}(pg_catalog.textout({text}))")


def _every(texts: Sequence[str], text: str) -> list[int]:
    """The places of one of many texts."""
    found: list[int] = []
    with suppress(ValueError):
        while True:
            found.append(texts.index(text, found[-1] + 1 if found else 0))
    return found


@dataclass
class _Frame:
    """One pair of brackets, or the whole statement, as far as it was read."""

    expects: bool = False
    """Whether a table may be named next."""
    lists: bool = False
    """Whether a comma leads to the next one."""
    reads: bool = False
    """Whether FROM names tables here, and is no part of a call such as substring(… FROM …)."""
    deletes: bool = False

    def takes(self, word: str, before: str) -> bool:
        """Take in a name (`word` is empty for a quoted one); whether a table is named by it."""
        if word in {"from", "join"} or (word == "using" and self.deletes):
            if word == "from" and (not self.reads or before == "distinct"):
                return False
            self.expects = self.lists = True
        elif word in {"update", "into"} and before != "for":
            self.expects = True
            self.reads = True
        elif word in {"select", "delete"}:
            self.reads, self.deletes = True, word == "delete"
            self.expects = self.lists = False
        elif word in LIST_ENDS:
            self.expects = self.lists = False
        elif word in {"on", "using"}:
            self.expects = False
        elif self.expects and word not in {"only", "lateral"} and before != ".":
            self.expects = False
            return True
        return False

"""What a column can contain of the invented person, by its type alone, and the rows with it.

Nothing of what the checks know goes in, so that a column that no check sees is told by its silence.
A number stands alone, and texts have the id in every form that is claimed to be found.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from operasure.checks.idforms import forms
from operasure.checks.idtexts import escaped
from operasure.core.legible import visible
from operasure.core.shapes import NUMBERS, TEXTUAL, Kinds, Shape
from operasure.database.catalogue import Catalogue, LiveColumn, Table
from operasure.database.reader import reason
from operasure.looks.canary.model import What
from operasure.looks.canary.person import Canary
from operasure.looks.canary.rows import Filling, Keys, Rows

LEFT_OUT = frozenset({"schema_migrations", "ar_internal_metadata"})
"""What Rails keeps of the schema."""
ACCOUNTS = "users"
"""The table of the accounts: the person is planted in rows of others, as a group may be named."""
WORDS = 40
"""How many words of a column of types are tried, besides one that nobody knows."""
NO_TEXT = "canary knows no values of its type, or of the type of a column that it needs"
_STRANGE = "Plugin::Thing"
GROUPS: Mapping[tuple[str, str], object] = {(ACCOUNTS, "type"): "Group"}
"""Of what class the accounts are that the person is planted in."""
_JSON = frozenset({"json", "jsonb"})
_HIGHEST = {"pg_catalog.int2": 2**15 - 1, "pg_catalog.int4": 2**31 - 1}


@dataclass(frozen=True)
class Spot:
    """One value that stands in one row: what it is in words, the row's key in its table, and all
    that it may be known by."""

    what: What
    form: str
    key: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Bed:
    """A column with what was planted in it; `refused` says why something could not be."""

    table: Table
    column: LiveColumn
    spots: tuple[Spot, ...] = ()
    refused: Mapping[What, str] = field(default_factory=dict)

    @property
    def name(self) -> Name:
        """Schema, table and column."""
        return self.table.schema, self.table.name, self.column.name


Name = tuple[str, str, str]
Value = tuple[What, str, object]
"""What, in which form, and the value as the driver takes it."""


def values(column: LiveColumn, filling: Filling, kinds: Kinds, who: Canary) -> Iterator[Value]:
    """Everything that a column of this type can hold of the person."""
    number = str(who.id)
    if column.shape in NUMBERS:
        if who.id <= _HIGHEST.get(kinds.written(filling.oid) or "", who.id):
            yield What.ID, "number", f"{{7,{number}}}" if kinds.by_oid[filling.oid].many else number
        return
    for what, form, text in (*_ids(who.id), *_names(who)):
        value = literal(kinds, filling.oid, text, TEXTUAL)
        if value is not None and (filling.longest is None or len(text) <= filling.longest):
            yield what, form, value
    if filling.type in _JSON:
        yield What.ID, "number under a name", json.dumps({"user_id": who.id})
        yield What.ID, "list under a name", json.dumps({"members": [7, who.id]})
    # Inside of another type a number alone says nothing, unless the column does.
    inside = literal(kinds, filling.oid, number, NUMBERS) if column.like_user else None
    if inside is not None:
        yield What.ID, "number inside", inside


def literal(kinds: Kinds, oid: int, text: str, shapes: Collection[Shape]) -> str | None:
    """A value of a type, as PostgreSQL reads it, in which a text stands inside of the first thing
    of one of these shapes; None where there is none (manual: Composite Types, Range Types, Arrays:
    Value Input)."""
    kind = kinds.by_oid.get(oid)
    if kind is None or kind.sort == "e":
        return None
    if not kind.inside:
        return _plain(kind.name, text) if kinds.shape(oid) in shapes else None
    inside = ((at, literal(kinds, each, text, shapes)) for at, each in enumerate(kind.inside))
    at, first = next(((at, value) for at, value in inside if value is not None), (0, None))
    if first is None or kind.sort == "d":
        return first
    if kind.many:
        return f"{{NULL,{_quoted(first, _ESCAPED)}}}"
    within = _quoted(first, _TWICE)
    if kind.sort == "c":
        return f"({',' * at}{within}{',' * (len(kind.inside) - at - 1)})"
    return f"[{within},{within}]" if kind.sort == "r" else f"{{[{within},{within}]}}"


_ESCAPED, _TWICE = r"\\\g<0>", r"\g<0>\g<0>"
"""How a quotation mark or a backslash stands inside of quotes: of an array, of a row or a range."""


def _quoted(text: str, way: str) -> str:
    return '"' + re.sub(r'["\\]', way, text) + '"'


def _plain(type_: str, text: str) -> str:
    """A text as a type takes it that is made of no others."""
    match type_:
        case "json" | "jsonb":
            return json.dumps({"text": text})
        case "xml":
            return f"<a>{html.escape(text)}</a>"
        case "tsvector":
            return "'" + re.sub(r"['\\]", _TWICE, text) + "'"
        case "bytea":
            return f"\\x{text.encode().hex()}"
        case "hstore":
            return f"x=>{_quoted(text, _ESCAPED)}"
    return text


def _ids(user_id: int) -> Iterator[tuple[What, str, str]]:
    number = str(user_id)
    for form in forms("user"):
        yield What.ID, form.name, form.specimen.replace("42", number)
    for text in escaped(user_id):
        yield What.ID, f"escaped: {visible(text.replace(number, 'N'))[:60]}", text


def _names(who: Canary) -> Iterator[tuple[What, str, str]]:
    for form, text in who.spellings().items():
        yield What.NAME, form, text


def plant(rows: Rows, catalogue: Catalogue, who: Canary) -> Iterator[Bed]:
    """A row for each value of each column, one column at a time; what stands beside it in the row
    says nothing of the person."""
    classes = _classes(rows, catalogue)
    for table in catalogue.tables:
        name = (table.schema, table.name)
        if name not in rows.tables or table.barred:
            continue
        if table.schema == catalogue.schema and table.name in LEFT_OUT:
            continue
        accounts = table.schema == catalogue.schema and table.name == ACCOUNTS
        for column in table.columns:
            if accounts and column.primary:
                # The row of this id would be the account itself, which is gone.
                continue
            if filling := rows.tables[name].get(column.name):
                given = list(values(column, filling, rows.kinds, who))
                others = _NO_KIND if accounts else _kinds(rows, table, column, classes)
                kinds = others if given else ()
                made = [list(_made(column, each, given, who)) for each in kinds]
                yield _bed(rows, table, column, made)


_NO_KIND: tuple[list[tuple[Mapping[str, object], str]], ...] = ([({}, "")],)
Made = tuple[What, str, Mapping[str, object]]
"""What, in which form, and the columns of the row."""


def _made(
    column: LiveColumn,
    kinds: Iterable[tuple[Mapping[str, object], str]],
    given: Sequence[Value],
    who: Canary,
) -> Iterator[Made]:
    for beside, where in kinds:
        # Beside a class, a text is the key of what it names.
        key = column.shape is Shape.TEXT and bool(beside)
        if key:
            yield What.ID, "digits", {column.name: str(who.id), **beside}
        for what, form, value in given:
            if not key or what is What.NAME:
                yield what, f"{form}{where}", {column.name: value, **beside}


def _bed(rows: Rows, table: Table, column: LiveColumn, made: Iterable[Sequence[Made]]) -> Bed:
    spots: list[Spot] = []
    refused: dict[What, str] = {}
    for each in made:
        try:
            spots += _put(rows, table, each)
        except psycopg.Error:
            # One of them is in the way: each on its own.
            for one in each:
                try:
                    spots += _put(rows, table, [one])
                except psycopg.errors.InvalidTextRepresentation:
                    refused.setdefault(one[0], NO_TEXT)
                except psycopg.Error as error:
                    refused.setdefault(one[0], reason(error))
    told = {spot.what for spot in spots}
    return Bed(table, column, tuple(spots), {w: why for w, why in refused.items() if w not in told})


def _put(rows: Rows, table: Table, made: Sequence[Made]) -> Iterator[Spot]:
    name = (table.schema, table.name)
    with rows.connection.transaction():
        put: list[Keys] = rows.insert(
            name, [rows.whole(name, each) for _, _, each in made], table.key
        )
    for (what, form, _), keys in zip(made, put, strict=True):
        key, *others = map(str, keys)
        yield Spot(what, form, key, frozenset([key, *others]))


def standing(rows: Rows, beds: Iterable[Bed]) -> dict[Name, dict[str, str]]:
    """What stands in each planted row now: by schema, table and column the value by key."""
    found: dict[Name, dict[str, str]] = {}
    for bed in beds:
        query = sql.SQL(
            "SELECT CAST({0} AS text), CAST({1} AS text) FROM {2} WHERE CAST({0} AS text) = ANY(%s)"
        ).format(*_named(bed))
        found[bed.name] = dict(
            rows.connection.execute(query, [[spot.key for spot in bed.spots]]).fetchall()
        )
    return found


def uproot(rows: Rows, beds: Iterable[Bed]) -> None:
    """Delete every planted row."""
    for bed in beds:
        key, _, table = _named(bed)
        query = sql.SQL("DELETE FROM {1} WHERE CAST({0} AS text) = ANY(%s)").format(key, table)
        rows.connection.execute(query, [[spot.key for spot in bed.spots]])


def _named(bed: Bed) -> tuple[sql.Identifier, sql.Identifier, sql.Identifier]:
    table = sql.Identifier(bed.table.schema, bed.table.name)
    return sql.Identifier(bed.table.key), sql.Identifier(bed.column.name), table


def _kinds(
    rows: Rows, table: Table, column: LiveColumn, classes: Collection[str]
) -> Iterator[list[tuple[Mapping[str, object], str]]]:
    """What may stand beside a value and say what it means: `X_type` of `X_id` is a user's. In other
    columns of types each word in turn: a check that looks at some of them alone misses the rest."""
    stem = column.name.removesuffix("_id")
    own = [n for n in (f"{stem}_type", f"{stem}_class") if n != stem and n in table.named]
    typed = {name: "User" for name in own if table.named[name].shape is Shape.TEXT}
    yield [(typed, "")]
    if column.shape not in NUMBERS:
        return
    for name, other in table.named.items():
        if name in own or other.shape is not Shape.TEXT or not name.endswith("type"):
            continue
        of_class = name.replace("_type", "_id") in table.named
        words = [*(classes if of_class else _words(rows, table, name)), _STRANGE]
        yield [({**typed, name: word}, f" where {name} is {word}") for word in words]


def _classes(rows: Rows, catalogue: Catalogue) -> list[str]:
    """The classes that any row of the database refers to in a column `X_type` beside `X_id`."""
    return sorted(
        {
            word
            for table in catalogue.own.values()
            if (table.schema, table.name) in rows.tables and not table.barred
            for column in table.columns
            if column.shape is Shape.TEXT
            and column.name.endswith("_type")
            and column.name.replace("_type", "_id") in table.named
            for word in _words(rows, table, column.name)
        }
    )


def _words(rows: Rows, table: Table, name: str) -> list[str]:
    found = rows.connection.execute(
        sql.SQL(
            "SELECT DISTINCT {0} FROM {1} WHERE {0} IS NOT NULL AND {0} <> {2} LIMIT {3}"
        ).format(sql.Identifier(name), sql.Identifier(table.schema, table.name), _STRANGE, WORDS)
    )
    return [str(word) for (word,) in found]

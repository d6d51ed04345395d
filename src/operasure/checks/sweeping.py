"""Checks of columns that no query names: numbers that may be ids of users, and ids in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from operasure.core import person_words
from operasure.core.model import Check, Column, Compare, Origin
from operasure.core.queries import columns
from operasure.core.shapes import Shape
from operasure.core.terms import comparison, mine
from operasure.database.catalogue import Catalogue, ForeignTarget, LiveColumn, Table
from operasure.database.fates import ColumnFate, ColumnPlace
from operasure.database.reader import quoted


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


def beyond(place: ColumnPlace, classes: Sequence[str]) -> Iterable[Check]:
    """The checks of a column that no query names."""
    if place.fate is ColumnFate.SWEPT:
        for check in _sweep(place.table, place.column):
            yield from _by_type(place.table, place.column, check, classes)
    elif place.column.target and place.column.shape is Shape.INTEGER:
        yield _kept(place.table, place.column, place.column.target)


def besides(
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


def type_beside(table: Table, column: LiveColumn) -> str | None:
    """The column that says what a number means: `X_type` of `X_id`."""
    beside = table.named.get(column.name.removesuffix("_id") + "_type")
    named = beside is not None and beside.shape is Shape.TEXT and column.name.endswith("_id")
    return beside.name if beside and named else None


def table_classes(catalogue: Catalogue) -> tuple[str, ...]:
    """What the tables of a database are called as types, in small letters without underscores."""
    names = {t.name.replace("_", "").lower() for t in catalogue.tables}
    names |= {name.removesuffix("s") for name in names}
    names |= {re.sub("(ie|e)$", lambda m: "y" if m[0] == "ie" else "", name) for name in names}
    return tuple(sorted(name for name in names if name.isascii() and name.isalnum()))


def _by_type(
    table: Table, column: LiveColumn, check: Check, classes: Sequence[str]
) -> Iterable[Check]:
    """The check of a number, or of a text that is one, shared out by the type that stands beside it
    (`X_type` of `X_id`)."""
    beside = type_beside(table, column)
    if check.compare not in {Compare.ID, Compare.WHOLE} or beside is None:
        yield check
        return
    type_ = quoted(beside)
    # `user_type = 'internal'` says nothing of the table that the number is of.
    plain = f"lower(replace(regexp_replace({type_}, '^.*::', ''), '_', ''))"
    known = ", ".join(f"'{name}'" for name in classes)
    no_class = f"{type_} !~ '[A-Z]|::' AND {plain} NOT IN ({known})"
    source = quoted(table.schema, table.name)
    for label, condition, certain in (
        ("a person by its type", f"{type_} ~* '{person_words.CLASSES}'", True),
        (
            "of no type",
            f"{type_} IS NULL OR ({no_class} AND {type_} !~* '{person_words.CLASSES}')",
            column.like_user,
        ),
    ):
        own = _swept(table, column, check.value, check.compare, label)
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

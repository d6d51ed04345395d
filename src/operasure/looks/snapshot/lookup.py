"""The SQL that reads rows again by their keys."""

from __future__ import annotations

import re

from operasure.core.blocks import squeeze
from operasure.core.model import Check, Column, Compare, Origin
from operasure.core.shapes import Shape
from operasure.core.terms import mine
from operasure.database.catalogue import Catalogue, Table
from operasure.database.reader import quoted
from operasure.looks.snapshot.packing import KeyKind

_LAST = re.compile(r" (?:AND|WHERE) (?P<value>\S+) = (?::user_id|CAST\(:user_id AS text\))$")


def table_of(check: Check, catalogue: Catalogue) -> Table | None:
    """The live table of a check, None where there is none any more."""
    if check.origin is not Origin.SWEPT:
        return catalogue.own.get(check.table)
    known = (t for t in catalogue.tables if (t.schema, t.name) == (check.schema, check.table))
    return next(known, None)


def source(check: Check, catalogue: Catalogue) -> str:
    """The table of a check as SQL names it."""
    own = check.schema in {None, catalogue.schema}
    return quoted(check.table) if own else quoted(str(check.schema), check.table)


def key_column(check: Check, catalogue: Catalogue) -> str:
    """The plain name of the column that tells its rows apart; `ctid` where there is none."""
    name = check.key.rpartition(".")[2].strip('"')
    if check.origin is Origin.SWEPT or catalogue.has(Column(check.table, name)):
        return name
    return "ctid"


def among(key: str, table: Table | None, column: str, kind: KeyKind) -> str:
    """A term that is true for the rows whose key is among `:keys`."""
    shape = next((c.shape for c in table.columns if c.name == column), None) if table else None
    if kind is KeyKind.NUMBERS:
        return f"{key} = ANY(CAST(:keys AS bigint[]))"
    if kind is KeyKind.UUIDS and shape is Shape.NEITHER:
        return f"{key} = ANY(CAST(:keys AS uuid[]))"
    return f"CAST({key} AS text) = ANY(CAST(:keys AS text[]))"


def values(check: Check, catalogue: Catalogue, kind: KeyKind) -> str | None:
    """Key and value of the rows that still exist, whoever they refer to now.

    None for a check whose value is taken out of a list or a serialised text: there is not one
    value then, see `still`.
    """
    term = among(check.key, table_of(check, catalogue), key_column(check, catalogue), kind)
    if check.compare is not Compare.JOINED:
        place = source(check, catalogue)
        return f"SELECT {check.key}, {check.value} FROM {place} WHERE {term}"
    sql = squeeze(check.sql)
    if "LATERAL" in sql or sql.count(":user_id") != 1:
        return None
    joined = _LAST.sub("", sql).replace(check.key, f"{check.key}, {check.value}", 1)
    return f"{joined} {'AND' if ' WHERE ' in joined else 'WHERE'} {term}"


def exists(check: Check, catalogue: Catalogue, kind: KeyKind) -> str:
    """The keys of the rows that still exist."""
    column = key_column(check, catalogue)
    term = among(quoted(column), table_of(check, catalogue), column, kind)
    return f"SELECT {quoted(column)} FROM {source(check, catalogue)} WHERE {term}"


def still(check: Check, catalogue: Catalogue, kind: KeyKind) -> str:
    """The keys of the rows in which the check, joined or serialised, finds `:user_id`."""
    term = among(check.key, table_of(check, catalogue), key_column(check, catalogue), kind)
    return f"{squeeze(check.sql)} AND {term}"


def texts(check: Check, catalogue: Catalogue, kind: KeyKind, term: str | None = None) -> str:
    """Key and text of rows, and whether a further term is true for them."""
    column = key_column(check, catalogue)
    shown = ", ".join([quoted(column), check.value, *([f"({term})"] if term else [])])
    where = among(quoted(column), table_of(check, catalogue), column, kind)
    return f"SELECT {shown} FROM {source(check, catalogue)} WHERE {where}"


def selected(check: Check, catalogue: Catalogue) -> str:
    """The keys of the rows that OpenProject's rewriting of mentions selects; `:signs` are asked
    first, since that takes a fourth of the time."""
    where = mine(check, f"{check.value} ~ :signs AND {check.value} SIMILAR TO :similar_to")
    return f"SELECT {check.key} FROM {source(check, catalogue)} WHERE {where}"

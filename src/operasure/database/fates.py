"""How coverage deals with each column of the live schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from operasure.core.model import Check, Column, Coverage
from operasure.core.queries import Declarations
from operasure.core.shapes import NUMBERS, Shape
from operasure.database.catalogue import Catalogue, LiveColumn, Table


class ColumnFate(StrEnum):
    """How coverage deals with a column."""

    QUERIED = "queried"
    DECLARED = "declared"
    RULED_OUT = "ruled out"
    SWEPT = "swept"


@dataclass(frozen=True)
class ColumnPlace:
    """One column of one table with its fate and, where declared, the reason."""

    table: Table
    column: LiveColumn
    fate: ColumnFate
    reason: str | None = None


_PLAINLY = re.compile(
    r"(^|_)(prices?|costs?|amounts?|totals?|sums?|fees?|rates?|tax(es)?|budgets?|percent(age)?s?|ratios?|"
    r"weights?|scores?|factors?|lat(itude)?|lon(gitude)?|lng|x|y|z|width|height|depth|length|distance|"
    r"areas?|hours?|minutes?|seconds?|durations?|time|units?|quantit(y|ies)|balances?|discounts?|"
    r"salar(y|ies)|wages?|progress|effort|average|mean|stddev)($|_)"
)
"""Names of numbers with places behind the point that say what else they are."""


_MEASURE = re.compile(
    r"(^|_)(milliseconds|seconds|minutes|hours|days|weeks|months|duration|percent|percentage|price|"
    r"width|height|latitude|longitude|bytes|position)$"
)
"""The same of whole numbers: fewer, and only where the name ends so, since most ids are such."""


def cover(
    catalogue: Catalogue, checks: Iterable[Check], declarations: Declarations
) -> tuple[ColumnPlace, ...]:
    """Decide every column of every table. `checks` are those that apply to this database."""
    queried = {check.column for check in checks}
    return tuple(
        ColumnPlace(table, column, *_fate(catalogue, table, column, queried, declarations))
        for table in catalogue.tables
        for column in table.columns
    )


def count(
    catalogue: Catalogue, places: Sequence[ColumnPlace], unclassified: Iterable[str]
) -> Coverage:
    """How every column was dealt with; `unclassified` are the swept ones that nothing explains."""
    fates = [place.fate for place in places]
    return Coverage(
        tables=len(catalogue.tables),
        columns=len(places),
        queried=fates.count(ColumnFate.QUERIED),
        no_person=fates.count(ColumnFate.DECLARED),
        ruled_out=fates.count(ColumnFate.RULED_OUT),
        swept=fates.count(ColumnFate.SWEPT),
        unclassified=tuple(sorted(unclassified)),
        not_looked_at=catalogue.elsewhere,
        table_rows={t.name: t.rows for t in catalogue.own.values() if t.rows is not None},
    )


def _fate(
    catalogue: Catalogue,
    table: Table,
    column: LiveColumn,
    queried: set[Column],
    declarations: Declarations,
) -> tuple[ColumnFate, str | None]:
    own = table.schema == catalogue.schema
    place = Column(table.name, column.name)
    if own and place in queried:
        return ColumnFate.QUERIED, None
    if column.shape is Shape.NEITHER:
        return ColumnFate.RULED_OUT, "a type that can contain neither an id nor text"
    if column.target is not None:
        return ColumnFate.RULED_OUT, f"foreign key to {column.points_to}"
    free = not column.like_user and column.points_to is None
    if free and column.primary and column.given and column.shape is Shape.INTEGER:
        return ColumnFate.RULED_OUT, "primary key"
    if own and place in declarations.columns:
        return ColumnFate.DECLARED, declarations.columns[place]
    number = column.shape in NUMBERS
    if number and column.points_to is None and column.name in declarations.anywhere:
        return ColumnFate.DECLARED, declarations.anywhere[column.name]
    if free and column.shape is Shape.FRACTION and _PLAINLY.search(column.name):
        return ColumnFate.RULED_OUT, "a decimal number whose name says what it is"
    if free and column.shape is Shape.INTEGER and _MEASURE.search(column.name):
        return ColumnFate.RULED_OUT, "a measure, as its name says"
    return ColumnFate.SWEPT, None

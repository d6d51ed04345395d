"""Lines for a site's own folder of checks, about its unclassified columns."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

from operasure.checks.selection import CheckPlan
from operasure.core.shapes import Shape
from operasure.database.fates import ColumnFate, ColumnPlace

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def suggested(made: CheckPlan, unclassified: Collection[str]) -> tuple[str, ...]:
    """Lines for a site's `queries/`: a check for every column that refers to users by its foreign
    key or its name, a declaration to complete for those where numbers stand that may be ids.

    `unclassified` are the latter as `schema.table.column`.
    """
    swept = [place for place in made.places if place.fate is ColumnFate.SWEPT]
    return (*_checks(made, swept), *_declarations(made, swept, unclassified))


def _own(made: CheckPlan, place: ColumnPlace) -> bool:
    names = (place.table.name, place.column.name)
    return place.table.schema == made.catalogue.schema and all(map(_PLAIN.fullmatch, names))


def _checks(made: CheckPlan, swept: list[ColumnPlace]) -> Iterator[str]:
    named = [p for p in swept if p.column.like_user and _own(made, p)]
    numbers = [p for p in named if p.column.shape is Shape.INTEGER]
    if numbers:
        yield "# references/xu-01-own-tables.sql"
        yield "-- Own tables: columns that can contain the id of a user."
    for place in numbers:
        table, column, key = place.table.name, place.column.name, place.table.key
        yield f"-- check: {table}.{column}"
        yield "-- expected: kept"
        yield f"SELECT {key} FROM {table} WHERE {column} = :user_id;"


def _declarations(
    made: CheckPlan, swept: list[ColumnPlace], unclassified: Collection[str]
) -> Iterator[str]:
    wanted = [
        place
        for place in swept
        if f"{place.table.schema}.{place.table.name}.{place.column.name}" in unclassified
        and place.table.schema == made.catalogue.schema
    ]
    if wanted:
        yield "# no-person.toml, for those in which no person stands"
    last = None
    for place in wanted:
        if place.table.name != last:
            yield f"[tables.{_quoted(place.table.name)}]"
        last = place.table.name
        yield f'{_quoted(place.column.name)} = "what it holds"'


def _quoted(name: str) -> str:
    """A name as TOML takes it for a key: basic strings have the escapes of JSON."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)

"""The statements of a run: checks matched with the live schema, one pass per table.

Checks of the plain form share a pass: the rows where any of their values matches are read once,
and each row says which checks it belongs to. So a table is scanned once for its id columns and
once for the forms of the id in its texts, however many checks look there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from operasure.checks import handling
from operasure.checks.scanning import Scan, alone, shared
from operasure.checks.sweeping import besides, beyond, table_classes, whole
from operasure.core.errors import UsageError
from operasure.core.model import Check, Compare, Origin
from operasure.core.queries import Queries
from operasure.database.catalogue import REPLACED, Catalogue, Table
from operasure.database.fates import ColumnPlace, cover

MEMBERS = 400
"""How many checks share a statement at most: PostgreSQL takes 1,664 expressions in one."""


@dataclass(frozen=True)
class CheckPlan:
    """What a run will look at, and what became of every column and every check."""

    scans: tuple[Scan, ...]
    absent: tuple[Check, ...]
    unreadable: tuple[tuple[Check, str], ...]
    """Checks of what can't be looked at, each with the reason."""
    places: tuple[ColumnPlace, ...]
    catalogue: Catalogue
    like_user: frozenset[str]
    """Ids of the checks of swept columns where a hit is a leftover and not just unclassified."""


def make(queries: Queries, catalogue: Catalogue) -> CheckPlan:
    """Meet the checks with the live schema and group them into scans, the largest table first."""
    everything = [*queries.references, *queries.texts]
    _refuse_unknown(queries, catalogue)
    live = handling.live(everything, catalogue)
    names = {c.id for c in live}
    places = cover(catalogue, live, queries.declarations)
    known = {column.table for column in queries.declarations.columns}
    classes = table_classes(catalogue)
    swept = [(place, check) for place in places for check in beyond(place, classes)]
    swept += besides(places, live)
    tables = {(t.schema, t.name): t for t in catalogue.tables}

    def table_of(check: Check) -> Table:
        own = check.schema in {None, catalogue.schema}
        return catalogue.own[check.table] if own else tables[str(check.schema), check.table]

    all_checks = [*live, *(check for _, check in swept)]

    def barred(check: Check) -> str | None:
        other = (catalogue.own[column.table] for column in check.needs)
        return next((t.barred for t in (table_of(check), *other) if t.barred), None)

    checked = {(check.schema or catalogue.schema, check.table) for check in all_checks}
    # What is declared to hold no person was declared of a table.
    replaced = [
        whole(table.name)
        for table in catalogue.own.values()
        if table.barred in REPLACED
        and table.name in known
        and (table.schema, table.name) not in checked
    ]
    groups: dict[tuple[Table, Origin, bool, str], list[Check]] = defaultdict(list)
    scans: list[Scan] = []
    for check in all_checks:
        table = table_of(check)
        if barred(check):
            continue
        if check.compare is Compare.JOINED:
            scans.append(alone(check, table, catalogue))
        else:
            textual = check.compare in {Compare.FORMS, Compare.WHOLE, Compare.KEYED}
            groups[table, check.origin, textual, check.key].append(check)
    for (table, *_), members in groups.items():
        scans.extend(
            shared(table, members[start : start + MEMBERS], catalogue)
            for start in range(0, len(members), MEMBERS)
        )
    return CheckPlan(
        tuple(sorted(scans, key=lambda s: (-s.pages, s.source, s.checks[0].id))),
        tuple(c for c in everything if c.id not in names),
        tuple((c, why) for c in [*all_checks, *replaced] if (why := barred(c))),
        places,
        catalogue,
        frozenset(check.id for _, check in swept if check.certain),
    )


def _refuse_unknown(queries: Queries, catalogue: Catalogue) -> None:
    """Refuse what a site declares of a column that its table does not have: a slip of the pen would
    be taken for a decision. A table that is not there is another release's."""
    for column, place in queries.own.items():
        if column.table in catalogue.own and not catalogue.has(column):
            raise UsageError(f"{place}: the table {column.table} has no column {column.name}")

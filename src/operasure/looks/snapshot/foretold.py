"""Whether the predictions of the preflight came true, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import psycopg

from operasure.checks import selection
from operasure.core.model import Check, Compare, Origin, RowId
from operasure.database.catalogue import Catalogue
from operasure.database.reader import quoted
from operasure.database.session import Session
from operasure.looks.snapshot import lookup
from operasure.looks.snapshot.erased import ErasedRows
from operasure.looks.snapshot.followup import Foretold, Truth
from operasure.looks.snapshot.model import AtRisk, Risk, Snapshot
from operasure.looks.snapshot.packing import CHUNK, Chunk, pack, row_id
from operasure.looks.snapshot.reports import UnreadableReport, filters, missing
from operasure.looks.snapshot.texts import Marker

EXISTENCE = {"project lists", "saved views", "cascade"}
"""Risks whose rows are harmed by being deleted."""


def foretold(
    session: Session,
    snapshot: Snapshot,
    marker: Marker,
    made: selection.CheckPlan,
    erased: ErasedRows,
) -> Iterator[Foretold]:
    """What became of every row that a risk named, as far as it can be seen of the row."""
    for each in _foretold(session, snapshot, marker, made):
        yield _by_plan(session, each, erased)


def _by_plan(session: Session, each: Foretold, erased: ErasedRows) -> Foretold:
    """What a plan did to a row since is no harm of the deletion. A text that is just as foretold
    was cut, whatever a plan did to it."""
    schema, row = session.catalogue.schema, each.row_id
    if each.kind in EXISTENCE:
        own = session.catalogue.own.get(each.table)
        by_plan = each.truth is Truth.CAME_TRUE and bool(
            own and erased.went(schema, each.table, own.key, row)
        )
    else:
        column = each.column or "serialized"
        harmed = each.truth is Truth.OTHERWISE or each.kind == "report filters"
        by_plan = harmed and erased.changed(schema, each.table, "id", column, row)
    return replace(each, truth=Truth.ERASED, lost=()) if by_plan else each


def _foretold(
    session: Session, snapshot: Snapshot, marker: Marker, made: selection.CheckPlan
) -> Iterator[Foretold]:
    for risk in snapshot.risks:
        if risk.kind == "mention rewriting":
            yield from _texts(session, risk, marker, made)
        elif risk.kind == "report filters":
            yield from _reports(session, risk)
        elif risk.kind in EXISTENCE:
            yield from _existence(session, risk)


def _by_place(risk: Risk) -> Iterator[tuple[str, str | None, list[AtRisk]]]:
    places: dict[tuple[str, str | None], list[AtRisk]] = defaultdict(list)
    for row in risk.rows:
        places[row.table, row.column].append(row)
    for (table, column), rows in places.items():
        for start in range(0, len(rows), CHUNK):
            yield table, column, rows[start : start + CHUNK]


def _texts(
    session: Session, risk: Risk, marker: Marker, made: selection.CheckPlan
) -> Iterator[Foretold]:
    checks = {
        (check.table, check.column.name): check
        for scan in made.scans
        for check in scan.checks
        if check.origin is Origin.TEXT and check.compare is Compare.FORMS
    }
    for table, column, rows in _by_place(risk):
        check = checks.get((table, str(column)))
        marks = _marks(session, check, marker, rows) if check else None
        for row in rows:
            yield _told(risk, row, _of_text(row, marks))


def _marks(
    session: Session, check: Check, marker: Marker, rows: Sequence[AtRisk]
) -> dict[RowId, bytes] | None:
    chunk = pack([row.row_id for row in rows])
    sql = lookup.texts(check, session.catalogue, chunk.kind, "true")
    try:
        found = session.readers[0].stream(sql, keys=chunk.unpacked())
        return {row_id(key): marker.mark(str(text or "")) for key, text, _ in found}
    except psycopg.Error:
        return None


def _of_text(row: AtRisk, marks: dict[RowId, bytes] | None) -> Truth:
    if marks is None:
        return Truth.UNKNOWN
    mark = marks.get(row.row_id)
    if mark is None:
        return Truth.GONE
    if mark == row.foretold:
        return Truth.CAME_TRUE
    return Truth.SPARED if mark == row.before else Truth.OTHERWISE


def _reports(session: Session, risk: Risk) -> Iterator[Foretold]:
    for _, _, rows in _by_place(risk):
        ids = [row.row_id for row in rows]
        sql = "SELECT id, serialized FROM cost_queries WHERE id = ANY(CAST(:keys AS bigint[]))"
        try:
            listed = session.readers[0].fetch(sql, keys=ids)
        except psycopg.Error:
            yield from (_told(risk, row, Truth.UNKNOWN) for row in rows)
            continue
        now = {row["id"]: str(row["serialized"]) for row in listed}
        for row in rows:
            yield _report(risk, row, now.get(row.row_id))


def _report(risk: Risk, row: AtRisk, serialized: str | None) -> Foretold:
    if serialized is None:
        return _told(risk, row, Truth.GONE)
    try:
        gone = missing(row.lost, filters(serialized))
    except UnreadableReport:
        return _told(risk, row, Truth.UNKNOWN)
    # Values may hold a name, the name of a filter does not.
    names = tuple(each.partition(" ")[0] for each in gone)
    return _told(risk, row, Truth.CAME_TRUE if gone else Truth.SPARED, names)


def _existence(session: Session, risk: Risk) -> Iterator[Foretold]:
    for table, _, rows in _by_place(risk):
        alive = _alive(session, table, pack([row.row_id for row in rows]))
        for row in rows:
            if alive is None:
                yield _told(risk, row, Truth.UNKNOWN)
            else:
                spared = row.row_id in alive
                yield _told(risk, row, Truth.SPARED if spared else Truth.CAME_TRUE)


def _alive(session: Session, table: str, chunk: Chunk) -> set[RowId] | None:
    catalogue: Catalogue = session.catalogue
    live = next((t for t in catalogue.tables if t.name == table and t.key != "ctid"), None)
    if live is None:
        return None
    term = lookup.among(quoted(live.key), live, live.key, chunk.kind)
    sql = f"SELECT {quoted(live.key)} FROM {quoted(live.schema, live.name)} WHERE {term}"
    try:
        return {row_id(row[0]) for row in session.readers[0].stream(sql, keys=chunk.unpacked())}
    except psycopg.Error:
        return None


def _told(risk: Risk, row: AtRisk, truth: Truth, lost: tuple[str, ...] = ()) -> Foretold:
    return Foretold(risk.kind, row.table, row.column, row.row_id, truth, lost)

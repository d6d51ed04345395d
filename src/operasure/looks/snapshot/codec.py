"""A snapshot as plain data and back (docs/snapshot.schema.json)."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from operasure.core.dates import stamp
from operasure.core.model import Expected, Installation, Origin, Returns, Subject, System
from operasure.looks.snapshot.fields import Fields, damaged
from operasure.looks.snapshot.model import AtRisk, Known, KnownAs, Place, Risk, Severity, Snapshot
from operasure.looks.snapshot.packing import CHUNK, Chunk, Kind, total
from operasure.looks.snapshot.texts import SIZE
from operasure.looks.systems.kinds import kinds

KEY = 32
"""Bytes of the key of the digests."""


def plain(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as data for JSON."""
    return {
        "subject": {
            "user_id": snapshot.subject.user_id,
            "kind": snapshot.subject.kind,
            "state": snapshot.subject.state,
        },
        "case": snapshot.case,
        "taken_at": stamp(snapshot.taken_at),
        "delete_after": snapshot.delete_after.isoformat(),
        "installation": _installation(snapshot.installation),
        "queries": snapshot.queries,
        "mark_key": _base64(snapshot.mark_key),
        "known": [_known(each) for each in snapshot.known],
        "account": [{"label": label, "value": value} for label, value in snapshot.account],
        "risks": [risk(each) for each in snapshot.risks],
        "unread": [{"check": check, "reason": why} for check, why in snapshot.unread],
        "titles": dict(snapshot.titles),
        "places": [_place(each) for each in snapshot.places],
        "goes_along": {table: _chunks(rows) for table, rows in snapshot.goes_along.items()},
        "systems": [_system(each) for each in snapshot.systems],
    }


def _installation(facts: Installation) -> dict[str, Any]:
    return {
        "openproject": facts.openproject,
        "openproject_known_by": facts.known_by,
        "last_migration": facts.last_migration,
        "postgresql": facts.postgresql,
        "database": facts.database,
        "schema": facts.schema,
        "host_name": facts.host_name,
        "deleted_user_ids": list(facts.deleted_user_ids),
        "checked_at": stamp(facts.checked_at),
        "modules": None if facts.modules is None else list(facts.modules),
    }


def _system(system: System) -> dict[str, Any]:
    return {
        "key": system.key,
        "count": system.count,
        "brings_back": str(system.back) if system.back else None,
        "accounts": system.accounts,
        "names": list(system.names),
        "reason": system.reason,
    }


def _known(known: Known) -> dict[str, Any]:
    return {
        "kind": str(known.kind),
        "value": known.value,
        "source": known.source,
        "given": known.given,
        "family": known.family,
        "label": known.label,
    }


def risk(found: Risk) -> dict[str, Any]:
    """One entry of `risks`."""
    return {
        "kind": found.kind,
        "severity": str(found.severity),
        "text": found.text,
        "remedy": found.remedy,
        "count": found.count,
        "rows": [_at_risk(row) for row in found.rows],
    }


def _at_risk(row: AtRisk) -> dict[str, Any]:
    return {
        "table": row.table,
        "column": row.column,
        "row_id": row.row_id,
        "lost": list(row.lost),
        "before": _base64(row.before) if row.before else None,
        "foretold": _base64(row.foretold) if row.foretold else None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "check": place.check,
        "group": place.group,
        "table": place.table,
        "column": place.column,
        "key": place.key,
        "origin": str(place.origin),
        "expected": str(place.expected) if place.expected else None,
        "by_name": place.by_name,
        "rows": place.rows,
        "keys": _chunks(place.chunks, place.marks),
    }


def _chunks(chunks: Sequence[Chunk], marks: Sequence[bytes] = ()) -> list[dict[str, Any]]:
    return [
        {
            "kind": str(chunk.kind),
            "count": chunk.count,
            "data": _base64(chunk.data),
            "marks": _base64(marks[number]) if marks else None,
        }
        for number, chunk in enumerate(chunks)
    ]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def read(data: Mapping[str, Any]) -> Snapshot:
    """The snapshot that this data is. Raises UsageError where it is none."""
    top = Fields(data)
    subject, titles = top.object("subject"), top.object("titles")
    along = top.object("goes_along")
    return Snapshot(
        subject=Subject(
            subject.number("user_id"), subject.text("kind"), subject.maybe_text("state")
        ),
        case=top.maybe_text("case"),
        taken_at=top.moment("taken_at"),
        delete_after=top.day("delete_after"),
        installation=_read_installation(top.object("installation")),
        queries=top.text("queries"),
        mark_key=top.binary("mark_key", KEY),
        known=tuple(map(_read_known, top.each("known"))),
        account=tuple((f.text("label"), f.text("value")) for f in top.each("account")),
        places=tuple(map(_read_place, top.each("places"))),
        goes_along={table: _read_chunks(along, table)[0] for table in along.data},
        risks=tuple(map(_read_risk, top.each("risks"))),
        unread=tuple((f.word("check"), f.word("reason")) for f in top.each("unread")),
        titles={code: titles.text(code) for code in titles.data},
        systems=tuple(_read_systems(top)),
    )


def _read_installation(facts: Fields) -> Installation:
    return Installation(
        openproject=facts.maybe_text("openproject"),
        known_by=facts.maybe_text("openproject_known_by")
        if "openproject_known_by" in facts.data
        else None,
        last_migration=facts.maybe_text("last_migration"),
        postgresql=facts.text("postgresql"),
        database=facts.text("database"),
        schema=facts.text("schema"),
        host_name=facts.maybe_text("host_name"),
        deleted_user_ids=facts.numbers("deleted_user_ids"),
        checked_at=facts.moment("checked_at"),
        modules=None if facts.data.get("modules") is None else facts.texts("modules"),
    )


def _read_systems(top: Fields) -> Iterator[System]:
    """None in a file from before they were looked for; a kind that nobody knows is left out."""
    for each in top.each("systems") if "systems" in top.data else ():
        if each.text("key") in kinds():
            accounts = None if each.data.get("accounts") is None else each.number("accounts")
            yield System(
                each.text("key"),
                each.number("count"),
                back=each.one_of(Returns, "brings_back") if each.data.get("brings_back") else None,
                accounts=accounts,
                known_from=None if accounts is None else "database",
                names=each.texts("names"),
                reason=each.maybe_text("reason"),
            )


def _read_known(known: Fields) -> Known:
    return Known(
        known.one_of(KnownAs, "kind"),
        known.text("value"),
        known.text("source"),
        known.text("given"),
        known.text("family"),
        known.maybe_text("label"),
    )


def _read_place(place: Fields) -> Place:
    chunks, marks = _read_chunks(place, "keys")
    expected = None
    if place.data.get("expected") is not None:
        expected = place.one_of(Expected, "expected")
    found = Place(
        check=place.word("check"),
        group=place.word("group"),
        table=place.word("table"),
        column=place.word("column"),
        key=place.word("key"),
        origin=place.one_of(Origin, "origin"),
        expected=expected,
        rows=place.number("rows"),
        chunks=chunks,
        marks=marks,
        by_name=place.truth("by_name"),
    )
    if total(chunks) > found.rows:
        raise damaged("a place has more keys than rows")
    return found


def _read_chunks(holder: Fields, name: str) -> tuple[tuple[Chunk, ...], tuple[bytes, ...]]:
    chunks: list[Chunk] = []
    marks: list[bytes] = []
    for each in holder.each(name):
        count = each.number("count")
        if not 0 < count <= CHUNK:
            raise damaged("a part of the keys is empty or too large")
        chunks.append(Chunk(each.one_of(Kind, "kind"), count, each.binary("data")))
        found = each.maybe_binary("marks", count * SIZE)
        if found is not None:
            marks.append(found)
    if marks and len(marks) != len(chunks):
        raise damaged("some keys of a text have digests, others none")
    return tuple(chunks), tuple(marks)


def _read_risk(found: Fields) -> Risk:
    return Risk(
        found.word("kind"),
        found.one_of(Severity, "severity"),
        found.text("text"),
        found.text("remedy"),
        found.number("count"),
        tuple(map(_read_at_risk, found.each("rows"))),
    )


def _read_at_risk(row: Fields) -> AtRisk:
    return AtRisk(
        row.word("table"),
        row.maybe_text("column"),
        row.row_id("row_id"),
        row.texts("lost"),
        row.maybe_binary("before", SIZE),
        row.maybe_binary("foretold", SIZE),
    )

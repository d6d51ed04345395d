"""Every row that refers to the person, and digests of the texts that mention them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import psycopg

from operasure.checks import idforms, selection
from operasure.checks.run import ScanCrew
from operasure.core.model import Check, Compare, Origin, Result, RowId, Subject
from operasure.core.progress import NOBODY, Meter
from operasure.database.catalogue import Catalogue
from operasure.database.reader import Reader, reason
from operasure.database.session import Session
from operasure.looks.snapshot import lookup
from operasure.looks.snapshot.model import SnapshotPlace
from operasure.looks.snapshot.packing import Chunk, Packer, row_id
from operasure.looks.snapshot.texts import SIZE, Marker, shown_names


@dataclass
class Harvest:
    """What was found: places with their rows, texts still without digests, and what could not be
    looked at, each with the reason."""

    places: dict[str, SnapshotPlace] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    unread: list[tuple[str, str]] = field(default_factory=list)


def harvest(
    session: Session,
    made: selection.CheckPlan,
    subject: Subject,
    progress: Meter = NOBODY,
) -> Harvest:
    """Run the plan for the person, keeping the key of every row."""
    packers: dict[str, Packer] = {}

    def collect(check: Check) -> Callable[[RowId], None]:
        packer = packers[check.id] = Packer()
        return packer.add

    found = Harvest()
    parameters, now = (
        idforms.parameters(subject.user_id, subject.kind),
        session.installation.checked_at,
    )
    crew = ScanCrew(session.readers, parameters, now, collect)
    for outcome in crew.outcomes(made.scans, progress):
        check = outcome.check
        if check.origin is Origin.SWEPT and check.id not in made.like_user:
            continue
        if outcome.result is Result.UNCHECKED:
            found.unread.append((check.id, outcome.reason or "it could not be looked at"))
            continue
        if outcome.unread:
            found.unread.append((check.id, str(outcome.reason)))
        if outcome.rows:
            found.checks[check.id] = check
            chunks = packers[check.id].finish()
            found.places[check.id] = place_of(check, outcome.rows, chunks, session.catalogue)
    found.unread += [(c.id, why) for c, why in made.unreadable]
    return found


def place_of(
    check: Check,
    rows: int,
    chunks: tuple[Chunk, ...],
    catalogue: Catalogue,
    *,
    by_name: bool = False,
) -> SnapshotPlace:
    """The place of a check with the keys of its rows."""
    return SnapshotPlace(
        check=check.id,
        group=check.group,
        table=check.table,
        column=check.column.name,
        key=lookup.key_column(check, catalogue),
        origin=check.origin,
        expected=check.expected,
        rows=rows,
        by_name=by_name,
        keys=chunks,
    )


def with_marks(
    session: Session, found: Harvest, marker: Marker, user_id: int
) -> tuple[dict[str, SnapshotPlace], list[str]]:
    """The places, those of texts with their digests, and the names that mentions show."""
    names: dict[str, None] = {}

    def saw(text: str) -> None:
        names.update(dict.fromkeys(shown_names(text, user_id)))

    reader, catalogue = session.readers[0], session.catalogue
    marked: dict[str, SnapshotPlace] = {}
    for check_id, place in found.places.items():
        check = found.checks[check_id]
        marked[check_id] = place
        if check.compare is not Compare.FORMS or place.key == "ctid":
            continue
        try:
            keys = [
                replace(
                    chunk,
                    marks=ordered(chunk, marks_of(reader, check, catalogue, chunk, marker, saw)),
                )
                for chunk in place.keys
            ]
        except psycopg.Error as error:
            found.unread.append((check_id, reason(error)))
            continue
        marked[check_id] = replace(place, keys=tuple(keys))
    return marked, list(names)


def marks_of(
    reader: Reader,
    check: Check,
    catalogue: Catalogue,
    chunk: Chunk,
    marker: Marker,
    saw: Callable[[str], None],
) -> Mapping[RowId, bytes]:
    """Digests of the texts of a chunk's rows by key; rows that are gone have none."""
    found: dict[RowId, bytes] = {}
    statement = lookup.texts(check, catalogue, chunk.kind)
    for key, text in reader.stream(statement, keys=chunk.unpacked()):
        if text is not None:
            found[row_id(key)] = marker.mark(str(text))
            saw(str(text))
    return found


def ordered(chunk: Chunk, marks: Mapping[RowId, bytes]) -> bytes:
    """The digests in the order of the chunk's keys, zeros for a text that is not there."""
    return b"".join(marks.get(key, bytes(SIZE)) for key in chunk.unpacked())


def goes_along(
    session: Session, user_id: int
) -> tuple[dict[str, tuple[Chunk, ...]], list[tuple[str, str]]]:
    """By table the rows that the deletion takes along (queries/snapshot/goes-along.sql), and the
    tables of which that could not be read, each with the reason."""
    packers: dict[str, Packer] = {}
    unread: list[tuple[str, str]] = []
    for section in session.catalogue.sections("snapshot/goes-along", "table"):
        table = section.header["table"]
        packer = packers.setdefault(table, Packer())
        try:
            for row in session.readers[0].stream(section.sql, user_id=user_id):
                packer.add(row_id(row[0]))
        except psycopg.Error as error:
            unread.append((f"goes along: {table}", reason(error)))
    return {t: p.finish() for t, p in packers.items() if p.chunks or p.waiting}, unread


def keys_of(chunks: Sequence[Chunk]) -> set[RowId]:
    """All keys at once."""
    return {key for chunk in chunks for key in chunk.unpacked()}

"""Reads every text on all connections of a session, and locates the mentions.

First each table is streamed past the filter, then the rows with a mention are asked where they
show, and last every place without one must show that it could be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby, islice
from operator import itemgetter

import psycopg

from operasure.checks import parts as around
from operasure.checks.control import binary, controls
from operasure.checks.parts import Around
from operasure.checks.scanning import Scan
from operasure.core.model import Check, Control
from operasure.core.progress import Meter, Stage, StageShare
from operasure.database.crew import Crew, Ended
from operasure.database.reader import Reader
from operasure.looks.mentions import coded, stream
from operasure.looks.mentions.locate import AT_ONCE, Located, LocatedRows, locate, statement
from operasure.looks.mentions.places import Part, Source
from operasure.looks.mentions.spool import Spool
from operasure.matching.seek import Seeker, Seen

BATCH = 500
"""Mentions that are handed over at once."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Mentions in one row of one field (by position in its source)."""

    field: int
    place: int
    seen: list[Seen]


class Search:
    """One search: the places, their fields numbered, and the spool that takes what is found."""

    def __init__(
        self,
        readers: Sequence[Reader],
        sources: Sequence[Source],
        seeker: Seeker,
        spool: Spool,
    ) -> None:
        self._readers = readers
        self.sources = sources
        self._seeker = seeker
        self._spool = spool
        self.fields = [
            (s, f) for s, source in enumerate(sources) for f in range(len(source.fields))
        ]
        """Source and field by the number under which the spool knows them."""
        self._numbers = {place: number for number, place in enumerate(self.fields)}

    def read(self, parts: Sequence[Part], progress: Meter) -> dict[int, str]:
        """Read every part; returns why fields (by number) were not read, or not in full. Where one
        field keeps its table from being read, the others are read apart from it, and where a value
        of it can't be read, the other rows."""
        with progress.begin("reading texts", sum(part.bytes for part in parts)) as stage:
            return self._read(parts, stage)

    def _read(self, parts: Sequence[Part], stage: Stage) -> dict[int, str]:
        failures: dict[int, str] = {}
        unread: dict[int, list[Around]] = defaultdict(list)
        apart: list[Part] = []
        for event in Crew(self._readers, partial(self._look, stage)).run(parts):
            if isinstance(event, Ended):
                part = event.job
                if event.reason and event.parts and len(part.fields) > 1:
                    apart += part.halves()
                elif event.reason:
                    own = (self._numbers[part.source, i] for i in part.fields)
                    failures |= dict.fromkeys(own, event.reason)
                continue
            part, seen = event
            if isinstance(seen, Around):
                unread[self._numbers[part.source, part.fields[0]]].append(seen)
            else:
                self._spool.add(self._numbers[part.source, seen.field], seen.place, seen.seen)
        if unread:
            told = {number: str(around.together(each)) for number, each in unread.items()}
            failures = told | failures
        if apart:
            failures |= self._read(apart, stage)
        if apart or unread:
            self._spool.distinct()
        self._drop_repeated()
        return failures

    def _drop_repeated(self) -> None:
        """A search vector says nothing anew of a row whose text names the person: it follows that.
        One that still names the person when the text does not is told."""
        for number, (source, position) in enumerate(self.fields):
            own = self.sources[source].fields
            if text := own[position].repeats:
                for other, field in enumerate(own):
                    if field.column.name == text:
                        self._spool.drop_repeated(number, self._numbers[source, other])

    def _look(self, stage: Stage, reader: Reader, part: Part) -> Iterator[Batch | Around]:
        with stage.share(self.sources[part.source].table.name, part.bytes) as share:
            yield from self._looked(reader, part, share)

    def _looked(self, reader: Reader, part: Part, share: StageShare) -> Iterator[Batch | Around]:
        try:
            yield from self._seen(reader, part, share)
            return
        except psycopg.Error as error:
            apart = len(part.fields) > 1 or not reader.alive or not around.of_a_value(error)
            found = None if apart else self._around(reader, part)
            if found is None:
                raise
        if found.unread:
            yield found
        if found.spans:
            yield from self._seen(reader, replace(part, spans=found.spans), share)

    def _around(self, reader: Reader, part: Part) -> Around | None:
        """The rows of a field that can't be read; None where these can't be told."""

        def read(spans: Sequence[around.Span]) -> Iterator[stream.Row]:
            return stream.rows(reader, replace(part, spans=tuple(spans)).statement())

        source = self.sources[part.source]
        check = source.fields[part.fields[0]].checks[0]
        return around.around(reader, source.sql, source.key, check, read, part.blocks)

    def _seen(self, reader: Reader, part: Part, share: StageShare) -> Iterator[Batch]:
        fields = [self.sources[part.source].fields[i] for i in part.fields]
        for row in self._rows(reader, part, share):
            for position, own, value in zip(part.fields, fields, row.values, strict=True):
                if value is not None:
                    found = self._seeker.find(value, structured=own.structured)
                    while seen := list(islice(found, BATCH)):
                        yield Batch(position, row.place, seen)

    def _rows(self, reader: Reader, part: Part, share: StageShare) -> Iterator[stream.Row]:
        if part.coded:
            rows: Iterator[stream.Row] = stream.rows(reader, part.statement(), share.add)
        else:
            pattern = self._seeker.filter.compiled
            rows = stream.candidates(reader, part.statement(), pattern, share.add)
        for row in rows:
            found = stream.of_family(row, part.family) if part.family else row
            yield _decoded(found) if part.coded else found

    def locate(self) -> dict[int, str]:
        """Ask where the rows with a mention stand; returns why fields (by number) would not say.
        Most fields of a table are asked for alike, and so together."""
        alike: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number in self._spool.fields():
            source, field = self.fields[number]
            own = self.sources[source]
            alike[source, statement(own, own.fields[field], 0)].append(number)
        jobs = [rows for numbers in alike.values() for rows in self._wanted(numbers)]
        failures: dict[int, str] = {}
        for event in Crew(self._readers, self._place).run(jobs):
            if isinstance(event, Ended):
                if event.reason:
                    every = chain.from_iterable(event.job.places.values())
                    failures |= dict.fromkeys(every, event.reason)
            else:
                rows, located = event
                for number in rows.places[located.place]:
                    self._spool.locate(number, located)
        return failures

    def _wanted(self, numbers: Sequence[int]) -> Iterator[LocatedRows]:
        """The rows with a mention in some fields of a source, not too many at once."""
        rows = groupby(self._spool.rows_of(numbers), key=itemgetter(0))
        while some := {row: [n for _, n in own] for row, own in islice(rows, AT_ONCE)}:
            yield LocatedRows(*self.fields[numbers[0]], some)

    def _place(self, reader: Reader, rows: LocatedRows) -> Iterator[Located]:
        source = self.sources[rows.source]
        return locate(reader, source, source.fields[rows.field], rows.places)

    def control(
        self, clear: Mapping[int, Sequence[Check]]
    ) -> tuple[dict[str, Control | None], dict[str, str]]:
        """Positive controls of checks without a mention, by source: as `control.controls` has them,
        and why there is none."""
        found: dict[str, Control | None] = {}
        failures: dict[str, str] = {}
        jobs = [(source, tuple(checks)) for source, checks in clear.items()]
        for event in Crew(self._readers, self._control).run(jobs):
            if isinstance(event, Ended):
                if event.reason:
                    failures |= {check.id: event.reason for check in event.job[1]}
            else:
                proven, blind = event[1]
                found |= proven
                failures |= blind
        return found, failures

    def _control(
        self, reader: Reader, job: tuple[int, tuple[Check, ...]]
    ) -> Iterator[tuple[dict[str, Control | None], dict[str, str]]]:
        position, checks = job
        source = self.sources[position]
        scan = Scan(source.sql, checks, "", (), source.table.pages)
        blind = binary(reader, source.sql, checks)
        yield controls(reader, scan, checks, {"user_id": 0}), blind


def _decoded(row: stream.Row) -> stream.Row:
    texts = (None if value is None else coded.decode(bytes(value)) for value in row.values)
    return stream.Row(row.place, tuple(texts))

"""The text columns of the live schema, each with the checks that describe it.

A table is read once for all its texts, in parts of about `PART` bytes. Texts that are stored coded
(base64, bytes) are decoded here and not by the server, which takes many times as long; they are
read apart, so that the rest of their table need not wait. A column that is declared to hold no
person is read like any other: a person may have got there all the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from operasure.checks import handling
from operasure.checks.parts import Span, within
from operasure.checks.sweeping import as_text, packed
from operasure.core.model import Check, Column, Compare, Origin
from operasure.core.queries import Queries
from operasure.core.shapes import TEXTUAL, Shape
from operasure.database.catalogue import Catalogue, LiveColumn, Table
from operasure.database.fates import ColumnFate, ColumnPlace, cover
from operasure.database.reader import quoted
from operasure.looks.mentions.coded import PIECES_APART

PART = 32 * 1024 * 1024
"""Bytes of a table that one statement reads, long values included."""
BLOCKS = 2048
"""Blocks of a table that one statement reads, since how much is kept apart is often not known."""
RANGES_SINCE = 140_000
"""Server version from which a range of blocks is read without reading what lies before it."""

VECTORS = {("attachments", "fulltext"): "fulltext_tsv", ("attachments", "file"): "file_tsv"}
"""Search vectors of OpenProject, by the text that each repeats."""
_CODED = {"binary", "marshal"}
_PLAIN_VALUE = re.compile(r"[a-z_][a-z0-9_]*|CAST\([a-z_][a-z0-9_]* AS text\)")


@dataclass(frozen=True)
class Field:
    """One text of a table: what is streamed of it, and the checks that share it out.

    `value` is the expression that is read; where `coded`, it is the column as it is stored.
    """

    column: Column
    value: str
    checks: tuple[Check, ...]
    coded: bool = False
    repeats: str | None = None
    """The column beside it whose words it repeats, if it does: a search vector."""

    @property
    def structured(self) -> bool:
        """Whether it holds a person and no prose: a committer, the owner of a file."""
        return all(check.kind == "person" for check in self.checks)


@dataclass(frozen=True)
class Source:
    """A table with all texts of it that are looked through. `key` is the expression of a row's
    key, `author` that of the id of who wrote it, and `moment` that of when, where known. `family`
    are the relations (oid) that hold its rows, where it is partitioned or others inherit from it.
    `account` is the expression of the other account that a row belongs to, where rows do."""

    table: Table
    sql: str
    key: str
    author: str | None
    fields: tuple[Field, ...]
    blocks: int = 0
    bytes: int = 0
    family: tuple[int, ...] = ()
    account: str | None = None
    moment: str | None = None


@dataclass(frozen=True)
class Part:
    """What one statement reads: fields (by position) of a source, within a range of blocks."""

    source: int
    fields: tuple[int, ...]
    table: str
    values: tuple[str, ...]
    blocks: tuple[int, int | None]
    """The first of its blocks, and the one behind its last; None for all there are."""
    bytes: int
    coded: bool
    family: tuple[int, ...] = ()
    spans: tuple[Span, ...] | None = None
    """The rows that it reads, where these are not all of its blocks."""

    def halves(self) -> tuple[Part, Part]:
        """The same rows read twice, for half of the fields each."""
        half = len(self.fields) // 2
        return (
            replace(self, fields=self.fields[:half], values=self.values[:half]),
            replace(self, fields=self.fields[half:], values=self.values[half:]),
        )

    @property
    def range(self) -> tuple[str, ...]:
        """The conditions of its blocks; the last part of a table takes what was added since."""
        low, high = self.blocks
        terms = [f"ctid >= '({low},0)'"] if low else []
        return (*terms, f"ctid < '({high},0)'") if high is not None else tuple(terms)

    def statement(self) -> str:
        """The COPY of its rows: place, of a family the relation too, and values."""
        shown = ", ".join(["ctid", *(["tableoid"] if self.family else []), *self.values])
        rows = f"SELECT {shown} FROM {self.table}"
        if self.spans is not None:
            rows = within(f"{rows} WHERE true", "ctid", self.spans)
        elif self.range:
            rows += f" WHERE {' AND '.join(self.range)}"
        return f"COPY ({rows}) TO STDOUT (FORMAT binary)"


@dataclass(frozen=True)
class Places:
    """Everything that is looked through, and what became of every other column and check."""

    sources: tuple[Source, ...]
    absent: tuple[Check, ...]
    unreadable: tuple[tuple[Check, str], ...]
    """Checks of what can't be looked at, each with the reason."""
    columns: tuple[ColumnPlace, ...]


def find(
    queries: Queries, catalogue: Catalogue, sizes: Iterable[Mapping[str, object]] = ()
) -> Places:
    """Meet the mention queries with the live schema; what none of them names is swept.

    `sizes` are the rows of queries/openproject/sizes.sql.
    """
    known = {(str(row["schema"]), str(row["name"])): row for row in sizes}
    live = handling.live(queries.texts, catalogue)
    columns = tuple(map(_textual, cover(catalogue, live, queries.declarations)))
    names = {check.id for check in live}
    by_table: dict[Table, list[Check]] = defaultdict(list)
    for check in live:
        by_table[catalogue.own[check.table]].append(check)
    for place in columns:
        if place.fate in {ColumnFate.SWEPT, ColumnFate.DECLARED} and place.column.shape in TEXTUAL:
            declared = place.reason if place.fate is ColumnFate.DECLARED else None
            by_table[place.table].append(_swept(place.table, place.column, declared))
    return Places(
        tuple(
            _source(table, checks, catalogue, known.get((table.schema, table.name), {}))
            for table, checks in by_table.items()
            if not table.barred
        ),
        tuple(check for check in queries.texts if check.id not in names),
        tuple((c, t.barred) for t, checks in by_table.items() if t.barred for c in checks),
        columns,
    )


def _textual(place: ColumnPlace) -> ColumnPlace:
    """A column for numbers names nobody, so there is nothing to sweep. A text that points to a text
    of another table is one more place where a name stands."""
    if place.column.shape in TEXTUAL:
        swept = place.fate is ColumnFate.RULED_OUT
        return ColumnPlace(place.table, place.column, ColumnFate.SWEPT) if swept else place
    if place.fate is not ColumnFate.SWEPT:
        return place
    return ColumnPlace(place.table, place.column, ColumnFate.RULED_OUT, "a number contains no text")


def _swept(table: Table, column: LiveColumn, declared: str | None = None) -> Check:
    place, value = Column(table.name, column.name), as_text(column)
    key, source = quoted(table.key), quoted(table.schema, table.name)
    return Check(
        id=f"xu-01/{table.schema}.{place}",
        group="xu-01",
        column=place,
        label=None,
        expected=None,
        sql=f"SELECT {key}, {value} FROM {source}",
        key=key,
        value=value,
        compare=Compare.FORMS,
        origin=Origin.SWEPT,
        schema=table.schema,
        declared=declared,
    )


def _source(
    table: Table, checks: Sequence[Check], catalogue: Catalogue, size: Mapping[str, object]
) -> Source:
    own = table.schema == catalogue.schema
    named = any(c.name == checks[0].key for c in table.columns)
    shared: dict[tuple[Column, str], list[Check]] = defaultdict(list)
    for check in checks:
        shared[check.column, check.value].append(check)
    shapes = {column.name: column.shape for column in table.columns}
    family = tuple(map(int, str(size.get("family", "")).split()))
    key = checks[0].key if named else quoted(table.key)
    if family and key == quoted("ctid"):
        key = "CAST(CAST(tableoid AS regclass) AS text) || ' ' || CAST(ctid AS text)"
    return Source(
        table,
        quoted(table.name) if own else quoted(table.schema, table.name),
        key,
        _author(table, catalogue),
        tuple(
            _field(column, value, members, shapes[column.name])
            for (column, value), members in shared.items()
        ),
        int(str(size.get("blocks", 0))),
        table.bytes,
        family,
        moment=_moment(table, catalogue),
    )


_REPEATS = {(table, vector): text for (table, text), vector in VECTORS.items()}


def _field(column: Column, value: str, checks: Sequence[Check], shape: Shape) -> Field:
    repeats = _REPEATS.get((column.table, column.name))
    decoded = not _PLAIN_VALUE.fullmatch(value) and all(c.kind in _CODED for c in checks)
    if shape is Shape.BYTES or (shape is Shape.TEXT and decoded):
        return Field(column, quoted(column.name), tuple(checks), coded=True)
    if shape is Shape.PACKED:
        return Field(column, _pieces(column), tuple(checks), coded=True)
    return Field(column, value, tuple(checks), repeats=repeats)


def _pieces(column: Column) -> str:
    """The text of a value that has bytes in it, and all of these, with what parts them."""
    name, apart = quoted(column.name), f"decode('{PIECES_APART.hex()}', 'hex')"
    bytes_ = packed(column.name, f"string_agg({apart} || decode(op_piece[1], 'hex'), '')")
    shown = f"convert_to(CAST({name} AS text), 'UTF8')"
    return f"CASE WHEN num_nulls({name}) = 0 THEN {shown} || coalesce(({bytes_}), '') END"


_AUTHORS = ("author_id", "creator_id", "uploader_id", "logged_by_id", "user_id", "actor_id")


_TIMES = {f"pg_catalog.{name}" for name in ("timestamp", "timestamptz", "date")}
_MOMENTS = ("updated_at", "updated_on", "created_at", "created_on")


def _author(table: Table, catalogue: Catalogue) -> str | None:
    """Who wrote a row: of an old version, the user of the journal that it belongs to."""
    numbers = [c.name for c in table.columns if c.shape is Shape.INTEGER]
    own = next((quoted(name) for name in _AUTHORS if name in numbers), None)
    return _of_journal(table, catalogue, "user_id") or own


def _moment(table: Table, catalogue: Catalogue) -> str | None:
    """When a row was last changed; a journal, and the old version that belongs to it, when it was
    made."""
    times = [c.name for c in table.columns if c.type in _TIMES]
    if table.name == "journals":
        times = [name for name in times if name.startswith("created")]
    own = next((quoted(name) for name in _MOMENTS if name in times), None)
    return _of_journal(table, catalogue, "created_at") or own


def _of_journal(table: Table, catalogue: Catalogue, column: str) -> str | None:
    """A column of the journal that an old version belongs to, which the rows of the table are."""
    link = of_journal(table, catalogue) if catalogue.has(Column("journals", column)) else None
    return link and f"(SELECT j.{column} FROM journals j WHERE {link} LIMIT 1)"


def of_journal(table: Table, catalogue: Catalogue) -> str | None:
    """Which journal (`j`) an old version belongs to, as SQL; None where the rows are none."""
    if table.schema != catalogue.schema or not table.name.endswith("_journals"):
        return None
    numbers = [c.name for c in table.columns if c.shape is Shape.INTEGER]
    if "journal_id" in numbers:
        return f"j.id = {table.name}.journal_id"
    if catalogue.has(Column("journals", "data_type")) and "id" in numbers:
        words = table.name.removesuffix("s").split("_")
        class_name = "".join(word.capitalize() for word in words)
        return f"j.data_type = 'Journal::{class_name}' AND j.data_id = {table.name}.id"
    return None


def parts(sources: Sequence[Source], server_version: int) -> list[Part]:
    """The statements that read everything, the largest table first; `server_version` is 150004
    for 15.4."""
    found: list[Part] = []
    for position, source in enumerate(sources):
        size, count = source.bytes, 1
        if server_version >= RANGES_SINCE and not source.family:
            count = max(1, min(source.blocks, -(-size // PART)), -(-source.blocks // BLOCKS))
        for coded in (False, True):
            fields = tuple(i for i, f in enumerate(source.fields) if f.coded is coded)
            values = tuple(source.fields[i].value for i in fields)
            if fields:
                found += (
                    Part(
                        position,
                        fields,
                        source.sql,
                        values,
                        blocks,
                        size // count,
                        coded,
                        source.family,
                    )
                    for blocks in _shares(source.blocks, count)
                )
    return sorted(found, key=lambda part: -part.bytes)


def _shares(blocks: int, count: int) -> Iterator[tuple[int, int | None]]:
    """Shares of the blocks of a table; the last has no end."""
    bounds = [blocks * i // count for i in range(count)]
    yield from zip(bounds, [*bounds[1:], None], strict=True)

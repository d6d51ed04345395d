"""Reads rows by their keys, in batches, each with where it shows in OpenProject.

Memory does not grow with what is held: the keys are packed, and one batch is read at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import psycopg

from operasure.checks.sweeping import as_text
from operasure.core.model import Check, RowId
from operasure.core.queries import Queries, statement
from operasure.core.shapes import TEXTUAL, Shape
from operasure.database import accounts
from operasure.database.catalogue import LiveColumn, Table
from operasure.database.reader import quoted, reason
from operasure.database.session import Session
from operasure.looks.access.others import Others
from operasure.looks.mentions import places, titles
from operasure.looks.snapshot import lookup
from operasure.looks.snapshot.packing import Chunk, KeyKind

AT_ONCE = 50
"""Rows that one statement reads."""
LONGEST = 1_000_000
"""Characters of one value that are given."""


@dataclass(frozen=True)
class HeldRow:
    """A row: where it shows in OpenProject (`page` in words, with its `path` and project), what is
    given of it, and when it was written or last changed."""

    id: RowId
    page: str | None
    path: str | None
    project: str | None
    date: str | None
    values: Mapping[str, object] = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    version: int | None = None
    """Of an old version of a text: its number in the history of its page."""
    changed_by_others: bool | None = None
    """Of a text that the person wrote; None where that is not on record."""


@dataclass(frozen=True)
class Value:
    """A value that is read of a row: its SQL, what it is called, and whether it is a text."""

    sql: str
    name: str
    text: bool = True

    @classmethod
    def of(cls, column: LiveColumn) -> Value:
        """A column: numbers and truth values as such, the rest as text."""
        if column.shape in TEXTUAL:
            return cls(as_text(column), column.name)
        as_is = column.shape is Shape.INTEGER or column.type == "pg_catalog.bool"
        name = quoted(column.name)
        return cls(name if as_is else f"CAST({name} AS text)", column.name, text=False)


@dataclass(frozen=True)
class ReadRow:
    """A row with its values by their names; `author` wrote it, and it belongs to `account`."""

    held: HeldRow
    values: Mapping[str, Any]
    author: int | None
    account: int | None
    internal: bool


class RowReader:
    """Reads the rows of one installation. `sources` are its tables with texts, by their names;
    `unread` is told what could not be read, with the reason."""

    def __init__(
        self, session: Session, queries: Queries, others: Others, unread: list[tuple[str, str]]
    ) -> None:
        self._session, self._others, self._unread = session, others, unread
        catalogue, reader = session.catalogue, session.readers[0]
        owners = reader.fetch(statement("catalogue/accounts"))
        self._owners = accounts.read(owners, catalogue.schema)
        found = places.find(queries, catalogue).sources
        self.sources = {s.table.name: s for s in found if s.table.schema == catalogue.schema}

    def rows(
        self,
        what: str,
        check: Check,
        table: Table,
        keys: Sequence[Chunk],
        values: Sequence[Value],
    ) -> Iterator[ReadRow]:
        """The rows of a table with these keys, as a check names them."""
        reader, catalogue = self._session.readers[0], self._session.catalogue
        key = lookup.key_column(check, catalogue)
        for chunk in keys:
            sql = self._select(check, table, key, chunk.kind, values)
            every = chunk.unpacked()
            for start in range(0, len(every), AT_ONCE):
                try:
                    found = reader.fetch(sql, keys=every[start : start + AT_ONCE])
                except psycopg.Error as error:
                    self._unread.append((what, f"{reason(error)}: {AT_ONCE} rows at most"))
                    if not reader.alive:
                        return
                    continue
                paths = [row["op_path"] for row in found if row["op_path"]]
                names = titles.read(reader, catalogue, paths)
                for row in found:
                    yield ReadRow(
                        self._held(row, names),
                        {each.name: _plain(row[f"op_{i}"]) for i, each in enumerate(values)},
                        row["op_author"],
                        row["op_account"],
                        row["op_internal"],
                    )

    def _select(
        self, check: Check, table: Table, key: str, kind: KeyKind, values: Sequence[Value]
    ) -> str:
        catalogue = self._session.catalogue
        source = self.sources.get(table.name) if table.schema == catalogue.schema else None
        owner = self._owners.owner((table.schema, table.name))
        account = "NULL"
        if owner is not None:
            account = accounts.account(owner, quoted(table.name), catalogue.schema)
        own = [c for f in source.fields for c in f.checks if c.path] if source else []
        internal = next((n for n in ("restricted", "internal") if n in table.named), None)
        parts = [
            f"{quoted(key)} AS op_key",
            f"{_case(own, 'path')} AS op_path",
            f"{_case(own, 'project')} AS op_project",
            f"CAST({(source and source.moment) or 'NULL'} AS text) AS op_date",
            f"{(source and source.author) or 'NULL'} AS op_author",
            f"{account} AS op_account",
            f"{quoted(internal) if internal else 'false'} AS op_internal",
            *(
                f"{f'left({each.sql}, {LONGEST + 1})' if each.text else each.sql} AS op_{i}"
                for i, each in enumerate(values)
            ),
        ]
        where = lookup.among(quoted(key), table, key, kind)
        shown, place = ", ".join(parts), lookup.source(check, catalogue)
        return f"SELECT {shown} FROM {place} WHERE {where} ORDER BY op_key"

    def _held(self, row: Mapping[str, Any], names: titles.Titles) -> HeldRow:
        key, page = row["op_key"], names.page(row["op_path"])
        # The address of a page is made of its title, which may name somebody.
        page, path, project = (
            self._others.text(each) if each else None
            for each in (page, row["op_path"], row["op_project"])
        )
        date = str(row["op_date"])[:10] if row["op_date"] else None
        return HeldRow(key if isinstance(key, int) else str(key), page, path, project, date)


def _case(checks: Iterable[Check], term: str) -> str:
    """The path or the project of a row, by the first place that takes it."""
    whens = {(c.condition or "true", getattr(c, term)): None for c in checks if getattr(c, term)}
    if not whens:
        return "CAST(NULL AS text)"
    return f"CASE {' '.join(f'WHEN {when} THEN concat({then})' for when, then in whens)} END"


def _plain(value: object) -> object:
    """A number as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value

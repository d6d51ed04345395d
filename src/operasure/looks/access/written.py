"""What a person wrote: each text as it stands, and what they wrote in old versions of texts.

OpenProject keeps a whole copy of a text for each change. Of the versions that the person made, the
passages (lines) are given that the version before does not have, each once in the history of its
page, and not if the text as it stands is given whole and has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import psycopg

from operasure.core.model import Check, Column, Origin
from operasure.core.queries import Queries
from operasure.database.catalogue import Table
from operasure.database.reader import quoted, reason
from operasure.database.session import Session
from operasure.looks.access.giving import Giving
from operasure.looks.access.reading import HeldRow, RowReader, Value
from operasure.looks.access.rules import rules
from operasure.looks.mentions import places
from operasure.looks.snapshot import lookup
from operasure.looks.snapshot.packing import Chunk, Packer

_VERSIONS = "_journals"
_PROSE = frozenset({"plain", "markdown", "filename"})


def prose(queries: Queries) -> frozenset[Column]:
    """The columns in which people write."""
    return frozenset(c.column for c in queries.texts if _is_prose(c))


def _is_prose(check: Check) -> bool:
    return check.kind in _PROSE and check.origin is Origin.TEXT


class Written:
    """Reads what the person wrote; `texts` counts those that may still name somebody else."""

    def __init__(
        self, session: Session, reader: RowReader, giving: Giving, unread: list[tuple[str, str]]
    ) -> None:
        self._session, self._reader, self._giving = session, reader, giving
        self._unread = unread
        self.texts = 0

    def tables(self) -> Iterator[tuple[str, str, Iterator[HeldRow]]]:
        """For each table its name, its group and the texts, old versions last."""
        every = self._reader.sources
        for name in sorted(every, key=lambda each: (each.endswith(_VERSIONS), each)):
            source = every[name]
            fields = [each for each in source.fields if _is_written(each)]
            if not (source.author and fields):
                continue
            read = self._versions if name.endswith(_VERSIONS) else self._texts
            yield name, fields[0].checks[0].group, read(source, fields)

    def _texts(self, source: places.Source, fields: Sequence[places.Field]) -> Iterator[HeldRow]:
        table, check = source.table, fields[0].checks[0]
        sql = f"SELECT {source.key} FROM {source.sql} WHERE {source.author} = :user_id"
        values = [Value(each.value, each.column.name) for each in fields]
        values.append(Value(self._changed(table), "changed", text=False))
        for row in self._reader.rows(table.name, check, table, self._keys(table, sql), values):
            texts = {each.column.name: row.values[each.column.name] for each in fields}
            yield from self._entry(table, row.held, texts, row.values["changed"])

    def _versions(self, source: places.Source, fields: Sequence[places.Field]) -> Iterator[HeldRow]:
        """What the person wrote in old versions."""
        table, check = source.table, fields[0].checks[0]
        link = places.of_journal(table, self._session.catalogue)
        if link is None:
            self._unread.append((table.name, "how its rows belong to journals is not known"))
            return
        key = f"{source.sql}.{quoted(lookup.key_column(check, self._session.catalogue))}"
        sql = f"SELECT {key} FROM {source.sql} JOIN journals j ON {link} WHERE j.user_id = :user_id"
        values, given = self._of_versions(source, fields, link), set[int]()
        for row in self._reader.rows(table.name, check, table, self._keys(table, sql), values):
            names = (each.column.name for each in fields)
            texts = {name: _new(row.values, name, given) for name in names}
            held = replace(row.held, version=row.values["op version"])
            yield from self._entry(table, held, texts, row.values["op changed"])

    def _of_versions(
        self, source: places.Source, fields: Sequence[places.Field], link: str
    ) -> list[Value]:
        """Of a version its page and number, whether others made one before, and of each text how it
        reads, how it read in the version before, and how it reads today. `link` is its journal."""
        page = f"SELECT j.journable_type, j.journable_id FROM journals j WHERE {link} LIMIT 1"
        number = f"(SELECT j.version FROM journals j WHERE {link} LIMIT 1)"
        earlier = f"FROM journals e WHERE (e.journable_type, e.journable_id) = ({page})"
        earlier += f" AND e.version < {number}"
        others = f"EXISTS (SELECT 1 {earlier} AND e.user_id <> {self._giving.user_id})"
        values = [
            Value(f"(SELECT CAST(p AS text) FROM ({page}) AS p)", "op page"),
            Value(number, "op version", text=False),
            Value(others, "op changed", text=False),
        ]
        named = source.table.named
        own, there = ("journal_id", "id") if "journal_id" in named else ("id", "data_id")
        last = f"(SELECT e.{there} {earlier} ORDER BY e.version DESC LIMIT 1)"
        for each in fields:
            name, text = each.column.name, each.value
            if "custom_field_id" in named:  # of other fields, it is the id of a user or an option
                kind = "SELECT f.field_format FROM custom_fields f WHERE f.id = custom_field_id"
                text = f"CASE WHEN ({kind}) IN ('string', 'text', 'link') THEN {text} END"
            before = f"SELECT string_agg({text}, chr(10)) FROM {source.sql} AS before"
            values += [
                Value(text, name),
                Value(f"({before} WHERE before.{own} = {last})", f"before {name}"),
                Value(self._now(source.table, name, link), f"now {name}"),
            ]
        return values

    def _keys(self, table: Table, sql: str) -> Sequence[Chunk]:
        packer = Packer()
        try:
            for row in self._session.readers[0].stream(sql, user_id=self._giving.user_id):
                packer.add(row[0] if isinstance(row[0], int) else str(row[0]))
        except psycopg.Error as error:
            self._unread.append((table.name, reason(error)))
            return ()
        return packer.finish()

    def _entry(
        self, table: Table, held: HeldRow, texts: dict[str, Any], changed: bool | None
    ) -> Iterator[HeldRow]:
        given = {
            name: self._giving.text(f"{table.name}.{name}", value)
            for name, value in texts.items()
            if isinstance(value, str) and value.strip()
        }
        self.texts += len(given)
        if given:
            yield replace(held, values=given, changed_by_others=changed)

    def _changed(self, table: Table) -> str:
        """Whether somebody else changed a row, as SQL; null where changes are not on record."""
        class_, catalogue = rules().recorded.get(table.name), self._session.catalogue
        if class_ is None or not catalogue.has(Column("journals", "journable_type")):
            return "CAST(NULL AS boolean)"
        return (
            f"EXISTS (SELECT 1 FROM journals j WHERE j.journable_type = '{class_}' "
            f"AND j.journable_id = {table.name}.id AND j.user_id <> {self._giving.user_id})"
        )

    def _now(self, table: Table, name: str, link: str) -> str:
        """The text as it stands, where it is given whole because the person wrote it."""
        live, id_ = rules().live(table.name)
        source = self._reader.sources.get(live)
        fields = source.fields if source else ()
        now = next((f for f in fields if f.column.name == name and _is_written(f)), None)
        if source is None or now is None or source.author is None:
            return "CAST(NULL AS text)"
        its = (
            f"{table.name}.{id_}"
            if id_
            else f"(SELECT j.journable_id FROM journals j WHERE {link} LIMIT 1)"
        )
        return (
            f"(SELECT {now.value} FROM {source.sql} AS now WHERE now.id = {its} "
            f"AND {source.author} = {self._giving.user_id})"
        )


def _is_written(text: places.Field) -> bool:
    return (
        text.checks[0].group.startswith("c")
        and all(map(_is_prose, text.checks))
        and not (text.coded or text.repeats)
        and text.column not in rules().not_written
    )


def _new(values: Mapping[str, Any], name: str, given: set[int]) -> str:
    """The passages of a version that are in no other text that is given."""
    had = {
        line.strip()
        for of in ("before", "now")
        for line in (values[f"{of} {name}"] or "").splitlines()
    }
    kept = []
    for line in (values[name] or "").splitlines():
        mark = hash((values["op page"], name, line.strip()))
        if line.strip() and line.strip() not in had and mark not in given:
            given.add(mark)
            kept.append(line)
    return "\n".join(kept)

"""`operasure coverage`: columns without a check or declaration, and a block to begin with for each.

A column that nobody knows is swept by `verify` and read by `find-mentions` all the same; whoever
knows it says more with a check of a site's own. How much a column looks like a person's is told
from its name, its type and its foreign key: no row is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psycopg

from operasure.checks.sweeping import as_text, type_beside
from operasure.core import person_words
from operasure.core.errors import NoDatabaseError
from operasure.core.model import Check, Dump, Installation
from operasure.core.queries import Queries, load, statement
from operasure.core.shapes import TEXTUAL, Shape
from operasure.database import catalogue, openproject, release
from operasure.database.catalogue import Catalogue, LiveColumn, Table, applies
from operasure.database.fates import ColumnFate, cover
from operasure.database.reader import Reader, reason
from operasure.database.session import Access, Session, session
from operasure.database.target import Target


class Looks(StrEnum):
    """How much a column looks like a person's, the most first."""

    REFERENCE = "reference to users"
    NAMED = "named like a user"
    TYPED = "number with its type beside it"
    PERSONAL = "text named like personal data"
    TEXT = "text"
    NUMBER = "number"


_PERSONAL = re.compile(
    r"(^|_)(first|last|full|given|family|sur|nick|display|user)_?names?$|"
    r"(^|_)(logins?|e?_?mails?|mail_addresses|phones?|mobile|signature|avatar|contacts?|address(es)?|"
    r"birth(day|date)?|salutation|iban)($|_)"
)
NAME = re.compile(r"[a-z_][a-z0-9_]*")
"""What a check can name: PostgreSQL reads any other name only in quotes."""
GROUP = "xp-01-own-tables.sql"
"""The file of a site's folder that a block is for."""
REFERENCES, MENTIONS = f"references/{GROUP}", f"mentions/{GROUP}"
DECLARED = "no-person.toml"
_TITLE = "-- Tables of this installation's own: columns that can contain a person.\n"
_ON_DELETE = {"c": "row deleted", "n": "null"}
"""What PostgreSQL itself does with a row whose user goes, in the words of a check."""


@dataclass(frozen=True)
class Unknown:
    """A column that nobody knows. `block` is what a site's `file` can say of it; where a check
    can't name it, `file` is None and `block` says why."""

    table: Table
    column: LiveColumn
    looks: Looks
    file: str | None
    block: str


@dataclass(frozen=True)
class Earlier:
    """The database that this one is compared with, a dump: `gone` are the checks of places that it
    has and this one has not."""

    dump: Dump | None
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Covered:
    """What is known of a database. `tables` of OpenProject's schema are known to no check and no
    declaration; `columns` are in order, what looks most like a person's first."""

    installation: Installation
    columns_in_all: int
    tables: tuple[str, ...]
    columns: tuple[Unknown, ...]
    earlier: Earlier | None = None

    @property
    def references(self) -> int:
        """How many unknown columns refer to users."""
        return sum(each.looks is Looks.REFERENCE for each in self.columns)

    def blocks(self) -> Mapping[str, str]:
        """What to paste, by file of a site's folder."""
        found: dict[str, list[str]] = {}
        for each in self.columns:
            if each.file:
                found.setdefault(each.file, []).append(each.block)
        return {file: _file(file, blocks) for file, blocks in sorted(found.items())}


def coverage(
    target: Target, access: Access, sites: tuple[Path, ...], since: Target | None = None
) -> Covered:
    """What no check and no declaration knows of a database; with `since`, of what that has not.

    Raises NoDatabaseError (no connection, not OpenProject) and UsageError (a file of a site's with
    an error).
    """
    queries = load(*sites)
    with session(target, access) as opened:
        live, words = opened.catalogue, _keywords(opened)
        earlier = _earlier(since, access) if since else None
        checks = [c for c in (*queries.references, *queries.texts) if applies(c, live)]
        places = cover(live, checks, queries.declarations)
        known = _names(earlier) if earlier else frozenset()
        columns = [
            _unknown(place.table, place.column, live, words)
            for place in places
            if place.fate is ColumnFate.SWEPT
            and (place.table.schema, place.table.name, place.column.name) not in known
        ]
        order = list(Looks)
        columns.sort(key=lambda u: (order.index(u.looks), u.table.schema, u.table.name))
        gone = _gone(queries, earlier, checks) if earlier else ()
        return Covered(
            opened.installation,
            len(places),
            _tables(queries, live, {(schema, table) for schema, table, _ in known}),
            tuple(columns),
            Earlier(since.dump, gone) if since else None,
        )


def _keywords(opened: Session) -> frozenset[str]:
    return frozenset(
        str(row["word"]) for row in opened.readers[0].fetch(statement("catalogue/keywords"))
    )


def _earlier(since: Target, access: Access) -> Catalogue:
    """The catalogue alone: of a schema without rows there is nothing else to ask."""
    try:
        with closing(Reader(since, timeouts=access.timeouts)) as reader:
            schema = openproject.find_schema(reader, access.schema)
            return catalogue.read(reader.fetch, schema, only=access.schema is not None)
    except psycopg.Error as error:
        raise NoDatabaseError(f"{since.masked} can't be read: {reason(error)}") from None


def _names(live: Catalogue) -> frozenset[tuple[str, str, str]]:
    return frozenset((t.schema, t.name, c.name) for t in live.tables for c in t.columns)


def _gone(queries: Queries, earlier: Catalogue, now: Collection[Check]) -> tuple[str, ...]:
    """The checks that applied to the earlier database and don't apply to this one."""
    names = {check.id for check in now}
    everything = (*queries.references, *queries.texts)
    return tuple(c.id for c in everything if applies(c, earlier) and c.id not in names)


def _tables(
    queries: Queries, live: Catalogue, earlier: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    known = {*release.known().tables}
    known |= {check.table for check in (*queries.references, *queries.texts)}
    known |= {column.table for column in queries.declarations.columns}
    return tuple(
        sorted(
            name
            for name, table in live.own.items()
            if name not in known and (table.schema, name) not in earlier
        )
    )


def _unknown(
    table: Table, column: LiveColumn, live: Catalogue, keywords: frozenset[str]
) -> Unknown:
    looks = _looks(table, column)
    names = (table.name, column.name, *([table.key] if table.key != "ctid" else []))
    if table.schema != live.schema:
        why = "a check can name only a table of OpenProject's schema; the column is swept"
        return Unknown(table, column, looks, None, why)
    if not all(NAME.fullmatch(name) and name not in keywords for name in names):
        why = (
            "its name, or that of its table or key, can't be written in a check; the column "
            "is swept"
        )
        return Unknown(table, column, looks, None, why)
    return Unknown(table, column, looks, *_block(table, column, looks))


def _looks(table: Table, column: LiveColumn) -> Looks:
    textual = column.shape in TEXTUAL
    if column.points_to == "users":
        return Looks.REFERENCE
    if column.like_user:
        return Looks.NAMED
    if not textual and type_beside(table, column):
        return Looks.TYPED
    if textual:
        return Looks.PERSONAL if _PERSONAL.search(column.name) else Looks.TEXT
    return Looks.NUMBER


def _block(table: Table, column: LiveColumn, looks: Looks) -> tuple[str, str]:
    """The file and the block for a column."""
    name, key, place = column.name, table.key, f"{table.name}.{column.name}"
    if column.shape in TEXTUAL:
        value = as_text(column).replace(f'"{name}"', name)
        return MENTIONS, (
            f"-- check: {place}\n-- expected: kept\n"
            f"SELECT {key}, {value}, NULL AS path\n  FROM {table.name}\n"
            f" WHERE {value} ~* :pattern;\n"
        )
    if looks is Looks.NUMBER:
        reason_ = "describe the content in words, and remove the # if it is not a person"
        return DECLARED, f'[tables.{table.name}]\n# {name} = "{reason_}"\n'
    unless = "kept" if looks is not Looks.REFERENCE else "deleted user"
    head = f"-- check: {place}\n-- expected: {_ON_DELETE.get(column.on_delete or '', unless)}\n"
    if column.shape is Shape.INTEGERS:
        return REFERENCES, (
            f"{head}SELECT t.{key} FROM {table.name} t\n"
            f" CROSS JOIN LATERAL unnest(t.{name}) AS member(id) WHERE member.id = :user_id;\n"
        )
    if looks is Looks.TYPED and (type_ := type_beside(table, column)):
        persons = f"({type_} IS NULL OR {type_} ~* '{person_words.CLASSES}')"
        head += f"-- needs: {table.name}.{type_}\n"
        return REFERENCES, (
            f"{head}SELECT {key} FROM {table.name}\n WHERE {persons} AND {name} = :user_id;\n"
        )
    return REFERENCES, f"{head}SELECT {key} FROM {table.name} WHERE {name} = :user_id;\n"


def _file(file: str, blocks: list[str]) -> str:
    if file != DECLARED:
        return "\n".join([_TITLE, *blocks])
    tables: dict[str, list[str]] = {}
    for block in blocks:
        head, line = block.splitlines()
        tables.setdefault(head, []).append(line)
    return "\n".join(f"{head}\n" + "\n".join(lines) + "\n" for head, lines in tables.items())

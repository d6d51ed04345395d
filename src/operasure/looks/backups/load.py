"""Runs the statements of a dump in one database, and records those that could not be run.

Each statement stands for itself, as psql runs a script. A COPY is whole or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from operasure.database.reader import quoted, reason
from operasure.looks.backups.statement_kinds import Sort, StatementKind, sort, split, words
from operasure.looks.backups.statements import IDENTIFIER, NAME, Statement

Table = tuple[str, str]
"""Schema and name."""
Connection = psycopg.Connection[Any]

BATCH = 500
"""How many INSERTs go to the server at once."""

_PATH = re.compile(rf"\s*SET search_path = ({IDENTIFIER})")
_MEANING = re.compile(
    r"\s*SET (?:client_encoding|standard_conforming_strings|search_path) "
    r"|\s*SELECT pg_catalog\.set_config\("
)
_COLLATION = re.compile(rf"\s*CREATE COLLATION ({NAME}) \(")
_COLLATE = re.compile(rf" COLLATE {NAME}".encode())
_FALLBACKS = ("C.UTF-8", "C")
_FATAL = (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory)


@dataclass
class LoadNotes:
    """What became of the statements so far; several connections write here side by side."""

    filled: set[Table] = field(default_factory=set)
    """Tables whose rows came, be they none."""
    failed: dict[Table, str] = field(default_factory=dict)
    """Tables that could not be made or filled, each with the reason."""
    lost: list[str] = field(default_factory=list)
    """What else could not be run: what it is, and the reason."""
    strange: Counter[str] = field(default_factory=Counter)
    """What was not run, since pg_dump does not write it."""
    misread: bool = False
    """Whether a setting could not be made by which the statements after it are read."""
    keys: list[bytes] = field(default_factory=list)
    foreign: list[bytes] = field(default_factory=list)


class Loader:
    """One connection that runs a script. What is best done last is left in `seen`."""

    def __init__(self, connection: Connection, seen: LoadNotes) -> None:
        self._connection = connection
        self._seen = seen
        self._schema = "public"
        self._inserts: list[tuple[Table, bytes]] = []

    def run(self, statements: Iterable[Statement]) -> None:
        """Run them all. Raises psycopg.Error where the server can't go on."""
        for statement in statements:
            kind = sort(statement)
            if self._inserts and (
                kind.kind is not StatementKind.ROWS or len(self._inserts) >= BATCH
            ):
                self._insert()
            self._do(statement, kind)
        self._insert()

    def _do(self, statement: Statement, what: Sort) -> None:
        table = (what.table[0] or self._schema, what.table[1])
        match what.kind:
            case StatementKind.ROWS if statement.rows is not None:
                self._copy(table, statement.sql, statement.rows)
            case StatementKind.ROWS:
                self._inserts.append((table, statement.sql))
            case StatementKind.TABLE:
                self._table(table, statement.sql)
            case StatementKind.KEY:
                self._seen.keys.append(self._placed(statement.sql))
            case StatementKind.FOREIGN_KEY:
                self._seen.foreign.append(self._placed(statement.sql))
            case StatementKind.OBJECT:
                self._object(statement.sql)
            case StatementKind.STRANGE:
                self._seen.strange[words(statement.sql)] += 1
            case StatementKind.SKIPPED:
                pass

    def _copy(self, table: Table, sql: bytes, rows: Iterator[bytes]) -> None:
        def fill() -> None:
            with self._connection.cursor() as cursor, cursor.copy(sql) as copy:
                for some in rows:
                    copy.write(some)

        failure = _failure(fill)
        if failure:
            self._seen.failed.setdefault(table, f"its rows could not be restored: {failure}")
        else:
            self._seen.filled.add(table)

    def _insert(self) -> None:
        """Run the INSERTs that wait, together; one by one where one of them fails."""
        waiting, self._inserts = self._inserts, []
        if execute(self._connection, b"\n".join(sql for _, sql in waiting)) is None:
            return
        for table, sql in waiting:
            failure = execute(self._connection, sql)
            if failure:
                self._seen.failed[table] = f"not all of its rows could be restored: {failure}"

    def _table(self, table: Table, sql: bytes) -> None:
        failure = execute(self._connection, sql)
        if failure and _COLLATE.search(sql):
            # Which order its texts have is of no matter to a search.
            failure = execute(self._connection, _COLLATE.sub(b"", sql))
        if failure:
            self._seen.failed[table] = f"the table could not be restored: {failure}"

    def _object(self, sql: bytes) -> None:
        head = sql[:1000].decode("utf-8", "replace")
        if found := _PATH.match(head):
            self._schema = split(found[1])[1]
        failure = execute(self._connection, sql)
        if failure and (found := _COLLATION.match(head)):
            failure = self._collation(found[1])
        if failure and not head.lstrip().startswith("CREATE SCHEMA public"):
            self._seen.lost.append(f"{words(sql)}: {failure}")
            self._seen.misread |= bool(_MEANING.match(head))

    def _placed(self, sql: bytes) -> bytes:
        """The statement as another session understands it: old dumps name no schemas."""
        return f"SET search_path = {quoted(self._schema)}, pg_catalog;\n".encode() + sql

    def _collation(self, name: str) -> str | None:
        """Put another collation in the place of one that this server does not have."""
        made = f"CREATE COLLATION {name} (provider = libc, locale = '{{}}')"
        failures = (execute(self._connection, made.format(x).encode()) for x in _FALLBACKS)
        return None if None in failures else "this server does not have it"


def together(connection: Connection, statements: Sequence[bytes]) -> Iterator[str]:
    """Run statements in one go; where one of them fails, one by one: why each that fails does."""
    if execute(connection, b"\n".join(statements)) is None:
        return
    for statement in statements:
        if why := execute(connection, statement):
            yield why


def execute(connection: Connection, sql: bytes) -> str | None:
    """Run a statement; None, or why it failed. Raises psycopg.Error where the server can't go
    on."""

    def run() -> None:
        connection.execute(sql)

    return _failure(run)


def _failure(run: Callable[[], None]) -> str | None:
    try:
        run()
    except psycopg.Error as error:
        lost = isinstance(error, psycopg.OperationalError) and not error.sqlstate
        if lost or isinstance(error, _FATAL):
            raise
        return _plain(error)
    return None


def _plain(error: psycopg.Error) -> str:
    """Why a statement failed, without data of the dump."""
    e = psycopg.errors
    known: tuple[tuple[type[psycopg.Error], str], ...] = (
        (e.InsufficientPrivilege, "not allowed to the role that restores"),
        (e.UndefinedObject, "a type or other object that it needs is missing"),
        (e.UndefinedTable, "a table that it needs is missing"),
        (e.UndefinedFunction, "a function that it needs is missing"),
        (e.UndefinedFile, "this server does not have it"),
        (e.FeatureNotSupported, "this server does not support it"),
        (e.CharacterNotInRepertoire, "text that is not in the declared encoding"),
        (e.UniqueViolation, "duplicate rows in a unique column"),
    )
    for kind, said in known:
        if isinstance(error, kind):
            return said
    return reason(error)

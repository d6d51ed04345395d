"""Connections that cannot write, on one shared snapshot.

All settings are LOCAL to one `REPEATABLE READ READ ONLY` transaction, so that they hold behind a
pooler too: `operasure.database.settings` says which, and `operasure.database.naming` how the names
in a statement are read. Rows are streamed from the driver: a cursor of the server would keep
PostgreSQL from using its parallel workers (PostgreSQL manual, 15.2 "When can parallel query be
used?").
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import RawCursor, pq
from psycopg.rows import dict_row
from psycopg.types.string import TextLoader

from operasure.core.errors import ReadOnlyViolation
from operasure.database import settings, sqlstates
from operasure.database.connecting import connect
from operasure.database.naming import Named, identifier, literal, named
from operasure.database.settings import Timeouts
from operasure.database.target import Target

_OURS = {"application_name": "operasure"}
_ALWAYS = {"client_encoding": "UTF8"}
"""Asked for at once: PGCLIENTENCODING may name one that the server can't turn into."""
CHUNK = 500
"""Rows that the driver takes from the socket at once (libpq 17 and newer; else one)."""
# What it logs when a connection ends would go to stderr, with a traceback.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

CONVERTING = "converts"
"""A table with a column whose type turns into another by a function of the database."""
RELATIONS = {
    CONVERTING: "a table with a type that converts by a function of its own",
    "v": "a view",
    "f": "a foreign table",
    "c": "a type",
    "S": "a sequence",
}
"""What may stand in a table's place, by `pg_class.relkind`; none of it is read as one."""


class NotATable(psycopg.errors.WrongObjectType):
    """Something else stands where a statement reads a table. Says what it is."""


class _AnyText(TextLoader):
    """Text of a database that keeps bytes of any encoding; an escape for what is no UTF-8."""

    def load(self, data: Any) -> str:
        return bytes(data).decode("utf-8", "backslashreplace")


class Reader:
    """One connection in one read-only transaction; `snapshot` is imported where given.

    Every statement runs after a savepoint, so that a table that cannot be read does not end the
    transaction and with it the moment in time. Rolling back to it also gives up the locks on what
    was read since: after each statement, or at the end of what is done within `job()`.
    """

    def __init__(
        self,
        target_: Target,
        *,
        timeouts: Timeouts | None = None,
        snapshot: str | None = None,
    ) -> None:
        self._target = target_
        self._timeouts = timeouts or Timeouts()
        self._marked = False
        self._jobs = 0
        self._schema: str | None = None
        self._relations: Mapping[str, str] = {}
        settings_ = _OURS | dict(target_.parameters) | _ALWAYS
        self.connection = connect(target_, settings_)
        try:
            self._begin(self._timeouts, snapshot)
        except BaseException:
            self.close()
            raise
        self.standby = self.connection.info.parameter_status("in_hot_standby") == "on"
        """Whether the server says that it is a standby (PostgreSQL 14 and newer)."""

    def _begin(self, timeouts: Timeouts, snapshot: str | None) -> None:
        run = self.connection.execute
        run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY, NOT DEFERRABLE")
        if snapshot:
            run(f"SET TRANSACTION SNAPSHOT {literal(snapshot)}")
        settings.establish(self.connection, timeouts, self._target.masked)
        if self.encoding == "SQL_ASCII":
            for name in ("text", "varchar", "bpchar", "name"):
                self.connection.adapters.register_loader(name, _AnyText)
        shown = run("SHOW transaction_read_only").fetchone()
        if not shown or shown[0] != "on":
            raise ReadOnlyViolation(
                "the server did not start a read-only transaction; nothing was read"
            )

    @property
    def encoding(self) -> str | None:
        """The encoding of the database, as the server names it."""
        return self.connection.info.parameter_status("server_encoding")

    def use_schema(self, schema: str, relations: Mapping[str, str]) -> None:
        """Let plain names of statements mean the tables of this schema.

        `relations` are its relations by name with their `pg_class.relkind`.
        """
        self._schema = schema
        self._relations = relations

    @property
    def schema(self) -> str:
        """The schema that plain names mean."""
        if self._schema is None:
            raise ValueError("no schema was chosen")
        return self._schema

    def fetch(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        """All rows of a small result, by column name."""
        ready = self._checked(named(sql, self._schema))
        given = _given(ready, parameters)
        with self.savepoint(), RawCursor(self.connection, row_factory=dict_row) as cursor:
            return cursor.execute(ready.sql.encode(), given).fetchall()

    def holds(self, text: str) -> bool:
        """Whether a text can stand in this database: its encoding may lack a character."""
        if text.isascii() or self.encoding in {"UTF8", "SQL_ASCII"}:
            return True
        try:
            self.fetch("SELECT CAST(:text AS text)", text=text)
        except (
            psycopg.errors.UntranslatableCharacter,
            psycopg.errors.CharacterNotInRepertoire,
        ):
            return False
        return True

    def stream(self, sql: str, **parameters: object) -> Iterator[Sequence[Any]]:
        """Rows one by one as the server finds them, without holding the result."""
        ready = self._checked(named(sql, self._schema))
        given = _given(ready, parameters)
        with self.savepoint(), RawCursor(self.connection) as cursor:
            size = CHUNK if pq.version() >= 170000 else 1
            yield from cursor.stream(ready.sql.encode(), given, size=size)

    def written(self, sql: str) -> str:
        """A statement without parameters as the server is told it, such as a COPY."""
        return self._checked(named(sql, self._schema, bound=False)).sql

    def _checked(self, ready: Named) -> Named:
        """Raises NotATable where something else has the name of a table that is read."""
        for name in ready.tables:
            if kind := RELATIONS.get(self._relations.get(name, "")):
                raise NotATable(f"{kind} has replaced the table {name}")
        return ready

    @contextmanager
    def job(self) -> Iterator[None]:
        """Hold what is read within for its whole length, and let go of it at the end."""
        self._jobs += 1
        try:
            yield
        finally:
            self._jobs -= 1
            self._let_go()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what a failing statement did to the transaction's state, and pass its error on."""
        if not self._marked:
            self.connection.execute("SAVEPOINT look")
            self._marked = True
        try:
            yield
        except BaseException as error:
            with suppress(psycopg.Error):
                self.connection.execute("ROLLBACK TO SAVEPOINT look")
            if isinstance(error, UnicodeDecodeError):
                raise psycopg.errors.CharacterNotInRepertoire(str(error.reason)) from None
            raise
        self._let_go()

    def _let_go(self) -> None:
        """Give up the locks on what was read, unless a job goes on. The transaction stays."""
        if self._marked and not self._jobs and self.alive:
            # After each statement: libpq alone takes a third of what a cursor does for it.
            with suppress(psycopg.Error):
                self.connection.pgconn.exec_(b"ROLLBACK TO SAVEPOINT look")

    def renew(self) -> None:
        """End the transaction, and begin one that sees what is there now."""
        self.connection.rollback()
        self._marked = False
        self._begin(self._timeouts, None)

    def export(self) -> str | None:
        """Id of this transaction's snapshot for other connections; None where not allowed.

        Must come before every other statement: it is refused in a savepoint, and a refusal would
        end the transaction, which then begins again.
        """
        try:
            row = self.connection.execute("SELECT pg_catalog.pg_export_snapshot()").fetchone()
        except psycopg.DatabaseError:
            self.connection.rollback()
            self._begin(self._timeouts, None)
            return None
        return str(row[0]) if row else None

    @property
    def alive(self) -> bool:
        """Whether the connection can still be used."""
        return not (self.connection.closed or self.connection.broken)

    def cancel(self) -> None:
        """Stop the statement that the server is working on (from another thread)."""
        with suppress(psycopg.Error):
            self.connection.cancel_safe(timeout=5)

    def close(self) -> None:
        """Roll back and close; never raises."""
        with suppress(psycopg.Error):
            self.connection.rollback()
        with suppress(Exception):
            self.connection.close()


def _given(ready: Named, parameters: Mapping[str, object]) -> list[object]:
    try:
        return ready.given(parameters)
    except KeyError as error:
        raise psycopg.ProgrammingError(f"no value for the parameter {error}") from None


def quoted(*identifiers: str) -> str:
    """Identifiers quoted for SQL and joined by dots."""
    return ".".join(map(identifier, identifiers))


def reason(error: psycopg.Error) -> str:
    """Why something could not be looked at: one plain clause, without data of the database."""
    if isinstance(error, NotATable):
        return str(error)
    # The message itself may be in any language.
    if error.diag.source_function == "check_enable_rls" or "row-level security" in str(error):
        return "row security hides rows from this role"
    if isinstance(error, psycopg.OperationalError) and not error.sqlstate:
        return "the connection was lost"
    if conflicts(error):
        return sqlstates.CONFLICT
    if not error.sqlstate:
        return f"the driver can't read the server's answer ({type(error).__name__})"
    return sqlstates.words(error.sqlstate)


def conflicts(error: psycopg.Error) -> bool:
    """Whether a standby ended a statement or a connection to go on with its replay. Told by where
    the server raised it: only this comes from its main loop with such a code."""
    place = error.diag.source_file or ""
    return str(error.sqlstate or "").startswith("40") and place.endswith("postgres.c")

"""The one connection of this program that writes: its own address, and nothing is done outside of
a transaction that is committed whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from operasure.core.errors import NoDatabaseError, OperasureError, UsageError
from operasure.core.queries import statement
from operasure.database import settings
from operasure.database.connecting import connect
from operasure.database.engine import driver, engine, rows
from operasure.database.naming import named
from operasure.database.reader import reason
from operasure.database.settings import Timeouts
from operasure.database.target import Target, target
from operasure.erase import sql
from operasure.erase.busy import WORDS, Busy
from operasure.erase.model import PlanHead

VARIABLE = "OPERASURE_WRITER_URL"
_SETTINGS = {"application_name": "operasure erase", "client_encoding": "UTF8"}


class Failed(OperasureError):
    """The database refused a batch (exit 3): nothing of it was done, what was done before stays."""

    exit_code = 3


def writer_target(url: str | None, environment: Mapping[str, str]) -> Target:
    """The address to write to: `url`, else OPERASURE_WRITER_URL, and never one for reading.

    Raises UsageError where there is none, or it can't be read.
    """
    given = url or environment.get(VARIABLE)
    if not given:
        raise UsageError(
            f"give the database to write to with --writer-url or {VARIABLE}; erase never writes "
            f"to the database that is read"
        )
    found = target(given, {})
    return Target(found.parameters, "--writer-url" if url else VARIABLE)


@dataclass(frozen=True)
class ConnectionFacts:
    """What the database says of the connection: the role, what it may do on the server beyond its
    tables (`operasure.database.role`), the server's version, and its time (UTC, as text with
    microseconds)."""

    role: str
    powers: tuple[str, ...]
    postgresql: str
    moment: str


class BatchWriter:
    """A connection that runs batches, each in a transaction of its own with the guard of the plan
    at its beginning; and a second one that holds the lock of this database as long, so that one
    plan at a time is carried out or taken back.

    The lock belongs to a transaction, for behind a pooler a session is anybody's.
    """

    def __init__(self, target_: Target, head: PlanHead, lock_ms: int, statement_ms: int) -> None:
        self._target, self._head = target_, head
        self._timeouts = Timeouts(statement_ms, lock_ms)
        made = engine(lambda: connect(target_, _SETTINGS))
        self._writing = made.connect()
        self._opened = [self._writing]
        self.connection = driver(self._writing)
        try:
            self._turn = made.connect()
            self._opened.append(self._turn)
            with self._told():
                self._holder = self._take_turn()
        except BaseException:
            self.close()
            raise

    def _take_turn(self) -> int:
        """Take the lock of the database, and return whose it is. Raises Busy."""
        connection = driver(self._turn)
        connection.execute(b"BEGIN")
        # It waits for as long as the run takes.
        settings.establish(connection, Timeouts(idle=0), self._target.masked)
        [row] = rows(self._turn, sql.TURN)
        if not row[0]:
            raise Busy(WORDS)
        return int(row[1])

    @contextmanager
    def transaction(self, *, commit: bool = True) -> Iterator[psycopg.Connection[Any]]:
        """One transaction; it is rolled back on any error, and where `commit` is false.

        Raises Failed for an error of the database, NoDatabaseError where the connection ends,
        UsageError where the guard refuses.
        """
        with self._told(), self.connection.transaction(force_rollback=not commit):
            self.connection.execute(b"SET TRANSACTION READ WRITE")
            settings.establish(self.connection, self._timeouts, self._target.masked)
            self.connection.execute(sql.AT_ONCE.encode())
            self.guard()
            yield self.connection

    def guard(self) -> None:
        """See within a transaction that this is the plan's database in the plan's state, and that
        the lock is held still."""
        self.connection.execute(sql.guard(self._head, self._holder).encode())

    def facts(self) -> ConnectionFacts:
        """Who writes where, once the guard has let pass. Raises like `transaction`."""
        powers = named(statement("openproject/powers"), None, bound=False).sql
        with self.transaction(commit=False):
            [row] = rows(self._writing, sql.FACTS)
            held = rows(self._writing, powers)
        version = str(row[1]).split(" ")[0]
        return ConnectionFacts(
            str(row[0]), tuple(str(power) for (power,) in held), version, str(row[2])
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one line what the database refuses."""
        try:
            yield
        except psycopg.errors.RaiseException as error:
            words = (error.diag.message_primary or "").removeprefix("operasure: ")
            raise (NoDatabaseError if words == sql.LOST else UsageError)(words) from None
        except psycopg.Error as error:
            if self._is_lost(error):
                raise NoDatabaseError(
                    f"the connection to {self._target.masked} ended; completed batches are "
                    "committed: run the same command to continue"
                ) from None
            raise Failed(
                f"{self._target.masked}: {_why(error)}; run the same command to continue"
            ) from (None)

    def _is_lost(self, error: psycopg.Error) -> bool:
        gone = not error.sqlstate or error.sqlstate.startswith(("08", "57P"))
        return isinstance(error, psycopg.OperationalError) and gone

    def close(self) -> None:
        """Close; what was not committed is gone. Never raises."""
        for connection in self._opened:
            with suppress(Exception):
                connection.close()


_NAMES = (
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.UndefinedFunction,
    psycopg.errors.UndefinedObject,
    psycopg.errors.InvalidSchemaName,
)
_NAME = r'(?:"[\w$ ]+"|[\w$]+)'
_FUNCTION = re.compile(rf"{_NAME}(?:\.{_NAME})?\([\w$, .\"\[\]]*\)")
"""How PostgreSQL writes a function in the context of an error, whatever the language around it."""


REFUSALS = (
    psycopg.IntegrityError,
    psycopg.DataError,
    psycopg.errors.FeatureNotSupported,
    psycopg.errors.RaiseException,
    psycopg.errors.SyntaxError,
)
"""Errors about the rows that a statement changes, or about their table: it would meet the same
again, while another row may pass. Some types tell of a text that is none of theirs as of a wrong
statement."""


def refusal(error: psycopg.Error) -> str:
    """Why the database refuses to change a row, without anything that stands in it."""
    told, name = error.diag, error.diag.constraint_name
    if isinstance(error, psycopg.IntegrityError | psycopg.DataError) and name:
        return f"constraint {name} of {told.table_name or told.datatype_name or 'a table'}"
    if isinstance(error, psycopg.errors.NotNullViolation):
        return f"{told.table_name}.{told.column_name} must not be empty"
    if isinstance(error, psycopg.errors.RaiseException):
        return "a trigger raises an error; look at the server's log"
    if isinstance(error, psycopg.errors.FeatureNotSupported):
        return "a rule of its table does not allow it, or the server can't do it"
    return "its type does not take the new value"


def _why(error: psycopg.Error) -> str:
    e = psycopg.errors
    if isinstance(error, _NAMES) and error.diag.context:
        # Only what runs within a function has a context: our own statements are all outside.
        # The last line of it is the outermost.
        found = _FUNCTION.findall(error.diag.context)
        called = f", the function {found[-1]}," if found else ""
        return (
            f"a trigger of this database{called} names something without its schema, and erase "
            "sets no search path; set one for its function (ALTER FUNCTION … SET search_path = …)"
        )
    if isinstance(error, e.InsufficientPrivilege):
        return "this role may not change it; see 'operasure help erase' for the grants"
    if isinstance(error, e.ReadOnlySqlTransaction):
        return "this server or role is read-only"
    return reason(error)

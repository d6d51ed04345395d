"""Connections that cannot write, on one shared snapshot.

All settings are LOCAL to one `REPEATABLE READ READ ONLY` transaction, so that they hold behind a
pooler too. Rows are streamed from the driver: a cursor of the server would keep PostgreSQL from
using its parallel workers (PostgreSQL manual, 15.2 "When can parallel query be used?").
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import psycopg
from psycopg import conninfo, pq
from psycopg.rows import dict_row

from operasure.errors import NoDatabaseError, ReadOnlyViolation, UsageError
from operasure.model import Dump

_PARAMETERS = "|".join(
    "user_id pattern needle alone whole specimens keys texts similar_to tag_pattern hash_pattern "
    "takes hints sure words deleted".split()
)
_PARTS = re.compile(
    # Where a statement holds no parameter: comments, texts and quoted names.
    r"""(?P<quoted>--[^\n]*|\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*")"""
    rf"|(?<!:):(?P<name>(?:{_PARAMETERS}|value_\d+)\b)(?!:)|%",
    re.DOTALL,
)
CHUNK = 500
"""Rows that the driver takes from the socket at once (libpq 17 and newer; else one)."""


@dataclass(frozen=True)
class Timeouts:
    """Limits of every session, in milliseconds; 0 is no limit."""

    statement: int = 3_600_000
    lock: int = 10_000
    idle: int = 600_000


@dataclass(frozen=True)
class Target:
    """Which database to read: libpq parameters (with the password) and where they came from."""

    parameters: Mapping[str, str]
    source: str
    dump: Dump | None = None
    """The backup that was restored there, if it was."""

    def __repr__(self) -> str:
        return f"Target({self.masked})"

    @property
    def masked(self) -> str:
        """Host, port and name for messages; never a user or password."""
        if self.dump:
            return "the database restored from the dump"
        host = self.parameters.get("host") or os.environ.get("PGHOST") or "the local socket"
        name = self.parameters.get("dbname") or os.environ.get("PGDATABASE") or "its default"
        return f"database {name} on {host}"


_SCHEMES = {"postgres", "postgresql", "postgresql+psycopg", "postgis"}


def target(url: str | None, environment: Mapping[str, str]) -> Target:
    """Find the database: `url`, else OPERASURE_DATABASE_URL, else DATABASE_URL, else libpq's own.

    DATABASE_URL is taken as OpenProject takes it: what only Rails understands (`pool`,
    `encoding`, `timeout`, …) is dropped, what libpq understands (`sslmode`, …) is kept.
    Raises UsageError for a URL that cannot be read, without showing it.
    """
    given = (
        ("--database-url", url),
        ("OPERASURE_DATABASE_URL", environment.get("OPERASURE_DATABASE_URL")),
        ("DATABASE_URL", environment.get("DATABASE_URL")),
    )
    for source, value in given:
        if value:
            return Target(_parameters(value, source), source)
    return Target({}, "libpq's own settings (PGHOST, PGSERVICE, …)")


def _parameters(url: str, source: str) -> dict[str, str]:
    if "://" not in url:
        try:
            return {k: str(v) for k, v in conninfo.conninfo_to_dict(url).items()}
        except psycopg.ProgrammingError:
            raise UsageError(
                f"{source} is not a database URL; give postgres://USER@HOST/DATABASE"
            ) from None
    try:
        parts = urlsplit(url)
        scheme, query = parts.scheme.lower(), parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        raise UsageError(f"{source} can't be read as a URL; check its brackets and port") from None
    if scheme not in _SCHEMES:
        raise UsageError(f"{source} is a {scheme}:// URL; OpenProject's database is PostgreSQL")
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    kept = urlencode([(k, v) for k, v in query if k in known and v], quote_via=quote)
    plain = f"postgresql://{parts.netloc}{parts.path}" + (f"?{kept}" if kept else "")
    try:
        return {k: str(v) for k, v in conninfo.conninfo_to_dict(plain).items()}
    except psycopg.ProgrammingError:
        hint = "percent-encode special characters of user and password"
        raise UsageError(f"{source} can't be read as a database URL; {hint}") from None


def hide(message: str, target_: Target) -> str:
    """First line of a server's message, without the password, should it ever hold one."""
    line = next((x.strip() for x in message.splitlines() if x.strip()), "no reason given")
    secret = target_.parameters.get("password")
    return line.replace(secret, "***") if secret else line


@lru_cache(maxsize=1024)
def compile_sql(sql: str) -> str:
    """`:name` parameters to the driver's `%(name)s`; other colons and percent signs are kept, and
    all that stands in quotes, whatever it looks like."""
    return _PARTS.sub(_part, sql)


def _part(match: re.Match[str]) -> str:
    return f"%({match['name']})s" if match["name"] else match[0].replace("%", "%%")


class Reader:
    """One connection in one read-only transaction; `snapshot` is imported where given.

    Every statement runs after a savepoint, so that a table that cannot be read does not end the
    transaction and with it the moment in time. One savepoint serves all statements, for it is
    still there after a rollback to it: setting and releasing one for each would take two of the
    three round trips that a statement costs.
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
        self.connection = self._open()
        try:
            self._begin(self._timeouts, snapshot)
        except BaseException:
            self.close()
            raise

    def _open(self) -> psycopg.Connection[Any]:
        defaults = {"application_name": "operasure", "connect_timeout": "10"}
        try:
            return psycopg.connect(
                conninfo.make_conninfo(**(defaults | dict(self._target.parameters))),
                autocommit=True,
                prepare_threshold=None,
            )
        except psycopg.OperationalError as error:
            reason = hide(str(error), self._target)
            raise NoDatabaseError(
                f"no connection to {self._target.masked} (from {self._target.source}): {reason}"
            ) from None

    def _begin(self, timeouts: Timeouts, snapshot: str | None) -> None:
        run = self.connection.execute
        run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if snapshot:
            run(f"SET TRANSACTION SNAPSHOT {_literal(snapshot)}")
        settings = {
            "statement_timeout": str(timeouts.statement),
            "lock_timeout": str(timeouts.lock),
            "idle_in_transaction_session_timeout": str(timeouts.idle),
            "row_security": "off",
            "timezone": "UTC",
            "client_min_messages": "error",
        }
        self._set(settings)
        shown = run("SHOW transaction_read_only").fetchone()
        if not shown or shown[0] != "on":
            raise ReadOnlyViolation("the server began no read-only transaction; nothing was read")

    def _set(self, settings: Mapping[str, str]) -> None:
        if self._marked:
            # A later rollback to it would take the setting back.
            self.connection.execute("RELEASE SAVEPOINT look")
            self._marked = False
        calls = ", ".join(["pg_catalog.set_config(%s, %s, true)"] * len(settings))
        self.connection.execute(f"SELECT {calls}", [x for pair in settings.items() for x in pair])

    def use_schema(self, schema: str) -> None:
        """Let unqualified names mean the tables of this schema, for the rest of the transaction."""
        self._set({"search_path": f"{_quoted(schema)}, pg_catalog"})

    def use(self, **settings: str) -> None:
        """Settings of the server for the rest of the transaction, such as how values are shown."""
        self._set(settings)

    def use_utf8(self) -> None:
        """Have text sent as UTF-8, whatever encoding the database or the environment names."""
        self._set({"client_encoding": "UTF8"})

    def fetch(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        """All rows of a small result, by column name."""
        with self.savepoint(), self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(compile_sql(sql), parameters).fetchall()

    def stream(self, sql: str, **parameters: object) -> Iterator[Sequence[Any]]:
        """Rows one by one as the server finds them, without holding the result."""
        with self.savepoint(), self.connection.cursor() as cursor:
            size = CHUNK if pq.version() >= 170000 else 1
            yield from cursor.stream(compile_sql(sql), parameters, size=size)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what a failing statement did to the transaction's state, and pass its error on."""
        if not self._marked:
            self.connection.execute("SAVEPOINT look")
            self._marked = True
        try:
            yield
        except BaseException:
            with suppress(psycopg.Error):
                self.connection.execute("ROLLBACK TO SAVEPOINT look")
            raise

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


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def quoted(*identifiers: str) -> str:
    """Identifiers quoted for SQL and joined by dots."""
    return ".".join(_quoted(i) for i in identifiers)


def reason(error: psycopg.Error) -> str:
    """Why something could not be looked at: one plain clause, without data of the database."""
    e = psycopg.errors
    known: tuple[tuple[type[psycopg.Error], str], ...] = (
        (e.InsufficientPrivilege, "no permission to read it"),
        (e.LockNotAvailable, "locked by another session for longer than the lock timeout"),
        (e.QueryCanceled, "took longer than the statement timeout"),
        (e.IdleInTransactionSessionTimeout, "the server ended the idle connection"),
        (e.UndefinedTable, "the table is gone"),
        (e.UndefinedColumn, "the column is gone"),
        (e.UndefinedFunction, "its type can't be compared"),
    )
    if "row-level security" in str(error):
        return "row security hides rows from this role"
    for kind, words in known:
        if isinstance(error, kind):
            return words
    if isinstance(error, psycopg.OperationalError) and not error.sqlstate:
        return "the connection was lost"
    return f"the server answered with error {error.sqlstate or 'of no code'}"

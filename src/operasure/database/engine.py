"""SQLAlchemy's engine for a target: it connects, and carries the statements that ask for rows.

psycopg stays beneath for what SQLAlchemy has no word for: COPY, cancelling, the shared snapshot and
the transaction, whose first statement must be ours. And for what it does at a price that was
measured on the sample and on 400,000 rows of 640 bytes:

- `text()`: a run has some 640 statements, each another, and each would be read anew: 0.7 ms each, a
  sixth of what `verify` takes. It would also take `:name` within quotes for a parameter, where
  `operasure.database.naming` knows one from the other.
- Streamed results come through a cursor of the server, for which PostgreSQL starts no parallel
  workers: a scan takes 2.4 to 4 times as long.
- Reflection takes twice our statement's time, and knows neither privileges nor partitions, nor what
  a type is made of.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import ExceptionContext

from operasure.core.errors import NoDatabaseError
from operasure.database.target import Target, hide


def connect(target_: Target, settings: Mapping[str, str]) -> Connection:
    """Connect to a target, with `settings` of libpq over its own. Each statement is on its own
    until a transaction is begun by hand. Raises NoDatabaseError; errors of statements are the
    driver's."""
    wanted = {"connect_timeout": "10"} | dict(target_.parameters) | dict(settings)
    try:
        return _engine(wanted).connect()
    except psycopg.OperationalError as error:
        if not target_.parameters and not any(name.startswith("PG") for name in os.environ):
            raise NoDatabaseError("no database given: set DATABASE_URL or --database-url") from None
        reason = hide(str(error), target_)
        raise NoDatabaseError(
            f"no connection to {target_.masked} (from {target_.source}): {reason}"
        ) from None


def driver(connection: Connection) -> psycopg.Connection[Any]:
    """The driver's connection beneath."""
    found: Any = connection.connection.driver_connection
    return found  # type: ignore[no-any-return]


def _engine(parameters: Mapping[str, str]) -> Engine:
    """An engine that asks the server nothing of its own accord: what it would ask first is read
    under whatever search path the server has. What libpq takes and SQLAlchemy's URL does not,
    such as several ports, goes beside."""
    rest = dict(parameters)
    port = int(rest.pop("port")) if rest.get("port", "").isdecimal() else None
    user, password, host, name = (rest.pop(k, None) for k in ("user", "password", "host", "dbname"))
    engine = create_engine(
        URL.create("postgresql+psycopg", user, password, host, port, name),
        poolclass=NullPool,
        # A connection that is lost can't be rolled back, and is used by nobody else.
        pool_reset_on_return=None,
        use_native_hstore=False,
        connect_args={**rest, "autocommit": True, "prepare_threshold": None},
        _initialize=False,
    )

    @event.listens_for(engine, "handle_error")
    def _plain(context: ExceptionContext) -> None:
        # Nothing connects anew: another connection would be at another moment.
        context.is_disconnect = False
        raise context.original_exception from None

    return engine

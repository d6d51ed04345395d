"""SQLAlchemy's engine for the program's connection that writes: it opens and holds the connections,
and carries what is asked on them.

Whatever only reads goes to psycopg itself, which costs less; measured on the sample, of which
`verify` takes some 1.2 s of CPU time in all, and on 400,000 rows of 640 bytes:

- Loading SQLAlchemy takes 0.3 s, a quarter of what `verify` or `find-mentions` takes.
- `text()`: a run has some 640 statements, each another, and each would be read anew: 0.7 ms each.
  It would also take `:name` within quotes for a parameter, where `operasure.database.naming` knows
  one from the other.
- Streamed results come through a cursor of the server, for which PostgreSQL starts no parallel
  workers: a scan takes 2.4 to 4 times as long.
- Reflection takes twice our statement's time, and knows neither privileges nor partitions, nor what
  a type is made of.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.engine import Engine, ExceptionContext

# What it logs when a connection ends would go to stderr, with a traceback.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())


def engine(connect: Callable[[], psycopg.Connection[Any]]) -> Engine:
    """An engine whose connections are made by `connect`. It asks the server nothing of its own
    accord: what it would ask first is read under whatever search path the server has. Errors are
    the driver's."""
    made = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        poolclass=NullPool,
        # A connection that is lost can't be rolled back, and is used by nobody else.
        pool_reset_on_return=None,
        use_native_hstore=False,
        _initialize=False,
    )

    @event.listens_for(made, "handle_error")
    def _plain(context: ExceptionContext) -> None:
        # Nothing connects anew: another connection would be in another transaction.
        context.is_disconnect = False
        raise context.original_exception from None

    return made


def driver(connection: Connection) -> psycopg.Connection[Any]:
    """The driver's connection beneath."""
    found: Any = connection.connection.driver_connection
    return found  # type: ignore[no-any-return]


def rows(connection: Connection, sql: str) -> Sequence[Sequence[Any]]:
    """The rows of a statement without parameters, as it stands."""
    plain = {"no_parameters": True}
    return connection.exec_driver_sql(sql, execution_options=plain).fetchall()

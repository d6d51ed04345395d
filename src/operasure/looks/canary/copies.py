"""Where the person may be planted: only in a restored dump or a marked copy.

A restored dump is on a server of our own. Rows go in as the role that restored it: what a dump of
doubtful origin has as default values runs with no more rights than that.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from operasure.core.errors import NoDatabaseError, UsageError
from operasure.core.legible import count
from operasure.core.queries import statement
from operasure.database.target import Target, hide
from operasure.looks.canary.rows import Connection
from operasure.server.postgresql import USER

MARK = "operasure: this is a copy"
"""What the comment on a database says that may be planted in."""
_ASKED, _PAUSE = 20, 0.1
"""How often it is asked who else is connected, and the seconds between."""
_PAST_KEYS = "SET session_replication_role = replica"


@contextmanager
def restored(target: Target) -> Iterator[Connection]:
    """A connection that plants in a dump that `backups.opened` has restored. Raises UsageError for
    any other database."""
    if target.dump is None:
        raise UsageError("canary inserts its rows only into the restored backup of --dump")
    own = dict(target.parameters)
    role = sql.Identifier(own["user"])
    with psycopg.connect(**{**own, "user": USER, "dbname": USER}, autocommit=True) as admin:  # type: ignore[arg-type]
        # For this one session: who looks must not be past keys and triggers.
        change = sql.SQL("ALTER ROLE {} SET session_replication_role = 'replica'")
        admin.execute(change.format(role))
        connection = psycopg.connect(**own)  # type: ignore[arg-type]
        admin.execute(sql.SQL("ALTER ROLE {} RESET session_replication_role").format(role))
    with connection:
        connection.execute("SET search_path = pg_catalog")
        # What a place may hold by a CHECK is tried too: a search needs none of them.
        for schema, table, name in connection.execute(
            statement("copies/constraints").encode()
        ).fetchall():
            drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {} CASCADE")
            connection.execute(drop.format(sql.Identifier(schema, table), sql.Identifier(name)))
        connection.commit()
        yield connection


@contextmanager
def marked(target: Target, name: str) -> Iterator[Connection]:
    """A connection that plants in a database that is a copy by three signs: `name` is its name, its
    comment says so, and nobody else is connected.

    Raises UsageError where one of them is missing, and for a role that is no superuser;
    NoDatabaseError for no connection.
    """
    try:
        connection = psycopg.connect(**{**target.parameters, "application_name": "operasure"})  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        raise NoDatabaseError(
            f"no connection to {target.masked}: {hide(str(error), target)}"
        ) from None
    with connection:
        connection.execute("SET search_path = pg_catalog")
        refuse_living(connection, name)
        try:
            connection.execute(_PAST_KEYS)
        except psycopg.errors.InsufficientPrivilege:
            raise UsageError(
                "canary inserts rows without foreign keys and triggers, which only a superuser "
                "of the copy's server may do: connect as one"
            ) from None
        connection.commit()
        yield connection


def refuse_living(connection: Connection, name: str) -> None:
    """Raise UsageError unless the database is a copy by all three signs."""
    [(comment, own)] = connection.execute(statement("copies/comment").encode()).fetchall()
    if own != name:
        raise UsageError("--copy does not name the connected database: nothing was done")
    if MARK not in str(comment):
        raise UsageError(
            "the database is not marked as a copy: nothing was done. If it is one, run there: "
            f"COMMENT ON DATABASE … IS '{MARK}'"
        )
    if others := _others(connection):
        raise UsageError(
            f"the database has {count(others, 'other session')}, so it may be in use: nothing was "
            f"done. Stop what uses the copy, and run again"
        )


def _others(connection: Connection) -> int:
    """Other sessions of the database. One whose client has left is there for a moment more."""
    for _ in range(_ASKED):
        if not connection.execute(statement("copies/sessions").encode()).fetchall()[0][0]:
            return 0
        time.sleep(_PAUSE)
        # Within a transaction the server would show the same again.
        connection.execute("SELECT pg_catalog.pg_stat_clear_snapshot()")
    return int(connection.execute(statement("copies/sessions").encode()).fetchall()[0][0])

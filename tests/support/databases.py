"""Template databases: built once per server, cloned for each test that writes.

A test module or a conftest registers its own:

    @template("crowded-17.1", base="empty-17.1")
    def crowded(connection: psycopg.Connection) -> None:
        connection.execute("INSERT INTO users ...")

and asks for it by name: `make_database("crowded-17.1")`. The name must mean the same content
wherever it is registered, because whichever worker needs it first builds it for all.
"""

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import LiteralString, Protocol, TypeAlias
from uuid import uuid4

import psycopg
from psycopg import sql
from pytest_postgresql.janitor import DatabaseJanitor

from openproject import schema
from operasure.server.postgresql import Server

Connection: TypeAlias = "psycopg.Connection[tuple[object, ...]]"
Builder: TypeAlias = Callable[[Connection], None]

EQUAL_WHERE_BYTES_DIFFER = (
    "DO $$ BEGIN CREATE COLLATION zz_any (provider = icu, locale = 'und', deterministic = false); "
    """EXCEPTION WHEN feature_not_supported THEN CREATE COLLATION zz_any FROM "C"; END $$"""
)
"""A collation, zz_any, under which PostgreSQL refuses to search; another of that name where the
server was built without ICU, as those of wheels are."""


class MakeDatabase(Protocol):
    """Clone a template database and return the copy's URL."""

    def __call__(self, template: str = "empty-17.1", server: Server | None = None) -> str: ...


@dataclass(frozen=True)
class Template:
    """How to make a template: run `build` on a clone of `base`, or on an empty database."""

    build: Builder
    base: str | None


_TEMPLATES: dict[str, Template] = {}
_BUILT: set[tuple[int, str]] = set()
"""Port and name of the templates that this process knows to be there."""


def template(name: str, base: str | None = None) -> Callable[[Builder], Builder]:
    """Register the decorated function as the builder of the template `name`.

    The builder gets a superuser's connection in one transaction, committed after it.
    """

    def register(build: Builder) -> Builder:
        _TEMPLATES[name] = Template(build, base)
        return build

    return register


def _register_empty(version: str) -> None:
    @template(f"empty-{version}")
    def build(connection: Connection) -> None:
        connection.execute(schema.ddl(version).encode())


for _version in schema.RELEASES:
    _register_empty(_version)


@contextmanager
def clone(server: Server, name: str) -> Iterator[str]:
    """Yield the URL of a fresh copy of the template `name`, dropped at the end."""
    _ensure(server, name)
    copy = f"test_{uuid4().hex[:12]}"
    _create(server, copy, name)
    try:
        yield server.url(copy)
    finally:
        _run(server, "DROP DATABASE {} WITH (FORCE)", copy)


@cache
def _admin(server: Server) -> Connection:
    """This process's own connection to the server, for as long as it lasts."""
    connection = psycopg.connect(server.socket_url(), autocommit=True)
    atexit.register(connection.close)
    return connection


def _run(server: Server, statement: LiteralString, *names: str) -> None:
    _admin(server).execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _create(server: Server, database: str, source: str) -> None:
    # Copied file by file: the way through the log, the default since PostgreSQL 15, takes
    # two to four times as long for a database of this size.
    how = "CREATE DATABASE {} TEMPLATE {}" + (" STRATEGY file_copy" if server.major >= 15 else "")
    _run(server, how, database, source)


def _ensure(server: Server, name: str) -> None:
    """Build the template if no worker has done so yet, under a lock that the server keeps."""
    if (server.port, name) in _BUILT:
        return
    wanted = _TEMPLATES[name]
    if wanted.base:
        _ensure(server, wanted.base)
    with psycopg.connect(server.socket_url(), autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            draft = f"draft_{uuid4().hex[:12]}"
            DatabaseJanitor(
                user=server.user,
                host=server.host,
                port=server.port,
                password=server.password,
                dbname=draft,
                template_dbname=wanted.base,
            ).init()
            with psycopg.connect(server.socket_url(draft)) as connection:
                wanted.build(connection)
            # Only a finished template gets its name: a builder that fails leaves none behind.
            _run(server, "ALTER DATABASE {} RENAME TO {}", draft, name)
    _BUILT.add((server.port, name))

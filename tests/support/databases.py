"""Template databases: built once per server, cloned for each test that writes.

A test module or a conftest registers its own:

    @template("crowded-17.1", base="empty-17.1")
    def crowded(connection: psycopg.Connection) -> None:
        connection.execute("INSERT INTO users ...")

and asks for it by name: `make_database("crowded-17.1")`. The name must mean the same content
wherever it is registered, because whichever worker needs it first builds it for all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from uuid import uuid4

import psycopg
from psycopg import sql
from pytest_postgresql.janitor import DatabaseJanitor

from operasure.sample import schema
from operasure.server.postgresql import Server

Connection: TypeAlias = "psycopg.Connection[tuple[object, ...]]"
Builder: TypeAlias = Callable[[Connection], None]


class MakeDatabase(Protocol):
    """Clone a template database and return the copy's URL."""

    def __call__(self, template: str = "empty-17.1", server: Server | None = None) -> str: ...


@dataclass(frozen=True)
class Template:
    """How to make a template: run `build` on a clone of `base`, or on an empty database."""

    build: Builder
    base: str | None


_TEMPLATES: dict[str, Template] = {}


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


for _version in schema.VERSIONS:
    _register_empty(_version)


@contextmanager
def clone(server: Server, name: str) -> Iterator[str]:
    """Yield the URL of a fresh copy of the template `name`, dropped at the end."""
    _ensure(server, name)
    copy = f"test_{uuid4().hex[:12]}"
    with _janitor(server, copy, name):
        yield server.url(copy)


def _janitor(server: Server, database: str, source: str | None) -> DatabaseJanitor:
    return DatabaseJanitor(
        user=server.user,
        host=server.host,
        port=server.port,
        password=server.password,
        dbname=database,
        template_dbname=source,
    )


def _ensure(server: Server, name: str) -> None:
    """Build the template if no worker has done so yet, under a lock that the server keeps."""
    wanted = _TEMPLATES[name]
    if wanted.base:
        _ensure(server, wanted.base)
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        draft = f"draft_{uuid4().hex[:12]}"
        _janitor(server, draft, wanted.base).init()
        with psycopg.connect(server.url(draft)) as connection:
            wanted.build(connection)
        # Only a finished template gets its name, so a builder that fails leaves none behind.
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        admin.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))

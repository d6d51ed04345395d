"""One look at one database: connections on one snapshot, and what the database says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

import psycopg

from operasure import catalogue, openproject
from operasure.catalogue import Catalogue
from operasure.database import Reader, Target, reason
from operasure.errors import NoDatabaseError
from operasure.model import Installation
from operasure.settings import Timeouts


@dataclass(frozen=True)
class Access:
    """How to read a database: within which limits, which schema, how many connections."""

    schema: str | None = None
    jobs: int | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)


@dataclass(frozen=True)
class Session:
    """Open connections on one snapshot; `readers[0]` asked the questions so far."""

    readers: tuple[Reader, ...]
    installation: Installation
    catalogue: Catalogue
    snapshot: str | None


@contextmanager
def session(target: Target, access: Access) -> Iterator[Session]:
    """Connect, find OpenProject, read its catalogue, and bring the other connections in.

    A psycopg.Error in the body (from the first connection, outside of scans) ends as
    NoDatabaseError too. Raises NoDatabaseError for no connection and for a database that is not
    OpenProject's, UsageError where several schemas hold one and none was named.
    """
    with ExitStack() as stack:
        first = _open(stack, target, access)
        try:
            snapshot = first.export()
            schema = openproject.find_schema(first, access.schema)
            relations = openproject.relations(first, schema)
            first.use_schema(schema, relations)
            facts = openproject.installation(first, target, schema)
            facts = replace(facts, modules=openproject.modules(first))
            live = catalogue.read(first.fetch, schema, only=access.schema is not None)
            readers = [first]
            if snapshot:
                count = access.jobs or openproject.parallel(first)
                readers += _more(stack, target, access, schema, relations, snapshot, count - 1)
            yield Session(tuple(readers), facts, live, snapshot)
        except psycopg.Error as error:
            raise NoDatabaseError(f"{target.masked} can't be read: {reason(error)}") from None


def _open(stack: ExitStack, target: Target, access: Access, snapshot: str | None = None) -> Reader:
    reader = Reader(target, timeouts=access.timeouts, snapshot=snapshot)
    stack.callback(reader.close)
    return reader


def _more(
    stack: ExitStack,
    target: Target,
    access: Access,
    schema: str,
    relations: Mapping[str, str],
    snapshot: str,
    count: int,
) -> list[Reader]:
    """Further connections on the same snapshot; as many as the server lets in."""
    readers: list[Reader] = []
    for _ in range(count):
        try:
            reader = _open(stack, target, access, snapshot)
            reader.use_schema(schema, relations)
        except (NoDatabaseError, psycopg.Error):
            break
        readers.append(reader)
    return readers

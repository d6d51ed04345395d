"""A session: connections on one snapshot of one database, and its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

import psycopg

from operasure.core import queries
from operasure.core.errors import NoDatabaseError
from operasure.core.model import Installation
from operasure.core.queries import statement
from operasure.database import catalogue, openproject, role
from operasure.database.catalogue import Catalogue
from operasure.database.reader import Reader, reason
from operasure.database.settings import Timeouts
from operasure.database.target import Target


@dataclass(frozen=True)
class Access:
    """How to read a database: within which limits, which schema, how many connections."""

    schema: str | None = None
    jobs: int | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    warn: Callable[[str], None] | None = None
    """Told of a role that may do more than it needs."""
    alone: bool = True
    """Whether no other schema is looked at where one is named."""


CHANGED = "it was emptied, rewritten, dropped or replaced during the check: run again"
UNKNOWN = (
    "the connection was lost before it was known whether it was emptied or replaced during the "
    "check: run again"
)
Name = tuple[str, str]
"""A relation by its schema and its name."""
Identity = tuple[str, str]


@dataclass(frozen=True)
class Session:
    """Open connections on one snapshot; `readers[0]` asked the questions so far."""

    readers: tuple[Reader, ...]
    installation: Installation
    catalogue: Catalogue
    snapshot: str | None
    identities: Mapping[Name, Identity] = field(default_factory=dict)
    """What each relation was at the moment of the snapshot."""

    def changed(self, beside: Reader | None = None) -> Mapping[Name, str]:
        """The relations that are no more what they were in the snapshot, each with the reason why
        what was seen of it may not be all. Every relation where no connection is left to ask. Ends
        the moment on one of the connections, to be asked when all else was; or asks one `beside`
        them."""
        for reader in [beside] if beside else self.readers:
            if reader.alive:
                try:
                    reader.renew()
                    now = _identities(reader)
                except (NoDatabaseError, psycopg.Error):
                    continue
                return {
                    name: CHANGED for name, was in self.identities.items() if now.get(name) != was
                }
        return dict.fromkeys(self.identities, UNKNOWN)


@contextmanager
def session(target: Target, access: Access) -> Iterator[Session]:
    """Connect, find OpenProject, read its catalogue, and bring the other connections in.

    A psycopg.Error in the body (from the first connection, outside of scans) ends as
    NoDatabaseError too. Raises NoDatabaseError for no connection and for a database that is not
    OpenProject's, UsageError where several schemas hold one and none was named.
    """
    with ExitStack() as stack:
        try:
            first = _open(stack, target, access)
            snapshot = first.export()
            schema = openproject.find_schema(first, access.schema)
            relations = openproject.relations(first, schema)
            first.use_schema(schema, relations)
            facts = openproject.installation(first, target, schema, relations)
            powers = role.powers(first)
            facts = replace(facts, modules=openproject.modules(first), powers=powers)
            if powers and access.warn and not target.dump:
                access.warn(role.warning(powers))
            live = catalogue.read(
                first.fetch,
                schema,
                only=access.alone and access.schema is not None,
                known=queries.tables(),
            )
            live = replace(live, migrations=facts.migrations)
            facts = replace(facts, structure=live.structure)
            identities = _identities(first)
            readers = [first]
            if snapshot:
                count = access.jobs or openproject.parallel(first)
                readers += _more(stack, target, access, schema, relations, snapshot, count - 1)
            yield Session(tuple(readers), facts, live, snapshot, identities)
        except psycopg.Error as error:
            raise NoDatabaseError(f"{target.masked} can't be read: {reason(error)}") from None


def _identities(reader: Reader) -> dict[Name, Identity]:
    return {
        (str(row["schema"]), str(row["name"])): (str(row["files"]), str(row["columns"]))
        for row in reader.fetch(statement("catalogue/identity"))
    }


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

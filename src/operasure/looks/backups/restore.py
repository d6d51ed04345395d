"""Restores a dump into its own database, as a role without further rights."""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg
from psycopg import sql

from operasure.core.errors import NoDatabaseError, UsageError
from operasure.core.progress import NOBODY, Meter, Stage
from operasure.core.queries import statement
from operasure.looks.backups import archive
from operasure.looks.backups.archive import Contents
from operasure.looks.backups.load import Connection, Loader, LoadNotes, Table, execute, together
from operasure.looks.backups.recognise import DAMAGED, Archive, Script
from operasure.looks.backups.statements import Statements
from operasure.server.postgresql import Server

NAME = "dump"
"""Of the role and its database, where nothing else is said."""
AT_ONCE = 8
"""How many tables one run of pg_restore reads, where several run side by side."""
WHOLE = 32 * 10**6
"""Bytes of an archive that is not worth dividing."""
NEEDED = ("users", "journals", "work_packages", "settings", "schema_migrations")
"""Tables that make a database OpenProject's (queries/openproject/schemas.sql)."""
ACCOUNTS = "users"
"""Whose rows say who was deleted: without them nothing can be said."""
SETTINGS = {"maintenance_work_mem": "256MB", "max_wal_size": "1GB"}
"""What suits a server that is filled once."""


@dataclass(frozen=True)
class Restored:
    """Where the database is (libpq parameters), which tables are not there in full, and what else
    is not."""

    parameters: dict[str, str]
    unrestored: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    partial: bool = False
    """As `Dump.partial`."""


@dataclass(frozen=True)
class ScratchDatabase:
    """A role and its database on a server."""

    server: Server
    name: str

    @property
    def parameters(self) -> dict[str, str]:
        """What leads there, over the unix socket, and keeps the environment out of it."""
        return {
            "host": str(self.server.socket_directory),
            "hostaddr": "",
            "port": str(self.server.port),
            "user": self.name,
            "dbname": self.name,
            "options": "",
        }

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Connect as the role. A session is a script's own: nothing it sets outlives it."""
        with psycopg.connect(**self.parameters, autocommit=True) as connection:  # type: ignore[arg-type]
            yield connection

    def make(self) -> None:
        """Make the role, which may do nothing, and a database that is its own."""
        with psycopg.connect(self.server.socket_url(), autocommit=True) as admin:
            role = sql.Identifier(self.name)
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(role))
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(role, role)
            )
        with psycopg.connect(self.server.socket_url(self.name), autocommit=True) as admin:
            admin.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(role))

    def stop(self) -> None:
        """End every session of the role, and let no new one in."""
        with psycopg.connect(self.server.socket_url(), autocommit=True) as admin:
            admin.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(self.name)))
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s",
                [self.name],
            )


def restore(
    server: Server,
    dump: Archive | Script,
    contents: Contents | None,
    progress: Meter = NOBODY,
    name: str = NAME,
    *,
    rows: bool = True,
) -> Restored:
    """Restore the dump as database `name` of the server. With `rows` false the tables are enough.

    Raises UsageError where the dump can't be read to its end or the server can't go on, and
    NoDatabaseError where what makes it OpenProject's could not be restored.
    """
    place = ScratchDatabase(server, name)
    seen = LoadNotes()
    with _going_on(server):
        place.make()
        if isinstance(dump, Script):
            _side_by_side(place, [partial(_script, dump, seen, progress)])
        elif contents is not None:
            _archive(place, dump, contents, seen, progress)
        _finish(place, seen, progress)
        with place.connected() as connection:
            there: set[Table] = {
                (row[0], row[1]) for row in connection.execute(statement("copies/tables").encode())
            }
    unrestored = _unrestored(there, seen)
    for table, why in unrestored.items():
        needed = table in NEEDED and table not in {name for _, name in there}
        if needed or (rows and table == ACCOUNTS):
            raise NoDatabaseError(f"the table {table} of the dump can't be searched: {why}")
    lacking = bool(seen.strange or seen.misread)
    return Restored(place.parameters, unrestored, tuple(_notes(seen)), lacking)


@contextmanager
def _going_on(server: Server) -> Iterator[None]:
    """Raises UsageError where the server can't go on, by what it says or, where it went down, by
    its log: a server whose log finds no room ends at once."""
    try:
        yield
    except psycopg.Error as error:
        lacks = "memory" if isinstance(error, psycopg.errors.OutOfMemory) else ""
        if isinstance(error, psycopg.errors.DiskFull) or server.full:
            lacks = "disk"
        raise UsageError(
            f"the temporary server ran out of {lacks} during the restore: give --dump-dir on a "
            f"larger disk, or restore elsewhere"
            if lacks
            else "the temporary server stopped during the restore of the dump"
        ) from None


def _script(dump: Script, seen: LoadNotes, progress: Meter, connection: Connection) -> None:
    try:
        with dump.open() as stream, progress.begin("restoring the dump", dump.size) as stage:
            statements = Statements(stream)
            stage.elsewhere = lambda: statements.position
            Loader(connection, seen).run(statements)
    except DAMAGED as error:
        said = getattr(error, "strerror", None) or "it is damaged or cut off"
        raise UsageError(f"{dump.path} can't be read to its end: {said}") from error
    if not statements.complete:
        raise UsageError(f"{dump.path} is cut off: the last line that pg_dump writes is missing")
    seen.filled |= statements.announced


def _archive(
    place: ScratchDatabase,
    dump: Archive,
    contents: Contents,
    seen: LoadNotes,
    progress: Meter,
) -> None:
    bindir = place.server.bindir
    scripts: dict[str, list[archive.SectionScript]] = defaultdict(list)

    def run(section: str, entries: Sequence[str], connection: Connection) -> None:
        with archive.script(bindir, dump.path, section, entries) as made:
            scripts[section].append(made)
            statements = Statements(made.stream)
            Loader(connection, seen).run(statements)
        seen.filled.update(statements.announced)

    def taken(section: str) -> int:
        return sum(each.taken for each in list(scripts[section]))

    divided = dump.side_by_side and dump.size > WHOLE
    data = (
        [*_parts(contents.tables, AT_ONCE), contents.sequences]
        if divided
        else [[*contents.tables, *contents.sequences]]
    )
    _side_by_side(place, [partial(run, "pre-data", ())])
    # This run has read the table of contents, as each of the others will do.
    contained = taken("pre-data")
    with progress.begin("restoring the dump", max(0, dump.size - contained)) as stage:
        stage.elsewhere = lambda: max(0, taken("data") - contained * len(scripts["data"]))
        _side_by_side(place, [partial(run, "data", part) for part in data])
    _side_by_side(place, [partial(run, "post-data", ())])


def _parts(whole: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [whole[i : i + size] for i in range(0, len(whole), size)]


def _finish(place: ScratchDatabase, seen: LoadNotes, progress: Meter) -> None:
    """Build the keys, which say what a column holds, and count the rows for the planner.

    A foreign key is proven again: one that is not says nothing of what a column holds.
    """

    def keys(stage: Stage, statements: Sequence[bytes], connection: Connection) -> None:
        for why in together(connection, statements):
            seen.lost.append(f"a primary key: {why}")
        stage.add(len(statements))

    def foreign(connection: Connection) -> None:
        for why in together(connection, seen.foreign):
            seen.lost.append(f"a foreign key: {why}")

    with progress.begin("building the keys of the dump", len(seen.keys), "keys") as stage:
        _side_by_side(place, [partial(keys, stage, part) for part in _parts(seen.keys, AT_ONCE)])
    with progress.begin("checking the keys of the dump"):
        _side_by_side(place, [foreign])
    with progress.begin("counting the rows of the dump"):
        _side_by_side(place, [lambda connection: execute(connection, b"ANALYZE")])


def _side_by_side(place: ScratchDatabase, jobs: Sequence[Callable[[Connection], Any]]) -> None:
    """Do them on as many connections as there are processors; the first error ends all."""
    waiting = deque(jobs)

    def work() -> None:
        with place.connected() as connection, suppress(IndexError):
            while True:
                waiting.popleft()(connection)

    if not jobs:
        return
    workers = min(len(jobs), 8, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(work) for _ in range(workers)]
        try:
            for future in as_completed(futures):
                future.result()
        except BaseException:
            waiting.clear()
            place.stop()
            raise


def _unrestored(there: set[Table], seen: LoadNotes) -> dict[str, str]:
    """Tables that are not there in full, by name."""
    found = {name: why for (_, name), why in seen.failed.items()}
    for _, name in there - seen.filled - set(seen.failed):
        found.setdefault(name, "the dump contains the table without its rows")
    return dict(sorted(found.items()))


def _notes(seen: LoadNotes) -> Iterator[str]:
    counts: dict[str, int] = {}
    for lost in seen.lost:
        counts[lost] = counts.get(lost, 0) + 1
    for lost, number in sorted(counts.items()):
        times = f" ({number} times)" if number > 1 else ""
        yield f"Not restored from the dump: {lost}{times}."
    for what, number in sorted(seen.strange.items()):
        times = f" ({number} times)" if number > 1 else ""
        yield f"Not run, since pg_dump writes no such statement: {what}{times}."

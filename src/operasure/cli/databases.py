"""The database that a command reads, or a backup in its place: the options that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from operasure.cli import common, option, progress
from operasure.core.errors import UsageError
from operasure.core.legible import visible

if TYPE_CHECKING:
    from operasure.database.session import Access
    from operasure.database.target import Target

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class GivenDatabase:
    """The database that options and environment name, or a dump to restore in `folder`; the schema
    in it, and the limits within which it is read: connections, and seconds."""

    url: str | None
    schema: str | None
    jobs: int | None
    timeouts: tuple[float, float, float]
    dump: Path | None = None
    folder: Path | None = None

    def access(self, jobs: int | None = None) -> Access:
        """How to read it; with `jobs` by so many connections."""
        from operasure.database.session import Access
        from operasure.database.settings import Timeouts

        statement, lock, idle = (round(seconds * 1000) for seconds in self.timeouts)
        # Who asks for one connection wants others to feel as little of it as can be.
        timeouts = Timeouts(statement, lock, idle, workers=self.jobs != 1)
        return Access(self.schema, jobs or self.jobs, timeouts, common.warn)

    def target(self) -> Target:
        """Where it is. Raises UsageError."""
        return common.find_target(self.url)

    @contextmanager
    def opened(self, *, rows: bool = True) -> Iterator[Target]:
        """Where it is; of a dump for as long as the block lasts. With `rows` false a dump of the
        schema will do. Raises UsageError for options that exclude each other."""
        if self.dump is None:
            if self.folder is not None:
                raise UsageError("--dump-dir needs --dump")
            yield self.target()
            return
        if self.url is not None:
            raise UsageError("give either --dump or --database-url")
        from operasure.looks.backups.opened import opened

        with opened(self.dump, self.folder, _tell, progress.shown(), rows=rows) as target:
            yield target


def options(function: F, parallel: str | None = None) -> F:
    """Which database to read, and within which limits (docs/database.md), as the argument
    `database`. `parallel` says what --jobs means where that is more than connections: it has a line
    of its own then."""

    @wraps(function)
    def called(
        *arguments: Any,
        database_url: str | None,
        schema: str | None,
        jobs: int | None,
        statement_timeout: float,
        lock_timeout: float,
        idle_timeout: float,
        dump: Path | None = None,
        dump_dir: Path | None = None,
        **named: Any,
    ) -> Any:
        timeouts = (statement_timeout, lock_timeout, idle_timeout)
        given = GivenDatabase(database_url, schema, jobs, timeouts, dump, dump_dir)
        return function(*arguments, database=given, **named)

    shared = option.together(
        click.option(
            "--database-url",
            metavar="URL",
            help="Database to read; default: DATABASE_URL, as OpenProject takes it. For "
            "schema, connections and timeouts see 'operasure help database'.",
        ),
        click.option(
            "--schema",
            cls=option.Folded,
            metavar="NAME",
            help="Schema of the installation to check.",
        ),
        option.number(
            "--jobs",
            least=1,
            most=64,
            cls=option.Folded if parallel is None else click.Option,
            help=parallel or "Parallel connections; default from the server's size.",
        ),
        _timeout("--statement-timeout", 3600, "Longest time for one statement; 0 is no limit."),
        _timeout("--lock-timeout", 10, "Longest wait for a table that another session has locked."),
        _timeout("--idle-timeout", 600, "The server ends a connection that is idle for longer."),
    )
    return cast(F, shared(called))


def _timeout(name: str, default: float, says: str) -> Callable[[F], F]:
    return option.seconds(name, default=default, says=says, cls=option.Folded)


def options_with_dump(function: F) -> F:
    """The same, and which backup to look at instead, and where to restore it."""
    dump = click.option(
        "--dump",
        type=click.Path(exists=True, path_type=Path),
        metavar="FILE",
        help="Check a backup instead of a database: a file of pg_dump, or a backup made "
        "in OpenProject. It is restored into a temporary server in --dump-dir, then "
        "removed: see 'operasure help backups'.",
    )
    place = option.folder(
        "--dump-dir",
        cls=option.Folded,
        help="Where to restore the dump; default: where temporary files go.",
    )
    both = option.together(dump, place)
    return options(both(function))


def _tell(line: str) -> None:
    click.echo(visible(f"operasure: {line}"), err=True)

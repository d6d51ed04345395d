"""What every command that reads the database shares: options, progress, output."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from operasure.core import keeping, writing
from operasure.core.errors import UsageError
from operasure.core.legible import visible

if TYPE_CHECKING:
    from operasure.core.configuration import Configuration
    from operasure.database.session import Access
    from operasure.database.target import Target

F = TypeVar("F", bound=Callable[..., Any])


class Seconds(click.ParamType):  # type: ignore[type-arg]
    """A number of seconds that the server takes as a limit: to the thousandth, up to 24 days."""

    name = "seconds"
    longest = 2_147_483

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            found = float(value)
        except ValueError:
            found = math.nan
        if not math.isfinite(found) or found < 0:
            self.fail(f"{value!r} is no number of seconds", param, ctx)
        if found > self.longest:
            self.fail(f"at most {self.longest} (24 days); 0 is no limit", param, ctx)
        if 0 < found < 0.001:
            self.fail("at least 0.001; 0 is no limit", param, ctx)
        return found


SECONDS = Seconds()


class Folded(click.Option):
    """An option that many commands share. The help of a command and its man page leave its line
    out; the line of the option that leads the group names the page that tells of all."""

    def get_help_record(self, ctx: click.Context) -> None:
        """No line of its own."""


TIMEOUTS = {
    "--statement-timeout": (3600, "Longest time for one statement; 0 is no limit."),
    "--lock-timeout": (10, "Longest wait for a table that another session has locked."),
    "--idle-timeout": (600, "The server ends a connection that is idle for longer."),
}


def database_options(function: F, jobs: str | None = None) -> F:
    """Which database to read, and within which limits (docs/database.md). `jobs` says what --jobs
    means where that is more than connections: it has a line of its own then."""
    for option in reversed(
        (
            click.option(
                "--database-url",
                metavar="URL",
                help="Database to read; default: DATABASE_URL, as OpenProject takes it. For "
                "schema, connections and timeouts see 'operasure help database'.",
            ),
            click.option(
                "--schema", cls=Folded, metavar="NAME", help="Schema of the installation to check."
            ),
            click.option(
                "--jobs",
                cls=Folded if jobs is None else click.Option,
                type=click.IntRange(1, 64),
                metavar="N",
                help=jobs or "Parallel connections; default from the server's size.",
            ),
            *(_seconds(name, default, says) for name, (default, says) in TIMEOUTS.items()),
        )
    ):
        function = option(function)
    return function


def _seconds(name: str, default: int, says: str) -> Callable[[F], F]:
    return click.option(
        name,
        cls=Folded,
        type=SECONDS,
        default=default,
        show_default=True,
        metavar="SECONDS",
        help=says,
    )


queries_option = click.option(
    "--queries",
    "sites",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with your own checks and declarations, laid out like queries/ (repeatable).",
)


def address(given: str | None, *options: object) -> str | None:
    """The beginning of every address: `--base-url`, else what OpenProject's own variables say: they
    go over its settings in the database (OpenProject 17.1 definition.rb:571 and 846). `options` are
    those that name a database."""
    from operasure.core.configuration import setting
    from operasure.looks.mentions.hits import base_url

    if given is None:
        own = configuration(*options).variables
        if (host := setting("host_name", own)) is None:
            return None
        root = setting("rails_relative_url_root", own) or ""
        plain = (setting("https", own) or "").lower() in {"false", "0", "no", "off"}
        return base_url(f"{host.rstrip('/')}{root}", "http" if plain else "https")
    scheme, found, rest = given.partition("://")
    known = base_url(rest, scheme) if found and scheme in {"http", "https"} else None
    if known is None:
        raise UsageError("--base-url is no address; give one like https://openproject.example.org")
    return known


def configuration(*options: object) -> Configuration:
    """OpenProject's settings and ours, from the environment or the files of a package; the latter
    not where one of `options`, those that name a database, is given."""
    from operasure.core.configuration import resolve

    return resolve(os.environ, named=any(options))


def find_target(url: str | None) -> Target:
    """The database that options and OpenProject's settings name; says which settings these are
    where it is not plain to see."""
    from operasure.database.target import target

    found = configuration(url)
    chosen = target(url, found.variables, found.said)
    if not chosen.plain:
        warn(f"the database is the one of {chosen.source}")
    if found.closed:
        absent = f"{chosen.absent}; {found.closed} can't be read by this user"
        return replace(chosen, absent=absent)
    return chosen


def own_directory(*options: object) -> Path | None:
    """The directory of files that OpenProject's own setting names; `options` are those that name a
    database."""
    from operasure.core.configuration import variable_of

    found = configuration(*options)
    variable = variable_of("attachments_storage_path", found.variables)
    if variable is None:
        return None
    if variable in found.places:
        warn(f"the directory of files is the one of {found.said(variable)}")
    return Path(found.variables[variable])


def access(
    schema: str | None,
    jobs: int | None,
    statement_timeout: float,
    lock_timeout: float,
    idle_timeout: float,
) -> Access:
    """The options of `database_options` but the URL, seconds as the session's milliseconds."""
    from operasure.database.session import Access
    from operasure.database.settings import Timeouts

    limits = (round(s * 1000) for s in (statement_timeout, lock_timeout, idle_timeout))
    return Access(schema, jobs, Timeouts(*limits), warn)


def warn(line: str) -> None:
    """Say something on standard error, once in each run of a command."""
    said: set[str] = click.get_current_context().find_root().meta.setdefault(__name__, set())
    if line not in said:
        said.add(line)
        click.echo(visible(f"operasure: {line}"), err=True)


def emit(content: str | Iterable[str], output: Path | None) -> None:
    """Print a result, or write it to its file and say so on standard error."""
    if output is None:
        for piece in [content] if isinstance(content, str) else content:
            click.echo(piece, nl=False)
    else:
        writing.write(output, content)
        wrote(output)


def wrote(path: Path) -> None:
    """Say on standard error that a file was written."""
    click.echo(f"operasure: written to {path}", err=True)


def in_days(days: int = keeping.KEEP_DAYS) -> date:
    """The day after which a file that is made now is deleted."""
    return datetime.now(UTC).date() + timedelta(days=days)

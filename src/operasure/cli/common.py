"""What every command that reads the database shares: options, progress, output."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import option
from operasure.core import keeping, writing
from operasure.core.errors import UsageError
from operasure.core.legible import visible

if TYPE_CHECKING:
    from operasure.core.configuration import Configuration
    from operasure.database.target import Target


queries_option = option.folder(
    "--queries",
    "sites",
    multiple=True,
    help="Folder with your own checks and declarations, laid out like queries/ (repeatable).",
)
accept_option = option.file(
    "--accept",
    help="File of leftovers that are accepted on a written ground (see 'operasure help accept').",
)
base_url_option = click.option(
    "--base-url", metavar="URL", help="Address of the installation; default: from its settings."
)


def address(given: str | None, *options: object) -> str | None:
    """The beginning of every address: `--base-url`, else what OpenProject's own variables say: they
    go over its settings in the database (OpenProject 17.1 definition.rb:571 and 846). `options` are
    those that name a database."""
    from operasure.core.configuration import setting
    from operasure.database import openproject

    if given is None:
        own = configuration(*options).variables
        if (host := setting("host_name", own)) is None:
            return None
        root = setting("rails_relative_url_root", own) or ""
        plain = (setting("https", own) or "").lower() in {"false", "0", "no", "off"}
        return openproject.address(f"{host.rstrip('/')}{root}", "http" if plain else "https")
    scheme, found, rest = given.partition("://")
    known = openproject.address(rest, scheme) if found and scheme in {"http", "https"} else None
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

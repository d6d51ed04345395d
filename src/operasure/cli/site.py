"""`operasure site` and its subcommands; the option that names a site file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, option
from operasure.core import writing
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.cases.site import Site

READER = "OPERASURE_DATABASE_URL"
"""The variable that tells commands the database to read."""
file_option = option.new_file(
    "--site",
    "site_file",
    help="Site file; else OPERASURE_SITE, else ~/.config/operasure/site.toml.",
)


@click.group("site")
def command() -> None:
    """Write the site file: the settings for all cases."""


@command.command("init")
@file_option
@option.flag("--example", help="Print the file, with nothing filled in.")
def init_command(site_file: Path | None, example: bool) -> int:
    """Write the site file, with a comment for every key, and ask for each on a terminal.

    Exit code: 0 written, 2 wrong usage, also where there is one already.
    """
    from operasure.cases import site

    if example:
        click.echo("".join(site.example()), nl=False)
        return 0
    path = site_file or site.default(os.environ)
    if path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already: edit it, or name another with --site")
    taken = _taken()
    values = {name: _toml(name, value) for name, (value, _) in taken.items()}
    if sys.stdin.isatty():
        values = _asked({name: value for name, (value, _) in taken.items()})
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent} can't be made: {error.strerror}") from error
    writing.write(path, site.example(values))
    for name, (_, source) in taken.items():
        if values.get(name) == _toml(name, taken[name][0]):
            common.warn(f"{name} is taken from {source}")
    click.echo(f"{path}: fill in what is commented out, then run 'operasure doctor'")
    return 0


def _taken() -> dict[str, tuple[str, str]]:
    """What OpenProject's own settings tell: for each key the value, as a person would type it, and
    where it was taken from. Addresses of databases are not among them: commands find these by
    themselves, and a copy would be one more place with a password."""
    from operasure.core.configuration import is_odd, variable_of
    from operasure.looks.cache import address

    own = common.configuration()
    found: dict[str, tuple[str, str]] = {}
    for name, setting in (
        ("installation", "host_name"),
        ("attachments", "attachments_storage_path"),
    ):
        variable = variable_of(setting, own.variables)
        if variable and not is_odd(own.variables[variable]):
            found[name] = (own.variables[variable], own.said(variable))
    servers = address.servers((), own.variables)
    if servers and not any(each.login for each in servers):
        variable = variable_of("cache_memcache_server", own.variables) or address.SERVERS_VARIABLE
        found["memcached"] = (", ".join(map(str, servers)), own.said(variable))
    redis = variable_of("cache_redis_url", own.variables)
    if redis and not any(each.login for each in address.redis(["-"], own.variables)):
        found["redis"] = (own.variables[redis], own.said(redis))
    return found


def _toml(name: str, typed: str) -> str:
    from operasure.cases import site

    several = next(each.default == () for each in site.KEYS if each.name == name)
    value = [part.strip() for part in typed.split(",")] if several else typed
    return json.dumps(value, ensure_ascii=False)


def _asked(taken: Mapping[str, str]) -> dict[str, str]:
    """What a person types for each key, as TOML; what is left empty stays commented out, but for
    what was `taken` from elsewhere."""
    from operasure.cases import site

    click.echo(
        "Leave empty what does not apply, and type a space in place of a value that does not; "
        "lists are separated by commas.",
        err=True,
    )
    found = {}
    for each in site.KEYS:
        asked = f"{each.name} ({each.metadata['says']})"
        hidden = each.name in {"database_url", "writer_url", "redis"}
        default = taken.get(each.name, "")
        typed = click.prompt(
            asked, default=default, show_default=bool(default), err=True, hide_input=hidden
        )
        if typed := typed.strip():
            found[each.name] = _toml(each.name, typed)
    return found


@contextmanager
def databases(found: Site) -> Iterator[None]:
    """Let commands find the site's databases in the environment, where no command line shows
    them. Raises UsageError as `Site.environment` does."""
    named = found.environment(os.environ)
    # One that the site file names goes over a file of this process's environment.
    replaced = {*named, *(f"{name}_FILE" for name in named)}
    before = {name: os.environ[name] for name in replaced if name in os.environ}
    for name in replaced:
        os.environ.pop(name, None)
    os.environ.update(named)
    try:
        yield
    finally:
        for name in replaced:
            os.environ.pop(name, None)
        os.environ.update(before)

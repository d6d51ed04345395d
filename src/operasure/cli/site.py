"""`operasure site` and its subcommands; the option that names a site file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.core import writing
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.cases.site import Site

option = click.option(
    "--site",
    "site_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Site file; else OPERASURE_SITE, else ~/.config/operasure/site.toml.",
)


@click.group("site")
def command() -> None:
    """Write the site file: the settings for all cases."""


@command.command("init")
@option
@click.option("--example", is_flag=True, help="Print the file, with nothing filled in.")
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
    values = _asked() if sys.stdin.isatty() else {}
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent} can't be made: {error.strerror}") from error
    writing.write(path, site.example(values))
    click.echo(f"{path}: fill in what is commented out, then run 'operasure doctor'")
    return 0


def _asked() -> dict[str, str]:
    """What a person types for each key, as TOML; what is left empty stays commented out."""
    from operasure.cases import site

    click.echo("Leave empty what does not apply; lists are separated by commas.", err=True)
    found = {}
    for each in site.KEYS:
        asked = f"{each.name} ({each.says})"
        hidden = each.name in {"database_url", "writer_url"}
        typed = click.prompt(asked, default="", show_default=False, err=True, hide_input=hidden)
        if typed := typed.strip():
            several = [part.strip() for part in typed.split(",")]
            value = several if each.kind.endswith("s") else typed
            found[each.name] = json.dumps(value, ensure_ascii=False)
    return found


@contextmanager
def databases(found: Site) -> Iterator[None]:
    """Let commands find the site's databases in the environment, where no command line shows
    them. Raises UsageError as `Site.environment` does."""
    named = found.environment(os.environ)
    before = {name: os.environ.get(name) for name in named}
    os.environ.update(named)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

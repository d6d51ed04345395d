"""`operasure help`: the pages of docs/, which come with the program, and its man pages."""

from __future__ import annotations

import difflib

import click

from operasure.cli import manual, option
from operasure.core import pages
from operasure.core.errors import UsageError


@click.command("help")
@click.argument("topic", required=False)
@option.flag(
    "--man",
    help="Print the man page of a command instead, or of operasure itself: "
    "operasure help --man verify | man -l -",
)
def command(topic: str | None, man: bool) -> None:
    """Print a page of the documentation, or the list of pages."""
    if man:
        click.echo(manual.page(topic))
    elif topic:
        click.echo(_read(topic))
    else:
        known = pages.titles()
        width = max(map(len, known))
        click.echo("Pages, each printed by 'operasure help TOPIC':\n")
        click.echo("\n".join(f"  {name.ljust(width)}  {title}" for name, title in known.items()))


def _read(topic: str) -> str:
    """The text of a page, by its name however it is written. Raises UsageError."""
    name = topic.lower().removeprefix("docs/").removesuffix(".md").replace(" ", "-")
    known = pages.titles()
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        hint = f"do you mean {near[0]}?" if near else "'operasure help' lists all"
        raise UsageError(f"no page of that name; {hint}")
    return pages.read(name)

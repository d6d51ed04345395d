"""Man pages (man(7)), made of what the commands say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click

from operasure import __version__
from operasure.core.errors import UsageError


def page(name: str | None) -> str:
    """The man page of a command, or of the program. Raises UsageError for no command."""
    from operasure.cli import COMMANDS, cli

    if name is None:
        return "\n".join(_page("operasure", cli, list(COMMANDS)))
    if name not in COMMANDS:
        raise UsageError(f"no command of that name; there are {', '.join(COMMANDS)}")
    found: click.Command = import_module(f"operasure.cli.{COMMANDS[name]}").command
    return "\n".join(_page(f"operasure {name}", found, []))


def _page(name: str, command: click.Command, others: list[str]) -> Iterator[str]:
    summary, *more = _paragraphs(command)
    title = name.replace(" ", "-")
    yield f'.TH "{_plain(title.upper())}" 1 "" "operasure {__version__}" "operasure"'
    yield f".SH NAME\n{_plain(title)} \\- {_plain(summary)}"
    yield ".SH SYNOPSIS"
    yield from _usage(name, command)
    if more:
        yield ".SH DESCRIPTION"
        yield from (f".PP\n{_plain(text)}" for text in more)
    if isinstance(command, click.Group) and not others:
        for part in (command.commands[each] for each in sorted(command.commands)):
            yield f".SH {_plain(str(part.name)).upper()}\n{_plain(' '.join(_paragraphs(part)))}"
            yield from _usage(f"{name} {part.name}", part)
            yield from _options(part)
    else:
        yield ".SH OPTIONS"
        yield from _options(command)
    yield ".SH EXIT STATUS\nSee 'operasure help exit-codes'."
    yield ".SH SEE ALSO"
    seen = [f"operasure-{each}" for each in others] or ["operasure"]
    yield ",\n".join(f".BR {_plain(each)} (1)" for each in seen).replace(",\n", "\n")


def _usage(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    yield f".B {_plain(name)}\n{_plain(' '.join(command.collect_usage_pieces(context)))}"


def _options(command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=command.name)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record:
            yield f".TP\n.B {_plain(record[0])}\n{_plain(record[1])}"


def _paragraphs(command: click.Command) -> list[str]:
    return [" ".join(text.split()) for text in (command.help or "").split("\n\n")]


def _plain(text: str) -> str:
    """A text in which roff finds no command: on one line, in ASCII, its signs escaped."""
    escaped = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    escaped = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in escaped)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped

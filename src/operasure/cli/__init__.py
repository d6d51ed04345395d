"""The command line: parses, calls, prints. One module per command, and one place that exits."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from operasure import __version__
from operasure.cli.guard import guarded
from operasure.cli.streams import visible_streams

COMMANDS = {
    "snapshot": "snapshot",
    "verify": "verify",
    "find-mentions": "find_mentions",
    "cache": "cache",
    "logs": "logs",
    "files": "files",
    "audit": "audit",
    "plan": "plan",
    "erase": "erase",
    "certificate": "certificate",
    "keygen": "keygen",
    "prune": "prune",
    "queries": "queries",
    "role": "role",
    "demo": "demo",
}
"""Command name to the module of this package that holds it, in the order of the help."""


class Commands(click.Group):
    """Loads a command's module when it is asked for, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found: click.Command = import_module(f"operasure.cli.{module}").command
        return found


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="operasure")
def cli() -> None:
    """After a user of OpenProject is deleted: show what is left of the person.

    Nothing is changed by any command unless its name says so. Results go to standard output,
    progress and warnings to standard error.
    """


def main() -> None:
    """Entry point of the program `operasure`."""
    sys.exit(run(sys.argv[1:]))


@visible_streams()
def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code (docs/exit-codes.md)."""

    def command() -> int:
        result = cli.main(arguments, prog_name="operasure", standalone_mode=False)
        return result if isinstance(result, int) else 0

    return guarded(command)

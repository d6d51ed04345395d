"""The command line: parses, calls, prints. One module per command, and one place that exits."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from operasure import __version__
from operasure.cli.guard import guarded
from operasure.cli.streams import visible_streams

SECTIONS = {
    "A whole request": {
        "case": "Guide one request from its arrival to the certificate, step by step.",
    },
    "Many instances": {
        "fleet": "Check many instances: one process beside each database, one summary of their "
        "answers.",
    },
    "Access": {
        "access": "Answer a request for access: a copy of what is held about a person, and of "
        "what they wrote.",
    },
    "Before the deletion": {
        "snapshot": "Before a deletion: show what is held about a person, what blocks it, and "
        "what it will damage.",
    },
    "After the deletion": {
        "verify": "After a deletion: check every place of the database, and of the cache, for "
        "this id.",
        "cache": "Find every entry of the cache that still names the person; --evict deletes them.",
        "audit": "Check the whole installation for leftovers of all deleted users.",
    },
    "Review": {
        "find-mentions": "Find every text that names the person, for review.",
        "logs": "Find every line of log files that names the person; PATH is a file, a folder, "
        "or -.",
        "files": "Compare stored files with the database, and search them for the person.",
    },
    "Erase": {
        "plan": "Plan the removal of what was found, as a plan file and a script. Changes nothing.",
        "erase": "Carry out a plan, or undo it: the only command that changes the database.",
    },
    "Evidence": {
        "certificate": "Make a signed certificate of an erasure, sign it a second time, verify it.",
        "show": "Render an evidence document again, in any format.",
        "keygen": "Make a key: Ed25519 for signing certificates, or the secret key of a case.",
    },
    "Upkeep": {
        "site": "Write the site file: the settings for all cases.",
        "doctor": "Check what a case needs, and say how to fix what is missing.",
        "prune": "Remove snapshots, inventories, work lists, reviews, plans and undo files that "
        "have expired.",
        "coverage": "Show the columns that no check and no declaration covers, and what to "
        "write about each.",
        "canary": "Plant an invented person in a restored backup, and see whether each place is "
        "reported.",
        "queries": "Print the checks that apply to this database as a script for psql.",
        "role": "Print the SQL for a read-only role, and what the current role may do.",
        "demo": "Run a sample deletion on an embedded PostgreSQL, and clean up.",
        "help": "Print a page of the documentation, or the list of pages.",
    },
}
"""Each command with what its own help begins with, in the sections and the order of the help. It
stands here too, so that the help of all loads none of them."""
COMMANDS = {name: name.replace("-", "_") for section in SECTIONS.values() for name in section}
"""Command name to the module of this package that holds it, in the order of the help."""
_COMPLETE = "_OPERASURE_COMPLETE"
_ALLOCATIONS = 200_000
"""Objects after which Python looks for circles among the new ones. By default it does so every 700:
a tenth of the time of a command that makes many objects that stay."""


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every command with its whole summary, all in one column."""
        width = max(map(len, COMMANDS))
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), says) for name, says in commands.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="operasure")
def cli() -> None:
    """Prove that a deleted user of OpenProject is gone, and find what is left.

    No command changes the database or the cache, except 'erase', 'cache --evict', and
    'canary --copy' in a database that says of itself that it is a copy. Results are written to
    standard output, progress and warnings to standard error.
    """


def main() -> None:
    """Entry point of the program `operasure`; a shell that completes a command line calls it, too
    (docs/completion.md)."""
    gc.set_threshold(_ALLOCATIONS)
    if _COMPLETE in os.environ:
        cli.main(prog_name="operasure", complete_var=_COMPLETE)
    code = run(sys.argv[1:])
    # Nor for a last time: what is left ends with the process.
    gc.freeze()
    sys.exit(code)


@visible_streams()
def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code (docs/exit-codes.md)."""

    def command() -> int:
        result = cli.main(arguments, prog_name="operasure", standalone_mode=False)
        return result if isinstance(result, int) else 0

    return guarded(command)

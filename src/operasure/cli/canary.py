"""`operasure canary`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, databases, outputs, progress, seals
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs


@click.command("canary")
@click.option(
    "--copy",
    metavar="NAME",
    help="Plant in the database itself, which is a copy of this name, and says so in its comment "
    "(see 'operasure help canary'); without it only --dump is planted in.",
)
@click.option(
    "--delete-with",
    metavar="COMMAND",
    help="With --copy: have OpenProject delete the person with this command, in which {id} stands "
    "for the id.",
)
@click.option(
    "--memcached-copy",
    metavar="SERVER",
    help="Plant cache entries in this empty memcached, which OpenProject does not use; default: "
    "one that is started for it.",
)
@common.queries_option
@databases.options_with_dump
@outputs.options("canary", "--output", "-o")
@seals.key_options
def command(
    copy: str | None,
    delete_with: str | None,
    memcached_copy: str | None,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """Plant an invented person in a restored backup, and see whether each place is reported.

    Exit code: 0 every planted value was reported, 1 one was missed, 3 none was missed but something
    could not be measured; 5 no OpenProject database; 2 wrong usage, or a database that is no copy.
    """
    from operasure.core.typed import plain
    from operasure.looks.canary import caches, copies
    from operasure.looks.canary.deletion import Command
    from operasure.looks.canary.measure import CanaryOptions, measure
    from operasure.reports.evidence import canary, document
    from operasure.reports.formats import Paper

    if (database.dump is None) is (copy is None):
        raise UsageError(
            "canary plants rows: give the backup to restore for it (--dump FILE), or say with "
            "--copy NAME that the database is a copy"
        )
    if delete_with and not copy:
        raise UsageError("--delete-with goes with --copy: OpenProject can't reach a restored dump")
    if memcached_copy:
        # Before anything is planted anywhere.
        caches.refuse_living(memcached_copy, os.environ)
    deletion = Command.of(delete_with, _tell) if delete_with else None
    options = CanaryOptions(database.access(), sites, deletion, memcached_copy)
    with (
        database.opened() as target,
        copies.marked(target, copy) if copy else copies.restored(target) as connection,
    ):
        found = measure(target, connection, options, progress.shown())
    outputs.emit(Paper("canary", made := plain(canary.build(found))))
    seal.put(outputs)
    return document.exit_code(made)


def _tell(line: str) -> None:
    click.echo(line, err=True)

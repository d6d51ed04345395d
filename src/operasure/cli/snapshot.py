"""`operasure snapshot`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, databases, option, outputs, passphrase, progress
from operasure.core.keeping import KEEP_DAYS

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs


@click.command("snapshot")
@option.user_id(help="Id of the user.")
@click.option("--case", metavar="REF", help="Reference of the case.")
@option.new_file(
    "--output",
    "-o",
    "kept",
    help="Write the snapshot to this file (mode 0600); without it, none is written.",
)
@option.keep_days(KEEP_DAYS, "the file")
@option.flag("--encrypt", help="Encrypt the file with a passphrase, which is asked for.")
@passphrase.file_option
@outputs.options("snapshot", "--inventory")
@common.queries_option
@databases.options
def command(
    user_id: int,
    case: str | None,
    kept: Path | None,
    keep_days: int,
    encrypt: bool,
    passphrase_file: Path | None,
    outputs: Outputs,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
) -> int:
    """Before a deletion: show what is held about a person, what blocks it, and what it will
    damage.

    Exit code: 0 nothing blocks the deletion, 1 it will fail or damage something, 3 something could
    not be read, or the effect of the deletion on it is not known, 5 no OpenProject database; 2
    wrong usage, or a user who is already deleted.
    """
    from operasure.looks.snapshot import file
    from operasure.looks.snapshot.take import SnapshotOptions, take
    from operasure.reports.formats import Paper
    from operasure.reports.inventory import inventory

    secret = _secret(encrypt, passphrase_file)
    options = SnapshotOptions(user_id, case, keep_days, database.access(), sites)
    taken = take(database.target(), options, progress.shown())
    if kept:
        file.write(kept, taken, secret)
        click.echo(f"operasure: written to {kept}; it holds personal data", err=True)
    outputs.emit(Paper("snapshot", inventory.build(taken)))
    return taken.verdict.exit_code


def _secret(encrypt: bool, passphrase_file: Path | None) -> str | None:
    if passphrase_file:
        return passphrase.read(passphrase_file)
    return passphrase.ask(confirm=True) if encrypt else None

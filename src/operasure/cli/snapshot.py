"""`operasure snapshot`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from operasure.cli import common, outputs, passphrase, progress
from operasure.core.keeping import KEEP_DAYS

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("snapshot")
@click.option("--user-id", type=int, required=True, metavar="N", help="Id of the user.")
@click.option("--case", metavar="REF", help="Reference of the case.")
@click.option(
    "--output",
    "-o",
    "kept",
    type=_FILE,
    metavar="FILE",
    help="Write the snapshot to this file (mode 0600); without it, none is written.",
)
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3660),
    default=KEEP_DAYS,
    show_default=True,
    metavar="N",
    help="Days until 'operasure prune' removes the file.",
)
@click.option(
    "--encrypt", is_flag=True, help="Encrypt the file with a passphrase, which is asked for."
)
@passphrase.file_option
@outputs.options("snapshot", "--inventory")
@common.queries_option
@common.database_options
def command(
    user_id: int,
    case: str | None,
    kept: Path | None,
    keep_days: int,
    encrypt: bool,
    passphrase_file: Path | None,
    outputs: Outputs,
    sites: tuple[Path, ...],
    database_url: str | None,
    **limits: Any,
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
    options = SnapshotOptions(user_id, case, keep_days, common.access(**limits), sites)
    taken = take(common.find_target(database_url), options, progress.shown())
    if kept:
        file.write(kept, taken, secret)
        click.echo(f"operasure: written to {kept}; it holds personal data", err=True)
    outputs.emit(Paper("snapshot", inventory.build(taken)))
    return taken.verdict.exit_code


def _secret(encrypt: bool, passphrase_file: Path | None) -> str | None:
    if passphrase_file:
        return passphrase.read(passphrase_file)
    return passphrase.ask(confirm=True) if encrypt else None

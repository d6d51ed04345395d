"""`operasure snapshot`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from operasure.cli import common, passphrase
from operasure.core.keeping import KEEP_DAYS
from operasure.core.legible import json_text

if TYPE_CHECKING:
    from operasure.looks.snapshot.model import Snapshot

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("snapshot")
@click.option("--user-id", type=int, required=True, metavar="N", help="Id of the user.")
@click.option("--case", metavar="REF", help="Reference of the case, to find the file again.")
@click.option(
    "--output",
    "-o",
    type=_FILE,
    metavar="FILE",
    help="Keep the snapshot in this file (mode 0600); without it, nothing is kept.",
)
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3660),
    default=KEEP_DAYS,
    show_default=True,
    metavar="N",
    help="After how many days 'operasure prune' removes the file.",
)
@click.option("--encrypt", is_flag=True, help="Encrypt the file with a passphrase that is asked.")
@passphrase.file_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="Form of the inventory: to read, as data, or as a page for the person (an overview, no "
    "answer to Art. 15).",
)
@click.option(
    "--inventory",
    "listing",
    type=_FILE,
    metavar="FILE",
    help="Write the inventory to a file (mode 0600) instead of standard output.",
)
@common.queries_option
@common.database_options
def command(
    user_id: int,
    case: str | None,
    output: Path | None,
    keep_days: int,
    encrypt: bool,
    passphrase_file: Path | None,
    form: str,
    listing: Path | None,
    sites: tuple[Path, ...],
    database_url: str | None,
    **limits: Any,
) -> int:
    """Before a deletion: what is held about a person, what blocks it, what it will damage.

    Exit code: 0 nothing is in the way, 1 the deletion will fail or damage something, 3 something
    could not be read, or it is not known what the deletion does to it, 5 no OpenProject database;
    2 wrong usage, or a user who is gone already.
    """
    from operasure.looks.snapshot import file
    from operasure.looks.snapshot.take import Options, take

    secret = _secret(encrypt, passphrase_file)
    options = Options(user_id, case, keep_days, common.access(**limits), sites)
    taken = take(common.find_target(database_url), options, common.progress())
    if output:
        file.write(output, taken, secret)
        click.echo(f"operasure: written to {output}; it holds personal data", err=True)
    common.emit(_rendered(taken, form), listing)
    if any(risk.grave for risk in taken.risks):
        return 1
    return 3 if taken.unread or any(risk.unknown for risk in taken.risks) else 0


def _secret(encrypt: bool, passphrase_file: Path | None) -> str | None:
    if passphrase_file:
        return passphrase.read(passphrase_file)
    return passphrase.ask(confirm=True) if encrypt else None


def _rendered(taken: Snapshot, form: str) -> str:
    from operasure.reports.inventory import inventory

    content = inventory.build(taken)
    if form == "json":
        return json_text(content) + "\n"
    return inventory.html(content) if form == "html" else inventory.text(content)

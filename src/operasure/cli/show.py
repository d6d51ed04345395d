"""`operasure show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import outputs
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs


@click.command("show")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE"
)
@outputs.options("show", "--output", "-o")
def command(file: Path, outputs: Outputs) -> int:
    """Render an evidence document again, in any format.

    FILE was made with --format json. The verdict is computed again from its entries. If the
    document is sealed, the seal is checked. Nothing else is read.

    Exit code: that of the document's verdict (0, 1, 3, 4); 2 wrong usage, or a document that is
    damaged, contradicts itself, or does not match its seal.
    """
    from operasure.reports.certificate import stored
    from operasure.reports.evidence import document

    found = stored.read(file)
    outputs.check(found.paper.command)
    try:
        outputs.emit(found.paper)
        code = document.exit_code(found.paper.document)
    except (LookupError, ArithmeticError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{file} is damaged: an entry is not as a document of {found.paper.command} has it "
            f"({type(error).__name__})"
        ) from error
    if found.sealed_by:
        click.echo(f"operasure: sealed with {found.sealed_by}", err=True)
    return code

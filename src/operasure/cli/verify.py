"""`operasure verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from operasure.cli import common
from operasure.evidence import document, text
from operasure.openproject import KINDS
from operasure.queries import load
from operasure.verify import Options, verify


@click.command("verify")
@click.option("--user-id", type=int, required=True, metavar="N", help="Id of the deleted user.")
@click.option(
    "--kind",
    type=click.Choice(list(KINDS.values())),
    default="user",
    show_default=True,
    help="What was deleted, where its row is gone.",
)
@click.option(
    "--accept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Leftovers that are kept on a written ground (TOML, see docs/accept.md).",
)
@common.queries_option
@common.database_options
@common.output_options
def command(
    user_id: int,
    kind: str,
    accept: Path | None,
    sites: tuple[Path, ...],
    database_url: str | None,
    form: str,
    output: Path | None,
    **limits: Any,
) -> int:
    """Prove a deletion: look at every place of the database for this id.

    Exit code: 0 clear, 1 something is left, 3 something could not be checked, 4 the account still
    exists, 5 no OpenProject database; 2 wrong usage.
    """
    options = Options(
        user_id,
        kind,
        access=common.access(**limits),
        queries=sites,
        accept=accept,
    )
    report = verify(common.find_target(database_url), options, common.progress())
    evidence = document.build(report, load(*sites).titles)
    if form == "json":
        common.emit(document.dumps(evidence), output)
    else:
        painted = output is None and common.coloured()
        common.emit(text.render(evidence, common.paint if painted else text.plain), output)
    return report.verdict.exit_code

"""`operasure coverage`."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, databases, outputs

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs


@click.command("coverage")
@click.option(
    "--since",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Only what is new since an earlier dump or schema (pg_dump --schema-only).",
)
@common.queries_option
@databases.options_with_dump
@outputs.options("coverage", "--output", "-o")
def command(
    since: Path | None,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
    outputs: Outputs,
) -> int:
    """Show the columns that no check and no declaration covers, and what to write about each.

    For authors of plugins, and before an upgrade. No row is read.

    Exit code: 0 every column that refers to users is known, 3 one is not; 5 no OpenProject
    database; 2 wrong usage.
    """
    from operasure.looks.coverage import coverage
    from operasure.reports.evidence import coverage as evidence
    from operasure.reports.evidence import document
    from operasure.reports.formats import Paper

    folder = database.folder if database.dump or not since else None
    own = replace(database, folder=folder).opened(rows=False)
    before = replace(database, url=None, dump=since).opened(rows=False) if since else None
    with own as target, before or nullcontext() as earlier:
        found = coverage(target, database.access(), sites, earlier)
    outputs.emit(Paper("coverage", built := evidence.build(found)))
    return document.exit_code(built)

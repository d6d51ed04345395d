"""`operasure coverage`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from operasure.cli import backup, common, outputs

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
@common.database_options
@backup.options
@outputs.options("coverage", "--output", "-o")
def command(
    since: Path | None,
    sites: tuple[Path, ...],
    database_url: str | None,
    dump: Path | None,
    dump_dir: Path | None,
    outputs: Outputs,
    **limits: Any,
) -> int:
    """Show the columns that no check and no declaration covers, and what to write about each.

    For authors of plugins, and before an upgrade. No row is read.

    Exit code: 0 every column that refers to users is known, 3 one is not; 5 no OpenProject
    database; 2 wrong usage.
    """
    from operasure.looks.coverage import coverage
    from operasure.reports.evidence import coverage as evidence
    from operasure.reports.evidence import judged
    from operasure.reports.formats import Paper

    with ExitStack() as stack:
        own_dir = dump_dir if dump or not since else None
        database = backup.database(database_url, dump, own_dir, rows=False)
        before = backup.database(None, since, dump_dir, rows=False) if since else None
        target = stack.enter_context(database)
        earlier = stack.enter_context(before) if before else None
        found = coverage(target, common.access(**limits), sites, earlier)
    outputs.emit(Paper("coverage", built := evidence.build(found)))
    return judged.exit_code(built)

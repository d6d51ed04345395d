"""`operasure prune`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from operasure.cli import option
from operasure.core.legible import visible
from operasure.reports.prune import LIMITS, Fate, Pruned, prune

_WORDS = {
    Fate.REMOVED: "overwritten and removed",
    Fate.DUE: "due, would be removed",
    Fate.KEPT: "kept",
    Fate.UNDATED: "left alone",
    Fate.FAILED: "NOT removed",
}


@click.command("prune")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@option.flag("--dry-run", help="Only show what has expired; remove nothing.")
def command(paths: tuple[Path, ...], dry_run: bool) -> int:
    """Remove snapshots, inventories, work lists, reviews, plans and undo files that have expired.

    PATH is a file or a folder (without its subfolders). Each file of operasure names its date in
    its first lines; other files are ignored.

    Exit code: 0 done, 3 a file could not be removed or names no date; 2 wrong usage.
    """
    today = datetime.now(UTC).date()
    found = list(prune(paths, today, act=not dry_run))
    for each in found:
        click.echo(visible(_line(each)))
    if not found:
        click.echo("nothing with a delete-after day is there")
    if any(each.fate is Fate.REMOVED for each in found):
        click.echo("operasure: what was removed may still be readable from:", err=True)
        for limit in LIMITS:
            click.echo(f"  {limit}", err=True)
    return 3 if any(each.fate in {Fate.FAILED, Fate.UNDATED} for each in found) else 0


def _line(each: Pruned) -> str:
    until = f" (delete after {each.delete_after})" if each.delete_after else ""
    reason = f": {each.reason}" if each.reason else ""
    return f"{each.path}: {each.kind}{until}: {_WORDS[each.fate]}{reason}"

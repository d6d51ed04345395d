"""`operasure queries`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from operasure.cli import common
from operasure.core.errors import UsageError
from operasure.core.legible import visible
from operasure.core.model import HIGHEST, KINDS, Check
from operasure.core.queries import Queries, load


@click.command("queries")
@click.option("--user-id", type=click.IntRange(1, HIGHEST), metavar="N", help="Id to look for.")
@click.option("--group", metavar="CODE", help="Only the checks of this group, like cw-02.")
@click.option("--check", "check_id", metavar="ID", help="Only this check.")
@click.option(
    "--kind",
    type=click.Choice(list(KINDS.values())),
    default="user",
    show_default=True,
    help="What the id is of: the script looks as verify does for this kind.",
)
@click.option("--list", "listed", is_flag=True, help="Print the ids of the checks, one a line.")
@click.option("--offline", is_flag=True, help="Ask no database: the checks of every version.")
@common.queries_option
@common.database_options
def command(
    user_id: int | None,
    group: str | None,
    check_id: str | None,
    kind: str,
    listed: bool,
    offline: bool,
    sites: tuple[Path, ...],
    database_url: str | None,
    **limits: Any,
) -> None:
    """Print the checks that apply to this database as a script for psql."""
    from operasure.checks.script import script, select

    if user_id is None and not listed:
        raise UsageError("give --user-id N, the id to look for, or --list")
    queries = load(*sites)
    checks, schema = _checks(queries, offline, database_url, limits)
    chosen = select(checks, group, check_id)
    if not chosen:
        raise UsageError("no check applies; 'operasure queries --list --offline' names all")
    if listed:
        click.echo("\n".join(visible(check.id) for check in chosen))
    else:
        click.echo("\n".join(script(chosen, user_id or 0, schema, kind)))


def _checks(
    queries: Queries, offline: bool, url: str | None, limits: dict[str, Any]
) -> tuple[list[Check], str]:
    from operasure.checks import plan
    from operasure.database.session import session

    if offline:
        return [*queries.references, *queries.texts], limits.get("schema") or "public"
    with session(common.find_target(url), common.access(**limits)) as opened:
        made = plan.make(queries, opened.catalogue)
        found = [check for scan in made.scans for check in scan.checks]
        found.sort(key=lambda check: (check.group, check.id))
        return found, opened.installation.schema

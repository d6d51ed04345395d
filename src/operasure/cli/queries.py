"""`operasure queries`."""

from __future__ import annotations

from pathlib import Path

import click

from operasure.cli import common, databases, option
from operasure.core.errors import UsageError
from operasure.core.legible import visible
from operasure.core.model import HIGHEST, KINDS, Check
from operasure.core.queries import Queries, load


@click.command("queries")
@option.number("--user-id", least=1, most=HIGHEST, help="Id to search for.")
@click.option(
    "--pattern",
    metavar="REGEX",
    help="Regular expression: the script searches every text for it instead.",
)
@click.option("--group", metavar="CODE", help="Only the checks of this group, like cw-02.")
@click.option("--check", "check_id", metavar="ID", help="Only this check: its id, or table.column.")
@option.choice(
    "--kind", of=list(KINDS.values()), default="user", help="Kind of the id, as in verify."
)
@option.flag("--list", "listed", help="Print the ids of the checks, one per line.")
@option.flag("--offline", help="Print the checks of every release, without a database.")
@common.queries_option
@databases.options
def command(
    user_id: int | None,
    pattern: str | None,
    group: str | None,
    check_id: str | None,
    kind: str,
    listed: bool,
    offline: bool,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
) -> None:
    """Print the checks that apply to this database as a script for psql."""
    from operasure.checks.script import script, select, texts

    if user_id is not None and pattern is not None:
        raise UsageError("give either --user-id or --pattern")
    if user_id is None and pattern is None and not listed:
        raise UsageError(
            "give --user-id N, the id to look for, --pattern REGEX, what to look for in texts, "
            "or --list"
        )
    queries = load(*sites)
    checks, schema = _checks(queries, database, offline=offline, written=pattern is not None)
    chosen = select(checks, group, check_id)
    if not chosen:
        raise UsageError("no check applies; 'operasure queries --list --offline' names all")
    if listed:
        click.echo("\n".join(visible(check.id) for check in chosen))
    elif pattern is not None:
        click.echo("\n".join(texts(chosen, pattern, schema)))
    else:
        click.echo("\n".join(script(chosen, user_id or 0, schema, kind)))


def _checks(
    queries: Queries, database: databases.GivenDatabase, *, offline: bool, written: bool
) -> tuple[list[Check], str]:
    """The checks that apply, and the schema of OpenProject's tables: those of ids, or those of what
    is `written`."""
    from operasure.checks import selection
    from operasure.database.session import session
    from operasure.looks.mentions import places

    if offline:
        ids = () if written else queries.references
        return [*ids, *queries.texts], database.schema or "public"
    with session(database.target(), database.access()) as opened:
        if written:
            sources = places.find(queries, opened.catalogue).sources
            found = [check for s in sources for field in s.fields for check in field.checks]
        else:
            made = selection.make(queries, opened.catalogue)
            found = [check for scan in made.scans for check in scan.checks]
        found.sort(key=lambda check: (check.group, check.id))
        return found, opened.installation.schema

"""`operasure role`."""

from __future__ import annotations

from contextlib import closing

import click

from operasure.cli import databases, option
from operasure.core.errors import NoDatabaseError
from operasure.core.legible import visible
from operasure.database import role


@click.command("role")
@click.option(
    "--name",
    default=role.ROLE,
    show_default=True,
    metavar="NAME",
    help="Name of the role in the SQL.",
)
@option.flag("--offline", help="Print the SQL without a database.")
@databases.options
def command(name: str, offline: bool, database: databases.GivenDatabase) -> int:
    """Print the SQL for a read-only role, and what the current role may do.

    The output is a script for psql. Its comments say what the current role may do.

    Exit code: 0 the current role may read everything, 3 it may not; 5 no OpenProject database; 2
    wrong usage.
    """
    if offline:
        click.echo(role.script(database.schema or role.SCHEMA, name), nl=False)
        return 0
    found = _rights(database)
    click.echo(visible(f"-- The role {found.role} of this address:"))
    for line in role.lines(found):
        click.echo(visible(f"--   {line}"))
    click.echo("-- A role that only reads, to be made by a superuser in this database:")
    click.echo(role.script(found.schema, name), nl=False)
    return 0 if found.reads_everything else 3


def _rights(database: databases.GivenDatabase) -> role.Rights:
    import psycopg

    from operasure.database import openproject
    from operasure.database.reader import Reader, reason

    target, access = database.target(), database.access()
    try:
        with closing(Reader(target, timeouts=access.timeouts)) as reader:
            return role.rights(reader, openproject.find_schema(reader, access.schema))
    except psycopg.Error as error:
        raise NoDatabaseError(f"{target.masked} can't be read: {reason(error)}") from None

"""`operasure demo`."""

from __future__ import annotations

from pathlib import Path

import click
import psycopg

from operasure import files
from operasure.cli import common
from operasure.database import target
from operasure.errors import UsageError
from operasure.evidence import document, text
from operasure.model import Report
from operasure.queries import load
from operasure.sample import instance, schema, server
from operasure.verify import Options, verify

STEPS = {
    "before": "OpenProject 17.1 with user 42, before the deletion",
    "after": "the same after OpenProject's own code has deleted user 42",
}
NEXT = """\
What you saw: a complete OpenProject 17.1 (171 tables; all persons are invented) before and after
OpenProject's own deletion code ran. "Left" are the places where the id still stands afterwards.

Next, on your own installation (nothing is changed, the session can only read):

  operasure verify --user-id N --database-url postgres://USER@HOST/DATABASE

with the id of a user that was deleted; docs/database-role.md has the SQL for a role that may read
and nothing else.
"""


@click.command("demo")
@click.option(
    "--output",
    "-o",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    metavar="DIR",
    help="Folder for the evidence that the demo writes.",
)
def command(folder: Path) -> None:
    """Verify a sample deletion on an embedded PostgreSQL, and clean up."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} can't be made: {error.strerror}") from error
    titles = load().titles
    with server.running() as running:
        click.echo(f"Started PostgreSQL {running.major} for this demo.", err=True)
        for state, words in STEPS.items():
            click.echo(f"\n━━ {words}\n")
            report = _verify(running, state)
            evidence = document.build(report, titles)
            shown = text.summary if state == "before" else text.render
            paint = common.paint if common.coloured() else text.plain
            click.echo(shown(evidence, paint), color=common.coloured())
            files.write(folder / f"verify-{state}.json", document.dumps(evidence))
            files.write(folder / f"verify-{state}.txt", text.render(evidence))
    click.echo(NEXT)
    names = ", ".join(f"verify-{state}.json and .txt" for state in STEPS)
    click.echo(f"Written to {folder}: {names}. The server and its data are gone.", err=True)


def _verify(running: server.Server, state: str) -> Report:
    with psycopg.connect(running.url(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {state}".encode())
    with psycopg.connect(running.url(state)) as connection:
        connection.execute(schema.ddl("17.1").encode())
        instance.load(connection, "before" if state == "before" else "after")
    return verify(target(running.url(state), {}), Options(instance.PERSON.id), common.progress())

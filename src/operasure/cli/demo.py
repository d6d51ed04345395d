"""`operasure demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure import cli
from operasure.core.errors import OperasureError, UsageError

if TYPE_CHECKING:
    from operasure.demo import instance
    from operasure.server import postgresql

SHOWN = 8
"""How many lines of a report the demo shows; the whole is in its file."""

NEXT = """\
You saw a complete OpenProject 17.1 (171 tables; all persons are invented) before and after
OpenProject's own deletion code ran. A leftover is a place where the id still is afterwards.
Open {folder}/worklist.html in a browser to see the mentions that need a review.

Next, on your own installation (read-only, nothing is changed):

  operasure verify --user-id N --database-url postgres://USER@HOST/DATABASE

with the id of a deleted user; 'operasure help database-role' has the SQL for a read-only
role.
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
    help="Folder for the files of the demo.",
)
def command(folder: Path) -> None:
    """Run a sample deletion on an embedded PostgreSQL, and clean up."""
    from operasure.demo import instance
    from operasure.server import postgresql

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} can't be made: {error.strerror}") from error
    user = str(instance.PERSON_ID)
    with postgresql.running() as running:
        click.echo(f"Started PostgreSQL {running.major} for this demo.", err=True)
        for state in instance.STATES:
            _fill(running, state)
        before, after = (["--database-url", running.url(s)] for s in instance.STATES)
        _say("Before: is the user deleted?")
        _run(["verify", "--user-id", user, *before], folder / "verify-before.txt")
        _say("Before: what is held, what blocks the deletion, and what will it damage?")
        taken = folder / "snapshot.json"
        inventory = folder / "inventory.txt"
        _run(["snapshot", "--user-id", user, *before, "--inventory", str(inventory)], taken)
        _say("OpenProject's own code deletes the user. After: what became of every row?")
        kept = ["--snapshot", str(taken)]
        _run(["verify", "--user-id", user, *kept, *after], folder / "verify-after.txt", shown=75)
        _run(
            ["verify", "--user-id", user, *kept, *after, "--format", "json"],
            folder / "verify-after.json",
        )
        _say("After: which texts name the person?")
        worklist = ["--html", str(folder / "worklist.html")]
        _run(["find-mentions", *kept, *worklist, *after], folder / "mentions.txt")
        _say("After: leftovers of all deleted users, without an id")
        _run(["audit", *after], folder / "audit.txt")
    click.echo(f"\n{NEXT.format(folder=folder)}")
    names = ", ".join(sorted(path.name for path in folder.iterdir()))
    click.echo(f"In {folder}: {names}. The server and its data are removed.", err=True)


def _fill(running: postgresql.Server, state: instance.State) -> None:
    import psycopg

    from operasure.demo import instance

    with psycopg.connect(running.url(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {state}".encode())
    with psycopg.connect(running.url(state)) as connection:
        connection.execute(instance.ddl().encode())
        instance.load(connection, state)


def _say(words: str) -> None:
    click.echo(f"\n━━ {words}\n")


def _run(arguments: list[str], output: Path, shown: int = SHOWN) -> None:
    """Run a command as its users do, and show the first lines of a report that it wrote."""
    words = ["…" if a.startswith("postgresql://") else a for a in arguments]
    click.echo(f"$ operasure {' '.join(words)} -o {output}")
    code = cli.run([*arguments, "-o", str(output)])
    if code not in {0, 1, 4}:
        raise OperasureError(f"the demo's '{arguments[0]}' ended with exit code {code}")
    if output.suffix == ".txt":
        lines = output.read_text(encoding="utf-8").splitlines()
        click.echo("\n".join([*lines[:shown], "…"]))

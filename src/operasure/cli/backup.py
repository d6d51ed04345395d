"""The options --dump and --dump-dir: a backup in the place of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from operasure.cli import common, progress
from operasure.core.errors import UsageError
from operasure.core.legible import visible

if TYPE_CHECKING:
    from operasure.database.target import Target

F = TypeVar("F", bound=Callable[..., Any])


def options(function: F) -> F:
    """Which backup to look at, and where to restore it."""
    for option in reversed(
        (
            click.option(
                "--dump",
                type=click.Path(exists=True, path_type=Path),
                metavar="FILE",
                help="Check a backup instead of a database: a file of pg_dump, or a backup made "
                "in OpenProject. It is restored into a temporary server in --dump-dir, then "
                "removed: see 'operasure help backups'.",
            ),
            click.option(
                "--dump-dir",
                cls=common.Folded,
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                metavar="DIR",
                help="Where to restore the dump; default: where temporary files go.",
            ),
        )
    ):
        function = option(function)
    return function


@contextmanager
def database(
    url: str | None, dump: Path | None, folder: Path | None, *, rows: bool = True
) -> Iterator[Target]:
    """The database to read: the restored dump for as long as the block lasts, or the one that
    options and environment name. With `rows` false a dump of the schema will do. Raises UsageError
    for options that exclude each other."""
    if dump is None:
        if folder is not None:
            raise UsageError("--dump-dir needs --dump")
        yield common.find_target(url)
        return
    if url is not None:
        raise UsageError("give either --dump or --database-url")
    from operasure.looks.backups.opened import opened

    with opened(dump, folder, _tell, progress.shown(), rows=rows) as target:
        yield target


def _tell(line: str) -> None:
    click.echo(visible(f"operasure: {line}"), err=True)

"""`operasure logs`."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, option, outputs, person, progress, seals
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs


@click.command("logs")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@person.options
@click.option(
    "--logrotate",
    "rotations",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Configuration of logrotate, to know when a log expires (repeatable).",
)
@option.number(
    "--jobs",
    least=1,
    most=64,
    help="Files, or parts of files, read in parallel; default: one for each core.",
)
@option.flag("--with-text", help="Show lines that name the person, for review.")
@option.number(
    "--limit", least=0, default=20, help="How many lines of each file --with-text shows."
)
@outputs.options("logs", "--output", "-o")
@seals.options
def command(
    paths: tuple[str, ...],
    whom: person.GivenPerson,
    rotations: tuple[Path, ...],
    jobs: int | None,
    with_text: bool,
    limit: int,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """Find every line of log files that names the person; PATH is a file, a folder, or -.

    Exit code: 0 every line was checked and none names the person, 1 lines were found, 3 nothing
    was found, but something could not be read; 2 wrong usage.
    """
    from operasure.core.typed import plain
    from operasure.looks.logs import rotation, sources
    from operasure.looks.logs.run import LogsOptions, run
    from operasure.reports.evidence import logs as report
    from operasure.reports.evidence.logs import LogsLook
    from operasure.reports.formats import Paper

    if with_text and "text" not in outputs.given():
        raise UsageError("the evidence document holds no text: use --with-text with --format text")
    if sources.STDIN in paths and person.STDIN in whom.names:
        raise UsageError("standard input can't be both the log and the names: use --names-file")
    identity = whom.identity()
    rules = tuple(rule for path in rotations for rule in rotation.read(path))
    given = sources.sources(paths)
    options = LogsOptions(
        jobs, limit if with_text else 0, rules if rotations else None, progress.shown()
    )
    started = datetime.now(UTC)
    found = list(run(given, identity, options))
    look = LogsLook(
        identity,
        found,
        started,
        datetime.now(UTC),
        jobs or os.cpu_count() or 1,
        sources.rotated_beside(given),
    )
    made = plain(report.build(look, person.token(identity, seal.case_key)))
    lines = found if with_text else None
    day = common.in_days() if with_text else None
    paper = Paper("logs", made, lambda paint: report.render(made, paint, lines), delete_after=day)
    outputs.emit(replace(paper, full=with_text))
    seal.put(outputs)
    return look.verdict.exit_code

"""`operasure audit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, databases, outputs, progress, seals
from operasure.core.queries import load

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs


@click.command("audit")
@common.accept_option
@common.queries_option
@databases.options_with_dump
@outputs.options("audit", "--output", "-o")
@seals.key_options
def command(
    accept: Path | None,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """Check the whole installation for leftovers of all deleted users.

    No id and no name is needed. It finds orphaned ids, deletions that did not finish, overdue rows
    and mentions that show a former name.

    Exit code: 0 clear, 1 something was found, 3 something could not be checked, 5 no OpenProject
    database; 2 wrong usage.
    """
    from operasure.core.typed import plain
    from operasure.looks.audit.audit import AuditOptions, audit
    from operasure.reports.evidence import audit as evidence
    from operasure.reports.formats import Paper

    options = AuditOptions(access=database.access(), queries=sites, accept=accept)
    with database.opened() as target:
        report = audit(target, options, progress.shown())
    built = plain(evidence.build(report, load(*sites).titles))
    outputs.emit(Paper("audit", built))
    seal.put(outputs)
    return report.verdict.exit_code

"""`operasure audit`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from operasure.cli import backup, common, seals, streams
from operasure.core.queries import load

if TYPE_CHECKING:
    from operasure.reports.evidence import document

_FORMS = ("json", "html", "prometheus", "junit")


@click.command("audit")
@click.option(
    "--accept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Leftovers that are kept on a written ground (TOML, see 'operasure help accept').",
)
@common.queries_option
@common.database_options
@backup.options
@seals.key_options
@common.output_as(
    "text",
    *_FORMS,
    text="A report to read, the evidence document, a page, metrics for a textfile collector, or "
    "a case for each check.",
)
def command(
    accept: Path | None,
    sites: tuple[Path, ...],
    database_url: str | None,
    dump: Path | None,
    dump_dir: Path | None,
    form: str,
    output: Path | None,
    seal: seals.Given,
    **limits: Any,
) -> int:
    """Look through the whole installation: what is left of anybody who was deleted?

    Nobody's id or name is asked for: ids that name nobody, deletions that did not finish, what
    should have gone by itself, mentions that show a lost name.

    Exit code: 0 clear, 1 something was found, 3 something could not be checked, 5 no OpenProject
    database; 2 wrong usage.
    """
    from operasure.looks.audit.audit import Options, audit
    from operasure.reports.evidence import audit as evidence
    from operasure.reports.evidence import audit_text, text

    options = Options(access=common.access(**limits), queries=sites, accept=accept)
    with backup.database(database_url, dump, dump_dir) as target:
        report = audit(target, options, common.progress())
    built = evidence.build(report, load(*sites).titles)
    if form in _FORMS:
        common.emit(_rendered(built, form), output)
        seal.put(output)
    else:
        painted = output is None and streams.coloured()
        common.emit(audit_text.render(built, streams.paint if painted else text.plain), output)
    return report.verdict.exit_code


def _rendered(built: document.Document, form: str) -> str:
    from operasure.reports.evidence import document, html, junit, prometheus

    renderers: dict[str, Callable[[document.Document], str]] = {
        "json": document.dumps,
        "html": html.render,
        "prometheus": prometheus.render,
        "junit": junit.render,
    }
    return renderers[form](built)

"""`operasure find-mentions`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from operasure.cli import caches as caching
from operasure.cli import common, databases, option, outputs, person, progress, seals
from operasure.core.errors import UsageError
from operasure.core.keeping import KEEP_DAYS

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs
    from operasure.looks.mentions.find import Findings
    from operasure.reports.evidence.document import Paint, Readable
    from operasure.reports.formats import Paper

LISTED = 50
"""How many mentions a whole report lists unless told otherwise."""


@click.command("find-mentions")
@person.options
@option.file(
    "--reviewed",
    multiple=True,
    help="Decisions exported from the work list. Decided mentions are only counted (repeatable).",
)
@option.file(
    "--case-key",
    help="Key of the case ('operasure keygen --case'), so that the ids of mentions stay the same.",
)
@option.new_file(
    "--take-over",
    "taken_over",
    help="Convert the decisions of --reviewed, made without the key of the case, to a review of "
    "the case. A decision counts only if its passage is unchanged.",
)
@common.base_url_option
@option.number(
    "--limit",
    least=0,
    help=f"List the first N mentions in the whole report; default with --full: {LISTED}.",
)
@option.flag("--with-text", help="Include the passages in the JSON document.")
@option.new_file(
    "--html", help="Write the work list for review in a browser (contains passages; mode 0600)."
)
@option.new_file(
    "--csv", "table", help="Write the work list for a spreadsheet (contains passages; mode 0600)."
)
@option.number(
    "--sample",
    "sampled",
    least=0,
    most=5000,
    default=0,
    help="Draw N of the texts that are not reported at random, for a person to read in the work "
    "list: what does the search miss?",
)
@option.new_file(
    "--missed",
    help="Write what the sample showed to be missed as cases for the matcher (holds names).",
)
@option.keep_days(KEEP_DAYS, "the work lists and their exports")
@caching.options
@common.queries_option
@databases.options_with_dump
@outputs.options("find-mentions", "--output", "-o")
@seals.key_options
def command(
    whom: person.GivenPerson,
    reviewed: tuple[Path, ...],
    case_key: Path | None,
    taken_over: Path | None,
    base_url: str | None,
    limit: int | None,
    with_text: bool,
    html: Path | None,
    table: Path | None,
    sampled: int,
    missed: Path | None,
    keep_days: int,
    caches: caching.GivenCaches,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """Find every text that names the person, for review.

    Exit code: 0 nothing is left to review, 1 mentions were found, 3 nothing was found, but
    something could not be read, 5 no OpenProject database; 2 wrong usage.
    """
    from operasure.core.typed import plain, replace
    from operasure.looks.mentions import review
    from operasure.looks.mentions.find import Options, find_mentions
    from operasure.reports.certificate import keys, token
    from operasure.reports.evidence import cache, document, held, mentions

    who = whom.identity()
    for number, name in enumerate(who.names if who.exact else (), 1):
        click.echo(f"operasure: name {number} is read as {name.described()}", err=True)
    if taken_over and not (case_key and reviewed):
        raise UsageError("--take-over needs --reviewed FILE and --case-key FILE")
    if missed and not (sampled and reviewed):
        raise UsageError("--missed needs --sample N and --reviewed FILE")
    options = Options(
        who,
        take_over=taken_over is not None,
        access=database.access(),
        queries=sites,
        base_url=common.address(base_url, database.url, database.dump),
        case_key=keys.read_case(case_key) if case_key else None,
        reviewed=reviewed,
        keep_days=keep_days,
        sample=sampled,
    )
    key = options.case_key
    with (
        database.opened() as target,
        find_mentions(target, options, progress.shown()) as findings,
    ):
        evidence = cache.add(
            mentions.build(
                findings,
                token=person.token(options.identity, key),
                tokens=token.of_person(key, options.identity) if key else None,
                with_text=with_text,
            ),
            caches.look(who, database.jobs),
            caches.others,
        )
        if taken_over:
            taken = findings.listing.taken
            marks = chain.from_iterable(taken.values())
            common.emit(review.dumps(findings.key, marks, findings.delete_after), taken_over)
            missing = f"{len(taken)} decisions taken over; the others' passages are gone or changed"
            click.echo(f"operasure: {missing}", err=True)
        cached = plain(evidence.cache)
        if html:
            from operasure.reports.evidence import worklist

            common.emit(worklist.render(findings, cached, outputs.language), html)
        if table:
            from operasure.reports.evidence import mentions_csv

            listed = mentions_csv.render(findings.hits(), findings.delete_after, cached)
            common.emit(listed, table)
        if missed:
            from operasure.reports.evidence import missed_cases

            common.emit(missed_cases.render(findings), missed)
        if kept := held.held_in([*whom.snapshots, *reviewed, html, table, missed]):
            evidence = replace(evidence, held_in=kept)
        outputs.emit(_paper(findings, made := plain(evidence), limit))
        seal.put(outputs)
        return document.exit_code(made)


def _paper(findings: Findings, evidence: Mapping[str, Any], limit: int | None) -> Paper:
    from operasure.reports.evidence import mentions_text, shown
    from operasure.reports.formats import Paper

    listed = LISTED if limit is None else limit

    def report(paint: Paint) -> Readable:
        hits = findings.hits(limit=listed)
        read = shown.readings(findings.identity) if listed else []
        return mentions_text.with_passages(evidence, hits, listed, paint, read)

    day = findings.delete_after
    return Paper("find-mentions", evidence, report, delete_after=day, full=bool(limit))

"""`operasure access`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from operasure.cli import common, databases, option, progress, site
from operasure.core import writing
from operasure.core.keeping import KEEP_DAYS
from operasure.core.languages import LANGUAGES
from operasure.core.legible import visible
from operasure.core.model import Verdict


@click.command("access")
@option.user_id(help="Id of the user.")
@click.option(
    "--output",
    "-o",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The new folder (mode 0700) that the answer is written to.",
)
@click.option("--case", metavar="REF", help="Reference of the case.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the answer; default: that of the site file, else English.",
)
@option.keep_days(KEEP_DAYS, "the files")
@site.file_option
@common.queries_option
@databases.options
def command(
    user_id: int,
    folder: Path,
    case: str | None,
    language: str | None,
    keep_days: int,
    site_file: Path | None,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
) -> int:
    """Answer a request for access: a copy of what is held about a person, and of what they wrote.

    Exit code: 0 the answer is complete, 3 a statement of the controller is missing, or something
    could not be read or is not known, 5 no OpenProject database; 2 wrong usage, or a user who is
    already deleted.
    """
    from operasure.cases.site import find
    from operasure.looks.access.gather import gather
    from operasure.looks.snapshot.take import SnapshotOptions
    from operasure.reports.access.answer import AccessAnswer, AnswerFacts
    from operasure.reports.access.statements import stated
    from operasure.reports.words import Words

    writing.refuse_existing(folder)
    found = find(site_file, os.environ)
    words = Words(language or found.language or "en", found.time_zone or "UTC")
    with site.databases(found):
        target = database.target()
    reading = database.access()
    reading = replace(reading, schema=reading.schema or found.schema)
    options = SnapshotOptions(user_id, case, keep_days, reading, (*found.queries, *sites))
    with gather(target, options, words("access.other"), progress.shown()) as held:
        answer = AccessAnswer(held, AnswerFacts(stated(found), case, keep_days, words))
        writing.write_folder(folder, answer.files(), progress.shown())
        common.wrote(folder)
        for line in answer.summary():
            click.echo(visible(line))
        return (Verdict.CLEAR if answer.complete else Verdict.INCOMPLETE).exit_code

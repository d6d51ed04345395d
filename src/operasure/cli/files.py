"""`operasure files`."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, databases, option, outputs, person, progress, seals
from operasure.core.errors import UsageError
from operasure.core.keeping import KEEP_DAYS

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs
    from operasure.looks.files.bucket import Bucket
    from operasure.looks.files.directory import Directory
    from operasure.looks.files.look import FilesLook, FilesOptions
    from operasure.reports.formats import Paper

_MB = 1 << 20
LISTED = 50
"""How many findings a whole report lists unless told otherwise."""


@click.command("files")
@click.option(
    "--attachments-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of OpenProject's files; default: OpenProject's own setting in the environment.",
)
@click.option(
    "--s3-bucket",
    metavar="NAME",
    help="Bucket with OpenProject's files; default: OpenProject's own settings in the environment.",
)
@click.option("--s3-endpoint", metavar="URL", help="Server of the bucket; default: Amazon's.")
@click.option("--s3-region", metavar="NAME", help="Region of the bucket.")
@option.flag("--s3-path-style", help="Name the bucket in the path, not the host.")
@partial(
    person.options,
    snapshot="Snapshot from before the deletion: tells the person's files, names and logins "
    "(repeatable: one for each account of the person).",
)
@option.choice(
    "--pictures",
    of=["person", "all"],
    default="person",
    help="Pictures to review: those that may be the person's, or all.",
)
@option.new_file(
    "--contact-sheet",
    help="Write pages for the review of pictures and files in a browser (contain small copies; "
    "mode 0600).",
)
@option.number(
    "--per-page",
    least=1,
    most=2000,
    default=200,
    help="Number of files on one page of the contact sheet.",
)
@option.keep_days(KEEP_DAYS, "the contact sheet")
@option.file(
    "--reviewed", multiple=True, help="Decisions exported from the contact sheet (repeatable)."
)
@option.file(
    "--case-key",
    help="Key of the case ('operasure keygen --case'), so that the ids of findings stay the same.",
)
@common.base_url_option
@option.flag("--digests", help="Also compare the content of files with their rows.")
@click.option(
    "--largest",
    type=option.Number(1),
    default=256,
    show_default=True,
    metavar="MB",
    help="Size above which a file is not read.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one file.",
)
@option.number(
    "--limit",
    least=0,
    help=f"List the first N findings in the whole report; default with --full: {LISTED}.",
)
@option.flag("--with-text", help="Show passages and names of files (not as html).")
@partial(
    databases.options,
    parallel="Parallel processes that read files; default: one for each core.",
)
@outputs.options("files", "--output", "-o")
@seals.key_options
def command(
    attachments_dir: Path | None,
    s3_bucket: str | None,
    s3_endpoint: str | None,
    s3_region: str | None,
    s3_path_style: bool,
    whom: person.GivenPerson,
    pictures: str,
    contact_sheet: Path | None,
    per_page: int,
    keep_days: int,
    reviewed: tuple[Path, ...],
    case_key: Path | None,
    base_url: str | None,
    digests: bool,
    largest: int,
    timeout: float,
    limit: int | None,
    with_text: bool,
    database: databases.GivenDatabase,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """Compare stored files with the database, and search them for the person.

    Exit code: 0 nothing was found and nothing is left to review, 1 something was found, 3 nothing
    was found, but something must still be reviewed, 4 the account still exists, 5 no OpenProject
    database; 2 wrong usage.
    """
    from operasure.looks.files import extra
    from operasure.looks.files.budget import Limits
    from operasure.reports.certificate import keys

    extra.check()
    from operasure.looks.files.look import FilesOptions, look

    if with_text and not outputs.given() & {"text", "json"}:
        raise UsageError("the page shows no text: use --with-text with text or json")
    befores = whom.befores()
    storage = _storage(
        attachments_dir, s3_bucket, s3_endpoint, s3_region, database.url, path=s3_path_style
    )
    options = FilesOptions(
        whom.identity(befores),
        access=database.access(jobs=1),
        befores=tuple(befores),
        base_url=common.address(base_url, database.url),
        case_key=keys.read_case(case_key) if case_key else None,
        reviewed=reviewed,
        digests=digests,
        all_pictures=pictures == "all",
        thumbnails=contact_sheet is not None,
        limits=Limits(largest=largest * _MB, seconds=timeout),
        processes=database.jobs,
    )
    storage.check()
    target = database.target()
    with look(target, storage, options, progress.shown()) as seen:
        if contact_sheet:
            _sheet(seen, contact_sheet, per_page, keep_days, outputs.language)
        day = common.in_days(keep_days) if with_text else None
        outputs.emit(_paper(seen, options, limit, day))
        seal.put(outputs)
        return seen.verdict.exit_code


def _storage(
    directory: Path | None,
    name: str | None,
    endpoint: str | None,
    region: str | None,
    url: str | None,
    *,
    path: bool,
) -> Directory | Bucket:
    """What the options name, else what OpenProject's own settings do."""
    from operasure.looks.files import bucket
    from operasure.looks.files.bucket import Bucket
    from operasure.looks.files.directory import Directory

    if directory and (name or endpoint):
        raise UsageError("--attachments-dir and --s3-… are two storages: give one")
    if directory:
        return Directory(directory)
    found = bucket.settings(
        name, endpoint, region, common.configuration(url).variables, path_style=path
    )
    if found:
        return Bucket(found)
    own = common.own_directory(url)
    if own:
        return Directory(own)
    raise UsageError(
        "no storage is given: use --attachments-dir DIR (such as /var/openproject/assets) or "
        "--s3-bucket NAME"
    )


def _sheet(seen: FilesLook, path: Path, per_page: int, keep_days: int, language: str) -> None:
    from operasure.reports.evidence import contact

    day = common.in_days(keep_days)
    for page in contact.sheet(seen, path, per_page, day, language):
        common.emit(page.content, page.path)


def _paper(seen: FilesLook, options: FilesOptions, limit: int | None, day: date | None) -> Paper:
    """`day` is the one after which a document with texts is deleted, None for one without."""
    from operasure.core.typed import plain
    from operasure.reports.evidence import files, files_text
    from operasure.reports.formats import Paper

    token = person.token(options.identity, options.case_key)
    made = plain(files.build(seen, token=token, delete_after=day))
    with_text = day is not None
    listed = LISTED if limit is None else limit
    return Paper(
        "files",
        made,
        lambda paint: files_text.with_findings(
            made, seen, listed, with_text=with_text, paint=paint
        ),
        delete_after=day,
        full=with_text or bool(limit),
    )

"""`operasure files`."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from operasure.cli import common, outputs, passphrase, person, progress, seals
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
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
@click.option("--s3-path-style", is_flag=True, help="Name the bucket in the path, not the host.")
@person.options
@click.option(
    "--snapshot",
    "snapshots",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help="Snapshot from before the deletion: tells the person's files, names and logins "
    "(repeatable: one for each account of the person).",
)
@passphrase.file_option
@click.option(
    "--pictures",
    type=click.Choice(["person", "all"]),
    default="person",
    show_default=True,
    help="Pictures to review: those that may be the person's, or all.",
)
@click.option(
    "--contact-sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write pages for the review of pictures and files in a browser (contain small copies; "
    "mode 0600).",
)
@click.option(
    "--per-page",
    type=click.IntRange(1, 2000),
    default=200,
    show_default=True,
    metavar="N",
    help="Number of files on one page of the contact sheet.",
)
@click.option(
    "--keep-days",
    type=click.IntRange(1, 3660),
    default=KEEP_DAYS,
    show_default=True,
    metavar="N",
    help="Days until 'operasure prune' removes the contact sheet.",
)
@click.option(
    "--reviewed",
    multiple=True,
    type=_FILE,
    metavar="FILE",
    help="Decisions exported from the contact sheet (repeatable).",
)
@click.option(
    "--case-key",
    type=_FILE,
    metavar="FILE",
    help="Key of the case ('operasure keygen --case'), so that the ids of findings stay the same.",
)
@click.option(
    "--base-url", metavar="URL", help="Address of the installation; default: from its settings."
)
@click.option("--digests", is_flag=True, help="Also compare the content of files with their rows.")
@click.option(
    "--largest",
    type=click.IntRange(1),
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
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    help=f"List the first N findings in the whole report; default with --full: {LISTED}.",
)
@click.option("--with-text", is_flag=True, help="Show passages and names of files (not as html).")
@partial(
    common.database_options,
    jobs="Parallel processes that read files; default: one for each core.",
)
@outputs.options("files", "--output", "-o")
@seals.key_options
def command(
    attachments_dir: Path | None,
    s3_bucket: str | None,
    s3_endpoint: str | None,
    s3_region: str | None,
    s3_path_style: bool,
    snapshots: tuple[Path, ...],
    passphrase_file: Path | None,
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
    database_url: str | None,
    outputs: Outputs,
    jobs: int | None,
    seal: seals.GivenKeys,
    **rest: Any,
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
    whom = {key: rest.pop(key) for key in person.ARGUMENTS}
    befores = person.befores(snapshots, passphrase_file)
    storage = _storage(
        attachments_dir, s3_bucket, s3_endpoint, s3_region, database_url, path=s3_path_style
    )
    options = FilesOptions(
        person.identity(**whom, known=person.together(befores)),
        access=common.access(jobs=1, **rest),
        befores=tuple(befores),
        base_url=common.address(base_url, database_url),
        case_key=keys.read_case(case_key) if case_key else None,
        reviewed=reviewed,
        digests=digests,
        all_pictures=pictures == "all",
        thumbnails=contact_sheet is not None,
        limits=Limits(largest=largest * _MB, seconds=timeout),
        processes=jobs,
    )
    storage.check()
    target = common.find_target(database_url)
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
        day,
        full=with_text or bool(limit),
    )

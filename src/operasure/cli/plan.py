"""`operasure plan`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, databases, option, outputs, person, progress, sealing
from operasure.core import writing
from operasure.core.errors import UsageError
from operasure.core.keeping import PLAN_DAYS
from operasure.core.model import HIGHEST

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs
    from operasure.erase import preview, wording
    from operasure.erase.orphans import FilesAt
    from operasure.erase.preview import Change
    from operasure.reports.evidence.document import Paint
    from operasure.reports.formats import Paper


@click.command("plan")
@click.argument("evidence", nargs=-1, required=True, metavar="EVIDENCE...", type=option.FILE)
@option.file(
    "--reviewed",
    multiple=True,
    help="Decisions exported from the work list: what is marked 'erase' is planned (repeatable).",
)
@partial(
    person.options,
    snapshot="Snapshot from before the deletion, instead of names and logins (repeatable: one for "
    "each account of the person).",
)
@click.option(
    "--replacement",
    metavar="TEXT",
    help="Replacement for names in texts; default: the Deleted user's name in the language of "
    "the installation.",
)
@option.flag("--keep-retained", help="Do not plan what is retained until it expires.")
@option.flag(
    "--possible", help="Include ambiguous numbers, which may be something else than this id."
)
@option.flag(
    "--delete-signed",
    help="Delete the rows of signed tokens that contain what is to be erased; they cannot be "
    "edited.",
)
@click.option(
    "--also-account",
    "also_accounts",
    multiple=True,
    type=option.Number(1, HIGHEST),
    metavar="ID",
    help="Id of a placeholder user, or of an invited account that was never used, that is the "
    "same person: decisions about its rows are planned too (repeatable).",
)
@click.option(
    "--settings",
    multiple=True,
    metavar="NAME",
    help="Change this value too, although OpenProject depends on it; the report of plan names "
    "such values (repeatable).",
)
@option.new_file("--plan", "plan_file", help="Write the plan, for 'operasure erase'.")
@option.new_file("--script", "script_file", help="Write the plan as a script for psql.")
@click.option(
    "--attachments-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of OpenProject's files, to rename files whose name contains the person's, "
    "and to check files without a row again.",
)
@option.file(
    "--case-key",
    help="Key of the case, which binds the plan to the case. Without it the plan gets its own "
    "key, in the file PLAN.key.",
)
@option.new_file(
    "--files-script",
    help="Write the shell script that renames files, and removes those without a row (contains "
    "their names; mode 0600).",
)
@option.new_file(
    "--carried",
    "carried_file",
    help="Write the decisions of --reviewed on mentions that stay in texts that change, for these "
    "texts as they will be: give it with --reviewed once the plan is carried out.",
)
@option.new_file(
    "--preview",
    "page",
    help="Write a page that shows each text before and after (contains passages; mode 0600).",
)
@option.flag("--diff", help="Also show each text before and after in the report.")
@option.keep_days(PLAN_DAYS, "the plan and its undo file")
@common.queries_option
@databases.options
@outputs.options("plan", "--output", "-o")
def command(
    evidence: tuple[Path, ...],
    reviewed: tuple[Path, ...],
    whom: person.GivenPerson,
    replacement: str | None,
    keep_retained: bool,
    possible: bool,
    delete_signed: bool,
    also_accounts: tuple[int, ...],
    settings: tuple[str, ...],
    plan_file: Path | None,
    script_file: Path | None,
    attachments_dir: Path | None,
    case_key: Path | None,
    files_script: Path | None,
    carried_file: Path | None,
    page: Path | None,
    diff: bool,
    keep_days: int,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
    outputs: Outputs,
) -> int:
    """Plan the removal of what was found, as a plan file and a script. Changes nothing.

    EVIDENCE are documents of 'verify', 'find-mentions' and 'files', made with --format json.

    Exit code: 0 everything that was found is in the plan, 3 something is not, 5 no OpenProject
    database; 2 wrong usage, or an account that still exists.
    """
    from operasure.erase import file, filescript, marked, preview, script, wording
    from operasure.erase.planning import PlanOptions, planned
    from operasure.looks.mentions import review
    from operasure.reports.certificate import keys
    from operasure.server import process

    changes = ShownChanges()
    where = _where(attachments_dir, case_key, files_script, database.url)
    options = PlanOptions(
        evidence=evidence,
        reviewed=reviewed,
        identity=whom.identity() if whom.named else None,
        access=database.access(),
        queries=sites,
        replacement=_checked(replacement),
        keep_retained=keep_retained,
        possible=possible,
        delete_signed=delete_signed,
        also_accounts=also_accounts,
        settings=frozenset(settings),
        keep_days=keep_days,
        where=where,
        shown=changes.add if page or diff else None,
    )
    target, meter = database.target(), progress.shown()
    named = [*filter(None, (plan_file, script_file, files_script, carried_file, page))]

    def write(document: Path, content: writing.Content) -> None:
        with stage.share(document.name, 1):
            writing.write(document, content)

    with (
        meter.begin("writing documents", len(named) + (not plan_file), "documents") as stage,
        process.scratch() as folder,
    ):
        path = plan_file or folder / "plan"
        with planned(target, options, meter) as made:
            key = keys.read_case(case_key) if case_key else sealing.made(path)
            write(path, file.pieces(made.head, made.parts, key))
        written = file.read(path, key)
        summary = wording.summed(written.head, written.parts())
        if script_file:
            write(script_file, script.lines(written.head, written.parts()))
        summary.done = dict(+made.done)
        if carried_file:
            marks = marked.carried(reviewed, made.carried)
            day = written.head.delete_after
            write(carried_file, review.dumps(marked.key(reviewed), marks, day))
        if made.files:
            summary.files = made.files.going
        if files_script and where:
            root = os.fsencode(where.directory.root.resolve())
            renamed = made.renames.going if made.renames else []
            lines = filescript.lines(root, summary.files, renamed, summary.head)
            write(files_script, lines)
        if page:
            write(page, preview.page(changes.kept, _page_head(summary), outputs.language))
    for each in named:
        click.echo(f"operasure: written to {each}", err=True)
    outputs.emit(_paper(summary, changes if diff else None))
    return 3 if summary.left else 0


def _paper(summary: wording.PlanSummary, changes: ShownChanges | None) -> Paper:
    from operasure.erase import preview, wording
    from operasure.reports.evidence import planned
    from operasure.reports.formats import Paper

    made = wording.data(summary)
    if not changes:
        day = summary.head.delete_after if summary.views else None
        return Paper("plan", made, delete_after=day)

    def passages(paint: Paint) -> Iterator[str]:
        return preview.text(changes.kept, paint)

    def report(paint: Paint) -> Iterator[str]:
        yield planned.render(made)
        yield "\n"
        yield from (f"{line}\n" for line in passages(paint))

    return Paper("plan", made, report, passages, summary.head.delete_after)


def _where(
    directory: Path | None, key: Path | None, script_file: Path | None, url: str | None
) -> FilesAt | None:
    """Where stored files lie, if the plan is to look at them."""
    from operasure.erase.orphans import FilesAt
    from operasure.looks.files.directory import Directory
    from operasure.reports.certificate import keys

    found = directory or (common.own_directory(url) if script_file else None)
    if found is not None:
        case_key = keys.read_case(key) if key else None
        return FilesAt(Directory(found), case_key, renaming=script_file is not None)
    if script_file is not None:
        raise UsageError(
            "--files-script needs --attachments-dir DIR, and for files without a row --case-key "
            "FILE, the key with which 'operasure files' was run"
        )
    return None


@dataclass
class ShownChanges:
    """The texts that change, as many as a preview shows."""

    kept: list[Change] = field(default_factory=list)
    size: int = 0

    def add(self, change: Change) -> None:
        """Keep one more, within bounds."""
        from operasure.erase import preview

        self.size += len(change.before) + len(change.after)
        if len(self.kept) <= preview.MOST and self.size <= LARGEST:
            self.kept.append(change)


LARGEST = 128 * 1024 * 1024
"""Characters of all texts that a preview shows."""


def _page_head(found: wording.PlanSummary) -> preview.PreviewHead:
    from operasure.erase import preview

    head = found.head
    return preview.PreviewHead(head.openproject, head.moment.astimezone(UTC), head.delete_after)


def _checked(replacement: str | None) -> str | None:
    if replacement is not None and not (replacement.strip() and replacement.isprintable()):
        raise UsageError("--replacement must be a printable word")
    return replacement

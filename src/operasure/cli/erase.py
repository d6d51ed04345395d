"""`operasure erase`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import common, option, outputs, passphrase, sealing, seals
from operasure.cli.progress import shown
from operasure.core import writing
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs
    from operasure.erase import renames, wording
    from operasure.erase.erase import Eraser
    from operasure.erase.undofile import UndoFile
    from operasure.erase.writer import BatchWriter
    from operasure.reports.evidence import shape


@click.command("erase")
@option.file("--plan", "plan_file", help="The plan to carry out.")
@option.file("--undo", "undo_from", help="Undo a run, from its undo file.")
@click.option(
    "--writer-url",
    metavar="URL",
    help="Database to write to; default: OPERASURE_WRITER_URL. DATABASE_URL is never used for "
    "this.",
)
@option.new_file(
    "--undo-file", help="File for the undo data, encrypted; default: the plan's name with .undo."
)
@option.file(
    "--case-key",
    help="Key with which the plan was made; default: the plan's own, in the file PLAN.key.",
)
@click.option(
    "--attachments-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of OpenProject's files, to check that the files script has renamed each file.",
)
@passphrase.file_option
@option.flag("--yes", help="Change the database without confirmation.")
@option.flag("--dry-run", help="Do everything, then roll it back.")
@click.option(
    "--by", metavar="WHO", help="Who does this, for the evidence; default: the database role."
)
@option.seconds(
    "--lock-timeout", default=5, says="Longest wait for a row that another session has locked."
)
@option.seconds("--statement-timeout", default=900, says="Longest time for one batch.")
@outputs.options("erase", "--output", "-o")
@seals.key_options
def command(
    plan_file: Path | None,
    undo_from: Path | None,
    writer_url: str | None,
    undo_file: Path | None,
    case_key: Path | None,
    attachments_dir: Path | None,
    passphrase_file: Path | None,
    yes: bool,
    dry_run: bool,
    by: str | None,
    lock_timeout: float,
    statement_timeout: float,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """Carry out a plan, or undo it: the only command that changes the database.

    Before a change, the old data is written to an undo file, encrypted with a passphrase. --undo
    restores it. To continue an interrupted run, run the same command again.

    Exit code: 0 all rows of the plan are done, 3 some were not changed because they had been
    edited, or the plan left something out, 5 no connection; 2 wrong usage, or another database;
    130 interrupted.
    """
    from operasure.erase import file, progress, renames, run_files, undo, wording
    from operasure.erase.erase import Eraser
    from operasure.erase.summary import lines
    from operasure.erase.undofile import UndoFile
    from operasure.erase.writer import BatchWriter, writer_target
    from operasure.reports.certificate import keys
    from operasure.reports.evidence import planned

    if (plan_file is None) is (undo_from is None):
        raise UsageError("give either --plan FILE or --undo FILE")
    own = {} if writer_url else common.configuration(True).variables
    target = writer_target(writer_url, own)
    limits = (round(lock_timeout * 1000), round(statement_timeout * 1000))
    paper = Paperwork(by, outputs, keys.read_case(case_key) if case_key else None, seal)
    try:
        if undo_from:
            with closing(
                UndoFile.open(undo_from, lambda: passphrase.given(passphrase_file, undo_from))
            ) as opened:
                named = _check_names(undo.names(opened), attachments_dir)
                _ask(f"Bring back what {undo_from} holds in {target.masked}?", yes)
                with closing(BatchWriter(target, opened.head, *limits)) as writer:
                    _warn(writer)
                    code = _undo(writer, opened, paper)
            if named:
                click.echo(f"operasure: now run {wording.FINISH}", err=True)
            return code
        given = plan_file or Path()
        plan = file.read(given, sealing.known(given, case_key))
        summary = wording.summed(plan.head, plan.parts())
        if not dry_run:
            _check_names(renames.wanted(plan.parts()), attachments_dir)
        if not (yes or dry_run):
            listed = given.with_name(given.name + ".list")
            writing.write(listed, [wording.heading(summary), planned.render(wording.data(summary))])
            click.echo("".join(lines(summary, listed)), err=True, nl=False)
            _ask(f"Change {summary.total} rows in {target.masked}?", yes)
        with ExitStack() as stack:
            undone, done = None, progress.Progress(None, plan.digest, plan.head.delete_after)
            path = undo_file or given.with_name(given.name + ".undo")
            secret = "" if dry_run else _secret(path, passphrase_file)
            writer = stack.enter_context(closing(BatchWriter(target, plan.head, *limits)))
            # Before there is anything to undo, the database has said that it is the right one.
            _warn(writer)
            if not dry_run:
                undone, done = run_files.begun(path, plan, summary.batches, secret)
                stack.enter_context(closing(undone))
            return _erase(Eraser(writer, plan, undone, done), summary, paper)
    except KeyboardInterrupt:
        click.echo(
            "operasure: interrupted; completed batches are committed: run the same command to "
            "continue",
            err=True,
        )
        return 130


def _warn(writer: BatchWriter) -> None:
    """Say it where the role that writes may do more on the server than change rows. The guard of
    the plan has let pass."""
    from operasure.database import role

    if powers := writer.facts().powers:
        common.warn(role.writing(powers))


def _check_names(wanted: Iterable[renames.Named], directory: Path | None) -> bool:
    """See that stored files have the names that their rows are to get: OpenProject would not find
    them otherwise. Returns whether there are such files."""
    from operasure.erase import renames
    from operasure.looks.files.directory import Directory

    named = list(wanted)
    if not named:
        return False
    found = directory or common.own_directory(True)
    if found is None:
        raise UsageError(
            f"{len(named)} stored files change their names: give --attachments-dir DIR, to see "
            "that each has its name by now"
        )
    missing = renames.missing(Directory(found), named)
    if missing:
        raise UsageError(
            f"{len(missing)} stored files don't have the names that their rows are to get "
            f"({', '.join(missing[:3])}{', …' if len(missing) > 3 else ''}): first run "
            "'sh FILES_SCRIPT commit', the script of this plan; if it leaves one alone, make a new "
            "plan"
        )
    return True


def _ask(question: str, yes: bool) -> None:
    if not yes and not click.confirm(question, err=True):
        raise UsageError("nothing was changed")


def _secret(undo_file: Path, passphrase_file: Path | None) -> str:
    if passphrase_file:
        return passphrase.read(passphrase_file)
    return passphrase.ask(undo_file, confirm=not undo_file.exists())


@dataclass(frozen=True)
class Paperwork:
    """What becomes of the document: who acts, its forms and places, the key of the case for the
    token of the person, and the key that seals it."""

    by: str | None
    outputs: Outputs
    case_key: bytes | None
    seal: seals.GivenKeys

    def emit(self, found: shape.Document, plan: str) -> None:
        """Print or write the document."""
        from operasure.core.typed import plain
        from operasure.reports.certificate import token
        from operasure.reports.evidence import document
        from operasure.reports.formats import Paper

        user_id = found.subject.user_id if found.subject else None
        if self.case_key and user_id is None:
            found = document.with_token(found, token.of_plan(self.case_key, plan))
        elif self.case_key and user_id is not None:
            found = document.with_token(found, token.of_user(self.case_key, user_id))
        self.outputs.emit(Paper("erase", plain(found)))
        self.seal.put(self.outputs)


def _erase(eraser: Eraser, summary: wording.PlanSummary, paper: Paperwork) -> int:
    from operasure.erase import evidence

    with shown().begin("changing rows", summary.total, "rows") as stage:
        found = eraser.run(stage)
    undo = eraser.undo
    until = found.plan.head.delete_after.isoformat() if undo else None
    made = evidence.erased(found, paper.by, until, undo.path if undo else None)
    paper.emit(made, found.plan.digest)
    if undo:
        click.echo(f"operasure: undo file {undo.path}, until {until}", err=True)
        click.echo(f"operasure: now run {', '.join(summary.afterwards)}", err=True)
    return 3 if found.skipped or found.left else 0


def _undo(writer: BatchWriter, opened: UndoFile, paper: Paperwork) -> int:
    from operasure.erase import evidence, undo

    with shown().begin("bringing rows back", len(opened.lines), "batches") as stage:
        found = undo.undo(writer, opened, stage)
    paper.emit(evidence.undone(found, paper.by, opened.path), found.plan)
    return 3 if found.skipped or found.missing else 0

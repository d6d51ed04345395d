"""`operasure case` and its subcommands."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from functools import partial
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import asking, common, option
from operasure.cli import site as sites
from operasure.core.errors import OperasureError, UsageError
from operasure.core.languages import LANGUAGES
from operasure.core.legible import visible
from operasure.core.model import HIGHEST

if TYPE_CHECKING:
    from operasure.cases.account import CaseAccounts
    from operasure.cases.batch import BatchRequest
    from operasure.cases.folder import CaseFolder
    from operasure.cases.site import Site
    from operasure.cases.walk import Walk

_directory = click.argument("directory", metavar="[DIR]", required=False, type=option.FOLDER)
_ID = option.Number(1, HIGHEST)


@click.group("case")
def command() -> None:
    """Guide one request from its arrival to the certificate, step by step."""


@command.command("new")
@click.argument("user_ids", nargs=-1, type=_ID, metavar="[USER_ID]...")
@click.option("--reference", metavar="REF", help="Reference in your files.")
@option.file(
    "--from",
    "file",
    help="Begin a case for each line of a CSV file, whose first line names the columns.",
)
@option.folder(
    "--in", "parent", default=Path(), help="Where the folder of the case goes; default: here."
)
@option.choice(
    "--kind",
    of=["erasure", "access"],
    default="erasure",
    help="What the person asks for: that the account is erased, or a copy of their data.",
)
@option.flag("--example", help="Ask nothing: leave all questions in the case file as comments.")
@option.flag(
    "--same-person",
    help="The accounts are one person's, although they have no name, login or address in common.",
)
@sites.file_option
def new_command(
    user_ids: tuple[int, ...],
    reference: str | None,
    file: Path | None,
    parent: Path,
    kind: str,
    example: bool,
    same_person: bool,
    site_file: Path | None,
) -> int:
    """Begin a case: make its folder and key, ask what only a person can know, take the snapshot.
    Of a request for access (--kind access) there is no key and no snapshot.

    Several USER_ID are the accounts of one person. --from begins many cases; a line that no case
    can be made of stops no other.

    Exit code: that of the snapshot (0 nothing is in the way, 1 something is, 3 something could not
    be read); 0 where the account is gone already; 5 no OpenProject database; 2 wrong usage, also of
    a line of the file.
    """
    from operasure.cases import batch, begin, folder, site

    one = bool(user_ids) and reference is not None
    if one is (file is not None) or (file and (user_ids or reference or same_person)):
        raise UsageError("give USER_ID and --reference REF, or --from FILE")
    found = site.find(site_file, os.environ)
    with sites.databases(found):
        if file is not None:
            return _many(batch.read(file, kind), parent, found, site_file)
        ids = tuple(dict.fromkeys(user_ids))
        request = batch.BatchRequest(0, str(reference), ids, {"kind": kind}, same_person)
        walk = _walk(parent / folder.named(request.reference), found)
        asks = sys.stdin.isatty() and not example
        ask = partial(asking.all_facts, found, kind=kind) if asks else None
        code = begin.begin(request, walk, _accounts(ids, found), site_file, ask)
    _tell(walk)
    return code


def _many(requests: list[BatchRequest], parent: Path, found: Site, site_file: Path | None) -> int:
    """Begin each, and say in a line what became of it: what a snapshot shows of a person is read
    case by case."""
    from operasure.cases import begin, folder
    from operasure.cases.walk import DONE

    codes, failed = [], 0

    def tell(what: str) -> None:
        click.echo(visible(f"line {each.number}: {what}"))

    for each in requests:
        try:
            if each.wrong:
                raise UsageError(each.wrong)
            walk = _walk(parent / folder.named(each.reference), found)
            with redirect_stdout(TextIOWrapper(BytesIO(), encoding="utf-8")):
                if folder.is_begun(walk.path, each.reference, each.user_ids):
                    code = begin.go_on(walk)
                    how = "there already" if not walk.done else "gone on with"
                else:
                    accounts = _accounts(each.user_ids, found)
                    code, how = begin.begin(each, walk, accounts, site_file, None), "begun"
        except OperasureError as error:
            failed = max(failed, error.exit_code)
            tell(f"not begun: {error}")
            continue
        if code not in DONE:
            failed = max(failed, code)
            tell(f"not begun: a step ended with exit code {code}; run it again")
            continue
        codes.append(code)
        tell("; ".join([f"case {each.reference} {how}", *walk.lines()]))
    click.echo(f"{len(codes)} of {len(requests)} cases are begun")
    return failed or min((each for each in codes if each), default=0)


@command.command("next")
@_directory
@option.flag("--wait", help="Wait for the deletion, then go on.")
@option.flag("--again", help="Run the checks again first, although nothing has changed here.")
@option.flag("--yes", help="Erase, and delete from the cache, without asking.")
@option.file(
    "--reviewed",
    multiple=True,
    help="Decisions exported from a work list, to take into the folder (repeatable).",
)
@sites.file_option
def next_command(
    directory: Path | None,
    wait: bool,
    again: bool,
    yes: bool,
    reviewed: tuple[Path, ...],
    site_file: Path | None,
) -> int:
    """Do all steps until a person is needed, and say what was done and what comes next.

    Exit code: 0 nothing is left to do but to certify, 1 a person is needed, 3 another run is at
    work or a step did not come to its end, 4 the account still exists, 5 no OpenProject database; 2
    wrong usage.
    """
    with _opened(directory, site_file) as (path, found):
        for each in reviewed:
            _take(each, path)
        walk = _walk(path, found)
        walk.told = lambda text: click.echo(visible(f"operasure: {text}"), err=True)
        code = walk.look_again() if again else None
        if code is None:
            code = walk.go(asks=sys.stdin.isatty(), yes=yes, wait=wait)
    _tell(walk)
    if code is not None:
        click.echo("next: the same step again: run 'operasure case next'")
        return code
    turn = walk.turn.what if walk.turn else ""
    return {"certificate": 0, "done": 0, "deletion": 4}.get(turn, 1)


@command.command("status")
@click.argument("directories", metavar="[DIR]...", nargs=-1, type=option.FOLDER)
@option.choice(
    "--format",
    "form",
    of=["text", "json", "html"],
    default="text",
    help="The form of the output; html, of one case alone, draws its course.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the page; default: that of the site file, else en.",
)
@sites.file_option
def status_command(
    directories: tuple[Path, ...], form: str, language: str | None, site_file: Path | None
) -> int:
    """Say of a case, or of all cases of a folder, what is next, how many days are left, what
    expires when, and what still holds personal data. The database is not read.

    Exit code: 0 nothing is due, 1 something is due or late; 2 wrong usage.
    """
    import json

    from operasure.cases import status
    from operasure.reports.words import Words

    now = datetime.now(UTC)
    paths = [each for given in directories or (Path(),) for each in status.cases(given)]
    every, words = [], Words("en")
    for path in paths:
        try:
            site = _site(path, site_file)
            if form == "html":
                words = Words(language or site.language or words.language)
            every.append(status.status(path, site, now, words))
        except UsageError as error:
            if len(paths) == 1:
                raise
            every.append(status.unreadable(path, str(error)))
    if form == "json":
        told = {"format": 1, "cases": [status.data(each) for each in every]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif form == "html":
        if len(every) != 1:
            raise UsageError("--format html shows one case: name its folder")
        click.echo(status.page(every[0], words))
    else:
        for line in status.lines(every[0]) if len(every) == 1 else status.table(every):
            click.echo(visible(line))
    return 1 if any(each.attention for each in every) else 0


@command.command("review")
@_directory
@sites.file_option
def review_command(directory: Path | None, site_file: Path | None) -> int:
    """Write the work list of what names the person into the folder, and say how to open it.

    Exit code: that of find-mentions (0 nothing is left to review, 1 something is, 3 something could
    not be read); 5 no OpenProject database; 2 wrong usage.
    """
    from operasure.cases import folder, steps
    from operasure.cases.commands import CommandLines

    with _opened(directory, site_file) as (path, found):
        case = _of_erasure(path)
        if not (case.has(folder.KEY) and (case.snapshots or case.names)):
            raise UsageError("nobody is known to look for yet: 'operasure case next'")
        walk = _walk(path, found)
        step = CommandLines(case, found).find_mentions()
        code = walk.take(step)
        now = folder.read(path)
    _tell(walk)
    newest = now.newest("find-mentions")
    if newest and newest.path not in {each.path for each in case.documents}:
        page = step.words[step.words.index("--html") + 1]
        click.echo(
            visible(f"{steps.undecided(newest)} mentions to review: open {page} in a browser")
        )
        click.echo(visible(f"put what it exports into {path}, then run 'operasure case next'"))
    return code


@command.command("certify")
@_directory
@sites.file_option
def certify_command(directory: Path | None, site_file: Path | None) -> int:
    """Certify the case as it stands, from its newest documents, after the certificate before.
    On a terminal, it asks for facts that nobody has stated.

    Exit code: that of certificate (0 clear, 1 something is left, 3 something could not be checked);
    4 the account still exists; 2 wrong usage, also where facts are missing.
    """
    from operasure.cases import facts, folder, steps
    from operasure.cases.commands import CommandLines

    with _opened(directory, site_file) as (path, found):
        case = _of_erasure(path)
        if sys.stdin.isatty() and (lacking := steps.lacking(case)):
            known = _accounts(case.user_ids, found).deleted_at
            ended = {"deleted_at": known.isoformat(timespec="seconds")} if known else {}
            zone = case.facts.get("time_zone", found.time_zone)
            facts.state(path, asking.facts(lacking, zone, ended))
            case = folder.read(path)
        if found.signing_key is None:
            raise UsageError("no key to sign with: name signing_key in the site file")
        if not case.evidence:
            raise UsageError("nothing was looked at yet: 'operasure case next'")
        return _walk(path, found).take(CommandLines(case, found).certificate())


@command.command("close")
@_directory
@sites.file_option
def close_command(directory: Path | None, site_file: Path | None) -> int:
    """Remove the files of the case that have expired, and say what stays.

    Exit code: that of prune (0 done, 3 a file could not be removed or names no day); 2 wrong usage.
    """
    from operasure.cases import folder
    from operasure.cases.commands import CaseStep
    from operasure.reports.prune import prune

    with _opened(directory, site_file) as (path, found):
        case = folder.read(path)
        if not case.is_answered:
            click.echo("operasure: the request is not answered yet", err=True)
        files = list(prune([path, *case.every_answer], datetime.now(UTC).date(), act=False))
        dated = tuple(str(each.path) for each in files if each.delete_after)
        code = _walk(path, found).take(CaseStep("prune", ("prune", *dated))) if dated else 0
        stays = ", ".join(each.path.name for each in files if not each.delete_after)
        click.echo(visible(f"remove by hand, with the folder, once the case is filed: {stays}"))
        return code


@contextmanager
def _opened(directory: Path | None, site_file: Path | None) -> Iterator[tuple[Path, Site]]:
    """The folder, held against a second run and put right after one that was killed, and its site
    file, with the databases in the environment. Raises UsageError and FolderBusy."""
    from operasure.cases import folder, log

    path = _folder(directory).resolve()
    with folder.held(path):
        log.recover(path)
        found = _site(path, site_file)
        with sites.databases(found):
            yield path, found


def _of_erasure(path: Path) -> CaseFolder:
    """The folder of a case that ends with a certificate. Raises UsageError for another."""
    from operasure.cases import folder

    case = folder.read(path)
    if case.is_access:
        raise UsageError("this is a request for access: 'operasure case next' answers it")
    return case


def _site(path: Path, given: Path | None) -> Site:
    """The site file that is named, else the one that the case names, else the usual one."""
    from operasure.cases import folder, site

    named = folder.facts(path).get("site")
    own = Path(named) if isinstance(named, str) else None
    return site.find(given or own, os.environ)


def _folder(given: Path | None) -> Path:
    """The folder that is named, else this one, else the only case in this one."""
    from operasure.cases.folder import CASE

    if given is not None or Path(CASE).exists():
        return given or Path()
    below = sorted(path.parent for path in Path().glob(f"*/{CASE}"))
    if len(below) != 1:
        found = f"{len(below)} cases are in this folder" if below else "there is no case here"
        raise UsageError(f"{found}: name its folder")
    return below[0]


def _walk(path: Path, found: Site) -> Walk:
    from operasure import cli
    from operasure.cases.walk import Walk

    def accounts(case: CaseFolder) -> CaseAccounts:
        return _accounts(case.user_ids, found)

    return Walk(path.resolve(), found, lambda words: cli.run(list(words)), accounts)


def _accounts(user_ids: tuple[int, ...], found: Site) -> CaseAccounts:
    from operasure.cases import account

    return account.look(common.find_target(None), user_ids, found.schema)


def _tell(walk: Walk) -> None:
    for line in walk.lines():
        click.echo(visible(line))


def _take(review: Path, path: Path) -> None:
    """Copy a review into the folder, under a name of its own. Raises UsageError."""
    from operasure.core import writing
    from operasure.reports.evidence.held import digest

    name = f"review-{digest(review).removeprefix('sha256:')[:16]}.json"
    writing.write(path / name, review.read_bytes())

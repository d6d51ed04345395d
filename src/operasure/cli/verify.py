"""`operasure verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from operasure.cli import caches as caching
from operasure.cli import common, databases, option, outputs, passphrase, person, progress, seals
from operasure.core.errors import UsageError
from operasure.core.model import HIGHEST, KINDS

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs
    from operasure.looks.snapshot.companion import Companion
    from operasure.matching.identity import Identity


@click.command("verify")
@option.user_id(help="Id of the deleted user.")
@option.choice(
    "--kind", of=list(KINDS.values()), default="user", help="What was deleted, if its row is gone."
)
@common.accept_option
@option.file(
    "--snapshot", help="Snapshot from before the deletion: check what became of each of its rows."
)
@option.file(
    "--erased",
    multiple=True,
    help="With --snapshot: evidence of erase or of its undo, so that planned removals do not "
    "count as lost (repeatable).",
)
@click.option(
    "--also-account",
    "also_accounts",
    multiple=True,
    type=option.Number(1, HIGHEST),
    metavar="ID",
    help="With --erased: id of another account of the same person, whose removals explain what is "
    "gone here, too (repeatable).",
)
@passphrase.file_option
@caching.options
@common.queries_option
@databases.options_with_dump
@outputs.options("verify", "--output", "-o")
@seals.options
def command(
    user_id: int,
    kind: str,
    accept: Path | None,
    snapshot: Path | None,
    erased: tuple[Path, ...],
    also_accounts: tuple[int, ...],
    passphrase_file: Path | None,
    caches: caching.GivenCaches,
    sites: tuple[Path, ...],
    database: databases.GivenDatabase,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """After a deletion: check every place of the database, and of the cache, for this id.

    Exit code: 0 clear, 1 something is left (or, with --snapshot, was lost), 3 something could not
    be checked, 4 the account still exists, 5 no OpenProject database; 2 wrong usage.
    """
    from operasure.core.queries import load
    from operasure.core.typed import plain
    from operasure.looks.verify import VerifyOptions, verify
    from operasure.reports.evidence import cache, document
    from operasure.reports.formats import Paper

    queries = load(*sites)
    companion = None
    if erased and not snapshot:
        raise UsageError("--erased needs --snapshot FILE")
    if snapshot:  # what it alone needs loads the search for names
        from operasure.looks.snapshot import erased as erasures
        from operasure.looks.snapshot.companion import Companion

        kept = person.befores([snapshot], passphrase_file)[0]
        runs = erasures.read(erased, {user_id, *also_accounts}, kept.taken_at)
        companion = Companion(kept, queries, runs)
        companion.belongs_to(user_id)
    options = VerifyOptions(
        user_id,
        companion.snapshot.subject.kind if companion else kind,
        access=database.access(),
        queries=sites,
        accept=accept,
        acceptable=companion.acceptable if companion else frozenset(),
    )
    with database.opened() as target:
        report = verify(target, options, progress.shown(), companion)
    report = companion.remember(report) if companion else report
    evidence = document.build(report, queries.titles)
    looked = caches.look(_whom(companion, user_id), database.jobs) if caches.named else None
    evidence = cache.add(evidence, looked, caches.others)
    if companion and companion.found and snapshot:
        from operasure.reports.evidence import follow_up

        evidence = follow_up.add(evidence, companion.found, snapshot, set(report.accepted))
    if seal.case_key:
        from operasure.reports.certificate import token

        evidence = document.with_token(evidence, token.of_user(seal.case_key, user_id))
    outputs.emit(Paper("verify", made := plain(evidence)))
    seal.put(outputs)
    return document.exit_code(made)


def _whom(companion: Companion | None, user_id: int) -> Identity:
    """Whom to look for in the caches."""
    from operasure.matching.identity import Identity

    return companion.identity if companion else Identity.of(user_ids=[user_id])

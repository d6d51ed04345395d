"""`operasure cache`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from operasure.cli import caches as options
from operasure.cli import common, option, outputs, person, seals
from operasure.core.errors import UsageError

if TYPE_CHECKING:
    from operasure.cli.outputs import Outputs
    from operasure.looks.cache.look import CacheLook, CachesAt


@click.command("cache")
@person.options
@options.options
@option.number("--jobs", least=1, most=64, help="Parallel processes; default: one for each core.")
@option.flag("--with-text", help="Show a passage of each entry in the text report.")
@option.flag("--evict", "evicting", help="Delete the entries that were found, after confirmation.")
@option.flag("--yes", help="With --evict: delete without confirmation.")
@click.option("--by", metavar="WHO", help="With --evict: who deletes them, for the evidence.")
@outputs.options("cache", "--output", "-o")
@seals.options
def command(
    caches: options.GivenCaches,
    whom: person.GivenPerson,
    jobs: int | None,
    with_text: bool,
    evicting: bool,
    yes: bool,
    by: str | None,
    outputs: Outputs,
    seal: seals.GivenKeys,
) -> int:
    """Find every entry of the cache that still names the person; --evict deletes them.

    Exit code: 0 every entry was checked and only retained ones are left, 1 leftovers, 3 no
    leftovers, but something could not be checked; 2 wrong usage.
    """
    from operasure.core.typed import plain
    from operasure.looks.cache.look import look
    from operasure.reports.evidence import cache as evidence
    from operasure.reports.evidence import cache_text as report
    from operasure.reports.formats import Paper

    _sensible(outputs, whom.names, with_text=with_text, evicting=evicting, yes=yes)
    if not (caches.named or caches.others):
        raise UsageError("no cache is given: use --memcached HOST:PORT for each server")
    where = caches.place(jobs, excerpts=with_text)
    found = look(where, whom.identity())
    if evicting and found.findings and (yes or _agreed(found)):
        found = _evicted(found, where)
    made = plain(evidence.build(found, by, person.token(found.identity, seal.case_key)))
    told = found if with_text or found.evicted else None
    paper = Paper("cache", made, lambda paint: report.render(made, paint, told))
    day = common.in_days() if with_text else None
    outputs.emit(replace(paper, delete_after=day, full=with_text))
    seal.put(outputs)
    return found.verdict.exit_code


def _sensible(
    outputs: Outputs, names: tuple[str, ...], *, with_text: bool, evicting: bool, yes: bool
) -> None:
    if with_text and "text" not in outputs.given():
        raise UsageError("the evidence document holds no text: use --with-text with --format text")
    if yes and not evicting:
        raise UsageError("--yes needs --evict")
    if evicting and not yes and person.STDIN in names:
        raise UsageError(
            "--evict can't ask for confirmation when names come from standard input: add --yes"
        )


def _evicted(found: CacheLook, where: CachesAt) -> CacheLook:
    """Delete what was found and look again."""
    from operasure.looks.cache.evict import evict
    from operasure.looks.cache.look import look

    try:
        began = datetime.now(UTC)
        fates = tuple(evict(found.findings, where.options.access))
        return replace(look(where, found.identity), evicted=fates, evicted_at=began)
    except KeyboardInterrupt:
        click.echo("operasure: entries may be deleted already; run again to see", err=True)
        raise


def _agreed(found: CacheLook) -> bool:
    """Whether the person at the terminal wants these entries deleted, after seeing them."""
    from operasure.core import legible
    from operasure.reports.evidence import cache_text as report

    items = [finding for finding in found.findings if finding.address is not None]
    if not items:
        return True
    click.echo(report.listing(replace(found, findings=tuple(items))), err=True, nl=False)
    return click.confirm(f"Delete {legible.count(len(items), 'item')} from the cache?", err=True)

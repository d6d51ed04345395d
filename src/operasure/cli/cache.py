"""`operasure cache`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from operasure.cache import address, settings
from operasure.cache.address import Address, Tls
from operasure.cache.connection import Access
from operasure.cache.evict import evict
from operasure.cache.files import search_directory
from operasure.cache.findings import Finding, Summary
from operasure.cache.person import Person
from operasure.cache.search import Options, search
from operasure.cli import common, person
from operasure.errors import UsageError
from operasure.evidence import cache as report
from operasure.evidence import document, text
from operasure.evidence.cache import Look
from operasure.mentions.identity import Identity


@click.command("cache")
@person.options
@click.option(
    "--memcached",
    multiple=True,
    metavar="SERVER",
    help="HOST:PORT, [IPv6]:PORT or the path of a socket (repeatable: name every server); "
    "default: OpenProject's own setting in the environment.",
)
@click.option(
    "--cache-dir",
    "directories",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of Rails' file store (repeatable).",
)
@click.option(
    "--namespace",
    metavar="NAME",
    help="Search only keys that begin with it; default: OpenProject's own setting.",
)
@click.option("--tls", is_flag=True, help="Connect with TLS, checked against the system's roots.")
@click.option(
    "--tls-ca",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Connect with TLS, checked against these certificates (PEM).",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest wait for a server's answer.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes side by side; default: one for each core.",
)
@click.option("--with-text", is_flag=True, help="Show a passage of each entry in the text report.")
@click.option("--evict", "evicting", is_flag=True, help="Delete what was found, after asking.")
@click.option("--yes", is_flag=True, help="With --evict: delete without asking.")
@common.output_options
def command(
    memcached: tuple[str, ...],
    directories: tuple[Path, ...],
    namespace: str | None,
    tls: bool,
    tls_ca: Path | None,
    timeout: float,
    jobs: int | None,
    with_text: bool,
    evicting: bool,
    yes: bool,
    form: str,
    output: Path | None,
    **whom: Any,
) -> int:
    """Find every entry of the cache that still names the person; --evict deletes them.

    Exit code: 0 every entry was looked at and none names the person, 1 entries were found, 3
    nothing was found but something could not be looked at; 2 wrong usage.
    """
    _sensible(form, whom["names"], with_text=with_text, evicting=evicting, yes=yes)
    where = _Where(
        person.identity(**whom),
        address.servers(memcached, os.environ),
        directories,
        Options(
            Access(timeout, _tls(tls_ca) if tls or tls_ca else None),
            address.namespace(namespace, os.environ),
            with_text,
            jobs,
            _progress(),
        ),
    )
    look = _look(where)
    if evicting and look.findings and (yes or _agreed(look)):
        look = _evicted(look, where)
    if form == "json":
        common.emit(document.dumps(report.build(look)), output)
    else:
        paint = common.paint if output is None and common.coloured() else text.plain
        common.emit(report.render(look, with_text=with_text, paint=paint), output)
    return look.verdict.exit_code


@dataclass(frozen=True)
class _Where:
    """Whom to look for, where and how."""

    identity: Identity
    servers: list[Address]
    directories: tuple[Path, ...]
    options: Options


def _sensible(
    form: str, names: tuple[str, ...], *, with_text: bool, evicting: bool, yes: bool
) -> None:
    if with_text and form == "json":
        raise UsageError("the evidence document holds no text: use --with-text with --format text")
    if yes and not evicting:
        raise UsageError("--yes answers the question of --evict: give both or none")
    if evicting and not yes and person.STDIN in names:
        raise UsageError("--evict can't ask where names come from standard input: add --yes")


def _tls(authority: Path | None) -> Tls:
    """The settings of TLS, once tried so that an unusable file ends the command at once."""
    tls = Tls(authority)
    tls.context()
    return tls


def _look(where: _Where) -> Look:
    others = settings.other_stores(
        os.environ,
        servers_searched=bool(where.servers),
        directory_searched=bool(where.directories),
    )
    if not (where.servers or where.directories or others):
        raise UsageError("no cache is named: give --memcached HOST:PORT for each server")
    started = datetime.now(UTC)
    findings: list[Finding] = []
    summaries: list[Summary] = []
    for each in _searched(where):
        if isinstance(each, Finding):
            findings.append(each)
        else:
            summaries.append(each)
    return Look(
        where.identity,
        tuple(findings),
        tuple(summaries),
        started,
        datetime.now(UTC),
        where.options.jobs or os.cpu_count() or 1,
        tuple(others),
    )


def _searched(where: _Where) -> Iterator[Finding | Summary]:
    whom = Person.of(where.identity)
    # A directory that can't be read is wrong usage, and told before the servers are searched.
    stores = [
        search_directory(directory, whom, excerpts=where.options.excerpts)
        for directory in dict.fromkeys(where.directories)
    ]
    yield from search(where.servers, whom, where.options)
    for store in stores:
        yield from store


def _evicted(look: Look, where: _Where) -> Look:
    """Delete what was found and look again."""
    try:
        fates = tuple(evict(look.findings, where.options.access))
        return replace(_look(where), evicted=fates)
    except KeyboardInterrupt:
        click.echo("operasure: entries may be deleted already; run again to see", err=True)
        raise


def _agreed(look: Look) -> bool:
    """Whether the person at the terminal wants these entries deleted, after seeing them."""
    items = [finding for finding in look.findings if finding.address is not None]
    if not items:
        return True
    click.echo(report.listing(replace(look, findings=tuple(items))), err=True, nl=False)
    return click.confirm(f"Delete {text.count(len(items), 'item')} from memcached?", err=True)


def _progress() -> Any:
    show = common.progress()
    return None if show is None else lambda done, of: show(done, of, "items")

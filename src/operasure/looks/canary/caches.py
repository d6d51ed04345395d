"""The person in a cache of our own: a memcached that nobody else knows, and files as Rails has
them. Nothing is ever planted in a cache that OpenProject uses."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote_plus

from operasure.core.errors import UsageError
from operasure.looks.cache import address as addresses
from operasure.looks.cache.address import Address
from operasure.looks.cache.connection import Connection
from operasure.looks.cache.faults import Fault, unreachable
from operasure.looks.cache.look import CachesAt, look
from operasure.looks.cache.server import CacheAnswers, ask
from operasure.looks.canary.entries import Entry, entries
from operasure.looks.canary.model import BesideKind, PlantedBeside
from operasure.looks.canary.person import Canary
from operasure.looks.canary.traces import Trace, judged, told
from operasure.server import memcached

LIFE = 3600
"""Seconds after which what was planted in a memcached expires, should we be killed."""
_WHILE = "it was given entries"
_PIECE = 228
"""Letters of one part of a path in Rails' file store (file_store.rb)."""


def in_files(folder: Path, who: Canary) -> tuple[PlantedBeside, ...]:
    """What `operasure cache` says of entries in a folder, which must be empty."""
    given = _given(who)
    for entry in given:
        name = quote_plus(entry.key)
        parts = [name[start : start + _PIECE] for start in range(0, len(name), _PIECE)]
        path = folder.joinpath("0A1", "F3C", *parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entry.bare)
    return _seen(BesideKind.STORE, given, CachesAt(directories=(folder,)), who)


def in_memcached(server: Address, who: Canary) -> tuple[PlantedBeside, ...]:
    """What `operasure cache` says of entries in a memcached, which must be ours or a copy. What was
    planted is deleted again. Raises UsageError for a server that does not take it."""
    given = _given(who)
    try:
        with _standing(server, given):
            return _seen(BesideKind.MEMCACHED, given, CachesAt((server,)), who)
    except Fault as fault:
        raise UsageError(f"{server} can't be planted in: {fault.unchecked.reason}") from None


def _given(who: Canary) -> list[Entry]:
    """The entries, of a release that there is not."""
    return list(entries(who, secrets.token_hex(32)))


@contextmanager
def server(copy: str | None) -> Iterator[Address]:
    """A memcached to plant in: the one that is named as a copy, else one started for it.

    Raises UsageError for a copy that is none (`refuse_living`), ServerError where no memcached can
    be started.
    """
    if copy is not None:
        yield refuse_living(copy, os.environ)
        return
    with memcached.running() as started:
        yield Address(started.host, started.port)


def refuse_living(copy: str, environment: Mapping[str, str]) -> Address:
    """The memcached of this address. Raises UsageError unless it is one that nobody uses: it is
    none of those that the environment names for OpenProject, under whatever name, and it is
    empty."""
    server = addresses.parse(copy)
    try:
        own = _who(server)
    except Fault as fault:
        raise UsageError(f"{server} can't be planted in: {fault.unchecked.reason}") from None
    for living in addresses.servers((), environment):
        with suppress(Fault):
            if living == server or own.is_same(_who(living)):
                raise UsageError(
                    f"{server} is a cache that the environment names for OpenProject: nothing was "
                    "done. Start a memcached of its own for --memcached-copy"
                )
    if own.items != 0:
        raise UsageError(
            f"{server} holds entries, as a cache in use does: nothing was done. Start a memcached "
            "of its own for --memcached-copy"
        )
    return server


def _who(server: Address) -> CacheAnswers:
    """Which server answers. Raises Fault."""
    with Connection(server) as connection:
        if (found := ask(connection)) is None:
            raise unreachable("it does not say which server it is")
        return found


@contextmanager
def _standing(server: Address, given: Sequence[Entry]) -> Iterator[None]:
    """The entries in a memcached for as long as the block lasts."""
    try:
        with Connection(server) as connection:
            for entry in given:
                head = b"set %b %d %d %d" % (entry.key, entry.flags, LIFE, len(entry.value))
                connection.send(head + b"\r\n" + entry.value + b"\r\n", _WHILE)
                if connection.line(_WHILE).strip() != b"STORED":
                    raise unreachable("it does not take entries")
        yield
    finally:
        # What stays, where the server is gone, expires.
        with suppress(Fault), Connection(server) as connection:
            for entry in given:
                connection.ask(b"delete %b" % entry.key)


def _seen(
    kind: BesideKind, given: Sequence[Entry], where: CachesAt, who: Canary
) -> tuple[PlantedBeside, ...]:
    found = look(where, who.everything)
    keys = {finding.raw_key for finding in found.findings}
    whole = not any(summary.unchecked for summary in found.summaries)
    return judged(kind, (Trace(e.place, e.form, told(e.key in keys, whole=whole)) for e in given))

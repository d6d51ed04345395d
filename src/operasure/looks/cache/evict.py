"""Deletes the entries that were found: the only module that changes a cache."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

from operasure.core.unchecked import Unchecked
from operasure.looks.cache.address import Address, RedisAddress
from operasure.looks.cache.binary import BinaryReader
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.fate import EntryFate
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.findings import CacheFinding
from operasure.looks.cache.keys import is_plain
from operasure.looks.cache.redis import RedisConnection, delete
from operasure.looks.cache.values import needs_binary


@dataclass(frozen=True, slots=True)
class EvictedEntry:
    """The fate of one finding; `unchecked` says why it was refused, and what helps."""

    finding: CacheFinding
    fate: EntryFate
    unchecked: Unchecked | None = None


def evict(
    findings: Iterable[CacheFinding], access: CacheAccess | None = None
) -> Iterator[EvictedEntry]:
    """Delete the entries of these findings, each by its own key, and tell each one's fate.

    Findings of a directory (they have no server) are refused, and those of a server that failed for
    two in a row, so that nobody waits for it with each entry. Search again afterwards: OpenProject
    may have written an entry anew in between.
    """
    with ExitStack() as stack:
        servers: dict[Address | RedisAddress, _Server | _Redis] = {}
        faults: dict[tuple[Address | RedisAddress, bool], list[Unchecked]] = {}
        for finding in findings:
            if finding.address is None:
                yield EvictedEntry(finding, EntryFate.REFUSED, _NO_SERVER)
                continue
            if finding.address not in servers:
                server = _server(finding.address, access or CacheAccess())
                stack.push(server)
                servers[finding.address] = server
            way = finding.address, needs_binary(finding.raw_key)
            in_a_row = faults.get(way, [])
            if len(in_a_row) >= _MOST_FAULTS:
                yield EvictedEntry(finding, EntryFate.REFUSED, in_a_row[-1])
                continue
            told = servers[finding.address].evict(finding)
            fault = told.unchecked if told.unchecked is not _NOT_DELETED else None
            faults[way] = [*in_a_row, fault] if fault else []
            yield told


def _server(address: Address | RedisAddress, access: CacheAccess) -> "_Server | _Redis":
    if isinstance(address, RedisAddress):
        return _Redis(address, access)
    return _Server(address, access)


_MOST_FAULTS = 2
_NO_SERVER = Unchecked("the entry is a file, not an item of a server", "delete the file itself")
_NOT_DELETED = Unchecked(
    "the server refused to delete the entry",
    "clear the cache (flush_all, FLUSHDB in Redis, or a restart)",
)


class _Server(ExitStack):
    def __init__(self, address: Address, access: CacheAccess) -> None:
        super().__init__()
        self._address = address
        self._access = access
        self._text: Connection | None = None
        self._binary: Connection | None = None

    def evict(self, finding: CacheFinding) -> EvictedEntry:
        try:
            fate = self._delete(finding.raw_key)
        except Fault as fault:
            self._text = self._binary = None
            return EvictedEntry(finding, EntryFate.REFUSED, fault.unchecked)
        return EvictedEntry(finding, fate, _NOT_DELETED if fate is EntryFate.REFUSED else None)

    def _delete(self, key: bytes) -> EntryFate:
        if needs_binary(key):
            self._binary = self._binary or self._connect(binary=True)
            deleted = BinaryReader(self._binary).delete(key)
            return {True: EntryFate.DELETED, None: EntryFate.GONE}.get(deleted, EntryFate.REFUSED)
        self._text = self._text or self._connect(binary=False)
        # Not the client's own `delete`: it takes every answer that it does not know for "gone".
        named = b"delete %b" % key if is_plain(key) else b"md %b b" % b64encode(key)
        answer = self._text.ask(named).split()[:1]
        return _FATES.get(answer[0] if answer else b"", EntryFate.REFUSED)

    def _connect(self, *, binary: bool) -> Connection:
        return self.enter_context(Connection(self._address, self._access, binary=binary))


class _Redis(ExitStack):
    def __init__(self, address: RedisAddress, access: CacheAccess) -> None:
        super().__init__()
        self._address, self._access = address, access
        self._connection: RedisConnection | None = None

    def evict(self, finding: CacheFinding) -> EvictedEntry:
        try:
            if self._connection is None:
                opened = RedisConnection(self._address, self._access)
                self._connection = self.enter_context(closing(opened))
            deleted = delete(self._connection, finding.raw_key)
        except Fault as fault:
            self._connection = None
            return EvictedEntry(finding, EntryFate.REFUSED, fault.unchecked)
        if deleted is False:
            return EvictedEntry(finding, EntryFate.REFUSED, _NOT_DELETED)
        return EvictedEntry(finding, EntryFate.DELETED if deleted else EntryFate.GONE)


_FATES = {
    b"DELETED": EntryFate.DELETED,
    b"HD": EntryFate.DELETED,
    b"NOT_FOUND": EntryFate.GONE,
    b"NF": EntryFate.GONE,
}

"""Reads values in batches without changing the state of the server.

`mg … u` neither moves an item up in the LRU nor marks it as fetched (memcached doc/protocol.txt,
meta get), so a search does not prolong the life of what it looks for. The next batch is asked for
before the answers of this one are worked on, so that server and client work at the same time.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from operasure.looks.cache.address import Address
from operasure.looks.cache.binary import BinaryReader
from operasure.looks.cache.connection import CacheAccess, Connection
from operasure.looks.cache.faults import Fault, went_away
from operasure.looks.cache.keys import LONGEST_KEY, is_plain
from operasure.looks.cache.server import CacheAnswers, ask

LARGEST_VALUE = 16 * 1024 * 1024
"""Bytes of a value that is still read; Dalli stores nothing over one megabyte."""

LARGEST_ITEM = 1 << 30
"""Bytes of a value that a server can hold (memcached's `-I`): it did not mean to send more."""

_BATCH_KEYS = 100
_BATCH_COMMANDS = 24_000
_BATCH_VALUES = 4 * 1024 * 1024
_WHILE = "it gave its values"


@dataclass(frozen=True, slots=True)
class CacheItem:
    """One item: its place in the keys asked for, memcached's flags, its bytes.

    `data` is None if the item was not read: larger than LARGEST_VALUE, or refused.
    """

    index: int
    flags: int
    data: bytes | None
    size: int


@dataclass(frozen=True, slots=True)
class _Batch:
    """Keys, the numbers of those that only the binary protocol can name, and the commands."""

    keys: Sequence[bytes]
    by_binary: Sequence[int]
    request: bytes


class ValueReader:
    """Reads values from one server over a connection of its own, opened at the first need.

    `marks_items` tells whether a server too old for `mg` made it use `get`, which marks items as
    fetched; `elsewhere` whether another server than the one that listed the keys answered. Every
    method raises Fault when the server is gone; `close` it in the end.
    """

    def __init__(
        self, address: Address, access: CacheAccess, listed_by: CacheAnswers | None = None
    ) -> None:
        self._address = address
        self._listed_by = listed_by
        self.elsewhere = False
        self._access = access
        self._text: Connection | None = None
        self._binary: Connection | None = None
        self.marks_items = False

    def close(self) -> None:
        """Close all connections; the next read opens them again."""
        for connection in (self._text, self._binary):
            if connection:
                connection.close()
        self._text = self._binary = None

    def read(self, batches: Iterable[Sequence[bytes]]) -> Iterator[list[CacheItem]]:
        """For each batch of keys in turn, the values that are still there.

        A batch holds what `spans` allows. A key without a value is gone.
        """
        connection = self._open()
        waiting: _Batch | None = None
        for keys in batches:
            batch = self._batch(keys)
            connection.send(batch.request, _WHILE)
            if waiting is not None:
                yield self._answers(connection, waiting)
            waiting = batch
        if waiting is not None:
            yield self._answers(connection, waiting)

    def _open(self) -> Connection:
        if self._text is None:
            self._text = Connection(self._address, self._access)
            if self._listed_by:
                self.elsewhere |= not self._listed_by.is_same(ask(self._text))
            self._text.send(b"mn\r\n")
            self.marks_items = not self._text.line().startswith(b"MN")
        return self._text

    def _batch(self, keys: Sequence[bytes]) -> _Batch:
        odd = [index for index, key in enumerate(keys) if not is_plain(key)]
        if self.marks_items:
            plain = b" ".join(key for key in keys if is_plain(key))
            return _Batch(keys, odd, b"get %b\r\n" % plain if plain else b"version\r\n")
        commands = [b"mg %b f v u q O%d\r\n" % (key, index) for index, key in enumerate(keys)]
        for index in odd:
            named = not needs_binary(keys[index])
            encoded = b64encode(keys[index])
            commands[index] = b"mg %b b f v u q O%d\r\n" % (encoded, index) if named else b""
        odd = [index for index in odd if needs_binary(keys[index])]
        return _Batch(keys, odd, b"".join(commands) + b"mn\r\n")

    def _answers(self, connection: Connection, batch: _Batch) -> list[CacheItem]:
        values = (
            self._got(connection, batch.keys)
            if self.marks_items
            else self._meta(connection, batch.keys)
        )
        found = list(values)
        if len({value.index for value in found}) < len(found):
            raise went_away(_WHILE)  # no server gives one item twice
        for index in batch.by_binary:
            found += self._odd(index, batch.keys[index])
        return found

    def _meta(self, connection: Connection, keys: Sequence[bytes]) -> Iterator[CacheItem]:
        """`VA <size> f<flags> O<index>` and the data for each hit, `MN` at the end."""
        while not (line := connection.line(_WHILE)).startswith(b"MN"):
            words = line.split()
            try:
                size, flags, index = int(words[1]), int(words[2][1:]), int(words[3][1:])
            except (IndexError, ValueError):
                raise _misunderstood(line) from None
            if not 0 <= index < len(keys):
                raise _misunderstood(line)
            yield CacheItem(index, flags, _data(connection, size), size)

    def _got(self, connection: Connection, keys: Sequence[bytes]) -> Iterator[CacheItem]:
        """`VALUE <key> <flags> <size>` and the data for each hit, `END` at the end."""
        places = {key: index for index, key in enumerate(keys)}
        while (line := connection.line(_WHILE)).startswith(b"VALUE "):
            words = line.split()
            try:
                index, flags, size = places[words[1]], int(words[2]), int(words[3])
            except (IndexError, KeyError, ValueError):
                raise _misunderstood(line) from None
            yield CacheItem(index, flags, _data(connection, size), size)
        if not line.startswith((b"END", b"VERSION")):
            raise _misunderstood(line)

    def _odd(self, index: int, key: bytes) -> list[CacheItem]:
        try:
            if self._binary is None:
                self._binary = Connection(self._address, self._access, binary=True)
            found = BinaryReader(self._binary).get(key)
        except Fault:
            if self._binary:
                self._binary.close()
            self._binary = None
            return [CacheItem(index, 0, None, 0)]
        return [CacheItem(index, found[0], found[1], len(found[1]))] if found else []


def needs_binary(key: bytes) -> bool:
    """Whether the text protocol cannot name the key, not even in base64."""
    return not is_plain(key) and (len(key) + 2) // 3 * 4 > LONGEST_KEY


def spans(items: Sequence[tuple[bytes, int]]) -> Iterator[slice]:
    """Cut a sequence of (key, size) into batches.

    Small enough that their commands fit into the sockets' buffers, where nobody blocks, and that
    their values fit into memory.
    """
    start = command_bytes = value_bytes = 0
    for place, (key, size) in enumerate(items):
        command_bytes += len(key)
        value_bytes += size
        count = place + 1 - start
        if count == _BATCH_KEYS or command_bytes > _BATCH_COMMANDS or value_bytes > _BATCH_VALUES:
            yield slice(start, place + 1)
            start, command_bytes, value_bytes = place + 1, 0, 0
    if start < len(items):
        yield slice(start, len(items))


def _data(connection: Connection, size: int) -> bytes | None:
    if not 0 <= size <= LARGEST_ITEM:
        raise went_away(_WHILE)
    if size > LARGEST_VALUE:
        connection.skip(size + 2, _WHILE)
        return None
    return connection.exactly(size + 2, _WHILE)[:-2]


def _misunderstood(line: bytes) -> Fault:
    if line.startswith(b"SERVER_ERROR"):
        return Fault(
            "the server ran out of memory for its answers", "run again when it is less busy"
        )
    return went_away(_WHILE)

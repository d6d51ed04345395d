"""Every key a server holds: listed by its own crawler, spooled, then read in portions.

`lru_crawler metadump hash` walks the hash table and misses nothing, while `all` walks the LRU
lists, from which busy items move away under it. A client that reads the answer slowly holds locks
that other clients need (memcached 1.6.18), so the whole answer goes to a temporary file first.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import unquote_to_bytes

from operasure.core.unchecked import Unchecked
from operasure.looks.cache.connection import Connection
from operasure.looks.cache.faults import Fault, refused, went_away

PORTION = 1 << 18
"""Bytes of the listing that are handed out at a time: some 800 items of OpenProject."""

LONGEST_KEY = 250

_END = b"END\r\n"
_BUSY = (b"BUSY", b"ERROR locked")
"""Another listing, or a hash table that is just growing (memcached crawler.c after 1.6.18)."""
_ATTEMPTS_WHEN_BUSY = 5
_PLAIN = bytes(range(0x21, 0x7F))
_WHILE = "it listed its keys"


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the listing says of one item.

    `key` are the bytes on the wire; `expires_at` and `used_at` unix times in seconds, `expires_at`
    None for never. `used_at` is the last access, or the storing if it never was read since.
    """

    key: bytes
    expires_at: int | None
    used_at: int | None


class KeyListing:
    """A server's keys in a temporary file without a name.

    `lines` is their number; `unchecked` says why they may not be all, None when they are.
    """

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self.lines = 0
        self.unchecked: Unchecked | None = None

    def add(self, data: bytes) -> None:
        """Append to the file."""
        self.lines += data.count(b"\n")
        try:
            self._spool.write(data)
        except OSError as error:
            raise Fault(
                f"the list of keys could not be stored: {error.strerror}",
                "set TMPDIR to a directory with free space (350 bytes for each item), then run "
                "again",
            ) from None

    def portions(self, size: int = PORTION) -> Iterator[bytes]:
        """Whole lines, about `size` bytes at a time."""
        self._spool.seek(0)
        rest = b""
        while block := self._spool.read(size):
            lines, newline, rest = (rest + block).rpartition(b"\n")
            if newline:
                yield lines + newline


@contextmanager
def listed(connection: Connection, *, pause: float = 1.0) -> Iterator[KeyListing]:
    """All keys of a server, for as long as the block lasts.

    `pause`: seconds between attempts while the server is busy. Raises Fault when the
    server refuses; a listing that breaks off is returned as far as it came.
    """
    with TemporaryFile(prefix="operasure-") as spool:
        listing = KeyListing(spool)
        _list_into(listing, connection, pause)
        yield listing


def _list_into(listing: KeyListing, connection: Connection, pause: float) -> None:
    answer = b""
    for attempt in range(_ATTEMPTS_WHEN_BUSY):
        if attempt:
            time.sleep(pause)
        answer = _ask(listing, connection, b"hash")
        if not answer.startswith(_BUSY):
            break
    if answer.startswith(b"BADCLASS"):
        answer = _ask(listing, connection, b"all")
        listing.unchecked = listing.unchecked or Unchecked(
            "this old memcached lists its keys only by its LRU lists, and can leave out some",
            "upgrade memcached, or run again while OpenProject is stopped",
        )
    if answer:
        raise refused(answer)


def _ask(listing: KeyListing, connection: Connection, what: bytes) -> bytes:
    """Ask for a listing and spool it; the refusal if that is the answer, else nothing."""
    connection.send(b"lru_crawler metadump %b\r\n" % what, _WHILE)
    data = connection.chunk(_WHILE)
    while b"\n" not in data:
        data += connection.chunk(_WHILE)
    if not data.startswith((b"key=", _END)):
        return data.partition(b"\n")[0]
    try:
        _spool(listing, connection, data)
    except Fault as fault:
        listing.unchecked = fault.unchecked
    return b""


def _spool(listing: KeyListing, connection: Connection, data: bytes) -> None:
    """Drain the listing at full speed; its last line is held back."""
    held = b""
    while True:
        data = held + data
        if data == _END or data.endswith(b"\n" + _END):
            listing.add(data[: -len(_END)])
            return
        listing.add(data[: -len(_END)])
        held = data[-len(_END) :]
        try:
            data = connection.chunk(_WHILE)
        except Fault:
            raise went_away(_WHILE) from None


def wire_key(line: bytes) -> bytes:
    """The key on the wire from a line of the listing. Raises ValueError if it is no such line."""
    word = line[: line.find(b" ")]
    if not word.startswith(b"key="):
        raise ValueError("no line of a listing")
    key = word[4:].replace(b"%2F", b"/").replace(b"%3A", b":")
    return unquote_to_bytes(word[4:]) if b"%" in key else key


def is_plain(key: bytes) -> bool:
    """Whether the key can stand in a command as it is."""
    return len(key) <= LONGEST_KEY and not key.translate(None, _PLAIN)


def given_key(key: bytes) -> bytes:
    """The key as Rails was given it: Rails escapes what is not printable ASCII
    (activesupport lib/active_support/cache/mem_cache_store.rb, normalize_key)."""
    return unquote_to_bytes(key) if b"%" in key else key


def parse_line(line: bytes) -> Line:
    """All that a line of the listing says. Raises ValueError if it is no such line."""
    fields = dict(word.partition(b"=")[::2] for word in line.split())
    return Line(wire_key(line), _seconds(fields.get(b"exp")), _seconds(fields.get(b"la")))


def _seconds(digits: bytes | None) -> int | None:
    """A time of a line; None for never, and for what is none."""
    found = int(digits) if digits and digits.isdigit() and len(digits) <= 20 else 0
    return found if found > 0 else None


def listed_size(line: bytes) -> int:
    """The size of the whole item by its line, in bytes; 0 if the line does not tell."""
    start = line.rfind(b" size=")
    digits = line[start + 6 :].split(b" ", 1)[0] if start >= 0 else b""
    return int(digits) if digits.isdigit() and len(digits) <= 20 else 0

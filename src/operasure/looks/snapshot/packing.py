"""Millions of primary keys in little space, read back without keeping all in memory.

Keys come as the server finds them. Every `CHUNK` of them are sorted and packed: whole numbers as
runs (gap to the run before, length of the run) in variable-length bytes, uuids as their sixteen
bytes, anything else as text; then compressed. A chunk is also what is looked up at once later.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from operasure.core.errors import UsageError
from operasure.core.model import RowId
from operasure.core.typed import Is

CHUNK = 20_000
"""Keys that are packed together."""
LARGEST = 2**63 - 1
_LONGEST_DATA = 64_000_000
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def damaged(what: str) -> UsageError:
    """The error for a snapshot that is not what it should be."""
    return UsageError(f"the snapshot is damaged: {what}")


class KeyKind(StrEnum):
    """What the keys of a chunk are."""

    NUMBERS = "numbers"
    UUIDS = "uuids"
    TEXTS = "texts"


@dataclass(frozen=True)
class Chunk:
    """Up to 20,000 different keys, packed."""

    kind: KeyKind
    count: Annotated[int, Is("a number up to 20,000", minimum=1, maximum=CHUNK)]
    data: bytes
    """zlib over sorted keys. Numbers: pairs of gap and length less one, each in bytes of seven
    bits, the lowest first, the eighth bit where more follow. uuids: sixteen bytes each. Texts: a
    JSON list."""
    marks: bytes | None = None
    """Digests of the texts (BLAKE2b), sixteen bytes for each key in its order; zeros where there
    was none. Null where the rows are no texts, or where their digests could not be made."""

    def unpacked(self) -> list[RowId]:
        """The keys in their order. Raises UsageError where the data is not what `count` says."""
        try:
            found = _UNPACK[self.kind](inflated(self.data, _LONGEST_DATA), self.count)
        except (ValueError, zlib.error, RecursionError) as error:
            raise damaged("the keys of its rows can't be read") from error
        if len(found) != self.count:
            raise damaged("it has not as many rows as it says")
        return found


@dataclass
class Packer:
    """Takes keys one by one; holds at most one chunk of them unpacked."""

    chunks: list[Chunk] = field(default_factory=list)
    waiting: list[RowId] = field(default_factory=list)

    def add(self, key: RowId) -> None:
        """Take one key."""
        self.waiting.append(key)
        if len(self.waiting) >= CHUNK:
            self._flush()

    def finish(self) -> tuple[Chunk, ...]:
        """All that was added."""
        self._flush()
        return tuple(self.chunks)

    def _flush(self) -> None:
        if self.waiting:
            self.chunks.append(pack(self.waiting))
            self.waiting = []


def row_id(value: object) -> RowId:
    """A key of a row as it is packed, and as evidence shows it."""
    return value if isinstance(value, int) else str(value)


def pack(keys: Sequence[RowId]) -> Chunk:
    """Pack keys, each once, into one chunk."""
    numbers = [k for k in keys if isinstance(k, int)]
    if len(numbers) == len(keys) and all(0 <= n <= LARGEST for n in numbers):
        kind, ordered = KeyKind.NUMBERS, _runs(numbers)
        count = len(set(numbers))
    else:
        texts = sorted({str(k) for k in keys})
        count = len(texts)
        if all(_UUID.fullmatch(t) for t in texts):
            kind, ordered = KeyKind.UUIDS, b"".join(UUID(t).bytes for t in texts)
        else:
            kind, ordered = KeyKind.TEXTS, json.dumps(texts, ensure_ascii=False).encode()
    return Chunk(kind, count, zlib.compress(ordered, 9))


def _runs(numbers: Sequence[int]) -> bytes:
    out = bytearray()
    end = 0
    ordered = sorted(set(numbers))
    at = 0
    while at < len(ordered):
        start = at
        while at + 1 < len(ordered) and ordered[at + 1] == ordered[at] + 1:
            at += 1
        _put(out, ordered[start] - end)
        _put(out, at - start)
        end = ordered[at] + 1
        at += 1
    return bytes(out)


def _put(out: bytearray, number: int) -> None:
    """Append a number, seven bits to a byte, the lowest first."""
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def inflated(data: bytes, most: int) -> bytes:
    """What zlib has packed. Raises ValueError or zlib.error for what is cut off, or inflates to
    more than `most` bytes."""
    machine = zlib.decompressobj()
    found = machine.decompress(data, most)
    if machine.unconsumed_tail or not machine.eof:
        raise ValueError("too long, or cut off")
    return found


def _numbers(data: bytes, count: int) -> list[RowId]:
    found: list[RowId] = []
    values = _taken(data)
    end = 0
    for gap in values:
        start, length = end + gap, next(values, -1) + 1
        if not length or len(found) + length > count or start + length - 1 > LARGEST:
            raise ValueError("no run of numbers")
        found += range(start, start + length)
        end = start + length
    return found


def _taken(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
            if shift > 63:
                raise ValueError("no number of 64 bits")
        else:
            yield number
            number = shift = 0
    if shift:
        raise ValueError("cut off")


def _uuids(data: bytes, count: int) -> list[RowId]:
    if len(data) != 16 * count:
        raise ValueError("no uuids")
    return [str(UUID(bytes=data[i : i + 16])) for i in range(0, len(data), 16)]


def _texts(data: bytes, count: int) -> list[RowId]:
    found = json.loads(data)
    if not isinstance(found, list) or not all(isinstance(t, str) for t in found):
        raise ValueError("no texts")
    return found


_UNPACK = {KeyKind.NUMBERS: _numbers, KeyKind.UUIDS: _uuids, KeyKind.TEXTS: _texts}


def total(chunks: Sequence[Chunk]) -> int:
    """How many keys there are."""
    return sum(chunk.count for chunk in chunks)

"""Rows of a binary COPY stream, and those of them in which a filter sees anything at all.

The stream is gathered to blocks, and each block is looked through in one go: the cost of a row
without a match is that of copying it once. The format is PostgreSQL's (manual, COPY, "Binary
Format"): a signature, then rows of a 16-bit count and fields of a 32-bit length with their bytes.
The first field of every row is its place, `ctid`.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from operasure.database import Reader

BLOCK = 256 * 1024
"""Bytes that are looked through in one go; a longer row is looked through alone."""

_SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = b"\xff\xff"
_HEAD = struct.Struct("!hiIH")
_LENGTH = struct.Struct("!i")

Bytes = bytes | bytearray | memoryview


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it stands (block and item, as one number), and its texts as UTF-8."""

    ctid: int
    values: tuple[Bytes | None, ...]


def place(ctid: int) -> str:
    """A row's place as PostgreSQL writes it."""
    return f"({ctid >> 16},{ctid & 0xFFFF})"


def rows(reader: Reader, sql: str) -> Iterator[Row]:
    """Every row of a COPY statement. May raise psycopg.Error."""
    for message in _messages(reader, sql):
        yield _row(message)


def candidates(reader: Reader, sql: str, pattern: Any) -> Iterator[Row]:
    """The rows of a COPY statement in which `pattern` (compiled by RE2) may match a text.

    May yield more than these, never less. May raise psycopg.Error.
    """
    block, ends = bytearray(), list[int]()
    for message in _messages(reader, sql):
        if len(message) > BLOCK:
            yield _row(message)
            continue
        block += message
        ends.append(len(block))
        if ends[-1] >= BLOCK:
            yield from _matching(block, ends, pattern)
            block, ends = bytearray(), []
    yield from _matching(block, ends, pattern)


def _messages(reader: Reader, sql: str) -> Iterator[Bytes]:
    """The stream without signature and end, a row a message, as the server sends it."""
    with reader.savepoint(), reader.connection.cursor() as cursor, cursor.copy(sql) as copy:
        first = True
        for message in copy:
            data: Bytes = message
            if first:
                data, first = message[len(_SIGNATURE) :], False
            if data and data != _END:
                yield data


def _matching(block: bytearray, ends: list[int], pattern: Any) -> Iterator[Row]:
    """Rows of a block with a match. The search goes on behind each such row, so that a match that
    seems to run on into the next one hides nothing there."""
    view = memoryview(block)
    at = 0
    while match := pattern.search(block, at):
        row = bisect_right(ends, match.start())
        yield _row(view[ends[row - 1] if row else 0 : ends[row]])
        at = ends[row]


def _row(data: Bytes) -> Row:
    """Take a row apart. A null is None."""
    count, _, page, item = _HEAD.unpack_from(data)
    at = _HEAD.size
    values: list[Bytes | None] = []
    for _ in range(count - 1):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        values.append(None if length < 0 else data[at : at + length])
        at += max(length, 0)
    return Row(page << 16 | item, tuple(values))

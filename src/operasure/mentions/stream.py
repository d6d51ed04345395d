"""Rows of a binary COPY stream, and those of them in which a filter sees anything at all.

The stream is gathered to blocks, and each block is looked through in one go: the cost of a row
without a match is that of copying it once. The format is PostgreSQL's (manual, COPY, "Binary
Format"): a signature, then rows of a 16-bit count and fields of a 32-bit length with their bytes.
The first field of every row is its place, `ctid`.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from selectors import EVENT_READ, BaseSelector, DefaultSelector

import psycopg
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from operasure.database import Reader
from operasure.mentions.loose import Bytes, Compiled

BLOCK = 256 * 1024
"""Bytes that are looked through in one go; a longer row is looked through alone."""

_SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = b"\xff\xff"
_HEAD = struct.Struct("!hiIH")
_LENGTH = struct.Struct("!i")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it stands, and its texts as UTF-8.

    `place` is one number: the position of its relation in the family of its table, its block and
    its item there (15, 32 and 16 bits).
    """

    place: int
    values: tuple[Bytes | None, ...]


def ctid(place: int) -> str:
    """A row's place in its relation, as PostgreSQL writes it."""
    return f"({place >> 16 & 0xFFFFFFFF},{place & 0xFFFF})"


def relation(place: int) -> int:
    """The position of a row's relation in the family of its table."""
    return place >> 48


def of_family(row: Row, family: Sequence[int]) -> Row:
    """The row, whose first value is the oid of its relation, without it."""
    oid, *values = row.values
    position = family.index(int.from_bytes(oid or b"")) if oid else 0
    return Row(position << 48 | row.place, tuple(values))


def rows(reader: Reader, sql: str) -> Iterator[Row]:
    """Every row of a COPY statement. May raise psycopg.Error."""
    for batch in _batches(reader, sql):
        yield from map(_row, batch)


def candidates(reader: Reader, sql: str, pattern: Compiled) -> Iterator[Row]:
    """The rows of a COPY statement in which `pattern` may match a text.

    May yield more than these, never less. May raise psycopg.Error.
    """
    for batch in _batches(reader, sql):
        alone = batch.pop() if len(batch[-1]) > BLOCK else None
        yield from _matching(batch, pattern)
        if alone is not None:
            yield _row(alone)


def _batches(reader: Reader, sql: str) -> Iterator[list[memoryview]]:
    """The rows of the stream, about `BLOCK` bytes at a time; only the last of them may be longer.

    Asks libpq itself: a row passes through Python in a third of the time that the driver's own
    way of copying takes, which is made for rows that are wanted one by one.
    """
    with reader.savepoint(), _Copy.begun(reader, sql) as copy:
        get, wait = copy.get, copy.wait
        batch: list[memoryview] = []
        size, skipped = 0, len(_SIGNATURE)
        while True:
            length, message = get(1)
            if length > 0:
                batch.append(message)
                size += length
                if skipped:
                    batch[0], skipped = message[skipped:], 0
                if size >= BLOCK:
                    yield from _rows_of(batch)
                    batch, size = [], 0
            elif length == 0:
                wait()
            else:
                break
        yield from _rows_of(batch)


def _rows_of(batch: list[memoryview]) -> Iterator[list[memoryview]]:
    """A batch without the mark that ends the stream, unless nothing else is in it."""
    if batch and len(batch[-1]) <= len(_END):
        batch.pop()
    if batch:
        yield batch


class _Copy:
    """A COPY statement that sends. Waits outside of libpq, so that other threads go on."""

    def __init__(self, pgconn: PGconn, selector: BaseSelector) -> None:
        self._pgconn = pgconn
        self._selector = selector
        self.get = pgconn.get_copy_data
        """Reads a message: its length and bytes; 0 where none is there yet, -1 where none comes."""

    @classmethod
    @contextmanager
    def begun(cls, reader: Reader, sql: str) -> Iterator[_Copy]:
        """Send a statement and see it end; raises the server's errors."""
        pgconn = reader.connection.pgconn
        with DefaultSelector() as selector:
            selector.register(pgconn.socket, EVENT_READ)
            copy = cls(pgconn, selector)
            pgconn.send_query(sql.encode())
            while pgconn.flush():
                pgconn.consume_input()
            try:
                _expect(copy._result(), ExecStatus.COPY_OUT)
                yield copy
            except psycopg.Error:
                copy._finish()
                raise
            except BaseException:
                reader.cancel()
                copy._finish()
                raise
            _expect(copy._finish(), ExecStatus.COMMAND_OK)

    def wait(self) -> None:
        """Wait until something arrives, and take it in."""
        self._selector.select()
        self._pgconn.consume_input()

    def _result(self) -> PGresult | None:
        while self._pgconn.is_busy():
            self.wait()
        return self._pgconn.get_result()

    def _finish(self) -> PGresult | None:
        """Read to the end of the statement; returns its last result, None of a lost connection."""
        last: PGresult | None = None
        try:
            while (result := self._result()) is not None:
                if result.status == ExecStatus.COPY_OUT:
                    self._drain()
                last = result
        except psycopg.OperationalError:
            return None
        return last

    def _drain(self) -> None:
        while (length := self.get(1)[0]) >= 0:
            if length == 0:
                self.wait()


def _expect(result: PGresult | None, status: ExecStatus) -> None:
    if result is None:
        raise psycopg.OperationalError("the connection was lost")
    if result.status != status:
        raise psycopg.errors.error_from_result(result)


def _matching(batch: list[memoryview], pattern: Compiled) -> Iterator[Row]:
    """Rows with a match. The search goes on behind each such row, so that a match that seems to
    run on into the next one hides nothing there."""
    block = b"".join(batch)
    ends: list[int] = []
    at = 0
    while at < len(block) and (match := pattern.search(block, at)):
        ends = ends or list(accumulate(map(len, batch)))
        row = bisect_right(ends, max(at, match.at))
        yield _row(batch[row])
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

"""Rows of a binary COPY stream, and a filter for those that may name the person.

The stream is gathered to blocks, and each block is looked through in one go: the cost of a row
without a match is that of copying it once. The format is PostgreSQL's (manual, COPY, "Binary
Format"): a signature, then rows of a 16-bit count and fields of a 32-bit length with their bytes.
The first field of every row is its place, `ctid`.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import accumulate
from selectors import EVENT_READ, BaseSelector, DefaultSelector

import psycopg
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn, PGresult

from operasure.database.reader import Reader
from operasure.looks.mentions.wire import BLOCK, Block, Wire
from operasure.matching.loose import Bytes, Compiled, LooseSearch

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


def rows(
    reader: Reader, sql: str, told: Callable[[int], object] | None = None
) -> Generator[Row, None, None]:
    """Every row of a COPY statement; each holds until the next is asked for. `told` is told the
    bytes that have come. May raise psycopg.Error."""
    for block in _blocks(reader, sql, told):
        for start, end in zip(block.starts, block.ends, strict=True):
            yield _row(block.data[start:end])


def candidates(
    reader: Reader, sql: str, pattern: Compiled, told: Callable[[int], object] | None = None
) -> Iterator[Row]:
    """The rows of a COPY statement in which `pattern` may match a text; each holds until the next
    is asked for. `told` is told the bytes that have come.

    May yield more than these, never less. May raise psycopg.Error.
    """
    for block in _blocks(reader, sql, told):
        if len(block.ends) == 1 and block.ends[0] > BLOCK:
            yield _row(block.data[block.starts[0] : block.ends[0]])
        else:
            yield from _matching(block, pattern)


def _blocks(reader: Reader, sql: str, told: Callable[[int], object] | None) -> Iterator[Block]:
    """The rows of the stream, without the signature before and the mark behind them; more than
    `BLOCK` bytes only where a row is longer, which then comes alone. Raises for what is no such
    stream, and where the rows are not as many as the server says that it sent."""
    first, count = True, 0
    with reader.savepoint():
        with _Copy.begun(reader, sql) as copy:
            for block in copy.blocks():
                if told:
                    told(block.ends[-1] - block.starts[0])
                if first:
                    at = block.starts[0]
                    block.starts[0] += len(_SIGNATURE)
                    if block.data[at : block.starts[0]] != _SIGNATURE:
                        raise psycopg.OperationalError("the server did not send a binary copy")
                    first = False
                if block.ends[-1] - block.starts[-1] <= len(_END):
                    block.starts.pop()
                    block.ends.pop()
                count += len(block.ends)
                if block.ends:
                    yield block
        if count != copy.sent:
            raise psycopg.OperationalError(f"{count} of {copy.sent} rows arrived")


class _Copy:
    """A COPY statement that sends. Waits outside of libpq, so that other threads go on."""

    def __init__(self, pgconn: PGconn, selector: BaseSelector, wire: Wire | None) -> None:
        self._pgconn = pgconn
        self._selector = selector
        self._wire = wire
        self.sent: int | None = None
        """How many rows the server says that it sent, once all is there."""
        self._get = pgconn.get_copy_data
        """Reads a message: its length and bytes; 0 where none is there yet, -1 where none comes."""

    @classmethod
    @contextmanager
    def begun(cls, reader: Reader, sql: str) -> Iterator[_Copy]:
        """Send a statement and see it end; raises the server's errors."""
        pgconn = reader.connection.pgconn
        pgconn.send_query(reader.written(sql).encode())
        plain = not pgconn.flush() and _is_plain(pgconn)
        with ExitStack() as stack:
            selector = stack.enter_context(DefaultSelector())
            selector.register(pgconn.socket, EVENT_READ)
            wire = stack.enter_context(closing(Wire(pgconn.socket, BLOCK))) if plain else None
            copy = cls(pgconn, selector, wire)
            try:
                if wire is None:
                    copy._begin()
                yield copy
            except psycopg.Error:
                copy._finish()
                raise
            except BaseException:
                reader.cancel()
                copy._finish()
                raise
            copy.sent = _expect(copy._finish(), ExecStatus.COMMAND_OK).command_tuples

    def blocks(self) -> Iterator[Block]:
        """What is sent."""
        return self._wire.blocks() if self._wire else self._asked_for()

    def _asked_for(self) -> Iterator[Block]:
        """What libpq hands out, row by row: where only it can read the connection."""
        batch: list[memoryview] = []
        size = 0
        while True:
            length, message = self._get(1)
            if length < 0:
                break
            if not length:
                self._wait()
                continue
            if batch and size + length > BLOCK:
                yield _joined(batch)
                batch, size = [], 0
            batch.append(message)
            size += length
        if batch:
            yield _joined(batch)

    def _begin(self) -> None:
        while self._pgconn.flush():
            self._pgconn.consume_input()
        _expect(self._result(), ExecStatus.COPY_OUT)

    def _wait(self) -> None:
        """Wait until something arrives, and take it in."""
        self._selector.select()
        self._pgconn.consume_input()

    def _result(self) -> PGresult | None:
        while self._pgconn.is_busy():
            self._wait()
        return self._pgconn.get_result()

    def _finish(self) -> PGresult | None:
        """Read to the end of the statement; returns its last result, None of a lost connection."""
        last: PGresult | None = None
        for _ in self._wire.blocks() if self._wire else ():
            pass
        try:
            while (result := self._result()) is not None:
                if result.status == ExecStatus.COPY_OUT:
                    self._drain()
                last = result
        except psycopg.OperationalError:
            return None
        return last

    def _drain(self) -> None:
        while (length := self._get(1)[0]) >= 0:
            if length == 0:
                self._wait()


def _is_plain(pgconn: PGconn) -> bool:
    """Whether what is sent is not encrypted."""
    return not (pgconn.ssl_in_use or pgconn.used_gssapi)


def _joined(batch: list[memoryview]) -> Block:
    ends = list(accumulate(map(len, batch)))
    return Block(b"".join(batch), [0, *ends[:-1]], ends)


def _expect(result: PGresult | None, status: ExecStatus) -> PGresult:
    if result is None:
        raise psycopg.OperationalError("the connection was lost")
    if result.status != status:
        raise psycopg.errors.error_from_result(result)
    return result


def _matching(block: Block, pattern: Compiled) -> Iterator[Row]:
    """Rows with a match. The search goes on behind each such row, so that a match that seems to
    run on into the next one hides nothing there."""
    data, ends = block.data, block.ends
    at, stop = block.starts[0], ends[-1]
    search = LooseSearch(pattern, data, stop)
    while at < stop and (match := search.hit(at)):
        row = bisect_right(ends, max(at, match.at))
        yield _row(data[block.starts[row] : ends[row]])
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

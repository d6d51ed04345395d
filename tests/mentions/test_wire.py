"""Rows are read from the socket whole, however they arrive, and the end is left for libpq."""

from __future__ import annotations

import select
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operasure.database.reader import Reader
from operasure.database.target import target
from operasure.looks.mentions import stream
from operasure.looks.mentions.wire import BLOCK, Block, Wire
from support.databases import MakeDatabase

END = b"C\x00\x00\x00\x0bCOPY 3\x00" + b"Z\x00\x00\x00\x05T"


def message(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("!i", len(content) + 4) + content


def sent(rows: list[bytes], notice: bytes) -> bytes:
    """What the server sends for a copy of rows, with a notice in the middle."""
    data = [message(b"d", row) for row in rows]
    middle = len(data) // 2
    begin = message(b"H", b"\x01\x00\x00")
    noticed = message(b"N", notice)
    return b"".join([begin, *data[:middle], noticed, *data[middle:], message(b"c", b""), END])


def over_tcp() -> tuple[socket.socket, socket.socket]:
    """Two ends of a connection to this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        here = socket.create_connection(listening.getsockname())
        there, _ = listening.accept()
    there.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return here, there


Ends = Callable[[], tuple[socket.socket, socket.socket]]
ENDS: dict[str, Ends] = {"local": socket.socketpair, "TCP": over_tcp}
"""Kinds of connections: the system throws away what was looked at otherwise on each."""


@contextmanager
def arriving(ends: Ends, pieces: list[bytes]) -> Iterator[socket.socket]:
    """A socket on which the pieces arrive one after the other, each when there is room."""
    here, there = ends()
    here.setblocking(False)

    def send() -> None:
        for piece in pieces:
            there.sendall(piece)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield here
    finally:
        here.setblocking(True)
        thread.join()
        here.close()
        there.close()


def rest(here: socket.socket) -> bytes:
    found = b""
    while len(found) < len(END) and select.select([here], [], [], 5)[0]:
        found += here.recv(100)
    return found


@pytest.mark.parametrize("ends", ENDS.values(), ids=ENDS)
@given(
    rows=st.lists(st.binary(max_size=40) | st.binary(min_size=200, max_size=900), max_size=12),
    notice=st.binary(max_size=30),
    cuts=st.lists(st.integers(1, 60), max_size=40),
    size=st.sampled_from([1, 16, 64, 300, 100_000]),
)
@settings(max_examples=60)
def test_rows_however_they_arrive(
    ends: Ends, rows: list[bytes], notice: bytes, cuts: list[int], size: int
) -> None:
    left = sent(rows, notice)
    pieces: list[bytes] = []
    for cut in cuts:
        pieces.append(left[:cut])
        left = left[cut:]
    with arriving(ends, [*pieces, left]) as here, closing(Wire(here.fileno(), size)) as wire:
        found = [
            bytes(block.data[start:end])
            for block in wire.blocks()
            for start, end in zip(block.starts, block.ends, strict=True)
        ]
        assert found == rows
        assert rest(here) == END


@pytest.mark.parametrize("ends", ENDS.values(), ids=ENDS)
def test_it_goes_on_where_it_was_left(ends: Ends) -> None:
    rows = [bytes([n]) * (n * 7) for n in range(1, 200)]
    with arriving(ends, [sent(rows, b"x")]) as here, closing(Wire(here.fileno(), 500)) as wire:
        first = next(wire.blocks())
        begun = len(first.ends)
        others = sum(len(block.ends) for block in wire.blocks())
        assert (begun > 0, begun + others) == (True, len(rows))
        assert rest(here) == END


@pytest.mark.parametrize("ends", ENDS.values(), ids=ENDS)
def test_a_connection_that_ends(ends: Ends) -> None:
    whole = sent([b"a" * 50] * 9, b"")
    for size in (16, 10_000):
        here, there = ends()
        here.setblocking(False)
        there.sendall(whole[:200])
        there.close()
        with closing(Wire(here.fileno(), size)) as wire:
            assert sum(len(block.ends) for block in wire.blocks()) == 3
        here.close()


@pytest.fixture
def reader(shared_database: MakeDatabase) -> Iterator[Reader]:
    with closing(Reader(target(shared_database(), {}))) as made:
        yield made


COPY = "COPY (SELECT CAST('(0,1)' AS tid), {} FROM generate_series(1, {}) n) TO STDOUT (FORMAT {})"


def descriptors() -> int:
    """How many files this process has open; 0 where that is not told."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def texts(reader: Reader, value: str, rows: int, form: str = "binary") -> list[bytes]:
    found = stream.rows(reader, COPY.format(value, rows, form))
    return [bytes(row.values[0] or b"") for row in found]


def test_the_connection_is_of_use_afterwards(reader: Reader) -> None:
    before = descriptors()
    assert texts(reader, "repeat('x', n)", 3000) == [b"x" * n for n in range(1, 3001)]
    with closing(
        stream.rows(reader, COPY.format("repeat('x', 1000)", 1_000_000, "binary"))
    ) as abandoned:
        next(abandoned)
    assert texts(reader, "'x'::text", 0) == []
    with pytest.raises(psycopg.errors.DivisionByZero):
        texts(reader, "CAST(1 / (n - 2000) AS text)", 3000)
    with pytest.raises(psycopg.errors.UndefinedColumn):
        texts(reader, "nothing", 1)
    assert reader.fetch("SELECT 1 AS one") == [{"one": 1}]
    assert descriptors() == before


@pytest.mark.parametrize("plain", [True, False])
def test_rows_that_do_not_arrive_are_never_passed_over(
    reader: Reader, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many rows as the server says that it sent must be there, whichever way they came."""
    monkeypatch.setattr(stream, "_is_plain", lambda _: plain)
    blocks = stream._Copy.blocks

    def without_one(copy: stream._Copy) -> Iterator[Block]:
        for block in blocks(copy):
            del block.starts[1:2], block.ends[1:2]
            yield block

    monkeypatch.setattr(stream._Copy, "blocks", without_one)
    with pytest.raises(psycopg.OperationalError, match="of 10 rows arrived"):
        texts(reader, "CAST(n AS text)", 10)
    monkeypatch.undo()
    assert texts(reader, "CAST(n AS text)", 2) == [b"1", b"2"]


@pytest.mark.parametrize("plain", [True, False])
def test_what_is_no_binary_copy_is_refused(
    reader: Reader, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_is_plain", lambda _: plain)
    with pytest.raises(psycopg.OperationalError, match="not send a binary copy"):
        texts(reader, "repeat('x', 100)", 10, form="text")
    assert texts(reader, "'x'::text", 1) == [b"x"]


def test_notices_of_a_real_server_carry_no_rows(reader: Reader) -> None:
    reader.connection.execute("SET client_min_messages = 'debug5'")
    assert texts(reader, "repeat('x', n)", 300) == [b"x" * n for n in range(1, 301)]


def test_a_block_holds_no_longer_field_than_the_filter_knows() -> None:
    """Of a length it expects a zero and at most 3 in the first two of its four bytes."""
    assert BLOCK <= 0x0004_0000

"""A stream of bytes as blocks of whole lines, in bounded memory even where a line has no end."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SIZE = 1 << 20
"""Bytes of a block, about; also the most that is held of a line."""
OVERLAP = 1 << 15
"""Bytes of a line too long for a block that are given again with the next: no mention is longer."""
HEAD = 4096
"""Bytes of the start of such a line that are kept for the blocks behind it."""

_ODD = "operasure-latin-1"


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Some lines, as UTF-8. `head` is the start of the line that the block begins inside of, if it
    does; the last line goes on in the next block unless the data ends in a line break."""

    data: bytes
    head: bytes | None = None


def blocks(pieces: Iterable[bytes], size: int = SIZE) -> Iterator[LineBlock]:
    """Cut pieces of any size to blocks, each at the end of a line."""
    waiting: list[bytes] = []
    length = 0
    head: bytes | None = None
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length < size:
            continue
        data = b"".join(waiting)
        cut = data.rfind(b"\n") + 1
        if cut:
            yield LineBlock(as_utf8(data[:cut]), head)
            rest, head = data[cut:], None
        else:
            yield LineBlock(as_utf8(data), head)
            rest, head = data[-OVERLAP:], head or as_utf8(data[:HEAD])
        waiting, length = [rest], len(rest)
    data = b"".join(waiting)
    if data:
        yield LineBlock(as_utf8(data), head)


def as_utf8(data: bytes) -> bytes:
    """The bytes as valid UTF-8; those that are none are taken for letters of Latin-1."""
    if data.isascii():
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", _ODD).encode()
    return data


def _odd(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(_ODD, _odd)

"""Changes a document as Yjs itself would: text is deleted, and new text is inserted.

A deleted stretch keeps its place on the clock and nothing else (ContentDeleted), and the new text
is an item of a client of its own, so that whoever still has the document open takes the change over
(Yjs, src/structs/Item.js, splitItem and gc). Attributes, marks and other values are replaced where
they stand. Everything else stays byte for byte as it was, and keeps its place in base64: a changed
stretch is a multiple of three bytes longer or shorter, for which a number may be written wider than
it needs to be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from operasure.yjs import lib0
from operasure.yjs.lib0 import TextCoding, TextValue
from operasure.yjs.text import SharedDocument
from operasure.yjs.update import (
    HAS_KEY,
    HAS_ORIGIN,
    HAS_RIGHT,
    Id,
    ItemBlock,
    ItemContent,
    Struct,
    merged,
)

_NEW_CLIENT = b"operasure"


class NotWritten(Exception):
    """A change that can't be made; `reason` says why, and nothing of the document."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class New:
    """A text that is put in, between two places of the document."""

    text: str
    behind: Id
    before: Id | None


@dataclass
class Changes:
    """What is to change: stretches that go, by item (in its units of UTF-16), what is put in, and
    values with their new text."""

    cuts: dict[Struct, list[tuple[int, int]]] = field(default_factory=dict)
    new: list[New] = field(default_factory=list)
    values: dict[TextValue, str] = field(default_factory=dict)


def write(document: SharedDocument, changes: Changes) -> bytes:
    """The document with the changes. Raises NotWritten."""
    update = document.update
    edits = [(v.start, v.end, _fitted(v, new)) for v, new in changes.values.items()]
    deletes = {client: list(ranges) for client, ranges in update.deletes.items()}
    for block in update.blocks:
        edits += _block(block, update.data, changes.cuts, deletes)
    blocks = b""
    if changes.new:
        blocks = _new_block(document, changes.new)
        edits.append((0, update.blocks_at, lib0.number(len(update.blocks) + 1)))
    edits.append((update.deletes_at, len(update.data), blocks + _deletes(deletes)))
    return _applied(update.data, edits)


def _applied(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    found = bytearray()
    done = 0
    for start, end, new in sorted(edits):
        found += data[done:start] + new
        done = end
    return bytes(found + data[done:])


def _fitted(value: TextValue, new: str) -> bytes:
    if value.kind is not TextCoding.NUMBER:
        return _aligned(value.end - value.start, lambda wider: lib0.text(new, wider))
    if not new.lstrip("-").isdecimal() or len(new) > 15:
        raise NotWritten("a number in the document can't store the replacement")
    length = value.end - value.start
    return _aligned(length, lambda wider: b"\x7d" + lib0.integer(int(new), wider))


def _aligned(length: int, made: Callable[[int], bytes]) -> bytes:
    """What is made with a number so much wider that base64 goes on as before."""
    return next(new for wider in range(3) if (len(new := made(wider)) - length) % 3 == 0)


def _block(
    block: ItemBlock,
    data: bytes,
    cuts: Mapping[Struct, list[tuple[int, int]]],
    deletes: dict[int, list[tuple[int, int]]],
) -> Iterable[tuple[int, int, bytes]]:
    """The edits of a client's items; notes what they delete."""
    more = 0
    for struct in block.structs:
        ranges = merged(cuts.get(struct, ()))
        if not ranges:
            continue
        if struct.kind != ItemContent.STRING or struct.info & HAS_KEY:
            raise NotWritten("the passage is in a part of the document that can't be edited")
        pieces = list(_pieces(struct.length, ranges))
        more += len(pieces) - 1
        gone = [(struct.clock + start, struct.clock + end) for start, end in ranges]
        deletes[block.client] = merged([*deletes.get(block.client, ()), *gone])
        yield struct.start, struct.end, _split(struct, pieces, data)
    if more:
        number = len(block.structs) + more
        length = block.counted - block.start
        yield block.start, block.counted, _aligned(length, lambda w: lib0.number(number, w))


def _pieces(length: int, ranges: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int, bool]]:
    """An item in stretches: start, end, and whether it goes."""
    at = 0
    for start, end in ranges:
        if at < start:
            yield at, start, False
        yield start, end, True
        at = end
    if at < length:
        yield at, length, False


def _split(struct: Struct, pieces: Sequence[tuple[int, int, bool]], data: bytes) -> bytes:
    """An item as several, of which some hold nothing any more."""
    head = data[struct.start + 1 : struct.content]
    right = _id(struct.right) if struct.right else b""

    def made(wider: int) -> bytes:
        found = b""
        for start, end, goes in pieces:
            flags = struct.info & (HAS_ORIGIN | HAS_RIGHT | HAS_KEY)
            before = head
            if start:
                flags = flags & HAS_RIGHT | HAS_ORIGIN
                before = _id((struct.client, struct.clock + start - 1)) + right
            found += bytes([flags | (ItemContent.DELETED if goes else ItemContent.STRING)]) + before
            if goes:
                found += lib0.number(end - start, wider)
                wider = 0
            else:
                found += lib0.text(struct.portion(start, end - start))
        return found

    return _aligned(struct.end - struct.start, made)


def _id(of: Id) -> bytes:
    return lib0.number(of[0]) + lib0.number(of[1])


def _new_block(document: SharedDocument, texts: Sequence[New]) -> bytes:
    """The items of a client that is not there yet, always the same for the same document."""
    update = document.update
    taken = {block.client for block in update.blocks} | set(update.deletes)
    digest = hashlib.sha256(_NEW_CLIENT + update.data).digest()
    client = int.from_bytes(digest[:4]) | 1 << 16
    while client in taken:
        client += 1
    found = lib0.number(len(texts)) + lib0.number(client) + lib0.number(0)
    for new in texts:
        flags = HAS_ORIGIN | (HAS_RIGHT if new.before else 0) | ItemContent.STRING
        found += bytes([flags]) + _id(new.behind)
        found += _id(new.before) if new.before else b""
        found += lib0.text(new.text)
    return found


def _deletes(deletes: Mapping[int, Sequence[tuple[int, int]]]) -> bytes:
    found = lib0.number(len(deletes))
    for client, ranges in deletes.items():
        found += lib0.number(client) + lib0.number(len(ranges))
        for start, end in ranges:
            found += lib0.number(start) + lib0.number(end - start)
    return found

"""The state of a collaborative document, parsed: its items, and which of them are deleted.

An update of version 1 holds for each client its items in the order in which they were made, each
with what it was put behind and before, and last the ranges that are deleted. Sources: Yjs,
src/utils/encoding.js (readClientsStructRefs), src/utils/DeleteSet.js, src/structs/Content*.js.
Everything is bounded by the bytes that are there; what is not understood in full is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from operasure.core.legible import legible
from operasure.yjs.lib0 import Cursor, Malformed, Shown, TextCoding, units

MOST = 250_000
"""Items of a document; one with more is not taken apart. Each takes about a kilobyte of memory."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a document."""

HAS_ORIGIN, HAS_RIGHT, HAS_KEY, _CONTENT = 0x80, 0x40, 0x20, 0x1F


class ItemContent(IntEnum):
    """What an item holds."""

    GC = 0
    DELETED = 1
    JSON = 2
    BINARY = 3
    STRING = 4
    EMBED = 5
    FORMAT = 6
    TYPE = 7
    ANY = 8
    DOC = 9
    SKIP = 10


MAP, TEXT, XML_ELEMENT, XML_HOOK, XML_TEXT = 1, 2, 3, 5, 6
"""Types that an item of TYPE begins."""
_LAST_TYPE = XML_TEXT

Id = tuple[int, int]
"""A client, and its clock."""


@dataclass(slots=True, eq=False)
class Struct:
    """An item, or a stretch of the clock without one (GC, SKIP): `data[start:end]`, its content
    from `content` on.

    `length` counts on the clock of the client: for a text the units of UTF-16. `values` are the
    texts that it holds but for `text`, each with what leads to it.
    """

    client: int
    clock: int
    info: int
    start: int
    length: int = 1
    origin: Id | None = None
    right: Id | None = None
    parent: str | Id | None = None
    key: str | None = None
    content: int = 0
    end: int = 0
    text: str = ""
    type: int = 0
    name: str = ""
    values: list[list[Shown]] = field(default_factory=list)
    _wide: bytes = b""

    def portion(self, offset: int, length: int) -> str:
        """So many units of the text; a half of a pair shows as U+FFFD, as in Yjs."""
        if len(self.text) == self.length:
            return self.text[offset : offset + length]
        self._wide = self._wide or self.text.encode("utf-16-le")
        return self._wide[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")

    @property
    def kind(self) -> int:
        """What it holds."""
        return self.info & _CONTENT


@dataclass(frozen=True, slots=True)
class ItemBlock:
    """The items of a client. `data[start:counted]` is their number."""

    client: int
    start: int
    counted: int
    structs: list[Struct]


@dataclass(frozen=True, slots=True)
class Update:
    """A document: `data[:blocks_at]` is the number of blocks, `data[deletes_at:]` the ranges of the
    clock that are deleted, by client."""

    data: bytes
    blocks_at: int
    blocks: list[ItemBlock]
    deletes_at: int
    deletes: dict[int, list[tuple[int, int]]]


def read(data: bytes) -> Update:
    """Take a document apart. Raises Malformed."""
    if len(data) > LARGEST:
        raise Malformed
    cursor = Cursor(data)
    number = cursor.number()
    blocks_at = cursor.at
    blocks: list[ItemBlock] = []
    clients: set[int] = set()
    total = 0
    for _ in range(number):
        block = _block(cursor, MOST - total)
        if block.client in clients:
            raise Malformed
        clients.add(block.client)
        total += len(block.structs)
        blocks.append(block)
    deletes_at = cursor.at
    deletes: dict[int, list[tuple[int, int]]] = {}
    for _ in range(cursor.number()):
        ranges = deletes.setdefault(cursor.number(), [])
        for _ in range(cursor.number()):
            clock = cursor.number()
            ranges.append((clock, clock + cursor.number()))
    if cursor.at != len(data):
        raise Malformed
    return Update(data, blocks_at, blocks, deletes_at, deletes)


def _block(cursor: Cursor, most: int) -> ItemBlock:
    start = cursor.at
    number = cursor.number()
    counted = cursor.at
    if number > most:
        raise Malformed
    client, clock = cursor.number(), cursor.number()
    structs: list[Struct] = []
    for _ in range(number):
        struct = _struct(cursor, client, clock)
        if not struct.length:
            raise Malformed
        clock += struct.length
        structs.append(struct)
    return ItemBlock(client, start, counted, structs)


def _struct(cursor: Cursor, client: int, clock: int) -> Struct:
    start = cursor.at
    info = cursor.byte()
    struct = Struct(client, clock, info, start)
    kind = info & _CONTENT
    if kind in (ItemContent.GC, ItemContent.SKIP):
        struct.content = cursor.at
        struct.length = cursor.number()
    else:
        if info & HAS_ORIGIN:
            struct.origin = cursor.number(), cursor.number()
        if info & HAS_RIGHT:
            struct.right = cursor.number(), cursor.number()
        if not info & (HAS_ORIGIN | HAS_RIGHT):
            named = cursor.number()
            struct.parent = cursor.text() if named == 1 else (cursor.number(), cursor.number())
            if info & HAS_KEY:
                struct.key = cursor.text()
        struct.content = cursor.at
        _read_content(cursor, struct, kind)
    struct.end = cursor.at
    return struct


def _read_content(cursor: Cursor, struct: Struct, kind: int) -> None:
    match kind:
        case ItemContent.STRING:
            struct.text = cursor.text()
            struct.length = units(struct.text)
        case ItemContent.DELETED:
            struct.length = cursor.number()
        case ItemContent.JSON | ItemContent.ANY:
            struct.length = cursor.number()
            every = range(struct.length)
            if struct.length > len(cursor.data) - cursor.at:
                raise Malformed
            if kind == ItemContent.ANY:
                struct.values = [cursor.any() for _ in every]
            else:
                struct.values = [[cursor.value(TextCoding.JSON)] for _ in every]
        case ItemContent.TYPE:
            struct.type = cursor.number()
            if struct.type > _LAST_TYPE:
                raise Malformed
            if struct.type in (XML_ELEMENT, XML_HOOK):
                struct.name = cursor.text()
        case _:
            struct.values = _single(cursor, struct, kind)


def _single(cursor: Cursor, struct: Struct, kind: int) -> list[list[Shown]]:
    """The texts of an item that takes one place on the clock."""
    match kind:
        case ItemContent.BINARY:
            return [[(legible(cursor.raw(cursor.number())).decode(), None)]]
        case ItemContent.EMBED:
            return [[cursor.value(TextCoding.JSON)]]
        case ItemContent.FORMAT:
            struct.name = cursor.text()
            return [[(f"{struct.name}: ", None), cursor.value(TextCoding.JSON)]]
        case ItemContent.DOC:
            return [[cursor.value(TextCoding.STRING)], cursor.any()]
    raise Malformed


def merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of a clock in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found

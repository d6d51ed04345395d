"""A reader for the MessagePack that Rails 7.1 and later can write, yielding tokens, no objects.

It is streaming, so that a hostile value of a million empty lists takes no memory. Format:
github.com/msgpack/msgpack/spec.md; Rails' own extension types: activesupport
lib/active_support/message_pack/extensions.rb (0 is a symbol, 12 a set, 17 a
HashWithIndifferentAccess, 127 any other object) and activerecord
lib/active_record/message_pack.rb (120 is a record); the two bytes in front:
message_pack/serializer.rb (SIGNATURE).
"""

import struct

from operasure.looks.cache.tokens import Collector, Damaged, Scope, short_name

SIGNATURE = b"\xcc\x80"

_SYMBOL = 0
_NESTED = frozenset({3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 17, 120, 127})
"""Types whose bytes are packed values, one after another (`recursive: true` there)."""
_FLAT = frozenset({_SYMBOL, 1, 2, 9, 13, 15, 16, 119, 0xFF})
"""Types that hold a text or the bytes of a number; the last is the time of the specification."""
_UNSIGNED = {0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q"}
_SIGNED = {0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"}
_RAW = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I", 0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}
_BINARY = frozenset({0xC4, 0xC5, 0xC6})
_EXTENSION = {0xC7: ">B", 0xC8: ">H", 0xC9: ">I"}
_FIXED_EXTENSION = {0xD4: 1, 0xD5: 2, 0xD6: 4, 0xD7: 8, 0xD8: 16}
_ARRAY = {0xDC: ">H", 0xDD: ">I"}
_MAP = {0xDE: ">H", 0xDF: ">I"}
_FLOAT = {0xCA: 4, 0xCB: 8}
_CONSTANT = frozenset({0xC0, 0xC2, 0xC3})


def read(data: bytes, collector: Collector) -> None:
    """Read one packed value, with or without Rails' signature, into the collector.

    As with Marshal: a problem ends the reading, is kept, and never raised.
    """
    reader = _MessagePackReader(data, collector)
    try:
        if data[:2] == SIGNATURE:
            reader.at = 2
        reader.value(Scope(), 0)
        if reader.at != len(data):
            raise Damaged("bytes after the end")
    except Damaged as damage:
        collector.problem = f"MessagePack: {damage}"


class _MessagePackReader:
    def __init__(self, data: bytes, collector: Collector) -> None:
        self.data = data
        self.at = 0
        self.end = len(data)
        self.out = collector

    def value(self, scope: Scope, depth: int) -> str | None:
        """Read one value; its short name if it is a string or a symbol (it may be a key)."""
        self.out.count(depth)
        kind = self._bytes(1)[0]
        if kind <= 0x7F or kind >= 0xE0:
            self.out.integer(kind if kind <= 0x7F else kind - 0x100, scope)
        elif kind <= 0x8F:
            self._pairs(kind & 0x0F, scope, depth)
        elif kind <= 0x9F:
            self._items(kind & 0x0F, scope, depth)
        elif kind <= 0xBF:
            return self._string(kind & 0x1F, "UTF-8", scope)
        else:
            return self._long_form(kind, scope, depth)
        return None

    def _long_form(self, kind: int, scope: Scope, depth: int) -> str | None:
        if kind in _RAW:
            encoding = None if kind in _BINARY else "UTF-8"
            return self._string(self._number(_RAW[kind]), encoding, scope)
        if kind in _UNSIGNED or kind in _SIGNED:
            self.out.integer(self._number(_UNSIGNED.get(kind) or _SIGNED[kind]), scope)
        elif kind in _MAP:
            self._pairs(self._number(_MAP[kind]), scope, depth)
        elif kind in _ARRAY:
            self._items(self._number(_ARRAY[kind]), scope, depth)
        elif kind in _EXTENSION:
            return self._extension(self._number(_EXTENSION[kind]), scope, depth)
        elif kind in _FIXED_EXTENSION:
            return self._extension(_FIXED_EXTENSION[kind], scope, depth)
        elif kind in _FLOAT:
            self._bytes(_FLOAT[kind])
        elif kind not in _CONSTANT:
            raise Damaged("unknown type")
        return None

    def _bytes(self, length: int) -> bytes:
        if self.at + length > self.end:
            raise Damaged("cut off")
        self.at += length
        return self.data[self.at - length : self.at]

    def _number(self, layout: str) -> int:
        (number,) = struct.unpack(layout, self._bytes(struct.calcsize(layout)))
        return int(number)

    def _string(self, length: int, encoding: str | None, scope: Scope) -> str | None:
        data = self._bytes(length)
        self.out.text(data, encoding, scope)
        return short_name(data)

    def _items(self, count: int, scope: Scope, depth: int) -> None:
        for _ in range(count):
            self.value(scope, depth + 1)

    def _pairs(self, count: int, scope: Scope, depth: int) -> None:
        with self.out.mapping(scope):
            for _ in range(count):
                name = self.value(scope, depth + 1)
                self.out.name(name)
                self.out.pair(name, self.value(scope.under(name), depth + 1))

    def _extension(self, length: int, scope: Scope, depth: int) -> str | None:
        kind = self._bytes(1)[0]
        if kind in _NESTED:
            self._packed_inside(length, scope, depth)
            return None
        if kind not in _FLAT:
            raise Damaged("unknown extension type")
        return self._string(length, "UTF-8" if kind == _SYMBOL else None, scope)

    def _packed_inside(self, length: int, scope: Scope, depth: int) -> None:
        """Rails packs the parts of an object one after another into the extension's bytes."""
        outer_end, inner_end = self.end, self.at + length
        if inner_end > outer_end:
            raise Damaged("cut off")
        self.end = inner_end
        while self.at < inner_end:
            self.value(scope, depth + 1)
        self.end = outer_end

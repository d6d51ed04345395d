"""Reading and writing the numbers, texts and values of lib0, the encoding under Yjs.

Sources: lib0's decoding.js and encoding.js (readVarUint, readVarInt, readVarString, readAny).
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from enum import Enum

from operasure.core.legible import legible

DEEPEST = 100
"""Values inside values, and types inside types."""
_LARGEST = 1 << 53
_LAYOUTS = {3: struct.Struct(">f"), 4: struct.Struct(">d"), 5: struct.Struct(">q")}
_LONGEST = 10
"""Bytes of a number."""


class Malformed(Exception):
    """Bytes that are no state of a document, or one that is not understood in full."""


class TextCoding(Enum):
    """How a text stands in a document."""

    STRING = "string"
    JSON = "JSON"
    """Within a string of the encoding."""
    NUMBER = "number"


@dataclass(frozen=True, slots=True, eq=False)
class TextValue:
    """A text that can be replaced where it stands: `data[start:end]`, its length before it, or for
    a number its tag."""

    start: int
    end: int
    kind: TextCoding


Shown = tuple[str, TextValue | None]
"""A text, and where it stands; None for what can't be replaced."""


class Cursor:
    """Reads from bytes, never behind their end. Every method raises Malformed."""

    __slots__ = ("at", "data", "size")

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.size = len(data)
        self.at = at

    def byte(self) -> int:
        """An unsigned byte."""
        at = self.at
        if at >= self.size:
            raise Malformed
        self.at = at + 1
        return self.data[at]

    def number(self) -> int:
        """A number from 0 on, of seven bits a byte, the lowest first."""
        at = self.at
        if at >= self.size:
            raise Malformed
        first = self.data[at]
        self.at = at + 1
        if first < 0x80:
            return first
        number, shift = first & 0x7F, 7
        for place in range(at + 1, min(at + _LONGEST, self.size)):
            byte = self.data[place]
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                if number > _LARGEST:
                    raise Malformed
                self.at = place + 1
                return number
            shift += 7
        raise Malformed

    def integer(self) -> int:
        """A number with a sign, which stands in the first byte beside six bits."""
        byte = self.byte()
        number, shift, sign = byte & 0x3F, 6, -1 if byte & 0x40 else 1
        for _ in range(_LONGEST):
            if byte < 0x80:
                return sign * number
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            shift += 7
        raise Malformed

    def raw(self, length: int) -> bytes:
        """So many bytes."""
        end = self.at + length
        if end > len(self.data):
            raise Malformed
        found = self.data[self.at : end]
        self.at = end
        return found

    def text(self) -> str:
        """UTF-8 with its length before it."""
        try:
            return self.raw(self.number()).decode()
        except UnicodeDecodeError as error:
            raise Malformed from error

    def value(self, kind: TextCoding) -> Shown:
        """A text that may be replaced."""
        start = self.at
        text = self.text()
        return text, TextValue(start, self.at, kind)

    def any(self, depth: int = 0) -> list[Shown]:
        """A value of any type, as the texts that show it: `key: value, key: value`."""
        start = self.at
        match 127 - self.byte():
            case 0 | 1 | 6 | 7:
                return []
            case 2:
                return [(str(self.integer()), TextValue(start, self.at, TextCoding.NUMBER))]
            case 3 | 4 | 5 as form:
                layout = _LAYOUTS[form]
                (found,) = layout.unpack(self.raw(layout.size))
                whole = math.isfinite(found) and found == int(found)
                return (
                    [(str(int(found)), TextValue(start, self.at, TextCoding.NUMBER))]
                    if whole
                    else []
                )
            case 8:
                return [self.value(TextCoding.STRING)]
            case 9 if depth < DEEPEST:
                return self._object(depth)
            case 10 if depth < DEEPEST:
                return self._array(depth)
            case 11:
                return [(legible(self.raw(self.number())).decode(), None)]
        raise Malformed

    def _object(self, depth: int) -> list[Shown]:
        found: list[Shown] = []
        for _ in range(self.number()):
            found += [(", ", None)] if found else []
            found.append((f"{self.text()}: ", None))
            found += self.any(depth + 1)
        return found

    def _array(self, depth: int) -> list[Shown]:
        found: list[Shown] = []
        for _ in range(self.number()):
            found += [("\n", None)] if found else []
            found += self.any(depth + 1)
        return found


def number(value: int, wider: int = 0) -> bytes:
    """A number as it is read by `Cursor.number`, in so many bytes more than it needs."""
    return _groups(value, wider, b"")


def integer(value: int, wider: int = 0) -> bytes:
    """A number as it is read by `Cursor.integer`."""
    first = (0x40 if value < 0 else 0) | (abs(value) & 0x3F)
    rest = abs(value) >> 6
    if not rest and not wider:
        return bytes([first])
    return _groups(rest, wider - (not rest), bytes([first | 0x80]))


def _groups(value: int, wider: int, head: bytes) -> bytes:
    found = bytearray(head)
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    for _ in range(wider):
        found[-1] |= 0x80
        found.append(0)
    return bytes(found)


def text(value: str, wider: int = 0) -> bytes:
    """A text as it is read by `Cursor.text`."""
    coded = value.encode()
    return number(len(coded), wider) + coded


def units(value: str) -> int:
    """The length of a text as Yjs counts it: in units of UTF-16."""
    return len(value) if value.isascii() else len(value.encode("utf-16-le", "surrogatepass")) // 2

"""Ruby Marshal 4.8: values written as Ruby does, and the bytes of a session.

Format: https://docs.ruby-lang.org/en/3.3/marshal_rdoc.html. Nothing is ever unmarshalled.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


def fixnum(number: int) -> bytes:
    """Return a non-negative integer below 2**30 as Marshal writes it, without its type byte."""
    if number == 0:
        return b"\x00"
    if number <= 122:
        return bytes([number + 5])
    size = (number.bit_length() + 7) // 8
    return bytes([size]) + number.to_bytes(size, "little")


@dataclass(frozen=True)
class MarshalRecord:
    """A row as ActiveRecord marshals it (activerecord, marshalling.rb): its attributes, and that it
    is not new."""

    name: str
    attributes: Mapping[str, object]


class MarshalWriter:
    """Writes one value; the encoding's symbol is written once and then linked, as Ruby does."""

    def __init__(self) -> None:
        self._symbols: list[str] = []

    def symbol(self, name: str) -> bytes:
        if name in self._symbols:
            return b";" + fixnum(self._symbols.index(name))
        self._symbols.append(name)
        return b":" + fixnum(len(name)) + name.encode()

    def string(self, text: str) -> bytes:
        raw = text.encode()
        return b'I"' + fixnum(len(raw)) + raw + fixnum(1) + self.symbol("E") + b"T"

    def value(self, value: object) -> bytes:
        match value:
            case None:
                return b"0"
            case bool():
                return b"T" if value else b"F"
            case int():
                return b"i" + fixnum(value)
            case str():
                return self.string(value)
            case Mapping():
                pairs = (self.string(str(key)) + self.value(item) for key, item in value.items())
                return b"{" + fixnum(len(value)) + b"".join(pairs)
            case MarshalRecord():
                return b"U" + self.symbol(value.name) + self.value([value.attributes, False])
            case Sequence():
                return b"[" + fixnum(len(value)) + b"".join(map(self.value, value))
        raise TypeError(type(value).__name__)


def decoded(data: str) -> bytes:
    """Return the bytes behind Base64 in lines, PEM's frame aside; none if it is something else."""
    lines = (line for line in data.splitlines() if not line.startswith("-----"))
    try:
        return base64.b64decode("".join("".join(lines).split()), validate=True)
    except (binascii.Error, ValueError):
        return b""

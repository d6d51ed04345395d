"""The first look at an entry's plain bytes: can anything in them name the person at all?

One in thousands can. Only those are read structurally and handed to the matcher, which is what
makes a whole cache affordable; so the sieve may let too much through, but never too little.
"""

from operasure.cache import ids, marshal, messagepack
from operasure.cache.person import Person
from operasure.cache.scan import HYPERSCAN, scan_for

# What a pattern for a name can't see into: streams within the bytes, strings that declare another
# encoding; and, where the bytes are not JSON, UTF-16 and letters of a one-byte encoding (a byte
# over 0xBF beside ASCII is no UTF-8).
_OPAQUE = (rb"x[\x01\x5e\x9c\xda]", rb"\x1f\x8b\x08", rb":\x0dencoding")
_OPAQUE_UNLESS_JSON = (
    rb"[A-Za-z]\x00[A-Za-z]\x00[A-Za-z]\x00",
    rb"[A-Za-z][\xc0-\xff][\x00-\x7f]",
    rb"[\x00-\x7f][\xc0-\xff][A-Za-z]",
)
_SMALL = 122
"""The largest integer that Marshal writes into one byte (w_long in marshal.c)."""


class Sieve:
    """Tells whether an entry deserves to be read. `fast` False does without Hyperscan."""

    def __init__(self, person: Person, *, fast: bool = HYPERSCAN) -> None:
        self._always = person.finder is not None and person.loose is None
        self._small_id = any(user_id <= _SMALL for user_id in person.user_ids)
        patterns = [*_OPAQUE, *([person.loose] if person.loose else [])]
        if person.user_ids:
            patterns += [rb"(?i:%b)" % form for form in ids.loose(person.user_ids)]
            numbers = [user_id for user_id in person.user_ids if user_id > _SMALL]
            patterns += [_escaped(_marshalled(number)) for number in numbers]
        self._scan = scan_for(patterns, fast=fast)
        self._scan_other = scan_for(_OPAQUE_UNLESS_JSON, fast=False)

    def suspects(self, blob: bytes) -> bool:
        """Whether anything in the plain bytes could name the person or hold an id."""
        if self._always or self._scan(blob):
            return True
        if marshal.is_json(blob):
            return False
        if blob[:2] == messagepack.SIGNATURE:
            return True
        if (b"\x00" in blob or not blob.isascii()) and self._scan_other(blob):
            return True
        return self._small_id and blob[:2] == marshal.MAGIC


def _marshalled(number: int) -> bytes:
    """A positive integer over 122 as Marshal writes it (w_long and w_bignum in marshal.c)."""
    size = (number.bit_length() + 7) // 8
    if number < 1 << 30:
        return b"i%c%b" % (size, number.to_bytes(size, "little"))
    words = (size + 1) // 2
    return b"l+%c%b" % (words + 5, number.to_bytes(2 * words, "little"))


def _escaped(data: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in data)

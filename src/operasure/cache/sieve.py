"""The first look at an entry's plain bytes: can anything in them name the person at all?

One in thousands can. Only those are read structurally and handed to the matcher, which is what
makes a whole cache affordable; so the sieve may let too much through, but never too little.
"""

import re2

from operasure.cache import ids, marshal, messagepack
from operasure.cache.person import Person

_MEMORY = 64 * 1024 * 1024

# What the sieve itself can't see into: streams within the bytes, strings that declare another
# encoding, UTF-16, and letters of a one-byte encoding (a byte over 0xBF beside ASCII is no UTF-8).
_OPAQUE = (
    rb"x[\x01\x5e\x9c\xda]",
    rb"\x1f\x8b\x08",
    rb":\x0dencoding",
    rb"[A-Za-z]\x00[A-Za-z]\x00[A-Za-z]\x00",
    rb"[A-Za-z][\xc0-\xff][\x00-\x7f]",
    rb"[\x00-\x7f][\xc0-\xff][A-Za-z]",
)
_SMALL = 122
"""The largest integer that Marshal writes into one byte (w_long in marshal.c)."""


class Sieve:
    """Tells whether an entry deserves to be read."""

    def __init__(self, person: Person) -> None:
        self._always = person.finder is not None and person.loose is None
        self._small_id = any(user_id <= _SMALL for user_id in person.user_ids)
        patterns = [rb"(?:%b)" % person.loose] if person.loose else []
        patterns += _OPAQUE
        if person.user_ids:
            patterns += [rb"(?i:%b)" % form for form in ids.loose(person.user_ids)]
            numbers = [user_id for user_id in person.user_ids if user_id > _SMALL]
            patterns += [_escaped(_marshalled(number)) for number in numbers]
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.dot_nl = True
        options.max_mem = _MEMORY
        self._pattern = re2.compile(b"|".join(patterns), options)

    def suspects(self, blob: bytes) -> bool:
        """Whether anything in the plain bytes could name the person or hold the id."""
        if self._always or self._pattern.search(blob) is not None:
            return True
        if blob[:2] == messagepack.SIGNATURE:
            return True
        return self._small_id and blob[:2] == marshal.MAGIC and not _is_one_string(blob)


def _is_one_string(blob: bytes) -> bool:
    """Whether a Marshal payload is Rails' array around one string, as all JSON is cached."""
    return marshal.rest_behind_string(blob) <= _REST


_REST = 64
"""Bytes that encoding, expiry and version take behind the string."""


def _marshalled(number: int) -> bytes:
    """A positive integer over 122 as Marshal writes it (w_long and w_bignum in marshal.c)."""
    size = (number.bit_length() + 7) // 8
    if number < 1 << 30:
        return b"i%c%b" % (size, number.to_bytes(size, "little"))
    words = (size + 1) // 2
    return b"l+%c%b" % (words + 5, number.to_bytes(2 * words, "little"))


def _escaped(data: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in data)

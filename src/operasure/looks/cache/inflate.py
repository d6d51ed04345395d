"""Inflating with a limit, since a kilobyte can become a gigabyte.

Most of a search's time goes here, so ISA-L's inflate is used where it is installed (it takes
some 60 % of zlib's time); zlib gives the same bytes.
"""

import zlib
from dataclasses import dataclass
from typing import cast

try:
    from isal import isal_zlib
except ImportError:  # there is no build of it for every processor
    ISAL = False
else:
    ISAL = True
    _DAMAGE = cast("type[Exception]", isal_zlib.error)

TOO_LARGE = "larger than the limit after inflating"

# 32 added to the window size makes both accept zlib's header and that of gzip.
_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS
_STEP = 64


@dataclass(frozen=True, slots=True)
class Inflated:
    """What could be inflated, and from how many bytes; `problem` says why it may not be all."""

    data: bytes
    used: int
    problem: str | None = None


def inflate(data: bytes | memoryview, limit: int, *, fast: bool = ISAL) -> Inflated:
    """Inflate a zlib or gzip stream to at most `limit` bytes. Never raises for any bytes.

    A damaged stream gives the part before the damage. `fast` False does without ISA-L.
    """
    if limit <= 0:  # a limit of nothing counts as none at all
        return Inflated(b"", 0, TOO_LARGE)
    if fast:
        stream = isal_zlib.decompressobj(_ZLIB_OR_GZIP)
        try:
            plain = stream.decompress(data, limit)
        except _DAMAGE:
            return _as_far_as_possible(data, limit)
        if stream.eof and not stream.unused_data:
            return Inflated(plain, len(data))
    return _by_zlib(data, limit)


def _by_zlib(data: bytes | memoryview, limit: int) -> Inflated:
    """The same by zlib, which also tells what is wrong and checks the checksum."""
    stream = zlib.decompressobj(_ZLIB_OR_GZIP)
    try:
        plain = stream.decompress(data, limit)
    except zlib.error:
        return _as_far_as_possible(data, limit)
    if stream.eof:
        behind = len(stream.unused_data)
        problem = "bytes after the compressed data" if behind else None
        return Inflated(plain, len(data) - behind, problem)
    cut_off = len(plain) < limit
    return Inflated(plain, len(data), "compressed data is cut off" if cut_off else TOO_LARGE)


def _as_far_as_possible(data: bytes | memoryview, limit: int) -> Inflated:
    """zlib throws away what it had when it meets damage, so it is fed in small steps."""
    stream = zlib.decompressobj(_ZLIB_OR_GZIP)
    parts: list[bytes] = []
    size = 0
    for start in range(0, len(data), _STEP):
        try:
            part = stream.decompress(data[start : start + _STEP], limit - size)
        except zlib.error:
            break
        parts.append(part)
        size += len(part)
        if size >= limit:
            break
    return Inflated(b"".join(parts), 0, "compressed data is damaged")

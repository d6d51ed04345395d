"""Inflating with a bound: a kilobyte can unfold to a gigabyte, and then it must not."""

import zlib
from dataclasses import dataclass

# 32 added to the window size makes zlib accept its own header and that of gzip.
_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS

TOO_LARGE = "larger than the limit after inflating"


@dataclass(frozen=True, slots=True)
class Inflated:
    """What could be inflated, and from how many bytes; `problem` says why it may not be all."""

    data: bytes
    used: int
    problem: str | None = None


def inflate(data: bytes | memoryview, limit: int) -> Inflated:
    """Inflate a zlib or gzip stream to at most `limit` bytes. Never raises for any bytes.

    A damaged stream gives the part before the damage.
    """
    if limit <= 0:  # zlib takes a limit of nothing for none at all
        return Inflated(b"", 0, TOO_LARGE)
    stream = zlib.decompressobj(_ZLIB_OR_GZIP)
    try:
        plain = stream.decompress(data, limit)
    except zlib.error:
        return _as_far_as_possible(data, limit)
    if stream.eof:
        behind = len(stream.unused_data)
        problem = "bytes after the compressed data" if behind else None
        return Inflated(plain, len(data) - behind, problem)
    return Inflated(
        plain, len(data), TOO_LARGE if len(plain) >= limit else "compressed data is cut off"
    )


def _as_far_as_possible(data: bytes | memoryview, limit: int) -> Inflated:
    """zlib throws away what it had when it meets damage, so it is fed in small steps."""
    stream = zlib.decompressobj(_ZLIB_OR_GZIP)
    parts: list[bytes] = []
    size = 0
    for start in range(0, len(data), 64):
        try:
            part = stream.decompress(data[start : start + 64], limit - size)
        except zlib.error:
            break
        parts.append(part)
        size += len(part)
        if size >= limit:
            break
    return Inflated(b"".join(parts), 0, "compressed data is damaged")

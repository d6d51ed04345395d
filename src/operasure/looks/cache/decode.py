"""From the bytes of a cache entry to its texts, through every layer that OpenProject uses.

Two steps, because only one in many entries needs the second. `peel` undoes what hides the bytes
(Dalli's compression flag, Dalli's Marshal string around Rails' payload, the formats of Rails 6.1,
7.0, 7.1 and 8.0, zlib) so that a byte search can look at them; `read` then walks Marshal and
MessagePack for the texts and integers with their places. Sources: dalli
lib/dalli/protocol/value_serializer.rb and value_compressor.rb (flags); activesupport
lib/active_support/cache/coder.rb (header) and serializer_with_fallback.rb (marks of the formats).
"""

import re
import struct
from collections import deque
from dataclasses import dataclass, field

from operasure.looks.cache import marshal, messagepack
from operasure.looks.cache.inflate import inflate
from operasure.looks.cache.tokens import MAX_VALUES, Collector, Integer, Scope, TokenText

MAX_PLAIN = 16 * 1024 * 1024
"""Bytes that one entry may unfold to; 16 times what memcached stores in one item by default."""

_FLAG_COMPRESSED = 2
_ENTRY_61 = b"\x04\x08o: ActiveSupport::Cache::Entry"
_HEADER_71 = struct.Struct("<2xBdi")
_TYPE_COMPRESSED = 0x80
_COMPRESSED = re.compile(rb"x[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_DEEPEST_LAYER = 6
_MOST_STREAMS = 200


@dataclass(frozen=True, slots=True)
class Peeled:
    """The plain bytes of an entry.

    `blobs` together hold everything the entry holds; `problem` says what could not be undone (the
    blobs then are what could be had). `expires_at` is a unix time if the entry's header tells it.
    """

    blobs: tuple[bytes, ...]
    problem: str | None = None
    expires_at: float | None = None


@dataclass(slots=True)
class EntryContent:
    """The texts and integers of an entry; `problem` as in Peeled."""

    texts: list[TokenText] = field(default_factory=list)
    integers: list[Integer] = field(default_factory=list)
    problem: str | None = None
    expires_at: float | None = None


def peel(value: bytes, flags: int = 0, *, limit: int = MAX_PLAIN) -> Peeled:
    """Undo the layers around a value as memcached, or a file of the file store, holds it.

    `flags` are memcached's (Dalli: 1 serialised, 2 compressed). Never raises for any bytes.
    """
    problem = None
    if flags & _FLAG_COMPRESSED:
        inflated = inflate(value, limit)
        value, problem = inflated.data or value, inflated.problem
    inner = marshal.unwrap_string(value)
    if inner is not None and _is_layer(inner):
        value = inner
    peeled = _payload(value, limit)
    return Peeled(peeled.blobs, problem or peeled.problem, peeled.expires_at)


def _is_layer(data: bytes) -> bool:
    """Whether a string is not text but begins like one of the layers below."""
    start = data[:3]
    return (
        start == b"\x00\x04\x08"
        or start[:2] in (b"\x04\x08", b"\x01\x78", b"\x00\x11", messagepack.SIGNATURE)
        or _COMPRESSED.match(data) is not None
    )


def _payload(data: bytes, limit: int) -> Peeled:
    if data[:2] == b"\x01\x78":
        inflated = inflate(data[1:], limit)
        return Peeled((inflated.data or data,), inflated.problem)
    if data[:3] == b"\x00\x04\x08":
        return Peeled((data[1:],))
    if data[:2] == b"\x00\x11":
        return _headed(data, limit)
    if data.startswith(_ENTRY_61):
        return Peeled((data, *_streams(data, limit)))
    if data[:2] in (marshal.MAGIC, messagepack.SIGNATURE):
        return Peeled((data,))
    if _COMPRESSED.match(data):
        inflated = inflate(data, limit)
        if inflated.data:
            return Peeled((inflated.data,), inflated.problem)
    return Peeled((data,), None if _is_utf8(data) else "unknown format")


def _headed(data: bytes, limit: int) -> Peeled:
    """Format 7.1: mark, type, expiry, length of the version, version, payload."""
    if len(data) < _HEADER_71.size:
        return Peeled((data,), "header is cut off")
    kind, expires_at, version_length = _HEADER_71.unpack_from(data)
    start = _HEADER_71.size + max(version_length, 0)
    if start > len(data):
        return Peeled((data,), "header is damaged")
    version, payload = data[_HEADER_71.size : start], data[start:]
    problem = None
    if kind & _TYPE_COMPRESSED:
        inflated = inflate(payload, limit)
        payload, problem = inflated.data or payload, inflated.problem
    blobs = (payload, version) if version else (payload,)
    return Peeled(blobs, problem, expires_at if expires_at >= 0 else None)


def _streams(data: bytes, limit: int) -> list[bytes]:
    """What inflates at any place in the bytes, up to `limit` bytes together."""
    found: list[bytes] = []
    at = 0
    view = memoryview(data)
    for _ in range(_MOST_STREAMS):
        begin = _COMPRESSED.search(data, at)
        if begin is None or limit <= 0:
            break
        inflated = inflate(view[begin.start() :], limit)
        at = begin.start() + max(inflated.used, 1)
        if inflated.data:
            found.append(inflated.data)
            limit -= len(inflated.data)
    return found


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read(
    peeled: Peeled, *, wanted: frozenset[int] | None = None, limit: int = MAX_PLAIN
) -> EntryContent:
    """All texts of an entry, and its integers among `wanted` (None: all integers).

    Strings that are layers themselves are opened too. Where something can't be read, the bytes as
    they are and all that inflates in them are added as texts, and `problem` says so.
    """
    content = EntryContent(problem=peeled.problem, expires_at=peeled.expires_at)
    waiting = deque((blob, 0) for blob in peeled.blobs)
    seen = set(peeled.blobs)
    left = MAX_VALUES
    while waiting:
        blob, depth = waiting.popleft()
        collector = Collector(wanted, left=left)
        _read_blob(blob, collector)
        left = collector.left
        content.integers += collector.integers
        content.expires_at = content.expires_at or _expiry(collector)
        problem = collector.problem
        for text in collector.texts:
            layered = text.encoding is None and _is_layer(text.data)
            if layered and depth >= _DEEPEST_LAYER:
                problem = problem or "too many layers"
            elif layered:
                inner = peel(text.data, limit=limit)
                limit -= sum(map(len, inner.blobs))
                waiting.extend((part, depth + 1) for part in inner.blobs if part not in seen)
                seen.update(inner.blobs)
                problem = problem or inner.problem
            content.texts.append(text)
        if problem or peeled.problem:
            content.problem = content.problem or problem
            streams = _streams(blob, limit)
            limit -= sum(map(len, streams))
            content.texts += [TokenText(part, None, Scope()) for part in (blob, *streams)]
    return content


def _read_blob(blob: bytes, collector: Collector) -> None:
    if blob[:2] == marshal.MAGIC:
        marshal.read(blob, collector)
    elif blob[:2] == messagepack.SIGNATURE:
        messagepack.read(blob, collector)
    else:
        collector.text(blob, None, Scope())


def _expiry(collector: Collector) -> float | None:
    """The time of expiry within a Marshal payload: the float after the value in format 7.0, or
    what two instance variables of format 6.1 add up to."""
    by_name = {name: number for name, _, number in collector.floats if name}
    if "created_at" in by_name and "expires_in" in by_name:
        return by_name["created_at"] + by_name["expires_in"]
    beside_the_value = [
        number for name, depth, number in collector.floats if depth <= 2 and not name
    ]
    return beside_the_value[-1] if beside_the_value else None

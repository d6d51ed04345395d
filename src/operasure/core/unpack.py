"""Logs as plain UTF-8, however they are compressed: recognised by their first bytes, never by name.

Everything streams. What can be read of a damaged or truncated file is given out, and a problem says
that it was not all.
"""

from __future__ import annotations

import bz2
import codecs
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any, Protocol, cast

import re2

from operasure.core import extras
from operasure.core.unchecked import Unchecked

try:
    from isal import isal_zlib
except ImportError:  # there is no build of it for every processor
    ISAL: Any = None
else:
    ISAL = isal_zlib
ZSTD: Any = None
"""Python's own module from 3.14, before that its backport, else None."""
for _name in ("compression.zstd", "backports.zstd"):
    with suppress(ImportError):
        ZSTD = ZSTD or import_module(_name)

STEP = 4096
"""Compressed bytes taken at a time: more are never lost to a damage behind them."""
LIMIT = 1 << 20
"""Plain bytes given out at a time, however little they were packed to."""
DEEPEST = 3
"""How often a file may be packed in itself."""
_HEAD = 1024

_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")
"""A frame, or one to be skipped (RFC 8878, 3.1)."""
_LEAST = 10
"""Bytes that tell the head of a member."""
_ALIEN = {
    b"PK\x03\x04": "a zip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x1f\x9d": "compressed by compress",
    b"\x04\x22\x4d\x18": "compressed by lz4",
    b"\x89LZO": "compressed by lzop",
    b"LZIP": "compressed by lzip",
    b"age-encryption.org/": "encrypted by age",
    b"-----BEGIN AGE ENCRYPTED FILE": "encrypted by age",
    b"-----BEGIN PGP MESSAGE": "encrypted by PGP",
    b"-----BEGIN CMS": "encrypted by OpenSSL",
    b"-----BEGIN PKCS7": "encrypted by OpenSSL",
    b"Salted__": "encrypted by OpenSSL",
    b"U2FsdGVkX1": "encrypted by OpenSSL",
    b"$ANSIBLE_VAULT;": "encrypted by Ansible",
    b"SQLite format 3\0": "a database of SQLite",
    b"\x5d\x00\x00": "compressed by lzma",
    b"begin-base64 ": "encoded by uuencode",
}
_JOURNAL = b"LPKSHHRH"
"""The head of systemd's own files (systemd, src/libsystemd/sd-journal/journal-def.h)."""
_CONTROLS = bytes((set(range(1, 32)) | {0x7F}) - set(b"\t\n\v\f\r\x1b"))
_MARK = b"\1"
_MARKED = bytes(_MARK[0] if byte in b"\0" + _CONTROLS else 0 for byte in range(256))
"""Shows bytes that no text holds, quicker than it is to count those that are left without them."""
_LONE_NULS = re.compile(rb"(?<!\0)\0{1,7}(?!\0)")
"""NULs among other bytes. Longer rows of them stand in logs after a crash or a copytruncate."""
_WINDOW = 256
_RATE, _FEW = 21, 4
"""One byte in so many, and no fewer of them, that no text holds. What is compressed or encrypted
has one in ten, UTF-16 every second; the frames of journald and Docker one in forty."""
_BEHIND = (b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"BZh91AY&SY", b"Salted__")
"""What packed data begins with, and no text holds before bytes that are none."""
_OVERLAP = max(map(len, _BEHIND))
_SHIFTED = re.compile("[" + "".join(chr(byte << 8) for byte in range(0x20, 0x7F)) + "]{8}|\ufffd")
"""What UTF-16 becomes behind a byte too few or with its other end first, and what is none."""
_SINGLE = re.compile(rb"[\t\n\r -~]{40}")
"""ASCII where two bytes are a letter: a logger that writes UTF-8 went on with the file. Fewer
bytes of that kind stand in Japanese."""


_DAMAGES: tuple[type[Exception], ...] = (
    *(zlib.error, lzma.LZMAError, OSError, EOFError, ValueError),
    *([ISAL.error] if ISAL else []),
    *([ZSTD.ZstdError] if ZSTD else []),
)


class Decompressor(Protocol):
    """What bz2, lzma and zstd have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Take some bytes in, and give at most so many out."""


class _Gzip:
    """zlib's way made like the others'."""

    def __init__(self) -> None:
        self._stream: Any = (ISAL or zlib).decompressobj(zlib.MAX_WBITS + 16)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return bool(self._stream.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._stream.unused_data)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        plain: bytes = self._stream.decompress(self._stream.unconsumed_tail + data, max_length)
        self.needs_input = len(plain) < max_length and not self._stream.unconsumed_tail
        return plain


@dataclass(frozen=True, slots=True)
class _Packing:
    name: str
    begins: Callable[[bytes], bool]
    make: Callable[[], Decompressor]


_PACKINGS = (
    _Packing("gzip", lambda head: head.startswith(b"\x1f\x8b\x08"), _Gzip),
    _Packing("bzip2", lambda head: bool(_BZIP2.match(head)), bz2.BZ2Decompressor),
    _Packing("xz", lambda head: head.startswith(b"\xfd7zXZ\x00"), lzma.LZMADecompressor),
    _Packing(
        "zstd",
        lambda head: bool(_ZSTD.match(head)),
        lambda: cast("Decompressor", ZSTD.ZstdDecompressor()),
    ),
)


@dataclass
class UnpackNotes:
    """What was seen while a file was unpacked: in what it is packed, and what could not be read."""

    packings: list[str] = field(default_factory=list)
    problems: list[Unchecked] = field(default_factory=list)

    def problem(self, reason: str, remedy: str) -> None:
        self.problems.append(Unchecked(reason, remedy))


def plain(raw: Iterator[bytes], seen: UnpackNotes) -> Iterator[bytes]:
    """The pieces of a file, unpacked. Raises nothing that the bytes cause; what they hide is in
    `seen`. May raise what `raw` does."""
    head, raw = _peek(raw)
    packing = next((each for each in _PACKINGS if each.begins(head)), None)
    if packing is not None and len(seen.packings) < DEEPEST:
        seen.packings.append(packing.name)
        if packing.name == "zstd" and ZSTD is None:
            seen.problem(
                "compressed by zstd, which this installation can't read",
                f"{extras.install('zstd')}, or give what 'zstd -dc' prints",
            )
            return
        yield from plain(_members(raw, packing, seen), seen)
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        seen.packings.append("UTF-16")
        yield from _watched(_recoded(raw, seen), seen)
    elif _readable(head, seen):
        yield from _watched(raw, seen)


def _peek(raw: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    head = b""
    for piece in raw:
        head += piece
        if len(head) >= _HEAD:
            break
    return head[:_HEAD], chain((head,) if head else (), raw)


def _readable(head: bytes, seen: UnpackNotes) -> bool:
    """Whether the bytes are worth a look as they stand; says what they hide."""
    for magic, what in _ALIEN.items():
        if head.startswith(magic):
            seen.problem(
                f"it is {what}, which operasure can't unpack", "unpack it and search again"
            )
            return False
    if head.startswith(_JOURNAL):
        seen.problem(
            "it is a file of systemd's journal, which only journalctl reads",
            "search its output: journalctl --file FILE -o export --all | operasure logs … -",
        )
        return False
    if head[257:262] == b"ustar":
        seen.problem(
            "it is a tar archive, searched as it is: compressed files inside it were not read",
            "unpack it and search the folder",
        )
    return True


def _watched(raw: Iterator[bytes], seen: UnpackNotes) -> Iterator[bytes]:
    """The pieces as they are; whatever in them is no text is told once. It may stand anywhere: in
    a log that a packed one was put behind, or that was encrypted from some line on."""
    known, before = False, b""
    for piece in raw:
        if not known and (known := is_no_text(piece, before)):
            seen.problem(
                "it is binary data of an unknown kind, or contains some, and was searched as it is",
                "find out which program wrote it; unpack, decrypt or recode it, and search the "
                "result",
            )
        before = piece[-_OVERLAP:]
        yield piece


def is_no_text(piece: bytes, before: bytes = b"") -> bool:
    """Whether packed data begins in a piece or just before it, or any stretch of it holds more
    bytes of a kind that no text holds than a text does."""
    marked = piece.translate(_MARKED)
    if piece.isascii() and _MARK not in marked:
        return False
    joined = before + piece
    if any(magic.search(joined) for magic in _packed()):
        return True
    starts = range(0, len(piece), _WINDOW) if marked.count(_MARK) >= _FEW else ()
    return any(_strange(piece[start : start + _WINDOW]) for start in starts)


@cache
def _packed() -> list[Any]:
    """Looks for what packed data begins with: RE2 does so in a quarter of the time of `in`."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    return [re2.compile(re2.escape(magic), options) for magic in _BEHIND]


def _strange(window: bytes) -> bool:
    odd = len(window) - len(window.translate(None, _CONTROLS))
    odd += len(_LONE_NULS.findall(window)) if b"\0" in window else 0
    return odd >= _FEW and odd * _RATE > len(window)


def _recoded(raw: Iterator[bytes], seen: UnpackNotes) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    known, before = False, b""
    for piece in chain(raw, (None,)):
        text = decoder.decode(piece or b"", final=piece is None)
        joined = before + (piece or b"")
        if not known and (known := is_no_utf_16(joined, text)):
            seen.problem(
                "it begins as UTF-16 and goes on as something else, which was not read",
                "part it where it changes, and search each part",
            )
        before = joined[-40:]
        yield text.encode()


def is_no_utf_16(data: bytes, text: str) -> bool:
    """Whether what was decoded to a text as UTF-16 is something else, in part at least."""
    packed = any(each.search(data) for each in (_SINGLE, *_packed()))
    return packed or bool(_SHIFTED.search(text))


def _members(raw: Iterator[bytes], packing: _Packing, seen: UnpackNotes) -> Iterator[bytes]:
    """All that is packed, one member after another (RFC 1952, 2.2; xz-file-format.txt, 2; RFC 8878,
    3.1): rotated logs are often put together by `cat`."""
    stream: Decompressor | None = packing.make()
    behind = b""
    for step in _steps(raw):
        data = step
        while data:
            if stream is None:
                behind = (behind + data).lstrip(b"\0")
                if not packing.begins(behind):
                    break
                stream, data, behind = packing.make(), behind, b""
            try:
                yield from _given(stream, data)
            except _DAMAGES:
                seen.problem(
                    f"damaged: nothing after an error in its {packing.name} data could be read",
                    "look for a copy of it that is whole",
                )
                return
            data = stream.unused_data if stream.eof else b""
            stream = None if stream.eof else stream
        if len(behind) >= _LEAST:
            break
    if stream is not None:
        seen.problem(
            f"cut off: its {packing.name} data has no end, and what should follow was not read",
            "look for a copy of it that is whole, or wait until it is written",
        )
    elif behind:
        seen.problem(
            f"what stands behind its {packing.name} data is something else, and was not read",
            "look into what wrote it",
        )


def _given(stream: Decompressor, data: bytes) -> Iterator[bytes]:
    yield stream.decompress(data, LIMIT)
    while not (stream.eof or stream.needs_input):
        yield stream.decompress(b"", LIMIT)


def _steps(raw: Iterator[bytes]) -> Iterator[bytes]:
    for piece in raw:
        for start in range(0, len(piece), STEP):
            yield piece[start : start + STEP]

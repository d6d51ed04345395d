"""What files say, as a search reads them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from operasure.looks.files import extract
from operasure.looks.files.budget import Budget, Limits
from operasure.looks.files.model import FilePiece, Unread
from operasure.matching.identity import Identity
from operasure.matching.seek import Seeker
from support.storage import NAME, run

SEEKER = Seeker(Identity.of(names=[NAME], mails=["zoe@example.org"]))


TINY = Limits(inflated=1 << 20, pages=3)


def says(
    data: bytes, name: str = "file", limits: Limits | None = None, *, text: bool = True
) -> tuple[list[FilePiece], str | None]:
    """Everything that a file says, and why not all of it could be read."""
    pieces: list[FilePiece] = []
    budget = Budget(limits or Limits())
    try:
        for piece in extract.pieces(BytesIO(data), name, budget, text=text):
            pieces.append(piece)  # noqa: PERF402  (what comes before an error is kept)
    except Unread as unread:
        return pieces, str(unread)
    return pieces, None


def named(pieces: list[FilePiece]) -> set[str]:
    """Where the person is named."""
    return {
        str(piece.where)
        for piece in pieces
        if any(SEEKER.find(piece.text.encode(errors="replace"), structured=piece.structured))
    }


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SPLIT = f"{run('Zo')}<w:r><w:rPr><w:b/></w:rPr><w:t>ë M</w:t></w:r>{run('üller')}"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body

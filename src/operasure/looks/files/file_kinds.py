"""The kind of a file, by its first bytes, and by its name only if they don't show it."""

from __future__ import annotations

from enum import StrEnum


class FileFormat(StrEnum):
    """A kind of file; the value is how a report calls it."""

    PDF = "PDF"
    ZIP = "ZIP or office document"
    PICTURE = "picture"
    OTHER_PICTURE = "picture of a format that can't be shown"
    OLE = "old Office document"
    RTF = "RTF"
    MAIL = "mail"
    TEXT = "text"
    ARCHIVE = "archive"
    MEDIA = "audio or video"
    EMPTY = "empty"
    UNKNOWN = "unknown"


HEAD = 64 * 1024
"""Bytes that are looked at."""
_BEGINNINGS: tuple[tuple[bytes, FileFormat], ...] = (
    (b"PK\x03\x04", FileFormat.ZIP),
    (b"PK\x05\x06", FileFormat.ZIP),
    (b"\xff\xd8\xff", FileFormat.PICTURE),
    (b"\x89PNG\r\n\x1a\n", FileFormat.PICTURE),
    (b"GIF8", FileFormat.PICTURE),
    (b"II*\x00", FileFormat.PICTURE),
    (b"MM\x00*", FileFormat.PICTURE),
    (b"BM", FileFormat.PICTURE),
    (b"\x8aMNG", FileFormat.OTHER_PICTURE),
    (b"8BPS", FileFormat.OTHER_PICTURE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileFormat.OLE),
    (b"{\\rtf", FileFormat.RTF),
    (b"\x1f\x8b", FileFormat.ARCHIVE),
    (b"BZh", FileFormat.ARCHIVE),
    (b"\xfd7zXZ\x00", FileFormat.ARCHIVE),
    (b"(\xb5/\xfd", FileFormat.ARCHIVE),
    (b"7z\xbc\xaf'\x1c", FileFormat.ARCHIVE),
    (b"Rar!", FileFormat.ARCHIVE),
    (b"ID3", FileFormat.MEDIA),
    (b"OggS", FileFormat.MEDIA),
    (b"fLaC", FileFormat.MEDIA),
    (b"\x1aE\xdf\xa3", FileFormat.MEDIA),
)
_STILL = (b"heic", b"heix", b"mif1", b"avif", b"hevc")
_MAIL_NAMES = (".eml", ".mht", ".mhtml")
_BOMS = (b"\0\0\xfe\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\b"))


def sniff(head: bytes, name: str) -> FileFormat:
    """The kind of a file from its first bytes (up to `HEAD`) and its name."""
    if not head:
        return FileFormat.EMPTY
    if b"%PDF-" in head[:1024]:
        return FileFormat.PDF
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning) and (
            kind is not FileFormat.PICTURE or _binary(head, beginning)
        ):
            return kind
    if head[:4] == b"RIFF":
        return FileFormat.PICTURE if head[8:12] == b"WEBP" else FileFormat.MEDIA
    if head[4:8] == b"ftyp":
        return FileFormat.OTHER_PICTURE if head[8:12] in _STILL else FileFormat.MEDIA
    if head.startswith(_BOMS) or _is_text(head):
        return FileFormat.MAIL if name.lower().endswith(_MAIL_NAMES) else FileFormat.TEXT
    return FileFormat.UNKNOWN


def _binary(head: bytes, beginning: bytes) -> bool:
    """Whether what begins like a picture is none of those texts that begin alike (`BM…`)."""
    return len(beginning) > 2 or not _is_text(head)


def _is_text(head: bytes) -> bool:
    return not head.translate(None, delete=bytes(set(range(256)) - set(_CONTROLS))) or _is_wide(
        head
    )


def _is_wide(head: bytes) -> bool:
    """Whether it looks like UTF-16 of a Latin text: every second byte is nothing."""
    even, odd = head[0::2], head[1::2]
    most = max(even.count(0) / max(len(even), 1), odd.count(0) / max(len(odd), 1))
    least = min(even.count(0) / max(len(even), 1), odd.count(0) / max(len(odd), 1))
    return most > 0.7 and least < 0.05

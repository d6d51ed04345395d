"""Text in whatever encoding, mail, and what can be read of bytes that nobody understands.

HTML, CSV, XML and the like are text too: the matcher reads markup, entities and escapes.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from operasure.core import unpack
from operasure.looks.files.model import FilePart, FilePiece, Unread

_BOMS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ENCODINGS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "koi8-r", "mac-roman", "cp437", "shift_jis",
    "euc-jp", "gb18030", "big5", "euc-kr", "iso2022_jp",
)  # fmt: skip
"""What a text that is not UTF-8 may be in: each that fits it without an error is read."""
_WIDE = 0.2
_OVERSTRUCK = re.compile(rb"[ -~]\x08")
"""As manual pages are printed: bold or underlined by a second letter in the place of the first."""
_RUN = re.compile(rb"[\x09\x20-\x7e\x80-\xff]{4,}")


def readings(data: bytes) -> Iterator[str]:
    """A text decoded in each way that fits it."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            yield data.decode(encoding, "replace")
            return
    if data.count(0) > len(data) * _WIDE:
        yield from (data.decode(f"utf-16-{order}", "replace") for order in ("le", "be"))
        return
    try:
        yield data.decode()
    except UnicodeDecodeError:
        yield from _strictly(data)
        return
    if b"\x1b$" in data or b"\x1b(" in data:
        yield data.decode("iso2022_jp", "replace")


def _strictly(data: bytes) -> Iterator[str]:
    seen: set[str] = set()
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in seen:
            seen.add(text)
            yield text
    if not seen:
        yield data.decode("cp1252", "replace")
    yield data.decode(errors="replace")


def is_mixed(data: bytes) -> bool:
    """Whether a file that begins as text goes on as something that `readings` do not read."""
    mark = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "")
    if mark == "utf-16":
        return unpack.is_no_utf_16(data, data.decode(mark, "replace"))
    if mark == "utf-32" or data.count(0) > len(data) * _WIDE:
        return False
    return unpack.is_no_text(_OVERSTRUCK.sub(b"", data))


def text(data: bytes) -> Iterator[FilePiece]:
    """A file of text."""
    return (FilePiece(FilePart.TEXT, reading) for reading in readings(data))


def raw(data: bytes) -> Iterator[FilePiece]:
    """What stands in bytes that nobody understands: runs of letters in the commonest encodings."""
    runs = b"\n".join(_RUN.findall(data))
    yield FilePiece(FilePart.TEXT, runs.decode(errors="replace"))
    yield FilePiece(FilePart.TEXT, runs.decode("cp1252", "replace"))
    for start in (0, 1):
        yield FilePiece(FilePart.TEXT, _wide(data[start:]))


def _wide(data: bytes) -> str:
    """UTF-16 as Windows writes it, without what is none."""
    text = data[: len(data) & ~1].decode("utf-16-le", "replace")
    return re.sub(r"[^\t -~\xa0-\u2fff\u3000-\u9fff\uac00-\ud7ff]+", "\n", text)


Part = tuple[str, bytes]
"""Name and content of a file within a file."""


def mail(data: bytes) -> Iterator[FilePiece | Part]:
    """Headers, texts and attachments of a mail (RFC 5322, MIME)."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        yield from _mail(message)
    except (LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        yield from text(data)
        raise Unread("it is a damaged mail") from None


def _mail(message: EmailMessage) -> Iterator[FilePiece | Part]:
    for part in message.walk():
        for name, value in part.items():
            structured = name.lower() in {"from", "to", "cc", "bcc", "reply-to", "sender"}
            yield FilePiece(FilePart.PROPERTY, f"{value}", structured)
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_maintype() == "text":
            yield from _declared(content, part.get_content_charset())
        else:
            yield part.get_filename() or "", content


def _declared(content: bytes, charset: str | None) -> Iterator[FilePiece]:
    try:
        yield FilePiece(FilePart.TEXT, content.decode(charset or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        yield from text(content)

"""Encoded text in the database: base64 of a collaborative document, a session, or claims.

Shows at least what the expressions in queries/mentions show of the same value, since the server
takes many times as long to decode it. Of a collaborative document that can be taken apart it shows
all that it holds as text, in reading order and each thing once; of any other, what is legible.
"""

from __future__ import annotations

import base64
import binascii
import re

from operasure.core.legible import legible
from operasure.yjs.lib0 import Malformed
from operasure.yjs.text import document

_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_TOKEN = re.compile(rb"[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*")
_ARMOUR = re.compile(rb"-----[^\n]*")
_SPACES = re.compile(rb"\s+")


PIECES_APART = b"\xff\x00\xff"
"""Stands between the pieces of a value of several, each coded by itself; no text holds it."""


def decode(value: bytes) -> bytes:
    """The text in each piece of a value, as UTF-8."""
    return b"\n\n".join(map(_decode, value.split(PIECES_APART)))


def _decode(value: bytes) -> bytes:
    """The text in a value, as UTF-8: the claims of a JSON Web Token (RFC 7519), or what base64
    holds, between lines of dashes or without; and behind it the value itself, for words may look
    like either. Bytes that are no text become blanks."""
    if token := _TOKEN.fullmatch(value):
        claims = token[1]
        packed = base64.urlsafe_b64decode(claims[: len(claims) // 4 * 4] + _rest(claims))
        return _both(legible(packed), value)
    packed = _SPACES.sub(b"", _ARMOUR.sub(b"", value))
    if packed and _BASE64.fullmatch(packed):
        raw = binascii.a2b_base64(packed)
        try:
            # What can be taken apart like this was packed.
            return document(raw).text.encode()
        except Malformed:
            return _both(legible(raw), value)
    return legible(value)


def _both(shown: bytes, value: bytes) -> bytes:
    return shown + b"\n\n" + legible(value)


def _rest(claims: bytes) -> bytes:
    """The last, incomplete group of base64 without padding, padded; nothing where it is cut."""
    rest = claims[len(claims) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""

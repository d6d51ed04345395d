"""Bytes as a person could read them."""

from __future__ import annotations

_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r") + b"\x7f"
_TO_BLANK = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))


def legible(value: bytes) -> bytes:
    """The parts of some bytes that are UTF-8, with blanks for what stands between."""
    blank = value.translate(_TO_BLANK)
    if blank.isascii():
        return blank
    return blank.decode(errors="replace").replace("\ufffd", " ").encode()

"""The id of a user inside a session: base64 of Ruby Marshal 4.8, where a number stands behind its
key and nothing counts its bytes, so that another number may take its place."""

from __future__ import annotations

import base64
import re

from operasure.core.marshal import decoded, fixnum
from operasure.erase.cutting.edits import NotCut

_LARGEST = 1 << 30
"""From here on Ruby writes a number in another way."""
_KEY = rb"user_id(?:\x06(?::\x06E|;.)[TF])?i"


def replace_in_session(data: str, old: int, new: int) -> str:
    """The session with `new` in place of `old` under every key that ends in `user_id`, its lines
    as long as before. Raises NotCut for another encoding, or where the id is not found."""
    raw = decoded(data)
    if not raw.startswith(b"\x04\x08") or "-----" in data or max(old, new) >= _LARGEST:
        raise NotCut("the session has an unknown form: delete its row")
    pattern = re.compile(rb"(" + _KEY + rb")" + re.escape(fixnum(old)), re.DOTALL)
    changed, found = pattern.subn(lambda match: match[1] + fixnum(new), raw)
    if not found:
        raise NotCut("no key of the session that ends in user_id contains the id")
    packed = base64.b64encode(changed).decode()
    lines = data.split("\n")
    if len(lines) == 1:
        return packed
    width = len(lines[0].rstrip("\r"))
    ending = "\r\n" if lines[0].endswith("\r") else "\n"
    parts = [packed[start : start + width] for start in range(0, len(packed), width)]
    return ending.join(parts) + (ending if lines[-1] == "" else "")

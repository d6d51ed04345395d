"""Canonical JSON: one value has exactly one form in bytes, so that a signature can be checked.

As RFC 8785 (JSON Canonicalization Scheme) says, for the values that occur here: objects with
members in the order of their UTF-16 code units (section 3.2.3), no blanks, strings escaped only
where they must be (3.2.2.2), whole numbers that a double holds exactly, and no fractions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from operasure.core.errors import UsageError

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader takes as it is (RFC 7493, 2.2)."""
DEEPEST = 32
"""Levels of nesting that a document may have."""


def dumps(value: object) -> bytes:
    """`value` (dict, list, str, int, bool, None) in its canonical form, without a line break.

    Raises ValueError for any other type, a fraction, a number beyond `LARGEST`, text with half a
    surrogate pair, and deeper nesting than `DEEPEST`.
    """
    return json.dumps(_ordered(value, 0), ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes, what: str) -> Any:
    """Read JSON that keeps the limits above, whatever its blanks and the order of its members.

    `what` names the data in the error. Raises UsageError for anything else: no JSON, no UTF-8, a
    member that stands twice, a fraction, a number beyond `LARGEST`, nesting that is too deep.
    """
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_members,
            parse_float=_refuse,
            parse_constant=_refuse,
            parse_int=_whole,
        )
        _ordered(value, 0)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{what} is not strict JSON: {_first(error)}") from error
    return value


def _ordered(value: object, depth: int) -> object:
    if depth > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    match value:
        case str():
            if not value.isascii():
                value.encode()
            return str(value)
        case None | bool():
            return value
        case int():
            if abs(value) > LARGEST:
                raise ValueError(f"a number beyond {LARGEST}")
            return int(value)
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise ValueError("a member's name is not text")
            plain = all(map(str.isascii, value))
            keys = sorted(value, key=None if plain else lambda key: key.encode("utf-16-be"))
            return {key: _ordered(value[key], depth + 1) for key in keys}
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [_ordered(item, depth + 1) for item in value]
        case _:
            raise ValueError(f"{type(value).__name__} has no canonical form")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _refuse(text: str) -> Any:
    raise ValueError(f"{text[:20]} is not a whole number")


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > LARGEST:
        raise ValueError(f"a number beyond {LARGEST}")
    return int(text)


def _first(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8"
    return str(error).partition("\n")[0] or "nested too deep"

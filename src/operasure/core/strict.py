"""Files from outside: strict JSON, in which duplicate keys, huge numbers and deep nesting are
refused, and TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from operasure.core.errors import UsageError, readable

DEEPEST = 64
"""Levels of nesting."""
Row = Mapping[str, Any]
"""An object of a JSON document, such as an entry of evidence."""
LARGEST = 2**63 - 1
"""The largest whole number: PostgreSQL knows no larger id."""


def loads(data: bytes) -> Any:
    """A value of UTF-8 JSON. Raises ValueError with a reason for anything else: a member that
    stands twice, NaN, a number that no id can be, half a surrogate pair, NUL, deep nesting."""
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=_members, parse_constant=_no_number, parse_int=_whole
        )
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not valid JSON (line {error.lineno})") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    _look(value)
    return value


def content(path: Path, largest: int, too_large: str) -> bytes:
    """The bytes of a file. Raises UsageError where it can't be read or, with these words, where it
    has more than `largest`."""
    with readable(path), path.open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise UsageError(f"{path} {too_large}")
    return data


def toml(path: Path, what: str = "", *, secret: bool = False) -> dict[str, Any]:
    """What a file in TOML holds. Raises UsageError, which names it after `what` it is, where it
    can't be read or is none; of one that may hold a password it says nothing more."""
    with readable(path, what):
        data = path.read_bytes()
    try:
        return tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        why = "" if secret or isinstance(error, UnicodeError) else f": {error}"
        raise UsageError(f"{what}{path} is not valid TOML in UTF-8{why}") from None


def text(value: Any) -> str:
    """A text. Raises ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError("it has another value where a text is required")
    return value


def whole(value: Any) -> int:
    """A whole number from 0. Raises ValueError for anything else."""
    if type(value) is not int or value < 0:
        raise ValueError("it has another value where a number is required")
    return value


def _members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("it has the same key twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _whole(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > LARGEST:
        raise ValueError("it contains a number that is too large")
    return int(digits)


def _look(value: Any) -> None:
    """See that texts can be written and that nothing is too deep."""
    level = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                below += [*each.keys(), *each.values()]
            elif isinstance(each, list):
                below += each
            elif isinstance(each, str):
                _writable(each)
        if not below:
            return
        level = below
    raise ValueError("it is nested too deep")


def _writable(value: str) -> None:
    if value.isascii():
        if "\0" in value:
            raise ValueError("it contains a NUL character")
        return
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("it contains half of a surrogate pair") from None
    if "\0" in value:
        raise ValueError("it contains a NUL character")

"""The copy of an evidence document that goes with a certificate: ids, counts and digests only.

Only what reports/evidence/shape/ names and does not leave out is copied, each value in its own
form. So whatever a document holds besides (a path that may carry a wiki page's title, the address
of the instance, a key of the cache) stays out, and a text that is used to tell things apart becomes
a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from typing import Any, Union

from operasure.core.errors import UsageError
from operasure.core.typed import Copy, ValueType, is_structure, keeps, members, value_type
from operasure.reports.evidence import shape

Hash = Callable[[str], str]
"""The keyed hash of a text, with the key of the case."""
LONGEST = 2_000
"""Characters of a text that is copied."""


def keyed(key: bytes) -> Hash:
    """HMAC-SHA-256 over a text with the key of the case."""

    def of(text: str) -> str:
        message = f"operasure value 1\n{text}".encode()
        return f"hmac-sha256:{hmac.new(key, message, hashlib.sha256).hexdigest()}"

    return of


def minimise(document: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """The copy of an evidence document of format 1. Raises UsageError where it is not one."""
    return _object(shape.Document, document, "the document", keyed(key))


def refuse_other(document: object) -> None:
    """Raise UsageError where a document, or any value in it, is not of its form. What one of
    another version has besides, or lacks, is let pass."""
    _object(shape.Document, document, "the document", None)


def _object(structure: type, value: object, where: str, hash_: Hash | None) -> dict[str, Any]:
    """The copy of a document that goes with a certificate: what the structure names and does not
    leave out, each value in its own form. What a document lacks, its copy lacks.

    Raises UsageError for a value of another form; `where` names the document. Without a hash
    nothing is left out or hashed.
    """
    if not isinstance(value, Mapping):
        raise _fail(where, "an object")
    return {
        key: _copied(each, value[key], f"{where}: {key}", hash_)
        for key, each in members(structure).items()
        if key in value and (hash_ is None or each.copy is not Copy.DROP)
    }


def _fail(where: str, what: str) -> UsageError:
    return UsageError(f"not an evidence document of format 1: {where} is not {what}")


def _copied(found: ValueType, value: Any, where: str, hash_: Hash | None) -> Any:
    if value is None and found.nothing:
        return None
    if found.base is Union and found.copy is not Copy.ROW:
        return value
    if found.copy is Copy.ROW:
        return _row(value, where, hash_)
    if found.base is tuple:
        if not isinstance(value, list):
            raise _fail(where, "a list")
        inner = value_type(found.arguments[0])
        return [_copied(inner, each, f"{where}[{i}]", hash_) for i, each in enumerate(value)]
    if is_structure(found.base):
        return _object(found.base, value, where, hash_)
    if found.base is Mapping:
        return _named(found, value, where, hash_)
    if found.copy is Copy.HASH:
        if not isinstance(value, str):
            raise _fail(where, "a text")
        return value if hash_ is None or _TOLD_APART.fullmatch(value) else hash_(value)
    return _checked(found, value, where, LONGEST if hash_ else None)


_TOLD_APART = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}|(?:hmac-)?sha256:[0-9a-f]{64}")
"""Digits of a hash, which tell things apart as they are."""
_ROW_KEY = re.compile(
    r"\d+(?:[,:/-]\d+)*|\(\d+,\d+\)|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,64}"
)
_SIGNS = re.compile(r"\W|_")


def _named(found: ValueType, value: object, where: str, hash_: Hash | None) -> dict[str, Any]:
    """An object with keys of the program's own, such as codes of groups."""
    if not isinstance(value, Mapping) or any(len(_SIGNS.sub("", k)) > 40 for k in value):
        raise _fail(where, "an object with short names")
    inner = value_type(found.arguments[1])
    return {key: _copied(inner, each, f"{where}: {key}", hash_) for key, each in value.items()}


def _row(value: object, where: str, hash_: Hash | None) -> int | str:
    """The key of a row: a number, a uuid, a physical place; any other text as its keyed hash."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _fail(where, "the key of a row")
    if isinstance(value, int) or hash_ is None or _ROW_KEY.fullmatch(value):
        return value
    return hash_(value)


def _checked(found: ValueType, value: Any, where: str, longest: int | None) -> Any:
    """A text or a number that is what its type says."""
    if found.base in {int, bool}:
        if isinstance(value, int):
            return value
        raise _fail(where, "a whole number")
    if not isinstance(value, str) or (longest and len(value) > longest):
        raise _fail(where, "a text")
    for rule in found.rules:
        if not keeps(rule, value):
            raise _fail(where, rule.what or "a word that this version knows")
    return value

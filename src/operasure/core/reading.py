"""Typed structures from the JSON values of a file from outside, which can contain anything."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar, Union

from operasure.core import strict
from operasure.core.errors import UsageError
from operasure.core.strict import LARGEST
from operasure.core.typed import ValueType, is_structure, keeps, members, value_type

S = TypeVar("S")
Wrong = Callable[[str], UsageError]
"""Makes the error of what is wrong in a file; the words name members and hold no value."""


def read(structure: type[S], value: object, wrong: Wrong, where: str = "it") -> S:
    """A structure with all its members. What the value has besides is left out.

    Raises UsageError where a member is missing or is something else than its type says.
    """
    if not isinstance(value, Mapping):
        raise wrong(f"{where} is not an object")
    found = {}
    own: type = structure
    for name, each in members(own).items():
        place = name if where == "it" else f"{where}: {name}"
        if name in value:
            found[name] = _value(each, value[name], wrong, place)
        elif not (each.later or each.absent):
            raise wrong(f"{place} is missing")
    return structure(**found)


def _value(of: ValueType, value: Any, wrong: Wrong, where: str) -> Any:
    if value is None and of.nothing:
        return None
    if of.base is tuple:
        if not isinstance(value, list):
            raise wrong(f"{where} is not a list")
        inner = value_type(of.arguments[0])
        return tuple(_value(inner, v, wrong, f"{where}[{i}]") for i, v in enumerate(value))
    if is_structure(of.base):
        return read(of.base, value, wrong, where)
    if of.base is Mapping:
        if not isinstance(value, Mapping):
            raise wrong(f"{where} is not an object")
        names, values = map(value_type, of.arguments)
        return {
            _value(names, name, wrong, f"a name in {where}"): _value(values, v, wrong, where)
            for name, v in value.items()
        }
    if of.base is Union:
        own = type(value)
        if own not in of.arguments:
            raise wrong(f"{where} is something else than it must be")
        return _single(value_type(own), value, wrong, where)
    return _single(of, value, wrong, where)


def _single(of: ValueType, value: Any, wrong: Wrong, where: str) -> Any:
    """A value that holds no other."""
    if issubclass(of.base, StrEnum):
        make, what = of.base, "one of the words that are known"
    else:
        make, what = _MAKE[of.base]
    try:
        found = make(value)
    except (ValueError, TypeError):
        raise wrong(f"{where} is not {what}") from None
    for rule in of.rules:
        if not keeps(rule, found):
            raise wrong(f"{where} is not {rule.what or what}")
    return found


def _whole(value: Any) -> int:
    if type(value) is not int or abs(value) > LARGEST:
        raise ValueError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _bytes(value: Any) -> bytes:
    return base64.b64decode(strict.text(value), validate=True)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(strict.text(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(value: Any) -> date:
    return date.fromisoformat(strict.text(value))


_MAKE: Mapping[Any, tuple[Callable[[Any], Any], str]] = {
    str: (strict.text, "a text"),
    int: (_whole, "a whole number"),
    bool: (_truth, "true or false"),
    bytes: (_bytes, "bytes in base64"),
    datetime: (_moment, "a moment"),
    date: (_day, "a day"),
}
"""How a value is made of what JSON has, and what it is called."""

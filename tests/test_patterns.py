"""Regular expressions that every Python from 3.11 on reads alike."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

import operasure
from operasure.checks import idforms
from operasure.core.queries import escapes

SINGLE = {constants.LITERAL, constants.NOT_LITERAL, constants.IN, constants.ANY}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(operasure.__path__, "operasure."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> Iterator[tuple[str, str, int]]:
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.__name__}.{name}", value.pattern, value.flags


def possessive(parsed: Any) -> Iterator[Any]:
    """Everything that a possessive quantifier stands behind."""
    for operation, argument in parsed:
        if operation is constants.POSSESSIVE_REPEAT:
            yield argument[2]
        stack = [argument]
        while stack:
            each = stack.pop()
            if isinstance(each, parser.SubPattern):
                yield from possessive(each)
            elif isinstance(each, tuple | list):
                stack += each


def wrong(pattern: str, flags: int = 0) -> bool:
    """Whether a possessive quantifier stands behind more than a single character, which Python
    before 3.11.5 reads wrongly (https://github.com/python/cpython/issues/106052)."""
    found = possessive(parser.parse(pattern, flags))
    return any(len(each) != 1 or each[0][0] not in SINGLE for each in found)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a++[bc]{2,5}+.*+\d?+", False),
        (r"(?:ab)*+", True),
        (r"x(?:(?=(?:a|bc)++))?", True),
        (r"(a)?+", True),
        (r"(?>ab|a)b*", False),
    ],
)
def test_the_check_sees_it(pattern: str, expected: bool) -> None:
    assert wrong(pattern) is expected


def test_no_group_is_repeated_possessively() -> None:
    every = list(patterns())
    assert len(every) > 150
    assert [name for name, pattern, flags in every if wrong(pattern, flags & re.VERBOSE)] == []


def test_postgresql_13_takes_the_patterns() -> None:
    """Escapes of all that is not of a class (\\W, \\D, \\S) within brackets came with 14."""
    bound = [text for text in idforms.parameters(42, "group").values() if isinstance(text, str)]
    lists = [each for each in idforms.parameters(42).values() if isinstance(each, list)]
    bound += [text for each in lists for text in each]
    for pattern in (
        *bound,
        idforms.hint(),
        idforms.signs(),
        escapes().any,
        escapes().words,
        escapes().letters,
    ):
        assert not re.search(r"(?<!\\)\[\^?(?:[^]\\]|\\.)*\\[DSW]", pattern)

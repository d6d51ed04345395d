"""Data classes of operasure's own making are as those of `dataclasses`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from operasure.core import records

Maker = Callable[..., Any]
OPTIONS: list[dict[str, bool]] = [
    {},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "order": True},
    {"kw_only": True},
]


def made(dataclass: Maker, options: dict[str, bool]) -> type[Any]:
    @dataclass(**options)
    class Place:
        name: str
        rows: int = 0
        seen: list[int] = dataclasses.field(default_factory=list, compare=False, repr=False)

    return Place


def told(place: type[Any]) -> list[object]:
    """What a class says of itself and of its objects."""
    one, same, other = place(name="a"), place(name="a", seen=[1]), place(name="a", rows=2)
    return [
        repr(one),
        one == same,
        one == other,
        one == 3,
        hashes(one, same),
        hasattr(one, "__dict__"),
        dataclasses.asdict(other),
        dataclasses.replace(one, rows=2) == other,
        [(field.name, field.type) for field in dataclasses.fields(place)],
    ]


def hashes(one: object, same: object) -> bool | None:
    try:
        return hash(one) == hash(same)
    except TypeError:
        return None


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_they_are_the_same(options: dict[str, bool]) -> None:
    assert told(made(records.dataclass, options)) == told(made(dataclasses.dataclass, options))


@pytest.mark.parametrize("dataclass", [records.dataclass, dataclasses.dataclass])
def test_what_a_class_says_itself_stays(dataclass: Maker) -> None:
    @dataclass(frozen=True)
    class Own:
        name: str

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    @dataclass(frozen=True)
    class Heir(Own):
        rows: int = 1

    assert (repr(Own("a")), Own("a") == Own("b"), hash(Own("a"))) == ("own", True, 7)
    assert Heir("a") != Heir("b")
    assert repr(Heir("a")).endswith("Heir(name='a', rows=1)")

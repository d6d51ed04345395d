"""Evidence is filled from what was found by the names of its members, and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest

from operasure.core.typed import ABSENT, Absent, Structure, filled, plain


class Inner(Structure):
    """An entry."""

    name: str
    since: str | None


class Outer(Structure):
    """A document."""

    number: int
    at: str
    inner: Inner | None
    several: tuple[Inner, ...]
    aside: str | Absent = ABSENT


@dataclass
class Seen:
    name: str
    since: datetime | None = None


@dataclass
class Found:
    number: int
    at: datetime
    inner: Seen | None
    several: list[Seen]
    aside: str = "never taken over by its name alone"


MOMENT = datetime(2026, 11, 2, 3, 4, 5, 678, timezone(timedelta(hours=2)))


def test_members_are_taken_by_their_names_and_what_is_in_them_likewise() -> None:
    found = Found(7, MOMENT, Seen("a", MOMENT), [Seen("b"), Seen("c")])
    made = plain(filled(Outer, found))
    stamp = "2026-11-02T01:04:05Z"
    assert made == {
        "number": 7,
        "at": stamp,
        "inner": {"name": "a", "since": stamp},
        "several": [{"name": "b", "since": None}, {"name": "c", "since": None}],
    }
    assert list(made) == ["number", "at", "inner", "several"]


def test_what_is_given_besides_goes_over_it_and_what_is_lacking_is_an_error() -> None:
    found = Found(7, datetime(2026, 11, 2, tzinfo=UTC), None, [])
    made = plain(filled(Outer, found, number=8, aside="said"))
    assert (made["number"], made["inner"], made["aside"]) == (8, None, "said")
    with pytest.raises(AttributeError):
        filled(Outer, Seen("a"))
    with pytest.raises(TypeError):
        filled(Outer, found, unknown=1)

"""The figures of a canary by where its values were planted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from operasure.reports.words import Words

DATABASE = "database"
KINDS = (DATABASE, "memcached", "file store", "files", "logs")
"""Where values are planted, in the order in which it is told."""
_REPORTED = ("found", "unchecked")


@dataclass(frozen=True)
class Figure:
    """How many planted values of one kind had to be reported, and how many were."""

    kind: str
    reported: int
    places: int


def by_kind(planted: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of each kind in which something was planted; together they are those of the
    document. What is not told of another kind is the database's."""
    elsewhere = planted.get("elsewhere", ())
    found = [
        Figure(kind, *_figures(each for each in elsewhere if each["kind"] == kind))
        for kind in KINDS[1:]
    ]
    own = Figure(
        DATABASE,
        planted["reported"] - sum(each.reported for each in found),
        planted["places"] - sum(each.places for each in found),
    )
    return tuple(each for each in (own, *found) if each.places)


def where(figures: Iterable[Mapping[str, Any]], words: Words) -> str:
    """The figures of `by_kind`, as entries of a document, in a sentence."""
    told = [
        words(
            "recall.of",
            kind=words.maybe("recall_kind", each["kind"]),
            reported=words.number(each["reported"]),
            places=words.number(each["places"]),
        )
        for each in figures
    ]
    return words("recall.where", kinds=words.semicolon.join(told))


def _figures(places: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    told = [each["outcomes"] for each in places]
    reported = sum(each.get(one, 0) for each in told for one in _REPORTED)
    return reported, reported + sum(each.get("missed", 0) for each in told)

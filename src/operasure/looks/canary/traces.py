"""What was planted beside the database, one by one, and what it comes to by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from operasure.looks.canary.model import UNREAD, BesideKind, PlantedBeside, Told


@dataclass(frozen=True)
class Trace:
    """One planted value: the place it counts for, its form in words, and what became of it."""

    place: str
    form: str
    told: Told


def told(found: bool, *, whole: bool) -> Told:
    """What became of a value that was reported or not, where the command could check everything
    (`whole`) or not: then nothing is known of what it did not report."""
    if found:
        return Told.FOUND
    return Told.MISSED if whole else Told.UNREAD


def judged(kind: BesideKind, traces: Iterable[Trace]) -> tuple[PlantedBeside, ...]:
    """What became of them, place by place."""
    counts: dict[str, Counter[Told]] = defaultdict(Counter)
    missed: dict[str, list[str]] = defaultdict(list)
    for trace in traces:
        counts[trace.place][trace.told] += 1
        if trace.told is Told.MISSED:
            missed[trace.place].append(trace.form)
    return tuple(
        PlantedBeside(
            kind,
            place,
            told=dict(own),
            missed=tuple(missed[place]),
            refused=UNREAD if Told.UNREAD in own else None,
        )
        for place, own in counts.items()
    )

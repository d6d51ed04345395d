"""One summary of all answers, made in one pass and in constant memory; and how far a fleet is."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from operasure import __version__
from operasure.core.dates import stamp
from operasure.core.model import Verdict
from operasure.core.progress import NOBODY, Meter, took
from operasure.core.typed import Listed, plain
from operasure.fleet.answers import Answered, NoAnswer, Results, answers
from operasure.fleet.file import Fleet, FleetQuestion
from operasure.reports.evidence import fleet as shape

_SHOWN = 20


@dataclass
class _Sums:
    """What is counted over all answers."""

    counts: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    unseen: Counter[str] = field(default_factory=Counter)
    unseen_in: Counter[str] = field(default_factory=Counter)
    retained: int = 0
    accepted: int = 0

    def add(self, entry: shape.FleetEntry) -> None:
        self.counts[shape.word(entry.verdict)] += 1
        self.retained += entry.retained
        self.accepted += entry.accepted
        if entry.verdict == Verdict.NOT_DELETED:
            # Of an account that is there, everything is still there.
            return
        for each in entry.leftovers:
            self.rows[each.check] += each.rows
            self.left[each.check] += 1
        self.unseen.update(each.reason for each in entry.unchecked)
        self.unseen_in.update({each.reason for each in entry.unchecked})


@contextmanager
def merged(fleet: Fleet, results: Results, meter: Meter = NOBODY) -> Iterator[shape.FleetSummary]:
    """The summary, for as long as this lasts: its entries lie in a temporary file. Raises
    UsageError where nobody's answer could count."""
    sums, total = _Sums(), sum(len(each.user_ids) for each in fleet.instances)
    with tempfile.TemporaryFile() as spool:
        with meter.begin("answers", total, "answers") as stage:
            for question, found in answers(fleet, results):
                entry = _entry(question, found)
                sums.add(entry)
                spool.write(json.dumps(plain(entry)).encode() + b"\n")
                stage.add(1)
        counts = shape.FleetCounts(
            **{name: sums.counts[name] for name in shape.FleetCounts.__annotations__}
        )
        yield shape.FleetSummary(
            format=1,
            operasure=__version__,
            command=shape.COMMAND,
            verdict=shape.whole(counts),
            fleet=fleet.name,
            since=stamp(fleet.since),
            options=fleet.words(),
            counts=counts,
            leftovers=tuple(
                shape.FleetLeft(check=name, instances=n, rows=sums.rows[name])
                for name, n in _most(sums.left)
            ),
            unchecked=tuple(
                shape.FleetUnseen(reason=reason, instances=sums.unseen_in[reason], checks=n)
                for reason, n in _most(sums.unseen)
            ),
            retained=sums.retained,
            accepted=sums.accepted,
            instances=Listed(lambda: _lines(spool)),
        )


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first, in one order whatever came first."""
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def _lines(spool: IO[bytes]) -> Iterator[Any]:
    spool.seek(0)
    return map(json.loads, spool)


def _entry(question: FleetQuestion, found: Answered | NoAnswer) -> shape.FleetEntry:
    name, user_id = question.instance.name, question.user_id
    if isinstance(found, NoAnswer):
        return shape.FleetEntry(
            instance=name, user_id=user_id, verdict=None, reason=str(found), leftovers=(),
            unchecked=(), retained=0, accepted=0, content=None, sealed_by=None,
        )  # fmt: skip
    told = found.answer
    return shape.FleetEntry(
        instance=name, user_id=user_id, verdict=told.verdict, reason=None,
        leftovers=told.leftovers, unchecked=told.unchecked, retained=told.retained,
        accepted=told.accepted, content=shape.content(told), sealed_by=found.sealed_by,
    )  # fmt: skip


# ---- how far it is


@dataclass(frozen=True)
class FleetStatus:
    """How far a fleet is: each question with its verdict and the moment of the look, or with why
    there is no answer."""

    fleet: Fleet
    entries: tuple[tuple[FleetQuestion, str | None, str], ...]

    @property
    def counts(self) -> shape.FleetCounts:
        found = Counter(shape.word(verdict) for _, verdict, _ in self.entries)
        return shape.FleetCounts(**{n: found[n] for n in shape.FleetCounts.__annotations__})

    @property
    def moments(self) -> list[str]:
        """When was looked, the oldest first."""
        return sorted(told for _, verdict, told in self.entries if verdict)


def status(fleet: Fleet, results: Results) -> FleetStatus:
    """How far it is, by the answers in the folder. Raises UsageError as `answers` does."""
    return FleetStatus(fleet, tuple(map(_stands, answers(fleet, results))))


def _stands(
    found: tuple[FleetQuestion, Answered | NoAnswer],
) -> tuple[FleetQuestion, str | None, str]:
    question, told = found
    if isinstance(told, NoAnswer):
        return question, None, str(told)
    return question, told.answer.verdict, told.answer.looked_at


def data(found: FleetStatus, now: datetime) -> dict[str, Any]:
    """The same for programs."""
    moments = found.moments
    return {
        "format": 1,
        "fleet": found.fleet.name,
        "since": stamp(found.fleet.since),
        "counts": plain(found.counts),
        "oldest_seconds": _age(moments[0], now) if moments else None,
        "newest_seconds": _age(moments[-1], now) if moments else None,
        "instances": [
            {
                "instance": question.instance.name,
                "user_id": question.user_id,
                "verdict": verdict,
                "looked_at": told if verdict else None,
                "reason": None if verdict else told,
            }
            for question, verdict, told in found.entries
        ],
    }


def lines(found: FleetStatus, now: datetime) -> Iterator[str]:
    """The same to be read."""
    counts, every = found.counts, len(found.entries)
    missing = [(question, told) for question, verdict, told in found.entries if not verdict]
    yield f"fleet {found.fleet.name}: {every - len(missing):,} of {every:,} have answered"
    for name, number in plain(counts).items():
        if number:
            yield f"  {name.replace('_', '-'):<12} {number:>9,}"
    if moments := found.moments:
        ages = [took(_age(moment, now)) for moment in (moments[0], moments[-1])]
        yield f"looked {ages[0]} ago at first, {ages[1]} ago at last"
    for question, why in missing[:_SHOWN]:
        yield f"  {question.instance.name}, user {question.user_id}: {why}"
    if len(missing) > _SHOWN:
        yield f"  and {len(missing) - _SHOWN:,} more: --format json has all"


def _age(moment: str, now: datetime) -> int:
    return max(0, round((now - datetime.fromisoformat(moment)).total_seconds()))

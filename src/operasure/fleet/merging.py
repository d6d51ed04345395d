"""One summary of all answers, made in one pass and in constant memory; and how far a fleet is."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
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
            names=fleet.whom is not None,
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


def status(fleet: Fleet, results: Results, now: datetime) -> dict[str, Any]:
    """How far a fleet is, for programs: of each question the verdict and the moment of the look, or
    why there is no answer. Raises UsageError as `answers` does."""
    entries = [_stands(*each) for each in answers(fleet, results)]
    counts = Counter(shape.word(each["verdict"]) for each in entries)
    ages = [_age(each["looked_at"], now) for each in entries if each["looked_at"]]
    return {
        "format": 1,
        "fleet": fleet.name,
        "since": stamp(fleet.since),
        "counts": {name: counts[name] for name in shape.FleetCounts.__annotations__},
        "oldest_seconds": max(ages, default=None),
        "newest_seconds": min(ages, default=None),
        "instances": entries,
    }


def _stands(question: FleetQuestion, found: Answered | NoAnswer) -> dict[str, Any]:
    told = None if isinstance(found, NoAnswer) else found.answer
    return {
        "instance": question.instance.name,
        "user_id": question.user_id,
        "verdict": told and told.verdict,
        "looked_at": told and told.looked_at,
        "reason": None if told else str(found),
    }


def _age(moment: str, now: datetime) -> int:
    return max(0, round((now - datetime.fromisoformat(moment)).total_seconds()))


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The same to be read."""
    every = len(found["instances"])
    missing = [each for each in found["instances"] if each["reason"]]
    yield f"fleet {found['fleet']}: {every - len(missing):,} of {every:,} have answered"
    for name, number in found["counts"].items():
        if number:
            yield f"  {name.replace('_', '-'):<12} {number:>9,}"
    if found["oldest_seconds"] is not None:
        ages = (took(found["oldest_seconds"]), took(found["newest_seconds"]))
        yield "looked {} ago at first, {} ago at last".format(*ages)
    for each in missing[:_SHOWN]:
        yield f"  {each['instance']}, user {each['user_id']}: {each['reason']}"
    if len(missing) > _SHOWN:
        yield f"  and {len(missing) - _SHOWN:,} more: --format json has all"

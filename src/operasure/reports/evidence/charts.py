"""What a page draws of an evidence document: a bar for each group, and when what expires.

Figures only: the template draws them as SVG without a script, and writes the same figures beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from operasure.core.model import Result
from operasure.core.strict import Row
from operasure.reports.words import Words

OUTCOMES = (Result.CLEAR, Result.LEFTOVER, Result.RETAINED, Result.ACCEPTED, Result.UNCHECKED)
CONFIDENCES = ("certain", "likely", "possible")
LIKE = {"certain": "leftover", "likely": "unchecked", "possible": "accepted"}
"""Words that are drawn in the colour of another."""


@dataclass(frozen=True)
class BarPart:
    """A part of a bar: `start` and `width` in hundredths of a per cent of its length."""

    word: str
    number: int
    start: int
    width: int

    @property
    def drawn(self) -> str:
        """The class of its colour."""
        return LIKE.get(self.word, self.word)


@dataclass(frozen=True)
class Bar:
    """A bar, and what it is of; `told` are its figures in words."""

    code: str
    title: str
    total: int
    parts: Sequence[BarPart]
    told: str


@dataclass(frozen=True)
class LineDay:
    """A day, what happens then, and where on the line it is, in hundredths of a per cent."""

    day: str
    what: str
    at: int


def bars(document: Row, words: Words) -> list[Bar]:
    """A bar for each group, those with most to do first; none where nothing is counted by group."""
    numbers: dict[str, Counter[str]] = {}
    if document["command"] == "find-mentions":
        values: Sequence[str] = CONFIDENCES
        for each in document["counts"]:
            numbers.setdefault(each["group"], Counter())[each["confidence"]] += each["open"]
    else:
        values = OUTCOMES
        for each in (*document.get("checks", ()), *document.get("logs", ())):
            if each["outcome"] != Result.ABSENT:
                numbers.setdefault(each["group"], Counter())[each["outcome"]] += 1
    made = (
        _bar(code, words.group(code, document.get("groups", {}).get(code, "")), n, values, words)
        for code, n in numbers.items()
    )
    return sorted((bar for bar in made if bar.total), key=_weight)


def counts(document: Row) -> dict[str, int]:
    """How many open mentions of each confidence a document has, in all groups together; where it
    has none, how many places of each outcome."""
    found = Counter[str]()
    for each in document.get("counts", ()):
        found[each["confidence"]] += each["open"]
    for each in (*document["checks"], *document.get("logs", ())) if not found.total() else ():
        found[each["outcome"]] += 1
    return {word: found[word] for word in (*OUTCOMES, *CONFIDENCES) if found[word]}


def course(runs: Iterable[tuple[str, str, Mapping[str, int]]], words: Words) -> list[Bar]:
    """A bar for each run, in their order: its moment, its command and what it counted."""
    values = (*OUTCOMES, *CONFIDENCES)
    made = (_bar(moment, name, Counter(n), values, words) for moment, name, n in runs)
    return [bar for bar in made if bar.total]


def word(value: str, words: Words) -> str:
    """The word for an outcome or a confidence."""
    return words(f"confidence.{value}" if value in CONFIDENCES else f"result.{value}")


def _bar(
    code: str, title: str, numbers: Mapping[str, int], values: Sequence[str], words: Words
) -> Bar:
    total = sum(numbers[value] for value in values)
    parts, before = [], 0
    for value in values:
        if number := numbers[value]:
            start, end = (10_000 * n // total for n in (before, before + number))
            parts.append(BarPart(str(value), number, start, end - start))
            before += number
    told = ", ".join(f"{words.number(p.number)} {word(p.word, words)}" for p in parts)
    return Bar(code, title, total, parts, told)


def _weight(bar: Bar) -> tuple[int, str]:
    open_ = sum(p.number for p in bar.parts if p.word not in {Result.CLEAR, Result.ACCEPTED})
    return -open_, bar.code


def moments(document: Row, words: Words) -> list[LineDay]:
    """When what expires, by day, from the moment of the look, which stands first."""
    found = sorted(_expiring(document))
    if not found:
        return []
    start = _read(
        (document.get("installation") or {}).get("checked_at") or document["run"]["started_at"]
    )
    last = max(_read(until) for until, _ in found)
    span = max((last - start).total_seconds(), 1)
    days: dict[str, list[tuple[str, str]]] = {}
    for until, what in found:
        days.setdefault(until[:10], []).append((until, what))
    made = [LineDay(words.day(start.date().isoformat()), words("chart.this"), 0)]
    for day, entries in days.items():
        said = ", ".join(
            words(f"chart.{what}", n=number)
            for what, number in Counter(w for _, w in entries).items()
        )
        passed = (_read(entries[-1][0]) - start).total_seconds()
        made.append(LineDay(words.day(day), said, round(10_000 * min(max(passed / span, 0), 1))))
    return made


def _read(moment: str) -> datetime:
    read = datetime.fromisoformat(moment)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _expiring(document: Row) -> Iterator[tuple[str, str]]:
    """When each thing expires, and what it is."""
    for check in document.get("checks", ()):
        if check["outcome"] == Result.RETAINED and check["until"]:
            yield check["until"], "place"
    for entry in document.get("accepted", ()):
        yield entry["until"], "accepted"
    for entry in document.get("cache", ()):
        if entry["expires_at"]:
            yield entry["expires_at"], "entry"
    for file in document.get("logs", ()):
        if file["naming"] and file["until"]:
            yield file["until"], "file"

"""Reads a table in parts: without the places and rows that can't be read.

One value that the server can't give or compute with fails the statement that meets it. The rows
with such a value are found by their place: halves of the table are read until what fails is one
row. All others are read then, and those are said to be unread. From PostgreSQL 14 on a range of
places is read without the rest of the table (its release notes, "TID Range Scan").
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, Self, TypeVar

import psycopg

from operasure.core.model import Check, RowId
from operasure.core.queries import statement
from operasure.database.crew import HOPELESS
from operasure.database.reader import Reader, reason

MOST_ROWS = 20
"""How many rows that can't be read are looked for; what stands behind them is left unread."""
MOST_STATEMENTS = 400
"""How many spans are tried for that; a row among a million blocks takes some thirty."""
SMALL = 1000
"""Blocks of a table that is read as often where the server can't read a span alone (8 MB)."""
_OF_A_VALUE = ("22", "2F", "38", "39", "53200", "54", "P0", "XX")
"""Codes, and classes of codes, of errors that one value can be the reason of: data that can't be
computed with, functions that fail, memory, limits, and damage (PostgreSQL manual, appendix A)."""

Place = tuple[int, int]
"""Where a row stands: its block, and its item there."""
Span = tuple[Place, Place]
"""Rows from a place on, and before another."""
_Read = Callable[[Sequence[Span]], Iterable[object]]
"""The rows of some spans; what comes in the way is raised."""


@dataclass(frozen=True)
class Around:
    """What of a table can be read, and what can't: `count` rows, the `keys` of those that have a
    number, `blocks` of which no row can, and why. `rest` is set where nothing behind them was
    looked at."""

    spans: tuple[Span, ...]
    count: int
    keys: tuple[RowId, ...]
    blocks: tuple[int, ...]
    rest: bool
    why: str

    @property
    def unread(self) -> bool:
        """Whether there is anything that can't be read."""
        return bool(self.count or self.blocks or self.rest)

    def __str__(self) -> str:
        """It as one clause. Other keys than numbers are not told: they may name somebody."""
        parts: list[str] = []
        if self.count:
            rows = "1 row" if self.count == 1 else f"{self.count} rows"
            numbers = ", ".join(str(key) for key in self.keys if isinstance(key, int))
            unread = f"{rows} can't be read"
            parts.append(f"{unread} ({numbers})" if numbers else unread)
        if self.blocks:
            parts.append(f"no row can be read in block {', '.join(map(str, self.blocks))}")
        parts.append(
            "nothing after them was read" if self.rest else "every other row of the table was read"
        )
        return f"{'; '.join(parts)}: {self.why}"


def of_a_value(error: psycopg.Error) -> bool:
    """Whether a single value can be the reason of this error."""
    return str(error.sqlstate or "").startswith(_OF_A_VALUE)


def within(sql: str, at: str, spans: Sequence[Span]) -> str:
    """A statement that ends with its conditions, for the rows of these spans. `at` is the `ctid` of
    its table."""
    return " UNION ALL ".join(
        f"({sql} AND {at} >= '({start[0]},{start[1]})' AND {at} < '({end[0]},{end[1]})')"
        for start, end in spans
    )


def around(
    reader: Reader,
    source: str,
    key: str,
    check: Check,
    read: _Read,
    blocks: tuple[int, int | None] = (0, None),
) -> Around | None:
    """Find the rows of a check's table that `read` fails at; None where it can't be told which.
    `source` and `key` are the table and its key as SQL names them; `blocks` the first that is
    looked at, and the one behind the last. May raise psycopg.Error."""
    name = {"schema": check.schema or reader.schema, "name": check.table}
    pages = int(reader.fetch(statement("catalogue/pages"), **name)[0]["pages"])
    if not pages or (reader.connection.info.server_version < 140000 and pages > SMALL):
        return None
    first, last = blocks
    search = _Search(reader, source, key, read, first, max(first, pages if last is None else last))
    search.through()
    return search.found()


def together(every: Sequence[Around]) -> Around:
    """What can't be read in some shares of a table, as one; `every` is not empty."""
    return Around(
        tuple(span for each in every for span in each.spans),
        sum(each.count for each in every),
        tuple(key for each in every for key in each.keys),
        tuple(block for each in every for block in each.blocks),
        any(each.rest for each in every),
        every[0].why,
    )


@dataclass
class _Search:
    reader: Reader
    source: str
    key: str
    read: _Read
    first: int
    last: int
    """Its blocks: from one on, and before the other."""
    tried: int = 0
    bad: list[Span] = field(default_factory=list)
    keys: list[RowId] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    stopped: Place | None = None
    """What stands from here on was not looked at."""
    why: str = ""

    def through(self) -> None:
        """Look through all blocks, in their order."""
        for i in self._failing(lambda i: (self.first + i, 0), self.last - self.first):
            block = self.first + i
            try:
                items = self._items(block)
            except psycopg.Error as error:
                self._must_go_on(error)
                self.bad.append(((block, 0), (block + 1, 0)))
                self.blocks.append(block)
                continue
            places = [*((block, item) for item in items), (block + 1, 0)]
            for at in self._failing(places.__getitem__, len(items)):
                item = places[at][1]
                self.bad.append(((block, item), (block, item + 1)))
                self.keys += items[item]

    def _failing(self, place: Callable[[int], Place], count: int) -> Iterator[int]:
        """Which of so many spans, each from one place to the next, can't be read."""
        waiting = [(0, count, True)]
        while waiting:
            start, end, known = waiting.pop()
            if self.stopped or self._full():
                self.stopped = self.stopped or place(start)
                return
            single = end - start == 1
            if (single or not known) and self._can(place(start), place(end)):
                continue
            if single:
                yield start
                continue
            middle = (start + end) // 2
            if self._can(place(start), place(middle)):
                waiting.append((middle, end, True))
            else:
                waiting += [(middle, end, False), (start, middle, True)]

    def _full(self) -> bool:
        return len(self.bad) >= MOST_ROWS or self.tried >= MOST_STATEMENTS

    def _can(self, start: Place, end: Place) -> bool:
        self.tried += 1
        try:
            for _ in self.read([(start, end)]):
                pass
        except psycopg.Error as error:
            self._must_go_on(error)
            return False
        return True

    def _must_go_on(self, error: psycopg.Error) -> None:
        if not self.reader.alive or not of_a_value(error):
            raise error
        self.why = self.why or reason(error)

    def _items(self, block: int) -> dict[int, list[RowId]]:
        """The rows of a block by their item, with their keys: more than one where a table is made
        of several."""
        sql = f"SELECT ctid AS at, {self.key} AS key FROM {self.source} WHERE true"
        sql = within(sql, "ctid", [((block, 0), (block + 1, 0))])
        items: dict[int, list[RowId]] = {}
        for row in self.reader.fetch(sql):
            key = row["key"]
            item = int(str(row["at"]).strip("()").split(",")[1])
            items.setdefault(item, []).append(key if isinstance(key, int) else str(key))
        return dict(sorted(items.items()))

    def found(self) -> Around:
        """What was found, and the spans between."""
        end = self.stopped or (self.last, 0)
        starts = [(self.first, 0), *(after for _, after in self.bad)]
        ends = [*(before for before, _ in self.bad), end]
        spans = tuple(span for span in zip(starts, ends, strict=True) if span[0] < span[1])
        keys = tuple(self.keys)
        return Around(
            spans, len(keys), keys, tuple(self.blocks), self.stopped is not None, self.why
        )


# ---- a scan


class Divisible(Protocol):
    """A scan of one table that can be made for some of its checks, and for some of its rows."""

    @property
    def source(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def checks(self) -> tuple[Check, ...]: ...
    def over(self, spans: Sequence[Span]) -> Self: ...
    def apart(self) -> tuple[Self, ...]: ...


S = TypeVar("S", bound=Divisible)
R = TypeVar("R")


@dataclass(frozen=True)
class DividedLook(ABC, Generic[S, R]):
    """Looks at scans on one connection."""

    reader: Reader

    def look(self, scan: S) -> Iterator[R]:
        """What is found, check by check. May raise psycopg.Error.

        Where one place keeps the table from being read, the others are read apart from it, and
        where a value of it can't be read, the other rows.
        """
        try:
            yield from self.whole(scan)
            return
        except psycopg.Error as error:
            halves = scan.apart() if self.reader.alive and not isinstance(error, HOPELESS) else ()
            if not halves:
                yield from self._around(scan, error)
                return
        for half in halves:
            try:
                yield from self.look(half)
            except psycopg.Error as error:
                if not self.reader.alive:
                    raise
                yield from (self.unread(check, reason(error)) for check in half.checks)

    def _around(self, scan: S, error: psycopg.Error) -> Sequence[R]:
        """What is found beside the rows that can't be read. Raises the error where these can't be
        told."""

        def read(spans: Sequence[Span]) -> Iterable[object]:
            return self.rows(scan.over(spans))

        found = None
        if self.reader.alive and of_a_value(error):
            found = around(self.reader, scan.source, scan.key, scan.checks[0], read)
        if found is None:
            raise error
        return self.rest(scan, found) if found.unread else self.whole(scan)

    @abstractmethod
    def rows(self, scan: S) -> Iterable[object]:
        """All rows that a scan reads."""

    @abstractmethod
    def whole(self, scan: S) -> Sequence[R]:
        """What is found in all rows."""

    @abstractmethod
    def rest(self, scan: S, found: Around) -> Sequence[R]:
        """What is found where some rows can't be read."""

    @abstractmethod
    def unread(self, check: Check, why: str) -> R:
        """What is said of a check whose place can't be read."""

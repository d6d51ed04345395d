"""Lines that name nobody, but belong to a request that another line names the person in.

They hold her address and what she asked for. Rails writes the request's id before each line; where
one line names the person, the others with that id are looked for within half a megabyte of log on
either side, which bounds memory and time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

REACH = 1 << 19
"""Bytes before and behind a line in which lines of the same request are looked for."""
_FEW = 48
"""Requests in a block up to which each is looked for by itself; more of them are looked for
together, in every id that stands there."""
_IDS = re.compile(rb"(?<![\w@-])[\w@-]{16,255}(?![\w@-])")


@dataclass(frozen=True, slots=True)
class Seed:
    """A line that names the person, and the request that it belongs to. `start` and `end` are
    offsets in the whole log."""

    start: int
    end: int
    request: bytes
    confidence: str


@dataclass
class _Stretch:
    """A part of the log that is still in memory: where it begins, and what it says."""

    start: int
    data: bytes

    @property
    def end(self) -> int:
        return self.start + len(self.data)


@dataclass
class Requests:
    """Counts such lines while a log goes by, block after block. `counts` is by confidence."""

    counts: Counter[str] = field(default_factory=Counter)
    _last: _Stretch | None = None
    _pending: list[Seed] = field(default_factory=list)
    _known: set[int] = field(default_factory=set)

    def add(self, start: int, data: bytes, seeds: list[Seed], naming: Collection[int]) -> None:
        """Take in the next block: its offset, its lines, those that seed a search, and the offsets
        of all lines that name the person, which count elsewhere."""
        block = _Stretch(start, data)
        self._known = {at for at in self._known if at >= start - 2 * REACH} | set(naming)
        self._look(block, [*self._pending, *seeds])
        if self._last is not None:
            self._look(self._last, seeds)
        within = (*self._pending, *seeds)
        self._pending = [seed for seed in within if seed.end + REACH > block.end]
        self._last = _tail(self._last, block)

    def _look(self, where: _Stretch, seeds: list[Seed]) -> None:
        if not seeds:
            return
        hits = self._singly(where, seeds) if len(seeds) <= _FEW else self._together(where, seeds)
        for at, confidence in hits:
            line = where.start + where.data.rfind(b"\n", 0, at) + 1
            if line not in self._known:
                self._known.add(line)
                self.counts[confidence] += 1

    @staticmethod
    def _singly(where: _Stretch, seeds: list[Seed]) -> Iterator[tuple[int, str]]:
        for seed in seeds:
            low = max(0, seed.start - REACH - where.start)
            high = min(len(where.data), seed.end + REACH - where.start)
            at = where.data.find(seed.request, low, high) if low < high else -1
            while at >= 0:
                yield at, seed.confidence
                behind = where.data.find(b"\n", at, high)
                at = where.data.find(seed.request, behind, high) if behind >= 0 else -1

    @staticmethod
    def _together(where: _Stretch, seeds: list[Seed]) -> Iterator[tuple[int, str]]:
        wanted: Mapping[bytes, list[Seed]] = _by_request(seeds)
        for match in _IDS.finditer(where.data):
            at = where.start + match.start()
            for seed in wanted.get(match[0], ()):
                if seed.start - REACH <= at < seed.end + REACH:
                    yield match.start(), seed.confidence
                    break


def _tail(last: _Stretch | None, block: _Stretch) -> _Stretch:
    """The last lines of the log within reach of what comes."""
    if last is not None and len(block.data) < REACH:
        block = _Stretch(last.start, last.data + block.data)
    beyond = len(block.data) - REACH
    cut = block.data.find(b"\n", beyond) + 1 if beyond > 0 else 0
    return _Stretch(block.start + cut, block.data[cut:])


def _by_request(seeds: list[Seed]) -> dict[bytes, list[Seed]]:
    found: dict[bytes, list[Seed]] = {}
    for seed in seeds:
        found.setdefault(seed.request, []).append(seed)
    return found

"""How far a command has come: what works tells it here, and what shows it reads it here.

Nothing is printed by this. A command gives one `Meter` down to what works for it; each part of
the work that takes long is a `Stage` of it, and what is read at one moment (a table, a file) a
`StageShare` of the stage. Telling costs an addition, however often it is done.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TypeVar

from operasure.core.legible import size

T = TypeVar("T")
C = TypeVar("C")
BYTES = "bytes"
"""The unit of a stage that counts bytes; any other is what it counts, in the plural."""
SURE = 5.0
"""Seconds from which a rate says something."""
_LITTLE = 0.01
"""StageShare of the whole from which it says something of what is to come."""
_LONG = 10.0
"""Seconds from which it is told for how long one thing has been read."""


@dataclass(eq=False)
class StageShare:
    """One thing of a stage that is being worked on. `size` is about how much of the stage it is:
    what is told beyond that counts no more, so that the stage stays within its total; 0 where it is
    not known."""

    name: str
    size: int
    started: float
    moved: int = 0

    def add(self, amount: int) -> None:
        """So much more is done. From one thread only."""
        self.reach(self.moved + amount)

    def reach(self, done: int) -> None:
        """So much is done by now."""
        self.moved = min(done, self.size) if self.size else done


@dataclass(eq=False)
class Stage:
    """A part of a command. `total` is None, or 0, where nobody knows how much there is."""

    name: str
    unit: str
    total: int | None
    elsewhere: Callable[[], int] | None = None
    """What other processes have done, where they do it."""
    started: float = field(default_factory=time.monotonic)
    _done: int = 0
    _before: int = 0
    _beyond: int = 0
    """What things of unknown size had in them: it counts for the whole as it comes."""
    _shares: list[StageShare] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, amount: int) -> None:
        """So much more is done."""
        with self._lock:
            self._done += amount

    def skip(self, amount: int) -> None:
        """So much had been done before: it counts, but says nothing about how fast it goes."""
        self._before += amount
        self.add(amount)

    @contextmanager
    def share(self, name: str, size: int = 0) -> Iterator[StageShare]:
        """Work on one thing; when it is left, in whatever way, it is gone through."""
        made = StageShare(name, size, time.monotonic())
        with self._lock:
            self._shares.append(made)
        try:
            yield made
        finally:
            with self._lock:
                self._shares.remove(made)
                self._done += made.size or made.moved
                self._beyond += 0 if made.size else made.moved

    def view(self) -> StageView:
        """How it stands now."""
        now = time.monotonic()
        with self._lock:
            shares = list(self._shares)
            done = self._done + sum(share.moved for share in shares)
            beyond = self._beyond + sum(share.moved for share in shares if not share.size)
        done += self.elsewhere() if self.elsewhere else 0
        total = self.total + beyond if self.total else 0
        whole = total > done or (total == done and not shares)
        first = shares[0] if shares else None
        return StageView(
            self.name,
            self.unit,
            done,
            total if total and whole else None,
            now - self.started,
            self._before,
            first.name if first else "",
            first.size if first and self.unit == BYTES else 0,
            now - first.started if first else 0.0,
        )


class Meter:
    """What a command is at. A command that shows nothing has one, too."""

    def __init__(self) -> None:
        self._stages: list[Stage] = []

    @property
    def stage(self) -> Stage | None:
        """What it is at now, if at anything that takes long."""
        return next(iter(self._stages[-1:]), None)

    @contextmanager
    def begin(
        self,
        name: str,
        total: int | None = None,
        unit: str = BYTES,
        elsewhere: Callable[[], int] | None = None,
    ) -> Iterator[Stage]:
        """A stage, until it is left. One within another is shown in its place."""
        made = Stage(name, unit, total, elsewhere)
        self._stages.append(made)
        try:
            yield made
        finally:
            self._stages.remove(made)

    def written(self, documents: Iterable[tuple[T, C]], count: int) -> Iterator[tuple[T, C]]:
        """Documents (a name or path, and what is in them) as they are made, `count` of them: each
        is at work until the next is asked for."""
        with self.begin("writing documents", count, "documents") as stage:
            for name, content in documents:
                with stage.share(PurePath(str(name)).name, 1):
                    yield name, content


NOBODY = Meter()
"""What nobody looks at."""


@dataclass(frozen=True)
class StageView:
    """A stage at one moment: `now` is what has been worked on for longest, of `size` bytes (0: not
    known), for `lasting` seconds. `total` is None, too, where more is done, or to do, than was
    expected."""

    name: str
    unit: str
    done: int
    total: int | None
    seconds: float
    before: int = 0
    now: str = ""
    size: int = 0
    lasting: float = 0.0

    @property
    def share(self) -> float | None:
        """What is done of the whole, from 0 to 1; None where nobody knows the whole."""
        return self.done / self.total if self.total else None

    @property
    def rate(self) -> float | None:
        """Units in a second, over the whole stage; None while that says nothing."""
        moved = self.done - self.before
        return moved / self.seconds if self.seconds >= SURE and moved > 0 else None

    @property
    def left(self) -> float | None:
        """About how many seconds are left; None while that would be a guess."""
        if self.rate is None or not self.total or self.done >= self.total:
            return None
        sure = self.done - self.before >= _LITTLE * (self.total - self.before)
        return (self.total - self.done) / self.rate if sure else None

    def figures(self) -> str:
        """How far it is, how fast it goes and how long it takes, as far as that is known."""
        done = self._amount(self.done)
        if self.total:
            whole = self._amount(self.total).split()
            alike = done.split()[1:] == whole[1:]
            done = f"{done.split()[0] if alike else done} of {' '.join(whole)}"
        said = [done] if self.total or self.done else []
        if self.share is not None:
            said.insert(0, f"{int(self.share * 100)}%")
        if self.rate is not None:
            said.append(f"{self._amount(self.rate)}/s")
        left = self.left
        said.append(
            f"{took(self.seconds)} so far" if left is None else f"about {took(max(left, 1))} left"
        )
        return ", ".join(said)

    def at(self) -> str:
        """What is worked on, and for how long, where that is long."""
        said = [self.now]
        if self.now and self.lasting >= _LONG:
            said += [size(self.size)] if self.size else []
            said.append(f"for {took(self.lasting)}")
        return ", ".join(filter(None, said))

    def _amount(self, number: float) -> str:
        if self.unit == BYTES:
            return size(round(number))
        return (
            f"{number:,.0f} {self.unit}"
            if number >= 10 or number == round(number)
            else (f"{number:.1f} {self.unit}")
        )


def took(seconds: float) -> str:
    """A length of time in words, no finer than it matters."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole < 600 else f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"

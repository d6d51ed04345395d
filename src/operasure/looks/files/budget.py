"""How much time and memory one file may take."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from operasure.looks.files.model import Unread

DEEPEST = 4
"""Files within files that are read."""


@dataclass(frozen=True)
class Limits:
    """Bounds for one file: bytes of it, bytes that it may inflate to, seconds, pages."""

    largest: int = 256 << 20
    inflated: int = 512 << 20
    seconds: float = 60
    pages: int = 20_000


@dataclass
class Budget:
    """What is left of the limits. Its methods raise Unread where nothing is."""

    limits: Limits
    inflated: int = 0
    pictures: int = 0
    """Pictures that were met inside the file."""
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.limits.seconds

    def tick(self) -> None:
        """To be called now and then."""
        if time.monotonic() > self.deadline:
            raise Unread(f"reading it took longer than {self.limits.seconds:g} seconds")

    def spend(self, size: int) -> None:
        """To be called for every stretch of bytes that was inflated."""
        self.inflated += size
        if self.inflated > self.limits.inflated:
            raise Unread(f"it inflates to more than {self.limits.inflated >> 20} MB")
        self.tick()

    def deeper(self, depth: int) -> None:
        """To be called for a file within a file."""
        if depth > DEEPEST:
            raise Unread("its files are nested too deep")
        self.tick()

"""What could not be looked at, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unchecked:
    """One reason, and its remedy; both are single lines without keys or names."""

    reason: str
    remedy: str

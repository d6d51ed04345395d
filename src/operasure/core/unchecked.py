"""What could not be checked, with the reason and the next step."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unchecked:
    """One reason, and its remedy; both are single lines without keys or names."""

    reason: str
    remedy: str

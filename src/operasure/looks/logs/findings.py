"""What a search of log files hands out: one `LogFindings` for each file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from operasure.core.model import Result
from operasure.core.unchecked import Unchecked


class LineKind(StrEnum):
    """What a line says of the person; a line that is of several counts as the first of them."""

    FAILED_LOGIN = "failed login"
    REQUEST = "request by the person"
    SQL = "SQL"
    JOB = "job"
    MAIL = "mail in clear"
    PATH = "path to the person"
    TEXT = "other text"


CONFIDENCES = ("certain", "likely", "possible")
ORDER = tuple(LineKind)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a line was written. Without a zone it is the log's own local time."""

    at: datetime

    @property
    def key(self) -> datetime:
        """For putting moments in order; what has no zone is taken for UTC there."""
        return self.at if self.at.tzinfo else self.at.replace(tzinfo=UTC)

    def __str__(self) -> str:
        """To the second: in UTC and with a Z, or as the log has it where it names no zone."""
        if self.at.tzinfo is None:
            return self.at.isoformat(timespec="seconds")
        moment = self.at.astimezone(UTC).isoformat(timespec="seconds")
        return moment.replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class LogPassage:
    """A line that names the person, as it may be shown for review: its number in the file, and a
    part of its text."""

    line: int
    kind: LineKind
    confidence: str
    text: str


@dataclass(frozen=True, slots=True)
class LogFindings:
    """What was seen in one file.

    `lines` is the number of lines that could be read, `naming` that of those which name the
    person, counted in `kinds` by kind and confidence; `same_request` are further lines of the same
    requests by confidence. `first` and `last` are the times of naming lines, where they tell.
    `position` tells files apart: their place in the order of the search, from 1.
    """

    position: int
    shown: str
    packing: str | None
    lines: int
    naming: int
    kinds: Mapping[tuple[LineKind, str], int]
    same_request: Mapping[str, int]
    first: Moment | None
    last: Moment | None
    modified: datetime | None
    unchecked: tuple[Unchecked, ...] = ()
    passages: tuple[LogPassage, ...] = ()
    path: str = field(default="", repr=False)
    until: datetime | None = None
    rotation: str | None = None
    """What the configuration of logrotate says, in words."""

    @property
    def outcome(self) -> Result:
        """`retained` where the naming lines go by themselves at a known time, else `leftover`;
        `unchecked` where nothing was found in a file that could not be read to its end."""
        if self.naming:
            return Result.LEFTOVER if self.until is None else Result.RETAINED
        return Result.UNCHECKED if self.unchecked else Result.CLEAR

    @property
    def confidence(self) -> str | None:
        """The best of its lines."""
        known = {confidence for _, confidence in self.kinds}
        return next((each for each in CONFIDENCES if each in known), None)

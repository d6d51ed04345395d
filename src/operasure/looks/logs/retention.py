"""Until when the lines of a log can exist at the latest, by the configuration of its rotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from operasure.looks.logs.rotation import DAYS, RotationRule

_PACKED = re.compile(r"\.(?:gz|xz|bz2|zst|Z|lz4|lzma)$")
_NUMBER = re.compile(r"\.(\d{1,6})$")
_DATE = re.compile(r"-(\d{8}(?:\d{2})?(?:-\d{1,10})?|\d{4}-\d\d-\d\d(?:[-_T]\d{2,6})?|\d{10})$")
_SLACK = timedelta(days=1)
"""logrotate runs once a day, at a time of its own."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Until when, at the latest, None where that can't be known; and why, in words."""

    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which of a rotated set a file is: the path of its log, and its number (0 for the log that is
    written to, None for one that is told by a date)."""

    log: Path
    number: int | None


def stay(path: Path, modified: datetime, rules: Sequence[RotationRule], now: datetime) -> Stay:
    """Until when the content of a file can still be there. `modified` is its last change."""
    absolute = path.absolute()
    for rule in rules:
        for turn in _turns(absolute, rule):
            if _matches(turn.log, rule):
                return _stay(absolute, turn, rule, modified, now)
    return Stay(None, "no entry of the configuration of logrotate is about this file")


def _stay(path: Path, turn: _Turn, rule: RotationRule, modified: datetime, now: datetime) -> Stay:
    unknown = _unknown(turn, rule)
    if unknown is not None:
        return Stay(None, unknown)
    try:
        return _dated(path, turn, rule, modified, now)
    except OverflowError:
        return Stay(None, "rotation keeps it beyond the year 9999")


def _dated(path: Path, turn: _Turn, rule: RotationRule, modified: datetime, now: datetime) -> Stay:
    number = _among(path, turn, rule) if turn.number is None else turn.number
    period = timedelta(days=DAYS[rule.every or "daily"])
    dates: list[datetime] = []
    if rule.keep is not None and rule.keep >= 0 and number <= rule.keep:
        dates.append(now + (rule.keep + 1 - number) * period)
    if rule.maxage is not None:
        rotated = modified if number else now + period
        dates.append(max(now, rotated + timedelta(days=rule.maxage)) + period)
    if not dates:
        if rule.keep == -1:
            return Stay(None, "rotation never removes old logs (rotate -1)")
        return Stay(
            None, f"rotation keeps {rule.keep} logs and does not remove this one: remove it by hand"
        )
    kept = "" if rule.keep is None or rule.keep < 0 else f", keeps {rule.keep}"
    age = "" if rule.maxage is None else f", for {rule.maxage} days at most"
    while_used = (
        "" if rule.if_empty else "; if something was written to the log before each rotation"
    )
    return Stay(min(dates) + _SLACK, f"rotated {_often(rule)}{kept}{age}{while_used}")


def _unknown(turn: _Turn, rule: RotationRule) -> str | None:
    """Why no date can be told by a rule, if none can."""
    if rule.every is None or (rule.keep is None and rule.maxage is None):
        what = "how often it rotates" if rule.every is None else "how many logs it keeps"
        return f"this configuration does not say {what}: give logrotate.conf, which includes it"
    if rule.every == "size":
        return "it is rotated when it reaches a size, at no fixed time"
    if rule.minsize:
        return "it is rotated only after it has reached a size (minsize)"
    if rule.mailed:
        return "old logs are sent away by mail before they are removed"
    if rule.copied and turn.number == 0:
        return "rotation copies it and leaves the log itself as it is (copy)"
    return None


def _often(rule: RotationRule) -> str:
    return "within a day" if rule.every in {"minutes", "hourly"} else str(rule.every)


def _turns(path: Path, rule: RotationRule) -> list[_Turn]:
    """What a file may be under a rule: the log itself, or one that was rotated."""
    found = [_Turn(path, 0)]
    name = _PACKED.sub("", path.name)
    extension = rule.extension
    if extension and name.endswith(extension):
        name = name.removesuffix(extension)
    else:
        extension = ""
    if (numbered := _NUMBER.search(name)) is not None:
        log = path.with_name(name[: numbered.start()] + extension)
        found.append(_Turn(log, int(numbered[1]) - rule.first + 1))
    if (dated := _DATE.search(name)) is not None and dated.start():
        found.append(_Turn(path.with_name(name[: dated.start()] + extension), None))
    return found


def _matches(log: Path, rule: RotationRule) -> bool:
    for pattern in rule.patterns:
        if _fits(log, Path(pattern)):
            return True
        if rule.olddir and _fits(log, Path(pattern).parent / rule.olddir / Path(pattern).name):
            return True
    return False


def _fits(log: Path, pattern: Path) -> bool:
    """Whether a path is of a pattern, in which no star stands for a slash."""
    pairs = zip(log.parts, pattern.parts, strict=False)
    return len(log.parts) == len(pattern.parts) and all(fnmatchcase(a, b) for a, b in pairs)


def _among(path: Path, turn: _Turn, rule: RotationRule) -> int:
    """The number of a file told by a date: its place among those that lie beside it, the newest
    first. Rotation counts them the same way."""
    try:
        beside = list(path.parent.iterdir())
    except OSError:
        beside = []
    dates = {_date(each, turn.log, rule) for each in beside}
    own = _date(path, turn.log, rule)
    return 1 + sum(each is not None and own is not None and each > own for each in dates)


def _date(path: Path, log: Path, rule: RotationRule) -> str | None:
    for turn in _turns(path, rule):
        if turn.number is None and turn.log == log:
            name = _PACKED.sub("", path.name).removesuffix(rule.extension or "\0")
            dated = _DATE.search(name)
            return dated[1] if dated else None
    return None

"""When a log line was written, in the forms that loggers write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from operasure.looks.logs.findings import Moment

ISO = (
    r"(?P<iso>\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d)(?!\d))?)"
)
_CLF = r"(?P<clf>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})"
"""The Common Log Format (Apache, mod_log_config, %t; nginx, $time_local)."""
_ERROR = r"(?P<error>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})? \d{4})"
"""Apache's error log (core, ErrorLogFormat, %t)."""
BSD = r"(?P<bsd>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)"
"""Syslog's old form, which names no year (RFC 3164, 4.1.2)."""
_ANY = re.compile(f"{ISO}|{_CLF}|{_ERROR}|{BSD}")

_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800
"""The years 2000 to 2100 in seconds: others are no times of log lines, whatever a visitor wrote."""


def moments(text: str, near: datetime) -> list[Moment]:
    """Every time that a text names, in its order. `near` is a time not long after the line was
    written, with a zone: it tells the year where a form has none."""
    found = []
    for match in _ANY.finditer(text):
        moment = _FORMS[match.lastgroup or ""](match[0], near)
        if moment is not None and _EARLIEST <= moment.key.timestamp() < _LATEST:
            found.append(moment)
    return found


def best(found: list[Moment]) -> Moment | None:
    """The first that names its zone, else the first."""
    zoned = (moment for moment in found if moment.at.tzinfo is not None)
    return next(zoned, found[0] if found else None)


def epoch(value: object) -> Moment | None:
    """A time as seconds, milliseconds, microseconds or nanoseconds since 1970."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    for unit in (1, 10**3, 10**6, 10**9):
        if _EARLIEST <= number / unit < _LATEST:
            return Moment(datetime.fromtimestamp(number / unit, UTC))
    return None


def _iso(text: str, _near: datetime) -> Moment | None:
    plain = text.replace("/", "-", 2).replace(",", ".").replace("UTC", "Z")
    try:
        return Moment(datetime.fromisoformat(re.sub(r"\s(?=[Z+-])", "", plain)))
    except ValueError:
        return None


def _clf(text: str, _near: datetime) -> Moment | None:
    day, month, year, hour, minute, second = re.split("[/: ]", text)[:6]
    sign = -1 if text[-5] == "-" else 1
    offset = sign * timedelta(hours=int(text[-4:-2]), minutes=int(text[-2:]))
    return _moment(year, month, day, (hour, minute, second), offset)


def _error(text: str, _near: datetime) -> Moment | None:
    _, month, day, clock, year = text.split()
    return _moment(year, month, day, tuple(clock.partition(".")[0].split(":")))


def _bsd(text: str, near: datetime) -> Moment | None:
    month, day, clock = text.split()
    for year in (near.year + 1, near.year, near.year - 1):
        found = _moment(str(year), month, day, tuple(clock.split(":")))
        if found is not None and found.key <= near + timedelta(days=1):
            return found
    return None


def _moment(
    year: str, month: str, day: str, clock: tuple[str, ...], offset: timedelta | None = None
) -> Moment | None:
    try:
        zone = None if offset is None else timezone(offset)
        at = datetime(int(year), _MONTHS[month], int(day), *map(int, clock), tzinfo=zone)  # type: ignore[misc, arg-type]
    except (KeyError, ValueError):
        return None
    return Moment(at)


_FORMS: dict[str, Callable[[str, datetime], Moment | None]] = {
    "iso": _iso,
    "clf": _clf,
    "error": _error,
    "bsd": _bsd,
}

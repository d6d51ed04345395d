"""Moments as documents write them, and time zones by their names."""

from datetime import UTC, datetime, tzinfo
from typing import overload

from operasure.core.errors import UsageError


@overload
def stamp(moment: datetime) -> str: ...
@overload
def stamp(moment: None) -> None: ...
@overload
def stamp(moment: datetime | None) -> str | None: ...
def stamp(moment: datetime | None) -> str | None:
    """A moment in UTC to the second, RFC 3339."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def utc(moment: datetime) -> datetime:
    """A moment in UTC; one that names no zone is of UTC, as OpenProject's columns are."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def zone(name: str) -> tzinfo:
    """A time zone by its IANA name; "UTC" needs no zone files. Raises UsageError for another."""
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - most need UTC alone

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"time zone {name!r} is not known here; use UTC or install tzdata") from (
            error
        )

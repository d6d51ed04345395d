"""Time zones by their names."""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from operasure.core.errors import UsageError


def zone(name: str) -> tzinfo:
    """A time zone by its IANA name; "UTC" needs no zone files. Raises UsageError for another."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"time zone {name!r} is not known here; use UTC or install tzdata") from (
            error
        )

"""Time zones by their names."""

from __future__ import annotations

from datetime import UTC, tzinfo

from operasure.core.errors import UsageError


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

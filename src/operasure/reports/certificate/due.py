"""Until when a request had to be answered.

Art. 12(3) GDPR: within one month of receipt, which may be extended by two further months where
the person was told of it, with the reasons, within that first month. How months are counted is
laid down in Art. 3 of Regulation (EEC, Euratom) No 1182/71: paragraph 2(c), the period ends with
the expiry of the day that bears the date of the day of receipt, or of the month's last day where
there is no such date; paragraph 4, it ends with the next working day where that is a public
holiday, Sunday or Saturday.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

FIRST = 1
EXTENDED = 3
"""Months from receipt: one, and two further ones."""

_SATURDAY = 5


@dataclass(frozen=True)
class Deadline:
    """`due` is the last day for the answer. `extended` says whether the extension counts; it does
    not where the person was told of it after `first`, the last day of the first month.
    `*_late_by` are days after `due`, 0 where it was in time: of the deletion of the account, of the
    last removal of what it had left (None where nothing was removed), of the last look that shows
    how it stands, and of the answer."""

    received: date
    first: date
    due: date
    extended: bool
    deleted_late_by: int
    removed_late_by: int | None
    seen_late_by: int
    answered_late_by: int


def add_months(day: date, months: int) -> date:
    """The same date `months` later, or the last day of that month where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def last_day(received: date, months: int, holidays: Collection[date] = ()) -> date:
    """The last day of a period of `months` that began with what happened on `received`."""
    day = add_months(received, months)
    while day.weekday() >= _SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def deadline(
    received: date,
    deleted: date,
    answered: date,
    told_of_extension: date | None = None,
    holidays: Collection[date] = (),
    *,
    removed: date | None = None,
    seen: date | None = None,
) -> Deadline:
    """Count the period of a request. All dates are those of the controller's own place."""
    first = last_day(received, FIRST, holidays)
    extended = told_of_extension is not None and told_of_extension <= first
    due = last_day(received, EXTENDED, holidays) if extended else first
    return Deadline(
        received,
        first,
        due,
        extended,
        _late(deleted, due),
        None if removed is None else _late(removed, due),
        _late(seen or deleted, due),
        _late(answered, due),
    )


def _late(day: date, due: date) -> int:
    return max(0, (day - due).days)

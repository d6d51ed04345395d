"""Periods of Art. 12(3) GDPR, counted as Regulation 1182/71 says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operasure.reports.certificate.due import add_months, deadline, last_day

DAYS = st.dates(date(2018, 5, 25), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("received", "months", "due"),
    [
        # The examples of the European Data Protection Board, Guidelines 01/2022, section 5.3.
        ("2021-03-05", 1, "2021-04-05"),
        ("2021-08-31", 1, "2021-09-30"),
        # The last day of the shorter month.
        ("2027-01-31", 1, "2027-03-01"),  # 28 February 2027 is a Sunday
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-01-30", 1, "2028-02-29"),
        ("2025-11-30", 3, "2026-03-02"),  # 28 February 2026 is a Saturday
        # Over the end of the year.
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-02", 3, "2027-02-02"),
        # Saturday and Sunday.
        ("2026-10-14", 1, "2026-11-16"),
        ("2026-10-15", 1, "2026-11-16"),
    ],
)
def test_last_day(received: str, months: int, due: str) -> None:
    assert last_day(date.fromisoformat(received), months).isoformat() == due


def test_public_holidays_move_the_last_day_on() -> None:
    # 25 December 2026 is a Friday, 26 and 27 the weekend, 28 a holiday of the place.
    holidays = [date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)]
    assert last_day(date(2026, 11, 25), 1, holidays) == date(2026, 12, 29)


@given(DAYS, st.sampled_from([1, 3]))
def test_a_period_ends_on_a_working_day(received: date, months: int) -> None:
    day = last_day(received, months)
    assert day.weekday() < 5
    assert timedelta(0) <= day - add_months(received, months) <= timedelta(2)


@given(DAYS, st.integers(0, 24))
def test_months_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


def test_in_time() -> None:
    found = deadline(date(2026, 11, 2), date(2026, 12, 2), date(2026, 12, 2))
    assert (found.due, found.deleted_late_by, found.answered_late_by) == (date(2026, 12, 2), 0, 0)


def test_lateness_is_counted_in_days() -> None:
    found = deadline(date(2026, 11, 2), date(2026, 12, 3), date(2026, 12, 12))
    assert (found.deleted_late_by, found.answered_late_by) == (1, 10)


def test_an_extension_counts_if_the_person_was_told_in_time() -> None:
    in_time = deadline(
        date(2026, 11, 2), date(2027, 1, 5), date(2027, 2, 3), told_of_extension=date(2026, 12, 2)
    )
    assert (in_time.extended, in_time.due) == (True, date(2027, 2, 2))
    assert (in_time.deleted_late_by, in_time.answered_late_by) == (0, 1)


def test_an_extension_that_came_too_late_does_not_count() -> None:
    late = deadline(
        date(2026, 11, 2), date(2027, 1, 5), date(2027, 2, 3), told_of_extension=date(2026, 12, 3)
    )
    assert (late.extended, late.due) == (False, date(2026, 12, 2))
    assert late.deleted_late_by == 34

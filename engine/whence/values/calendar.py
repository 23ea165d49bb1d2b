"""Calendar arithmetic: days, months, and how long it is from one day to another.

A week is 7 days and a year 12 months. A day plus n months is the same day of the later month, or that month's
last day where it has none (as ISO 8601 leaves open and most calendars do).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from whence.values.quantity import MINUTES_PER_DAY, Quantity


def add_months(day: date, months: int) -> date:
    """The day `months` months later.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, calendar.monthrange(year, month0 + 1)[1]))


def add(day: date, span: Quantity) -> date | None:
    """The day a whole number of days or months later; None where the span has hours or parts of a day or month.

    Raises OverflowError past the year 9999.
    """
    base = span.in_base
    if span.family == "months":
        if base != base.to_integral_value():
            return None
        try:
            return add_months(day, int(base))
        except ValueError as error:
            raise OverflowError(str(error)) from error
    days = base / MINUTES_PER_DAY
    if days != days.to_integral_value():
        return None
    return day + timedelta(days=int(days))


def parse_day(text: str) -> date | None:
    """Read a day written YYYY-MM-DD; None where it is not one."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

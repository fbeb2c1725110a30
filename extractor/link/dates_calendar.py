"""Arithmetic of days, months and years, and their EDTF forms."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from extractor.find.date_model import Clock

_SAME_YEAR = 7  # months


class Point(NamedTuple):
    """A year, a month or a day of the calendar."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a day."""
        if self.day is None or self.month is None:
            return True
        return 1 <= self.year <= 9999 and self.day <= monthrange(self.year, self.month)[1]

    def as_date(self) -> date | None:
        """The day, None where the point is less exact or does not exist."""
        if self.month is None or self.day is None or not self.exists:
            return None
        return date(self.year, self.month, self.day)

    def edtf(self) -> str:
        """ISO 8601-2, with four figures for the year."""
        year = f"-{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        if self.month is None:
            return year
        return f"{year}-{self.month:02d}" if self.day is None else f"{year}-{self.month:02d}-{self.day:02d}"


def point_of(day: date) -> Point:
    return Point(day.year, day.month, day.day)


def at_clock(day: str, clock: Clock) -> str:
    """A day with a local time, to the second."""
    return f"{day}T{clock.hour:02d}:{clock.minute:02d}:00"


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weekday_from(base: date, weekday: int, toward: int | None) -> date:
    """The day of the week (1 is Monday) that is meant on the day `base`.

    `toward` 1 is the next one, -1 the last one, 0 the one of this week, None the nearest.
    """
    if toward == 0:
        return monday(base) + timedelta(days=weekday - 1)
    ahead = (weekday - base.isoweekday()) % 7
    if toward == 1:
        return base + timedelta(days=ahead or 7)
    if toward == -1:
        return base - timedelta(days=7 - ahead)
    return base + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def nearest_year(
    month: int, day: int | None, base: date, toward: int | None, last_month: int | None = None
) -> int | None:
    """The year in which a day, a month or a stretch of months lies nearest to `base`; before or after it where
    `toward` says so. A month is of the year of `base`, unless most of a year lies between. None where no year
    around has such a day.
    """
    if day is None and toward is None and last_month is None and abs(month - base.month) <= _SAME_YEAR:
        return base.year
    reach = 4 if (month, day) == (2, 29) else 1
    best: tuple[int, int, int] | None = None
    for year in range(base.year - reach, base.year + reach + 1):
        if not Point(year, month, day).exists:
            continue
        if day is None:
            away = (year - base.year) * 12 + month - base.month
            away = min(0, away + (last_month or month) - month) if away < 0 else away
        else:
            away = (date(year, month, day) - base).days
        if (toward == 1 and away < 0) or (toward == -1 and away > 0):
            continue
        choice = (abs(away), away, year)  # of two as near the one before
        if best is None or choice < best:
            best = choice
    return best[2] if best else None


def add_months(base: date, months: int) -> tuple[int, int]:
    """Year and month so many months after that of `base`."""
    count = base.year * 12 + base.month - 1 + months
    return count // 12, count % 12 + 1


def set_of(values: Iterable[str]) -> str:
    """An EDTF set, each member once; a member that is a stretch is printed with two dots."""
    members = (value if "T" in value else value.replace("/", "..") for value in values)
    return "{" + ",".join(dict.fromkeys(members)) + "}"

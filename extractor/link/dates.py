"""What the dates of an article mean: mentions and the day of publication → EDTF values, kinds and roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from extractor.find.date_model import DateKind, DateMention, Moment
from extractor.link.dates_calendar import (
    Point,
    add_months,
    at_clock,
    monday,
    nearest_year,
    point_of,
    set_of,
    weekday_from,
)
from extractor.link.dates_relative import distance
from extractor.link.dates_roles import own_role
from extractor.record import DateRole, Notice

T = TypeVar("T")
_SAME_STORY = timedelta(days=45)  # a day without a year this near to one named in its paragraph is of the same story
_NEWS = timedelta(days=400)  # what lies farther from the publication is history
_SENTENCE_END = re.compile(r"[.!?…]\s")
_FAR_YEARS = 5  # a year of two figures may lie so far ahead of the publication


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A date expression with its value: EDTF, or None where it stays open. Offsets are code points."""

    start: int
    end: int
    rule: str
    kind: DateKind
    value: str | None
    role: DateRole = "mention"
    notice: Notice | None = None


class _Stretch(NamedTuple):
    """The first and the last point of what a moment stands for."""

    first: Point
    last: Point


class _NoDateError(ValueError):
    """What is printed is no date; the text says why, and `code` is its short name."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


def _no_such_day() -> _NoDateError:
    return _NoDateError("no_such_day", "the calendar has no such day")


def resolve_dates(mentions: Sequence[DateMention], text: str, published: str | None) -> list[ResolvedDate]:
    """The values of all dates of an article, in the order of the text.

    `published` is the ISO date of publication, where known. A year that is left out is taken from a date named in
    the same paragraph, else it is the nearest to publication. The clock of this machine is never asked.
    """
    return _Passage(text, published, mentions).resolve()


class _Passage:
    """The dates named so far, while an article is read from its beginning."""

    def __init__(self, text: str, published: str | None, mentions: Sequence[DateMention]) -> None:
        self._text = text
        self._published = date.fromisoformat(published[:10]) if published else None
        self._mentions = mentions
        self._number = 0  # of the mention that is read
        self._days_ahead = list(_ahead(mentions, _day_of)) if published is None else []
        self._years_ahead = list(_ahead(mentions, _year_of)) if published is None else []
        self._day_of_line: date | None = None  # the last day named in this paragraph
        self._day_of_sentence: date | None = None
        self._day: date | None = None  # the last day named
        self._year: int | None = None  # the last year named

    def resolve(self) -> list[ResolvedDate]:
        found = []
        reached = 0
        for number, mention in enumerate(self._mentions):
            self._number = number
            if self._text.find("\n", reached, mention.start) >= 0:
                self._day_of_line = self._day_of_sentence = None
            elif _SENTENCE_END.search(self._text, reached, mention.start):
                self._day_of_sentence = None
            reached = mention.end
            found.append(self._one(mention))
        return found

    def _one(self, mention: DateMention) -> ResolvedDate:
        solar = _solar(mention)
        value: str | None = None
        notice: Notice | None = None
        try:
            value = self._value(solar)
        except _NoDateError as error:
            printed = self._text[mention.start : mention.end]
            notice = Notice(code=error.code, message=f"{printed!r}: {error}")
        if value is not None and solar is not mention and mention.joined == "set":
            value = _as_set(value, len(mention.moments))
        published = self._published.isoformat() if self._published else None
        role = own_role(mention, self._text, value, published)
        return ResolvedDate(mention.start, mention.end, mention.rule, mention.kind, value, role, notice)

    def _value(self, mention: DateMention) -> str | None:
        moments = mention.moments
        if mention.joined == "range" and len(moments) == 2:
            ends = self._range(moments[0], moments[1])
            if ends is None:
                return None
            if _sort_key(ends[0].first, 0) > _sort_key(ends[1].last, 99):
                raise _NoDateError("ends_before_it_begins", "it ends before it begins")
            self._remember(ends[1], mention)
            first = _clocked(moments[0], ends[0].first.edtf())
            last = _clocked(moments[1], ends[1].last.edtf())
            return f"{first}/{last}"
        stretches = self._members(moments)
        if stretches is None:
            return None
        self._remember(stretches[0], mention)
        values = [_single(moment, stretch) for moment, stretch in zip(moments, stretches, strict=True)]
        return values[0] if mention.joined == "one" else set_of(values)

    def _range(self, first: Moment, last: Moment) -> tuple[_Stretch, _Stretch] | None:
        """The two ends of a range, the end with a year first."""
        if first.year is not None and last.year is None and last.month is not None and last.relative is None:
            start = self._stretch(first)
            year = first.year + (1 if (last.month, last.day or 31) < (first.month or 1, first.day or 1) else 0)
            end = self._stretch(last._replace(year=year))
        elif (start := self._going_on(first, last)) is not None:
            wraps = (last.month or 0, last.day or 0) < (first.month or 0, first.day or 0)
            end = self._stretch(last._replace(year=start.first.year + wraps))
        else:
            end = self._stretch(last)
            start = self._stretch(_before(first, end)) if end else None
        return (start, end) if start and end else None

    def _going_on(self, first: Moment, last: Moment) -> _Stretch | None:
        """The first day of a range without years that goes on where the day named before in its sentence ends."""
        told = self._day_of_sentence
        open_ends = (first, last)
        if told is None or any(end.year or end.relative or end.lunar or end.same for end in open_ends):
            return None
        if any(end.month is None or end.day is None or end.toward is not None for end in open_ends):
            return None
        start = self._stretch(first)
        day = start.first.as_date() if start else None
        return start if day and timedelta(0) <= day - told <= _SAME_STORY else None

    def _members(self, moments: Sequence[Moment]) -> list[_Stretch] | None:
        """The members of a set, the last one first, for it names the year."""
        found: list[_Stretch] = []
        for moment in reversed(moments):
            stretch = self._stretch(_before(moment, found[-1]) if found else moment)
            if stretch is None:
                return None
            found.append(stretch)
        found.reverse()
        return found

    def _stretch(self, moment: Moment) -> _Stretch | None:
        """What a moment stands for; None where that stays open. Raises _NoDateError."""
        if moment.lunar:
            return None
        point: Point | None
        if moment.same == "day":
            day = self._day or self._published
            point = point_of(day) if day else None
        elif moment.weekday is not None or moment.weekend or (moment.relative and moment.unit == "week"):
            return self._week(moment)
        else:
            point = self._point(moment)
        if point is None:
            return None
        if not point.exists:
            raise _no_such_day()
        last = point._replace(month=moment.last_month) if moment.last_month else point
        return _Stretch(point, last)

    def _week(self, moment: Moment) -> _Stretch | None:
        base = self._published
        if base is None:
            return None
        if moment.relative is None and moment.weekday is not None:
            day = point_of(weekday_from(base, moment.weekday, moment.toward))
            return _Stretch(day, day)
        weeks = distance(moment.relative, "week") if moment.relative else None
        if weeks is None:
            return None
        start = monday(base) + timedelta(weeks=weeks)
        if moment.weekday is not None:
            day = point_of(start + timedelta(days=moment.weekday - 1))
            return _Stretch(day, day)
        first = 5 if moment.weekend else 0
        return _Stretch(point_of(start + timedelta(days=first)), point_of(start + timedelta(days=6)))

    def _point(self, moment: Moment) -> Point | None:
        year, month, day = moment.year, moment.month, moment.day
        if year is not None and 0 <= year < 100 and day is not None:
            year = self._century(year)
        if moment.relative is not None:
            return self._relative(moment)
        if moment.same == "year":
            year = self._year or (self._published.year if self._published else None)
        if moment.same == "month" and (self._day or self._published):
            base = self._day or self._published
            year, month = (base.year, base.month) if base else (year, month)
        if year is None and month is None and day is not None:
            return self._day_alone(day, moment.toward)
        if year is None:
            if month is None:
                return None
            year = self._missing_year(moment)
            if year is None:
                if day is not None and not Point(2000, month, day).exists:
                    raise _no_such_day()
                return None
        return Point(year, month, day)

    def _century(self, year: int) -> int:
        now = self._published.year if self._published else 2030 - _FAR_YEARS
        return 2000 + year if 2000 + year <= now + _FAR_YEARS else 1900 + year

    def _relative(self, moment: Moment) -> Point | None:
        base = self._published
        count = distance(moment.relative, moment.unit) if moment.relative else None
        if count is None:
            return None
        if base is None:  # "năm nay" is the year that the article speaks of
            year = self._year or self._years_ahead[self._number] if moment.unit == "year" else None
            return Point(year + count, moment.month, moment.day) if year else None
        if moment.unit == "day":
            return point_of(base + timedelta(days=count))
        if moment.unit == "month":
            year, month = add_months(base, count)
            return Point(year, month, moment.day)
        return Point(base.year + count, moment.month, moment.day)

    def _day_alone(self, day: int, toward: int | None) -> Point | None:
        """A day of the month named in this paragraph, else the one nearest to publication."""
        told = self._told()
        if told is not None and toward is None:
            return Point(told.year, told.month, day)
        base = self._published
        if base is None:
            return None
        around = [Point(*add_months(base, months), day) for months in (-1, 0, 1)]
        days = [point.as_date() for point in around]
        fitting = [
            found
            for found in days
            if found and not (toward == 1 and found < base) and not (toward == -1 and found > base)
        ]
        return point_of(min(fitting, key=lambda found: abs(found - base))) if fitting else None

    def _missing_year(self, moment: Moment) -> int | None:
        told = self._told()
        month, day, toward, last = moment.month or 1, moment.day, moment.toward, moment.last_month
        if told is not None and toward is None:
            year = nearest_year(month, day, told, None)
            if year is not None and abs(date(year, month, min(day or 15, 28)) - told) <= _SAME_STORY:
                return year
        if self._published is not None:
            return nearest_year(month, day, self._published, toward, last)
        base = self._day or self._days_ahead[self._number]
        if base is not None:
            return nearest_year(month, day, base, toward, last)
        return self._year or self._years_ahead[self._number]

    def _told(self) -> date | None:
        """The day that the passage speaks of: long before publication it holds for its own sentence only."""
        day = self._day_of_line
        if day is None or self._published is None or abs(day - self._published) <= _NEWS:
            return day
        return self._day_of_sentence

    def _remember(self, stretch: _Stretch, mention: DateMention) -> None:
        """Note the day or year just named, for the dates that follow."""
        if mention.kind == "term":
            return
        self._year = stretch.first.year
        day = stretch.first.as_date()
        if day is None or mention.aside or (mention.signed and self._day is not None):
            return
        self._day = self._day_of_line = self._day_of_sentence = day


def _solar(mention: DateMention) -> DateMention:
    """What is resolved for a mention: of a lunar date the solar one beside it, of a range the end beside it."""
    beside = mention.beside
    if beside is None or not mention.moments[-1].lunar:
        return mention
    moments = beside.moments
    if mention.joined == "one":
        moments = (moments[-1] if beside.end <= mention.start else moments[0],)
        return replace(beside, joined="one", moments=(moments[0]._replace(clock=None, until=None),))
    return beside


def _before(moment: Moment, later: _Stretch) -> Moment:
    """A member without a year that stands before one with a year: of the same year, or of the one before."""
    if moment.year is not None or moment.relative or moment.weekday or moment.same or moment.month is None:
        return moment
    after = later.first
    wraps = (moment.month, moment.day or 0) > (after.month or 12, after.day or 31)
    return moment._replace(year=after.year - wraps)


def _sort_key(point: Point, missing: int) -> tuple[int, int, int]:
    return point.year, point.month or missing, point.day or missing


def _single(moment: Moment, stretch: _Stretch) -> str:
    first, last = stretch.first.edtf(), stretch.last.edtf()
    if first != last:
        return f"{first}/{last}"
    return _clocked(moment, first)


def _clocked(moment: Moment, day: str) -> str:
    """A day with the clock that stands with it, as an interval where that has an end."""
    if moment.clock is None:
        return day
    start = at_clock(day, moment.clock)
    return f"{start}/{at_clock(day, moment.until)}" if moment.until else start


def _as_set(value: str, size: int) -> str:
    """A range of solar days as the set of as many lunar days that stands beside it."""
    first, _, last = value.partition("/")
    try:
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    except ValueError:
        return value
    if days != size:
        return value
    return set_of((date.fromisoformat(first) + timedelta(days=count)).isoformat() for count in range(days))


def _ahead(mentions: Sequence[DateMention], read: Callable[[Moment], T | None]) -> Iterator[T | None]:
    """For each mention what is read first from one behind it."""
    values: list[T | None] = []
    value: T | None = None
    for mention in reversed(mentions):
        values.append(value)
        value = next((found for found in map(read, mention.moments) if found is not None), value)
    return reversed(values)


def _day_of(moment: Moment) -> date | None:
    """The day that a moment names with its year."""
    year = _year_of(moment)
    return Point(year, moment.month, moment.day).as_date() if year and not moment.lunar else None


def _year_of(moment: Moment) -> int | None:
    return moment.year if moment.year and moment.year > 99 else None

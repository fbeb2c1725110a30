"""Pieces: the parts that dates are put together from, each read by one shape of `patterns/dates/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from extractor.find.date_model import Clock, Moment, Unit
from extractor.patterns import Rule

PieceType = Literal[
    "clock", "part", "weekday", "day", "month", "year", "years", "term", "quarter", "months", "relative", "tail",
    "number", "figure",
]  # fmt: skip
# what a rule may say that its shapes are; numbers and figures are what no shape reads
PIECE_TYPES = frozenset(
    ("clock", "part", "weekday", "day", "month", "year", "years", "term", "quarter", "months", "relative", "tail")
)
# how a date is printed: with its year, in words, with a slash, with a dash or dot; a year: of three figures, or
# beside its name in the lunar calendar
Style = Literal["full", "short", "words", "slash", "dash", "old", "lunar"]

_DASH = r"[-\u2010-\u2015\u2212]"
# "10-12" of "10-12-15" or "10-12 tháng 3" is no day and month; of "27-5 - 1-6" it is
_RUNS_ON = re.compile(rf"(?!\s{_DASH}\s*\d{{1,2}}\s*{_DASH}\s*\d)\s*{_DASH}\s*\d|\s*(?:tháng|th|thg)(?!\w)")
_UNITS: dict[str, Unit] = {
    "dayword": "day",
    "nowword": "day",
    "weekword": "week",
    "monthword": "month",
    "yearword": "year",
}


class Piece(NamedTuple):
    """A part of a date: code points, what it is, and what it says. `other` is the end of a range of years;
    `shift` are the hours that gain twelve in its part of the day."""

    start: int
    end: int
    type: PieceType
    rule: Rule | None
    value: Moment
    other: Moment | None = None
    style: Style = "words"
    shift: tuple[int, int] | None = None
    after: frozenset[str] = frozenset()


def bare_number(start: int, end: int, value: int) -> Piece:
    """A figure of one or two digits that may be a day, a month or an hour."""
    return Piece(start, end, "number", None, Moment(day=value), style="dash")


def bare_figure(start: int, end: int, value: int) -> Piece:
    """A figure of four digits that may be a year."""
    return Piece(start, end, "figure", None, Moment(year=value), style="dash")


class _Groups:
    """The slots of a match, as numbers where they are."""

    def __init__(
        self, match: re.Match[str], slots: Sequence[tuple[str, str]], value: Callable[[str, str], str]
    ) -> None:
        self.printed = {group: value(slot, match[group]) for group, slot in slots if match[group] is not None}

    def number(self, *names: str) -> int | None:
        for name in names:
            if name in self.printed:
                return int(self.printed[name])
        return None

    def hours(self) -> tuple[int, int] | None:
        """The hours that gain twelve in the part of the day: "1-11" of the afternoon."""
        first, _, last = self.printed.get("part", "").partition("-")
        return (int(first), int(last)) if last else None

    def relative(self) -> tuple[str | None, Unit]:
        for slot, unit in _UNITS.items():
            if slot in self.printed:
                return self.printed[slot], unit
        return None, "day"


def read_piece(
    match: re.Match[str],
    rule: Rule,
    slots: Sequence[tuple[str, str]],
    value: Callable[[str, str], str],
) -> Piece | None:
    """What a match of a shape says, or None where its figures are not what they look like."""
    groups = _Groups(match, slots, value)
    kind = rule.get("is")
    start, end = match.span()
    if kind == "day":
        return _read_day(match, rule, groups)
    if kind == "clock":
        clock = _clock(rule, groups)
        return Piece(start, end, "clock", rule, Moment(clock=clock)) if clock else None
    if kind in ("years", "term"):
        first = groups.number("year")
        last = groups.number("year2", "shortyear")
        if first is None or last is None:
            raise rule.complain("its shapes need {year} and {year2} or {shortyear}")
        last = last if last > 99 else first - first % 100 + last + (100 if last < first % 100 else 0)
        typed: PieceType = "years" if kind == "years" else "term"
        bare: Style = "words"
        if match.group()[0].isdecimal():
            bare = "short" if "shortyear" in groups.printed else "dash"
        return Piece(start, end, typed, rule, Moment(year=first), Moment(year=last), style=bare)
    if kind == "part":
        return Piece(start, end, "part", rule, Moment(), shift=groups.hours())
    if kind == "weekday":
        return Piece(start, end, "weekday", rule, Moment(weekday=groups.number("weekday")))
    if kind == "tail":
        return Piece(start, end, "tail", rule, _tail(rule), after=frozenset(rule.all("after")))
    return _read_larger(match, rule, groups)


def _read_day(match: re.Match[str], rule: Rule, groups: _Groups) -> Piece | None:
    day = groups.number("day", "dayname")
    month = groups.number("month", "monthname")
    year = groups.number("year")
    short = groups.number("shortyear")
    text = match.group()
    style: Style = "full"
    if short is not None:
        style, year = "short", short
    elif year is None:
        style = "words" if any(sign.isalpha() for sign in text) else "slash" if "/" in text else "dash"
        if style == "dash" and _RUNS_ON.match(match.string, match.end()):
            return None
    lunar = bool(rule.get("lunar"))
    if lunar:
        day = int(rule.get("lunar"))
    elif year is None and groups.printed.get("monthname") and match["monthname"] in ("giêng", "chạp"):
        lunar = True  # the first and the last month have these names in the lunar calendar only
    return Piece(
        match.start(), match.end(), "day", rule, Moment(year=year, month=month, day=day, lunar=lunar), style=style
    )


def _read_larger(match: re.Match[str], rule: Rule, groups: _Groups) -> Piece:
    start, end = match.span()
    year = groups.number("year", "oldyear")
    relative, unit = _counted(rule, groups) if rule.get("phrase") else groups.relative()
    kind = rule.get("is")
    if kind == "year":
        if rule.get("before_christ") and year is not None:
            year = 1 - year
        style: Style = "old" if "oldyear" in groups.printed else "lunar" if "stem" in groups.printed else "full"
        return Piece(start, end, "year", rule, Moment(year=year), style=style)
    if kind == "month":
        style = "words" if match.group()[0].isalpha() else "slash" if "/" in match.group() else "dash"
        lunar = year is None and match.group().endswith(("giêng", "chạp"))
        month = groups.number("month", "monthname")
        return Piece(start, end, "month", rule, Moment(year=year, month=month, lunar=lunar), style=style)
    if kind in ("quarter", "months"):
        second: int | None = None
        if kind == "quarter":
            first = groups.number("quarter") or 1
            second = groups.number("quarter2")
            months = (3 * first - 2, 3 * first)
        else:
            count = groups.number("number", "count") or int(rule.get("months", "6"))
            months = (1, count) if rule.get("from") == "first" else (13 - count, 12)
        moment = Moment(year=year, month=months[0], last_month=months[1], relative=relative, unit=unit)
        typed: PieceType = "quarter" if kind == "quarter" else "months"
        other = moment._replace(month=3 * second - 2, last_month=3 * second) if second else None
        return Piece(start, end, typed, rule, moment, other)
    same: Unit | None = "day" if rule.get("same") == "day" else None
    moment = Moment(relative=relative, unit=unit, same=same, weekend=bool(rule.get("weekend")))
    return Piece(start, end, "relative", rule, moment, shift=groups.hours())


def _counted(rule: Rule, groups: _Groups) -> tuple[str, Unit]:
    """ "hai tuần trước": the phrase with its figure, and what it counts."""
    unit = next((unit for unit in _UNITS.values() if unit == rule.get("unit")), None)
    if unit is None:
        raise rule.complain("a `phrase` needs a `unit`: day, week, month or year")
    return rule.get("phrase").format(groups.number("number", "dayname")), unit


def _clock(rule: Rule, groups: _Groups) -> Clock | None:
    hour = groups.number("hour") or 0
    minute = groups.number("minute", "shortminute") or int(rule.get("minutes", "0"))
    if rule.get("before_hour") and minute:
        hour, minute = hour - 1, 60 - minute
    return Clock(hour, minute) if hour < 24 or minute == 0 else None


def _tail(rule: Rule) -> Moment:
    toward = rule.get("toward")
    same = rule.get("same")
    return Moment(
        toward=int(toward) if toward else None,
        same="year" if same == "year" else "month" if same == "month" else None,
        lunar=bool(rule.get("lunar")),
    )

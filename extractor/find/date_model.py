"""What the words of a date say, before anybody asks which day that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.language.spans import Mention

Unit = Literal["day", "week", "month", "year"]
Joined = Literal["one", "range", "set"]
DateKind = Literal["date", "range", "set", "time", "term"]


class Clock(NamedTuple):
    """A time of day; hour 24 is the end of the day."""

    hour: int
    minute: int = 0


class Moment(NamedTuple):
    """One point or stretch of the calendar as far as the words say; what they leave out is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None  # of a stretch of months: the last one
    weekday: int | None = None  # 1 is Monday
    relative: str | None = None  # a phrase that counts from the day of publication: "hôm qua"
    unit: Unit = "day"  # what such a phrase counts
    weekend: bool = False  # of the week that `relative` names
    same: Unit | None = None  # "cùng ngày", "cùng năm": as the one named before
    toward: int | None = None  # 1 the next one, -1 the last one, 0 the one of now
    lunar: bool = False
    clock: Clock | None = None
    until: Clock | None = None  # end of a clock range

    @property
    def precise(self) -> bool:
        """Whether it stands for a single day."""
        if self.day is not None or self.weekday is not None:
            return True
        return self.same == "day" or (self.relative is not None and self.unit == "day")


class Trace(NamedTuple):
    """A rule that had a part in a date, and where."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A date expression in a text. `moments` are one, the two ends of a range, or the members of a set.

    `beside` is the solar date printed beside a lunar one; `traces` are all rules that had a part in it.
    """

    kind: DateKind
    joined: Joined
    moments: tuple[Moment, ...]
    traces: tuple[Trace, ...] = ()
    beside: DateMention | None = None
    signed: bool = False  # the day of a signed paper
    aside: bool = False  # in brackets or behind the name of a feast: no day of the story

"""Groups → chains: ranges and sets of days, months, quarters and years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.find.date_groups import Group, attach, begin
from extractor.find.date_joins import DAY_LEADS, Gap, Joins
from extractor.find.date_model import Joined
from extractor.find.date_pieces import Piece
from extractor.find.date_text import FoldedText

_MOST_MEMBERS = 12
_OUTSIDE = frozenset(
    ("relative", "year")
)  # "Ngày Pháp luật (9/11) năm nay": what the bracket closes they do not narrow
_JOINED: dict[str, Literal["range", "set"]] = {
    "to": "range",
    "dash": "range",
    "slash": "range",
    "and": "set",
    "comma": "set",
}


@dataclass(slots=True)
class Chain:
    """Groups that stand for one date: `joined` says how. `next` is the first piece behind them."""

    groups: list[Group]
    next: int
    joined: Joined = "one"
    gaps: list[Gap] = field(default_factory=list)

    @property
    def first(self) -> Group:
        return self.groups[0]

    @property
    def last(self) -> Group:
        return self.groups[-1]


class ChainReader:
    """Reads the chains of one text from its pieces."""

    def __init__(self, folded: FoldedText, pieces: Sequence[Piece], joins: Joins) -> None:
        self._folded = folded
        self._pieces = pieces
        self._joins = joins
        self._gaps: dict[int, Gap | None] = {}

    def gap(self, number: int) -> Gap | None:
        """What stands before a piece."""
        if not 0 < number < len(self._pieces):
            return None
        if number not in self._gaps:
            end, start = self._pieces[number - 1].end, self._pieces[number].start
            self._gaps[number] = self._joins.between(self._folded, end, start)
        return self._gaps[number]

    def stands_alone(self, number: int) -> bool:
        """Whether a piece is a bare figure with nothing of a date beside it."""
        piece = self._pieces[number]
        if piece.type != "number":
            return False
        return self.gap(number + 1) is None and not self._joins.leads(self._folded, piece.start)

    def group(self, number: int) -> tuple[Group, int] | None:
        """The group that begins with a piece, and the number of the piece behind it."""
        piece = self._pieces[number]
        lead = self._joins.lead_in(self._folded, piece.start)
        group = Group(number, lead.start, piece.end, lead.leads, lead.outer, lead.nearest)
        if not begin(group, piece):
            return None
        number += 1
        while number < len(self._pieces):
            gap, piece = self.gap(number), self._pieces[number]
            if gap is None or (piece.type in _OUTSIDE and self._folded[group.end] == ")"):
                break
            if not attach(group, piece, gap):
                break
            if gap.leads:
                group.leads |= gap.leads
            number += 1
        return group, number

    def read(self, number: int) -> Chain | None:
        """The chain of groups that begins with a piece."""
        start = self.group(number)
        if start is None:
            return None
        found = Chain([start[0]], start[1])
        while len(found.groups) < _MOST_MEMBERS:
            self._skip_lunar(found)
            gap = self.gap(found.next)
            if gap is None:
                break
            if self._names_figures(found, gap):
                self._refine(found)
                break
            joining = gap.sign in _JOINED or (gap.sign == "" and found.last.pieces[0].type == "part")
            follower = self.group(found.next) if joining else None
            named = found.first.strong or bool(found.first.leads) or self._behind_colon(found.first)
            joined = _relation(found, follower[0], gap, named=named) if follower else None
            if follower is None or joined is None or found.joined not in ("one", joined):
                break
            if self._is_row(found.last, follower[0], gap):
                break
            found.groups.append(follower[0])
            found.gaps.append(gap)
            found.next, found.joined = follower[1], joined
        return found

    def _skip_lunar(self, found: Chain) -> None:
        """Leave out the lunar day in brackets behind the first end of a range: "từ 29/1 (27 Tết) đến 6/2"."""
        gap = self.gap(found.next)
        if gap is None or gap.sign not in ("open", "beside") or found.last.core != "day" or found.last.value.lunar:
            return
        lunar = self.group(found.next)
        behind = self.gap(lunar[1]) if lunar and lunar[0].value.lunar else None
        if lunar is None or behind is None or behind.sign not in ("to", "dash"):
            return
        other = self.group(lunar[1])
        if other is not None and not other[0].value.lunar:
            found.next = lunar[1]

    def _behind_colon(self, group: Group) -> bool:
        """Whether a list of figures begins behind a colon: "5 buổi: 7, 9 và 11/6"."""
        return self._folded.endswith((":", ": "), 0, group.start)

    def _is_row(self, left: Group, right: Group, gap: Gap) -> bool:
        """Whether figures between dashes count something: "lớp chiều 2-4-6"."""
        if left.core != "number" or left.leads or gap.sign != "dash" or right.style != "dash":
            return False
        return "." not in self._folded[right.pieces[0].start : right.pieces[0].end]

    def _names_figures(self, found: Chain, gap: Gap) -> bool:
        """Whether the chain names days that a bare figure behind it spells out."""
        group = found.last
        if len(found.groups) > 1 or self._pieces[found.next].type != "number":
            return False
        if group.core == "weekday" or (group.core == "relative" and group.value.unit == "day"):
            return gap.sign in ("", "open", "comma")
        return group.core == "relative" and group.value.unit == "week" and gap.sign == "open"

    def _refine(self, found: Chain) -> None:
        """Read the figures of "cuối tuần sau (11-12/10)", which say what days are meant."""
        figures = self.read(found.next)
        if figures is None or figures.last.core != "day":
            return
        named, head = found.first, figures.first
        head.first, head.start, head.leads = named.first, named.start, named.leads | head.leads
        head.outer, head.nearest, head.worded = named.outer, named.nearest, True
        head.pieces = named.pieces + head.pieces
        head.clock, head.until = named.clock or head.clock, named.until or head.until
        head.shift = named.shift
        found.groups, found.gaps = figures.groups, figures.gaps
        found.joined, found.next = figures.joined, figures.next


def _relation(found: Chain, follower: Group, gap: Gap, *, named: bool) -> Literal["range", "set"] | None:
    """How a group continues a chain, None where it does not; `named`: something in front says that figures are days."""
    if gap.sign in ("", "comma") and _through_the_night(found.last, follower):
        return "range"
    joined = _JOINED.get(gap.sign)
    if found.last.core is None:  # "9 giờ và 15 giờ ngày 20/4"
        clocks = found.last.clock is not None and follower.clock is not None and joined == "set"
        return "set" if clocks and (follower.core is None or follower.value.precise) else None
    return joined if joined and _joinable(found.last, follower, gap, joined, named=named) else None


def _through_the_night(evening: Group, morning: Group) -> bool:
    """Whether two days are "đêm 19, rạng sáng 20/6"."""
    if not all(group.pieces[0].type == "part" and group.value.day for group in (evening, morning)):
        return False
    if morning.number == 1 and evening.value.month and morning.value.month:
        return evening.number >= 28 and (morning.value.month - evening.value.month) % 12 == 1
    return morning.number == evening.number + 1


def _joinable(left: Group, right: Group, gap: Gap, joined: str, *, named: bool) -> bool:
    """Whether two groups can be neighbours in a range or set; `named`: words in front say that figures are days."""
    if (gap.sign == "comma" and gap.leads - DAY_LEADS) or (gap.sign == "and" and "weak" in gap.leads):
        return False
    if gap.sign == "slash":
        return left.style == right.style == "full" and left.core == right.core == "day"
    match left.core, right.core:
        case "number", "number":
            return (gap.sign != "comma" or named) and (joined == "set" or left.number < right.number)
        case "number", "day":
            if gap.sign == "comma" and not named:
                return False
            return joined == "set" or right.value.day is None or left.number < right.value.day
        case "number", "month":
            return right.style in ("slash", "dash") and left.number <= 12 and not left.leads & DAY_LEADS
        case "day", "day":
            if left.value.lunar != right.value.lunar:
                return False
            apart = bool(gap.leads & DAY_LEADS) or right.worded
            return gap.sign != "comma" or not apart or left.value.month is None
        case "month", "month":
            return True
        case "month", "number":
            fits = right.number <= 12 and not right.leads - {"time"} and left.value.year is None
            if fits:
                right.core, right.style = "month", "words"
                right.value = right.value._replace(day=None, month=right.value.day)
            return fits
        case (("year" | "figure"), ("year" | "figure")):
            return gap.sign != "comma" or right.core == "figure"
        case "quarter", "quarter":
            return True
        case (("relative" | "weekday"), ("relative" | "weekday" | "day")):
            if gap.sign == "and" and left.core == right.core == "relative":
                return left.value.unit == right.value.unit == "day"
            return gap.sign == "to" or (gap.sign == "dash" and left.core == right.core == "weekday")
        case "day", "number":
            lunar = left.value.lunar and right.value.lunar and gap.sign in ("to", "dash")
            if lunar:  # "29 tháng Chạp đến mùng 5 Tết"
                right.core, right.style = "day", "words"
            return lunar
        case "day", ("month" | "year" | "relative"):
            return gap.sign == "to"
        case "day", "figure":
            return gap.sign in ("to", "dash") and (left.value.year or 0) < (right.value.year or 0)
        case (("month" | "year" | "figure"), ("month" | "year" | "figure" | "relative" | "day")):
            return gap.sign == "to"
        case _:
            return False

"""Pieces → groups: clock, part of the day, weekday and day that stand together are one."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.find.date_joins import DAY_LEADS, Gap
from extractor.find.date_model import Clock, Moment
from extractor.find.date_pieces import Piece, PieceType, Style

_NOTHING = Moment()
_WORDS = frozenset(("clock", "part", "weekday", "relative", "tail"))
_NEAR = frozenset(("", "comma", "open"))
_BESIDE_TIMES = frozenset(("", "comma", "open", "bar", "dash"))


@dataclass(slots=True)
class Group:
    """Pieces that stand for one moment (or two, for years), while they are put together.

    `core` is the piece that says most, None while there is only a clock or a part of the day.
    """

    first: int
    start: int
    end: int
    leads: frozenset[str]
    outer: int  # where its first lead word starts, one that is no part of it too
    nearest: int  # where the lead right before it starts
    core: PieceType | None = None
    style: Style = "words"
    value: Moment = _NOTHING
    others: list[Moment] = field(default_factory=list)
    clock: Clock | None = None
    until: Clock | None = None
    shift: tuple[int, int] | None = None
    pieces: list[Piece] = field(default_factory=list)
    worded: bool = False  # it has a clock, a part of the day, a weekday or the like

    @property
    def strong(self) -> bool:
        """Whether words beside the figures say that they are a day."""
        return self.worded or bool(self.leads & DAY_LEADS)

    def add(self, piece: Piece) -> None:
        """Take a piece in."""
        self.pieces.append(piece)
        self.end = piece.end
        self.worded = self.worded or piece.type in _WORDS

    @property
    def number(self) -> int:
        return self.value.day or 0

    def moment(self) -> Moment:
        """What the group says, its clock with it; hours are those of the day."""
        clock, until, value = self.clock, self.until, self.value
        if "past" in self.leads and self.core == "month" and value.toward is None:
            value = value._replace(toward=-1)
        if clock is not None and self.shift is not None:
            clock, until = _shifted(clock, self.shift), until and _shifted(until, self.shift)
        return value._replace(clock=clock, until=until) if clock else value


def _shifted(clock: Clock, hours: tuple[int, int]) -> Clock:
    """2 giờ chiều → 14, 10 giờ đêm → 22, but 11 giờ trưa → 11: `hours` are the first and last that gain twelve."""
    if hours[0] <= clock.hour <= hours[1]:
        return Clock(clock.hour + 12, clock.minute)
    return clock


def begin(group: Group, piece: Piece) -> bool:
    """Make a piece the first of an empty group; False where no date begins with it."""
    if piece.type == "tail":
        return False
    group.add(piece)
    if piece.type == "clock":
        group.clock = piece.value.clock
    elif piece.type == "part":
        group.shift = piece.shift
    else:
        _set_core(group, piece)
    return True


def _set_core(group: Group, piece: Piece) -> None:
    group.core, group.style, group.value = piece.type, piece.style, piece.value
    group.others = [piece.other] if piece.other else []
    if piece.shift is not None:
        group.shift = piece.shift


def attach(group: Group, piece: Piece, gap: Gap) -> bool:
    """Add a piece to a group where it belongs there; False where it does not."""
    if not _fits(group, piece, gap):
        return False
    group.add(piece)
    return True


def _fits(group: Group, piece: Piece, gap: Gap) -> bool:
    match piece.type:
        case "tail":
            return _add_tail(group, piece, gap)
        case "clock":
            return _add_clock(group, piece, gap)
        case "part":
            return _add_part(group, piece, gap)
        case "weekday":
            return _add_weekday(group, piece, gap)
        case "relative":
            return _add_relative(group, piece, gap)
        case "day":
            return _add_day(group, piece, gap)
        case "number":
            fits = group.core is None and (gap.sign == "" or (gap.sign == "comma" and bool(gap.leads & DAY_LEADS)))
            if fits:
                _set_core(group, piece)
            return fits
        case "year":
            return _add_year(group, piece, gap)
        case _:
            return False


def _add_tail(group: Group, piece: Piece, gap: Gap) -> bool:
    core = "month" if group.core == "months" else group.core
    if gap.sign not in _NEAR or gap.leads or core not in piece.after:
        return False
    tail = piece.value
    group.value = group.value._replace(
        toward=tail.toward if tail.toward is not None else group.value.toward,
        same=tail.same or group.value.same,
        lunar=tail.lunar or group.value.lunar,
    )
    return True


def _add_clock(group: Group, piece: Piece, gap: Gap) -> bool:
    last = group.pieces[-1]
    if group.clock is None:
        if group.core == "number" and len(group.pieces) == 1 and gap.sign in ("to", "dash"):
            if group.leads & DAY_LEADS or group.number > 24:
                return False
            group.clock, group.until = Clock(group.number), piece.value.clock  # "từ 8 đến 11h30"
            group.core, group.value = None, Moment()
            return True
        if gap.sign in _BESIDE_TIMES and (group.core is None or group.value.precise):
            group.clock = piece.value.clock
            return True
        return False
    if group.until is None and last.type == "clock" and gap.sign in ("to", "dash"):
        group.until = piece.value.clock
        return True
    return False


def _add_part(group: Group, piece: Piece, gap: Gap) -> bool:
    last = group.pieces[-1]
    before_day = group.core is None or group.core == "weekday"
    if last.type == "part":
        if gap.sign != "and":
            return False
    elif not (before_day and gap.sign in ("", "comma")):
        return False
    group.shift = piece.shift if group.shift is None else group.shift
    return True


def _add_weekday(group: Group, piece: Piece, gap: Gap) -> bool:
    if group.core is None and gap.sign in (_NEAR if group.clock else ("", "comma")):
        _set_core(group, piece)
        return True
    if group.core == "weekday" and group.pieces[-1].type == "weekday" and gap.sign in ("and", "comma"):
        group.others.append(piece.value)
        return True
    explicit = group.core == "day" or (group.core == "relative" and group.value.precise)
    seen = any(part.type == "weekday" for part in group.pieces)
    return explicit and not seen and gap.sign in _NEAR


def _add_relative(group: Group, piece: Piece, gap: Gap) -> bool:
    unit, value = piece.value.unit, group.value
    if unit == "day":
        if group.core is None and gap.sign in ("", "comma"):
            _set_core(group, piece)
            return True
        return group.core == "day" and gap.sign == "open"
    if gap.sign != "" or gap.leads:
        return False
    if group.core is None and group.clock is None:
        _set_core(group, piece)
        return True
    fits = bool(
        (unit == "week" and group.core == "weekday")
        or (unit == "month" and group.core in ("day", "number") and group.leads & DAY_LEADS and value.month is None)
        or (unit == "year" and group.core in ("day", "month", "quarter", "months") and value.year is None)
    )
    if group.core == "day" and group.style == "dash" and not group.strong:
        return False  # "từ 2-3 năm nay"
    if fits and value.relative is None:
        group.value = value._replace(relative=piece.value.relative, unit=unit)
        group.others = [other._replace(relative=piece.value.relative, unit=unit) for other in group.others]
        if group.core == "number":
            group.core, group.style = "day", "words"
        return True
    return False


def _add_day(group: Group, piece: Piece, gap: Gap) -> bool:
    if group.core is None:
        fits = gap.sign in (_BESIDE_TIMES if group.clock else _NEAR)
    elif group.core == "weekday" or (group.core == "relative" and group.value.unit in ("day", "week")):
        fits = gap.sign in _BESIDE_TIMES
    else:
        fits = False
    if fits:
        _set_core(group, piece)
    return fits


def _add_year(group: Group, piece: Piece, gap: Gap) -> bool:
    if group.core not in ("day", "month", "quarter", "months") or group.value.year is not None:
        return False
    if piece.style == "old" or gap.leads or not (gap.sign == "" or (gap.sign == "comma" and group.style == "words")):
        return False
    lunar = group.value.lunar or (piece.style == "lunar" and group.core in ("day", "month"))
    group.value = group.value._replace(year=piece.value.year, lunar=lunar)
    if group.style in ("slash", "dash", "words"):
        group.style = "full"
    return True

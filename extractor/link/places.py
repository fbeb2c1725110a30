"""The gazetteer: which province a place belonged to on a day, under which code, and which it belongs to now.

Viet Nam merged 63 provinces into 34 on 1 July 2025 and gave up the districts; before that others were merged
and split. The tables are `patterns/places/*.csv`. Days are ISO dates; a year or a month alone is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.language.tokens import norms_of
from extractor.patterns import Patterns

_DASHES = {"-", "‐", "‑", "‒", "–", "—", "−"}


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city between two days (both of them included, None: open)."""

    name: str
    code: str | None
    first: str | None
    last: str | None
    becomes: tuple[str, ...] = ()

    def holds_on(self, day: str) -> bool:
        """Whether it was there on a day. What is only known to the year counts for the whole of it."""
        if self.first and day < self.first[: len(day)]:
            return False
        return not self.last or day[: len(self.last)] <= self.last[: len(day)]


@dataclass(frozen=True, slots=True)
class District:
    """A district, town or city below the province, with the province of its last day."""

    name: str
    kind: str
    province: str
    first: str | None
    last: str | None


def key(name: str) -> str:
    """A name for looking up: case, tone placement and dashes folded.

    >>> key("Thừa Thiên–Huế") == key("thừa thiên - huế")
    True
    """
    return " ".join("-" if norm in _DASHES else norm for norm in norms_of(name))


class Gazetteer:
    """The tables of places, by name."""

    def __init__(self, patterns: Patterns) -> None:
        self._provinces: dict[str, list[Province]] = defaultdict(list)
        self._districts: dict[str, list[District]] = defaultdict(list)
        for row in _rows(patterns, "province"):
            province = Province(
                row["name"],
                row["code"] or None,
                row["from"] or None,
                row["to"] or None,
                tuple(row["becomes"].split("|")) if row["becomes"] else (),
            )
            self._provinces[key(province.name)].append(province)
        for row in _rows(patterns, "district"):
            district = District(row["name"], row["kind"], row["province"], row["from"] or None, row["to"] or None)
            self._districts[key(district.name)].append(district)
        self._spellings = {key(row["spelling"]): row["name"] for row in _rows(patterns, "place_spelling")}
        self._abroad = {key(row["name"]): row["kind"] for row in _rows(patterns, "abroad")}
        self._before: dict[str, list[Province]] = defaultdict(list)
        for rows in self._provinces.values():
            for province in rows:
                for later in province.becomes:
                    self._before[key(later)].append(province)

    def proper(self, printed: str) -> str:
        """The proper name of a place printed in another spelling; unknown names are given back."""
        return self._spellings.get(key(printed), printed)

    def province(self, printed: str, day: str | None = None) -> Province | None:
        """The province that a name stood for on `day`, or the latest of that name where no day is known.

        A name that was no more, or not yet, in use on that day gives the province that the place belonged to
        then, where the tables make that certain.
        """
        rows = self._provinces.get(key(self.proper(printed)), [])
        if not rows:
            return None
        if day is None:
            return max(rows, key=lambda row: (row.last is None, row.last or "", row.first or ""))
        for row in sorted(rows, key=lambda row: row.first or "", reverse=True):
            if row.holds_on(day):
                return row
        gone = [row for row in rows if row.last and row.last < day]
        if gone:
            return _only(self.province(name, day) for row in gone[-1:] for name in row.becomes)
        return _only(row for row in self._before[key(rows[0].name)] if row.holds_on(day))

    def now(self, province: Province) -> str | None:
        """The province that all of `province` belongs to today; None where it was split between several."""
        if not province.becomes:
            return province.name
        after = {self.now(later) for name in province.becomes for later in self._successors(name, province)}
        return after.pop() if len(after) == 1 else None

    def _successors(self, name: str, before: Province) -> list[Province]:
        """The rows under a name that begin when `before` ended."""
        rows = [row for row in self._provinces[key(name)] if row is not before]
        rows = [row for row in rows if row.last is None or row.last > (before.last or "")]
        return sorted(rows, key=lambda row: row.first or "")[:1]

    def district(self, printed: str, kind: str | None = None, day: str | None = None) -> tuple[Province, ...]:
        """The provinces that a district's name may belong to on `day`; `kind` ("huyện") helps to choose."""
        rows = self._districts.get(key(self.proper(printed)), [])
        if day is not None:
            rows = [row for row in rows if _valid(row, day)] or rows
        if kind is not None:
            rows = [row for row in rows if row.kind == kind] or rows
        found: dict[str, Province] = {}
        for row in rows:
            province = self.province(row.province, day)
            if province is not None:
                found[province.name] = province
        return tuple(found.values())

    def is_town(self, printed: str) -> bool:
        """Whether a name is a city or town below the province, as it is printed without its kind."""
        rows = self._districts.get(key(self.proper(printed)), [])
        return any(row.kind in ("thành phố", "thị xã") for row in rows)

    def all_provinces(self) -> list[Province]:
        """Every row of the table of provinces."""
        return [row for rows in self._provinces.values() for row in rows]

    def all_districts(self) -> list[District]:
        """Every row of the table of districts."""
        return [row for rows in self._districts.values() for row in rows]


def _rows(patterns: Patterns, category: str) -> Iterable[dict[str, str]]:
    for rule in patterns.rules(category):
        for row in rule.rows:
            yield {name: value or "" for name, value in row.items()}


def _valid(row: District, day: str) -> bool:
    return (not row.first or row.first <= day) and (not row.last or day <= row.last)


def _only(found: Iterable[Province | None]) -> Province | None:
    """The one province among those found, None where there is none or more than one."""
    distinct = {row.name: row for row in found if row is not None}
    rows: Sequence[Province] = list(distinct.values())
    return rows[0] if len(rows) == 1 else None

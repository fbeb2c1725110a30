"""The fields that are compared: what counts as one fact, when a found one is right, how one is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from extractor.compare.facts import DateFact, ElectedFact, EventFact, Facts, PersonFact, Place, PositionFact, VenueFact
from extractor.compare.values import (
    days,
    edtf,
    overlap,
    same,
    same_degree,
    same_kind,
    same_organization,
    touches,
)
from extractor.folding import fold_print

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as people see it: a line, its printed words, and, of a record's fact, its rule and place."""

    line: str
    words: str
    rule: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The facts of one field in one article: those found rightly, those found wrongly, those missed."""

    right: list[Shown]
    wrong: list[Shown]
    missed: list[Shown]


@dataclass(frozen=True, slots=True)
class DateRow:
    """All wordings of one calendar value: a value counts once for an article."""

    value: str | None
    values: frozenset[str | None]
    text: str
    first: DateFact


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """One line of the comparison.

    `rows` reads the facts, `right(found, expected)` says whether a found one is right, `show` shows one.
    """

    rows: Callable[[Facts], Sequence[Row]]
    right: Callable[[Row, Row], bool]
    show: Callable[[Row], Shown]

    def compare(self, found: Facts, expected: Facts) -> Judged:
        """The facts found, each right or wrong, and those that were missed."""
        have, want = self.rows(found), self.rows(expected)
        owner = pair(have, want, self.right)
        used = set(owner.values())
        return Judged(
            right=[self.show(row) for index, row in enumerate(have) if index in used],
            wrong=[self.show(row) for index, row in enumerate(have) if index not in used],
            missed=[self.show(row) for index, row in enumerate(want) if index not in owner],
        )

    def shown(self, facts: Facts) -> list[Shown]:
        """All facts of this field."""
        return [self.show(row) for row in self.rows(facts)]


def pair(found: Sequence[Row], expected: Sequence[Row], right: Callable[[Row, Row], bool]) -> dict[int, int]:
    """As many one-to-one pairs as there can be (augmenting paths): index expected → index found."""
    edges = [[at for at, want in enumerate(expected) if right(have, want)] for have in found]
    owner: dict[int, int] = {}

    def place(index: int, seen: set[int]) -> bool:
        for at in edges[index]:
            if at not in seen:
                seen.add(at)
                if at not in owner or place(owner[at], seen):
                    owner[at] = index
                    return True
        return False

    for index in range(len(found)):
        place(index, set())
    return owner


def _dates(facts: Facts) -> list[DateRow]:
    rows: dict[str, DateRow] = {}
    for date in facts.dates:
        value = edtf(date.value)
        key = value or fold_print(date.text)
        before = rows.get(key, DateRow(date.value, frozenset({value}), "", date))
        values = before.values | {edtf(other) for other in date.value_also}
        rows[key] = DateRow(before.value, values, f"{before.text} {date.text}".strip(), before.first)
    return list(rows.values())


def _right_position(found: tuple[PersonFact, PositionFact], expected: tuple[PersonFact, PositionFact]) -> bool:
    (person, have), (expected_person, want) = found, expected
    return (
        _same_person(person, expected_person)
        and same(have.title, want.title)
        and same_organization(have.organization, want.organization, want.organization_also)
    )


def _same_post(found: ElectedFact, expected: ElectedFact) -> bool:
    return same(found.person, expected.person) and same(found.post, expected.post)


def _right_elected(found: ElectedFact, expected: ElectedFact) -> bool:
    return (
        _same_post(found, expected)
        and same_organization(found.body, expected.body, expected.body_also)
        and edtf(found.term) == edtf(expected.term)
        and found.how == expected.how
    )


def _right_event(found: EventFact, expected: EventFact) -> bool:
    return (
        overlap(found.name, expected.name) >= 0.5
        and same_kind(found.kind, expected.kind)
        and days(found.date) == days(expected.date)
    )


def _right_venue(found: VenueFact, expected: VenueFact) -> bool:
    return overlap(found.text, expected.text) >= 0.5


def _right_province(found: VenueFact, expected: VenueFact) -> bool:
    return _right_venue(found, expected) and same(found.province, expected.province)


def _same_person(found: PersonFact, expected: PersonFact) -> bool:
    return same(found.name, expected.name)


def _line(*parts: str | None) -> str:
    return " | ".join(part or "–" for part in parts)


def _show_date(row: DateRow) -> Shown:
    return _show(_line(row.text, row.value), row.first.text, row.first)


def _show(line: str, words: str, fact: DateFact | EventFact | VenueFact | PersonFact) -> Shown:
    return Shown(line, words, fact.rule, next(iter(fact.mentions), None))


def _show_position(row: tuple[PersonFact, PositionFact]) -> Shown:
    person, held = row
    place = Place(start=held.start, end=held.end) if held.start is not None and held.end is not None else None
    return Shown(_line(person.name, held.title, held.organization), held.title, held.rule, place)


def _show_elected(post: ElectedFact, *parts: str | None) -> Shown:
    return Shown(_line(post.person, post.post, *parts), post.person, post.rule, post.evidence)


def _plain(line: str) -> Shown:
    return Shown(line, line)


FIELDS: Mapping[str, Field[Any]] = {
    "dates": Field(
        _dates,
        lambda found, expected: edtf(found.value) in expected.values and touches(found.text, expected.text),
        _show_date,
    ),
    "venues": Field(lambda facts: facts.venues, _right_venue, lambda row: _show(row.text, row.text, row)),
    "venue_provinces": Field(
        lambda facts: [venue for venue in facts.venues if venue.province],
        _right_province,
        lambda row: _show(_line(row.text, row.province), row.text, row),
    ),
    "people": Field(lambda facts: facts.people, _same_person, lambda row: _show(row.name, row.name, row)),
    "honorifics": Field(
        lambda facts: [person for person in facts.people if person.honorific],
        lambda found, expected: _same_person(found, expected) and same(found.honorific, expected.honorific),
        lambda row: _show(_line(row.name, row.honorific), row.name, row),
    ),
    "degrees": Field(
        lambda facts: [(person, degree) for person in facts.people for degree in person.degrees],
        lambda found, expected: _same_person(found[0], expected[0]) and same_degree(found[1], expected[1]),
        lambda row: _show(_line(row[0].name, row[1]), row[0].name, row[0]),
    ),
    "positions": Field(
        lambda facts: [(person, held) for person in facts.people for held in person.positions],
        _right_position,
        _show_position,
    ),
    "elected_pairs": Field(lambda facts: facts.elected_posts, _same_post, _show_elected),
    "elected_posts": Field(
        lambda facts: facts.elected_posts,
        _right_elected,
        lambda row: _show_elected(row, row.body, row.term, row.how),
    ),
    "elected_dates": Field(
        lambda facts: [post for post in facts.elected_posts if post.date],
        lambda found, expected: _same_post(found, expected) and edtf(found.date) == edtf(expected.date),
        lambda row: _show_elected(row, row.date),
    ),
    "events": Field(
        lambda facts: facts.events,
        _right_event,
        lambda row: _show(_line(row.name, row.kind, row.date), row.name, row),
    ),
    "byline": Field(lambda facts: facts.byline, same, _plain),
    "published": Field(
        lambda facts: [facts.published] if facts.published else [],
        lambda found, expected: (edtf(found) or "")[:10] == (edtf(expected) or "")[:10],
        _plain,
    ),
    "title": Field(lambda facts: [facts.title] if facts.title else [], same, _plain),
}

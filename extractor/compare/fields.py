"""The fields that are compared: what counts as one fact, when a found one is right, how one is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from extractor.compare.facts import ElectedFact, EventFact, Facts, PersonFact, PositionFact, VenueFact
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
class DateRow:
    """All wordings of one calendar value: a value counts once for an article."""

    value: str | None
    values: frozenset[str | None]
    text: str


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """One line of the comparison.

    `rows` reads the facts, `right(found, expected)` says whether a found one is right, `show` prints one.
    """

    rows: Callable[[Facts], Sequence[Row]]
    right: Callable[[Row, Row], bool]
    show: Callable[[Row], str]

    def compare(self, found: Facts, expected: Facts) -> tuple[int, list[str], list[str]]:
        """How many found facts are right; then, as printed, those found wrongly and those missed."""
        have, want = self.rows(found), self.rows(expected)
        owner = pair(have, want, self.right)
        used = set(owner.values())
        wrong = [self.show(row) for index, row in enumerate(have) if index not in used]
        missed = [self.show(row) for index, row in enumerate(want) if index not in owner]
        return len(owner), wrong, missed


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
        before = rows.get(key, DateRow(date.value, frozenset({value}), ""))
        values = before.values | {edtf(other) for other in date.value_also}
        rows[key] = DateRow(before.value, values, f"{before.text} {date.text}".strip())
    return list(rows.values())


def _right_position(found: tuple[str, PositionFact], expected: tuple[str, PositionFact]) -> bool:
    (name, have), (expected_name, want) = found, expected
    return (
        same(name, expected_name)
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


FIELDS: Mapping[str, Field[Any]] = {
    "dates": Field(
        _dates,
        lambda found, expected: edtf(found.value) in expected.values and touches(found.text, expected.text),
        lambda row: _line(row.text, row.value),
    ),
    "venues": Field(lambda facts: facts.venues, _right_venue, lambda row: row.text),
    "venue_provinces": Field(
        lambda facts: [venue for venue in facts.venues if venue.province],
        _right_province,
        lambda row: _line(row.text, row.province),
    ),
    "people": Field(lambda facts: facts.people, _same_person, lambda row: row.name),
    "honorifics": Field(
        lambda facts: [person for person in facts.people if person.honorific],
        lambda found, expected: _same_person(found, expected) and same(found.honorific, expected.honorific),
        lambda row: _line(row.name, row.honorific),
    ),
    "degrees": Field(
        lambda facts: [(person.name, degree) for person in facts.people for degree in person.degrees],
        lambda found, expected: same(found[0], expected[0]) and same_degree(found[1], expected[1]),
        lambda row: _line(*row),
    ),
    "positions": Field(
        lambda facts: [(person.name, held) for person in facts.people for held in person.positions],
        _right_position,
        lambda row: _line(row[0], row[1].title, row[1].organization),
    ),
    "elected_pairs": Field(lambda facts: facts.elected_posts, _same_post, lambda row: _line(row.person, row.post)),
    "elected_posts": Field(
        lambda facts: facts.elected_posts,
        _right_elected,
        lambda row: _line(row.person, row.post, row.body, row.term, row.how),
    ),
    "elected_dates": Field(
        lambda facts: [post for post in facts.elected_posts if post.date],
        lambda found, expected: _same_post(found, expected) and edtf(found.date) == edtf(expected.date),
        lambda row: _line(row.person, row.post, row.date),
    ),
    "events": Field(lambda facts: facts.events, _right_event, lambda row: _line(row.name, row.kind, row.date)),
    "byline": Field(lambda facts: facts.byline, same, str),
    "published": Field(
        lambda facts: [facts.published] if facts.published else [],
        lambda found, expected: (edtf(found) or "")[:10] == (edtf(expected) or "")[:10],
        str,
    ),
    "title": Field(lambda facts: [facts.title] if facts.title else [], same, str),
}

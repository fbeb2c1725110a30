"""The term of office that a post is given for: printed beside it, or that of the election that the article reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Dated(Protocol):
    """A resolved date expression at code points of the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def value(self) -> str | None: ...


_CONGRESS = re.compile(r"\b(?:đại hội|khóa|khoá)\b[^.;:()]{0,70}\(\s*\Z", re.IGNORECASE)
_BESIDE = 40  # characters between a title and the term that is printed behind it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post is given: its sentence, its statement, the title that names it (all code points).

    `voted`: those who were elected together share a term; that of another appointment is not this one's.
    """

    sentence: tuple[int, int]
    evidence: tuple[int, int]
    post_end: int
    heading: tuple[int, int] | None
    voted: bool
    day: str | None


class Terms:
    """The terms that an article names."""

    def __init__(
        self, text: str, dates: Sequence[Dated], old: Sequence[int], new: Sequence[int], published: str | None
    ) -> None:
        """`old` are code points right behind titles that people hold or held; a term there is of those titles.

        `new` are those behind the titles that are given.
        """
        self._terms = [date for date in dates if date.value is not None and _is_term(text, date)]
        self._old = sorted(old)
        self._new = sorted(new)
        self._published = published

    def beside(self, place: Place) -> str | None:
        """The term printed in the statement: behind the post, else anywhere in its sentence or its list's heading."""
        first, last = place.sentence
        inside = [term for term in self._terms if first <= term.start < last and not self._is_over(term, place.day)]
        behind = [term for term in inside if 0 <= term.start - place.post_end < _BESIDE]
        free = [term for term in inside if not self._is_of_old(term) and (place.voted or not self._is_of_new(term))]
        for choice in (behind, free):
            if choice:
                return min(choice, key=lambda term: abs(term.start - place.post_end)).value
        if place.heading is not None:
            first, last = place.heading
            named = [term for term in self._terms if first <= term.start < last]
            return self._latest([term for term in named if not self._is_over(term, place.day)], None)
        return None

    def of_article(self, day: str | None) -> str | None:
        """The term that begins last of those that an election on `day` may be about."""
        free = [term for term in self._terms if not self._is_of_old(term)]
        return self._latest(free, day)

    def _is_of_old(self, term: Dated) -> bool:
        return any(0 <= term.start - place < 15 for place in self._old)

    def _is_of_new(self, term: Dated) -> bool:
        return any(0 <= term.start - place < _BESIDE for place in self._new)

    def _is_over(self, term: Dated, day: str | None) -> bool:
        """Whether a term ends by the year of a day, and the article names the one after it."""
        year, end = _year(day), (term.value or "")[-4:]
        if year is None or end > year:
            return False
        return any((other.value or "")[:4] >= end for other in self._terms)

    def _latest(self, terms: Sequence[Dated], day: str | None) -> str | None:
        limit = _year(day) or _year(self._published) or "9999"
        years = [value for term in terms if (value := term.value) is not None and value[:4].isdigit()]
        begun = [value for value in years if int(value[:4]) <= int(limit) + 1 and value[-4:] >= limit]
        return max(begun, default=None, key=lambda value: value[:4])


def _is_term(text: str, date: Dated) -> bool:
    """Whether a date is a term: said to be one, or years in brackets behind the number of a congress."""
    if date.kind == "term":
        return True
    if date.kind != "range" or re.fullmatch(r"\d{4}/\d{4}", date.value or "") is None:
        return False
    return _CONGRESS.search(text, max(0, date.start - 80), date.start) is not None


def _year(value: str | None) -> str | None:
    """The first year of a value."""
    match = re.search(r"\d{4}", value) if value is not None else None
    return match[0] if match is not None else None

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post is given: its sentence, its statement, the title that names it (all code points), its day."""

    sentence: tuple[int, int]
    evidence: tuple[int, int]
    post_end: int
    heading: tuple[int, int] | None


class Terms:
    """The terms that an article names."""

    def __init__(self, dates: Sequence[Dated], old: Sequence[int], published: str | None) -> None:
        """`old` are code points right behind titles that people hold or held; a term there is of those titles."""
        self._terms = [date for date in dates if date.kind == "term" and date.value is not None]
        self._old = sorted(old)
        self._published = published

    def beside(self, place: Place) -> str | None:
        """The term printed in the statement: behind the post, else anywhere in its sentence or its list's heading."""
        inside = [term for term in self._terms if place.sentence[0] <= term.start < place.sentence[1]]
        behind = [term for term in inside if 0 <= term.start - place.post_end < 40]
        free = [term for term in inside if not self._is_of_old(term)]
        for choice in (behind, free):
            if choice:
                return min(choice, key=lambda term: abs(term.start - place.post_end)).value
        if place.heading is not None:
            first, last = place.heading
            return self._latest([term for term in self._terms if first <= term.start < last], None)
        return None

    def of_article(self, day: str | None) -> str | None:
        """The term that begins last of those that an election on `day` may be about."""
        free = [term for term in self._terms if not self._is_of_old(term)]
        return self._latest(free, day)

    def _is_of_old(self, term: Dated) -> bool:
        return any(0 <= term.start - place < 15 for place in self._old)

    def _latest(self, terms: Sequence[Dated], day: str | None) -> str | None:
        limit = _year(day) or _year(self._published) or "9999"
        years = [value for term in terms if (value := term.value) is not None and value[:4].isdigit()]
        begun = [value for value in years if int(value[:4]) <= int(limit) + 1 and value[-4:] >= limit]
        return max(begun, default=None, key=lambda value: value[:4])


def _year(value: str | None) -> str | None:
    """The first year of a value."""
    match = re.search(r"\d{4}", value) if value is not None else None
    return match[0] if match is not None else None

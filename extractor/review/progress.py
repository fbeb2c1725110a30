"""How far the review of an article is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from extractor.review.decisions import Tally
from extractor.review.state import Item
from extractor.review.values import COUNTED, OPEN, FieldName, State


@dataclass(frozen=True)
class Progress:
    """Facts by field and state, and the least confidence of the open ones by field."""

    counts: Mapping[tuple[FieldName, State], int]
    least: Mapping[FieldName, float]

    def number(self, *states: State, fields: tuple[FieldName, ...] = COUNTED) -> int:
        """How many facts of these fields are in one of these states."""
        return sum(self.counts.get((field, state), 0) for field in fields for state in states)

    @cached_property
    def open(self) -> int:
        """How many facts that samples hold are to be decided."""
        return self.number(*OPEN)

    @cached_property
    def changed(self) -> int:
        """How many of them have changed since their review."""
        return self.number("changed")

    @cached_property
    def certainty(self) -> float | None:
        """The least confidence of them, None where nothing is open."""
        return min((value for field, value in self.least.items() if field in COUNTED), default=None)

    def tally(self, version: str) -> Tally:
        """The progress as the log keeps it, for a record of this version."""
        counts: dict[FieldName, dict[State, int]] = {}
        for (field, state), number in self.counts.items():
            counts.setdefault(field, {})[state] = number
        return Tally(version=version, counts=counts, least=dict(self.least))


def progress_of(items: Iterable[Item]) -> Progress:
    """How far an article with these facts is."""
    items = list(items)
    least: dict[FieldName, float] = {}
    for item in items:
        if item.open:
            confidence = item.found.confidence if item.found else None
            least[item.field] = min(least.get(item.field, 1.0), 1.0 if confidence is None else confidence)
    return Progress(Counter((item.field, item.state) for item in items), least)


def from_tally(tally: Tally) -> Progress:
    """What the log has kept."""
    counts = {(field, state): number for field, states in tally.counts.items() for state, number in states.items()}
    return Progress(counts, tally.least)

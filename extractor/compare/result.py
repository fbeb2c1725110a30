"""What a comparison gives: counts for each field, and what was wrong, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from extractor.compare.context import NOWHERE, Context


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts counted over all articles."""

    right: int
    found: int
    expected: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.expected + other.expected)

    @property
    def precision(self) -> float:
        """The share of the found facts that are right; 1 where nothing was found and nothing expected."""
        if not self.found:
            return float(not self.expected)
        return self.right / self.found

    @property
    def recall(self) -> float:
        """The share of the expected facts that were found; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that is not as the sample has it.

    With no `found` it was missed, with no `expected` it should not be there; with both it came out otherwise.
    `rule` is that of the fact found; `context` its sentence, or that of the missed words.
    """

    article: str
    field: str
    expected: str | None
    found: str | None
    rule: str | None = None
    context: Context = NOWHERE


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How many of the facts that a rule found in a field were right."""

    field: str
    rule: str
    right: int
    found: int


@dataclass(frozen=True, slots=True)
class BrokenFloor:
    """A field whose F1 is under what `floors.json` asks."""

    field: str
    floor: float
    f1: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Records against samples, over all articles.

    `without_record` are samples that no record was given for: all their facts count as missed. `unpaired` are
    records (by their source) that no sample is there for: they are left out. `rules` come with the most wrong
    facts first, `sites` by name.
    """

    articles: tuple[str, ...]
    without_record: tuple[str, ...]
    unpaired: tuple[str, ...]
    fields: Mapping[str, Counts]
    differences: tuple[Difference, ...]
    rules: tuple[RuleCounts, ...]
    sites: Mapping[str, Mapping[str, Counts]]

    def broken(self, floors: Mapping[str, float]) -> list[BrokenFloor]:
        """The fields under their floor."""
        scores = {name: round(counts.f1, 4) for name, counts in self.fields.items()}
        return [BrokenFloor(name, floor, scores[name]) for name, floor in floors.items() if scores[name] < floor]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain values for JSON; scores rounded to four places."""
        return {
            "articles": len(self.articles),
            "without_record": list(self.without_record),
            "unpaired": list(self.unpaired),
            "fields": _scores(self.fields),
            "rules": [asdict(rule) for rule in self.rules],
            "sites": {site: _scores(fields) for site, fields in self.sites.items()},
            "differences": [asdict(difference) for difference in self.differences],
        }


def _scores(fields: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "precision": round(counts.precision, 4),
            "recall": round(counts.recall, 4),
            "f1": round(counts.f1, 4),
            "right": counts.right,
            "found": counts.found,
            "gold": counts.expected,
        }
        for name, counts in fields.items()
    }

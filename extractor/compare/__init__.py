"""Records against samples: precision, recall and F1 of each field, and what was wrong, side by side.

    comparison = compare(Path("records.jsonl"), Path("samples"))
    comparison.fields["people"].f1

Loads neither spaCy nor underthesea.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from extractor.compare.facts import Facts, facts
from extractor.compare.fields import FIELDS
from extractor.compare.files import read_records, read_samples
from extractor.compare.floors import FLOORS, raised, read_floors, write_floors
from extractor.compare.result import BrokenFloor, Comparison, Counts, Difference
from extractor.compare.values import words
from extractor.errors import UsageError

__all__ = [
    "FIELDS",
    "FLOORS",
    "BrokenFloor",
    "Comparison",
    "Counts",
    "Difference",
    "Facts",
    "compare",
    "compare_facts",
    "facts",
    "raised",
    "read_floors",
    "read_records",
    "read_samples",
    "write_floors",
]


def compare(records: Path, samples: Path) -> Comparison:
    """Compare a folder or file of records with a folder of samples.

    Raises UsageError where one of them cannot be read or no record belongs to any sample.
    """
    expected = read_samples(samples)
    found, unpaired = read_records(records, expected)
    if not found:
        hint = "records are paired by source.uri: …/NAME/page.html or …/NAME.txt"
        raise UsageError(f"no record here belongs to a sample in {samples}", where=str(records), hint=hint)
    return compare_facts(found, expected, unpaired=tuple(unpaired))


def compare_facts(
    found: Mapping[str, Facts], expected: Mapping[str, Facts], *, unpaired: tuple[str, ...] = ()
) -> Comparison:
    """Compare the facts found in articles with those expected, both by the name of the article."""
    totals = {name: Counts(0, 0, 0) for name in FIELDS}
    differences: list[Difference] = []
    for article, want in expected.items():
        have = found.get(article, Facts())
        for name, field in FIELDS.items():
            right, wrong, missed = field.compare(have, want)
            totals[name] += Counts(right, right + len(wrong), right + len(missed))
            differences += [Difference(article, name, *both) for both in _side_by_side(missed, wrong)]
    return Comparison(
        articles=tuple(expected),
        without_record=tuple(name for name in expected if name not in found),
        unpaired=unpaired,
        fields=totals,
        differences=tuple(differences),
    )


def _side_by_side(missed: list[str], wrong: list[str]) -> list[tuple[str | None, str | None]]:
    """What was missed beside what was found in its place: the two share half of their words at least."""
    shares = sorted(
        (-_share(want, have), at, index) for at, want in enumerate(missed) for index, have in enumerate(wrong)
    )
    partner: dict[int, int] = {}
    for share, at, index in shares:
        if share <= -0.5 and at not in partner and index not in partner.values():
            partner[at] = index
    rows: list[tuple[str | None, str | None]] = [
        (want, wrong[partner[at]] if at in partner else None) for at, want in enumerate(missed)
    ]
    return rows + [(None, have) for index, have in enumerate(wrong) if index not in partner.values()]


def _share(one: str, other: str) -> float:
    left, right = set(words(one)), set(words(other))
    return len(left & right) / max(len(left), len(right), 1)

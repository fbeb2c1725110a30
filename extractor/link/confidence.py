"""How sure a fact is: the share of right facts that its rules gave on articles that they were not written on.

`confidence.csv` beside this file counts, for each field and rule, how many facts were right of how many seen; it is
measured, never edited by hand (benchmarks/calibrate.py writes it). A rule seen seldom is drawn towards its field.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("confidence.csv")
# (field, rule) → how many facts were right, and how many were seen; the rule "*" is the whole field
Counts = Mapping[tuple[str, str], tuple[int, int]]

_WEIGHT = 20.0  # how many facts of its own a rule needs to weigh as much as its field
_UNMEASURED = (8, 10)


@lru_cache(maxsize=1)
def _counts() -> Counts:
    rows = csv.DictReader(TABLE.read_text("utf-8").splitlines())
    return {(row["field"], row["rule"]): (int(row["right"]), int(row["seen"])) for row in rows}


@lru_cache(maxsize=4096)
def confidence(field: str, rule: str) -> float:
    """The probability, to two places, that a fact of `field` (as in the record) with that chain of rules is right."""
    return round(rate(_counts(), field, rule), 2)


def rate(counts: Counts, field: str, chain: str) -> float:
    """The share of right facts that a chain of rules ("a + b") is expected to give: the mean of its rules' own."""
    right, seen = counts.get((field, "*"), _UNMEASURED)
    base = (right + 1) / (seen + 2)
    own = [counts.get((field, rule), (0, 0)) for rule in chain.split(" + ")]
    return sum((right + _WEIGHT * base) / (seen + _WEIGHT) for right, seen in own) / len(own)

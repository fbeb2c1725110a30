"""How sure a fact is: the share of right facts that its rule gave on annotated articles.

`confidence.csv` beside this file counts, for each field and rule, how many facts were right of how many seen; it is
measured, never edited by hand (benchmarks/calibrate.py writes it). A rule seen seldom is drawn towards its field.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

WEIGHT = 6.0  # how many facts of its own a rule needs to outweigh its field
_UNMEASURED = (8, 10)


@lru_cache(maxsize=1)
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    text = resources.files("extractor.link").joinpath("confidence.csv").read_text("utf-8")
    return {
        (row["field"], row["rule"]): (int(row["right"]), int(row["seen"])) for row in csv.DictReader(text.splitlines())
    }


@lru_cache(maxsize=4096)
def confidence(field: str, rule: str) -> float:
    """The probability that a fact of `field` (as in the record) found by `rule` is right, to two places."""
    counts = _counts()
    right, seen = counts.get((field, "*"), _UNMEASURED)
    base = (right + 1) / (seen + 2)
    own_right, own_seen = counts.get((field, rule), (0, 0))
    return round((own_right + WEIGHT * base) / (own_seen + WEIGHT), 2)

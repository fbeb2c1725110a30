"""The development set, where it lies beside the project: no field may fall under what was reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import Extractor
from extractor.compare import Comparison, compare_facts, facts, read_samples

DEV_SET = Path(__file__).resolve().parents[2] / "shared" / "dev-set"
FLOORS = {
    "dates": 0.98,
    "venues": 0.96,
    "venue_provinces": 0.95,
    "people": 0.98,
    "honorifics": 0.98,
    "degrees": 0.97,
    "positions": 0.96,
    "elected_pairs": 0.95,
    "elected_posts": 0.92,
    "elected_dates": 0.94,
    "events": 0.93,
    "byline": 0.97,
    "published": 0.97,
    "title": 0.99,
}

pytestmark = pytest.mark.skipif(not DEV_SET.is_dir(), reason="the development set is not here")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    tool = Extractor()
    expected = read_samples(DEV_SET)
    found = {
        name: facts(tool.extract((DEV_SET / f"{name}.txt").read_bytes(), uri=f"{name}.txt").model_dump(), where=name)
        for name in expected
    }
    return compare_facts(found, expected)


@pytest.mark.parametrize("field", FLOORS)
def test_no_field_falls(comparison: Comparison, field: str) -> None:
    assert comparison.fields[field].f1 >= FLOORS[field]

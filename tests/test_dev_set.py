"""The development set, where it lies beside the project: no field may fall under what was reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import Extractor
from extractor.compare import Comparison, compare_facts, facts, read_samples

DEV_SET = Path(__file__).resolve().parents[2] / "shared" / "dev-set"
FLOORS = {
    "dates": 0.96,
    "venues": 0.88,
    "venue_provinces": 0.90,
    "people": 0.96,
    "honorifics": 0.96,
    "degrees": 0.95,
    "positions": 0.89,
    "events": 0.80,
    "byline": 0.90,
    "published": 0.95,
    "title": 0.97,
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

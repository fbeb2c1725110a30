"""Confidence: measured shares, drawn towards the field where a rule was seen seldom."""

from __future__ import annotations

import pytest

from extractor.link.confidence import confidence, rate

COUNTS = {("people", "*"): (90, 98), ("people", "a"): (20, 20), ("people", "b"): (0, 20)}


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ("unknown", 0.91),  # what the field gives
        ("a", 0.955),  # half its own, half its field's
        ("b", 0.455),
        ("a + b", 0.705),
    ],
)
def test_rates(chain: str, expected: float) -> None:
    assert rate(COUNTS, "people", chain) == pytest.approx(expected)


def test_a_field_that_was_never_measured_is_not_sure() -> None:
    assert rate({}, "people", "a") == pytest.approx(0.75)


@pytest.mark.parametrize("field", ["dates", "venues", "people", "elected_posts", "events", "organizations"])
def test_every_field_has_a_probability(field: str) -> None:
    assert 0 < confidence(field, "any + rule") < 1

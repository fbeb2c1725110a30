"""Words found again in a text that changed, and values as samples hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_records import TEXT, date, record

from extractor.review.anchors import anchor, resolve
from extractor.review.facts import facts_of
from extractor.review.values import BadValuesError, checked


@given(st.text(max_size=60), st.data())
def test_an_anchor_finds_its_own_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = resolve(text, anchor(text, start, end))
    assert place == ((start, end) if start < end else None)


def test_an_anchor_prefers_the_place_with_the_same_neighbours() -> None:
    place = anchor("ông An và bà An", 13, 15)
    assert resolve("Có bà An, ông An và bà An", place) == (23, 25)
    assert resolve("Chỉ còn chị An đến", place) is None


@pytest.mark.parametrize(
    ("values", "complaints"),
    [
        ({"text": "", "kind": "date"}, {"text": "missing"}),
        ({"text": "hôm nay", "value": "hôm nay", "kind": "date"}, {"value": "not_edtf"}),
        ({"text": "hôm nay", "kind": "day"}, {"kind": "not_allowed"}),
        ({"text": "x" * 3000, "kind": "date"}, {"text": "too_long"}),
        ({"text": "hôm nay", "kind": "date", "rule": "x"}, {"rule": "not_allowed"}),
    ],
)
def test_values_of_no_use(values: dict[str, str], complaints: dict[str, str]) -> None:
    with pytest.raises(BadValuesError) as bad:
        checked("dates", values)
    assert bad.value.complaints == complaints


EDTF = (
    "2022",
    "2022-10-13",
    "2022-06-21/2022-06-22",
    "{2022-03-05,2022-03-07}",
    "2022-10-13T08:30:00",
    "2020/2022",
    "../2022",
)
NO_EDTF = (
    "2022-2025",
    "13/10/2022",
    "2022-13",
    "2022-10-32",
    "2022-10-13T25:00",
    "hôm nay",
    "{2022",
    "2022-10-13 08:30",
)


@pytest.mark.parametrize("value", EDTF)
def test_edtf(value: str) -> None:
    assert checked("dates", {"text": "x", "value": value, "kind": "date"})["value"] == value


@pytest.mark.parametrize("value", NO_EDTF)
def test_no_edtf(value: str) -> None:
    with pytest.raises(BadValuesError, match="not_edtf"):
        checked("dates", {"text": "x", "value": value, "kind": "date"})


def test_values_are_folded_as_samples_have_them() -> None:
    given = {
        "name": " Lê\tThi\u0323 An ",
        "honorific": " ",
        "degrees": ["", "TS"],
        "positions": [{"title": "Giám  đốc"}],
    }
    assert checked("people", given) == {
        "name": "Lê Thị An",
        "honorific": None,
        "degrees": ["TS"],
        "positions": [{"title": "Giám đốc", "organization": None}],
    }


def test_equal_facts_have_keys_of_their_own() -> None:
    twice = [date(TEXT, "Ngày 13/10/2022", "2022-10-13")] * 2
    keys = [fact.key for fact in facts_of(record(dates=twice))]
    assert len(set(keys)) == len(keys)

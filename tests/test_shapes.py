"""The shape language."""

from __future__ import annotations

import pytest

from extractor.shapes import ShapeError, compile_shape

SLOTS = {"day": r"\d{1,2}", "month": r"\d{1,2}", "name": r"[A-Z]\w*"}

MATCHES = [
    ("ngày {day}/{month}", "Ngày 3/5", {"day": "3", "month": "5"}),
    ("[ngày] {day}-{month}", "3 – 5", {"day": "3", "month": "5"}),
    ("[ngày] {day}-{month}", "ngày 3-5", {"day": "3", "month": "5"}),
    ("(Tin|Bài) và ảnh: {name}", "tin và  ảnh:An", {"name": "An"}),
    ("từ {day} đến {day2}", "từ 3 đến 5", {"day": "3", "day2": "5"}),
    (r"\[{name}\]", "[An]", {"name": "An"}),
    ("{name}, {name2}", "An ,Bình", {"name": "An", "name2": "Bình"}),
]
MISSES = [
    ("ngày {day}", "hằng ngày ba"),
    ("an {day}", "lan 3"),
    ("ngày {day}", "ngày 312"),
    ("bầu lại", "bầulại"),
]
BROKEN = ["[ngày", "ngày]", "(a|b", "{year}", "[a)"]


@pytest.mark.parametrize(("shape", "text", "groups"), MATCHES)
def test_matches(shape: str, text: str, groups: dict[str, str]) -> None:
    match = compile_shape(shape, SLOTS).search(text)
    assert match is not None
    assert match.groupdict() == groups


@pytest.mark.parametrize(("shape", "text"), MISSES)
def test_misses(shape: str, text: str) -> None:
    assert compile_shape(shape, SLOTS).search(text) is None


def test_whole() -> None:
    shape = compile_shape("ảnh: {name}", SLOTS, whole=True)
    assert shape.match(" Ảnh: An ") is not None
    assert shape.match("Ảnh: An chụp") is None


@pytest.mark.parametrize("shape", BROKEN)
def test_a_broken_shape_is_named(shape: str) -> None:
    with pytest.raises(ShapeError, match="shape"):
        compile_shape(shape, SLOTS)

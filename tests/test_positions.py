"""Titles, and how they are told from the organizations that they are held at."""

from __future__ import annotations

import pytest
from tables import blocks, pipeline

from extractor.find.positions import PositionMention
from extractor.language.spans import get


def positions(text: str) -> list[PositionMention]:
    return get(pipeline()(text), "positions", PositionMention)


@pytest.mark.parametrize(("text", "expected"), blocks("positions/titles.txt"))
def test_title_and_organization(text: str, expected: list[str]) -> None:
    found = positions(text)
    assert [f"{item.title} @ {item.organization.name if item.organization else '-'}" for item in found] == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "Về dự có Phó Giám đốc  Sở Nội vụ."
    (found,) = positions(text)
    assert text[found.start : found.end] == "Phó Giám đốc  Sở Nội vụ"
    assert text[found.start : found.title_end] == "Phó Giám đốc"


@pytest.mark.parametrize(
    ("text", "former", "new"),
    [
        ("nguyên Giám đốc Sở Y tế kể", True, False),
        ("cựu Chủ tịch Hội Nhà báo kể", True, False),
        ("tân Giám đốc Sở Y tế hứa", False, True),
        ("Giám đốc Sở Y tế nói", False, False),
    ],
)
def test_former_and_new(text: str, former: bool, new: bool) -> None:
    (found,) = positions(text)
    assert (found.former, found.new) == (former, new)

"""Where the names of organizations begin and end, and which fuller name stands for a short one."""

from __future__ import annotations

import re

import pytest
from tables import lines, pipeline

from extractor.find.organizations import OrganizationMention
from extractor.language.spans import get
from extractor.link.organizations import Forms, same


def organizations(text: str) -> list[OrganizationMention]:
    return get(pipeline()(text), "organizations", OrganizationMention)


@pytest.mark.parametrize("marked", lines("organizations/extents.txt"))
def test_extent(marked: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    assert [item.name for item in organizations(text)] == re.findall(r"\[([^\]]*)\]", marked)


@pytest.mark.parametrize(("text", "expected"), [row.split(" => ") for row in lines("organizations/fullest.txt")])
def test_fullest_form_of_the_last_one_named(text: str, expected: str) -> None:
    found = organizations(text)
    assert Forms(found).fullest(found[-1]) == expected


def test_offsets_are_those_of_the_text() -> None:
    text = "Đến dự có lãnh đạo Sở  Nội vụ."
    (found,) = organizations(text)
    assert found.name == "Sở Nội vụ"
    assert text[found.start : found.end] == "Sở  Nội vụ"


def test_forms_of_one_organization() -> None:
    assert same("UBND tỉnh", "UBND tỉnh Lạng Sơn")
    assert same("Hội Nhà báo (HNB)", "hội Nhà báo")
    assert not same("Sở Y tế", "Sở Nội vụ")

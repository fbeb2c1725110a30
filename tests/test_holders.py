"""Who holds which position."""

from __future__ import annotations

from functools import lru_cache

import pytest
from tables import blocks, pipeline

from extractor.find.names import PersonMention
from extractor.find.organizations import OrganizationMention
from extractor.find.positions import PositionMention
from extractor.language.spans import get
from extractor.link.holders import Holders
from extractor.link.holders_line import Holding
from extractor.link.holders_merge import merge
from extractor.link.organizations import Forms
from extractor.patterns import load


@lru_cache(maxsize=1)
def holders() -> Holders:
    return Holders(load())


def holdings(text: str) -> list[Holding]:
    return holders().attach(pipeline()(text))


def shown(holding: Holding) -> str:
    organization = holding.position.organization
    name = organization.name if organization else "-"
    return f"{holding.person.name} = {holding.position.title} @ {name}"


@pytest.mark.parametrize(("text", "expected"), blocks("holders/behind.txt", "holders/before.txt", "holders/lists.txt"))
def test_holdings(text: str, expected: list[str]) -> None:
    assert sorted(map(shown, holdings(text))) == sorted(expected)


@pytest.mark.parametrize(
    "block",
    [
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Văn An",
        "PHÓ CHỦ TỊCH\nLê Văn An",
        "Phó Chủ tịch\n\n(đã ký)\n\nLê Văn An",
    ],
)
def test_signature_block(block: str) -> None:
    assert [shown(holding).casefold() for holding in holdings(block)] == ["lê văn an = phó chủ tịch @ -"]


def test_no_signature_over_another_line() -> None:
    assert holdings("Phó Chủ tịch\nHội nghị kết thúc lúc chiều muộn.\nLê Văn An") == []


def merged(text: str, *, given: list[tuple[str, str | None]] | None = None) -> list[tuple[str, str | None]]:
    doc = pipeline()(text)
    (name,) = {person.name for person in get(doc, "people", PersonMention)}
    found = [holding for holding in holders().attach(doc) if holding.person.name == name]
    organizations = get(doc, "organizations", OrganizationMention)
    return [(held.title, held.organization) for held in merge(found, Forms(organizations), given=given or ())]


def test_one_position_printed_twice_is_one() -> None:
    text = "Ông Lê Văn An, Giám đốc Sở Y tế phát biểu.\nGiám đốc Lê Văn An tặng quà."
    assert merged(text) == [("Giám đốc", "Sở Y tế")]


def test_bare_noun_becomes_the_fullest_form() -> None:
    text = "Hội Nhà báo tỉnh Sơn La họp.\nÔng Lê Văn An, Chủ tịch Hội, phát biểu."
    assert merged(text) == [("Chủ tịch", "Hội Nhà báo tỉnh Sơn La")]


def test_a_new_post_is_no_position() -> None:
    text = "Chủ tịch Hội Nhà báo, ông Lê Văn An, hứa."
    assert merged(text, given=[("Chủ tịch", "Hội Nhà báo tỉnh Sơn La")]) == []


def test_a_post_of_an_earlier_term_is_one() -> None:
    text = "Ông Lê Văn An, Chủ tịch Hội Nhà báo khóa III, đọc báo cáo."
    assert merged(text, given=[("Chủ tịch", "Hội Nhà báo")]) == [("Chủ tịch", "Hội Nhà báo")]


def test_a_claimed_title_is_no_position_but_for_who_leaves_it() -> None:
    doc = pipeline()("Ông Lê Văn An thôi giữ chức Giám đốc Sở Y tế.")
    found = holders().attach(doc)
    claimed = get(doc, "positions", PositionMention)
    assert [held.title for held in merge(found, Forms([]), claimed=claimed)] == ["Giám đốc"]

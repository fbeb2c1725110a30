"""Venues: how far they run, what introduces them, and the province that they lie in."""

from __future__ import annotations

import pytest
from annotated import Reader, examples, parse
from hypothesis import given
from hypothesis import strategies as st

from extractor.find.events import find_events
from extractor.find.venues import find_venues
from extractor.link.events import link_events
from extractor.link.places import Gazetteer
from extractor.link.venues import VenueFact, link_venues


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("marked", examples("venues/mentions.txt"))
def test_extents(reader: Reader, marked: str) -> None:
    example = parse(marked)
    found = find_venues(reader.read(example.text, example.dates))
    texts = [example.text[venue.start : venue.end] for venue in found if venue.how != "near"]
    assert texts == list(example.venues)


def venue_of(reader: Reader, text: str, published: str) -> VenueFact:
    reading = reader.read(text)
    venues = find_venues(reading)
    events = link_events(reading, find_events(reading), venues, (), (), published)
    (fact,) = link_venues(reading, events, venues, Gazetteer(reader.patterns), published)
    return fact


# where a meeting is held, when, and the province, its code and the province now
PROVINCES = [
    ("Hội trường UBND huyện Điện Biên", "2023-03-14", "Điện Biên", "11", "Điện Biên"),
    ("Nhà văn hóa thị xã Quảng Trị", "2021-03-14", "Quảng Trị", "45", "Quảng Trị"),
    ("Nhà văn hóa thị xã Phú Thọ", "2021-03-14", "Phú Thọ", "25", "Phú Thọ"),
    ("Trung tâm Hội nghị tỉnh Bắc Giang", "2022-10-13", "Bắc Giang", "24", "Bắc Ninh"),
    ("Nhà văn hóa huyện Cư Jút", "2019-05-23", "Đắk Nông", "67", "Lâm Đồng"),
    ("hội trường UBND huyện Mê Linh", "2007-03-01", "Vĩnh Phúc", "26", "Phú Thọ"),
    ("Tam Kỳ", "2021-07-28", "Quảng Nam", "49", "Đà Nẵng"),
    ("số 24 đường Nguyễn Huệ, TP. Huế", "2018-01-05", "Thừa Thiên Huế", "46", "Huế"),
    ("Nhà Văn hóa Thanh niên, quận 1", "2018-01-05", "Hồ Chí Minh", "79", "Hồ Chí Minh"),
    ("Trung tâm Hội nghị, phường Quy Nhơn, tỉnh Gia Lai", "2025-10-02", "Gia Lai", "52", "Gia Lai"),
    ("Nhà hát Hòa Bình, quận 10, TP.HCM", "2016-02-03", "Hồ Chí Minh", "79", "Hồ Chí Minh"),
    ("Viêng Chăn (Lào)", "2017-07-18", None, None, None),
    ("huyện Châu Thành", "2017-07-18", None, None, None),
    ("phố Hà Nội, phường Trung Tâm", "2017-07-18", None, None, None),
]


@pytest.mark.parametrize("row", PROVINCES, ids=lambda row: row[0])
def test_province(reader: Reader, row: tuple[str, str, str | None, str | None, str | None]) -> None:
    place, day, *expected = row
    fact = venue_of(reader, f"Hội thảo Thư viện số diễn ra tại {place}.", day)
    assert fact.text == place
    assert [fact.province, fact.province_code, fact.province_now] == expected


def test_the_article_names_the_province(reader: Reader) -> None:
    text = "Thư viện tỉnh Lào Cai tổ chức Hội nghị bạn đọc.\nHội nghị bạn đọc diễn ra tại hội trường Thư viện tỉnh."
    assert venue_of(reader, text, "2020-02-02").province == "Lào Cai"


def test_a_district_of_two_provinces_is_settled_by_the_article(reader: Reader) -> None:
    text = "Ngày hội đọc sách tỉnh Tiền Giang diễn ra tại Trường THCS Tam Hiệp, huyện Châu Thành."
    assert venue_of(reader, text, "2020-02-02").province == "Tiền Giang"


@given(st.lists(st.sampled_from(" ".join(examples("venues/mentions.txt")).split()), max_size=40))
def test_venues_lie_inside_any_text(reader: Reader, words: list[str]) -> None:
    text = parse(" ".join(words)).text
    reached = 0
    for venue in find_venues(reader.read(text)):
        assert reached <= venue.start < venue.end <= len(text)
        reached = venue.end


# an event held in a house and online, and where it is held
HYBRID = [
    ("tại Hội trường A và trực tuyến qua nền tảng Zoom", ["Hội trường A", "trực tuyến qua nền tảng Zoom"]),
    ("tại Hội trường A, kết hợp trực tuyến qua Microsoft Teams", ["Hội trường A", "trực tuyến qua Microsoft Teams"]),
    ("tại Hội trường A", ["Hội trường A"]),
]


@pytest.mark.parametrize(("where", "expected"), HYBRID)
def test_online_as_well(reader: Reader, where: str, expected: list[str]) -> None:
    reading = reader.read(f"Sáng nay, Sở tổ chức Hội thảo Thư viện số vùng cao {where}.")
    venues = find_venues(reading)
    events = link_events(reading, find_events(reading), venues, (), (), "2023-05-04")
    found = link_venues(reading, events, venues, Gazetteer(reader.patterns), "2023-05-04")
    assert [fact.text for fact in found] == expected

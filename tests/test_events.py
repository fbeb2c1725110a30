"""Events: how far names run, how they are introduced, and which of them are reported."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from annotated import DATA, Annotated, DateSpan, Reader, examples, parse
from hypothesis import given
from hypothesis import strategies as st

from extractor.find.events import find_events
from extractor.find.venues import find_venues
from extractor.link.events import link_events
from extractor.link.events_dates import days, gap
from extractor.link.events_model import EventFact
from extractor.link.places import Gazetteer
from extractor.link.venues import link_venues


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("marked", examples("events/mentions.txt"))
def test_names(reader: Reader, marked: str) -> None:
    example = parse(marked)
    found = find_events(reader.read(example.text, example.dates))
    names = [example.text[event.start : event.end] for event in found if event.named]
    assert names == list(example.events)


# a sentence, and what its words say of the event in it
INTRODUCED = [
    ("Sở tổ chức hội nghị tổng kết", "held", ""),
    ("Thứ trưởng dự hội nghị tổng kết", "attended", ""),
    ("Hội nghị tổng kết diễn ra sáng nay", "", "happens"),
    ("Quyết định được trao tại hội nghị tổng kết", "at", ""),
    ("Trường ra quân chào mừng hội nghị tổng kết", "occasion", ""),
    ("Tỉnh đang chuẩn bị hội nghị tổng kết", "plan", ""),
    ("Nghị quyết Đại hội Đảng bộ tỉnh", "part", ""),
    ("Huyện đã mở 12 lớp tập huấn nghiệp vụ", "plural", ""),
    ("Triển lãm sách thu hút bạn đọc", "", "goes_on"),
]


@pytest.mark.parametrize(("sentence", "lead_in", "follow"), INTRODUCED)
def test_introductions(reader: Reader, sentence: str, lead_in: str, follow: str) -> None:
    event = find_events(reader.read(sentence))[0]
    assert (event.lead_in, event.follow) == (lead_in, follow)


# a sentence and the kind of the event in it
KINDS = [
    ("Lễ tổng kết và trao giải cuộc thi diễn ra hôm nay", "lễ tổng kết"),
    ("Lễ Quốc khánh diễn ra hôm nay", "lễ"),
    ("Buổi lễ khép lại", "lễ"),
    ("Sở tổ chức Hội nghị – Hội thảo", "hội nghị"),
    ("Thư viện tổ chức chia tay đoàn", "chia tay"),
    ("Tối nay có đêm thơ Nguyên tiêu", "đêm thơ"),
]


@pytest.mark.parametrize(("sentence", "kind"), KINDS)
def test_kinds(reader: Reader, sentence: str, kind: str) -> None:
    assert find_events(reader.read(sentence))[0].kind == kind


def articles() -> list[tuple[str, Annotated, str, list[tuple[str, ...]]]]:
    """(title, annotated text, day of publication, expected events) of the files of articles."""
    found = []
    files = [(DATA / "events" / name).read_text("utf-8").strip() for name in ("articles.txt", "constructs.txt")]
    for block in (block for text in files for block in text.split("\n\n")[1:]):
        title, published, *lines = block.split("\n")
        body = [line for line in lines if not line.startswith("=>")]
        expected = [tuple(part.strip() for part in line[2:].split("|")) for line in lines if line.startswith("=>")]
        found.append((title, parse("\n".join([title, *body])), published.removeprefix("published: "), expected))
    return found


def report(reader: Reader, example: Annotated, published: str | None) -> list[tuple[str, ...]]:
    reading = reader.read(example.text, example.dates)
    venues = find_venues(reading)
    events = link_events(reading, find_events(reading), venues, example.dates, (), published)
    places = link_venues(reading, events, venues, Gazetteer(reader.patterns), published)

    def row(event: EventFact) -> tuple[str, ...]:
        place = next((fact for fact in places if set(event.venues) & set(fact.mentions)), None)
        where = (place.text, place.province or "") if place else ("", "")
        return (event.name, event.kind, event.date or "", *where)

    return [row(event) for event in events]


@pytest.mark.parametrize(
    ("example", "published", "expected"), [row[1:] for row in articles()], ids=[row[0] for row in articles()]
)
def test_reported(reader: Reader, example: Annotated, published: str, expected: Sequence[tuple[str, ...]]) -> None:
    assert report(reader, example, published) == [(row[0].replace('"', ""), *row[1:]) for row in expected]


def test_organizers(reader: Reader) -> None:
    text = "Sáng nay, Hội Thư viện Việt Nam phối hợp với Sở Văn hóa tổ chức Hội thảo Thư viện số tại Hà Nội."
    subjects = ("Hội Thư viện Việt Nam", "Sở Văn hóa")
    organizations = [DateSpan(text.index(name), text.index(name) + len(name), None) for name in subjects]
    reading = reader.read(text)
    (event,) = link_events(reading, find_events(reading), find_venues(reading), (), organizations)
    assert event.organizers == subjects


# an EDTF value and the days that it covers
DAYS = [
    ("2022-10-13", "2022-10-13"),
    ("2022-10-13T08:30:00", "2022-10-13"),
    ("2022-10-13T08:00:00/2022-10-13T11:30:00", "2022-10-13"),
    ("2022-10-13/2022-10-15", "2022-10-13/2022-10-15"),
    ("{2022-03-05,2022-03-07}", "{2022-03-05,2022-03-07}"),
    ("2022-10", None),
    ("2020/2022", None),
    (None, None),
]


@pytest.mark.parametrize(("value", "expected"), DAYS)
def test_days(value: str | None, expected: str | None) -> None:
    assert days(value) == expected


def test_gap() -> None:
    assert gap("2022-10-13", "2022-10-10/2022-10-11") == 2
    assert gap("2022-10-10/2022-10-13", "2022-10-11") == 0


@given(st.lists(st.sampled_from(" ".join(examples("events/mentions.txt")).split()), max_size=40))
def test_names_lie_inside_any_text(reader: Reader, words: list[str]) -> None:
    text = parse(" ".join(words)).text
    reached = 0
    for event in find_events(reader.read(text)):
        assert reached <= event.start < event.end <= len(text)
        reached = event.end

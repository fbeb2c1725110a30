"""Dates in any text: no crash, offsets inside the text, values that are EDTF, time linear in the length."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from time import process_time

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import patterns
from extractor.find.dates import DateGrammar, find_dates
from extractor.link.dates import resolve_dates

_SOURCE = """
ngày tháng năm quý nhiệm kỳ khóa giai đoạn sáng chiều tối đêm rạng thứ Hai Chủ nhật hôm nay qua mai tuần trước tới này
vừa từ đến hết và h giờ phút mùng rằm Giêng âm lịch tức cùng đầu cuối nửa học ngoái lớp số đường phiếu đại biểu II IV
Tân Mão Nguyễn Văn An , - – / . : ; ( ) ' 1 2 3 5 7 10 12 13 21 25 29 30 31 32 00 07 1975 2009 2020 2021 2025 98
"""
_WORDS = [*re.findall(r"\S+", _SOURCE), "\n"]
_DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31)).map(date.isoformat)


@lru_cache(maxsize=1)
def grammar() -> DateGrammar:
    return DateGrammar(patterns.load())


def check(text: str, published: str | None) -> None:
    """Find and resolve twice, and look at every value."""
    mentions = find_dates(text, grammar())
    found = resolve_dates(mentions, text, published)
    assert found == resolve_dates(find_dates(text, grammar()), text, published)
    reached = 0
    for item in found:
        assert reached <= item.start < item.end <= len(text)
        assert "\n" not in text[item.start : item.end]
        reached = item.end
        if item.value is not None:
            check_edtf(item.value)


def check_edtf(value: str) -> None:
    """The value is EDTF; the package knows no clocks inside of intervals and sets, so these are read one by one."""
    if "T" in value:
        for part in re.split(r"[/,]", value.strip("{}")):
            edtf.parse_edtf(part)
    else:
        edtf.parse_edtf(value)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=24), st.sampled_from(["", " "]), st.none() | _DAYS)
def test_any_words_of_dates(words: list[str], glue: str, published: str | None) -> None:
    check((glue or " ").join(words) if glue else "".join(words), published)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.none() | _DAYS)
def test_any_text(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.none() | _DAYS)
def test_a_full_date_is_itself(day: date, published: str | None) -> None:
    for printed in (
        f"ngày {day.day}/{day.month}/{day.year}",
        f"Ngày {day.day:02d}-{day.month:02d}-{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        (found,) = resolve_dates(find_dates(printed, grammar()), printed, published)
        assert found.value == day.isoformat()


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_missing_year_is_the_nearest_to_publication(day: date) -> None:
    for days in (-150, -20, 0, 20, 150):
        published = date.fromordinal(day.toordinal() + days)
        text = f"Sáng {day.day}/{day.month}, đoàn về xã."
        (found,) = resolve_dates(find_dates(text, grammar()), text, published.isoformat())
        assert found.value is not None
        if (day.day, day.month) != (29, 2):
            assert abs(date.fromisoformat(found.value) - published).days <= 183


HOSTILE = {
    "digits": "1234567890",
    "ones": "1",
    "slashes": "/",
    "figures": "1/2/",
    "days": "ngày ",
    "numbers": "12, ",
    "joined": "5 và ",
    "ranges": "5/3 - ",
    "months": "tháng 5 đến ",
    "clocks": "8h00 - ",
    "brackets": "sáng nay (",
    "years": "2020-",
    "terms": "nhiệm kỳ từ năm ",
    "blanks": "ngày    ",
    "weekdays": "thứ Hai và ",
    "parts": "sáng ",
    "lunar": "năm Tân Mão ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = 9.0
        for _ in range(2):
            start = process_time()
            resolve_dates(find_dates(text, grammar()), text, "2022-10-14")
            best = min(best, process_time() - start)
        return best

    seconds(1_000)
    short, long = seconds(12_500), seconds(100_000)
    assert long < 16 * short + 0.05, f"{short:.3f} s for 12,500 code points, {long:.3f} s for 100,000"
    assert long < 3

"""Dates against the annotated tables in tests/data/dates: each line is a sentence with its dates marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from extractor import patterns
from extractor.find.dates import DateGrammar, Reader, find_dates
from extractor.link.dates import ResolvedDate, resolve_dates

TABLES = Path(__file__).parent / "data" / "dates"
_MARK = re.compile(r"\[([^\[\]]+)\]\(([^\s()]+) (date|range|set|time|term)\)")
# words at the edge of a date that may be counted to it or not
_EDGE = re.compile(
    r"^(?:(?:trong|từ|vào|đến|tới|hết|lúc|hồi|các|trước|sau|cả|giữa|cuối|đầu|hai|0?2|đợt|mùa|tầm nhìn|"
    r"hạ tuần|trung tuần|nửa đầu|nửa cuối|giờ|buổi|giai đoạn|khóa|hè|dịp|xuân)\s+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Row:
    """A sentence, the day that it was published, and its dates as (printed, value, kind)."""

    place: str
    published: str | None
    text: str
    dates: tuple[tuple[str, str | None, str], ...]


def read_table(path: Path) -> list[Row]:
    rows, published = [], None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("published "):
            day = line.removeprefix("published ")
            published = None if day == "none" else day
            continue
        dates = tuple((text, None if value == "?" else value, kind) for text, value, kind in _MARK.findall(line))
        rows.append(Row(f"{path.stem}:{number}", published, _MARK.sub(r"\1", line), dates))
    return rows


ROWS = [row for path in sorted(TABLES.glob("*.txt")) for row in read_table(path)]


@lru_cache(maxsize=1)
def grammar() -> DateGrammar:
    return DateGrammar(patterns.load())


def resolved(row: Row) -> list[ResolvedDate]:
    return resolve_dates(find_dates(row.text, grammar()), row.text, row.published)


def core(printed: str) -> str:
    """The printed form without function words at its beginning and without its last sign."""
    return _EDGE.sub("", printed).rstrip(".").casefold()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.place)
def test_table(row: Row) -> None:
    found = [(core(row.text[item.start : item.end]), item.value, item.kind) for item in resolved(row)]
    assert found == [(core(text), value, kind) for text, value, kind in row.dates], row.text


def test_every_rule_is_met_in_the_tables() -> None:
    """Each shape of a date finds one somewhere, and each word against dates refuses one."""
    met: set[str] = set()
    for row in ROWS:
        reader = Reader(row.text, grammar(), explain=True)
        for mention in reader.mentions():
            met |= {trace.rule for trace in mention.traces}
        met |= {hit.rule for hit in reader.judge.refused}
    loaded = patterns.load()
    rules = {rule.id for category in ("date", "date_not") for rule in loaded.rules(category)}
    assert rules - met == set()


def test_every_kind_is_met_in_the_tables() -> None:
    kinds = {kind for row in ROWS for _, _, kind in row.dates}
    assert kinds == {"date", "range", "set", "time", "term"}


def test_the_tables_are_large_and_a_third_holds_no_date() -> None:
    empty = sum(not row.dates for row in ROWS)
    examples = sum(len(row.dates) for row in ROWS) + empty
    assert examples >= 300
    assert empty * 10 >= len(ROWS) * 3

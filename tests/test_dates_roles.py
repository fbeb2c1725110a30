"""The role of each date in annotated articles: of the event, the page, a decision, a term, or a mere mention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from extractor import Extractor, patterns
from extractor.find.dates import DateGrammar, find_dates
from extractor.link.dates import resolve_dates
from extractor.link.dates_roles import is_of_event

ARTICLES = Path(__file__).parent / "data" / "dates" / "roles" / "articles.txt"
_MARK = re.compile(r"\[([^\[\]]+)\]\((event|published|decision|term|mention)\)")


@dataclass(frozen=True)
class Annotated:
    """A text with its day of publication, and the role of each date as it is printed."""

    published: str
    text: str
    roles: dict[str, str]


def read_articles(path: Path) -> list[Annotated]:
    found = []
    for block in path.read_text("utf-8").split("\npublished ")[1:]:
        published, _, marked = block.partition("\n")
        roles = dict(_MARK.findall(marked))
        found.append(Annotated(published, _MARK.sub(r"\1", marked).strip(), roles))
    return found


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("article", read_articles(ARTICLES), ids=lambda article: article.published)
def test_roles(article: Annotated) -> None:
    record = extractor().extract(article.text, published=article.published)
    found = {date.text: date.role for date in record.dates}
    assert {_core(text): role for text, role in found.items()} == {
        _core(text): role for text, role in article.roles.items()
    }


def _core(printed: str) -> str:
    return re.sub(r"^(?:trong|từ)\s+", "", printed.casefold())


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Quảng Ngãi, ngày 15 tháng 12 năm 2021", "published"),
        ("Ngày 15/12/2021", "published"),
        ("Quảng Ngãi, ngày 14 tháng 12 năm 2021", "mention"),
        ("Ngày 15/12/2021, thư viện mở cửa", "mention"),
        ("Thư viện mở cửa ngày 15/12/2021", "mention"),
    ],
)
def test_a_day_that_fills_its_line_is_the_page_s(text: str, role: str) -> None:
    grammar = DateGrammar(patterns.load())
    (found,) = resolve_dates(find_dates(text, grammar), text, "2021-12-15")
    assert found.role == role


@pytest.mark.parametrize(
    ("value", "event", "is_its"),
    [
        ("2022-10-13", "2022-10-13", True),
        ("2022-10-13T08:30:00", "2022-10-13", True),
        ("2023-06-28", "2023-06-26/2023-06-28", True),
        ("2023-06-27", "2023-06-26/2023-06-28", False),
        ("2022-10", "2022-10-13", False),
        (None, "2022-10-13", False),
    ],
)
def test_the_days_of_an_event(value: str | None, event: str, is_its: bool) -> None:
    assert is_of_event(value, [event]) is is_its

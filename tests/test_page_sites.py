"""Templates of sites: they hold for their hosts and their time, and only where the page is made as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import patterns
from extractor.check import check_examples
from extractor.page import Article, read_article

RULE = """category: page_site
rules:
  - id: page_site.example
    words: [vi.example]
    from: "2015-01-01"
    until: "2018-12-31"
    body: "#khung2"
    title: .dong1
    byline: .dong3
    noise: .hop7
    yes: ["[https://www.vi.example/tin/1.html]"]
    no: ["https://other.example/tin/1.html"]
"""
SENTENCE = "Thư viện tỉnh tổ chức hội nghị tổng kết công tác phục vụ bạn đọc với sự tham dự của nhiều đại biểu."
OTHER = "Bạn đọc có thể gửi thư về tòa soạn để góp ý cho trang tin của tỉnh trong các ngày làm việc của tuần."


def page(day: str) -> str:
    return (
        f"<html><head><meta name=pubdate content={day}></head><body><div class=dong1>Hội nghị tổng kết năm</div>"
        f"<div id=khung1><p>{OTHER}</p><p>{OTHER * 6}</p></div>"
        f"<div id=khung2><p>{SENTENCE}</p><div class=hop7>{OTHER}</div><p>{SENTENCE[:-1]}, khách mời.</p></div></body>"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("patterns")
    (path / "sites.yaml").write_text(RULE, "utf-8")
    return path


def read(folder: Path, day: str, url: str) -> Article:
    return read_article(page(day), uri="page.html", url=url, rules=patterns.load(folder))


def test_a_known_site_is_read_by_its_template(folder: Path) -> None:
    article = read(folder, "2016-05-05", "https://www.vi.example/tin/1.html")
    assert article.title == "Hội nghị tổng kết năm"
    assert article.of_kind("paragraph") == [SENTENCE, f"{SENTENCE[:-1]}, khách mời."]


@pytest.mark.parametrize(
    ("day", "url"), [("2019-05-05", "https://vi.example/1.html"), ("2016-05-05", "https://else.example/1.html")]
)
def test_other_sites_and_other_times_are_read_by_the_general_rules(folder: Path, day: str, url: str) -> None:
    assert OTHER in read(folder, day, url).text


def test_the_examples_of_a_template_are_checked(folder: Path) -> None:
    assert not list(check_examples(patterns.load(folder)))

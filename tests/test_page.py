"""Whole pages of several makes: each stands in tests/page/ with the blocks that it must give."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from extractor import patterns
from extractor.errors import DocumentError
from extractor.page import Article, read_article, read_listing
from extractor.page.normalize import clean

FOLDER = Path(__file__).parent / "page"
PAGES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".html", ".source"))
SENTENCE = "Thư viện tỉnh tổ chức hội nghị tổng kết công tác phục vụ bạn đọc với sự tham dự của nhiều đại biểu. "


def read(data: bytes | str, **given: str) -> Article:
    return read_article(data, uri="page.html", rules=patterns.load(), **given)


def blocks(article: Article) -> list[str]:
    return [f"{block.kind} | {article.text[block.start : block.end]}" for block in article.blocks]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_gives_its_blocks_and_what_it_says_of_itself(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text("utf-8").splitlines()
    article = read(path.read_bytes())
    assert blocks(article) == [line for line in expected if not line.startswith("#")]
    said = {
        "published": f"{article.published} {article.published_from}",
        "byline": ", ".join(article.byline),
        "site": article.site,
        "section": article.section,
    }
    for line in expected:
        if line.startswith("# "):
            name, value = line[2:].split(" ", 1)
            assert said[name] == value
    assert article.language == "vi"
    assert not article.warnings


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_block_stands_in_the_source_where_it_says(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    article = read(path.read_bytes())
    assert article.text == "\n".join(article.text[block.start : block.end] for block in article.blocks)
    for block in article.blocks:
        assert block.line is not None
        assert block.column is not None
        first_word = article.text[block.start : block.end].split()[0]
        assert clean(unescape(lines[block.line - 1][block.column :])).startswith(first_word)
        assert (block.path is None) == (path.suffix == ".source")


def test_the_path_leads_back_to_the_element() -> None:
    text = f"<h1>Hội nghị</h1><p>{SENTENCE}</p><p>{SENTENCE * 2}</p>"
    source = f"<html><body><div><p>Mục lục</p></div><div>{text}</div></body></html>"
    paths = [block.path for block in read(source).blocks]
    assert paths == ["/html/body/div[2]/h1", "/html/body/div[2]/p[1]", "/html/body/div[2]/p[2]"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\0", "empty"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (bytes(range(32)) * 50, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_its_name_and_kind(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as caught:
        read(data)
    assert caught.value.where == "page.html"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<html><body><ul><li><a href=#>Trang chủ</a></li></ul></body></html>", "no_article"),
        (
            "<p>" + "The library held its annual meeting with many readers and guests of honour. " * 4 + "</p>",
            "not_vietnamese",
        ),
        ("<p>" + SENTENCE * 6000 + "</p>", "truncated"),
        ((SENTENCE * 3).encode()[:-20] + "ộ".encode()[:2], "truncated"),
        (
            "<html>" + SENTENCE.join(f"<h3><a href=/{n}>Thông báo số {n} của thư viện</a></h3><p>" for n in range(6)),
            "listing",
        ),
    ],
)
def test_a_page_that_is_no_whole_vietnamese_article_gives_a_warning(source: bytes | str, code: str) -> None:
    assert code in [notice.code for notice in read(source).warnings]


def test_lines_of_a_text_whose_cells_stand_apart_by_tabs_are_rows() -> None:
    text = "Hội thi khép lại trong chiều nay, sau phần trao giải cho các đội đến từ mười hai xã của huyện."
    article = read(f"Kết quả hội thi\n\tGiải\tHọ và tên\nNhất\tLê Thị An\n\t{text}")
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks[1:]] == [
        ("table_row", "Giải | Họ và tên"),
        ("table_row", "Nhất | Lê Thị An"),
        ("paragraph", text),
    ]


def test_a_listing_is_split_into_its_items() -> None:
    items = "".join(f"<h3><a href=/{n}>Thông báo số {n} của thư viện</a></h3><p>{SENTENCE}</p>" for n in range(4))
    articles = read_listing(f"<html><body><div>{items}</div></body></html>", uri="page.html", rules=patterns.load())
    assert [article.title for article in articles] == [f"Thông báo số {n} của thư viện" for n in range(4)]
    assert [article.uri for article in articles] == [f"page.html#{n}" for n in range(1, 5)]
    assert articles[0].of_kind("paragraph") == [SENTENCE.strip()]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.listing")), ids=lambda path: path.stem)
def test_listings_of_several_makes_are_told_from_articles(path: Path) -> None:
    data = path.read_bytes()
    assert "listing" in [notice.code for notice in read(data).warnings]
    articles = read_listing(data, uri="page.html", url="https://vi.example/", rules=patterns.load())
    assert [article.title for article in articles][:3] == [
        "Phát động cuộc thi Đại sứ văn hóa đọc tỉnh Tây Giang năm 2019",
        "Đại hội Hội Người cao tuổi huyện Phú Sơn lần thứ V",
        "Trưng bày ảnh tư liệu về nghề dệt cổ truyền",
    ]
    dated = "card" not in path.read_text("utf-8")
    for number, article in enumerate(articles):
        assert article.published == (f"2019-05-{10 + number}" if dated else None)
        assert article.url == f"https://vi.example/{number}" + ".html" * (path.stem == "listing_page")
        assert article.text.count("\n") == 1


def test_what_the_caller_knows_goes_before_what_the_page_says() -> None:
    page = f"<h1>Hội nghị tổng kết</h1><p>Ngày đăng: 05/03/2020</p><p>{SENTENCE * 3}</p>"
    assert read(page).published == "2020-03-05"
    article = read(page, published="2020-03-06", url="https://vi.example/2020/03/07/hoi-nghi.html")
    assert (article.published, article.published_from) == ("2020-03-06", "argument")
    assert article.url == "https://vi.example/2020/03/07/hoi-nghi.html"


@pytest.mark.parametrize(
    ("head", "day", "source"),
    [
        ("", "2021-06-22", "image_name"),
        ('<meta property="article:published_time" content="2021-06-21T23:30:00+00:00">', "2021-06-22", "meta"),
        ('<meta name="pubdate" content="2021-06-20T08:00:00+07:00">', "2021-06-20", "meta"),
        ('<meta property="article:modified_time" content="2021-06-19">', "2021-06-22", "image_name"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-06-18"}</script>',
            "2021-06-18",
            "meta",
        ),
    ],
)
def test_the_day_comes_from_the_head_and_from_images_as_a_last_resort(head: str, day: str, source: str) -> None:
    page = f"<html><head>{head}</head><body><h1>Hội nghị tổng kết</h1><p>{SENTENCE * 3}</p>"
    page += f"<img src=/anh/2021-06-22-hoi-nghi.jpg><p>{SENTENCE}</p><p>Ngày 17/06/2021, đoàn đã đến thăm xã.</p>"
    article = read(page)
    assert (article.published, article.published_from) == (day, source)


def test_a_day_in_the_text_is_never_the_page_s() -> None:
    assert read(f"<h1>Hội nghị</h1><p>Ngày 05/03/2020, {SENTENCE}</p><p>{SENTENCE}</p>").published is None

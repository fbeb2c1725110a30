"""Pages that were never meant to be read: any bytes give an article or a clear error, in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import patterns
from extractor.errors import DocumentError
from extractor.page import Article, read_article
from extractor.page.outline import path_of, read_outline

PAGES = [path.read_bytes() for path in sorted((Path(__file__).parent / "page").glob("*.html"))]
SENTENCE = "Thư viện tỉnh tổ chức hội nghị tổng kết công tác phục vụ bạn đọc với sự tham dự của nhiều đại biểu. "
ARTICLE = f"<h1>Hội nghị tổng kết công tác</h1><p>{SENTENCE * 3}</p><p>{SENTENCE}</p>"
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<br>",
        "<a",
        "href='x'>",
        "</a>",
        "<b>",
        "</b>",
        "<h1>",
        "</h1>",
        "<li>",
        "<ul>",
        "</ul>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<img",
        "src=a.jpg>",
        "<plaintext>",
        "<![CDATA[",
        "]]>",
        "<a",
        'b="<',
        ">",
        "<",
        "&",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "<title>",
    ]
)
TEXT = st.one_of(
    st.text(max_size=20), st.sampled_from([SENTENCE, "Tin: Thu Hà", "05/03/2021 10:20", "TIN LIÊN QUAN", "\ud800"])
)


def check(article: Article) -> None:
    """What holds for any article whatever."""
    place = 0
    for block in article.blocks:
        assert block.start == place
        assert block.start < block.end
        assert "\n" not in article.text[block.start : block.end]
        place = block.end + 1
    assert len(article.text) == max(0, place - 1)
    article.text.encode()


def read_any(data: bytes | str) -> None:
    try:
        article = read_article(data, uri="page.html", rules=patterns.load())
    except DocumentError:
        return
    check(article)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read_any(data)


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    read_any(text)


@given(st.lists(st.one_of(TAGS, TEXT), max_size=60).map("".join))
def test_any_heap_of_tags(page: str) -> None:
    read_any(page)


@settings(max_examples=60)
@given(st.sampled_from(PAGES), st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 400), st.binary(max_size=12))))
def test_pages_with_pieces_cut_out_and_others_put_in(page: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    for start, length, piece in changes:
        page = page[:start] + piece + page[start + length :]
    read_any(page)


@given(st.lists(st.one_of(TAGS, TEXT), max_size=40).map("".join))
def test_the_outline_takes_every_page_and_loses_no_place(page: str) -> None:
    outline = read_outline(page)
    last = 0
    for run in outline.runs:
        assert last <= run.start < run.end <= len(page)
        assert page[run.start : run.end].strip() == page[run.start : run.end]
        last = run.end
    for element in outline.elements:
        assert page.startswith("<", element.start)
        assert element.start < element.inner <= element.end <= len(page)
        assert path_of(element).startswith("/")


LARGE = {
    "nested": "<div>" * 50_000 + ARTICLE + "</div>" * 50_000,
    "unclosed inline": "<font>" * 50_000 + ARTICLE,
    "nested tables": "<table><tr><td>" * 10_000 + ARTICLE,
    "unclosed tags": ARTICLE + "<a " * 100_000,
    "unclosed comments": ARTICLE + "<!--" * 100_000,
    "attributes": ARTICLE + "<a " + "x=1 " * 500_000 + ">y</a>",
    "entities": ARTICLE + "<p>" + "&nbsp;&amp;" * 100_000,
    "plaintext": ARTICLE + "<plaintext>" * 50_000 + SENTENCE,
    "scripts full of tags": "<script>" + "<p>x</p>" * 100_000 + "</script>" + ARTICLE,
    "stray quotes": ARTICLE + '<a b="<a' * 50_000,
    "breaks": ARTICLE + "<br>" * 100_000,
    "attributes without a value": ARTICLE + ("<meta " + "x" * 20_000 + ">") * 20,
    "titles": ARTICLE + f"<h2>Một tiêu đề ngắn</h2><p>{SENTENCE}</p>" * 20_000,
    "boxes of links": ARTICLE + "<div class=related>Tin khác</div>" * 20_000 + f"<p>{SENTENCE}</p>",
    "pictures": ARTICLE + "<p><img src=/a.jpg>chú thích</p>" * 20_000,
    "broken lines": ARTICLE + "<p>" + "một dòng chữ bị ngắt giữa chừng ở chỗ này và còn<br>" * 20_000,
    "no blanks": ARTICLE + "<p>" + "a" * 2_000_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_hostile_pages_keep_their_article_and_end_soon(name: str) -> None:
    start = time.process_time()
    article = read_article(LARGE[name], uri="page.html", rules=patterns.load())
    assert time.process_time() - start < 20
    check(article)
    assert article.title == "Hội nghị tổng kết công tác"
    assert SENTENCE.strip() in article.text

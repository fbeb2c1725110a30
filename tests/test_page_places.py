"""The way back from the text to the page."""

from __future__ import annotations

import unicodedata
from html import unescape
from pathlib import Path

import pytest

from extractor import patterns
from extractor.page import Places, read_article
from extractor.page.normalize import clean

FOLDER = Path(__file__).parent / "page"
PAGES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".html", ".source"))
SENTENCE = "Bà Đỗ Thị Sen và ông Lò Văn Pành cùng dự hội nghị tổng kết công tác phục vụ bạn đọc năm 2020."


def printed(page: str, words: str) -> list[str]:
    article = read_article(page, uri="page.html", rules=patterns.load())
    places = Places(page, article)
    start = article.text.index(words)
    return [places.source[first:last] for first, last in places.find(start, start + len(words))]


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        (SENTENCE, "Đỗ Thị Sen", ["Đỗ Thị Sen"]),
        (SENTENCE.replace("Thị Sen", "<b>Thị</b> Sen"), "Đỗ Thị Sen", ["Đỗ ", "Thị", " Sen"]),
        (SENTENCE.replace("Đỗ", "&#272;ỗ"), "Đỗ Thị Sen", ["&#272;ỗ Thị Sen"]),
        (SENTENCE.replace("Đỗ", "Ð\u200bỗ"), "Đỗ Thị Sen", ["Ð", "ỗ Thị Sen"]),
        (SENTENCE.replace(" Thị", "&nbsp; Thị"), "Đỗ Thị", ["Đỗ", "Thị"]),
        (unicodedata.normalize("NFD", SENTENCE), "Đỗ Thị Sen", [unicodedata.normalize("NFD", "Đỗ Thị Sen")]),
    ],
)
def test_words_are_found_in_the_source(sentence: str, words: str, expected: list[str]) -> None:
    page = f"<html><body><div><h1>Hội nghị</h1>\n<p class='x'>{sentence}</p><p>{SENTENCE}</p></div></body></html>"
    assert [piece.strip() for piece in printed(page, words)] == [piece.strip() for piece in expected]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_word_of_every_block_is_found(path: Path) -> None:
    data = path.read_bytes()
    article = read_article(data, uri=path.name, rules=patterns.load())
    places = Places(data, article)
    for block in article.blocks:
        if block.kind == "table_row":
            continue  # its cells are joined by a sign that the page does not print
        text = article.text[block.start : block.end]
        pieces = [places.source[first:last] for first, last in places.find(block.start, block.end)]
        assert clean(unescape("".join(pieces))).replace(" ", "") == text.replace(" ", "")

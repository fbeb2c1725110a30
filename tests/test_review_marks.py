"""Where facts stand in the text and in the original page; offsets are code points, counted by the server."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from review_records import TEXT, person, record

from extractor.review.marks import Mark, marked, text_leaf
from extractor.review.selection import Edge, NoSuchWordsError, Selection, selected
from extractor.review.sources import find_source, page_with_marks


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("Chào 👩‍🏫 Lê An nhé", (0, "Chào 👩‍🏫 "), (0, "Chào 👩‍🏫 Lê An"), "Lê An"),
        ("a📚b", (0, "a"), (0, "a\ud83d"), None),
        ("a📚b", (0, "a"), (0, "a📚"), "📚"),
        ("x e\u0301\u0323 y", (0, "x "), (0, "x e"), "e\u0301\u0323"),
        ("x e\u0301\u0323 y", (0, "x e\u0301"), (0, "x e\u0301\u0323"), "e\u0301\u0323"),
        ("cô 👩‍🏫 An", (0, "cô 👩"), (0, "cô 👩‍🏫"), "👩‍🏫"),
        (" Lê An ", (0, ""), (0, " Lê An "), "Lê An"),
        ("Lê An", (2, " "), (2, " An"), "An"),
        ("Lê An", (0, "La"), (0, "Lê"), None),
        ("Lê An", (9, ""), (0, "Lê"), None),
        ("Lê An", (-1, ""), (0, "Lê"), None),
        ("Lê An", (0, "Lê"), (0, ""), None),
        ("Lê   ", (2, ""), (2, "  "), None),
    ],
)
def test_selections(text: str, start: tuple[int, str], end: tuple[int, str], words: str | None) -> None:
    edges = [Edge(at=at, before=before) for at, before in (start, end)]
    selection = Selection(start=edges[0], end=edges[1])
    if words is None:
        with pytest.raises(NoSuchWordsError):
            selected(text, selection)
    else:
        begin, stop = selected(text, selection)
        assert text[begin:stop] == words


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs).get("data-fact") or "" if tag == "mark" else "")

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for key in filter(None, self.open):
            self.text[key] = self.text.get(key, "") + data


@example([(0, 9), (4, 7)])
@example([(0, 6), (4, 10)])
@example([(0, 5), (0, 5)])
@given(
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)).filter(lambda place: place[0] < place[1]), max_size=6)
)
def test_marks_that_overlap_mark_their_own_words(places: list[tuple[int, int]]) -> None:
    text = "Lê <b> & 📚"
    marks = [Mark(start, end, "people", f"k{at}", "pending", '"><script>') for at, (start, end) in enumerate(places)]
    shown = marked(text, 0, len(text), marks, text_leaf(text))
    tags = _Tags()
    tags.feed(str(shown))
    assert tags.open == []
    assert tags.text == {f"k{at}": text[start:end] for at, (start, end) in enumerate(places)}
    assert "<script>" not in shown


def test_the_page_is_found_by_its_bytes_and_never_outside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "secret.txt"
    (inside / "deep").mkdir(parents=True)
    outside.write_bytes(b"secret")
    (inside / "deep" / "a.txt").write_bytes(TEXT.encode())
    (inside / "link.txt").symlink_to(outside)
    (inside / "b.txt").write_bytes(b"another")
    assert find_source(inside, record(uri="up/deep/a.txt")) == TEXT.encode()
    assert find_source(inside, record(uri="deep/a.txt")) == TEXT.encode()
    assert find_source(inside, record(uri="b.txt")) is None
    for uri in (
        "../secret.txt",
        str(outside),
        "link.txt",
        "deep/../../secret.txt",
        "\0",
        "x" * 5000,
        "..\\secret.txt",
        "",
    ):
        assert find_source(inside, record(uri=uri, source=b"secret")) is None


def test_the_page_is_found_in_an_archive(tmp_path: Path) -> None:
    data = TEXT.encode()
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("b.txt", "another")
        archive.writestr("deep/a.txt", data)
    assert find_source(tmp_path, record(uri="up/all.zip#deep/a.txt")) == data
    assert find_source(tmp_path, record(uri="all.zip#b.txt")) is None
    assert find_source(tmp_path, record(uri="all.zip")) is None
    (tmp_path / "c#d.txt").write_bytes(data)
    assert find_source(tmp_path, record(uri="c#d.txt")) == data


def test_facts_are_marked_in_the_page() -> None:
    source = "<html><body>\n<p>Có <b>bà Lê&nbsp;Thị</b> <i>An</i> 📚</p><script>1</script></body></html>".encode()
    text = "Có bà Lê Thị An 📚"
    page = record(text, source=source, media_type="text/html", people=[person(text, "Lê Thị An")])
    moved = page.model_copy(update={"blocks": [page.blocks[0].model_copy(update={"line": 2, "column": 3})]})
    mark = Mark(6, 15, "people", "key", "pending", "")
    tags = _Tags()
    tags.feed(re.sub(r"<(?!/?mark)[^>]*>", "", str(page_with_marks(moved, source, [mark]))))
    assert tags.text["key"].split() == ["LêThịAn"]

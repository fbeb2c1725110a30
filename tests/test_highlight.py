"""The page with its facts marked: the page stays as it is, and each mark holds the words of its fact."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from old_encodings import ENCODERS

from extractor.cli import main
from extractor.highlight import highlight
from extractor.page.normalize import clean
from extractor.pipeline import Extractor

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*/page.html"))
TEXT = (
    "Hội nghị tổng kết công tác thư viện huyện",
    "Sáng 12/3/2019, Thư viện tỉnh Phú Lâm tổ chức hội nghị tổng kết công tác năm, với nhiều đại biểu các huyện.",
    "Phát biểu tại hội nghị, bà Đặng Thị Ngưỡng, Giám đốc Thư viện tỉnh, đề nghị các huyện giữ vững phong trào.",
    "Nhiều ý kiến cho rằng cần mở thêm tủ sách ở những thôn vùng sâu, nơi trẻ em còn thiếu sách để đọc.",
)
PAGE = f"<html><head><meta charset='utf-8'></head><body><h1>{TEXT[0]}</h1><p>" + "</p><p>".join(TEXT[1:]) + "</p>"
MARK = re.compile(r'<mark class="trichtin ([^"]*)" data-fact="([^"]*)" title="[^"]*">([^<]*)</mark>')


@pytest.fixture(scope="module")
def tool() -> Extractor:
    return Extractor()


def words(marked: str, path: str) -> str:
    """All that is marked as the fact of a path."""
    return " ".join(clean(unescape(text)) for _, paths, text in MARK.findall(marked) if path in paths.split())


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.suffix == ".html"], ids=lambda path: path.parent.name
)
def test_the_page_stays_as_it_is_and_every_fact_is_marked(tool: Extractor, path: Path) -> None:
    data = path.read_bytes()
    record = tool.extract(data)
    marked = highlight(data, [record])
    assert marked.startswith("\ufeff")
    bare = re.sub(r"<style>mark\.trichtin.*\Z", "", MARK.sub(r"\3", marked), flags=re.S)
    if record.source.encoding == "utf-8":
        assert bare.lstrip("\ufeff") == data.decode("utf-8-sig")
    in_head = sum(block.line is None for block in record.blocks) > 0
    for number, person in enumerate(record.people):
        text = words(marked, f"people[{number}]")
        assert in_head or all(clean(word) in text for word in person.name.split())
    for number, date in enumerate(record.dates):
        assert in_head or words(marked, f"dates[{number}]").replace(" ", "").count(date.text.replace(" ", ""))


@pytest.mark.parametrize("name", ENCODERS)
def test_pages_in_old_encodings_are_marked_and_can_be_read(tool: Extractor, name: str) -> None:
    data = ENCODERS[name](PAGE)
    record = tool.extract(data)
    marked = highlight(data, [record])
    assert words(marked, "people[0]") == "Đặng Thị Ngưỡng"
    assert TEXT[3] in clean(marked)


def test_a_text_is_shown_as_it_is_printed(tool: Extractor) -> None:
    data = "\n".join((*TEXT, "Số bạn đọc < 100 được ghi & lưu lại ở mọi thư viện cơ sở trong huyện.")).encode()
    marked = highlight(data, [tool.extract(data)])
    assert words(marked, "people[0]") == "Đặng Thị Ngưỡng"
    assert "< 100" not in marked
    assert "&lt; 100 được ghi &amp; lưu" in marked


def test_words_that_several_facts_share_are_marked_for_all_of_them(tool: Extractor) -> None:
    marked = highlight(PAGE, [tool.extract(PAGE)])
    shared = [paths.split() for _, paths, text in MARK.findall(marked) if "Thư viện tỉnh" in text]
    assert any(len(paths) > 1 for paths in shared)


def test_the_command_writes_the_marked_page(tmp_path: Path) -> None:
    page, out = tmp_path / "page.html", tmp_path / "out.html"
    page.write_text(PAGE, "utf-8")
    ended = CliRunner().invoke(main, ["extract", str(page), "--highlight", str(out)])
    assert ended.exit_code == 0
    assert words(out.read_text("utf-8"), "people[0]") == "Đặng Thị Ngưỡng"
    ended = CliRunner().invoke(main, ["extract", str(page), str(page), "--highlight", str(out)])
    assert ended.exit_code == 2


def test_a_listing_gives_a_record_for_each_item(tool: Extractor, tmp_path: Path) -> None:
    items = "".join(
        f"<div><h3><a href='/tin/{n}.html'>{TEXT[0]} số {n}</a></h3><span>{n}/05/2019</span><p>{TEXT[n]}</p></div>"
        for n in (1, 2, 3)
    )
    page = f"<html><head><link rel='canonical' href='https://vi.example/tin'></head><body><div>{items}</div>"
    whole = tool.extract(page, uri="tin.html")
    assert "listing" in [notice.code for notice in whole.warnings]
    records = tool.extract_items(page, uri="tin.html")
    assert [record.article.title for record in records] == [f"{TEXT[0]} số {n}" for n in (1, 2, 3)]
    assert [record.article.published for record in records] == ["2019-05-01", "2019-05-02", "2019-05-03"]
    assert [record.article.url for record in records] == [f"https://vi.example/tin/{n}.html" for n in (1, 2, 3)]
    assert [record.id for record in records] == [f"{whole.id}#{n}" for n in (1, 2, 3)]
    assert records[1].people[0].name == "Đặng Thị Ngưỡng"
    assert tool.extract_items(PAGE) == [tool.extract(PAGE)]
    marked = highlight(page, records)
    assert words(marked, "[1].people[0]") == "Đặng Thị Ngưỡng"
    source = tmp_path / "tin.html"
    source.write_text(page, "utf-8")
    ended = CliRunner().invoke(main, ["extract", str(source), "--split-listing"])
    assert len(ended.stdout.splitlines()) == 3

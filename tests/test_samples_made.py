"""Making samples: a folder that compares, reads well, and takes no other's place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from review_records import TEXT, record, write

from extractor.cli import main
from extractor.compare import read_samples
from extractor.errors import UsageError
from extractor.review.desk import Desk, Order
from extractor.samples import name_of, write_sample

PAGE = """<html><body><h1>Đại hội Hội Sách Bến Tre</h1>
<p>Ngày 5/3/2022, bà Lê Thị Út được bầu làm Chủ tịch Hội Sách Bến Tre nhiệm kỳ 2022-2027.</p></body></html>"""
EMPTY: dict[str, object] = {
    "published": None,
    "title": "A",
    **{name: [] for name in ("byline", "dates", "events", "venues", "people")},
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["samples", *(str(argument) for argument in arguments)])


def test_a_page_becomes_a_sample_that_its_own_record_matches(tmp_path: Path) -> None:
    page, samples = tmp_path / "p.html", tmp_path / "samples"
    page.write_text(PAGE, "utf-8")
    result = run("add", page, "dai-hoi-sach", "--samples", samples, "--about", "Một đại hội.")
    assert result.exit_code == 0, result.output
    folder = samples / "dai-hoi-sach"
    assert str(folder / "expected.json") in result.stderr
    assert (folder / "page.html").read_bytes() == page.read_bytes()
    assert (folder / "README.md").read_text("utf-8") == "# dai-hoi-sach\n\nMột đại hội.\n"
    lines = (folder / "expected.json").read_text("utf-8").splitlines()
    assert '    {"name": "Lê Thị Út", "honorific": "bà", "degrees": [], "positions": []}' in lines
    assert read_samples(samples)["dai-hoi-sach"].elected_posts[0].term == "2022/2027"
    records = tmp_path / "r.jsonl"
    CliRunner().invoke(main, ["extract", str(folder / "page.html"), "-o", str(records)])
    compared = CliRunner().invoke(main, ["compare", str(records), str(samples), "--json"])
    assert json.loads(compared.stdout)["differences"] == []


def test_a_text_is_kept_as_text(tmp_path: Path) -> None:
    made = write_sample(tmp_path, "tin-ngan", "Tin ngắn\n\nBài.".encode(), {**EMPTY, "elected_posts": []}, about="Tin.")
    assert sorted(path.name for path in made.iterdir()) == ["README.md", "article.txt", "expected.json"]


@pytest.mark.parametrize("name", ["Đại hội", "../x", "a_b", "", "a--b", "A"])
def test_names_are_short_and_plain(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name for a sample"):
        write_sample(tmp_path / "samples", name, b"x", {**EMPTY, "elected_posts": []}, about="")
    assert not (tmp_path / "samples").exists()


def test_no_sample_is_overwritten(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text(PAGE, "utf-8")
    assert run("add", page, "mot", "--samples", tmp_path).exit_code == 0
    result = run("add", page, "mot", "--samples", tmp_path)
    assert (result.exit_code, "is a sample of this name already" in result.stderr) == (2, True)
    assert run("add", tmp_path / "none.html", "hai", "--samples", tmp_path).exit_code == 2


@pytest.fixture
def reviewed(tmp_path: Path) -> tuple[Path, Path]:
    """Records of which one was reviewed whole, and the folder of their pages."""
    records = write(tmp_path / "records.jsonl", record(uri="tin/Đại hội.txt"), record(uri="tin/b.txt", source=b"x"))
    desk = Desk(records, reviewer="Lan")
    view = desk.view(next(iter(desk.index.entries)))
    assert view is not None
    desk.carry_out(view, Order.model_validate({"action": "accept_rest", "revision": view.revision}))
    desk.close()
    (tmp_path / "tin").mkdir()
    return records, tmp_path


def test_what_was_reviewed_becomes_a_sample(reviewed: tuple[Path, Path]) -> None:
    records, folder = reviewed
    (folder / "tin" / "Đại hội.txt").write_text(TEXT, "utf-8")
    samples = folder / "samples"
    result = run("accept", records, "--samples", samples, "--sources", folder)
    assert (result.exit_code, "1 samples made" in result.stderr) == (0, True), result.output
    assert (samples / "dai-hoi" / "article.txt").read_text("utf-8") == TEXT
    assert [person.name for person in read_samples(samples)["dai-hoi"].people] == ["Lê Thị An", "Trần Văn Nam"]
    again = run("accept", records, "--samples", samples, "--sources", folder)
    assert (again.exit_code, "is there already" in again.stderr) == (0, True)


def test_without_its_page_there_is_no_sample(reviewed: tuple[Path, Path]) -> None:
    records, folder = reviewed
    result = run("accept", records, "--samples", folder / "samples", "--sources", folder)
    assert (result.exit_code, "name its folder with --sources" in result.stderr) == (1, True)
    assert not (folder / "samples").exists()


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("tin/a/index.html", "a"),
        ("https://x.vn/tin/Bau-cu-2021.aspx", "bau-cu-2021"),
        ("x.warc.gz#1234", "1234"),
        ("???", "sample"),
    ],
)
def test_names_of_sources(uri: str, name: str) -> None:
    assert name_of(uri) == name

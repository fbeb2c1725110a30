"""Making samples: a folder that compares, reads well, and takes no other's place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.compare import read_samples
from extractor.errors import UsageError
from extractor.samples import write_sample

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

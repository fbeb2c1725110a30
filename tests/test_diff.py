"""What other patterns change: facts gained, lost and changed, in the terminal, as JSON and as HTML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.compare import facts
from extractor.compare.changes import changes

ARTICLE = """Họp mặt bạn đọc

Ngày 5/3/2022, nghệ nhân đờn ca Lê Văn Út và đồng chí Trần Thị Hoa dự họp mặt tại Thư viện tỉnh Bến Tre.
"""
PATTERNS = """category: honorific
rules:
  - id: honorific.dan_ca
    words: [nghệ nhân đờn ca]
    value: nghệ nhân đờn ca
    yes: ["[nghệ nhân đờn ca] Lê Văn Út"]
    no: ["nghệ nhân Lê Văn Út"]
  - id: honorific.dong_chi
    words: [đồng chí]
    value: bạn
    yes: ["[đồng chí] Trần Thị Hoa"]
    no: ["ông Lê Văn Út"]
"""


def person(name: str, *titles: str) -> dict[str, Any]:
    return {"name": name, "positions": [{"title": title, "organization": None} for title in titles]}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([person("Lê An")], [person("Lê An")], []),
        ([], [person("Lê An")], [("gained", "people", None, "Lê An")]),
        ([person("Lê An")], [], [("lost", "people", "Lê An", None)]),
        (
            [person("Lê An", "Giám đốc")],
            [person("Lê An", "Phó Giám đốc")],
            [("changed", "positions", "Lê An | Giám đốc | –", "Lê An | Phó Giám đốc | –")],
        ),
        ([person("Lê An"), person("Lê An")], [person("Lê An")], [("lost", "people", "Lê An", None)]),
    ],
)
def test_changes(before: list[Any], after: list[Any], expected: list[Any]) -> None:
    found = changes("a", facts({"people": before}, where="a"), facts({"people": after}, where="a"))
    assert [(change.kind, change.field, change.before, change.after) for change in found] == expected


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["patterns", "diff", *(str(argument) for argument in arguments)])


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of patterns, and one of an article that they change."""
    patterns, articles = tmp_path / "patterns", tmp_path / "articles"
    patterns.mkdir()
    articles.mkdir()
    (patterns / "own.yaml").write_text(PATTERNS, "utf-8")
    (articles / "a.txt").write_text(ARTICLE, "utf-8")
    return patterns, articles


def test_the_command_shows_what_changes(folders: tuple[Path, Path], tmp_path: Path) -> None:
    patterns, articles = folders
    result = run("--with", patterns, articles, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    rows = {(row["kind"], row["field"], row["before"], row["after"]) for row in found["changes"]}
    assert ("gained", "honorifics", None, "Lê Văn Út | nghệ nhân đờn ca") in rows
    assert ("changed", "honorifics", "Trần Thị Hoa | đồng chí", "Trần Thị Hoa | bạn") in rows
    assert found["counts"]["honorifics"] == {"gained": 1, "changed": 1}
    table = run("--with", patterns, articles, "--html", tmp_path / "diff.html").stdout
    assert "1 articles, 1 with changes" in table
    page = BeautifulSoup((tmp_path / "diff.html").read_text("utf-8"), "html.parser")
    assert "Trần Thị Hoa | bạn" in page.get_text()
    assert "honorific.dan_ca" in page.get_text()
    assert page.find("script") is None


def test_the_same_patterns_change_nothing(folders: tuple[Path, Path]) -> None:
    patterns, articles = folders
    (patterns / "own.yaml").write_text(PATTERNS.replace("đờn ca", "hát bội").replace("value: bạn", "value: đồng chí"))
    found = json.loads(run("--with", patterns, articles, "--json").stdout)
    assert (found["articles"], found["changes"]) == (1, [])


def test_what_cannot_be_read_is_told(folders: tuple[Path, Path]) -> None:
    patterns, articles = folders
    (articles / "b.txt").write_bytes(b"")
    result = run("--with", patterns, articles, "--json")
    assert result.exit_code == 1
    assert "b.txt" in result.stderr
    assert json.loads(result.stdout)["articles"] == 1
    assert run("--with", articles / "none", articles).exit_code == 2

"""Why words of an article are no fact: the rules that came near, and what stopped them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main

ARTICLE = """Thư viện tỉnh Bến Tre họp mặt bạn đọc

Sáng 5/3/2022, thư viện thật vui, mở cửa 24/7. Dự kiến bà Lê Thị Út được bầu làm Giám đốc Thư viện.

Ông Trần Văn Tám, bà Hồ Thị Bảy: Chủ tịch Hội Thư viện.

Họ đi qua đường Võ Thị Sáu, gặp họa sĩ Lê.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("why")
    (folder / "a.txt").write_text(ARTICLE, "utf-8")
    result = CliRunner().invoke(main, ["extract", str(folder / "a.txt"), "-o", str(folder / "a.json")])
    assert result.exit_code == 0
    return folder / "a.json"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["explain", *(str(argument) for argument in arguments)])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # capitals that could be a name
        ("Võ Thị Sáu", ["no name of a person: score", "is called so", "patterns/people/syllables.yaml:"]),
        # a word of doubt in the sentence
        ("lê thị út", ["'Dự kiến' casts doubt on a new post", "patterns/posts/words.yaml:"]),
        # a shape that lacks one part, with words that would be one
        ("Hồ Thị Bảy", ["lacks only this part: a word like 'làm'", "post.a_thay_b_o_vi_tri_p"]),
        # what was found stands beside it
        ("Hội Thư viện", ["found as an organization"]),
        # a figure, with the rule that says that it is no date
        ("24/7", ["speaks against a date", "patterns/dates/not.yaml:"]),
        ("thật vui", ["facts of the record there:\n    none", "no rule knows a part of these words"]),
    ],
)
def test_what_came_near(record: Path, words: str, expected: list[str]) -> None:
    result = run(record, "--why-not", words)
    assert result.exit_code == 0, result.output
    for part in expected:
        assert part in result.stdout


def test_the_facts_there_are_named(record: Path) -> None:
    assert "people[0]: Lê Thị Út" in run(record, "--why-not", "bà Lê Thị Út").stdout


def test_words_that_the_article_does_not_hold(record: Path) -> None:
    result = run(record, "--why-not", "Nguyễn Văn Không")
    assert result.exit_code == 2
    assert "the text of the record does not hold 'Nguyễn Văn Không'" in result.stderr


def test_many_places_are_cut(record: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Tin\n\n" + "Thư viện mở cửa. " * 8, "utf-8")
    CliRunner().invoke(main, ["extract", str(tmp_path / "b.txt"), "-o", str(tmp_path / "b.json")])
    assert "and 5 more places" in run(tmp_path / "b.json", "--why-not", "thư viện").stdout


def test_a_fact_or_words_and_not_both(record: Path) -> None:
    assert run(record).exit_code == 2
    assert run(record, "people[0]", "--why-not", "bà").exit_code == 2
    assert run(record, "--why-not", " ").exit_code == 2

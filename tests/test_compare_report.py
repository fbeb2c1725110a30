"""The reports of a comparison: by rule, by site, as HTML, with the course of the scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.compare import Comparison, compare_facts, facts
from extractor.compare.chart import HEIGHT, WIDTH, lines, lowest
from extractor.compare.context import around
from extractor.compare.history import Run, read_history
from extractor.compare.page import comparison_page
from extractor.errors import UsageError

TEXT = "Hội sách\nBà Lê An, Giám đốc Thư viện, và ông <b>Vũ Bình</b> đã dự."


def found(**more: Any) -> dict[str, Any]:
    """A record with one person found rightly by one rule and one found wrongly by another."""
    people = [
        {"name": "Lê An", "rule": "name.one", "mentions": [{"start": 12, "end": 17}]},
        {"name": "Thư viện", "rule": "name.two", "mentions": [{"start": 28, "end": 36}]},
    ]
    about = {"title": "Hội sách", "url": "https://thuvien.example/a", "site": "Thư viện"}
    return {"text": TEXT, "article": about, "people": people, **more}


def comparison() -> Comparison:
    expected = {"title": "Hội sách", "people": [{"name": "Lê An"}, {"name": "Vũ Bình"}]}
    return compare_facts({"a": facts(found(), where="found")}, {"a": facts(expected, where="expected")})


def test_every_difference_stands_in_its_sentence() -> None:
    rows = {(row.expected, row.found): row for row in comparison().differences}
    wrong, missed = rows[None, "Thư viện"], rows["Vũ Bình", None]
    assert (wrong.rule, str(wrong.context)) == (
        "name.two",
        "Bà Lê An, Giám đốc [Thư viện], và ông <b>Vũ Bình</b> đã dự.",
    )
    assert (missed.rule, missed.context.words) == (None, "Vũ Bình")


def test_a_long_sentence_is_cut_at_words() -> None:
    text = "đầu " * 60 + "GIỮA" + " cuối" * 60
    context = around(text, 240, 244)
    assert context.words == "GIỮA"
    assert context.before.startswith("…đầu ")
    assert context.after.endswith(" cuối…")
    assert len(str(context)) < 240


def test_rules_are_counted_the_worst_first() -> None:
    people = [(row.rule, row.right, row.found) for row in comparison().rules if row.field == "people"]
    assert people == [("name.two", 0, 1), ("name.one", 1, 1)]


def test_sites_are_counted() -> None:
    counts = comparison().sites["thuvien.example"]["people"]
    assert (counts.right, counts.found, counts.expected) == (1, 2, 2)
    named = facts({"article": {"site": "Thư viện"}}, where="found")
    assert list(compare_facts({"a": named}, {"a": named, "b": named}).sites) == ["Thư viện", "–"]


def test_the_page_shows_all_and_escapes_what_articles_say() -> None:
    runs = [Run("2024-05-01T08:00:00", 1, {"people": 0.4}), Run("2024-05-02T08:00:00", 1, {"people": 0.5})]
    html = comparison_page(comparison(), floors={"people": 0.9}, runs=runs)
    page = BeautifulSoup(html, "html.parser")
    text = page.get_text(" ", strip=True)
    for part in ("under 0.90", "name.two", "thuvien.example", "F1 over 2 runs", "ông <b> Vũ Bình </b>"):
        assert part in text
    assert [mark.get_text() for mark in page.find_all("mark")] == ["Vũ Bình", "Thư viện"]
    assert page.find_all(["script", "img", "link", "b"]) == []


def test_the_chart_is_drawn_to_scale() -> None:
    runs = [Run("1", 1, {"people": 0.5}), Run("2", 1, {"people": 1.0, "dates": 0.75})]
    assert lowest(runs) == 0.5
    drawn = {line.field: line.points for line in lines(runs)}
    assert drawn == {
        "people": f"0.0,{float(HEIGHT)} {float(WIDTH)},0.0",
        "dates": f"{float(WIDTH)},{HEIGHT / 2} {WIDTH},{HEIGHT / 2}",
    }
    assert lines([]) == []


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def given(tmp_path: Path) -> tuple[Path, Path]:
    records, samples = tmp_path / "r.jsonl", tmp_path / "samples" / "a"
    samples.mkdir(parents=True)
    empty: dict[str, list[str]] = {name: [] for name in ("byline", "dates", "events", "venues", "elected_posts")}
    expected = {"title": "Hội sách", "published": None, "people": [{"name": "Lê An"}], **empty}
    (samples / "expected.json").write_text(json.dumps(expected), "utf-8")
    records.write_text(json.dumps(found(source={"uri": "a/page.html"})), "utf-8")
    return records, samples.parent


def test_the_command_writes_report_and_history(given: tuple[Path, Path], tmp_path: Path) -> None:
    page, history = tmp_path / "report.html", tmp_path / "runs.jsonl"
    for number in (1, 2):
        result = run("compare", *given, "--html", page, "--history", history, "--by", "rule", "--by", "site")
        assert result.exit_code == 0
        assert len(read_history(history)) == number
    assert "name.two" in result.stdout
    assert "thuvien.example" in result.stdout
    assert "F1 over 2 runs" in page.read_text("utf-8")


def test_the_json_has_rules_sites_and_sentences(given: tuple[Path, Path]) -> None:
    data = json.loads(run("compare", *given, "--json").stdout)
    assert data["rules"][0] == {"field": "people", "rule": "name.two", "right": 0, "found": 1}
    assert data["sites"]["thuvien.example"]["people"]["found"] == 2
    assert data["differences"][0]["context"]["words"] == "Thư viện"


def test_a_broken_floor_exits_with_3(given: tuple[Path, Path], tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"people": 0.99}', "utf-8")
    result = run("compare", *given, "--floors", floors)
    assert result.exit_code == 3
    assert "people: F1 0.6667 is under its floor 0.99" in result.stderr


def test_bad_use_is_told(given: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("compare", *given, "--raise-floors").exit_code == 2
    history = tmp_path / "h.jsonl"
    history.write_text('{"when": "1", "articles": 1, "fields": {}}\n[]\n', "utf-8")
    with pytest.raises(UsageError, match=r"h\.jsonl:2: this line is no run"):
        read_history(history)
    result = run("compare", *given, "--html", tmp_path / "no" / "report.html")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)

"""The command: what it prints where, its exit codes, and what it says of bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLE = """Chi bộ Thư viện tỉnh họp Đại hội nhiệm kỳ 2022-2025

Ngày 13/10/2022, Chi bộ Thư viện tỉnh Lào Cai tổ chức Đại hội nhiệm kỳ 2022-2025 tại Hội trường Thư viện tỉnh.

Đại hội bầu ông Trần Văn Nam làm Bí thư.
"""


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def article(folder: Path, name: str = "a.txt", data: str | bytes = ARTICLE) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def test_one_article_is_one_object(tmp_path: Path) -> None:
    result = run("extract", article(tmp_path))
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert record["article"]["title"].startswith("Chi bộ Thư viện tỉnh")
    assert record["dates"]
    assert result.stderr == ""


def test_several_articles_are_lines(tmp_path: Path) -> None:
    article(tmp_path, "b.txt")
    article(tmp_path, "a.txt")
    lines = run("extract", tmp_path).stdout.splitlines()
    assert [Path(json.loads(line)["source"]["uri"]).name for line in lines] == ["a.txt", "b.txt"]


def test_standard_input() -> None:
    result = run("extract", "-", "--published", "2022-10-14", "--url", "https://example.org/a", stdin=ARTICLE)
    record = json.loads(result.stdout)
    assert record["article"]["published"] == "2022-10-14"
    assert record["article"]["url"] == "https://example.org/a"
    assert record["source"]["uri"] == "stdin:"


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    result = run("extract", article(tmp_path), "-o", tmp_path / "out.json")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["text"]


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    path = article(tmp_path)
    assert run("extract", path).stdout == run("extract", path).stdout


def test_an_output_is_kept_where_nothing_was_extracted(tmp_path: Path) -> None:
    old = article(tmp_path, "old.json", "{}")
    assert run("extract", article(tmp_path, "empty.html", ""), "-o", old).exit_code == 1
    assert old.read_text("utf-8") == "{}"


def test_words(tmp_path: Path) -> None:
    record = json.loads(run("extract", article(tmp_path), "--words").stdout)
    words = [record["text"][start:end] for start, end in record["words"]]
    assert "Thư viện" in words
    assert "".join("".join(words).split()) == "".join(record["text"].split())


def test_batch(tmp_path: Path) -> None:
    article(tmp_path, "a.txt")
    article(tmp_path, "b.html", b"")
    out = tmp_path / "records.jsonl"
    result = run("batch", tmp_path, "-o", out)
    assert result.exit_code == 1
    assert len(out.read_text("utf-8").splitlines()) == 1
    assert "b.html" in result.stderr
    assert "1 of 2 articles" in result.stderr


def test_explain(tmp_path: Path) -> None:
    run("extract", article(tmp_path), "-o", tmp_path / "out.json")
    result = run("explain", tmp_path / "out.json", "dates[0]")
    assert result.exit_code == 0
    assert "rules:" in result.stdout
    assert ".yaml:" in result.stdout


@pytest.mark.parametrize("path", ["dates[99]", "nothing", "dates", "dates[x", "title.x"])
def test_explain_says_what_is_there(tmp_path: Path, path: str) -> None:
    run("extract", article(tmp_path), "-o", tmp_path / "out.json")
    result = run("explain", tmp_path / "out.json", path)
    assert result.exit_code == 2
    assert result.stderr.startswith("trichtin: ")


def test_explain_of_no_record(tmp_path: Path) -> None:
    assert run("explain", article(tmp_path), "dates[0]").exit_code == 2
    assert run("explain", tmp_path / "none.json", "dates[0]").exit_code == 2
    run("batch", tmp_path, "-o", tmp_path / "r.jsonl")
    assert run("explain", f"{tmp_path / 'r.jsonl'}:1", "dates[0]").exit_code == 0
    assert "no line 5" in run("explain", f"{tmp_path / 'r.jsonl'}:5", "dates[0]").stderr


def test_schema() -> None:
    assert "elected_posts" in json.loads(run("schema").stdout)["properties"]


def test_patterns_check_names_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("category: honorific\nrules:\n  - id: a\n", "utf-8")
    result = run("patterns", "check", tmp_path)
    assert result.exit_code == 2
    assert "mine.yaml:3" in result.stderr


# name, bytes, what the message or the warning's code says
UNREADABLE = [
    ("empty.html", b"", "empty"),
    ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "image"),
]
WARNED = [
    ("english.html", b"<html><body><h1>News</h1><p>" + b"The library opened today. " * 30 + b"</p></body></html>"),
    ("bare.html", b"<html><body><ul><li><a href=a>Trang ch\xe1\xbb\xa7</a></li></ul></body></html>"),
    ("cut.html", "<html><body><h1>Đại hội</h1><p>Ngày 3/5/2022, Thư viện tỉnh tổ chức Đại hội <b".encode()),
    ("nul.txt", ("Đại hội\x00 Chi bộ\n\nNgày 3/5/2022 họp tại Thư viện tỉnh.\x00").encode()),
    ("surrogate.txt", b"\xc4\x90\xe1\xba\xa1i h\xe1\xbb\x99i \xed\xa0\x80\n\nNg\xc3\xa0y 3/5/2022"),
]


@pytest.mark.parametrize(("name", "data", "word"), UNREADABLE)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    result = run("extract", article(tmp_path, name, data))
    assert result.exit_code == 1
    assert name in result.stderr
    assert word in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("name", "data"), WARNED)
def test_odd_pages_give_a_record(tmp_path: Path, name: str, data: bytes) -> None:
    result = run("extract", article(tmp_path, name, data))
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["text"] is not None


def test_not_vietnamese_is_warned_of(tmp_path: Path) -> None:
    name, data = WARNED[0]
    record = json.loads(run("extract", article(tmp_path, name, data)).stdout)
    assert "not_vietnamese" in [warning["code"] for warning in record["warnings"]]


def test_deep_nesting_ends(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 50_000 + "Ngày 3/5/2022 họp" + "</div>" * 50_000
    result = run("extract", article(tmp_path, "deep.html", page))
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [("extract", "none.html"), ("extract",), ("batch", "."), ("extract", "x", "--published", "14/10/2022"), ("fly",)],
)
def test_wrong_usage(arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_folder_without_articles(tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == 2
    assert "no article in this folder" in result.stderr

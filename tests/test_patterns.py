"""Loading patterns, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import patterns
from extractor.check import check_examples, unmark
from extractor.errors import PatternError

CATEGORIES = "greeting:\n  about: words of greeting\n  checked_by: lexicon\n  keys: [value]\n"
GOOD = """category: greeting
rules:
  - id: greeting.hello
    words: [xin chào, chào mừng]
    value: 12:30
    yes: ["[Xin chào] các bạn", "no"]
    no: ["chào"]
"""

# what is wrong, the file's text, and what the complaint has to say
BROKEN = [
    ("unknown key", GOOD.replace("value:", "worth:"), r"greet\.yaml:5.*unknown key 'worth'"),
    ("no yes", GOOD.replace("    yes:", "    value2:"), r"greet\.yaml:6.*unknown key"),
    ("no no", GOOD.replace('    no: ["chào"]\n', ""), r"greet\.yaml:3.*has no `no`"),
    ("empty yes", GOOD.replace('["[Xin chào] các bạn", "no"]', "[]"), r"greet\.yaml:3.*has no `yes`"),
    ("unknown category", GOOD.replace("greeting\n", "farewell\n"), r"greet\.yaml:1.*unknown category"),
    ("nothing to match", GOOD.replace("words: [xin chào, chào mừng]\n    value: 12:30\n    ", ""), "matches nothing"),
    ("same id", GOOD + GOOD.split("rules:\n")[1], r"greet\.yaml:8.*taken already at .*greet\.yaml:3"),
    ("key twice", GOOD + "    no: [b]\n", r"greet\.yaml:8.*stands here twice"),
    ("no YAML", "category: [a\nrules: }", r"greet\.yaml:2.*not YAML"),
    ("empty", "", r"greet\.yaml.*empty"),
    ("no table", GOOD.replace("words: [xin chào, chào mừng]", "table: a.csv"), r"greet\.yaml:4.*no table a\.csv"),
    ("list for text", GOOD.replace("id: greeting.hello", "id: [a]"), "single text"),
]


def write(folder: Path, text: str) -> Path:
    (folder / "categories.yaml").write_text(CATEGORIES, "utf-8")
    (folder / "greet.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(("text", "complaint"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_complaints_name_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(PatternError, match=complaint):
        patterns.load(write(tmp_path, text))


def test_scalars_stay_strings(tmp_path: Path) -> None:
    rule = patterns.load(write(tmp_path, GOOD)).rule("greeting.hello")
    assert rule is not None
    assert rule.get("value") == "12:30"
    assert rule.yes[1] == "no"


def test_a_table_gives_the_words(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("word,since\nxin chào,1990\nchào mừng,2000\n", "utf-8")
    known = patterns.load(write(tmp_path, GOOD.replace("words: [xin chào, chào mừng]", "table: words.csv")))
    rule = known.rule("greeting.hello")
    assert rule is not None
    assert rule.words == ("xin chào", "chào mừng")
    assert rule.rows[1]["since"] == "2000"


def test_a_later_folder_replaces_a_rule(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    known = patterns.load(write(first, GOOD), write(second, GOOD.replace("chào mừng", "kính chào")))
    rule = known.rule("greeting.hello")
    assert rule is not None
    assert "kính chào" in rule.words
    assert known.fingerprint != patterns.load(first).fingerprint


def test_examples_are_run(tmp_path: Path) -> None:
    wrong = GOOD.replace('["[Xin chào] các bạn", "no"]', '["tạm biệt", "[các] xin chào"]')
    wrong = wrong.replace('"chào"', '"xin chào"')
    known = patterns.load(write(tmp_path, wrong))
    failures = [failure for failure in check_examples(known) if failure.rule.category == "greeting"]
    assert [failure.what for failure in failures] == [
        "does not match its own example",
        "matches its example at other words than those in brackets",
        "matches what it must not",
    ]
    assert str(failures[0]).startswith(f"{tmp_path.name}/greet.yaml:3: rule greeting.hello: ")


def test_a_folder_without_patterns_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(GOOD, "utf-8")
    with pytest.raises(PatternError, match=r"holds no patterns.*end in \.yaml"):
        patterns.load(tmp_path)


def test_the_projects_own_examples() -> None:
    assert [str(failure) for failure in check_examples(patterns.load())] == []


def test_unmark() -> None:
    assert unmark("a [b] c [d e]") == ("a b c d e", [(2, 3), (6, 9)])

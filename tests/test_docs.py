"""What the documents print works as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor import patterns
from extractor.check import check_examples
from extractor.cli import main

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.vi.md", "docs/patterns.md")
_RULES = re.compile(r"```yaml\n(category: .*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_rules_that_are_printed_load_and_keep_their_examples(page: str, tmp_path: Path) -> None:
    blocks = _RULES.findall((ROOT / page).read_text("utf-8"))
    assert blocks
    for number, block in enumerate(blocks):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "own.yaml").write_text(block, "utf-8")
        assert [str(failure) for failure in check_examples(patterns.load(folder))] == []


def test_the_two_readmes_print_the_same_commands() -> None:
    texts = [(ROOT / page).read_text("utf-8") for page in PAGES[:2]]
    first, second = ([line.strip() for line in re.findall(r"^trichtin [^#\n]+", text, re.MULTILINE)] for text in texts)
    assert len(first) > 10
    assert first == second


def test_every_verb_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in main.commands if f"trichtin {name}" not in text] == []


def test_the_samples_command_is_told() -> None:
    result = CliRunner().invoke(main, ["samples", "--help"])
    assert "accept" in result.stdout

"""What a run shows: a live bar on a terminal, lines elsewhere, failures always, nothing else when quiet."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from batch_tools import stub_run, write
from rich.console import Console

from extractor.batch import watch as watching
from extractor.batch.plan import Tally
from extractor.batch.report import show_summary
from extractor.batch.run import Summary
from extractor.batch.watch import Watch


def shown(folder: Path, *inputs: str | Path, terminal: bool, quiet: bool = False) -> str:
    """All that a run over these inputs shows."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=200, highlight=False, soft_wrap=True)
    stub_run(folder / "out.jsonl", *inputs, watch=Watch(quiet=quiet, console=console))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages that take a moment, two of which fail; every look at the clock shows something."""
    monkeypatch.setattr(watching, "_EVERY", 0.05)
    monkeypatch.setattr(watching, "_OFTEN", 0.0)
    texts = {f"{number}.txt": f"SLEEP 0.02 trang {number}" for number in range(8)}
    return write(tmp_path / "in", {**texts, "3.txt": "UNREADABLE", "5.txt": "FAULT"})


def test_lines_where_there_is_no_terminal(tmp_path: Path, pages: Path) -> None:
    lines = shown(tmp_path, pages, terminal=False).splitlines()
    progress = [line for line in lines if "done" in line]
    assert progress
    assert all("%" in line and "failed" in line and "/s" in line for line in progress)
    assert any("3.txt: is a picture" in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_a_live_bar_on_a_terminal(tmp_path: Path, pages: Path) -> None:
    text = shown(tmp_path, f"{pages}/*.txt", terminal=True)
    assert "\x1b[" in text
    assert "7 done" in text or "6 done" in text
    assert "0:00:0" in text  # the time left
    assert "3.txt: is a picture" in text


def test_quiet_names_failures_alone(tmp_path: Path, pages: Path) -> None:
    lines = shown(tmp_path, pages, terminal=False, quiet=True).splitlines()
    assert len(lines) == 2
    assert all(line.startswith("trichtin: ") for line in lines)


def test_many_failures_are_not_all_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {f"{number:03}.txt": f"UNREADABLE {number}" for number in range(50)})
    lines = shown(tmp_path, folder, terminal=False).splitlines()
    assert len([line for line in lines if "is a picture" in line]) == 20
    assert any("batch failed" in line for line in lines)


def test_the_closing_table() -> None:
    tally = Tally(met=1010, done=1000, duplicate=3, no_page=2, failed=4, failed_before=1)
    console = Console(file=io.StringIO(), width=100)
    show_summary(Summary(tally, False, 1000, 360.0, [("guessed_encoding", 12)]), console)
    assert isinstance(console.file, io.StringIO)
    lines = [line.strip() for line in console.file.getvalue().splitlines()]
    for name, count in (
        ("done", "1,000"), ("duplicate", "3"), ("skipped: no page", "2"), ("failed", "4"), ("failed before", "1"),
        ("inputs", "1,010"), ("records an hour", "10,000"), ("warning: guessed_encoding", "12"),
    ):  # fmt: skip
        assert any(line.startswith(name) and line.endswith(f" {count}") for line in lines)

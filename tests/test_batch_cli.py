"""The verb `batch`: what it prints where, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_tools import names, write
from click.testing import CliRunner, Result

from extractor.batch import run as running
from extractor.batch.cli import batch
from extractor.cli import main

ARTICLE = "Chi bộ Thư viện tỉnh họp\n\nNgày 13/10/2022, Chi bộ Thư viện tỉnh Lào Cai họp tại Hội trường."


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs use a stand-in for the extractor."""
    from batch_tools import Stub

    monkeypatch.setattr(running, "load_extractor", lambda _: Stub())


def test_a_run_by_workers_with_the_extractor(tmp_path: Path) -> None:
    write(tmp_path / "in", {"a.txt": ARTICLE, "b.html": ""})
    result = run("batch", tmp_path / "in", "-o", tmp_path / "out.jsonl", "--workers", "1")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "b.html: " in result.stderr
    assert "1 of 2 articles are in" in result.stderr
    assert "records an hour" in result.stderr
    assert names(tmp_path / "out.jsonl") == ["a.txt"]


@pytest.mark.usefixtures("stub")
class TestWithStub:
    def test_quiet(self, tmp_path: Path) -> None:
        write(tmp_path / "in", {"a.txt": "một"})
        result = run("batch", tmp_path / "in", "-o", tmp_path / "out.jsonl", "--engine", "one", "--quiet")
        assert (result.exit_code, result.output) == (0, "")

    def test_a_list_on_standard_input(self, tmp_path: Path) -> None:
        write(tmp_path, {"a.txt": "một", "b.txt": "hai"})
        out = tmp_path / "out.jsonl"
        given = f"{tmp_path}/b.txt\n\n{tmp_path}/a.txt\n"
        assert run("batch", "-", "-o", out, "--engine", "one", stdin=given).exit_code == 0
        assert names(out) == ["b.txt", "a.txt"]

    def test_status_failed_report_and_retry(self, tmp_path: Path) -> None:
        folder, out = (
            write(tmp_path / "in", {"a.txt": "một", "b.txt": "x" * 99, "c.txt": "một"}),
            tmp_path / "out.jsonl",
        )
        assert run("batch", folder, "-o", out, "--engine", "one", "--max-size", "50").exit_code == 1

        status = run("batch", "status", out)
        assert (status.exit_code, status.stderr) == (0, "")
        assert "complete" in status.stdout
        documents = json.loads(run("batch", "status", out, "--json").stdout)["documents"]
        assert documents == {"done": 1, "duplicate": 1, "failed": 1, "pending": 0}

        failed = run("batch", "failed", out)
        assert failed.stdout.startswith("too_large\t")
        assert "b.txt" in failed.stdout
        assert json.loads(run("batch", "failed", out, "--json").stdout)["code"] == "too_large"

        report = json.loads(run("batch", "report", out, "--json").stdout)
        assert report["failures"] == {"too_large": 1}
        assert report["warnings"] == {"short": 1}
        assert "too_large" in run("batch", "report", out).stdout

        retry = run("batch", "retry", out, "--engine", "one")
        assert retry.exit_code == 0
        assert names(out) == ["a.txt", "b.txt"]
        assert run("batch", "failed", out).stdout == ""

    def test_retry_from_another_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path, {"in/a.txt": "một", "in/b.txt": "x" * 99, "other/x.txt": ""})
        monkeypatch.chdir(tmp_path)
        assert run("batch", "in", "-o", "out.jsonl", "--engine", "one", "--max-size", "50").exit_code == 1
        monkeypatch.chdir(tmp_path / "other")
        assert run("batch", "retry", "../out.jsonl", "--engine", "one").exit_code == 0
        assert names(tmp_path / "out.jsonl") == ["a.txt", "b.txt"]

    def test_records_of_earlier_inputs_are_told(self, tmp_path: Path) -> None:
        write(tmp_path, {"a.txt": "một", "b.txt": "hai"})
        out = tmp_path / "out.jsonl"
        run("batch", tmp_path / "a.txt", "-o", out, "--engine", "one")
        result = run("batch", tmp_path / "b.txt", "-o", out, "--engine", "one")
        assert "1 of 1 articles are in" in result.stderr
        assert "1 more of earlier runs" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("batch", "none.html", "-o", "x.jsonl"), "no such file"),
        (("batch", "*.html", "-o", "x.jsonl"), "no such file"),
        (("batch", ".", "-o", "x.jsonl"), "no article"),
        (("batch", "a.txt", "-o", "x.json"), "no output"),
        (("batch", "a.txt", "-o", "no/where/x.jsonl"), "no such folder"),
        (("batch", "a.txt"), "--output"),
        (("batch",), "INPUT"),
        (("batch", "https://example.org/", "-o", "x.jsonl"), "--fetch"),
        (("batch", "a.txt", "-o", "x.jsonl", "--keep", "x.warc.gz"), "--fetch"),
        (("batch", "a.txt", "-o", "x.jsonl", "--max-size", "many"), "no size"),
        (("batch", "a.txt", "-o", "x.jsonl", "--patterns", "none"), "none"),
        (("batch", "status", "x.jsonl"), "no manifest"),
        (("batch", "failed", "x.jsonl"), "no manifest"),
        (("batch", "report", "x.jsonl"), "no manifest"),
        (("batch", "retry", "x.jsonl"), "no manifest"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if "a.txt" in arguments:
        write(tmp_path, {"a.txt": "một"})
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert word in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "x.jsonl").exists()


def test_help_names_what_there_is() -> None:
    text = run("batch", "--help").stdout
    for word in ("INPUT...", "--fetch", "--engine", "--time-limit", "status", "failed", "retry", "report"):
        assert word in text
    assert set(batch.commands) == {"run", "status", "failed", "retry", "report"}

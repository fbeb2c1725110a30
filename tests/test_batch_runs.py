"""Runs that go on: what is done is skipped, what changed is done again, and each input is accounted for."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_tools import names, records, stub_run, write
from filelock import FileLock

from extractor.batch import plan
from extractor.batch.document import Limits
from extractor.batch.engines import Stop
from extractor.batch.manifest import Manifest, manifest_path
from extractor.batch.watch import Watch
from extractor.errors import TrichtinError, UsageError

PAGES = {"a.txt": "một", "b.txt": "UNREADABLE", "c.txt": "một", "d/e.txt": "hai"}


def rows(output: Path) -> dict[str, str]:
    """Status of each document in the manifest."""
    database = sqlite3.connect(manifest_path(output))
    try:
        found = database.execute("SELECT source, status FROM documents ORDER BY id").fetchall()
    finally:
        database.close()
    return {Path(source).name: status for source, status in found}


def test_each_input_is_accounted_for(tmp_path: Path) -> None:
    write(tmp_path / "in", PAGES)
    tally = stub_run(tmp_path / "out.jsonl", tmp_path / "in").tally
    assert (tally.met, tally.done, tally.failed, tally.duplicate) == (4, 2, 1, 1)
    assert names(tmp_path / "out.jsonl") == ["a.txt", "e.txt"]
    assert rows(tmp_path / "out.jsonl") == {"a.txt": "done", "b.txt": "failed", "c.txt": "duplicate", "e.txt": "done"}


def test_what_is_done_is_skipped(tmp_path: Path) -> None:
    write(tmp_path / "in", PAGES)
    out = tmp_path / "out.jsonl"
    stub_run(out, tmp_path / "in")
    before = out.stat()
    tally = stub_run(out, tmp_path / "in").tally
    assert (tally.met, tally.done, tally.unchanged, tally.failed_before, tally.duplicate) == (4, 0, 2, 1, 1)
    assert (out.stat().st_ino, out.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_new_and_changed_documents_are_done(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", PAGES), tmp_path / "out.jsonl"
    stub_run(out, folder)
    write(folder, {"a.txt": "ba", "b.txt": "bốn", "f.txt": "năm"})
    tally = stub_run(out, folder).tally
    # a changed, b can be read now, c is no duplicate of a any more, f is new
    assert (tally.done, tally.unchanged, tally.failed, tally.duplicate) == (4, 1, 0, 0)
    assert {record["text"] for record in records(out)} == {"ba", "bốn", "một", "hai", "năm"}


def test_a_touched_document_is_not_done_again(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", PAGES), tmp_path / "out.jsonl"
    stub_run(out, folder)
    os.utime(folder / "a.txt", (1, 1))
    tally = stub_run(out, folder).tally
    assert (tally.done, tally.unchanged) == (0, 2)


def test_changed_rules_do_all_again(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", PAGES), tmp_path / "out.jsonl"
    stub_run(out, folder)
    mine = write(tmp_path / "mine", {"bac.yaml": "category: honorific\nrules:\n  - id: my.bac\n    words: [bác cả]\n"
        "    value: bác cả\n    yes: ['[bác cả] An']\n    no: ['bác bỏ cả']\n"})  # fmt: skip
    tally = stub_run(out, folder, patterns=(mine,)).tally
    assert (tally.done, tally.unchanged, tally.failed, tally.duplicate) == (2, 0, 1, 1)
    tally = stub_run(out, folder, patterns=(mine,)).tally
    assert (tally.done, tally.unchanged) == (0, 2)


def test_a_document_that_fails_takes_its_record_away(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "một", "b.txt": "hai"}), tmp_path / "out.jsonl"
    stub_run(out, folder)
    write(folder, {"a.txt": "UNREADABLE"})
    stub_run(out, folder)
    assert names(out) == ["b.txt"]


def test_retry_reads_what_failed(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": "một", "b.txt": "hai", "c.txt": "x" * 100})
    out = tmp_path / "out.jsonl"
    stub_run(out, folder, limits=Limits(size=50))
    tally = stub_run(out, folder).tally
    assert (tally.failed_before, tally.unchanged) == (1, 2)
    tally = stub_run(out, folder, retry=True).tally
    assert (tally.done, tally.failed_before, tally.unchanged) == (1, 0, 2)


def test_a_lost_output_is_written_again(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", PAGES), tmp_path / "out.jsonl"
    stub_run(out, folder)
    before = out.read_bytes()
    out.unlink()
    assert stub_run(out, folder).tally.done == 0
    assert out.read_bytes() == before


def test_inputs_of_several_runs_gather(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", PAGES), tmp_path / "out.jsonl"
    stub_run(out, folder / "d")
    summary = stub_run(out, folder / "a.txt")
    assert (summary.tally.met, summary.records) == (1, 2)
    assert names(out) == ["e.txt", "a.txt"]


def test_an_input_given_twice(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "một"}), tmp_path / "out.jsonl"
    tally = stub_run(out, folder, folder / "a.txt").tally
    assert (tally.met, tally.done, tally.duplicate) == (2, 1, 1)
    tally = stub_run(out, folder, folder / "a.txt").tally
    assert (tally.met, tally.unchanged) == (2, 2)


def test_a_run_that_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {f"{number}.txt": f"trang {number}" for number in range(10)}
    folder, out = write(tmp_path / "in", pages), tmp_path / "out.jsonl"

    class Asks(Watch):
        def update(self) -> None:
            stops[0].asked = self._tally.done > 0

    stops: list[Stop] = []
    first = plan.Plan.__init__

    def remember(self: plan.Plan, manifest: Manifest, run: int, rules: str, stop: Stop, **more: object) -> None:
        stops[:] = [stop]
        first(self, manifest, run, rules, stop, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(plan.Plan, "__init__", remember)
    summary = stub_run(out, folder, watch=Asks(quiet=True))
    assert summary.stopped
    assert summary.tally.done == 1
    assert not out.exists()
    summary = stub_run(out, folder)
    assert (summary.tally.unchanged, summary.tally.done) == (1, 9)
    assert names(out) == sorted(pages)


def test_a_run_that_breaks_keeps_what_was_done(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "một", "b.txt": "hai"}), tmp_path / "out.jsonl"

    class Breaks(Watch):
        def update(self) -> None:
            if self._tally.done:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stub_run(out, folder, watch=Breaks(quiet=True))
    assert not out.exists()
    stub_run(out, folder)
    assert names(out) == ["a.txt", "b.txt"]


def test_two_runs_on_one_output(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "một"}), tmp_path / "out.jsonl"
    with FileLock(tmp_path / ".out.jsonl.lock"), pytest.raises(UsageError, match="another run"):
        stub_run(out, folder)
    assert stub_run(out, folder).tally.done == 1


def test_a_manifest_that_is_none(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "một"}), tmp_path / "out.jsonl"
    manifest_path(out).write_text("không phải SQLite " * 100, "utf-8")
    with pytest.raises(TrichtinError, match="cannot be used"):
        stub_run(out, folder)
    manifest_path(out).unlink()
    database = sqlite3.connect(manifest_path(out))
    database.execute("CREATE TABLE other (x)")
    database.close()
    with pytest.raises(UsageError, match="no manifest"):
        stub_run(out, folder)


def test_names_and_messages_with_halves_of_letters(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x\udcff.txt").write_bytes(b"FAULT \xed\xa0\x80")
    (folder / "y.jsonl").write_text(json.dumps({"text": "a\ud800\x00b", "url": "https://e.org/\ud800"}), "ascii")
    tally = stub_run(tmp_path / "out.jsonl", folder, folder / "y.jsonl").tally
    assert (tally.done, tally.failed) == (1, 1)
    (record,) = records(tmp_path / "out.jsonl")
    assert record["article"]["url"] == "https://e.org/\\ud800"


def test_a_fault_while_loading_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "một", "b.txt": "hai"}), tmp_path / "out.jsonl"

    def fails(*_: object) -> Iterator[object]:
        raise LookupError("x")

    monkeypatch.setattr("extractor.batch.inputs.files.content_of", fails)
    tally = stub_run(out, folder).tally
    assert tally.failed == 2
    assert [code for _, code, _ in Manifest(out, write=False).failures()] == ["fault", "fault"]

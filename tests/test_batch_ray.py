"""Ray gives the same bytes as one process, and what goes wrong is told there as well."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from batch_tools import names, stub_run, write
from test_batch_engines import PAGES, failures

from extractor.batch.document import Limits
from extractor.errors import UsageError

ray = pytest.importorskip("ray")
pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The actors find the stand-in where the tests lie."""
    here = Path(__file__).parent
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(here), str(here.parent)]))


def test_the_same_bytes_and_the_same_reasons(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    bad = {
        "03.txt": "HANG", "06.txt": "FAULT", "07.txt": "UNREADABLE", "08.txt": "DIE", "09.txt": f"DIEONCE {mark}"
    }  # fmt: skip
    folder = write(tmp_path / "in", PAGES | bad)
    out = tmp_path / "ray.jsonl"
    summary = stub_run(out, folder, engine="ray", workers=2, limits=Limits(seconds=2))
    expected = {"03.txt": "timeout", "06.txt": "fault", "07.txt": "unreadable", "08.txt": "worker_died"}
    assert failures(out) == expected
    assert summary.tally.done == 8
    assert names(out) == sorted(set(PAGES) - set(expected))
    for name in expected:
        (folder / name).unlink()
    stub_run(tmp_path / "one.jsonl", folder)
    assert out.read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    assert stub_run(out, folder, engine="ray").tally.unchanged == 8  # nothing to do starts no cluster
    assert not ray.is_initialized()


def test_a_cluster_that_is_not_there(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", PAGES)
    with pytest.raises(UsageError, match="cannot be reached"):
        stub_run(tmp_path / "out.jsonl", folder, engine="ray", ray_address="127.0.0.1:1")


def test_nodes_with_other_rules_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.run.fingerprint_of", lambda _: "others")
    folder = write(tmp_path / "in", PAGES)
    with pytest.raises(UsageError, match="other rules"):
        stub_run(tmp_path / "out.jsonl", folder, engine="ray", workers=1)

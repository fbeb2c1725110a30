"""Ray gives the same bytes as one process, and what goes wrong is told there as well."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from batch_tools import make_stub, names, stub_run, write
from test_batch_engines import PAGES, failures

from extractor.batch.document import Limits
from extractor.batch.engines import Setup
from extractor.batch.engines.ray import _Cluster
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
    summary = stub_run(out, folder, engine="ray", workers=2, limits=Limits(seconds=3))
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


def test_nodes_with_other_rules_are_refused() -> None:
    class Nodes:
        """A Ray whose actors have other rules."""

        exceptions = ray.exceptions

        def remote(self, **_: object) -> Callable[[type], MagicMock]:
            return lambda _: MagicMock()

        def cluster_resources(self) -> dict[str, float]:
            return {"CPU": 2.0}

        def get(self, references: list[object]) -> list[str]:
            return ["others" for _ in references]

    with pytest.raises(UsageError, match="other rules"):
        _Cluster(Nodes(), Setup(make_stub, "ours", Limits()))

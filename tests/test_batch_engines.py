"""Engines: the same bytes from each; what hangs, eats memory or dies is told, and the run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from batch_tools import names, stub_run, write

from extractor.batch.document import Limits
from extractor.batch.engines import local
from extractor.batch.manifest import Manifest

PAGES = {f"{number:02}.txt": f"trang số {number}" for number in range(12)}
TIGHT = Limits(seconds=3, memory=60_000_000)


def failures(output: Path) -> dict[str, str]:
    """The code of each document that failed."""
    return {Path(source).name: code for source, code, _ in Manifest(output, write=False).failures()}


@pytest.mark.parametrize("engine", ["one", "local"])
def test_what_goes_wrong_is_told_and_the_run_goes_on(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_GRACE", 0.5)
    bad = {"03.txt": "HANG", "05.txt": "EAT", "06.txt": "FAULT", "07.txt": "UNREADABLE"}
    expected = {"03.txt": "timeout", "05.txt": "memory", "06.txt": "fault", "07.txt": "unreadable"}
    if engine == "local":
        mark = tmp_path / "mark"
        bad |= {"04.txt": "STUCK", "08.txt": "DIE", "09.txt": f"DIEONCE {mark}"}
        expected |= {"04.txt": "timeout", "08.txt": "worker_died"}
    folder, out = write(tmp_path / "in", PAGES | bad), tmp_path / "out.jsonl"
    summary = stub_run(out, folder, engine=engine, workers=2, limits=TIGHT)
    assert failures(out) == expected
    assert summary.tally.done == 12 - len(expected)
    assert names(out) == sorted(set(PAGES) - set(expected))


def test_the_same_bytes_from_one_process_and_from_workers(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", PAGES | {"00.txt": "SLEEP 0.3 giây"})  # its result comes late
    stub_run(tmp_path / "one.jsonl", folder)
    stub_run(tmp_path / "two.jsonl", folder, engine="local", workers=2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_no_worker_starts_where_there_is_nothing_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = write(tmp_path / "in", PAGES), tmp_path / "out.jsonl"
    stub_run(out, folder)
    monkeypatch.setattr(local, "_Worker", None)
    assert stub_run(out, folder, engine="local").tally.unchanged == 12


RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
if __name__ == "__main__":
    from batch_tools import stub_run
    from extractor.batch.watch import Watch
    summary = stub_run(Path(sys.argv[2]), sys.argv[1], engine=sys.argv[4], workers=2, watch=Watch(quiet=False))
    sys.exit(130 if summary.stopped else 0)
"""


@pytest.mark.parametrize(
    ("engine", "kind"), [("one", signal.SIGINT), ("local", signal.SIGINT), ("local", signal.SIGTERM)]
)
def test_ctrl_c_stops_cleanly(tmp_path: Path, engine: str, kind: signal.Signals) -> None:
    folder, out = (
        write(tmp_path / "in", {f"{n:02}.txt": f"SLEEP 0.1 số {n}" for n in range(100)}),
        tmp_path / "out.jsonl",
    )
    script = tmp_path / "run.py"
    script.write_text(textwrap.dedent(RUN), "utf-8")
    command = [sys.executable, str(script), str(folder), str(out), str(Path(__file__).parent), engine]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    wait_for_records(out, 2)
    os.killpg(process.pid, kind)  # as a terminal sends it to all processes
    _, error = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Traceback" not in error.decode()
    assert not out.exists()
    done = Manifest(out, write=False).counts()["done"]
    assert stub_run(out, folder / "00.txt").tally.unchanged == 1
    assert 2 <= done < 100


def wait_for_records(output: Path, count: int) -> None:
    """Wait until the manifest holds so many records."""
    for _ in range(2400):
        time.sleep(0.05)
        try:
            if Manifest(output, write=False).counts().get("done", 0) >= count:
                return
        except Exception:
            continue
    raise AssertionError("the run does not begin")

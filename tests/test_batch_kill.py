"""Workers and whole runs are killed at random moments; what comes out in the end is the same as if nothing had been.

The extractor is the real one. `benchmarks/batch_kill.py` does it ten times, each time from the beginning.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_tools import records
from click.testing import CliRunner
from test_batch_engines import wait_for_records

from extractor.batch.manifest import Manifest
from extractor.cli import main

COUNT = 220


def pages(path: Path) -> Path:
    """Articles that take a moment each."""
    chance = random.Random(3)
    titles = ("Giám đốc", "Phó Giám đốc", "Trưởng phòng", "Bí thư", "Chủ tịch")
    sentences = "Ngày {}/{}/2022, tại Thư viện tỉnh, bà Trần Thị {} được bầu làm {} nhiệm kỳ 2022-2025."
    with path.open("w", encoding="utf-8") as file:
        for number in range(COUNT):
            lines = [
                sentences.format(chance.randint(1, 28), chance.randint(1, 12), name, chance.choice(titles))
                for name in ("An", "Bình", "Chi", "Dung", "Giang", "Hoa")
            ]
            file.write(json.dumps({"text": f"Tin số {number}\n" + "\n".join(lines)}) + "\n")
    return path


def start(given: Path, output: Path) -> subprocess.Popen[bytes]:
    """A run of the command with two workers."""
    # transactions are short, so that what the manifest shows is never far behind
    run = "from extractor.batch import manifest; manifest._COMMIT = 0.05; from extractor.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", run, "batch", str(given), "-o", str(output), "--quiet", "--workers", "2"]
    )


def done(output: Path) -> int:
    return Manifest(output, write=False).counts().get("done", 0)


def workers(parent: int) -> list[int]:
    """The processes of the workers of a run."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the workers in /proc")
def test_killed_three_times_the_output_is_the_same(tmp_path: Path) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # shown where the test fails
    chance = random.Random(seed)
    given, out = pages(tmp_path / "in.jsonl"), tmp_path / "out.jsonl"

    run = start(given, out)
    wait_for_records(out, chance.randint(1, 20))
    time.sleep(chance.uniform(0, 0.1))
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    first = done(out)
    assert 0 < first < COUNT
    assert not out.exists()

    run = start(given, out)
    wait_for_records(out, first + chance.randint(1, 10))
    os.kill(chance.choice(workers(run.pid)), signal.SIGKILL)
    wait_for_records(out, done(out) + chance.randint(1, 10))
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert first < done(out) < COUNT

    assert start(given, out).wait(timeout=300) == 0
    calm = ["batch", str(given), "-o", str(tmp_path / "calm.jsonl"), "--engine", "one"]
    assert CliRunner().invoke(main, calm).exit_code == 0
    assert sorted(out.read_bytes().splitlines()) == sorted((tmp_path / "calm.jsonl").read_bytes().splitlines())
    assert len({record["source"]["uri"] for record in records(out)}) == COUNT

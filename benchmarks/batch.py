"""Batch runs measured: speed with one and two workers, memory over a long run, the start on a long manifest, kills.

    python benchmarks/batch.py speed ARTICLES [--count 2000]
    python benchmarks/batch.py memory ARTICLES [--count 20000] [--characters N]
    python benchmarks/batch.py kill ARTICLES [--count 300] [--times 10]
    python benchmarks/batch.py start [--rows 1000000]
    python benchmarks/batch.py driver ARTICLES [--count 20000]

ARTICLES is a file of JSON lines with `title` and `text`. Where more are asked for than there are, they come again with
new words in them. Everything is written into a folder for temporary files and taken away in the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sqlite3
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.batch.manifest import Manifest, manifest_path
from extractor.errors import TrichtinError

COMMAND = [sys.executable, "-c", "from extractor.cli import main; main()", "batch"]


def articles(source: Path, count: int, target: Path, most: int | None = None) -> Path:
    """So many articles as JSON lines, each of at most so many characters."""
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    chance = random.Random(1)
    with target.open("w", encoding="utf-8") as file:
        for number in range(count):
            row = rows[number % len(rows)]
            text = row["text"][:most]
            if number >= len(rows):  # words that no text had before: a vocabulary that grows would show
                words = ("".join(chance.choices(string.ascii_lowercase, k=7)) for _ in range(40))
                text = f"{text}\nBản tin số {number}: {' '.join(words)}."
            file.write(json.dumps({"title": row["title"], "text": text}, ensure_ascii=False) + "\n")
    return target


def start(given: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    """A run of the command."""
    return subprocess.Popen([*COMMAND, str(given), "-o", str(output), "--quiet", *options])


def done(output: Path) -> int:
    """How many records the manifest holds."""
    try:
        return Manifest(output, write=False).counts().get("done", 0)
    except TrichtinError:
        return 0


def children(process: int) -> list[int]:
    """The workers of a run."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [int(child) for child in listed if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def peak(process: int) -> float:
    """The most memory that a process has had, in MB."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def used() -> float:
    """The CPU seconds of all processes that were waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def load() -> str:
    """How busy the machine is with other work; to be near 0 before a measurement."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def speed(given: argparse.Namespace, folder: Path) -> None:
    """Time of one worker and of two, and of this process alone."""
    source = articles(given.articles, given.count, folder / "in.jsonl")
    seconds, cpu = {}, {}
    for name, options in (
        ("one process", ("--engine", "one")),
        ("one worker", ("--workers", "1")),
        ("two workers", ("--workers", "2")),
    ):
        print(load())
        began, before = time.perf_counter(), used()
        start(source, folder / f"{len(seconds)}.jsonl", *options).wait()
        seconds[name], cpu[name] = time.perf_counter() - began, used() - before
        rate = given.count / seconds[name]
        print(f"{name:12} {seconds[name]:7.1f} s, {cpu[name]:6.1f} s of CPU, {rate:6.1f} articles a second", flush=True)
    outputs = {(folder / f"{number}.jsonl").read_bytes() for number in range(len(seconds))}
    print(f"two workers are {seconds['one worker'] / seconds['two workers']:.2f} times as fast as one,")
    print(f"and {seconds['one process'] / seconds['two workers']:.2f} times as fast as one process")
    print(f"the same bytes from each: {'yes' if len(outputs) == 1 else 'NO'}")


def memory(given: argparse.Namespace, folder: Path) -> None:
    """Peaks after each tenth of the articles: together, and of the first process and the two workers."""
    output = folder / "out.jsonl"
    source = articles(given.articles, given.count, folder / "in.jsonl", given.characters)
    print(load())
    process = start(source, output, "--workers", "2")
    tenth = given.count // 10
    peaks: list[list[float]] = []
    while process.poll() is None:
        time.sleep(0.5)
        try:
            now = [peak(process.pid), *map(peak, children(process.pid))]
        except (OSError, IndexError):
            continue  # it has just ended
        if len(now) == 3 and done(output) >= tenth * (len(peaks) + 1):
            peaks.append(now)
            single = ", ".join(f"{value:.0f}" for value in now)
            print(f"after {len(peaks) * tenth:6,}: {sum(now):.0f} MB ({single}); {load()}", flush=True)
    print(f"ratio {sum(peaks[-1]) / sum(peaks[0]):.3f}")


def kill(given: argparse.Namespace, folder: Path) -> None:
    """Runs killed at random moments, in turn a worker and the whole run, then taken up again."""
    source = articles(given.articles, given.count, folder / "in.jsonl")
    start(source, folder / "calm.jsonl", "--workers", "2").wait()
    calm = sorted((folder / "calm.jsonl").read_bytes().splitlines())
    chance = random.Random(given.seed)
    for number in range(given.times):
        output = folder / f"{number}.jsonl"
        process = start(source, output, "--workers", "2")
        wanted = chance.randrange(1, given.count // 2)
        while done(output) < wanted and process.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.05))
        whole = number % 2 == 0
        at = done(output)
        if process.poll() is not None:
            raise SystemExit("the run was over before it could be killed: give a larger --count")
        os.kill(process.pid if whole else chance.choice(children(process.pid)), signal.SIGKILL)
        process.wait()
        code = start(source, output, "--workers", "2").wait()
        same = sorted(output.read_bytes().splitlines()) == calm
        what = "the whole run" if whole else "a worker"
        print(
            f"{number + 1:2} {what:13} at {at:3} of {given.count}: {'the same' if same and not code else 'DIFFERENT'}"
        )


def begin(given: argparse.Namespace, folder: Path) -> None:
    """The time of a run over one new article where the manifest holds many, until the article is being read."""
    output = folder / "out"
    (folder / "in.txt").write_text("Tin\n\nNgày 3/5/2022, Thư viện tỉnh họp.", "utf-8")
    start(folder / "in.txt", output, "--engine", "one").wait()
    database = sqlite3.connect(manifest_path(output), isolation_level=None)
    database.execute("BEGIN")
    rows = (
        (
            f"old/{number // 1000}/{number}.html",
            f"{number}.json",
            "1-1-1",
            f"{number:064x}",
            "done",
            '["short"]',
            "0" * 32,
        )
        for number in range(given.rows)
    )
    database.executemany(
        "INSERT INTO documents (source, name, stamp, sha256, status, warnings, rules, run) VALUES (?,?,?,?,?,?,?,1)",
        rows,
    )
    database.execute("COMMIT")
    database.close()
    size = manifest_path(output).stat().st_size / 1e6
    print(f"{given.rows:,} rows, {size:.0f} MB; {load()}")
    (folder / "in.txt").write_text("Tin\n\nNgày 4/5/2022, Thư viện tỉnh họp.", "utf-8")
    for name in ("in.txt", "empty manifest"):
        target = output if name == "in.txt" else folder / "other"
        began = time.perf_counter()
        start(folder / "in.txt", target, "--engine", "one").wait()
        print(
            f"{'long manifest' if target == output else name:14} {time.perf_counter() - began:5.2f} s for the whole run"
        )


def driver(given: argparse.Namespace, folder: Path) -> None:
    """What the first process does for each document, without any extraction; and how fast it passes what is known."""
    from extractor.batch.run import Settings, run
    from extractor.batch.watch import Watch
    from extractor.patterns import load as load_patterns
    from extractor.pipeline import Extractor

    source, output = articles(given.articles, given.count, folder / "in.jsonl"), folder / "out.jsonl"
    record = Extractor().extract(given.articles.read_text("utf-8").splitlines()[0].encode())

    class Ready:
        patterns = load_patterns()

        def extract(self, data: bytes, **_: Any) -> Any:
            return record

    for what in ("new documents", "known documents"):
        began = time.perf_counter()
        run(Settings((str(source),), output, engine="one"), Watch(quiet=True), Ready)
        seconds = time.perf_counter() - began
        print(f"{what:15} {seconds / given.count * 1e6:6.0f} µs each, {given.count / seconds:7.0f} a second; {load()}")
    print(f"manifest: {manifest_path(output).stat().st_size / given.count:.0f} bytes a document")


PARTS: dict[str, tuple[Callable[[argparse.Namespace, Path], None], int]] = {
    "speed": (speed, 2000),
    "memory": (memory, 20_000),
    "kill": (kill, 300),
    "start": (begin, 0),
    "driver": (driver, 20_000),
}


def main() -> None:
    """Measure one part and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    for name, (_, count) in PARTS.items():
        part = parts.add_parser(name)
        if name == "start":
            part.add_argument("--rows", type=int, default=1_000_000)
            continue
        part.add_argument("articles", type=Path)
        part.add_argument("--count", type=int, default=count)
        if name == "memory":
            part.add_argument("--characters", type=int, metavar="N", help="cut longer texts, for a quicker look")
        if name == "kill":
            part.add_argument("--times", type=int, default=10)
            part.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        PARTS[given.part][0](given, Path(folder))


if __name__ == "__main__":
    main()

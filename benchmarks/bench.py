"""Trích Tin beside its peers, in one run: accuracy, dates, time, memory. Writes RESULTS.md and results.svg.

    make bench            (or: python benchmarks/bench.py [--gold FOLDER …] [--skip PART …])

The peers are installed into an environment of their own (`benchmarks/.peers`), in the versions of
peers/requirements.txt. Without --gold only `samples/` is scored; a FOLDER holds NAME.txt or NAME.html with
NAME.gold.json. HeidelTime needs Java; a peer that cannot be had is said to be missing.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(HERE)]

from chart import bars  # noqa: E402
from growth import growing  # noqa: E402
from speed import page  # noqa: E402

from extractor import Extractor  # noqa: E402
from extractor.compare import Comparison, compare_facts, facts, read_samples  # noqa: E402
from extractor.compare.files import read_records  # noqa: E402

PEERS = HERE / ".peers"
PYTHON = PEERS / "bin" / "python"
OWN = "Trích Tin"
CHAIN = "trafilatura + underthesea.ner + search_dates"
PYVI = "pyvi (people)"
PAGE_KB = 60
PARTS = ("accuracy", "dates", "time", "growth")


def install() -> None:
    """The peers' environment, made anew where its list has changed."""
    wanted = (HERE / "peers" / "requirements.txt").read_text("utf-8")
    stamp = PEERS / "requirements.txt"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEERS)], check=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "-r", str(HERE / "peers" / "requirements.txt")]
    subprocess.run(pip, check=True)
    stamp.write_text(wanted, "utf-8")


def peer(script: str, *arguments: str, stdin: str | None = None) -> str:
    """What a script of the peers prints."""
    call = [str(PYTHON), str(HERE / "peers" / script), *arguments]
    return subprocess.run(call, input=stdin, capture_output=True, text=True, check=True).stdout


def pages(folder: Path) -> list[Path]:
    """The articles of a folder of samples, in either layout."""
    found = [*folder.glob("*/page.html"), *folder.glob("*/article.txt")]
    found += [
        path for path in (*folder.glob("*.txt"), *folder.glob("*.html")) if path.with_suffix(".gold.json").exists()
    ]
    return sorted(found)


def accuracy(folder: Path, tool: Extractor) -> dict[str, Comparison]:
    """Each system's comparison with the gold of a folder."""
    expected, given = read_samples(folder), pages(folder)
    own = {}
    for path in given:
        name = path.parent.name if path.parent.name in expected else path.stem
        own[name] = facts(tool.extract(path.read_bytes(), uri=str(path)).model_dump(mode="json"), where=name)
    compared = {OWN: compare_facts(own, expected)}
    for system, script in ((CHAIN, "chain.py"), (PYVI, "pyvi_people.py")):
        with tempfile.TemporaryDirectory() as scratch:
            records = Path(scratch, "records.jsonl")
            records.write_text(peer(script, *map(str, given)), "utf-8")
            compared[system] = compare_facts(read_records(records, expected)[0], expected)
    return compared


def accuracy_table(compared: dict[str, Comparison]) -> Iterator[str]:
    own, chain, pyvi = compared[OWN], compared[CHAIN], compared[PYVI]
    yield f"| field | {OWN} | {CHAIN} | {PYVI} |"
    yield "| --- | --: | --: | --: |"
    for field, counts in own.fields.items():
        people = f"{pyvi.fields[field].f1:.3f}" if field == "people" else "–"
        yield f"| {field} | **{counts.f1:.3f}** | {chain.fields[field].f1:.3f} | {people} |"


def date_scores() -> Iterator[tuple[str, float, float, float]]:
    """Precision, recall and F1 of the values in the annotated sentences of tests/data/dates, for each system."""
    from test_dates import ROWS, resolved

    rows = [row for row in ROWS if row.published]
    sentences = "".join(json.dumps({"text": row.text, "published": row.published}) + "\n" for row in rows)
    yield OWN, *_scores(rows, [[item.value for item in resolved(row)] for row in rows])
    for system in ("search_dates", "duckling", "heideltime"):
        try:
            values = [json.loads(line) for line in peer("dates.py", system, stdin=sentences).splitlines()]
        except (subprocess.CalledProcessError, OSError) as error:
            print(f"{system} cannot be had: {error}", file=sys.stderr)
            continue
        yield system, *_scores(rows, values)


def _scores(rows: Sequence[Any], values: Sequence[Sequence[str | None]]) -> tuple[float, float, float]:
    right = found = wanted = 0
    for row, given in zip(rows, values, strict=True):
        gold = {value for _, value, _ in row.dates if value}
        have = {value for value in given if value}
        right, found, wanted = right + len(gold & have), found + len(have), wanted + len(gold)
    return right / max(found, 1), right / max(wanted, 1), 2 * right / max(found + wanted, 1)


def times(tool: Extractor) -> dict[str, float]:
    """Median milliseconds of each system over the texts of samples/ in pages of 60 KB, one after the other."""
    from underthesea import word_tokenize

    texts = [tool.extract(path.read_bytes()).text for path in pages(ROOT / "samples")]
    word_tokenize(texts[0])
    found: dict[str, list[float]] = {OWN: [], "underthesea.word_tokenize on the text alone": [], CHAIN: []}
    with (
        tempfile.TemporaryDirectory() as scratch,
        subprocess.Popen(
            [str(PYTHON), str(HERE / "peers" / "chain.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server,
    ):
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdout.readline()
        for number, text in enumerate([texts[0], *texts]):
            title, _, body = text.partition("\n")
            data = page(title, body, PAGE_KB * 1000)
            path = Path(scratch, f"{number}.html")
            path.write_bytes(data)
            own = seconds(lambda data=data: tool.extract(data).to_json())
            words = seconds(lambda text=text: word_tokenize(text))
            server.stdin.write(f"{path}\n")
            server.stdin.flush()
            chain = float(server.stdout.readline())
            if number:  # the first warms up
                for row, value in zip(found.values(), (own, words, chain), strict=True):
                    row.append(value * 1000)
        server.stdin.close()
    return {system: median(row) for system, row in found.items()}


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def report(given: argparse.Namespace) -> Iterator[str]:
    tool = Extractor()
    folders = [ROOT / "samples", *given.gold]
    yield "# Results"
    yield ""
    peers = ", ".join((HERE / "peers" / "requirements.txt").read_text("utf-8").replace("==", " ").splitlines())
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    yield f"{datetime.date.today().isoformat()}, {machine}. Trích Tin {version('trichtin')} on spaCy {version('spacy')}"
    yield f"and underthesea {version('underthesea')}. Peers: {peers}."
    yield "Written by `make bench`; what is not measured is said in [README.md](README.md)."
    charted: list[tuple[str, float, float]] = []
    if "accuracy" not in given.skip:
        for folder in folders:
            compared = accuracy(folder, tool)
            yield f"\n## Accuracy, F1: {folder.name} ({len(compared[OWN].articles)} articles)\n"
            yield from accuracy_table(compared)
            charted = charted or [
                (field, counts.f1, compared[CHAIN].fields[field].f1) for field, counts in compared[OWN].fields.items()
            ]
        (HERE / "results.svg").write_text(bars(charted, OWN, CHAIN), "utf-8")
        yield "\n![F1 by field on samples/](results.svg)"
    if "dates" not in given.skip:
        yield "\n## Dates: values right in the annotated sentences of tests/data/dates\n"
        yield "| system | precision | recall | F1 |\n| --- | --: | --: | --: |"
        for system, *scores in date_scores():
            yield f"| {system} | {' | '.join(f'{score:.3f}' for score in scores)} |"
    if "time" not in given.skip:
        measured = times(tool)
        yield f"\n## Time: the texts of samples/ in pages of {PAGE_KB} KB, median, interleaved in one run\n"
        yield f"| system | ms | as a multiple of {OWN} |\n| --- | --: | --: |"
        for system, value in measured.items():
            yield f"| {system} | {value:.1f} | {value / measured[OWN]:.1f} |"
    if "growth" not in given.skip:
        yield "\n## Growth: one article of a given size, and many articles, each in a process of its own\n"
        yield "| what | seconds | peak memory, MB |\n| --- | --: | --: |"
        for what, took, memory in growing():
            yield f"| {what} | {took:.2f} | {memory:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--skip", nargs="*", default=[], choices=PARTS)
    given = parser.parse_args()
    install()
    lines = []
    for line in report(given):
        print(line, flush=True)
        lines.append(line)
    (HERE / "RESULTS.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()

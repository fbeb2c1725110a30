"""How well pages are read, against references, and beside other tools in the same run.

    page_quality.py FOLDER [--errors] [--peers PYTHON]

FOLDER holds saved pages and `gold.jsonl`: for each page `file`, `title`, `date`, `first_sentence`, `byline`,
`captions`, `body` (a paragraph a line) and `optional` (lines that count neither way). A day that is taken from the
name or the folder of an image counts as none, for the references know only what pages say. PYTHON is that of an
environment with the other tools: see `page_peers.py`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor import patterns
from extractor.page import Article, read_article
from extractor.page.normalize import clean

ASIDE = ("title", "byline", "caption")
SIZE = 65_536  # bytes of the page that times are given for
NAMES = ("body F1", "lead kept", "breaks kept", "title", "date", "invented", "captions", "byline", "ms")
Figures = dict[str, tuple[float, float]]  # for each figure the points and how many there are to get


def key(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", clean(text or "").casefold()))


def words(lines: Iterable[str]) -> Counter[str]:
    return Counter(key("\n".join(lines)).split())


def measure_body(lines: list[str], text: str, gold: Mapping[str, Any]) -> Figures:
    """The figures of a body given as lines, of which the optional ones do not count; `text` is all that was kept."""
    optional = set(map(key, gold["optional"]))
    lines = [line for line in lines if key(line) not in optional]
    paragraphs = gold["body"].split("\n")
    got, ref = words(lines), words(paragraphs)
    printed = set(map(key, text.split("\n")))
    return {
        "body F1": (2 * sum((got & ref).values()) / max(1, sum(got.values()) + sum(ref.values())), 1),
        "lead kept": (float(key(gold["first_sentence"]) in key(text)), 1),
        "breaks kept": (float(sum(key(line) in printed for line in paragraphs)), len(paragraphs)),
    }


def measure_day(day: str | None, gold: Mapping[str, Any]) -> Figures:
    invented = (float(day is not None), 1.0) if gold["date"] is None else (0.0, 0.0)
    return {"date": (float(day == gold["date"]), 1), "invented": invented}


def measure(article: Article, gold: Mapping[str, Any]) -> Figures:
    """The figures of this project."""
    body = [article.text[block.start : block.end] for block in article.blocks if block.kind not in ASIDE]
    captions = [key(line) for line in article.of_kind("caption")]
    bylines = " ".join(key(line) for line in article.of_kind("byline"))
    wanted = [re.sub(r"[ \d]+\Z", "", key(line)) for line in gold["byline"]]
    return {
        **measure_body(body, article.text, gold),
        "title": (float(key(article.title) == key(gold["title"])), 1),
        **measure_day(None if str(article.published_from).startswith("image") else article.published, gold),
        "captions": (float(sum(key(line) in captions for line in gold["captions"])), len(gold["captions"])),
        "byline": (float(sum(line in bylines for line in wanted)), len(wanted)),
    }


def measure_peer(found: Mapping[str, Any], gold: Mapping[str, Any]) -> Figures:
    """The figures of a tool that labels nothing: title, byline and captions in its body count neither way."""
    figures: Figures = {}
    if "body" in found:
        aside = {key(line) for line in (gold["title"], *gold["byline"], *gold["captions"])}
        text = found["body"] or ""
        figures |= measure_body([line for line in text.split("\n") if key(line) not in aside], text, gold)
    if "title" in found:
        figures["title"] = float(key(found["title"]) == key(gold["title"])), 1
    if "date" in found:
        figures |= measure_day(found["date"], gold)
    return figures


class Total:
    """The sums of the figures of a tool over all pages."""

    def __init__(self) -> None:
        self.sums: dict[str, list[float]] = {}

    def add(self, figures: Figures) -> None:
        for name, (points, of) in figures.items():
            total = self.sums.setdefault(name, [0.0, 0.0])
            total[0] += points
            total[1] += of

    def __getitem__(self, name: str) -> str:
        points, of = self.sums.get(name, (0.0, 0.0))
        if not of:
            return "–"
        return f"{points / of:.1f}" if name == "ms" else f"{points / of:.3f}"


def ours(folder: Path, golds: list[dict[str, Any]], errors: bool) -> Total:
    rules = patterns.load()
    total = Total()
    for gold in golds:
        raw = (folder / gold["file"]).read_bytes()
        times = []
        for _ in range(5):
            start = time.process_time()
            article = read_article(raw, uri=gold["file"], rules=rules)
            times.append(time.process_time() - start)
        figures = measure(article, gold)
        total.add({**figures, "ms": (min(times) * 1000 * SIZE, len(raw))})
        wrong = [name for name, (points, of) in figures.items() if (points > 0 if name == "invented" else points < of)]
        if errors and wrong:
            print(f"{gold['file']}: {', '.join(wrong)}")
    return total


def peers(folder: Path, golds: list[dict[str, Any]], python: str) -> Iterator[tuple[str, Total]]:
    """The other tools with their versions, run one after the other."""
    script = Path(__file__).with_name("page_peers.py")
    ran = subprocess.run([python, script, folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    by_file = {gold["file"]: gold for gold in golds}
    totals: dict[str, Total] = {}
    for line in ran.stdout.decode("utf-8").splitlines():
        found = json.loads(line)
        size = (folder / found["file"]).stat().st_size
        figures = measure_peer(found, by_file[found["file"]])
        totals.setdefault(found["tool"], Total()).add({**figures, "ms": (found["seconds"] * 1000 * SIZE, size)})
    yield from totals.items()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="name the pages on which a figure is not full")
    parser.add_argument("--peers", metavar="PYTHON", help="measure the other tools too, with this Python")
    asked = parser.parse_args()
    golds = [json.loads(line) for line in (asked.folder / "gold.jsonl").read_text("utf-8").splitlines()]
    rows = [("Trích Tin", ours(asked.folder, golds, asked.errors))]
    if asked.peers:
        rows += peers(asked.folder, golds, asked.peers)
    print("| tool | " + " | ".join(NAMES) + " |\n|" + " --- |" * (len(NAMES) + 1))
    for tool, total in rows:
        print(f"| {tool} | " + " | ".join(total[name] for name in NAMES) + " |")


if __name__ == "__main__":
    main()

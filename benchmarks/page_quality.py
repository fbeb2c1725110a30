"""How well pages are read, against references: page_quality.py FOLDER [--errors]

FOLDER holds saved pages and `gold.jsonl`: for each page `file`, `title`, `date`, `first_sentence`, `byline`,
`captions`, `body` (a paragraph a line) and `optional` (lines that count neither way). A day that is taken from the
name or the folder of an image counts as none, for the references know only what pages say.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from extractor import patterns
from extractor.page import Article, read_article
from extractor.page.normalize import clean

ASIDE = ("title", "byline", "caption")


def key(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", clean(text or "").casefold()))


def words(lines: list[str]) -> Counter[str]:
    return Counter(key("\n".join(lines)).split())


def measure(article: Article, gold: dict[str, object]) -> tuple[dict[str, tuple[float, int]], list[str]]:
    """For each figure the points and how many there are to get, and what was wrong."""
    wanted: dict[str, list[str]] = {name: list(gold[name]) for name in ("byline", "captions", "optional")}  # type: ignore[call-overload]
    body = [article.text[block.start : block.end] for block in article.blocks if block.kind not in ASIDE]
    body = [line for line in body if key(line) not in set(map(key, wanted["optional"]))]
    paragraphs = str(gold["body"]).split("\n")
    got, ref = words(body), words(paragraphs)
    shared = sum((got & ref).values())
    printed = [key(line) for line in article.text.split("\n")]
    day = article.published if not str(article.published_from).startswith("image") else None
    captions = [key(line) for line in article.of_kind("caption")]
    bylines = " ".join(key(line) for line in article.of_kind("byline"))
    figures = {
        "body F1": (2 * shared / max(1, sum(got.values()) + sum(ref.values())), 1),
        "lead kept": (float(key(str(gold["first_sentence"])) in key(article.text)), 1),
        "breaks kept": (float(sum(key(line) in printed for line in paragraphs)), len(paragraphs)),
        "title": (float(key(article.title) == key(str(gold["title"]))), 1),
        "date": (float(day == gold["date"]), 1),
        "captions": (float(sum(key(line) in captions for line in wanted["captions"])), len(wanted["captions"])),
        "byline": (
            float(sum(re.sub(r"[ \d]+\Z", "", key(line)) in bylines for line in wanted["byline"])),
            len(wanted["byline"]),
        ),
    }
    wrong = [name for name, (points, of) in figures.items() if points < of * 0.999]
    return figures, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="name the pages on which a figure is not full")
    asked = parser.parse_args()
    rules = patterns.load()
    totals: dict[str, list[float]] = {}
    spent = size = 0.0
    for line in (asked.folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        raw = (asked.folder / gold["file"]).read_bytes()
        times = []
        for _ in range(5):
            start = time.process_time()
            article = read_article(raw, uri=gold["file"], rules=rules)
            times.append(time.process_time() - start)
        spent += min(times)
        size += len(raw)
        figures, wrong = measure(article, gold)
        for name, (points, of) in figures.items():
            total = totals.setdefault(name, [0.0, 0.0])
            total[0] += points
            total[1] += of
        if asked.errors and wrong:
            print(f"{gold['file']}: {', '.join(wrong)}")
    for name, (points, of) in totals.items():
        print(f"{name:12} {points / of:.4f}")
    print(f"{'ms for 64 KB':12} {spent / size * 65_536_000:.1f}")


if __name__ == "__main__":
    main()

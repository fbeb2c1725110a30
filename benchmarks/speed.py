"""Time of a whole record against underthesea's word segmentation alone, side by side in one run.

    python benchmarks/speed.py ARTICLES [--size KB] [--count N]

ARTICLES is a file of JSON lines with `title` and `text`, or a folder of text files. Each text is wrapped into a page
of the given size, with a menu, lists of other articles and a footer around it. Both sides are run on each article in
turn, after a warm-up; the medians and the median of the ratios are printed.
"""

from __future__ import annotations

import argparse
import html
import json
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from underthesea import word_tokenize

from extractor import Extractor


def articles(path: Path) -> Iterator[tuple[str, str]]:
    """Title and text of each article."""
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            title, _, text = file.read_text("utf-8").partition("\n")
            yield title, text
    else:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row["title"], row["text"]


def page(title: str, text: str, size: int) -> bytes:
    """A page of about `size` bytes around a text, as a portal prints it."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines() if line.strip())
    article = (
        f'<div class="content"><h1>{html.escape(title)}</h1><div class="date">14/10/2022 08:30</div>\n{body}</div>'
    )
    link = '<li class="item"><a href="/tin-tuc/{0}" title="Tin số {0}">Tin trong tỉnh số {0}</a></li>\n'
    script = "<script>var a = {0}; function f{0}() {{ return document.getElementById('x{0}'); }}</script>\n"
    parts, number = ["", ""], 0
    while len(article.encode()) + sum(map(len, parts)) < size:
        number += 1
        parts[number % 2] += link.format(number) + (script.format(number) if number % 5 == 0 else "")
    head = f'<html><head><meta charset="utf-8"><title>{html.escape(title)} - Cổng tin</title></head><body>'
    menu = f'<div class="menu"><ul>{parts[0]}</ul></div>'
    related = f'<div class="related"><h3>Tin liên quan</h3><ul>{parts[1]}</ul></div><div class="footer">Bản quyền</div>'
    return (head + menu + article + related + "</body></html>").encode()


def seconds(work: Callable[[], object]) -> float:
    """The time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--size", type=int, default=60, help="size of the page in KB")
    parser.add_argument("--count", type=int, default=200)
    given = parser.parse_args()
    chosen = [(title, text) for title, text in articles(given.articles) if 2500 <= len(text) <= 6000][: given.count]
    tool = Extractor()
    rows = []
    for number, (title, text) in enumerate(chosen):
        data = page(title, text, given.size * 1000)
        record = seconds(lambda data=data: tool.extract(data).to_json())  # type: ignore[misc]
        tokens = seconds(lambda text=text: word_tokenize(text))  # type: ignore[misc]
        if number >= 5:  # warm-up
            rows.append((len(text), record * 1000, tokens * 1000))
    ratios = [record / tokens for _, record, tokens in rows]
    length = statistics.median(row[0] for row in rows)
    print(f"{len(rows)} articles of {length:.0f} characters, pages of {given.size} KB")
    print(f"a whole record   {statistics.median(row[1] for row in rows):6.1f} ms (median)")
    print(f"word_tokenize    {statistics.median(row[2] for row in rows):6.1f} ms (median)")
    print(f"ratio            {statistics.median(ratios):6.2f} (median), {max(ratios):.2f} (worst)")


if __name__ == "__main__":
    main()

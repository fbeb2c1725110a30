"""Dates: time for an article of 2,300 characters, side by side with dateparser's `search_dates`, and what both get
right in the annotated tables of tests/data/dates.

    python benchmarks/dates.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_dates import ROWS, Row  # noqa: E402

from extractor import patterns  # noqa: E402
from extractor.find.dates import DateGrammar, find_dates  # noqa: E402
from extractor.link.dates import resolve_dates  # noqa: E402

SIZE = 2300  # code points of the article that is timed
FLOORS = {"milliseconds": 1.0, "times_faster": 20.0}


def article() -> tuple[str, str]:
    """The article beside this file, cut to SIZE code points, and the day that it was published."""
    text = Path(__file__).with_name("dates_article.txt").read_text("utf-8")
    return text[:SIZE], "2022-06-25"


def milliseconds(run: Callable[[], object], rounds: int) -> float:
    """The shortest of some runs, after one to warm up."""
    run()
    best = float("inf")
    for _ in range(rounds):
        start = process_time()
        run()
        best = min(best, process_time() - start)
    return round(best * 1000, 3)


def counts(read: Callable[[Row], list[str | None]]) -> dict[str, float]:
    """Precision, recall and F1 of the values of each sentence of the tables."""
    right = found = wanted = 0
    for row in ROWS:
        given = set(read(row))
        gold = {value for _, value, _ in row.dates}
        right += len(given & gold)
        found += len(given)
        wanted += len(gold)
    return {
        "precision": round(right / max(1, found), 3),
        "recall": round(right / wanted, 3),
        "f1": round(2 * right / (found + wanted), 3),
    }


def main() -> int:
    """Print the results as JSON; 1 where a floor is missed."""
    from dateparser.search import search_dates

    grammar = DateGrammar(patterns.load())
    text, published = article()
    base = {"RELATIVE_BASE": datetime.fromisoformat(published)}

    def ours(row_text: str, day: str | None) -> list[str | None]:
        return [item.value for item in resolve_dates(find_dates(row_text, grammar), row_text, day)]

    def theirs(row_text: str, settings: dict[str, Any]) -> list[str | None]:
        found = search_dates(row_text, languages=["vi"], settings=settings) or []
        return [when.date().isoformat() for _, when in found]

    mine = milliseconds(lambda: ours(text, published), 50)
    peer = milliseconds(lambda: theirs(text, base), 3)
    faster = round(peer / mine, 1)
    result = {
        "article": {"code_points": len(text), "dates": len(ours(text, published))},
        "milliseconds": {"trichtin": mine, f"dateparser {version('dateparser')} search_dates": peer},
        "times_faster": faster,
        "tables": {"sentences": len(ROWS), "trichtin": counts(lambda row: ours(row.text, row.published))},
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0 if mine <= FLOORS["milliseconds"] and faster >= FLOORS["times_faster"] else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""Measures how often each rule is right, and writes extractor/link/confidence.csv.

    python benchmarks/calibrate.py RECORDS SAMPLES [RECORDS SAMPLES …] [--test RECORDS SAMPLES] [--write]

RECORDS and SAMPLES are as for `trichtin compare`. Use articles that the rules were not written on. With --test the
expected calibration error is measured on others: ten bins of confidence, each weighted by its facts.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from extractor.compare import FIELDS, Facts, read_records, read_samples
from extractor.link.confidence import TABLE, Counts, rate

MEASURED = ("dates", "venues", "people", "elected_posts", "events")


def judged(records: Path, samples: Path) -> Iterator[tuple[str, str, bool]]:
    """Each fact found: its field, its chain of rules, and whether it is right."""
    expected = read_samples(samples)
    found, _ = read_records(records, expected)
    for name, want in expected.items():
        for field in MEASURED:
            result = FIELDS[field].compare(found.get(name, Facts()), want)
            for right, facts in ((True, result.right), (False, result.wrong)):
                yield from ((field, fact.rule or "", right) for fact in facts)


def count(pairs: list[tuple[Path, Path]]) -> Counts:
    """How many facts of each field and rule were right, of how many; "*" counts the whole field."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for records, samples in pairs:
        for field, chain, right in judged(records, samples):
            for rule in ("*", *chain.split(" + ")):
                counts[field, rule][0] += right
                counts[field, rule][1] += 1
    return {key: (right, seen) for key, (right, seen) in sorted(counts.items())}


def calibration_error(counts: Counts, records: Path, samples: Path) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error, and for each bin the mean confidence, the share that is right, and the size."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for field, chain, right in judged(records, samples):
        sure = rate(counts, field, chain)
        bins[min(int(sure * 10), 9)].append((sure, right))
    rows = []
    for _, facts in sorted(bins.items()):
        rows.append(
            (sum(sure for sure, _ in facts) / len(facts), sum(right for _, right in facts) / len(facts), len(facts))
        )
    size = sum(row[2] for row in rows)
    return sum(abs(sure - right) * number for sure, right, number in rows) / size, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("given", nargs="+", type=Path, metavar="RECORDS SAMPLES")
    parser.add_argument("--test", nargs=2, type=Path, metavar=("RECORDS", "SAMPLES"))
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    counts = count(list(zip(given.given[::2], given.given[1::2], strict=True)))
    for field in MEASURED:
        right, seen = counts.get((field, "*"), (0, 0))
        print(f"{field:16} {right:5} of {seen:5} right")
    if given.test:
        error, rows = calibration_error(counts, *given.test)
        print(f"expected calibration error {error:.3f}")
        for sure, right, number in rows:
            print(f"  said {sure:.2f}  right {right:.2f}  facts {number}")
    if given.write:
        with Path(TABLE).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["field", "rule", "right", "seen"])
            writer.writerows((field, rule, right, seen) for (field, rule), (right, seen) in counts.items())
        print(f"written: {TABLE}")


if __name__ == "__main__":
    main()

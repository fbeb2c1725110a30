"""Time and memory of Trích Tin as texts and runs grow; each measurement in a process of its own.

python benchmarks/growth.py text KB
python benchmarks/growth.py articles NUMBER
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
SIZES = (1, 10, 100, 1000, 10_000)  # KB
NUMBERS = (16, 160, 1600)


def growing() -> Iterator[tuple[str, float, float]]:
    """What was done, its seconds, and the peak memory in MB."""
    for kind, amounts, label in (
        ("text", SIZES, "a text of {:,} KB"),
        ("articles", NUMBERS, "{:,} articles of samples/"),
    ):
        for amount in amounts:
            call = [sys.executable, str(HERE / "growth.py"), kind, str(amount)]
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            took, memory = json.loads(done.stdout)
            yield label.format(amount), took, memory


def main() -> None:
    sys.path.insert(0, str(HERE.parent))
    from extractor import Extractor

    kind, amount = sys.argv[1], int(sys.argv[2])
    tool = Extractor()
    pages = [path.read_bytes() for path in sorted(SAMPLES.glob("*/page.html"))]
    texts = [tool.extract(data).text for data in pages]
    if kind == "text":
        lines = [line for text in texts for line in text.split("\n")]
        whole = "\n\n".join(islice(cycle(lines), amount * 1000 * len(lines) // len("\n\n".join(lines).encode()) + 1))
        work = [whole.encode()[: amount * 1000].decode("utf-8", "ignore")]
    else:
        work = list(islice(cycle(pages), amount))
    began = time.perf_counter()
    for data in work:
        tool.extract(data).to_json()
    took = time.perf_counter() - began
    print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    main()

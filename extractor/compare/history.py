"""The scores of past runs: a file of JSON lines, one for each comparison, to which each run adds its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from extractor.compare.result import Comparison
from extractor.errors import UsageError


@dataclass(frozen=True, slots=True)
class Run:
    """The F1 of each field in one comparison; `when` is an ISO time."""

    when: str
    articles: int
    fields: Mapping[str, float]


def run_of(comparison: Comparison, when: str) -> Run:
    """What a history keeps of a comparison."""
    return Run(
        when, len(comparison.articles), {name: round(counts.f1, 4) for name, counts in comparison.fields.items()}
    )


def read_history(path: Path) -> list[Run]:
    """The runs of a history, the first first; none where there is no such file yet.

    Raises UsageError with file and line.
    """
    if not path.exists():
        return []
    runs = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path)) from None
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
            scores = {str(name): float(f1) for name, f1 in data["fields"].items()}
            runs.append(Run(str(data["when"]), int(data["articles"]), scores))
        except (ValueError, KeyError, TypeError, AttributeError):
            hint = "give --history a file that only `trichtin compare` writes"
            raise UsageError("this line is no run", where=f"{path}:{number}", hint=hint) from None
    return runs


def add_run(path: Path, runs: Sequence[Run], run: Run) -> list[Run]:
    """Write a run behind the others; gives them all."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(path)) from None
    return [*runs, run]

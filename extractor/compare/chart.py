"""A chart of the scores over past runs, as points for an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.compare.history import Run

WIDTH, HEIGHT = 640, 200  # of the drawing, in the units of the SVG
_SHOWN = 60  # runs, the last ones


@dataclass(frozen=True, slots=True)
class Line:
    """The F1 of one field over the runs: points "x,y x,y …" and the value of the last run."""

    field: str
    points: str
    last: float
    end: tuple[float, float]


def lines(runs: Sequence[Run]) -> list[Line]:
    """A line for each field of the last run, from the first run shown at the left to the last; the top is F1 1."""
    shown = runs[-_SHOWN:]
    if not shown:
        return []
    low = lowest(shown)
    step = WIDTH / max(len(shown) - 1, 1)
    found = []
    for field in shown[-1].fields:
        points = [
            (round(number * step, 1), round((1 - run.fields[field]) / (1 - low) * HEIGHT, 1))
            for number, run in enumerate(shown)
            if field in run.fields
        ]
        drawn = points if len(points) > 1 else [points[0], (WIDTH, points[0][1])]
        found.append(Line(field, " ".join(f"{x},{y}" for x, y in drawn), shown[-1].fields[field], drawn[-1]))
    return found


def lowest(runs: Sequence[Run]) -> float:
    """The F1 at the foot of the chart: the tenth below the lowest score, at most 0.9."""
    scores = [f1 for run in runs[-_SHOWN:] for f1 in run.fields.values()]
    return min(0.9, int(min(scores, default=0.9) * 10) / 10)

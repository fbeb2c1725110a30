"""A comparison as one HTML file that needs nothing else: scores, their course, every difference in its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from extractor import __version__
from extractor.compare.chart import HEIGHT, WIDTH, lines, lowest
from extractor.compare.history import Run
from extractor.compare.result import Comparison


def comparison_page(comparison: Comparison, *, floors: Mapping[str, float], runs: Sequence[Run]) -> str:
    """The report as HTML; `runs` are the past ones and this one, for the chart."""
    shown = [row for row in comparison.differences if row.field != "elected_pairs"]
    return render(
        "comparison.html",
        comparison=comparison,
        floors=floors,
        broken={floor.field for floor in comparison.broken(floors)},
        differences=[(name, list(rows)) for name, rows in groupby(shown, key=lambda row: row.article)],
        lines=lines(runs),
        runs=runs,
        lowest=lowest(runs),
        width=WIDTH,
        height=HEIGHT,
    )


def render(template: str, **values: Any) -> str:
    """A template of `templates/` beside this file, filled; everything that is filled in is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # 0.1 s to import

    loader = PackageLoader("extractor.compare", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.globals["version"] = __version__
    return environment.get_template(template).render(**values)

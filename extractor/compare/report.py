"""A comparison in the terminal: a table of the fields, then what was wrong, article by article."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from extractor.compare.result import Comparison, Counts

if TYPE_CHECKING:
    from rich.console import Console

By = Literal["rule", "site"]


def show(
    comparison: Comparison,
    console: Console,
    *,
    floors: Mapping[str, float] | None = None,
    differences: bool = True,
    by: Collection[By] = (),
) -> None:
    """Print a comparison; with `floors` a column of them, marked where a field is under its own.

    `by` adds a table of the rules that found wrong facts ("rule") and of the F1 of each site ("site").
    """
    from rich.markup import escape

    if differences:
        _show_differences(comparison, console)
    if "rule" in by:
        _show_rules(comparison, console)
    if "site" in by:
        _show_sites(comparison, console)
    _show_fields(comparison, console, floors or {})
    missing = len(comparison.without_record)
    console.print(f"{len(comparison.articles)} articles, {missing} without a record")
    for name in comparison.without_record:
        console.print(f"  no record for {escape(name)}")
    if comparison.unpaired:
        console.print(f"{len(comparison.unpaired)} records belong to no sample and were left out")


def _show_fields(comparison: Comparison, console: Console, floors: Mapping[str, float]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("field", no_wrap=True)
    for heading in (
        "precision",
        "recall",
        "F1",
        "right",
        "found",
        "expected",
        *(["floor"] if floors else []),
    ):
        table.add_column(heading, justify="right")
    broken = {floor.field for floor in comparison.broken(floors)}
    for name, counts in comparison.fields.items():
        scores = [f"{score:.3f}" for score in (counts.precision, counts.recall, counts.f1)]
        cells = [name, *scores, str(counts.right), str(counts.found), str(counts.expected)]
        if floors:
            floor = f"{floors[name]:.2f}" if name in floors else ""
            cells.append(f"under {floor}" if name in broken else floor)
        table.add_row(*cells, style="red" if name in broken else None)
    console.print(table)


def _show_rules(comparison: Comparison, console: Console) -> None:
    from rich.table import Table

    table = Table(title="rules that found what is wrong", title_justify="left", box=None, pad_edge=False)
    for heading in ("field", "rule"):
        table.add_column(heading)
    for heading in ("right", "found", "precision"):
        table.add_column(heading, justify="right")
    for row in comparison.rules:
        if row.right < row.found:
            table.add_row(row.field, row.rule, str(row.right), str(row.found), f"{row.right / row.found:.3f}")
    console.print(table)
    console.print()


def _show_sites(comparison: Comparison, console: Console) -> None:
    from rich.table import Table

    table = Table(title="sites", title_justify="left", box=None, pad_edge=False)
    table.add_column("site")
    for heading in ("right", "found", "expected", "F1"):
        table.add_column(heading, justify="right")
    table.add_column("weakest field")
    for site, fields in comparison.sites.items():
        total = sum(fields.values(), Counts(0, 0, 0))
        name, weakest = min(fields.items(), key=lambda item: item[1].f1)
        counts = (str(total.right), str(total.found), str(total.expected), f"{total.f1:.3f}")
        table.add_row(site, *counts, f"{name} {weakest.f1:.3f}")
    console.print(table)
    console.print()


def _show_differences(comparison: Comparison, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    # who got which post is said again, with body and term, by the line of `elected_posts`
    shown = [row for row in comparison.differences if row.field != "elected_pairs"]
    for article, rows in groupby(shown, key=lambda difference: difference.article):
        table = Table(title=Text(article), title_justify="left", box=None, pad_edge=False, expand=True)
        table.add_column("field", no_wrap=True, min_width=15)
        table.add_column("expected", ratio=5)
        table.add_column("found", ratio=5)
        table.add_column("where", ratio=8)
        for row in rows:
            where = Text.assemble(row.context.before, (row.context.words, "bold"), row.context.after)
            if row.rule:
                where.append(f"\n{row.rule}", style="dim")
            table.add_row(row.field, Text(row.expected or ""), Text(row.found or ""), where)
        console.print(table)
        console.print()

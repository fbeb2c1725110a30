"""The verb `compare`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.compare import Comparison
    from extractor.compare.history import Run
    from extractor.compare.report import By

EXIT_FLOOR = 3


@click.command()
@click.argument("records", type=click.Path(path_type=Path), metavar="RECORDS")
@click.argument("samples", type=click.Path(path_type=Path), metavar="SAMPLES")
@click.option("--errors/--no-errors", default=True, help="Show what was missed and what was wrong, side by side.")
@click.option("--by", multiple=True, type=click.Choice(["rule", "site"]), help="Count by rule, or by site, as well.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a report that a browser shows.")
@click.option(
    "--history",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Add this run's scores to a file; the report draws their course.",
)
@click.option("--floors", type=click.Path(path_type=Path), help="Exit with 3 where a field is under its floor.")
@click.option("--raise-floors", is_flag=True, help="Lift the floors of --floors to what was reached.")
def compare(
    records: Path,
    samples: Path,
    errors: bool,
    by: Sequence[str],
    as_json: bool,
    html: Path | None,
    history: Path | None,
    floors: Path | None,
    raise_floors: bool,
) -> None:
    """Compare records with samples: precision, recall and F1 of each field.

    RECORDS is a folder of JSON files or a .jsonl file, SAMPLES a folder of samples.
    """
    from extractor.compare import compare as compare_records
    from extractor.compare import raised, read_floors, write_floors

    if raise_floors and floors is None:
        raise UsageError("--raise-floors needs the file that --floors names", hint="add --floors samples/floors.json")
    known = read_floors(floors) if floors is not None else {}
    comparison = compare_records(records, samples)
    runs = _runs(comparison, history)
    if html is not None:
        from extractor.compare.page import comparison_page

        write_text(html, comparison_page(comparison, floors=known, runs=runs))
    if as_json:
        click.echo(json.dumps(comparison.to_dict(), ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        from extractor.compare.report import show

        show(comparison, Console(), floors=known, differences=errors, by=cast("Sequence[By]", by))
    if floors is not None and raise_floors:
        write_floors(floors, raised(known, comparison))
    broken = comparison.broken(known)
    for floor in broken:
        click.echo(f"trichtin: {floor.field}: F1 {floor.f1:.4f} is under its floor {floor.floor:.2f}", err=True)
    sys.exit(EXIT_FLOOR if broken else 0)


def _runs(comparison: Comparison, history: Path | None) -> list[Run]:
    """The runs of the history with this one behind them."""
    import datetime

    from extractor.compare.history import add_run, read_history, run_of

    run = run_of(comparison, datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"))
    return [run] if history is None else add_run(history, read_history(history), run)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; raises UsageError where it cannot be written."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(path)) from None

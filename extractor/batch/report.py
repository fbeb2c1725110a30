"""What the manifest says of a run, as tables for people."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from extractor.batch.manifest import Manifest
from extractor.batch.run import Summary

_MOST = 5  # warnings in the closing table
_NAMES = {
    "done": "done",
    "unchanged": "skipped: unchanged",
    "no_page": "skipped: no page",
    "duplicate": "duplicate",
    "failed": "failed",
    "failed_before": "failed before",
    "met": "inputs",
}


def show_summary(summary: Summary, console: Console) -> None:
    """The closing table: what became of each input, the speed, and the commonest warnings."""
    table = _table("this run")
    for name, count in summary.tally.counts().items():
        if count and name != "met":
            table.add_row(_NAMES[name], f"{count:,}")
    table.add_row(_NAMES["met"], f"{summary.tally.met:,}", style="bold")
    if summary.tally.done:
        table.add_row("records an hour", f"{summary.tally.done / max(0.001, summary.seconds) * 3600:,.0f}")
    for code, count in summary.warnings[:_MOST]:
        table.add_row(f"warning: {code}", f"{count:,}")
    console.print(table)


def status_of(manifest: Manifest, *, running: bool) -> dict[str, Any]:
    """Counts of documents by status, and how the last run ended."""
    last = manifest.last_run()
    if running:
        state = "at work"
    elif not last:
        state = "not begun"
    elif last["ended"] is None:
        state = "interrupted: the same command goes on"
    elif last["written"] is None and manifest.changed_since(manifest.written_run()):
        state = "the output is not written: the same command writes it"
    else:
        state = "complete"
    documents = dict.fromkeys(("done", "duplicate", "failed", "pending"), 0) | manifest.counts()
    return {
        "state": state,
        "documents": documents,
        "last_run": {name: last.get(name) for name in ("started", "ended", "written", "counts")},
    }


def show_status(status: dict[str, Any], console: Console) -> None:
    """The state of a manifest as a table."""
    table = _table(status["state"])
    for name, count in status["documents"].items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    for name, value in status["last_run"].items():
        if value and name != "counts":
            console.print(f"last run {name}: {value}")


def report_of(manifest: Manifest) -> dict[str, Any]:
    """Why documents failed, and what the records warn of, the commonest first."""
    return {
        "documents": manifest.counts(),
        "failures": dict(manifest.failure_codes()),
        "warnings": dict(manifest.warnings()),
        "last_run": manifest.last_run().get("counts", {}),
    }


def show_report(report: dict[str, Any], console: Console) -> None:
    """The report as tables."""
    for part, counts in report.items():
        table = _table(part.replace("_", " "))
        for name, count in counts.items():
            table.add_row(_NAMES.get(name, name) if part == "last_run" else name, f"{count:,}")
        if counts:
            console.print(table)


def _table(title: str) -> Table:
    table = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    return table

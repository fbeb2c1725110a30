"""What a run shows while it works: a live bar on a terminal, a line now and then elsewhere, failures always."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from extractor.batch.document import clean
from extractor.batch.inputs.fetch import WEIGHT, is_address
from extractor.batch.inputs.kinds import IN_FOLDERS, ends
from extractor.batch.plan import Tally
from extractor.batch.sources import named

_TOLD = 20  # failures that are named; the others stand in the manifest
_EVERY = 10.0  # seconds between two lines where there is no terminal
_OFTEN = 0.2  # seconds between two looks at the bar


class Watch:
    """Shows a run on standard error, or on the console that is given."""

    def __init__(self, *, quiet: bool, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet = quiet
        self._live = self._console.is_terminal and not quiet
        self._told = 0
        self._tally = Tally()
        self._began = self._shown = time.monotonic()
        self._bar: Progress | None = None
        self._total: int | None = None

    def tell(self, failure: str) -> None:
        """Name a failure, unless too many were named already."""
        self._told += 1
        if self._told <= _TOLD:
            self.say(f"trichtin: {failure}")
        elif self._told == _TOLD + 1:
            self.say("trichtin: more documents failed; `trichtin batch failed OUT` names all")

    def say(self, message: str) -> None:
        """Write a line, above the bar where there is one."""
        self._console.print(clean(message), markup=False)

    @contextmanager
    def showing(self, tally: Tally, inputs: Sequence[str]) -> Iterator[None]:
        """Show how `tally` grows, while the inputs are worked on."""
        self._tally = tally
        self._began = self._shown = time.monotonic()
        if self._quiet:
            yield
            return
        threading.Thread(target=self._weigh, args=(inputs,), daemon=True).start()
        if not self._live:
            yield
            return
        columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
        with Progress(*columns, console=self._console, transient=True) as self._bar:
            self._bar.add_task(self._line(), total=None)
            try:
                yield
            finally:
                self._bar.update(self._bar.task_ids[0], description=self._line())
        self._bar = None

    def update(self) -> None:
        """Show the tally as it is now, if it is time."""
        now = time.monotonic()
        if self._quiet or now - self._shown < (_OFTEN if self._live else _EVERY):
            return
        self._shown = now
        if self._bar is not None:
            total = max(self._total, self._tally.weight) if self._total else None
            self._bar.update(self._bar.task_ids[0], description=self._line(), completed=self._tally.weight, total=total)
        else:
            share = f"{min(1.0, self._tally.weight / self._total):.0%}, " if self._total else ""
            self.say(f"{share}{self._line()}")

    def _line(self) -> str:
        tally = self._tally
        rate = tally.done / max(0.001, time.monotonic() - self._began)
        skipped = tally.unchanged + tally.duplicate + tally.no_page
        failed = tally.failed + tally.failed_before
        return f"{tally.done:,} done, {skipped:,} skipped, {failed:,} failed, {rate:.1f}/s"

    def _weigh(self, inputs: Sequence[str]) -> None:
        """Sum up the bytes of the inputs, beside the work: the bar has no end before that is done."""
        self._total = sum(_weight(name) for given in inputs for name in named(given))


def _weight(name: str) -> int:
    if is_address(name):
        return WEIGHT
    path = Path(name)
    try:
        if not path.is_dir():
            return path.stat().st_size
    except (OSError, ValueError):
        return 0
    total = 0
    for folder, _, files in os.walk(path):
        for file in files:
            if ends(file, IN_FOLDERS):
                try:
                    total += os.stat(os.path.join(folder, file)).st_size
                except OSError:
                    continue
    return total

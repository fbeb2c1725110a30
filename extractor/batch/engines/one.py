"""The work in this process, one document after the other."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.batch.engines import Setup
from extractor.batch.work import Job, Result, Tool, do


def run(jobs: Iterator[Job], setup: Setup) -> Iterator[Result]:
    """The result of each job, in order."""
    tool: Tool | None = None
    for job in jobs:
        tool = tool or setup.make()
        yield do(tool, job, setup.limits)
        if setup.stop.asked:
            return

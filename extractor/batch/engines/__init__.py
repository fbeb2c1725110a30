"""How the work is done: in this process, by workers on this machine, or by Ray on several. All give the same bytes."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from extractor.batch.document import Limits
from extractor.batch.work import Job, Result, ToolMaker

EngineName = Literal["one", "local", "ray"]


@dataclass(slots=True)
class Stop:
    """Whether the user asked the run to stop."""

    asked: bool = False


@dataclass(frozen=True, slots=True)
class Setup:
    """What an engine needs to know.

    `make` loads the extractor, `rules` is the fingerprint that it must have, `limits` is what one document may take,
    `workers` how many work at once (None: one for each processor), `address` where a Ray cluster is (None: start one
    here).
    """

    make: ToolMaker
    rules: str
    limits: Limits
    workers: int | None = None
    address: str | None = None
    stop: Stop = field(default_factory=Stop)


class Engine(Protocol):
    """Gives the result of each job, in the order in which they are ready, until the jobs end or `stop` is asked.

    Nothing is loaded and no worker is started before the first job is there. Raises TrichtinError where the
    extractor cannot be loaded.
    """

    def __call__(self, jobs: Iterator[Job], setup: Setup) -> Iterator[Result]: ...


def engine(name: EngineName) -> Engine:
    """The engine of this name."""
    run: Engine = importlib.import_module(f"extractor.batch.engines.{name}").run
    return run

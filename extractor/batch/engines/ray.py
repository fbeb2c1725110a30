"""The work on several machines, by Ray: one actor for each processor, each with the models loaded once.

Ray starts, places and restarts the actors, and tries a document again once when its actor dies. Manifest and output
are written by the one process that runs this; the nodes need the same version of this package, which is checked.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from itertools import chain
from typing import Any

from extractor.batch.document import Limits
from extractor.batch.engines import Setup
from extractor.batch.work import Job, Result, ToolMaker, died, do, timed_out
from extractor.errors import TrichtinError, UsageError

_GRACE = 10.0  # seconds beyond the limit for the way to the actor and back
_LOADING = 120.0  # seconds that an actor may take to load its models anew
_LOOK = 0.25  # seconds between two looks at clocks and at whether to stop
_CONNECT = 5.0  # seconds
_STORE = 200_000_000  # bytes for pages on their way, where the cluster is started here


class _Actor:
    """Lives on a node: reads documents."""

    def __init__(self, make: ToolMaker, limits: Limits) -> None:
        self._tool = make()
        self._limits = limits

    def rules(self) -> str:
        from extractor.batch.rules import fingerprint

        return fingerprint(self._tool.patterns)

    def do(self, job: Job) -> Result:
        return do(self._tool, job, self._limits)


def run(jobs: Iterator[Job], setup: Setup) -> Iterator[Result]:
    """The result of each job, in the order in which they are ready.

    Raises UsageError where Ray or the cluster is not there, and where a node has other rules.
    """
    try:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        import ray
    except ImportError:
        raise UsageError("Ray is not installed", hint="pip install 'trichtin[ray]'") from None
    first = next(jobs, None)
    if first is None:
        return
    _start(ray, setup)
    try:
        yield from _Cluster(ray, setup).results(chain((first,), jobs))
    finally:
        ray.shutdown()


def _start(ray: Any, setup: Setup) -> None:
    """Connect to the cluster, or start one here."""
    own: dict[str, Any] = {"num_cpus": setup.workers, "include_dashboard": False, "object_store_memory": _STORE}
    handler = signal.getsignal(signal.SIGTERM)
    try:
        if setup.address is not None:
            _check_address(setup.address)
        options = own if setup.address is None else {"address": setup.address}
        ray.init(**options, log_to_driver=False, logging_level="ERROR", configure_logging=False)
    except (OSError, ValueError, RuntimeError) as error:
        hint = "`ray status` shows what is there"
        raise UsageError(f"Ray cannot be reached: {error}", where=setup.address, hint=hint) from None
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, handler)  # Ray takes it; it is ours to stop at the next document


def _check_address(address: str) -> None:
    """Raise OSError where nobody listens: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), _CONNECT).close()


class _Cluster:
    """The actors, and what they are at."""

    def __init__(self, ray: Any, setup: Setup) -> None:
        self._ray = ray
        self._setup = setup
        self._kind = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=1)(_Actor)
        self._seconds = 2 * (setup.limits.seconds + _GRACE) + _LOADING  # for a document that is tried twice
        there = max(1, int(ray.cluster_resources().get("CPU", 1)))
        self._idle = [self._start() for _ in range(min(setup.workers or there, there))]
        self._busy: dict[Any, tuple[Any, Job, float]] = {}
        self._check_rules()

    def results(self, jobs: Iterator[Job]) -> Iterator[Result]:
        while not self._setup.stop.asked:
            while self._idle and (job := next(jobs, None)) is not None:
                actor = self._idle.pop()
                self._busy[actor.do.remote(job)] = (actor, job, time.monotonic() + self._seconds)
            if not self._busy:
                return
            ready, _ = self._ray.wait(list(self._busy), timeout=_LOOK)
            for reference in ready:
                yield self._take(reference)
            for reference, (actor, job, ends) in list(self._busy.items()):
                if time.monotonic() > ends:
                    del self._busy[reference]
                    self._replace(actor)
                    yield timed_out(job, self._setup.limits, self._seconds)

    def _take(self, reference: Any) -> Result:
        actor, job, _ = self._busy.pop(reference)
        try:
            result: Result = self._ray.get(reference)
        except self._ray.exceptions.RayActorError:
            result = died(job)
        if result.spoiled:
            self._replace(actor)
        else:
            self._idle.append(actor)
        return result

    def _start(self) -> Any:
        return self._kind.remote(self._setup.make, self._setup.limits)

    def _replace(self, actor: Any) -> None:
        self._ray.kill(actor, no_restart=True)
        self._idle.append(self._start())

    def _check_rules(self) -> None:
        """Raise UsageError where a node would give other records."""
        try:
            found = set(self._ray.get([actor.rules.remote() for actor in self._idle]))
        except self._ray.exceptions.RayError as error:
            hint = "install the same version of trichtin on every node, and put --patterns folders where all see them"
            raise TrichtinError(f"the extractor cannot be loaded on a node: {error}", hint=hint) from None
        if found != {self._setup.rules}:
            hint = "install the same version of trichtin and the same patterns on every node"
            raise UsageError("a node of the cluster has other rules than this machine", hint=hint)

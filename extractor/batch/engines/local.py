"""Workers on this machine: processes of their own, each with the models loaded once.

The standard pools give up when one of their processes is killed, and cannot end one that hangs. Here every worker
has a pipe of its own: one that dies takes nothing with it, is replaced, and its document is tried once more.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from typing import cast

from extractor.batch.document import Limits
from extractor.batch.engines import Setup
from extractor.batch.work import Job, Result, ToolMaker, died, do, timed_out
from extractor.errors import TrichtinError

_GRACE = 5.0  # seconds that a worker has beyond the limit to report by itself that the time was over
_LOOK = 0.25  # seconds between two looks at clocks and at whether to stop
_STARTS = 3  # workers that may die in a row before one of them was ready
_READY = "ready"


def run(jobs: Iterator[Job], setup: Setup) -> Iterator[Result]:
    """The result of each job, in the order in which they are ready."""
    supervisor = _Supervisor(jobs, setup)
    try:
        yield from supervisor.results()
    finally:
        supervisor.end()


class _Worker:
    """A process, the pipe to it, and the document that it is at. It gets its first one when it is ready."""

    def __init__(self, setup: Setup) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, setup.make, setup.limits), daemon=True, name="trichtin-worker"
        )
        self.process.start()
        theirs.close()
        self.ready = False
        self.job: Job | None = None
        self.ends = math.inf  # when its time is over, on the clock of time.monotonic
        self._seconds = setup.limits.seconds + _GRACE

    def give(self, job: Job) -> None:
        self.job = job
        if self.ready:
            self._send(job)

    def begin(self) -> None:
        """Its models are loaded."""
        self.ready = True
        if self.job is not None:
            self._send(self.job)

    def _send(self, job: Job) -> None:
        self.ends = time.monotonic() + self._seconds
        with contextlib.suppress(OSError):  # a worker that has just died is noticed when it is listened to
            self.pipe.send(job)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Supervisor:
    """Gives jobs to workers, takes results, and replaces what dies. Workers are started as jobs come for them."""

    def __init__(self, jobs: Iterator[Job], setup: Setup) -> None:
        self._jobs = jobs
        self._setup = setup
        self._most = setup.workers or processors()
        self._pool: list[_Worker] = []
        self._again: deque[Job] = deque()
        self._tried: set[int] = set()
        self._failed_starts = 0

    def results(self) -> Iterator[Result]:
        while not self._setup.stop.asked:
            self._give_out()
            listening = {worker.pipe: worker for worker in self._pool if worker.job is not None}
            if not listening:
                return
            for pipe in wait(list(listening), _LOOK):
                result = self._hear(listening[cast("Connection", pipe)])
                if result is not None:
                    yield result
            for worker in list(self._pool):
                if worker.job is not None and time.monotonic() > worker.ends:
                    yield timed_out(worker.job, self._setup.limits, self._setup.limits.seconds + _GRACE)
                    self._drop(worker)

    def end(self) -> None:
        for worker in list(self._pool):
            self._drop(worker)

    def _give_out(self) -> None:
        for worker in self._pool:
            if worker.job is None:
                if (job := self._next()) is None:
                    return
                worker.give(job)
        while len(self._pool) < self._most and (job := self._next()) is not None:
            worker = _Worker(self._setup)
            self._pool.append(worker)
            worker.give(job)

    def _next(self) -> Job | None:
        return self._again.popleft() if self._again else next(self._jobs, None)

    def _hear(self, worker: _Worker) -> Result | None:
        """What a worker has to say; None where that is no result."""
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if isinstance(said, TrichtinError):
            raise said
        if isinstance(said, Result):
            worker.job = None
            worker.ends = math.inf
            self._tried.discard(said.document)
            if said.spoiled:
                self._drop(worker)
            return said
        worker.begin()
        self._failed_starts = 0
        return None

    def _bury(self, worker: _Worker) -> Result | None:
        """Drop a worker that died; its document is tried once more, and then given up."""
        job, was_ready = worker.job, worker.ready
        self._drop(worker)
        if not was_ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise TrichtinError("the workers die before they are ready", hint="is there memory enough for them?")
        if job is None:
            return None
        if was_ready and job.document in self._tried:
            self._tried.discard(job.document)
            return died(job)
        if was_ready:
            self._tried.add(job.document)
        self._again.append(job)
        return None

    def _drop(self, worker: _Worker) -> None:
        self._pool.remove(worker)
        worker.end()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _serve(pipe: Connection, make: ToolMaker, limits: Limits) -> None:
    """The life of a worker: load the extractor, then read what comes until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first one decides
    with contextlib.suppress(EOFError, OSError):
        try:
            tool = make()
        except TrichtinError as error:
            pipe.send(error)
            return
        pipe.send(_READY)
        while True:
            result = do(tool, pipe.recv(), limits)
            pipe.send(result)
            if result.spoiled:
                return

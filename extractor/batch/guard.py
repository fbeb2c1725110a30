"""Limits of time and memory around the work on one document, where the system offers them (Linux, macOS)."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from extractor.batch.document import Limits

try:
    import resource
except ImportError:  # Windows has no such limits; workers are still killed when they take too long
    resource = None  # type: ignore[assignment]


class TimeUpError(BaseException):
    """The time for a document is over; no `Exception`, so that no library swallows it."""


@contextmanager
def guard(limits: Limits) -> Iterator[None]:
    """Raise TimeUpError or MemoryError in the work inside when it takes more than its limits."""
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    old_handler = signal.signal(signal.SIGALRM, _time_up) if timed else None
    old_memory = _limit_memory(limits.memory)
    try:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        yield
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, old_handler)
        if resource is not None and old_memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, old_memory)


def _time_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeUpError


def _limit_memory(extra: int) -> tuple[int, int] | None:
    """Allow so many bytes on top of what the process has; the limits before, None where nothing was done."""
    if resource is None:
        return None
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + extra
    if resource.RLIM_INFINITY not in (soft,) and soft < wanted:
        return None
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    return soft, hard

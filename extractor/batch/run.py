"""The run: inputs, plan, engine, manifest, output, in this order, and what happens when it is interrupted."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

from extractor.batch import sources
from extractor.batch.document import Document, Limits
from extractor.batch.engines import EngineName, Setup, Stop, engine
from extractor.batch.inputs.fetch import Fetcher
from extractor.batch.inputs.keep import Keep
from extractor.batch.manifest import Manifest
from extractor.batch.outputs import OutputError, Records, Write, kind_of, writer
from extractor.batch.outputs.folder import free_name
from extractor.batch.plan import Plan, Tally
from extractor.batch.rules import fingerprint_of
from extractor.batch.watch import Watch
from extractor.batch.work import Tool, ToolMaker
from extractor.errors import UsageError

_PATIENCE = 0.5  # seconds to wait for one who only looks whether a run is at work


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked for. `listed` are the inputs that `-` stands for, `workers` None all processors."""

    inputs: tuple[str, ...]
    output: Path
    listed: tuple[str, ...] = ()
    patterns: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)
    engine: EngineName = "local"
    workers: int | None = None
    ray_address: str | None = None
    fetch: bool = False
    private: bool = False
    keep: Path | None = None
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended. `records` are those in the output, `seconds` the whole time, `warnings` those of the records
    that were read in it."""

    tally: Tally
    stopped: bool
    records: int
    seconds: float
    warnings: list[tuple[str, int]]


def run(settings: Settings, watch: Watch, make: ToolMaker | None = None) -> Summary:
    """Extract all documents and write the output; `make` loads something else than the extractor.

    Raises UsageError for wrong settings, and TrichtinError where manifest or output cannot be written: what was
    done is safe then, and the same call goes on.
    """
    began = time.monotonic()
    kind = kind_of(settings.output)
    write = writer(kind, settings.output)
    if not settings.output.absolute().parent.is_dir():
        raise UsageError("there is no such folder", where=str(settings.output.parent), hint="make it first")
    stop = Stop()
    setup = Setup(
        make or partial(load_extractor, settings.patterns),
        fingerprint_of(settings.patterns),
        settings.limits,
        settings.workers,
        settings.ray_address,
        stop,
    )
    with _locked(settings.output), _fetcher(settings) as fetcher:
        sources.check(settings.inputs, fetcher)
        documents = _begun(sources.documents(settings.inputs, settings.limits, fetcher, settings.listed), settings)
        with closing(Manifest(settings.output, write=True)) as manifest:
            number = manifest.begin_run(_call(settings))
            name = partial(_name, manifest) if kind == "folder" else None
            plan = Plan(manifest, number, setup.rules, stop, watch=watch, name=name, retry=settings.retry)
            with _stopping(stop), watch.showing(plan.tally, (*settings.inputs, *settings.listed)):
                for result in engine(settings.engine)(plan.jobs(documents), setup):
                    plan.finish(result)
                    watch.update()
            manifest.end_run(plan.tally.counts(), complete=not stop.asked)
            if not stop.asked:
                _write(manifest, write, settings.output)
            records = manifest.counts().get("done", 0)
            warnings = manifest.warnings(since=number - 1)
            return Summary(plan.tally, stop.asked, records, time.monotonic() - began, warnings)


def load_extractor(folders: tuple[Path, ...]) -> Tool:
    """The extractor with the patterns of these folders; takes some seconds."""
    from extractor.pipeline import Extractor

    return Extractor(folders)


def is_running(output: Path) -> bool:
    """Whether a run is at work on this output."""
    lock = FileLock(_lock_path(output))
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _begun(documents: Iterator[Document], settings: Settings) -> Iterator[Document]:
    """The documents, once it is known that there are any."""
    first = next(documents, None)
    if first is None:
        raise sources.nothing_found(settings.inputs)
    return chain((first,), documents)


def _name(manifest: Manifest, document: Document) -> str:
    return free_name(document.name or document.uri, document.uri, manifest.has_name)


def _write(manifest: Manifest, write: Write, output: Path) -> None:
    """Write the output where anything changed since it was written."""
    since = manifest.written_run() if output.exists() else 0
    if since and not manifest.changed_since(since):
        return
    try:
        write(Records(manifest.records, partial(manifest.changes, since)), output)
    except OSError as error:
        hint = "the records are safe: the same command writes them"
        raise OutputError(f"cannot be written: {error.strerror or error}", where=str(output), hint=hint) from None
    manifest.note_written()


def _call(settings: Settings) -> dict[str, object]:
    """What the manifest keeps of the settings, so that `batch retry` can ask for the same."""
    return {
        "folder": str(Path.cwd()),
        "inputs": settings.inputs,
        "listed": settings.listed,
        "patterns": [str(folder) for folder in settings.patterns],
        "fetch": settings.fetch,
        "private": settings.private,
        "keep": str(settings.keep) if settings.keep else None,
    }


@contextmanager
def _fetcher(settings: Settings) -> Iterator[Fetcher | None]:
    if not settings.fetch:
        yield None
        return
    keep = Keep(settings.keep) if settings.keep else None
    with Fetcher(settings.limits, private=settings.private, keep=keep) as fetcher:
        yield fetcher


def _lock_path(output: Path) -> Path:
    return output.with_name(f".{output.name}.lock")


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Keep other runs from this output; the system gives it free when this process ends, however it ends."""
    lock = FileLock(_lock_path(output))
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        hint = "wait for it, or give another output"
        raise UsageError("another run is writing this", where=str(output), hint=hint) from None
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror or error}", where=str(output)) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _stopping(stop: Stop) -> Iterator[None]:
    """Stop at the next document on the first Ctrl-C (or SIGTERM), and at once on the second."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True

    handlers = {kind: signal.signal(kind, ask) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for kind, handler in handlers.items():
            signal.signal(kind, handler)

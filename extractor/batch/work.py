"""The work on one document, the same in every engine: bytes to a packed record, or the reason why there is none."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from extractor.batch.document import Limits, Page, SourceError, clean
from extractor.batch.guard import TimeUpError, guard
from extractor.errors import TrichtinError
from extractor.patterns import Patterns
from extractor.record import Record

_PACKING = 6  # of zlib; 6 takes 0.2 ms for a record of 7 KB and leaves a third of it


class Tool(Protocol):
    """What extracts: an Extractor."""

    @property
    def patterns(self) -> Patterns: ...

    def extract(
        self, data: bytes, *, uri: str, url: str | None = None, published: str | None = None, words: bool = False
    ) -> Record: ...


ToolMaker = Callable[[], Tool]  # loads the models; can be pickled, and is called once in each process


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read: its number in the manifest, its name and its page."""

    document: int
    uri: str
    page: Page


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job: the record's JSON, packed by zlib, or code and message of a failure.

    `spoiled` says that the process went through something that a fresh one had better not inherit.
    """

    document: int
    record: bytes | None
    code: str | None = None
    message: str | None = None
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    spoiled: bool = False


def read(
    tool: Tool, page: Page, uri: str, *, url: str | None = None, published: str | None = None, words: bool = False
) -> Record:
    """The record of a page. What its archive knows of it goes into the record; `url` and `published` go before that.

    Raises DocumentError where it cannot be read, a fault of the extractor among the causes.
    """

    def extract(data: bytes, **given: Any) -> list[Record]:
        return [tool.extract(data, **given)]

    return read_with(extract, page, uri, url=url, published=published, words=words)[0]


def read_with(
    extract: Callable[..., list[Record]],
    page: Page,
    uri: str,
    *,
    url: str | None = None,
    published: str | None = None,
    words: bool = False,
) -> list[Record]:
    """The records that `extract`, called as an Extractor is, makes of a page. Else as `read`."""
    try:
        records = extract(page.data, uri=uri, url=url or page.url, published=published or page.published, words=words)
    except TrichtinError:
        raise
    except RecursionError:
        raise SourceError("nesting", "the page is nested too deeply", where=uri) from None
    except MemoryError:
        raise
    except Exception as error:
        # a fault of ours must not lose the documents behind it: it is reported, named, and the run goes on
        what = f"the extractor failed: {type(error).__name__}: {error}"
        raise SourceError("fault", what, where=uri, hint="please report this page") from None
    if page.captured is None:
        return records
    captured = {"captured": page.captured}
    return [record.model_copy(update={"source": record.source.model_copy(update=captured)}) for record in records]


def do(tool: Tool, job: Job, limits: Limits) -> Result:
    """Read one document within its limits; never raises, but for KeyboardInterrupt."""
    began = time.perf_counter()
    try:
        with guard(limits):
            record = read(tool, job.page, job.uri)
            packed = zlib.compress(record.to_json().encode("utf-8"), _PACKING)
            warnings = tuple(sorted({notice.code for notice in record.warnings}))
        return Result(job.document, packed, warnings=warnings, seconds=time.perf_counter() - began)
    except TimeUpError:
        return timed_out(job, limits, time.perf_counter() - began)
    except MemoryError:
        what = f"{job.uri}: takes more than {limits.memory:,} bytes of memory (raise it with --memory-limit)"
        return Result(job.document, None, "memory", what, seconds=time.perf_counter() - began, spoiled=True)
    except Exception as error:
        code = error.code if isinstance(error, TrichtinError) else "fault"
        return Result(job.document, None, code, clean(str(error)), seconds=time.perf_counter() - began)


def timed_out(job: Job, limits: Limits, seconds: float) -> Result:
    """The result of a document that took too long."""
    what = f"{job.uri}: takes more than {limits.seconds:g} seconds (raise it with --time-limit)"
    return Result(job.document, None, "timeout", what, seconds=seconds, spoiled=True)


def died(job: Job) -> Result:
    """The result of a document whose worker died twice."""
    what = f"{job.uri}: the process that read it died twice (killed by the system, or for lack of memory)"
    return Result(job.document, None, "worker_died", what)

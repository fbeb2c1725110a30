"""A document of a run: its name, a mark that changes when it does, and how its bytes are got."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page or text, and what its archive says of it.

    `published` is an ISO day, `captured` an RFC 3339 time.
    """

    data: bytes
    url: str | None = None
    published: str | None = None
    captured: str | None = None


def page_of(data: bytes, *, url: object = None, published: object = None, captured: object = None) -> Page:
    """A page with what an archive says of it, as far as that is what it should be; the rest is left out."""
    return Page(
        data,
        clean(url.strip()) if isinstance(url, str) and url.strip() else None,
        _moment(published, days=True),
        _moment(captured, days=False),
    )


def _moment(text: object, *, days: bool) -> str | None:
    """An ISO day or an RFC 3339 time as it was given; None where it is neither."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.date().isoformat() if days else text.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """One input. `uri` names it in the record and in the manifest.

    `load` gives the page or raises DocumentError; it may be called once, before the next document is asked for.
    It is None for what is no page (a picture in an archive): that is counted, and not read.
    `stamp` is equal as long as the source is unchanged. Where it differs the source may still be the same
    (a file that was touched), unless `exact` says that it is not.
    `name` is its place in the input that it came from, where that is not its uri: the output folder mirrors it.
    `weight` is how many bytes of the input it takes, for the progress bar.
    """

    uri: str
    load: Callable[[], Page] | None
    stamp: str = ""
    exact: bool = False
    weight: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: bytes of its page, seconds, and bytes of memory on top of the models."""

    size: int = 20_000_000
    seconds: float = 60.0
    memory: int = 2_000_000_000


class SourceError(DocumentError):
    """A document that cannot be had; `code` says why in one word, for the manifest."""

    def __init__(self, code: str, what: str, *, where: str, hint: str | None = None) -> None:
        super().__init__(what, where=where, hint=hint)
        self.code = code


def broken(uri: str, error: DocumentError, stamp: str = "", weight: int = 0) -> Document:
    """A document that is known to be unreadable: it stands in the run, and in the manifest, as failed."""

    def fail() -> Page:
        raise error

    return Document(uri, fail, stamp, weight=weight)


def too_large(uri: str, limits: Limits) -> SourceError:
    """The error of a page over the limit."""
    what = f"the page is larger than {limits.size:,} bytes"
    return SourceError("too_large", what, where=uri, hint="raise it with --max-size where the page is no bomb")


def unreadable(uri: str, error: OSError) -> SourceError:
    """The error of a file that the system does not give."""
    return SourceError("unreadable", f"cannot be read: {error.strerror or error}", where=uri, hint="check the file")


def clean(text: str) -> str:
    """A text that can be written as UTF-8: halves of letters become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def name_of(path: Path) -> str:
    """A file's name for records: bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def stamp_of(path: Path) -> tuple[str, int]:
    """The stamp of a file and its size in bytes; raises OSError."""
    stat = path.stat()
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}", stat.st_size

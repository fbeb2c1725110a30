"""Pages as files, and the bytes of a file as a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from extractor.batch.document import (
    Document,
    Limits,
    Page,
    broken,
    name_of,
    stamp_of,
    too_large,
    unreadable,
)
from extractor.batch.inputs.kinds import MHTML, ends
from extractor.batch.inputs.mhtml import read_mhtml


def file_document(path: Path, limits: Limits) -> Iterator[Document]:
    """The one document of a file that holds a page or a text."""
    uri = name_of(path)
    try:
        stamp, size = stamp_of(path)
    except OSError as error:
        yield broken(uri, unreadable(uri, error))
        return
    yield Document(uri, partial(_read, path, uri, limits), stamp, weight=size)


def content_of(name: str, data: bytes) -> Page:
    """The page that a file's bytes hold, by the end of its name; raises DocumentError."""
    return read_mhtml(name, data) if ends(name, MHTML) else Page(data)


def _read(path: Path, uri: str, limits: Limits) -> Page:
    try:
        with path.open("rb") as file:
            data = file.read(limits.size + 1)
    except OSError as error:
        raise unreadable(uri, error) from None
    if len(data) > limits.size:
        raise too_large(uri, limits)
    return content_of(uri, data)

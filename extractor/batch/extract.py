"""The verb `extract`: a few documents, in this process and in their order, without a manifest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from extractor.batch import sources
from extractor.batch.document import Document, Limits, Page, too_large
from extractor.batch.work import read_with
from extractor.errors import TrichtinError
from extractor.record import Record


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document whose page was read, or the error that says why it could not be."""

    uri: str
    page: Page | TrichtinError

    def read(self) -> bytes:
        """The bytes of the page; raises DocumentError where there is none."""
        if isinstance(self.page, TrichtinError):
            raise self.page
        return self.page.data


def loaded(inputs: Sequence[str], size: int = Limits().size) -> Iterator[Loaded]:
    """The pages of the inputs, each read when it is asked for; `-` is a page on standard input.

    `size` is the largest page in bytes. Raises UsageError at once where an input is not there, and where there is
    no article in them.
    """
    sources.check(inputs, None)
    pages = _loaded(inputs, Limits(size))
    first = next(pages, None)
    if first is None:
        raise sources.nothing_found(inputs)
    return chain((first,), pages)


def extract_all(
    inputs: Sequence[str],
    folders: tuple[Path, ...],
    *,
    url: str | None = None,
    published: str | None = None,
    words: bool = False,
    split: bool = False,
    size: int,
    seen: Callable[[bytes, list[Record]], None] | None = None,
) -> tuple[bool, Iterator[Record | TrichtinError]]:
    """Whether there are several documents, and the record of each, or the error that says why there is none.

    With `split` a page that lists several announcements gives a record for each; such a page counts as several
    documents. `seen` is told of each page and its records. Raises what `loaded` raises.
    """
    pages = loaded(inputs, size)
    few = list(islice(pages, 2))
    from extractor.pipeline import Extractor  # spaCy loads here, after the usage is known to be right

    tool = Extractor(folders)

    def extract(data: bytes, **given: Any) -> list[Record]:
        return tool.extract_items(data, **given) if split else [tool.extract(data, **given)]

    def records(found: Loaded) -> list[Record | TrichtinError]:
        page = found.page
        if isinstance(page, TrichtinError):
            return [page]
        try:
            made = read_with(extract, page, found.uri, url=url, published=published, words=words)
        except TrichtinError as error:
            return [error]
        if seen is not None:
            seen(page.data, made)
        return [*made]

    return split or len(few) > 1, chain.from_iterable(map(records, chain(few, pages)))


def _loaded(inputs: Sequence[str], limits: Limits) -> Iterator[Loaded]:
    for given in inputs:
        documents = iter((_standard_input(limits),)) if given == "-" else sources.documents((given,), limits)
        for document in documents:
            if document.load is None:
                continue
            try:
                yield Loaded(document.uri, document.load())
            except TrichtinError as error:
                yield Loaded(document.uri, error)


def _standard_input(limits: Limits) -> Document:
    uri = "stdin:"

    def load() -> Page:
        data = sys.stdin.buffer.read(limits.size + 1)
        if len(data) > limits.size:
            raise too_large(uri, limits)
        return Page(data)

    return Document(uri, load)

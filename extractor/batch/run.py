"""The run: one document after the other; a bad one is reported and never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from extractor.batch.sources import Document
from extractor.errors import DocumentError, TrichtinError
from extractor.pipeline import Extractor
from extractor.record import Record


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its record, or the error that says why there is none."""

    document: Document
    record: Record | None
    error: TrichtinError | None


def run(
    documents: Iterable[Document], extractor: Extractor, extract: Callable[[Document], Record] | None = None
) -> Iterator[Outcome]:
    """Extract each document in turn. `extract` may be given to pass further facts about the page."""
    work = extract or (lambda document: extractor.extract(document.read(), uri=document.uri))
    for document in documents:
        try:
            yield Outcome(document, work(document), None)
        except TrichtinError as error:
            yield Outcome(document, None, error)
        except RecursionError:
            yield Outcome(document, None, _unreadable(document, "the page is nested too deeply"))
        except Exception as error:
            # a fault of ours must not lose the documents behind it: it is reported, named, and the run goes on
            what = f"the extractor failed: {type(error).__name__}: {error}"
            yield Outcome(document, None, _unreadable(document, what))


def _unreadable(document: Document, what: str) -> DocumentError:
    return DocumentError(what, where=document.uri, hint="please report this page")

"""Decides for each document whether it has to be read: it is skipped where nothing changed, and counted always."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Protocol

from extractor.batch.document import Document, Page, clean
from extractor.batch.engines import Stop
from extractor.batch.manifest import Entry, Manifest, Row
from extractor.batch.work import Job, Result
from extractor.errors import DocumentError, TrichtinError


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one run. `met` is the sum of all others but `weight`, once the run is over."""

    met: int = 0
    done: int = 0  # read in this run
    unchanged: int = 0  # read in an earlier run
    no_page: int = 0  # pictures, requests and the like in archives
    duplicate: int = 0  # the same bytes as another input
    failed: int = 0
    failed_before: int = 0  # in an earlier run, and not tried again
    weight: int = 0  # bytes of the inputs that were passed

    def counts(self) -> dict[str, int]:
        """The counts without the weight."""
        return {name: value for name, value in asdict(self).items() if name != "weight"}


class Shows(Protocol):
    """Shows how far a run is: a failure at once, the tally now and then."""

    def tell(self, failure: str) -> None: ...

    def update(self) -> None: ...


class Plan:
    """Goes through the documents of a run and gives those that have to be read.

    `rules` is the fingerprint of rules and code; `name` gives the file of a document that is met for the first time,
    where the output has a file for each; with `retry`, what failed before is read again, and nothing else
    that is known.
    """

    def __init__(
        self,
        manifest: Manifest,
        run: int,
        rules: str,
        stop: Stop,
        *,
        watch: Shows,
        name: Callable[[Document], str] | None = None,
        retry: bool = False,
    ) -> None:
        self.tally = Tally()
        self._manifest = manifest
        self._run = run
        self._rules = rules
        self._stop = stop
        self._retry = retry
        self._watch = watch
        self._name = name

    def jobs(self, documents: Iterable[Document]) -> Iterator[Job]:
        """The documents that have to be read; all others are noted here."""
        for document in documents:
            if self._stop.asked:
                return
            self._manifest.tick()
            self._watch.update()
            self.tally.met += 1
            self.tally.weight += document.weight
            if document.load is None:
                self.tally.no_page += 1
                continue
            row = self._manifest.row(document.uri)
            if row is not None and self._is_settled(row, document):
                continue
            job = self._load(document, document.load, row)
            if job is not None:
                yield job

    def finish(self, result: Result) -> None:
        """Note what became of a job."""
        self._manifest.finish(result)
        self._manifest.tick()
        if result.record is not None:
            self.tally.done += 1
        else:
            self.tally.failed += 1
            self._watch.tell(result.message or result.code or "failed")

    def _is_settled(self, row: Row, document: Document) -> bool:
        """Count a document that needs no look at its bytes; whether it is one."""
        if row.run == self._run:
            self.tally.duplicate += 1  # the same input given twice
            return True
        if row.rules != self._rules or row.stamp != document.stamp or not self._keeps(row):
            return False
        self._count(row)
        return True

    def _keeps(self, row: Row) -> bool:
        """Whether what is known of a document still holds, as long as its bytes are the same."""
        if row.status == "failed":
            return not self._retry
        if row.status == "duplicate":
            leader = self._manifest.row_of(row.same_as) if row.same_as is not None else None
            return leader is not None and leader.sha256 == row.sha256 and self._is_current(leader)
        return row.status == "done"

    def _count(self, row: Row) -> None:
        if row.status == "failed":
            self.tally.failed_before += 1
        elif row.status == "duplicate":
            self.tally.duplicate += 1
        else:
            self.tally.unchanged += 1

    def _load(self, document: Document, load: Callable[[], Page], row: Row | None) -> Job | None:
        name = self._name(document) if self._name and row is None else None
        entry = Entry(document.uri, document.stamp, self._rules, name)
        try:
            page = load()
        except DocumentError as error:
            self._refuse(entry, error.code, str(error))
            return None
        except (TrichtinError, MemoryError):
            raise
        except Exception as error:  # what a library did not foresee must not cost the documents behind this one
            self._refuse(entry, "fault", f"{document.uri}: cannot be read: {type(error).__name__}: {error}")
            return None
        sha256 = hashlib.sha256(page.data).hexdigest()
        same = row is not None and row.sha256 == sha256 and row.rules == self._rules and not document.exact
        if row is not None and same and self._keeps(row):
            self._manifest.touch(row.id, document.stamp)
            self._count(row)
            return None
        twin = self._manifest.twin(sha256, document.uri)
        if twin is not None and self._is_current(twin):
            self._manifest.duplicate(entry, sha256, twin.id)
            self.tally.duplicate += 1
            return None
        number = self._manifest.start(entry, sha256)
        if twin is not None:
            self._manifest.follow(twin.id, number)
        return Job(number, document.uri, page)

    def _refuse(self, entry: Entry, code: str, message: str) -> None:
        self._manifest.refuse(entry, code, clean(message))
        self.tally.failed += 1
        self._watch.tell(message)

    def _is_current(self, twin: Row) -> bool:
        """Whether a document with the same bytes was read by the same rules, or is being read in this run."""
        if twin.status == "duplicate":
            return False
        return twin.rules == self._rules and (twin.status != "pending" or twin.run == self._run)

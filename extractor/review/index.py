"""An index over any number of records: what the queue shows of each, and where its JSON stands.

The records themselves are read when they are looked at. Records that a new run writes are seen on the next look.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from extractor.compare import host_of
from extractor.errors import UsageError
from extractor.record import Record
from extractor.review.decisions import Log, Step
from extractor.review.progress import Progress, from_tally, progress_of
from extractor.review.state import items_of
from extractor.review.text import plain
from extractor.review.values import FieldName, State


class _Confident(TypedDict):
    confidence: float


class _Named(_Confident):
    name: str


class _Warning(TypedDict):
    code: str


class _Source(TypedDict):
    uri: str


class _About(TypedDict):
    title: str | None
    published: str | None
    site: str | None
    url: str | None


class _Row(TypedDict):
    """What the queue needs of a record; reading only this takes half the time of reading all."""

    id: str
    source: _Source
    article: _About
    warnings: list[_Warning]
    dates: list[_Confident]
    events: list[_Confident]
    venues: list[_Confident]
    people: list[_Named]
    organizations: list[_Confident]
    elected_posts: list[_Confident]


_ROW = TypeAdapter(_Row)
_NOT_RECORDS = ("expected.json", "floors.json", ".gold.json", ".meta.json")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the JSON of a record stands: a file, and the bytes of it (`length` -1: all)."""

    file: str
    offset: int = 0
    length: int = -1

    def read(self) -> bytes:
        with open(self.file, "rb") as file:
            file.seek(self.offset)
            return file.read(self.length)


@dataclass
class Entry:
    """One article in the queue; `key` stands in addresses, and stays the same when the source is read again."""

    key: str
    uri: str
    id: str
    title: str
    site: str
    published: str
    warnings: tuple[str, ...]
    names: str
    place: Place
    progress: Progress = field(repr=False)

    @cached_property
    def searched(self) -> str:
        """What a search looks through, folded, once as printed and once without marks."""
        return "\n".join(plain(f"{self.title} {self.uri} {self.site} {self.names}"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record as it was read; `version` changes with its bytes."""

    record: Record
    version: str


class Index:
    """All records of a file or folder by key, in their order; a source that comes twice counts as read last.

    `unreadable` names the places that hold no record.
    """

    def __init__(self, path: Path, log: Log) -> None:
        if not path.exists():
            raise UsageError("there is no such file or folder of records", where=str(path), hint="check the spelling")
        self.path = path
        self.log = log
        self.entries: dict[str, Entry] = {}
        self.unreadable: list[str] = []
        self._seen: object = None
        self.refresh()
        if not self.entries:
            hint = "give what `trichtin extract` or `trichtin batch` wrote"
            raise UsageError("there is no record here", where=str(path), hint=hint)

    def refresh(self) -> None:
        """Read the index anew where the files have changed. Files that are gone leave it as it is."""
        seen = [(file, stat.st_size, stat.st_mtime_ns) for file, stat in _files(self.path)]
        if not seen or seen == self._seen:
            return
        self._seen = seen
        self.entries = {}
        self.unreadable = []
        stale: list[Entry] = []
        collecting = gc.isenabled()
        gc.disable()  # nothing here is garbage; looking for it takes a third of the time
        try:
            for file, *_ in seen:
                stale += self._read_file(file)
        finally:
            if collecting:
                gc.enable()
        for entry in stale:
            self.update(entry)

    def _read_file(self, file: str) -> Iterator[Entry]:
        """Enter the records of a file; gives those whose progress has to be worked out."""
        try:
            for place, data in _places(file):
                try:
                    entry = _entry(_ROW.validate_json(data), place)
                except ValidationError:
                    self.unreadable.append(f"{file} at byte {place.offset}")
                    continue
                self.entries[entry.key] = entry
                if not self._recall(entry, data):
                    yield entry
        except OSError as error:
            self.unreadable.append(f"{file} ({error.strerror or error})")

    def steps(self, entry: Entry) -> list[Step]:
        """The steps about an article; those on another source of the same bytes where that source is gone."""
        uri = self._source(entry)
        return [] if uri is None else self.log.of(uri)

    def read(self, entry: Entry) -> Loaded:
        """The record of an entry. Raises UsageError where it is none."""
        try:
            data = entry.place.read()
            return Loaded(Record.model_validate_json(data), _version(data))
        except (OSError, ValidationError) as error:
            what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise UsageError(f"this is no record: {what}", where=entry.place.file) from None

    def update(self, entry: Entry) -> None:
        """Work out anew how far an article is."""
        steps = self.steps(entry)
        if steps:
            with suppress(UsageError):  # said when the article is looked at
                entry.progress = progress_of(items_of(self.read(entry).record, steps))

    def _source(self, entry: Entry) -> str | None:
        """The source that the steps about an article were made on."""
        if self.log.knows(entry.uri):
            return entry.uri
        elsewhere = self.log.uris(entry.id)
        moved = next(iter(elsewhere)) if len(elsewhere) == 1 else None
        return moved if moved is not None and article_key(moved) not in self.entries else None

    def _recall(self, entry: Entry, data: bytes) -> bool:
        """Take the progress that the log has kept of an article; False where it has to be worked out."""
        if self.log.knows(entry.uri):
            tally = self.log.tally(entry.uri)
            if tally is None or tally.version != _version(data):
                return False
            entry.progress = from_tally(tally)
            return True
        return not self.log.uris(entry.id)


def article_key(uri: str) -> str:
    """The key of the article that was read from a source."""
    return hashlib.sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def _files(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The files that may hold records, in the order of their names."""
    if not path.is_dir():
        with suppress(OSError):  # gone in the meantime
            yield str(path), path.stat()
        return
    for folder, folders, files in os.walk(path):
        folders.sort()
        for name in sorted(files):
            if name.endswith((".json", ".jsonl")) and not name.endswith(_NOT_RECORDS):
                file = os.path.join(folder, name)
                with suppress(OSError):
                    yield file, os.stat(file)


def _places(file: str) -> Iterator[tuple[Place, bytes]]:
    """The records of a file: one a line, or the whole."""
    with open(file, "rb") as lines:
        first = lines.readline()
        if not file.endswith(".jsonl") and not first.rstrip().endswith(b"}"):
            yield Place(file), first + lines.read()
            return
        lines.seek(0)
        offset = 0
        for line in lines:
            if line.strip():
                yield Place(file, offset, len(line)), line
            offset += len(line)


def _entry(row: _Row, place: Place) -> Entry:
    """What the queue shows of a record, before anything is decided."""
    article = row["article"]
    uri = row["source"]["uri"]
    facts: tuple[tuple[FieldName, Sequence[_Confident]], ...] = (
        ("events", row["events"]),
        ("elected_posts", row["elected_posts"]),
        ("people", row["people"]),
        ("venues", row["venues"]),
        ("dates", row["dates"]),
        ("organizations", row["organizations"]),
    )
    pending: dict[tuple[FieldName, State], int] = {("article", "pending"): 1}
    least: dict[FieldName, float] = {}
    for name, found in facts:
        if found:
            pending[name, "pending"] = len(found)
            least[name] = min([fact["confidence"] for fact in found])
    return Entry(
        key=article_key(uri),
        uri=uri,
        id=row["id"],
        title=article["title"] or "",
        site=host_of(article["url"]) or article["site"] or "",
        published=article["published"] or "",
        warnings=tuple([warning["code"] for warning in row["warnings"]]),
        names=" ".join([person["name"] for person in row["people"]]),
        place=place,
        progress=Progress(pending, least),
    )

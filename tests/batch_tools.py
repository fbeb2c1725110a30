"""What the tests of batch runs share: a stand-in for the extractor that behaves as a page's first word says."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractor.batch.document import Document, Limits, Page
from extractor.batch.run import Settings, Summary, run
from extractor.batch.sources import documents
from extractor.batch.watch import Watch
from extractor.errors import DocumentError
from extractor.patterns import Patterns, load
from extractor.record import ArticleInfo, Notice, Record, Source

KEPT: list[bytearray] = []


class Stub:
    """Gives a record with the page's text, without any model."""

    @property
    def patterns(self) -> Patterns:
        return load()

    def extract(
        self, data: bytes, *, uri: str, url: str | None = None, published: str | None = None, words: bool = False
    ) -> Record:
        text = data.decode("utf-8", "replace").strip()
        word, _, rest = text.partition(" ")
        if word == "SLEEP":
            time.sleep(float(rest.split()[0]))
        elif word == "HANG":
            while True:
                time.sleep(0.05)
        elif word == "STUCK":  # as code does that no signal handler can interrupt
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            time.sleep(600)
        elif word == "EAT":
            KEPT.extend(bytearray(10_000_000) for _ in range(1000))
        elif word == "DIE":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "DIEONCE":
            mark = Path(rest.split()[0])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        elif word == "FAULT":
            raise ZeroDivisionError("a fault \ud800")
        elif word == "UNREADABLE":
            raise DocumentError("is a picture", where=uri)
        warnings = [Notice(code="short", message="short")] if len(text) < 40 else []
        return Record(
            id=f"sha256:{hashlib.sha256(data).hexdigest()}",
            source=Source(uri=uri, media_type="text/plain", bytes=len(data)),
            article=ArticleInfo(title=word, url=url, published=published),
            text=text,
            warnings=warnings,
        )


def make_stub() -> Stub:
    """Loads the stand-in; can be given to other processes."""
    return Stub()


def stub_run(output: Path, *inputs: str | Path, watch: Watch | None = None, **settings: Any) -> Summary:
    """A run with the stand-in, in this process unless `engine` says otherwise."""
    given = {"engine": "one", **settings}
    return run(Settings(tuple(map(str, inputs)), output, **given), watch or Watch(quiet=True), make_stub)


def write(folder: Path, pages: dict[str, str]) -> Path:
    """Files of these names and texts."""
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def records(output: Path) -> list[dict[str, Any]]:
    """The records of a .jsonl output."""
    return [json.loads(line) for line in output.read_text("utf-8").splitlines()]


def names(output: Path) -> list[str]:
    """The last part of the source of each record."""
    return [Path(record["source"]["uri"]).name for record in records(output)]


def found(inputs: Iterable[str | Path], limits: Limits | None = None) -> list[tuple[str, Page | str]]:
    """Name and page of each document of the inputs, or the code of the error; what is no page is left out."""
    return [pair for pair in map(loaded, documents(map(str, inputs), limits or Limits())) if pair is not None]


def loaded(document: Document) -> tuple[str, Page | str] | None:
    """Name and page of a document, or the code of the error; None for what is no page."""
    if document.load is None:
        return None
    try:
        return document.uri, document.load()
    except DocumentError as error:
        return document.uri, error.code

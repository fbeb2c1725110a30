"""Where articles come from: files and folders, each as a named document."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import DocumentError, UsageError

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".txt"})


@dataclass(frozen=True, slots=True)
class Document:
    """A source that can be read: its name in the record, and the file that holds it (None: standard input)."""

    uri: str
    path: Path | None

    def read(self) -> bytes:
        """The bytes; raises DocumentError where the file cannot be read."""
        if self.path is None:
            return sys.stdin.buffer.read()
        try:
            return self.path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise DocumentError(f"cannot be read: {reason}", where=self.uri, hint="check the file") from None


def documents(inputs: Iterable[str]) -> Iterator[Document]:
    """The documents of files, folders (searched through, in the order of their names) and `-`.

    Raises UsageError for an input that is not there or a folder that holds no article.
    """
    for given in inputs:
        if given == "-":
            yield Document("stdin:", None)
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield Document(path.as_posix(), path)
        else:
            raise UsageError("there is no such file or folder", where=given, hint="check the spelling")


def _folder(folder: Path) -> Iterator[Document]:
    found = False
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            found = True
            yield Document(path.as_posix(), path)
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        raise UsageError("there is no article in this folder", where=str(folder), hint=f"looked for {kinds}")

"""How records are written, by the end of the output's name. Every output is there whole, or as it was before."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from extractor.errors import TrichtinError, UsageError

_SUFFIXES = {
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".jsonl.zst": "jsonl",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".csv": "csv",
}
_OTHERS = (".json", ".gz", ".zst", ".db", ".xlsx", ".txt", ".html", ".zip", ".warc", ".ndjson", ".tsv", ".xml")


class OutputError(TrichtinError):
    """The output cannot be written; the records are safe in the manifest."""

    code = "output"


@dataclass(frozen=True, slots=True)
class Records:
    """What there is to write: the JSON of all records in order, or (file name, JSON) of what changed since the last
    writing, None for what has no record any more."""

    all: Callable[[], Iterator[bytes]]
    changed: Callable[[], Iterator[tuple[str, bytes | None]]]


class Write(Protocol):
    """Writes an output; may raise OSError."""

    def __call__(self, records: Records, output: Path) -> None: ...


def kind_of(output: Path) -> str:
    """Which module writes this output, `folder` or another; raises UsageError where its name is wrong."""
    name = output.name.lower()
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if name.endswith(suffix):
            if output.is_dir():
                raise UsageError("is a folder", where=str(output), hint="give a folder a name without this suffix")
            return _SUFFIXES[suffix]
    if name.endswith(_OTHERS) or output.is_file():
        hint = f"a folder, or a name that ends with {', '.join(_SUFFIXES)}"
        raise UsageError("is no output that can be written", where=str(output), hint=hint)
    return "folder"


def writer(kind: str, output: Path) -> Write:
    """The function that writes this kind of output; raises UsageError where an extra that it needs is missing, and
    where something else is in its place."""
    module = importlib.import_module(f"extractor.batch.outputs.{kind}")
    check: Callable[[Path], None] | None = getattr(module, "check", None)
    if check is not None:
        check(output)
    write: Write = module.write
    return write


def needs(package: str, extra: str, output: Path) -> None:
    """Raise UsageError where the package that an output needs is not installed."""
    if importlib.util.find_spec(package) is None:
        hint = f"pip install 'trichtin[{extra}]'"
        raise UsageError(f"needs {package}, which is not installed", where=str(output), hint=hint)

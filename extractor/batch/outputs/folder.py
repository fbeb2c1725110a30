"""A folder of JSON files, one for each record, under the names of their sources."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from extractor.batch.outputs import Records
from extractor.batch.outputs.atomic import replacing

_PARTS = re.compile(r"[/\\#]+")
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_LONGEST = 100  # bytes of a part of a name, and room for what is added to it
_DEEPEST = 40  # parts


def write(records: Records, output: Path) -> None:
    """Write the records that changed, each file whole; files of sources without a record are taken away."""
    output.mkdir(parents=True, exist_ok=True)
    for name, line in records.changed():
        path = output / name
        if line is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as (part,):
            part.write_bytes(line + b"\n")


def free_name(name: str, source: str, is_taken: Callable[[str], bool]) -> str:
    """The file of a document, as a path inside the folder: `a/b.html` gives `a/b.html.json`.

    `name` is the document's place in its input, `source` its full name. No file lies outside the folder. Where a
    file system cannot hold a name, and where it is taken, a digest of the source keeps files apart.
    """
    parts = [part for part in _PARTS.split(name) if part]
    plain = "/".join([_fit(part) for part in parts[-_DEEPEST:]] or ["_"])
    if plain == name.replace("#", "/") and not is_taken(f"{plain}.json"):
        return f"{plain}.json"
    return f"{plain}-{hashlib.sha256(source.encode()).hexdigest()[:12]}.json"


def _fit(part: str) -> str:
    if part.strip(". ") == "":
        return "_" * min(len(part), 2)  # `.` and `..` would lead elsewhere
    plain = _UNFIT.sub("_", part).rstrip(". ") or "_"
    raw = os.fsencode(plain)
    return plain if len(raw) <= _LONGEST else raw[:_LONGEST].decode("utf-8", "ignore")

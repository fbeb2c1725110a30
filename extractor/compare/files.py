"""Reads records and samples, and pairs them.

Samples come in two layouts, which may stand side by side: a folder for each (`NAME/page.html` with
`NAME/expected.json`), or flat (`NAME.txt` with `NAME.gold.json`). Records are a folder of JSON files, or one
file with one record or one a line. A record belongs to the sample that its `source.uri` names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.compare.facts import COMPARED, Facts, facts
from extractor.errors import UsageError

EXPECTED = "expected.json"
GOLD = ".gold.json"
_NOT_RECORDS = (GOLD, ".meta.json", EXPECTED, "floors.json")
_PARTS = re.compile(r"[/\\#]")
_NOT_BLANK = re.compile(r"\S")


def read_samples(folder: Path) -> dict[str, Facts]:
    """The expected facts of each sample by its name, in the order of the names.

    Raises UsageError for a folder without samples and for a sample that cannot be used.
    """
    if not folder.is_dir():
        raise UsageError("there is no such folder of samples", where=str(folder), hint="check the spelling")
    samples: dict[str, Facts] = {}
    for path in sorted(folder.rglob("*.json")):
        if path.name == EXPECTED:
            name = path.parent.name
        elif path.name.endswith(GOLD):
            name = path.name.removesuffix(GOLD)
        else:
            continue
        if name in samples:
            raise UsageError(f"there are two samples named {name!r}", where=str(path), hint="rename one of them")
        samples[name] = _expected(path)
    if not samples:
        hint = f"a sample has its facts in NAME/{EXPECTED} or NAME{GOLD}"
        raise UsageError("there are no samples in this folder", where=str(folder), hint=hint)
    return dict(sorted(samples.items()))


def _expected(path: Path) -> Facts:
    values = list(_values(path))
    if len(values) != 1:
        raise UsageError("an expected record is one JSON object", where=str(path), hint="see samples/README.md")
    missing = sorted(set(COMPARED) - set(values[0]))
    if missing:
        hint = "nothing to find is an empty list; nothing known is null"
        raise UsageError(f"fields are missing: {', '.join(missing)}", where=str(path), hint=hint)
    return facts(values[0], where=str(path))


def read_records(path: Path, samples: Mapping[str, Facts]) -> tuple[dict[str, Facts], list[str]]:
    """The facts of each record by the name of its sample, and the sources of records that belong to none.

    Raises UsageError where nothing is there, a file is no record, or two records belong to one sample.
    """
    records: dict[str, Facts] = {}
    unpaired: list[str] = []
    for place, record in _records(path):
        uri = _uri(record, place)
        name = sample_of(uri, samples)
        if name is None:
            unpaired.append(uri)
        elif name in records:
            hint = "compare one run at a time"
            raise UsageError(f"this is a second record for the sample {name!r}", where=str(place), hint=hint)
        else:
            records[name] = facts(record, where=f"{place} ({uri})")
    return records, unpaired


def _records(path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if path.is_dir():
        files = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix in (".json", ".jsonl") and not file.name.endswith(_NOT_RECORDS)
        ]
    elif path.exists():
        files = [path]
    else:
        raise UsageError("there is no such file or folder of records", where=str(path), hint="check the spelling")
    for file in files:
        for value in _values(file):
            yield file, value


def _values(path: Path) -> Iterator[Mapping[str, Any]]:
    """The JSON objects of a file, which stand one after the other: one in all, or one a line."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path), hint="is it JSON?") from None
    decoder = json.JSONDecoder()
    at = 0
    while begin := _NOT_BLANK.search(text, at):
        try:
            value, at = decoder.raw_decode(text, begin.start())
        except json.JSONDecodeError as error:
            hint = "records are JSON, one in a file or one a line"
            raise UsageError(f"is no JSON: {error.msg}", where=f"{path}:{error.lineno}", hint=hint) from None
        if not isinstance(value, dict):
            line = text.count("\n", 0, begin.start()) + 1
            raise UsageError("is no JSON object", where=f"{path}:{line}", hint="is it a file of records?")
        yield value


def _uri(record: Mapping[str, Any], file: Path) -> str:
    source = record.get("source")
    uri = source.get("uri") if isinstance(source, Mapping) else None
    return uri if isinstance(uri, str) and uri else file.name


def sample_of(uri: str, samples: Mapping[str, Facts]) -> str | None:
    """The sample that a source names: `…/NAME.txt`, or `…/NAME/page.html`."""
    *folders, file = _PARTS.split(uri)
    for name in (file.split(".")[0], *folders[-1:]):
        if name in samples:
            return name
    return None

"""What reviewers said of an article, as a sample holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.record import Record
from extractor.review.decisions import Log, decisions_file
from extractor.review.index import Index
from extractor.review.state import Item, is_reviewed, items_of
from extractor.review.values import COUNTED


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article that was reviewed whole, and its facts in the shape of a sample's `expected.json`."""

    record: Record
    facts: dict[str, Any]


def reviewed(records: Path, decisions: Path | None = None) -> Iterator[Reviewed]:
    """The articles of a file or folder of records that were reviewed whole, in the order of the records.

    `decisions` is the log, where it does not stand beside the records. Raises UsageError where either cannot be
    read, or there is no log.
    """
    path = decisions or decisions_file(records)
    if not path.exists():
        raise UsageError("nothing was reviewed yet", where=str(path), hint=f"run `trichtin review {records}`")
    log = Log(path)
    index = Index(records, log)
    for entry in index.entries.values():
        steps = index.steps(entry)
        if steps:
            record = index.read(entry).record
            items = items_of(record, steps)
            if is_reviewed(items):
                yield Reviewed(record, expected_facts(items))


def expected_facts(items: Iterable[Item]) -> dict[str, Any]:
    """The facts that hold, in the shape of a sample's `expected.json`.

    Raises UsageError where some are not decided yet.
    """
    items = [item for item in items if item.field in COUNTED]
    if not is_reviewed(items):
        pending = sum(item.open for item in items)
        raise UsageError(f"{pending} facts of this article are not decided yet", hint="review them first")
    about = next((item.values for item in items if item.field == "article" and item.holds), {})
    facts: dict[str, Any] = {name: about.get(name) for name in ("published", "title")}
    facts["byline"] = about.get("byline", [])
    for field in ("dates", "events", "venues", "people", "elected_posts"):
        facts[field] = [item.values for item in items if item.field == field and item.holds]
    return facts

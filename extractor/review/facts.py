"""The facts of a record as things to decide on: their values, their places in the text, and a key for each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from extractor.record import ElectedPost, Person, Record
from extractor.review.values import FIELDS, HEADS, MODELS, FieldName, Values

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that the extractor found.

    `key` is the same for the same values of a field, whichever run found them; `spans` are code points into the
    record's text, half-open, and `held` are those of a person's positions; `path` is what `trichtin explain` takes.
    """

    key: str
    field: FieldName
    values: Values
    spans: Spans
    rules: tuple[str, ...]
    confidence: float | None
    path: str
    held: Spans = ()

    @property
    def head(self) -> str:
        """The words that name the fact."""
        return str(self.values[HEADS[self.field]] or "")


def fact_key(field: FieldName, values: Mapping[str, Any]) -> str:
    """The key of a fact with these values."""
    plain = json.dumps([field, values], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def facts_of(record: Record) -> list[Fact]:
    """The facts of a record, field by field. One that is listed twice has a number behind its key."""
    facts: list[Fact] = []
    seen: dict[str, int] = {}
    for field, number, found in _found(record):
        values = _values(field, found)
        key = fact_key(field, values)
        seen[key] = seen.get(key, 0) + 1
        facts.append(
            Fact(
                key if seen[key] == 1 else f"{key}-{seen[key]}",
                field,
                values,
                _spans(record, found),
                tuple(dict.fromkeys(_rules(found))),
                getattr(found, "confidence", None),
                field if field == "article" else f"{field}[{number}]",
                tuple((held.start, held.end) for held in found.positions) if isinstance(found, Person) else (),
            )
        )
    return facts


def _found(record: Record) -> Iterator[tuple[FieldName, int, BaseModel]]:
    for field in FIELDS:
        found = getattr(record, field)
        for number, fact in enumerate(found if isinstance(found, list) else [found]):
            yield field, number, fact


def _values(field: FieldName, found: BaseModel) -> Values:
    names = set(MODELS[field].model_fields)
    values = found.model_dump(include=names)
    if isinstance(found, Person):
        values["positions"] = [held.model_dump(include={"title", "organization"}) for held in found.positions]
    return values


def _spans(record: Record, found: BaseModel) -> Spans:
    if isinstance(found, ElectedPost):
        return ((found.evidence.start, found.evidence.end),)
    spans = [(span.start, span.end) for span in getattr(found, "mentions", ())]
    if found is record.article:
        spans = [(block.start, block.end) for block in record.blocks if block.kind in ("title", "byline")]
    return tuple(spans)


def _rules(found: BaseModel) -> Iterator[str]:
    yield from (rule for rule in (getattr(found, "rule", None) or "").split(" + ") if rule)
    if isinstance(found, Person):
        for held in found.positions:
            yield from (rule for rule in (held.rule or "").split(" + ") if rule)

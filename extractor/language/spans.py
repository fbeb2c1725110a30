"""Mentions on a Doc: what a component found, where, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Doc, SpanGroup


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the text, in code points, half-open, and the id of the rule that found it."""

    start: int
    end: int
    rule: str


M = TypeVar("M", bound=Mention)


def put(doc: Doc, key: str, mentions: Sequence[Mention]) -> None:
    """Leave mentions on the Doc, also as the span group `key` with the rule as each span's id."""
    doc.user_data[key] = list(mentions)
    spans = [
        doc.char_span(item.start, item.end, label=key, span_id=item.rule, alignment_mode="expand") for item in mentions
    ]
    doc.spans[key] = SpanGroup(doc, name=key, spans=[span for span in spans if span is not None])


def get(doc: Doc, key: str, kind: type[M]) -> list[M]:
    """The mentions that a component left under `key`, all of one kind."""
    found: list[M] = doc.user_data.get(key, [])
    if found and not isinstance(found[0], kind):
        raise TypeError(f"mentions under {key!r} are {type(found[0]).__name__}, not {kind.__name__}")
    return found

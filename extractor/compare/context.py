"""A fact in its sentence: the words around a place of the text, cut to a readable length."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.compare.fields import Shown

_AROUND = 110  # characters shown on each side


@dataclass(frozen=True, slots=True)
class Context:
    """Words of an article: what stands before, the fact's own words, what stands behind. All empty: not found."""

    before: str = ""
    words: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.before}[{self.words}]{self.after}" if self.words else ""


NOWHERE = Context()


def in_context(text: str, fact: Shown) -> Context:
    """Where a fact stands: at its place, else where its words are first printed."""
    if fact.place is not None and 0 <= fact.place.start < fact.place.end <= len(text):
        return around(text, fact.place.start, fact.place.end)
    start = text.find(fact.words) if fact.words else -1
    return around(text, start, start + len(fact.words)) if start >= 0 else NOWHERE


def around(text: str, start: int, end: int) -> Context:
    """The words of a stretch (code points, half-open) with the rest of their line."""
    left = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    right = text[end : len(text) if line_end < 0 else line_end]
    if len(left) > _AROUND:
        left = "…" + left[-_AROUND:].partition(" ")[2]
    if len(right) > _AROUND:
        right = right[:_AROUND].rpartition(" ")[0] + "…"
    return Context(left, text[start:end], right)

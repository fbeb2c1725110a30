"""The sentences of an article as the grammar of posts reads them: coded, with what was found in each."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.find.mask import SIGNS
from extractor.find.posts import Frame, Frames
from extractor.find.posts_items import find_items
from extractor.find.posts_words import Coded
from extractor.language.tokens import tokens

_BULLET = re.compile(r"\s*(?:[-+*•·–—●▪◦■]|\d{1,2}\s*[.)/\t]|\(?[ivx]{1,4}\)|[a-zđ]\)|\()\s*", re.IGNORECASE)
_ENTRY = re.compile(
    rf"\W*(?:\d{{1,2}}\b\W*)?(?:(?:các|\d+|hai|ba|bốn|đồng chí)\s+)*"
    rf"(?:{SIGNS['position']}[^.]{{0,30}}[:|\t\u2013\u2014-]|{SIGNS['person']}\s*(?:[,;:(\t|\u2013\u2014-]|{SIGNS['position']}|\Z))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at code points of the article; `line` counts the blocks, `kind` is its block's kind."""

    start: int
    end: int
    line: int
    kind: str
    opens_line: bool
    closes_line: bool
    listed: bool
    coded: Coded
    frames: tuple[Frame, ...]


def read_sentences(doc: Doc, frames: Frames) -> list[Sentence]:
    """All sentences of a Doc that has people, organizations, positions and dates."""
    whole = tokens(doc).text
    items = find_items(doc, frames.words)
    firsts = [item.start for item in items]
    found = []
    for line, (first, last, kind) in enumerate(_lines(doc)):
        bullet = _BULLET.match(whole, first, last)
        text = bullet.end() if bullet is not None else first
        starts = [first, *(start for start in doc.user_data["sentence_starts"] if text < start < last)]
        for number, start in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else last
            inside = items[bisect_left(firsts, start) : bisect_left(firsts, end)]
            coded = frames.code(whole, start, end, inside)
            closes = number + 1 == len(starts)
            listed = kind in ("list_item", "table_row") or bullet is not None or (closes and _is_entry(coded))
            found.append(Sentence(start, end, line, kind, not number, closes, listed, coded, tuple(frames.find(coded))))
    return found


def _is_entry(coded: Coded) -> bool:
    """Whether a line without a bullet reads like one of a list: short, and a name or a post comes first."""
    return len(coded.text) < 160 and _ENTRY.match(coded.text) is not None


def _lines(doc: Doc) -> list[tuple[int, int, str]]:
    article = doc.user_data.get("article")
    if article is not None:
        return [(block.start, block.end, block.kind) for block in article.blocks]
    lines, place = [], 0
    for text in tokens(doc).text.split("\n"):
        lines.append((place, place + len(text), "paragraph"))
        place += len(text) + 1
    return lines

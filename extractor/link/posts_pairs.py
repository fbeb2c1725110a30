"""People and posts that a statement leaves over: "bầu A làm P1; B - P2; Thư ký: C", part by part of the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.find.mask import SIGNS, Item
from extractor.find.posts import Frame
from extractor.find.posts_shapes import CALL
from extractor.find.posts_words import FILLER, WORD_SIGNS, Coded
from extractor.link.posts_roster import is_post

_PERSON, _POSITION = SIGNS["person"], SIGNS["position"]
_COUNT = r"(?:(?:các|những|hai|ba|bốn|năm|tân|\d+)\s+)*"
_NAME = rf"{CALL}(?:[^\W\d]{{1,6}}\.\s*)?{_PERSON}"
_NAMES = rf"(?P<people>{_NAME}(?:\s*(?:,|&|\bvà|\bcùng)\s*{_NAME})*)"
_POSTS = rf"(?P<posts>{_COUNT}{_POSITION}(?:\s*(?:,|kiêm|và|,?\s*đồng\s+thời)\s*(?:là\s+|kiêm\s+)?{_POSITION})*)"
# what somebody was before: "A, T O (T2 O2) - P"
_HELD = rf"(?:\s*[,(]\s*{_POSITION}(?:\s*,\s*{_POSITION})*\s*\)?)?"
_AS = rf"(?:{WORD_SIGNS['as']}{FILLER}*\s*)*"
_PAIRS = (
    re.compile(rf"{_NAMES}{_HELD}\s*(?:[-\u2013\u2014:(]|\blà\b)\s*{_AS}{_POSTS}\s*\)?", re.IGNORECASE),
    re.compile(rf"{_NAMES}\s+{_AS}{_POSTS}", re.IGNORECASE),
    re.compile(
        rf"{_AS}{_POSTS}\s*(?:[-\u2013\u2014:(]|\blà\b|{WORD_SIGNS['has']}{FILLER}*)?\s*{_NAMES}{_HELD}\s*\)?",
        re.IGNORECASE,
    ),
)
_PARTS = re.compile(r"[^;]+")
_LEAD = re.compile(r"[\s,.:]*(?:(?:và|còn|cùng|riêng|đồng\s+thời|ngoài\s+ra|trong\s+đó)\b[\s,:]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """People and the posts beside them, between masked offsets of a sentence."""

    people: list[Item]
    posts: list[Item]
    start: int
    end: int


def left_over(coded: Coded, covered: Sequence[Frame]) -> Iterator[Pair]:
    """The pairs in what stands between the statements of a sentence: each fills a part of it, and nothing else does."""
    place = 0
    for start, end in [*sorted((frame.start, frame.end) for frame in covered), (len(coded.text), len(coded.text))]:
        for part in _PARTS.finditer(coded.text, place, max(place, start)):
            yield from _pairs(coded, part.start(), part.end())
        place = max(place, end)


def _pairs(coded: Coded, start: int, end: int) -> Iterator[Pair]:
    """The pair that fills a part, or those that fill it one after the other with commas between."""
    lead = _LEAD.match(coded.text, start, end)
    first = lead.end() if lead is not None else start
    last = first + len(coded.text[first:end].rstrip(" ,.:"))
    ends = coded.text[last:end].strip() or end == len(coded.text) or coded.text[end] == ";"
    if _PERSON not in coded.text[first:last] or not ends:
        return  # what stands right before a statement is its subject
    match = next((found for shape in _PAIRS if (found := shape.fullmatch(coded.text, first, last))), None)
    if match is None:
        return
    people = [item for item in coded.masked.items(*match.span("people")) if item.kind == "person"]
    posts = [item for item in coded.masked.items(*match.span("posts")) if is_post(item)]
    yield Pair(people, posts, first, last)

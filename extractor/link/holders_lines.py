"""Signature blocks: a line with a title alone, "(Đã ký)", and a line with a name alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from extractor.find.names import PersonMention
from extractor.find.positions import PositionMention

_Kind = TypeVar("_Kind")
_SIGNED = re.compile(r"\W*(?:\(?\s*(?:đã\s+)?ký(?:\s+tên)?(?:,\s*đóng\s+dấu)?\s*\)?)?\W*\Z", re.IGNORECASE)
_FOR = re.compile(r"\W*(?:(?:KT|TM|TL|TUQ|Q)\b\.?\s*)?\Z")


def signatures(
    text: str, people: Sequence[PersonMention], positions: Sequence[PositionMention]
) -> Iterator[tuple[PositionMention, PersonMention]]:
    """Each title that fills a line with the person whose name fills the next line but for "(Đã ký)"."""
    waiting: PositionMention | None = None
    place = 0
    person_starts = [person.start for person in people]
    position_starts = [position.start for position in positions]
    for line in text.split("\n"):
        start, end = place, place + len(line)
        place = end + 1
        person = _first(people, person_starts, start, end)
        position = _first(positions, position_starts, start, end)
        if position is not None and _fills(text, start, position.start, position.end, end):
            waiting = position
        elif person is not None and waiting is not None and _fills(text, start, person.outer, person.end, end):
            yield waiting, person
            waiting = None
        elif not _SIGNED.match(line):
            waiting = None


def _first(mentions: Sequence[_Kind], starts: Sequence[int], start: int, end: int) -> _Kind | None:
    """The first of some mentions, in the order of the text, that begins in a line."""
    number = bisect_left(starts, start)
    return mentions[number] if number < len(mentions) and starts[number] < end else None


def _fills(text: str, start: int, first: int, last: int, end: int) -> bool:
    """Whether nothing but signs and "KT." stands beside a mention in its line."""
    return _FOR.match(text[start:first]) is not None and not re.search(r"\w", text[last:end])

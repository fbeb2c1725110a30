"""Whether as many people were given posts as the text says: "gồm 05 đồng chí:", "ba Phó Chủ tịch là"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.find.mask import SIGNS
from extractor.find.posts_text import Sentence
from extractor.link.posts_assignment import PostAssignment
from extractor.record import Notice

_WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_NUMBER = rf"\b(?P<number>\d{{1,2}}|{'|'.join(_WORDS)})\s+"
# who is counted, and right behind it the sign or word that lists all of them
_PEOPLE = re.compile(
    _NUMBER + r"(?P<who>đồng chí|đ/c|thành viên|ủy viên|uỷ viên|người|vị|ông, bà|ông bà|cán bộ)\b"
    r"(?P<rest>[^:;.]{0,40}?)(?::|\bgồm\b|\blà\b)",
    re.IGNORECASE,
)
_POSTS = re.compile(
    rf"{_NUMBER}{SIGNS['position']}(?P<rest>[^:;.{SIGNS['person']}{SIGNS['position']}]{{0,40}}?)(?::|\bgồm\b|\blà\b)",
    re.IGNORECASE,
)
_SOME = re.compile(r"\b(?:trong đó|trong số|ngoài ra|cùng)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Count:
    """A number as printed, who is counted, and the code points between which their list stands in its sentence."""

    number: str
    who: str
    start: int
    end: int

    @property
    def value(self) -> int:
        number = self.number.casefold()
        return _WORDS.get(number) or int(number)


def count_notices(text: str, sentences: Sequence[Sentence], found: Sequence[PostAssignment]) -> Iterator[Notice]:
    """A notice for each list that names fewer or more people than the text counts."""
    if not found:
        return
    for sentence in sentences:
        for count in _counts(text, sentence):
            named = {item.name for item in found if _is_listed(item, sentence, count)}
            if named and len(named) != count.value:
                message = f"the text says {count.number} {count.who}, {len(named)} were found"
                yield Notice(code="member_count", message=message)


def _counts(text: str, sentence: Sentence) -> Iterator[_Count]:
    for match in _PEOPLE.finditer(text, sentence.start, sentence.end):
        if not _SOME.search(match["rest"]):
            end = text.find(";", match.end(), sentence.end)
            yield _Count(match["number"], match["who"], match.start(), sentence.end if end < 0 else end)
    masked = sentence.coded.masked
    for match in _POSTS.finditer(masked.text):
        item = masked.item(match.end("number") + 1)
        if not _SOME.search(match["rest"]) and item is not None:
            end = masked.text.find(";", match.end())
            until = sentence.end if end < 0 else masked.origin(end)
            yield _Count(match["number"], getattr(item.mention, "title", ""), masked.origin(match.start()), until)


def _is_listed(item: PostAssignment, sentence: Sentence, count: _Count) -> bool:
    """Whether somebody stands in the list behind the number, or in the lines under it."""
    span = (sentence.start, sentence.end)
    return count.start <= item.person.start < count.end or (item.heading == span and item.sentence != span)

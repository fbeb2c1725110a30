"""A text as the grammar of dates reads it: in lower case, with the words around a place at hand."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+|\d+")
_REACH = 56  # code points looked at on each side
_BREAK = "\0"


class Word(NamedTuple):
    """A word or figure in lower case, in code points."""

    text: str
    start: int
    end: int


class FoldedText(str):
    """A text in lower case, of the same length; line breaks become signs that nothing matches across."""

    def words_before(self, place: int, reach: int = _REACH) -> list[Word]:
        """The last words before a code point, the nearest last, none farther away than `reach`."""
        start = max(0, place - reach)
        if start and self[start - 1].isalnum():
            while start < place and self[start].isalnum():
                start += 1
        return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(self, start, place)]

    def words_behind(self, place: int) -> list[Word]:
        """The first words behind a code point, the nearest first; the last one may be cut off."""
        end = place + _REACH
        return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(self, place, end)]


def fold_text(text: str) -> FoldedText:
    """The text folded, of the same length."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return FoldedText(lower.replace("ð", "đ").replace("\n", _BREAK))

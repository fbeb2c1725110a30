"""A text as the grammar of dates reads it: in lower case, with the words around a place at hand."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+|\d+")
_REACH = 56  # code points looked at on each side
_BREAK = "\0"
# backwards from a place: blanks, a sign, and a word or figure that is not too long
_WORD_BEFORE = re.compile(r"[ \u00a0]*([,:]?)[ \u00a0]*([^\W\d_]{1,12}|\d{1,12})(?!\w)")


class Word(NamedTuple):
    """A word or figure in lower case, in code points."""

    text: str
    start: int
    end: int


class FoldedText(str):
    """A text in lower case, of the same length; line breaks become signs that nothing matches across."""

    @cached_property
    def backwards(self) -> str:
        """The text from its end to its beginning: what stands before a place is matched there at once."""
        return self[::-1]

    def word_before(self, place: int) -> tuple[Word, str] | None:
        """The word right before a code point, and the comma or colon between them; None for anything else."""
        size = len(self)
        match = _WORD_BEFORE.match(self.backwards, size - place)
        if match is None:
            return None
        return Word(match[2][::-1], size - match.end(2), size - match.start(2)), match[1]

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

"""From what a browser says of selected words to code points.

A browser counts in UTF-16 units, so it does not count at all: it names the stretch of text that it was given, and
the characters of it that stand before the selection's edge.
"""

from __future__ import annotations

import unicodedata

from pydantic import BaseModel, ConfigDict

from extractor.folding import fold_print

_JOINERS = "\u200d\ufe0e\ufe0f"  # what belongs to the letter or picture before it


class Edge(BaseModel):
    """An edge of a selection: `at` is where the stretch begins, `before` what of it stands before the edge."""

    model_config = ConfigDict(extra="forbid")

    at: int
    before: str


class Selection(BaseModel):
    """Both edges of the selected words."""

    model_config = ConfigDict(extra="forbid")

    start: Edge
    end: Edge


class NoSuchWordsError(ValueError):
    """The selection does not fit the text."""


def selected(text: str, selection: Selection) -> tuple[int, int]:
    """The selected words as code points, half-open, without blanks around them, and no letter cut in two."""
    start, end = _offset(text, selection.start), _offset(text, selection.end)
    while 0 < start < len(text) and _belongs(text, start):
        start -= 1
    while end < len(text) and _belongs(text, end):
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise NoSuchWordsError("nothing is selected")
    return start, end


def quoted(text: str, words: str) -> tuple[int, int] | None:
    """The first place where a text prints these words."""
    at = text.find(words) if words else -1
    if at < 0 and words:
        at = text.casefold().find(words.casefold()) if len(text.casefold()) == len(text) else -1
    return (at, at + len(words)) if at >= 0 else None


def prints(text: str, words: str) -> bool:
    """Whether a text prints these words, in whatever case and with whatever blanks and dashes."""
    return fold_print(words) in fold_print(text)


def _offset(text: str, edge: Edge) -> int:
    # an edge inside a character outside the basic plane leaves half of it behind
    before = edge.before.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    offset = edge.at + len(before)
    if not 0 <= edge.at <= offset <= len(text) or text[edge.at : offset] != before:
        raise NoSuchWordsError("the text is another one")
    return offset


def _belongs(text: str, at: int) -> bool:
    """Whether the character is a part of what stands before it."""
    sign = text[at]
    return unicodedata.category(sign) in ("Mn", "Mc", "Me") or sign in _JOINERS or text[at - 1] == "\u200d"

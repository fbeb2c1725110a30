"""Syllables: the units that rules match over.

A text is cut in one scan into runs of letters, runs of digits and single other signs; white space stands
between them. Vietnamese writes a blank after every syllable, so a run of letters is a syllable, or a foreign
word.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Doc

from extractor.folding import fold

__all__ = ["Tokens", "fold", "norms_of", "scan", "tokens"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")


class Tokens(NamedTuple):
    """The tokens of a text in parallel lists; `starts` and `ends` are code points into `text`."""

    text: str
    words: list[str]
    norms: list[str]
    starts: list[int]
    ends: list[int]

    def span(self, first: int, last: int) -> str:
        """The printed text from token `first` up to, not with, token `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def is_capital(self, index: int) -> bool:
        """Whether the token begins with an upper-case letter."""
        return self.words[index][0].isupper()


def scan(text: str) -> Tokens:
    """Cut a text into tokens."""
    matches = list(_TOKEN.finditer(text))
    words = [match.group() for match in matches]
    return Tokens(
        text,
        words,
        [fold(word) for word in words],
        [match.start() for match in matches],
        [match.end() for match in matches],
    )


def norms_of(text: str) -> list[str]:
    """The folded tokens of a text, where their places do not matter."""
    return [fold(word) for word in _TOKEN.findall(text)]


def tokens(doc: Doc) -> Tokens:
    """The tokens of a Doc made by this project's tokenizer, white space left out."""
    found: Tokens = doc.user_data["tokens"]
    return found

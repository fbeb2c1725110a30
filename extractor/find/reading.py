"""A text as the finders of events and venues read it: tokens, phrases, sentences, blocks and dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc

from extractor.find.lexicon import Hit, Hits, hits
from extractor.language.tokens import Tokens, tokens

OPENERS = {"“": "”", '"': '"', "«": "»", "‘": "’"}
CLOSERS = frozenset(OPENERS.values())
DASHES = frozenset("-‐‑‒–—−")


class Spanned(Protocol):
    """Anything that stands at code points of the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Line(Spanned, Protocol):
    """A block of the article: one line of its text."""

    @property
    def kind(self) -> str: ...


class Reading:
    """A text and what was found in it so far. All places are token numbers unless said otherwise."""

    def __init__(
        self,
        tokens: Tokens,
        hits: Hits,
        sentence_starts: Sequence[int],
        lines: Sequence[Line],
        dates: Sequence[Spanned] = (),
    ) -> None:
        """`sentence_starts` are code points; `dates` are the date expressions, which no name runs into."""
        self.tokens = tokens
        self.hits = hits
        self.lines = lines
        self.size = len(tokens.words)
        self._sentences = [self.token_from(start) for start in sentence_starts] or [0]
        self._line_starts = [line.start for line in lines]
        self.dates: dict[int, tuple[int, Spanned]] = {}
        for date in dates:
            first = self.token_from(date.start)
            last = self.token_from(date.end)
            self.dates.setdefault(first, (last, date))

    def token_from(self, place: int) -> int:
        """The first token that begins at or behind a code point."""
        return bisect_right(self.tokens.starts, place - 1)

    def sentence_number(self, token: int) -> int:
        """The number of the sentence that a token stands in."""
        return bisect_right(self._sentences, token) - 1

    def sentence(self, token: int) -> tuple[int, int]:
        """First token of the sentence that a token stands in, and the token behind its last."""
        number = self.sentence_number(token)
        following = self._sentences[number + 1] if number + 1 < len(self._sentences) else self.size
        return self._sentences[number], following

    def line(self, token: int) -> Line | None:
        """The block that a token stands in."""
        number = bisect_right(self._line_starts, self.tokens.starts[token]) - 1
        return self.lines[number] if number >= 0 else None

    def at(self, category: str, token: int) -> Hit | None:
        """The phrase of a category that begins at a token."""
        return self.hits.at(category, token)

    def closing(self, token: int, limit: int) -> int | None:
        """The token that closes the quotation or bracket that opens at a token, before `limit`."""
        word = self.tokens.words[token]
        closer = ")" if word == "(" else OPENERS[word]
        for place in range(token + 1, limit):
            if self.tokens.words[place] == closer or (word == "“" and self.tokens.words[place] == '"'):
                return place
        return None

    def is_capital(self, token: int) -> bool:
        """Whether a token is there and begins with an upper-case letter."""
        return token < self.size and self.tokens.is_capital(token)

    def is_glued(self, token: int) -> bool:
        """Whether no white space stands before a token."""
        return token > 0 and self.tokens.starts[token] == self.tokens.ends[token - 1]


@dataclass(frozen=True, slots=True)
class _Whole:
    """A text that is one line."""

    kind: str
    start: int
    end: int


def doc_reading(doc: Doc) -> Reading:
    """The reading of a Doc in the pipeline, with the dates and the article that are on it; made once."""
    known: Reading | None = doc.user_data.get("reading")
    if known is None:
        article = doc.user_data.get("article")
        lines = article.blocks if article is not None else (_Whole("paragraph", 0, len(tokens(doc).text)),)
        known = reading(doc, doc.user_data.get("dates", ()), lines)
        doc.user_data["reading"] = known
    return known


def reading(doc: Doc, dates: Sequence[Spanned], lines: Sequence[Line]) -> Reading:
    """The reading of a Doc that the sentence and lexicon components have seen."""
    return Reading(tokens(doc), hits(doc), doc.user_data["sentence_starts"], lines, dates)

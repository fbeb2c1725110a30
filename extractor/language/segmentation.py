"""Words: underthesea's segmentation, as evidence. Nothing is gated by it.

A sentence is segmented when it is first asked about, so sentences without anything to find cost nothing.
"""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from extractor.language.tokens import tokens


class Words:
    """The word boundaries of a text, worked out sentence by sentence. Offsets are code points."""

    def __init__(self, text: str, starts: list[int]) -> None:
        """`starts` are the code points at which sentences begin."""
        self._text = text
        self._starts = starts
        self._known: dict[int, list[tuple[int, int]]] = {}

    def spans(self) -> list[tuple[int, int]]:
        """All words of the text, as (start, end)."""
        return [word for number in range(len(self._starts)) for word in self._segment(number)]

    def at(self, place: int) -> tuple[int, int] | None:
        """The word that covers a code point, or None in white space."""
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return None
        words = self._segment(number)
        index = bisect_right(words, (place, len(self._text))) - 1
        if index >= 0 and words[index][0] <= place < words[index][1]:
            return words[index]
        return None

    def is_word(self, start: int, end: int) -> bool:
        """Whether a word boundary stands at both ends of a span."""
        first, last = self.at(start), self.at(end - 1)
        return first is not None and last is not None and first[0] == start and last[1] == end

    def _segment(self, number: int) -> list[tuple[int, int]]:
        if number not in self._known:
            start = self._starts[number]
            end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
            self._known[number] = segment(self._text[start:end], start)
        return self._known[number]


def segment(text: str, offset: int = 0) -> list[tuple[int, int]]:
    """underthesea's words of a text as (start, end), moved by `offset`.

    underthesea gives strings and folds white space, so each of its syllables is looked up in the text again.
    """
    from underthesea import word_tokenize  # 1 s to import: on first use

    found: list[tuple[int, int]] = []
    place = 0
    for word in word_tokenize(text, use_token_normalize=False):
        parts = word.split()
        if not parts:
            continue
        start = text.find(parts[0], place)
        place = start
        for part in parts:
            place = text.index(part, place) + len(part)
        found.append((offset + start, offset + place))
    return found


def words(doc: Doc) -> Words:
    """The words of a Doc."""
    known: Words | None = doc.user_data.get("words")
    if known is None:
        known = Words(tokens(doc).text, doc.user_data["sentence_starts"])
        doc.user_data["words"] = known
    return known

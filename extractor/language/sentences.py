"""Sentences: an own splitter that knows the abbreviations, initials, clocks and dates of Vietnamese news."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.language.tokens import Tokens, norms_of

_ENDS = {".", "!", "?", "…"}
_CLOSERS = {"”", '"', "’", "'", ")", "]", "»"}
_LAST = _ENDS | _CLOSERS
_OPENERS = {"“", '"', "‘", "'", "(", "[", "«", "-", "–", "+", "*", "•"}


class SentenceSplitter:
    """Splits at full stops that end a sentence and at every line break.

    `abbreviations` are printed forms that end in a full stop ("TP.", "PGS.TS."); no sentence ends behind one
    unless the next line begins.
    """

    def __init__(self, abbreviations: Iterable[str]) -> None:
        self._abbreviations = {tuple(norms_of(form.rstrip("."))) for form in abbreviations}
        self._longest = max(map(len, self._abbreviations), default=0)

    def starts(self, found: Tokens) -> list[int]:
        """The numbers of the tokens that begin a sentence."""
        firsts = [0] if found.words else []
        text, words = found.text, found.words
        for token, (end, start) in enumerate(zip(found.ends, found.starts[1:], strict=False), 1):
            if start == end:
                continue
            if (words[token - 1] in _LAST and self._ends_before(found, token)) or "\n" in text[end:start]:
                firsts.append(token)
        return firsts

    def _ends_before(self, found: Tokens, token: int) -> bool:
        """Whether a sentence ends between a token and the one before it, white space standing between them."""
        last = token - 1
        while last > 0 and found.words[last] in _CLOSERS:
            last -= 1
        if found.words[last] not in _ENDS or not _opens(found, token):
            return False
        return found.words[last] != "." or not self._is_abbreviation(found, last)

    def _is_abbreviation(self, found: Tokens, stop: int) -> bool:
        """Whether the full stop at a token belongs to an abbreviation or an initial."""
        before = found.words[stop - 1] if stop else ""
        if len(before) == 1 and before.isupper() and found.ends[stop - 1] == found.starts[stop]:
            return True
        return any(
            tuple(found.norms[max(0, stop - size) : stop]) in self._abbreviations
            for size in range(1, self._longest + 1)
        )


def _opens(found: Tokens, token: int) -> bool:
    """Whether a token can begin a sentence: a capital, a figure, or a sign that opens something."""
    word = found.words[token]
    if word in _OPENERS:
        return True
    return word[0].isupper() or word[0].isdigit()

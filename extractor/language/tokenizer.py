"""The spaCy tokenizer: a Doc of syllables whose text is the given text, to the character."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.tokens import scan


class SyllableTokenizer:
    """Makes a Doc of `tokens.scan`; white space beyond one blank becomes tokens of its own."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        found = scan(text)
        words: list[str] = []
        spaces: list[bool] = []
        index: list[int] = []  # for each token of the Doc the token of the scan, or the next one for white space
        place = 0
        for number, (word, start, end) in enumerate(zip(found.words, found.starts, found.ends, strict=True)):
            if start == place + 1 and words and text[place] == " ":
                spaces[-1] = True  # the common case: one blank
            elif start > place:
                _gap(text[place:start], words, spaces)
                index += [number] * (len(words) - len(index))
            words.append(word)
            spaces.append(False)
            index.append(number)
            place = end
        _gap(text[place:], words, spaces)
        index += [len(found.words)] * (len(words) - len(index))
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data["tokens"] = found
        doc.user_data["token_index"] = index
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """The tokenizer has no state to save."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> SyllableTokenizer:
        return self


def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    """Note the white space before the next token: one blank belongs to the token before it."""
    if not gap:
        return
    if gap[0] == " " and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)

"""The spaCy Language of the project: syllables as tokens, own sentences, word segmentation on demand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from extractor import patterns
from extractor.language.sentences import SentenceSplitter
from extractor.language.tokenizer import SyllableTokenizer
from extractor.language.tokens import fold, tokens


@registry.tokenizers("trichtin.syllables.v1")
def _make_tokenizer() -> object:
    return lambda nlp: SyllableTokenizer(nlp.vocab)


class SentenceComponent:
    """The pipeline component: marks where sentences start."""

    def __init__(self, splitter: SentenceSplitter) -> None:
        self.splitter = splitter

    def __call__(self, doc: Doc) -> Doc:
        starts = set(self.splitter.starts(tokens(doc)))
        index = doc.user_data["token_index"]
        for number, token in enumerate(doc):
            token.is_sent_start = index[number] in starts and (number == 0 or index[number - 1] != index[number])
        return doc


@Language.factory("trichtin_sentences", assigns=["token.is_sent_start"], default_config={"folders": []})
def _make_sentences(nlp: Language, name: str, folders: Sequence[str]) -> SentenceComponent:
    rules = patterns.load(*map(Path, folders)).rules("abbreviation")
    return SentenceComponent(SentenceSplitter(form for rule in rules for form in rule.words))


def blank() -> Language:
    """A spaCy Language("vi") with the project's tokenizer and no components."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "trichtin.syllables.v1"}}})
    nlp.vocab.lex_attr_getters[spacy.attrs.NORM] = fold
    return nlp

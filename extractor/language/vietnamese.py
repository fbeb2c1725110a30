"""The spaCy Language of the project: syllables as tokens, own sentences, word segmentation on demand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy
import spacy
from spacy.attrs import NORM, SENT_START
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
        found = tokens(doc)
        firsts = self.splitter.starts(found)
        doc.user_data["sentence_starts"] = [found.starts[first] for first in firsts]
        starts = set(firsts)
        index = doc.user_data["token_index"]
        marks = numpy.full((len(doc), 1), -1, dtype="int64")
        for number, token in enumerate(index):
            if token in starts:
                starts.discard(token)
                marks[number] = 1
        # one call for the whole Doc: setting it token by token takes time quadratic in the length
        return doc.from_array([SENT_START], marks.astype("uint64"))


@Language.factory("trichtin_sentences", assigns=["token.is_sent_start"], default_config={"folders": []})
def _make_sentences(nlp: Language, name: str, folders: Sequence[str]) -> SentenceComponent:
    rules = patterns.load(*map(Path, folders)).rules("abbreviation")
    return SentenceComponent(SentenceSplitter(form for rule in rules for form in rule.words))


def blank() -> Language:
    """A spaCy Language("vi") with the project's tokenizer and no components."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "trichtin.syllables.v1"}}})
    nlp.vocab.lex_attr_getters[NORM] = fold
    return nlp

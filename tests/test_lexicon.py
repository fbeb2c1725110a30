"""The trie of phrases finds what spaCy's matcher finds."""

from __future__ import annotations

from pathlib import Path

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractor import patterns
from extractor.find.lexicon import Lexicon
from extractor.language.tokens import scan
from extractor.language.vietnamese import blank

SAMPLES = Path(__file__).parent.parent / "samples"


def test_the_same_phrases_as_spacys_matcher() -> None:
    known, nlp = patterns.load(), blank()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for rule in known.all_rules:
        if rule.words:
            matcher.add(rule.id, [Doc(nlp.vocab, words=scan(phrase).words) for phrase in rule.words])
    nlp.add_pipe("trichtin_sentences")
    lexicon = Lexicon(known)
    found = 0
    for number, page in enumerate(sorted(SAMPLES.glob("*/page.html"))):
        text = page.read_bytes().decode("utf-8", "replace")[:20_000]
        if number % 2:  # white space beyond one blank parts phrases
            text = " \n" + text.replace(" ", "  ", 50).replace("i ", "i\n") + "\t"
        doc = nlp(text)
        index = doc.user_data["token_index"]
        expected = sorted(
            (nlp.vocab.strings[key], index[start], index[end - 1] + 1) for key, start, end in matcher(doc)
        )
        assert sorted((hit.rule.id, hit.first, hit.last) for hit, _ in lexicon.judged(doc)) == expected
        found += len(expected)
    assert found > 1000

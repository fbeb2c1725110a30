"""One pass over the syllables for every phrase of `patterns/`.

All `words` of all rules are matched at once, case and tone placement folded. What a hit means is the business of
the components, which ask for the hits of their categories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extractor.language.segmentation import Words, words
from extractor.language.tokens import Tokens, scan, tokens
from extractor.language.vietnamese import blank
from extractor.patterns import Patterns, Rule, load


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a rule in a text: tokens `first` up to, not with, `last`; code points `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    rule: Rule


class Hits:
    """The hits in a text; of hits of one category that overlap, the longest from the left."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        grouped: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            grouped[hit.rule.category].append(hit)
        self._of = {category: _longest(found) for category, found in grouped.items()}

    def of(self, category: str) -> Sequence[Hit]:
        """The hits of a category, from left to right, none overlapping another."""
        return self._of.get(category, ())

    @cached_property
    def _at(self) -> dict[tuple[str, int], Hit]:
        return {(category, hit.first): hit for category, found in self._of.items() for hit in found}

    @cached_property
    def _until(self) -> dict[tuple[str, int], Hit]:
        return {(category, hit.last): hit for category, found in self._of.items() for hit in found}

    def at(self, category: str, token: int) -> Hit | None:
        """The hit of a category that begins at a token."""
        return self._at.get((category, token))

    def until(self, category: str, token: int) -> Hit | None:
        """The hit of a category that ends right before a token."""
        return self._until.get((category, token))


def _longest(hits: list[Hit]) -> list[Hit]:
    chosen: list[Hit] = []
    reached = -1
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last, hit.rule.id)):
        if hit.first >= reached:
            chosen.append(hit)
            reached = hit.last
    return chosen


class Lexicon:
    """All phrases of the rules that are matched by words."""

    def __init__(self, patterns: Patterns, nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self._needs: dict[int, _Needs] = {}
        for rule in patterns.all_rules:
            if rule.words:
                self._matcher.add(rule.id, [_phrase(phrase, nlp) for phrase in rule.words])
                self._needs[nlp.vocab.strings[rule.id]] = _Needs(rule)

    def find(self, doc: Doc) -> Hits:
        """The hits in a Doc of this project's tokenizer."""
        return Hits(hit for hit, stopped in self.judged(doc) if stopped is None)

    def judged(self, doc: Doc) -> Iterator[tuple[Hit, str | None]]:
        """Every phrase that stands in a Doc, with what its rule asks for in vain; None where the hit may stand."""
        found = tokens(doc)
        index = doc.user_data["token_index"]
        evidence = words(doc)
        for match_id, start, end in self._matcher(doc):
            needs = self._needs[match_id]
            first, last = index[start], index[end - 1] + 1
            hit = Hit(first, last, found.starts[first], found.ends[last - 1], needs.rule)
            yield hit, needs.missing(hit, found, evidence)


def _phrase(phrase: str, nlp: Language) -> Doc:
    """A phrase as a Doc without white space, so that "P. Chủ tịch" and "P.Chủ tịch" are one."""
    return Doc(nlp.vocab, words=scan(phrase).words)


class _Needs:
    """What a rule asks of its hits: case, a word boundary, and what may not stand beside them."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._case = rule.get("case")
        self._exact = frozenset(rule.words)
        self._not_before = [scan(phrase).norms for phrase in rule.all("not_before")]
        self._not_after = [scan(phrase).norms for phrase in rule.all("not_after")]
        self._boundary = rule.get("boundary") == "word"

    def missing(self, hit: Hit, found: Tokens, evidence: Words) -> str | None:
        """What keeps a hit from standing, in words; None where nothing does."""
        first = found.words[hit.first][0]
        if self._case == "capital" and not first.isupper():
            return "it must begin with a capital letter"
        if self._case == "lower" and not first.islower():
            return "it must begin with a small letter"
        if self._case == "exact" and found.text[hit.start : hit.end] not in self._exact:
            return "capital and small letters must be as the rule prints them"
        norms = found.norms
        for phrase in self._not_before:
            if norms[hit.last : hit.last + len(phrase)] == phrase:
                return f"{' '.join(phrase)!r} stands behind it"
        for phrase in self._not_after:
            if hit.first >= len(phrase) and norms[hit.first - len(phrase) : hit.first] == phrase:
                return f"{' '.join(phrase)!r} stands before it"
        if self._boundary and not evidence.is_word(hit.start, hit.end):
            return "it is a part of a longer word"
        return None


def hits(doc: Doc) -> Hits:
    """The hits that the lexicon component left on a Doc."""
    found: Hits = doc.user_data["hits"]
    return found


class LexiconComponent:
    """The pipeline component: leaves the hits on the Doc."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data["hits"] = self.lexicon.find(doc)
        return doc


def check_lexicon(patterns: Patterns) -> Callable[[str], list[tuple[str, int, int]]]:
    """What runs the examples of rules made of words: all hits in a text, as (rule id, start, end)."""
    nlp = blank()
    nlp.add_pipe("trichtin_sentences")
    lexicon = Lexicon(patterns, nlp)

    def find(text: str) -> list[tuple[str, int, int]]:
        found = lexicon.find(nlp(text))
        return [(hit.rule.id, hit.start, hit.end) for category in patterns.categories for hit in found.of(category)]

    return find


@Language.factory("trichtin_lexicon", default_config={"folders": []})
def _make_lexicon(nlp: Language, name: str, folders: Sequence[str]) -> LexiconComponent:
    return LexiconComponent(Lexicon(load(*map(Path, folders)), nlp))

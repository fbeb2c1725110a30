"""One pass over the syllables for every phrase of `patterns/`.

All `words` of all rules are matched at once, case and tone placement folded. What a hit means is the business of
the components, which ask for the hits of their categories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.segmentation import Words, words
from extractor.language.tokens import Tokens, norms_of, tokens
from extractor.language.vietnamese import blank
from extractor.patterns import Patterns, Rule, load


class Hit(NamedTuple):
    """A phrase of a rule in a text: tokens `first` up to, not with, `last`; code points `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    rule: Rule


_Match = tuple[int, int, "_Needs"]  # the first token, the one behind the last, and the rule with what it asks for


class Hits:
    """The hits in a text; of hits of one category that overlap, the longest from the left.

    What a rule asks of its hits is looked at when their category is first asked for; many never are.
    """

    def __init__(self, found: Tokens, matches: Mapping[str, Sequence[_Match]], judge: _Judge) -> None:
        self._tokens = found
        self._matches = matches
        self._judge = judge
        self._longest: dict[str, dict[int, Hit]] = {}  # each hit is one object, whoever asks for it
        self._chosen: dict[str, dict[int, Hit]] = {}
        self._of: dict[str, list[Hit]] = {}
        self._until: dict[str, dict[int, Hit]] = {}

    def of(self, category: str) -> Sequence[Hit]:
        """The hits of a category, from left to right, none overlapping another."""
        hits = self._of.get(category)
        if hits is None:
            self._of[category] = hits = list(self._choose(category).values())
        return hits

    def at(self, category: str, token: int) -> Hit | None:
        """The hit of a category that begins at a token."""
        chosen = self._chosen.get(category)
        return (self._choose(category) if chosen is None else chosen).get(token)

    def within(self, category: str, token: int) -> Hit | None:
        """The hit of a category that begins at a token, though a longer one that begins before may hold it."""
        return self._all(category).get(token)

    def until(self, category: str, token: int) -> Hit | None:
        """The hit of a category that ends right before a token."""
        known = self._until.get(category)
        if known is None:
            self._until[category] = known = {hit.last: hit for hit in self.of(category)}
        return known.get(token)

    def _choose(self, category: str) -> dict[int, Hit]:
        """The hits of a category by their first token, in the order of the text."""
        chosen = self._chosen.get(category)
        if chosen is None:
            self._chosen[category] = chosen = _apart(self._all(category))
        return chosen

    def _all(self, category: str) -> dict[int, Hit]:
        """The longest hit of a category from each token that one begins at."""
        longest = self._longest.get(category)
        if longest is None:
            best = _best(self._judge(self._matches.get(category, ())))
            starts, ends = self._tokens.starts, self._tokens.ends
            longest = {
                first: Hit(first, last, starts[first], ends[last - 1], rule) for first, (last, rule) in best.items()
            }
            self._longest[category] = longest
        return longest


def _best(hits: Iterable[tuple[int, int, Rule]]) -> dict[int, tuple[int, Rule]]:
    """Of the hits that begin at one token the longest."""
    best: dict[int, tuple[int, Rule]] = {}
    for first, last, rule in hits:
        other = best.get(first)
        if other is None or last > other[0] or (last == other[0] and rule.id < other[1].id):
            best[first] = last, rule
    return best


def _apart(longest: Mapping[int, Hit]) -> dict[int, Hit]:
    """Of the hits that overlap the first, in the order of the text."""
    chosen: dict[int, Hit] = {}
    reached = -1
    for first in sorted(longest):
        if first >= reached:
            chosen[first] = longest[first]
            reached = longest[first].last
    return chosen


class Lexicon:
    """All phrases of the rules that are matched by words, as a trie over folded tokens.

    "P. Chủ tịch" and "P.Chủ tịch" are one phrase: white space of one blank does not count. More of it parts phrases.
    """

    def __init__(self, patterns: Patterns) -> None:
        self._root = _Node()
        for rule in patterns.all_rules:
            needs = _Needs(rule)
            for phrase in rule.words:
                node = self._root
                for norm in norms_of(phrase):
                    node = node.next.setdefault(norm, _Node())
                if needs not in node.rules:
                    node.rules.append(needs)

    def find(self, doc: Doc) -> Hits:
        """The hits in a Doc of this project's tokenizer."""
        grouped: dict[str, list[_Match]] = defaultdict(list)
        for match in self._matches(doc):
            grouped[match[2].category].append(match)
        return Hits(tokens(doc), grouped, _Judge(doc))

    def judged(self, doc: Doc) -> Iterator[tuple[Hit, str | None]]:
        """Every phrase that stands in a Doc, with what its rule asks for in vain; None where the hit may stand."""
        found = tokens(doc)
        evidence = words(doc)
        for first, last, needs in self._matches(doc):
            hit = Hit(first, last, found.starts[first], found.ends[last - 1], needs.rule)
            yield hit, needs.missing(first, last, found, evidence)

    def _matches(self, doc: Doc) -> Iterator[_Match]:
        """Every phrase that stands in a Doc, from left to right, the shorter of those that begin together first."""
        parted = _parted(doc)
        begin = self._root.next
        steps = tokens(doc).norms
        for first, norm in enumerate(steps):
            node = begin.get(norm)
            last = first + 1
            while node is not None:
                for needs in node.rules:
                    yield first, last, needs
                if last == len(steps) or last in parted:
                    break
                node = node.next.get(steps[last])
                last += 1


class _Node:
    """A place in the trie: the rules one of whose phrases ends here, and where each next token leads."""

    __slots__ = ("next", "rules")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.rules: list[_Needs] = []


def _parted(doc: Doc) -> set[int]:
    """The tokens before which more than a blank stands: the Doc has tokens of white space there."""
    index = doc.user_data["token_index"]
    if len(index) == len(tokens(doc).words):
        return set()
    return {token for token, after in pairwise(index) if token == after}


class _Judge:
    """Keeps the matches in a Doc that may stand, as (first token, the one behind the last, rule)."""

    def __init__(self, doc: Doc) -> None:
        self._tokens = tokens(doc)
        self._words = words(doc)

    def __call__(self, matches: Iterable[_Match]) -> Iterator[tuple[int, int, Rule]]:
        for first, last, needs in matches:
            if not needs.any or needs.missing(first, last, self._tokens, self._words) is None:
                yield first, last, needs.rule


class _Needs:
    """What a rule asks of its hits: case, a word boundary, and what may not stand beside them."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.category = rule.category
        self._case = rule.get("case")
        self._exact = frozenset(rule.words)
        self._not_before = [norms_of(phrase) for phrase in rule.all("not_before")]
        self._not_after = [norms_of(phrase) for phrase in rule.all("not_after")]
        self._boundary = rule.get("boundary") == "word"
        self.any = bool(self._case or self._not_before or self._not_after or self._boundary)

    def missing(self, first: int, last: int, found: Tokens, evidence: Words) -> str | None:
        """What keeps a hit from standing, in words; None where nothing does."""
        letter = found.words[first][0]
        if self._case == "capital" and not letter.isupper():
            return "it must begin with a capital letter"
        if self._case == "lower" and not letter.islower():
            return "it must begin with a small letter"
        if self._case == "exact" and found.span(first, last) not in self._exact:
            return "capital and small letters must be as the rule prints them"
        norms = found.norms
        for phrase in self._not_before:
            if norms[last : last + len(phrase)] == phrase:
                return f"{' '.join(phrase)!r} stands behind it"
        for phrase in self._not_after:
            if first >= len(phrase) and norms[first - len(phrase) : first] == phrase:
                return f"{' '.join(phrase)!r} stands before it"
        if self._boundary and not evidence.is_word(found.starts[first], found.ends[last - 1]):
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
    lexicon = Lexicon(patterns)

    def find(text: str) -> list[tuple[str, int, int]]:
        found = lexicon.find(nlp(text))
        return [(hit.rule.id, hit.start, hit.end) for category in patterns.categories for hit in found.of(category)]

    return find


@Language.factory("trichtin_lexicon", default_config={"folders": []})
def _make_lexicon(nlp: Language, name: str, folders: Sequence[str]) -> LexiconComponent:
    return LexiconComponent(Lexicon(load(*map(Path, folders))))

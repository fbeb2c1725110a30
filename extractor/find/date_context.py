"""What words around figures say: that they are no date (streets, votes, documents), or whose date they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.find.date_text import FoldedText
from extractor.patterns import Patterns, Rule

_Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str, frozenset[str]]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a rule beside a date, in code points."""

    rule: str
    start: int
    end: int


class Context:
    """Looks up the words right before and right after a date."""

    def __init__(self, patterns: Patterns) -> None:
        rules = patterns.rules("date_not")
        self._before = _index(((rule, rule.all("before")) for rule in rules), last=True)
        self._after = _index(((rule, rule.all("after")) for rule in rules), last=False)
        joins = patterns.rules("date_joins")
        self.feasts = frozenset(word for rule in joins if rule.get("sign") == "feast" for word in rule.shapes)
        self.follow = frozenset(word for rule in joins if rule.get("sign") == "follow" for word in rule.shapes)

    def before(self, folded: FoldedText, place: int, kinds: Iterable[str]) -> Hit | None:
        """The words right before a code point that make one of `kinds` no date."""
        words = folded.words_before(place)
        if not words or folded[words[-1].end : place].strip(" :"):
            return None
        wanted = set(kinds)
        for phrase, rule, kinds_of in self._before.get(words[-1].text, ()):
            size = len(phrase)
            if size <= len(words) and not wanted.isdisjoint(kinds_of) and phrase == tuple(word.text for word in words[-size:]):
                return Hit(rule, words[-size].start, words[-1].end)
        return None

    def after(self, folded: FoldedText, place: int, kinds: Iterable[str]) -> Hit | None:
        """The words right behind a code point that make one of `kinds` no date."""
        words = folded.words_behind(place)
        if not words or folded[place : words[0].start].strip(" "):
            return None
        wanted = set(kinds)
        for phrase, rule, kinds_of in self._after.get(words[0].text, ()):
            size = len(phrase)
            if size <= len(words) and not wanted.isdisjoint(kinds_of) and phrase == tuple(word.text for word in words[:size]):
                return Hit(rule, words[0].start, words[size - 1].end)
        return None


def _index(rules: Iterable[tuple[Rule, Sequence[str]]], *, last: bool) -> _Phrases:
    """Phrases by their last or first word."""
    index: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = defaultdict(list)
    for rule, phrases in rules:
        kinds = frozenset(rule.all("of"))
        for phrase in phrases:
            words = tuple(phrase.lower().replace("/", " ").split())
            index[words[-1 if last else 0]].append((words, rule.id, kinds))
    return index

"""What words around figures say: that they are no date (streets, votes, documents), or whose date they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.find.date_pieces import Token
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

    def before(self, folded: str, tokens: Sequence[Token], token: int, start: int, kinds: Iterable[str]) -> Hit | None:
        """The words that end at `token`, right before code point `start`, and make one of `kinds` no date."""
        if token < 0 or folded[tokens[token][2] : start].strip(" :"):
            return None
        wanted = set(kinds)
        for words, rule, kinds_of in self._before.get(tokens[token][0], ()):
            first = token - len(words) + 1
            if first < 0 or wanted.isdisjoint(kinds_of):
                continue
            if all(tokens[first + number][0] == word for number, word in enumerate(words)):
                return Hit(rule, tokens[first][1], tokens[token][2])
        return None

    def after(self, folded: str, tokens: Sequence[Token], token: int, end: int, kinds: Iterable[str]) -> Hit | None:
        """The words that begin at `token`, right behind code point `end`, and make one of `kinds` no date."""
        if token >= len(tokens) or folded[end : tokens[token][1]].strip(" "):
            return None
        wanted = set(kinds)
        for words, rule, kinds_of in self._after.get(tokens[token][0], ()):
            if wanted.isdisjoint(kinds_of) or token + len(words) > len(tokens):
                continue
            if all(tokens[token + number][0] == word for number, word in enumerate(words)):
                return Hit(rule, tokens[token][1], tokens[token + len(words) - 1][2])
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

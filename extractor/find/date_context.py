"""What words around figures say: that they are no date (streets, votes, documents), or whose date they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.find.date_text import FoldedText, Word
from extractor.patterns import Patterns, Rule

_FIGURE = re.compile(r"\d")
_FIRST_WORD = re.compile(r"[ \u00a0]*([^\W\d_]+|\d+)")
_PAPER_REACH = 90  # from the word "Quyết định" over its number to its day
_HABIT_REACH = 60  # from "hằng năm" to the day
_FEAST_REACH = 40  # from the name of a feast to its day
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
        self._printed = {form: (rule.id, frozenset(rule.all("of"))) for rule in rules for form in rule.all("printed")}
        self._habits = [(rule.id, frozenset(rule.all("of")), _habit(rule)) for rule in rules if rule.all("habit")]
        feasts = patterns.rules("date_feasts")
        self._lunar = {day: (rule.id, _any_word(names)) for rule in feasts for day, names in _feast_days(rule)}
        joins = patterns.rules("date_joins")
        self._papers = [(rule.id, _paper(rule)) for rule in patterns.rules("date_role")]
        signing = (rule for rule in patterns.rules("date_role") if rule.get("role") == "signed")
        self._signing = frozenset(phrase.split()[-1] for rule in signing for phrase in rule.shapes)
        spoken = [rule for rule in joins if rule.get("sign") in ("feast", "follow")]
        self._speak_for = {shape.split()[-1]: rule.id for rule in spoken for shape in rule.shapes}
        self.feasts = _any_word(shape for rule in joins if rule.get("sign") == "feast" for shape in rule.shapes)
        self.follow = frozenset(word for rule in joins if rule.get("sign") == "follow" for word in rule.shapes)

    def printed(self, folded: FoldedText, start: int, end: int, kinds: set[str]) -> Hit | None:
        """Figures that are no date as they are printed."""
        rule, kinds_of = self._printed.get(folded[start:end], ("", frozenset()))
        return Hit(rule, start, end) if kinds & kinds_of else None

    def before(self, folded: FoldedText, place: int, kinds: set[str]) -> Hit | None:
        """The words right before a code point that make one of `kinds` no date."""
        last = folded.word_before(place)
        phrases = self._before.get(last[0].text) if last and last[1] != "," else None
        if last is None or phrases is None:
            return None
        words: list[Word] | None = None
        for phrase, rule, kinds_of in phrases:
            if kinds_of.isdisjoint(kinds):
                continue
            if len(phrase) == 1:
                return Hit(rule, last[0].start, last[0].end)
            words = words or folded.words_before(place)
            size = len(phrase)
            if size <= len(words) and phrase == tuple(word.text for word in words[-size:]):
                return Hit(rule, words[-size].start, words[-1].end)
        return None

    def after(self, folded: FoldedText, place: int, kinds: set[str]) -> Hit | None:
        """The words right behind a code point that make one of `kinds` no date."""
        first = _FIRST_WORD.match(folded, place)
        phrases = self._after.get(first[1]) if first else None
        if first is None or phrases is None:
            return None
        words: list[Word] | None = None
        for phrase, rule, kinds_of in phrases:
            if kinds_of.isdisjoint(kinds):
                continue
            if len(phrase) == 1:
                return Hit(rule, first.start(1), first.end(1))
            words = words or folded.words_behind(place)
            size = len(phrase)
            if size <= len(words) and phrase == tuple(word.text for word in words[:size]):
                return Hit(rule, words[0].start, words[size - 1].end)
        return None

    def yearly(self, folded: FoldedText, place: int, kinds: set[str]) -> Hit | None:
        """Words a little before a code point that say that a day without a year comes back: "hằng năm, cứ vào"."""
        for rule, kinds_of, pattern in self._habits:
            match = pattern.search(folded, max(0, place - _HABIT_REACH), place) if kinds & kinds_of else None
            if match is not None:
                return Hit(rule, match.start(1), match.end(1))
        return None

    def lunar_feast(self, folded: FoldedText, place: int, day: int, month: int) -> Hit | None:
        """The feast that a day before a code point is the lunar day of: "Giỗ Tổ Hùng Vương (10/3)"."""
        rule, names = self._lunar.get((day, month), ("", None))
        match = names.search(folded, max(0, place - _FEAST_REACH), place) if names else None
        return Hit(rule, match.start(), match.end()) if match else None

    def paper(self, folded: FoldedText, place: int) -> Hit | None:
        """The signed paper whose day stands at a code point."""
        start = max(0, place - _PAPER_REACH)
        last = folded.word_before(place)
        if (last is None or last[0].text not in self._signing) and not _FIGURE.search(folded, start, place):
            return None  # neither "ký" right before it nor the number of a paper
        for rule, pattern in self._papers:
            match = pattern.search(folded, start, place)
            if match is not None:
                return Hit(rule, match.start(1), match.end(1))
        return None

    def traces(self, folded: FoldedText, start: int, end: int) -> list[tuple[str, int, int]]:
        """The words around a date that speak for it, as (rule id, start, end): for checking examples."""
        words = (*folded.words_before(start), *folded.words_behind(end)[:1])
        found = [(self._speak_for[word.text], word.start, word.end) for word in words if word.text in self._speak_for]
        paper = self.paper(folded, start)
        near = max(0, start - _FEAST_REACH)
        for rule, names in self._lunar.values():
            found += [(rule, match.start(), match.end()) for match in names.finditer(folded, near, start)]
        return [*found, (paper.rule, paper.start, paper.end)] if paper else found


def _any_word(phrases: Iterable[str]) -> re.Pattern[str]:
    bodies = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(bodies, key=len, reverse=True))})(?!\w)")


def _feast_days(rule: Rule) -> Iterator[tuple[tuple[int, int], list[str]]]:
    """The days of a rule's feasts, (day, month), each with the names of its feasts."""
    names: dict[str, list[str]] = defaultdict(list)
    for form in rule.all("forms"):
        name, _, day = form.partition("=")
        names[day.strip()].append(name.strip())
    for printed, feasts in names.items():
        day, _, month = printed.partition("/")
        if not (day.isdecimal() and month.isdecimal()):
            raise rule.complain(f"{printed!r} is no day: a form is name = day/month")
        yield (int(day), int(month)), feasts


def _paper(rule: Rule) -> re.Pattern[str]:
    """A pattern for the name of a paper with its number up to a date, or for the verb right before the date."""
    phrases = (r"\s+".join(map(re.escape, shape.split())) for shape in rule.shapes)
    words = "|".join(sorted(phrases, key=len, reverse=True))
    if rule.get("role") == "signed":
        return re.compile(rf"(?<!\w)({words})\s*\Z")
    return re.compile(rf"(?<!\w)({words})(?!\w)(?=[^;,\0]*\d)(?:(?!ngày)[^;,\0]){{0,60}},?\s*\Z")


def _habit(rule: Rule) -> re.Pattern[str]:
    """A pattern for the words of a habit and a few words up to a date, none of which speaks of this time."""
    phrases = (r"\s+".join(map(re.escape, phrase.split())) for phrase in rule.all("habit"))
    few = r"(?:[ ,]+(?!(?:nay|này|lần|sau|trước)(?!\w))\w+){0,7}"
    return re.compile(rf"(?<!\w)({'|'.join(phrases)})(?!\w){few}[ ,]*\Z")


def _index(rules: Iterable[tuple[Rule, Sequence[str]]], *, last: bool) -> _Phrases:
    """Phrases by their last or first word."""
    index: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = defaultdict(list)
    for rule, phrases in rules:
        kinds = frozenset(rule.all("of"))
        for phrase in phrases:
            words = tuple(phrase.lower().replace("/", " ").split())
            index[words[-1 if last else 0]].append((words, rule.id, kinds))
    return index

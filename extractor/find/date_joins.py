"""What stands between the pieces of a date and in front of it: the connectives and lead words of `patterns/dates/`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.find.date_text import FoldedText, Word
from extractor.patterns import Patterns
from extractor.shapes import ShapeError, shape_regex

Sign = Literal["", "to", "dash", "slash", "and", "comma", "open", "bar", "beside"]
Lead = Literal["day", "moon", "time", "past", "weak", "birth", "stage"]
_CONTEXT_SIGNS = ("lead", "feast", "follow")  # read by other parts of the grammar, or below
_SIGNS: tuple[Sign, ...] = ("to", "dash", "slash", "and", "comma", "open", "bar", "beside")
_LEADS: tuple[Lead, ...] = ("day", "moon", "time", "past", "weak", "birth", "stage")
DAY_LEADS = frozenset(("day", "moon"))
LONGEST_GAP = 32
_MOST_LEADS = 6
_NO_LEADS: frozenset[str] = frozenset()
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Gap:
    """How two pieces hang together: the sign between them, and the lead words of the second one."""

    sign: Sign
    leads: frozenset[str]
    rule: str | None = None


class LeadIn(NamedTuple):
    """The words in front of a date: where those that belong to it start, what they are, where the first one and the
    nearest one start.
    """

    start: int
    leads: frozenset[str]
    outer: int
    nearest: int


class Joins:
    """Reads gaps and lead words."""

    def __init__(self, patterns: Patterns) -> None:
        rules = patterns.rules("date_joins")
        # by their last word: the words in front of it, what lead they are, and the rule
        self._leads: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        phrases: list[str] = []
        for rule in rules:
            if rule.get("sign") == "lead":
                if rule.get("lead") not in _LEADS:
                    raise rule.complain(f"`lead` is one of {', '.join(_LEADS)}")
                for phrase in rule.shapes:
                    phrases.append(r"\s+".join(map(re.escape, phrase.split())))
                    *front, last = phrase.split()
                    self._leads[last].append((tuple(front), rule.get("lead"), rule.id))
            elif rule.get("sign") not in (*_SIGNS, *_CONTEXT_SIGNS):
                raise rule.complain(f"`sign` is one of lead, {', '.join(_SIGNS)}")
        for ending in self._leads.values():
            ending.sort(key=lambda lead: -len(lead[0]))
        leads = "|".join(sorted(phrases, key=len, reverse=True))
        tail = rf"\s*(?P<leads>(?:(?:{leads}|\d{{1,2}}(?=\s+ngày))(?!\w)\s*)*)\Z"
        self._plain = re.compile(rf"\)?\s*{tail}")
        self._signed: list[tuple[re.Pattern[str], Sign, str]] = []
        for rule in rules:
            for shape in rule.shapes if rule.get("sign") not in _CONTEXT_SIGNS else ():
                try:
                    body = shape_regex(shape, {})
                except ShapeError as error:
                    raise rule.complain(str(error)) from None
                sign: Sign = next(name for name in _SIGNS if name == rule.get("sign"))
                self._signed.append((re.compile(rf"\)?\s*(?:{body}){tail}"), sign, rule.id))
        self.gap = lru_cache(maxsize=4096)(self._gap)

    def _gap(self, text: str) -> Gap | None:
        """What the folded text between two pieces says, None where it keeps them apart."""
        for pattern, sign, rule in self._signed:
            match = pattern.match(text)
            if match is not None:
                return Gap(sign, self._kinds(match["leads"]), rule)
        match = self._plain.match(text)
        return Gap("", self._kinds(match["leads"])) if match else None

    def between(self, folded: str, end: int, start: int) -> Gap | None:
        """The gap from code point `end` of a piece to `start` of the next."""
        if start - end > LONGEST_GAP:
            return None
        return self.gap(folded[end:start])

    def _kinds(self, words: str) -> frozenset[str]:
        """What the lead words between two pieces are."""
        tokens = words.split()
        return frozenset(lead for number in range(len(tokens)) for _, lead, _ in self._phrases(tokens[: number + 1]))

    def _phrases(self, words: Sequence[str]) -> list[tuple[int, str, str]]:
        """The lead words that the given words end with, as (how many, lead, rule), the longest first."""
        found = [
            (len(front) + 1, lead, rule)
            for front, lead, rule in self._leads.get(words[-1], ())
            if not front or tuple(words[-len(front) - 1 : -1]) == front
        ]
        return sorted(found, reverse=True)

    def leads(self, folded: FoldedText, place: int) -> bool:
        """Whether a lead word stands right before a place."""
        last = folded.word_before(place)
        return last is not None and last[0].text in self._leads

    def lead_in(self, folded: FoldedText, place: int) -> LeadIn:
        """The lead words right before a place."""
        kinds: set[str] = set()
        start = outer = nearest = place
        kept, first_is_day = True, False
        for _ in range(_MOST_LEADS):
            last = folded.word_before(outer)
            if last is None or (last[1] and not kinds):
                break
            first, kind = self._lead_that_ends(folded, last[0], counts=first_is_day)
            first_is_day = kind in DAY_LEADS
            if kind is None or (kind == "day" and kinds and not kinds & DAY_LEADS):
                break  # "trong ngày từ 30 độ" is no 30th day
            nearest = nearest if kinds else first
            outer = first
            kinds.add(kind)
            kept = kept and kind not in ("weak", "birth") and not last[1]
            if kept:
                start = outer
        return LeadIn(start, frozenset(kinds) if kinds else _NO_LEADS, outer, nearest)

    def _lead_that_ends(self, folded: FoldedText, last: Word, *, counts: bool) -> tuple[int, str | None]:
        """Where a lead begins that ends with a word, and what it is; with `counts` it may be a figure ("02 ngày")."""
        phrases = self._leads.get(last.text)
        if phrases is None:
            figure = counts and last.text.isdecimal() and len(last.text) <= 2 and self._may_count(folded, last.start)
            return last.start, "time" if figure else None
        for front, kind, _ in phrases:
            first = _phrase_start(folded, front, last.start)
            if first is not None:
                return first, kind
        return last.start, None

    def _may_count(self, folded: FoldedText, place: int) -> bool:
        """Whether a figure counts days: "trong 02 ngày", but not "Quyết định số 49 ngày"."""
        before = folded.word_before(place)
        if before is None:
            return folded[max(0, place - 2) : place].rstrip(" ")[-1:] in ("", "\0", "(")
        return before[1] != "" or before[0].text in self._leads

    def traces(self, folded: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """The connectives inside a date and the lead words in and right before it, as (rule id, start, end)."""
        found = []
        words: list[str] = []
        for match in _WORD.finditer(folded, max(0, start - LONGEST_GAP), end):
            words.append(match.group())
            found += [(rule, match.start(), match.end()) for _, _, rule in self._phrases(words)]
        for first in range(start, end):
            for last in range(first + 1, min(end, first + LONGEST_GAP) + 1):
                gap = self.gap(folded[first:last])
                if gap is not None and gap.rule:
                    found.append((gap.rule, first, last))
        return found


def _phrase_start(folded: FoldedText, front: Sequence[str], place: int) -> int | None:
    """Where the words begin that stand before a code point, if they do."""
    for wanted in reversed(front):
        before = folded.word_before(place)
        if before is None or before[1] or before[0].text != wanted:
            return None
        place = before[0].start
    return place

"""The page's part of `patterns/`, compiled: furniture, tails, boxes, dates, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.page.markup import Markup
from extractor.page.normalize import fold
from extractor.patterns import Patterns, Rule
from extractor.shapes import compile_shape, shape_regex

SLOTS: Mapping[str, str] = {
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    "month": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "year": r"(?:19|20)\d\d(?!\d)",
    "clock": r"\d{1,2}\s*(?::|h|g|giờ)\s*(?:\d{2})?(?::\d{2})?(?:\s*phút)?(?:\s*(?:am|pm|sa|ch)\b)?",
    "weekday": r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7]|chủ\s*nhật|cn|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!\w)",
    "zone": r"\(?(?:gmt|utc)\s*[+-]?\s*\d{0,2}(?::?\d{2})?\)?",
    "number": r"\d[\d.,]*(?:\s*[km]\b)?",
    "phone": r"[\d(+][\d .()+-]{7,}",
    "any": r".*",
    "short": r".{0,40}",
    "topic": r"(?:\s+(?:tại|về|của|trong|hoạt động|buổi|lễ|hội|đại hội|chương trình|sự kiện|tiêu biểu|khác|đẹp|nổi bật).{0,80})?",
    "social": r"(?:[\s,|/]*(?:facebook|twitter|zalo|email|e-mail|pinterest|linkedin|google\+|messenger|telegram|print|in|x|\d+))*",
}
_NAMED = re.compile(r"\(\?P<\w+>")
_EDGE = r"[\s:.…|]*"


class LineSet:
    """Rules that must match a whole line, by their words or shapes."""

    def __init__(self, rules: Iterable[Rule], slots: Mapping[str, str] = SLOTS) -> None:
        self._words: dict[str, str] = {}
        self._shapes: list[tuple[str, re.Pattern[str]]] = []
        bodies = []
        for rule in rules:
            self._words.update((fold(word), rule.id) for word in rule.words)
            for shape in rule.shapes:
                body = _NAMED.sub("(?:", shape_regex(shape, slots))
                bodies.append(body)
                self._shapes.append((rule.id, re.compile(f"{_EDGE}(?:{body}){_EDGE}\\Z", re.IGNORECASE)))
        union = "|".join(bodies) or r"(?!)"
        self._any = re.compile(f"{_EDGE}(?:{union}){_EDGE}\\Z", re.IGNORECASE)

    def match(self, text: str) -> str | None:
        """The id of the rule that the line matches, or None."""
        found = self._words.get(fold(text))
        if found is None and self._any.match(text):
            found = next((rule for rule, shape in self._shapes if shape.match(text)), None)
        return found


@dataclass(frozen=True, slots=True)
class PageRules:
    """All that the page's parts know of words."""

    furniture: LineSet
    tails: LineSet
    boxes: LineSet
    galleries: LineSet
    dates: Sequence[re.Pattern[str]]
    months: Mapping[str, int]
    date_label: re.Pattern[str]
    firm_date_label: re.Pattern[str]
    counter: re.Pattern[str]
    credit: re.Pattern[str]
    credit_roles: Mapping[str, tuple[str, ...]]
    desks: frozenset[str]
    affiliation: LineSet
    image_names: Sequence[re.Pattern[str]]
    markup: Markup
    meta: Mapping[str, str]


_compiled: dict[str, PageRules] = {}


def page_rules(patterns: Patterns) -> PageRules:
    """The compiled rules of these patterns, kept for the next page."""
    found = _compiled.get(patterns.fingerprint)
    if found is None:
        found = _compiled[patterns.fingerprint] = _compile(patterns)
    return found


def _compile(patterns: Patterns) -> PageRules:
    months = {
        fold(row["word"]): int(row["value"]) for rule in patterns.rules("page_month") for row in rule.rows
    }
    slots = {**SLOTS, "monthname": _choice(months)}
    labels = patterns.rules("page_date_label")
    firm = [word for rule in labels if rule.get("anywhere") for word in rule.words]
    counters = [_NAMED.sub("(?:", shape_regex(s, SLOTS)) for r in patterns.rules("page_counter") for s in r.shapes]
    roles = {fold(word): rule.all("role") for rule in patterns.rules("page_credit") for word in rule.words}
    return PageRules(
        furniture=LineSet([*patterns.rules("page_furniture"), *patterns.rules("page_counter")]),
        tails=LineSet(patterns.rules("page_tail")),
        boxes=LineSet(patterns.rules("page_box")),
        galleries=LineSet(patterns.rules("page_gallery")),
        dates=[compile_shape(s, slots) for r in patterns.rules("page_date") for s in r.shapes],
        months=months,
        date_label=_words([word for rule in labels for word in rule.words]),
        firm_date_label=_words(firm),
        counter=re.compile("|".join(counters) or r"(?!)", re.IGNORECASE),
        credit=_words([word for rule in patterns.rules("page_credit") for word in rule.words]),
        credit_roles=roles,
        desks=frozenset(fold(word) for rule in patterns.rules("page_desk") for word in rule.words),
        affiliation=LineSet(patterns.rules("page_affiliation")),
        image_names=[compile_shape(s, SLOTS, whole=True) for r in patterns.rules("page_image_name") for s in r.shapes],
        markup=Markup(patterns.rules("page_markup")),
        meta={word: rule.get("gives") for rule in patterns.rules("page_meta") for word in rule.words},
    )


def _choice(words: Iterable[str]) -> str:
    """A regular expression for one of the phrases, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<label>{_choice(words)})(?!\w)", re.IGNORECASE)

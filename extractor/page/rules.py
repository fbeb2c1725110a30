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
_WORD = re.compile(r"\w+")
_MAX_LINE = 220  # characters


class LineSet:
    """Rules that must match a whole line, by their words or shapes. A line longer than `_MAX_LINE` is none."""

    def __init__(self, rules: Iterable[Rule], slots: Mapping[str, str] = SLOTS) -> None:
        self._words: dict[str, Rule] = {}
        self._shapes: list[tuple[Rule, re.Pattern[str]]] = []
        bodies = []
        for rule in rules:
            for word in rule.words:
                self._words.setdefault(fold(word), rule)
            for shape in rule.shapes:
                bodies.append(unnamed(shape, slots))
                self._shapes.append((rule, _whole(bodies[-1])))
        self._any = _whole("|".join(bodies) or r"(?!)")

    def match(self, text: str) -> Rule | None:
        """The rule that the line matches, or None."""
        if len(text) > _MAX_LINE:
            return None
        lowered = text.lower()
        found = self._words.get(" ".join(_WORD.findall(lowered)))
        if found is None and self._any.match(lowered):
            found = next((rule for rule, shape in self._shapes if shape.match(lowered)), None)
        return found


def unnamed(shape: str, slots: Mapping[str, str]) -> str:
    """The regular expression of a shape without the names of its groups, for lower-case text."""
    return _NAMED.sub("(?:", shape_regex(shape.lower(), slots))


def _whole(body: str) -> re.Pattern[str]:
    # the text is put in lower case instead of ignoring case: `re` then skips a choice by its first letter
    return re.compile(f"{_EDGE}(?:{body}){_EDGE}\\Z")


@dataclass(frozen=True, slots=True, eq=False)
class PageRules:
    """All that the page's parts know of words."""

    lines: LineSet
    dates: Sequence[re.Pattern[str]]
    months: Mapping[str, int]
    date_label: re.Pattern[str]
    firm_date_label: re.Pattern[str]
    counter: re.Pattern[str]
    credit: re.Pattern[str]
    credit_roles: Mapping[str, tuple[str, ...]]
    desks: frozenset[str]
    affiliation: LineSet
    signature: LineSet
    image_names: Sequence[re.Pattern[str]]
    markup: Markup
    meta: Mapping[str, str]

    def judge(self, text: str) -> str:
        """What a whole line is by its words: a category of _LINES, or nothing known."""
        rule = self.lines.match(text)
        return rule.category if rule else ""


# what a whole line can be, the more telling first
_LINES = ("page_tail", "page_box", "page_gallery", "page_furniture", "page_counter")
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
    counters = [unnamed(shape, SLOTS) for rule in patterns.rules("page_counter") for shape in rule.shapes]
    roles = {fold(word): rule.all("role") for rule in patterns.rules("page_credit") for word in rule.words}
    return PageRules(
        lines=LineSet([rule for category in _LINES for rule in patterns.rules(category)]),
        dates=[compile_shape(s, slots) for r in patterns.rules("page_date") for s in r.shapes],
        months=months,
        date_label=_words([word for rule in labels for word in rule.words]),
        firm_date_label=_words(firm),
        counter=re.compile("|".join(counters) or r"(?!)"),
        credit=_words([word for rule in patterns.rules("page_credit") for word in rule.words]),
        credit_roles=roles,
        desks=frozenset(fold(word) for rule in patterns.rules("page_desk") for word in rule.words),
        affiliation=LineSet(patterns.rules("page_affiliation")),
        signature=LineSet(patterns.rules("page_signature")),
        image_names=[compile_shape(s, SLOTS, whole=True) for r in patterns.rules("page_image_name") for s in r.shapes],
        markup=Markup(patterns.rules("page_markup")),
        meta={word: rule.get("gives") for rule in patterns.rules("page_meta") for word in rule.words},
    )


def _choice(words: Iterable[str]) -> str:
    """A regular expression for one of the phrases, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


def _words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for one of the phrases, over text in lower case."""
    lowered = [word.lower() for word in words]
    first = "".join(sorted({re.escape(word[0]) for word in lowered}))
    return re.compile(rf"(?<!\w)(?=[{first}])(?P<label>{_choice(lowered)})(?!\w)")

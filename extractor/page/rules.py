"""The page's part of `patterns/`, compiled: furniture, tails, boxes, dates, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.page.markup import Markup
from extractor.page.normalize import fold
from extractor.patterns import Patterns, Rule
from extractor.shapes import compile_shape, shape_regex

# slots that hold no words; the others are filled from `patterns/page/words.yaml`
_SIGNS: Mapping[str, str] = {
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    "month": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "year": r"(?:19|20)\d\d(?!\d)",
    "clock": r"\d{1,2}\s*(?::|h|g|giờ)\s*(?:\d{2})?(?::\d{2})?(?:\s*phút)?(?:\s*(?:am|pm|sa|ch)\b)?",
    "zone": r"\(?(?:gmt|utc)\s*[+-]?\s*\d{0,2}(?::?\d{2})?\)?",
    "number": r"\d[\d.,]*(?:\s*[km]\b)?",
    "phone": r"[\d(+][\d .()+-]{7,}",
    "any": r".*",
    "short": r".{0,40}",
    "web": r"\S{4,}",
}
_NAMED = re.compile(r"\(\?P<\w+>")
_EDGE = r"[\s:.…|]*"
_WORD = re.compile(r"\w+")
_MAX_LINE = 220  # characters
_MAX_BAR = 120


class LineSet:
    """Rules that must match a whole line, by their words or shapes. A line longer than `_MAX_LINE` is none."""

    def __init__(self, rules: Iterable[Rule], slots: Mapping[str, str]) -> None:
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
    around: re.Pattern[str]
    agenda: re.Pattern[str]
    credit: re.Pattern[str]
    photo: re.Pattern[str]
    credit_roles: Mapping[str, tuple[str, ...]]
    silent_credits: frozenset[str]
    desk: LineSet
    office: LineSet
    affiliation: LineSet
    signature: LineSet
    image_names: Sequence[re.Pattern[str]]
    markup: Markup
    meta: Mapping[str, str]
    sites: Sequence[Rule]

    def judge(self, text: str) -> str:
        """What a whole line is by its words: a category of _LINES, or nothing known."""
        rule = self.lines.match(text)
        if rule is None and len(text) <= _MAX_BAR:
            rest = self.counter.sub(" ", text.lower())
            if rest != text.lower() and (not any(map(str.isalnum, rest)) or self.lines.match(rest)):
                return "page_counter"  # a bar of counters and buttons
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


def slots_of(patterns: Patterns) -> dict[str, str]:
    """The slots of the page's shapes as regular expressions."""
    slots = dict(_SIGNS)
    for rule in patterns.rules("page_word"):
        slots[rule.get("slot")] = choice(rule.words) + r"(?!\w)"
    slots["monthname"] = choice(fold(word) for rule in patterns.rules("page_month") for word in rule.words)
    slots["networks"] = rf"(?:[\s,|/]*(?:{slots['network']}|\d+))*"
    return slots


def _compile(patterns: Patterns) -> PageRules:
    slots = slots_of(patterns)
    labels = patterns.rules("page_date_label")
    credits = patterns.rules("page_credit")
    counters = [unnamed(shape, slots) for rule in patterns.rules("page_counter") for shape in rule.shapes]
    photos = choice(word for rule in credits if rule.all("role") == ("photo",) for word in rule.words)

    def lines(*categories: str) -> LineSet:
        return LineSet([rule for category in categories for rule in patterns.rules(category)], slots)

    return PageRules(
        lines=lines(*_LINES),
        affiliation=lines("page_affiliation"),
        signature=lines("page_signature"),
        dates=[compile_shape(shape, slots) for rule in patterns.rules("page_date") for shape in rule.shapes],
        months={fold(row["word"]): int(row["value"]) for rule in patterns.rules("page_month") for row in rule.rows},
        date_label=label_pattern(word for rule in labels for word in rule.words),
        firm_date_label=label_pattern(word for rule in labels if rule.get("anywhere") for word in rule.words),
        counter=re.compile("|".join(counters) or r"(?!)"),
        around=re.compile(rf"{slots['zone']}|{slots['clock']}|(?<!\w){slots['weekday']}"),
        agenda=re.compile(rf"[\W\d]*{slots['agenda']}\s*:"),
        credit=label_pattern(word for rule in credits for word in rule.words),
        photo=re.compile(rf"(?<!\w)\(?(?:{photos})\s*[:：]\s*(?P<name>[^:]{{2,60}}?)\)?[.\s]*\Z", re.IGNORECASE),
        credit_roles={fold(word): rule.all("role") for rule in credits for word in rule.words},
        silent_credits=frozenset(fold(word) for rule in credits if rule.get("silent") for word in rule.words),
        desk=lines("page_desk"),
        office=lines("page_office"),
        image_names=[
            compile_shape(shape, slots, whole=True)
            for rule in patterns.rules("page_image_name")
            for shape in rule.shapes
        ],
        markup=Markup(patterns.rules("page_markup")),
        sites=patterns.rules("page_site"),
        meta={word: rule.get("gives") for rule in patterns.rules("page_meta") for word in rule.words},
    )


def choice(words: Iterable[str]) -> str:
    """A regular expression for one of the phrases, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.lower().split())) for word in ordered) + ")"


def label_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for one of the phrases, over text in lower case."""
    lowered = [word.lower() for word in words]
    first = "".join(sorted({re.escape(word[0]) for word in lowered}))
    return re.compile(rf"(?<!\w)(?=[{first}])(?P<label>{choice(lowered)})(?!\w)")

"""Checks the examples of the page's rules: each finds in a plain text what its rule finds in a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from extractor.page.markup import Markup
from extractor.page.rules import LineSet, label_pattern, slots_of, unnamed
from extractor.page.sites import site_of
from extractor.patterns import Patterns, Rule
from extractor.shapes import compile_shape

Found = tuple[str, int, int]
Finder = Callable[[str], Iterator[tuple[int, int]]]

_LINES = frozenset(
    [
        "page_furniture",
        "page_tail",
        "page_box",
        "page_gallery",
        "page_desk",
        "page_office",
        "page_affiliation",
        "page_signature",
    ]
)
_NAMES = re.compile(r"(?:class|id|name|property|itemprop)\s*=\s*\"([^\"]*)\"")


def checker(patterns: Patterns) -> Callable[[str], list[Found]]:
    """A function that gives what the rules of the categories checked by `page` find in a text."""
    slots = slots_of(patterns)
    finders = [(rule.id, _finder(rule, slots)) for rule in patterns.checked_by("page")]

    def find(text: str) -> list[Found]:
        return [(rule_id, start, end) for rule_id, finder in finders for start, end in finder(text)]

    return find


def _finder(rule: Rule, slots: Mapping[str, str]) -> Finder:
    if rule.category in _LINES:
        lines = LineSet([rule], slots)
        return lambda text: iter([(0, len(text))] if lines.match(text) else [])
    if rule.category in ("page_date", "page_image_name"):
        whole = rule.category == "page_image_name"
        shapes = [compile_shape(shape, slots, whole=whole) for shape in rule.shapes]
        return lambda text: (match.span() for shape in shapes for match in shape.finditer(text))
    if rule.category == "page_markup":
        return _markup(rule)
    if rule.category == "page_meta":
        return _meta(rule)
    if rule.category == "page_site":
        return lambda text: iter([(0, len(text))] if site_of(text, None, [rule]) else [])
    if rule.category == "page_counter":
        pattern = re.compile("|".join(unnamed(shape, slots) for shape in rule.shapes))
    else:
        pattern = label_pattern(rule.words)
    return lambda text: (match.span() for match in pattern.finditer(text.lower()))


def _markup(rule: Rule) -> Finder:
    markup = Markup([rule])

    def find(text: str) -> Iterator[tuple[int, int]]:
        for match in _NAMES.finditer(text):
            if rule.get("role") in markup.roles(match[0]):
                yield match.span(1)

    return find


def _meta(rule: Rule) -> Finder:
    words = frozenset(rule.words)
    return lambda text: (match.span(1) for match in _NAMES.finditer(text) if match[1].lower() in words)

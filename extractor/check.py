"""Runs the examples that every rule of patterns/ carries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from extractor.errors import PatternError
from extractor.find import CHECKERS as FIND_CHECKERS
from extractor.link import CHECKERS as LINK_CHECKERS
from extractor.page import CHECKERS as PAGE_CHECKERS
from extractor.patterns import Patterns, Rule

# finds in a plain text, and gives what it found as (rule id, start, end)
Checker = Callable[[str], list[tuple[str, int, int]]]
CHECKERS: Mapping[str, Callable[[Patterns], Checker]] = {**PAGE_CHECKERS, **FIND_CHECKERS, **LINK_CHECKERS}

_MARKED = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that its rule does not keep."""

    rule: Rule
    example: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule.file}:{self.rule.line}: rule {self.rule.id}: {self.what}: {self.example!r}"


def check_examples(patterns: Patterns) -> Iterator[Failure]:
    """Every example of every rule that fails. Raises PatternError for a category that nothing checks."""
    for name in sorted({category.checked_by for category in patterns.categories.values()}):
        rules = list(patterns.checked_by(name))
        if not rules:
            continue
        if name not in CHECKERS:
            raise PatternError(f"no component is called {name!r}", hint=f"known are: {', '.join(sorted(CHECKERS))}")
        find = CHECKERS[name](patterns)
        for rule in rules:
            yield from _check(rule, find)


def _check(rule: Rule, find: Checker) -> Iterator[Failure]:
    for example in rule.yes:
        text, marked = unmark(example)
        spans = [(start, end) for rule_id, start, end in find(text) if rule_id == rule.id]
        if not spans:
            taken = sorted({other for other, start, end in find(text) if _overlaps(start, end, marked)})
            by = f" (found there: {', '.join(taken)})" if marked and taken else ""
            yield Failure(rule, example, f"does not match its own example{by}")
        elif not all(_overlaps(first, last, spans) for first, last in marked):
            yield Failure(rule, example, "matches its example at other words than those in brackets")
    for example in rule.no:
        text, _ = unmark(example)
        if any(rule_id == rule.id for rule_id, _, _ in find(text)):
            yield Failure(rule, example, "matches what it must not")


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in spans)


def unmark(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The plain text of an example, and the spans that square brackets marked in it.

    >>> unmark("[Ông] An")
    ('Ông An', [(0, 3)])
    """
    spans: list[tuple[int, int]] = []
    parts: list[str] = []
    place = size = 0
    for match in _MARKED.finditer(example):
        before = example[place : match.start()]
        parts += [before, match[1]]
        spans.append((size + len(before), size + len(before) + len(match[1])))
        size = spans[-1][1]
        place = match.end()
    parts.append(example[place:])
    return "".join(parts), spans

"""Chooses the article's title among the lines over its text, with what the page's head calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.page.dateline import read_date_line
from extractor.page.kinds import is_prose
from extractor.page.lines import Line
from extractor.page.normalize import fold
from extractor.page.region import same_title
from extractor.page.rules import PageRules

_WEIGHTS = {"h1": 5.0, "h2": 3.0, "h3": 2.0, "h4": 1.0, "h5": 0.5}
_SUFFIX = re.compile(r"\s+(?:[-–—|»•:]|::)\s+")
_MAX_LENGTH = 350


def choose_title(
    lines: Sequence[Line], named: Sequence[str], rules: PageRules, *, alone: bool
) -> tuple[str | None, int | None]:
    """The title and the number of the line that prints it, None where it stands only in the head.

    `named` are the titles of the page's head; `alone`: the page has a single h1.
    """
    keys = [fold(name) for name in named if len(name.split()) >= 3]
    first = next((i for i, line in enumerate(lines) if _is_text(line, keys)), len(lines))
    best: tuple[float, int] | None = None
    for number, line in enumerate(lines[: first + 1]):
        score = _score(line, keys, rules, alone)
        if score is None or (number == first and score < 5) or (is_prose(line) and not _is_title(line, keys)):
            continue
        score -= 0.35 * (first - number)
        if best is None or score >= best[0]:
            best = (score, number)
    if best is not None:
        return lines[best[1]].text, best[1]
    return (without_site(named[0]) if named else None), None


def _is_text(line: Line, keys: Sequence[str]) -> bool:
    return line.zone == "body" and is_prose(line) and not _is_title(line, keys)


def _is_title(line: Line, keys: Sequence[str]) -> bool:
    return any(same_title(fold(line.text), key) for key in keys) or line.tag == "h1" or "title" in line.roles


def _score(line: Line, keys: Sequence[str], rules: PageRules, alone: bool) -> float | None:
    """How much a line looks like the title; None where it cannot be it. `alone`: the page has one h1."""
    text = line.text
    if len(text) > _MAX_LENGTH or line.kind in ("caption", "table_row", "byline"):
        return None
    if rules.judge(text) not in ("", "page_gallery"):
        return None
    if line.zone == "tail" or (line.noisy and line.tag != "h1") or read_date_line(text, rules):
        return None
    words = len(text.split())
    score = _WEIGHTS.get(line.tag, 1.5 * ("title" in line.roles)) + line.strong + 0.15 * min(words, 14)
    if line.tag == "h1" and not alone:
        score -= 2
    key = fold(text)
    if any(same_title(key, name) for name in keys):
        score += 6
    score += 2 if words >= 5 else -2
    score -= 2 * line.linked if line.tag != "h1" else 0
    score -= 1.5 * text.endswith((".", ";", ":")) + 2 * ("lead" in line.roles) + 2 * (line.kind == "list_item")
    return score


def without_site(name: str) -> str:
    """A title of the page's head without the site's name behind (or before) it."""
    parts = _SUFFIX.split(name)
    return max(parts, key=len) if len(parts) > 1 else name

"""Pages that list several announcements, each a linked title with its lead, are no article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.page.kinds import SENTENCE_END
from extractor.page.lines import Line
from extractor.page.rules import PageRules
from extractor.page.tags import HEADINGS

_ITEMS = 3  # so many items make a listing
_TITLE_WORDS = 4
_LEAD = 40  # characters of text that a lead has at least
_TEXT = 90  # characters of a line that is no title
_BEFORE = 250  # characters of text; what stands behind so much is no listing's
_LONGEST = 900  # characters of text; a longer item is an article with links in it


def listed_items(lines: Sequence[Line], rules: PageRules) -> list[list[Line]]:
    """The items of a listing, each its title's line and those of its lead; none where the page is no listing."""
    items: list[list[Line]] = []
    before = 0
    for line in lines:
        if line.zone == "tail" or line.noisy:
            continue
        if _is_entry(line):
            items.append([line])
        elif items and (line.linked < 0.5 or _is_text(line)):
            items[-1].append(replace(line, linked=0.0))
        elif not items:
            before += len(line.text) if _is_text(line) and line.linked < 0.5 else 0
        if rules.judge(line.text) == "page_tail":
            break
    if before > _BEFORE:
        return []
    if items and _length(items[-1]) > _LONGEST:
        return []
    led = [item for item in items if _LEAD <= _length(item) <= _LONGEST]
    too_long = any(_length(item) > _LONGEST for item in items)
    return led if len(led) >= _ITEMS and not too_long and len(led) * 2 > len(items) else []


def _is_entry(line: Line) -> bool:
    if line.linked <= 0.9 or line.kind in ("caption", "table_row"):
        return False
    return len(line.text.split()) >= _TITLE_WORDS and (line.tag in HEADINGS or not _is_text(line))


def _is_text(line: Line) -> bool:
    """Whether a line is a sentence by its length and end; a card of a listing may be one link as a whole."""
    return len(line.text) >= _TEXT and SENTENCE_END.search(line.text) is not None


def _length(item: Sequence[Line]) -> int:
    """The characters of an item's text behind its title."""
    return sum(len(line.text) for line in item[1:])

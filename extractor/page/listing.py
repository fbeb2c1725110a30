"""Pages that list several announcements, each a linked title with its lead, are no article."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.page.lines import Line

_ITEMS = 3  # so many items make a listing
_TITLE_WORDS = 4
_LEAD = 40  # characters of text that a lead has at least
_LONGEST = 900  # characters of text; a longer item is an article with links in it


def listed_items(lines: Sequence[Line]) -> list[list[Line]]:
    """The items of a listing, each its title's line and those of its lead; none where the page is no listing."""
    items: list[list[Line]] = []
    for line in lines:
        if line.zone == "tail" or line.noisy:
            continue
        if _is_entry(line):
            items.append([line])
        elif items and line.linked < 0.5:
            items[-1].append(line)
    if items and _length(items[-1]) > _LONGEST:
        return []
    led = [item for item in items if _LEAD <= _length(item) <= _LONGEST]
    too_long = any(_length(item) > _LONGEST for item in items)
    return led if len(led) >= _ITEMS and not too_long and len(led) * 2 > len(items) else []


def _is_entry(line: Line) -> bool:
    return line.linked > 0.9 and len(line.text.split()) >= _TITLE_WORDS and line.kind not in ("caption", "table_row")


def _length(item: Sequence[Line]) -> int:
    """The characters of an item's text behind its title."""
    return sum(len(line.text) for line in item[1:])

"""Plain text as a draft: the first line is the title, every other line a block."""

from __future__ import annotations

import re

from extractor.page.dateline import day_in_url
from extractor.page.decode import find_repair
from extractor.page.draft import Draft
from extractor.page.lines import Line
from extractor.page.normalize import clean
from extractor.page.rules import PageRules
from extractor.page.sorting import sort_lines
from extractor.record import Notice

_MOST_TEXT = 2_000_000  # characters that are looked at
_LONGEST_TITLE = 400
_LONGEST_CELL = 150  # of a row whose cells stand apart by tabs
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_FIRST = re.compile(r"\S")


def read_plain(source: str, rules: PageRules, url: str | None) -> Draft:
    """Read a text: title, date line, body and byline."""
    draft = Draft("text/plain", source[:_MOST_TEXT], url=url)
    if len(source) > _MOST_TEXT:
        draft.notices.append(Notice(code="truncated", message="the text is too large: its end was left out"))
    found = find_repair(_LINE.findall(source[:100_000]))
    lines = []
    for match in _LINE.finditer(draft.source):
        printed = found.repair(match[0]) if found else match[0]
        cells = [cell for part in printed.split("\t") if (cell := clean(part))]
        first = _FIRST.search(match[0])
        if cells and first:
            row = len(cells) > 1 and max(map(len, cells)) <= _LONGEST_CELL
            text = (" | " if row else " ").join(cells)
            lines.append(Line(text, match.start() + first.start(), kind="table_row" if row else "paragraph"))
    if found:
        draft.inner = found.name
    if not lines:
        return draft
    if len(lines[0].text) <= _LONGEST_TITLE:
        draft.title_line = lines.pop(0)
        draft.title = draft.title_line.text.rstrip(" |")
    draft.sorted = read = sort_lines(lines, rules, draft.title)
    draft.days = [
        ("date_line", read.day or read.firm_day),
        ("url", day_in_url(url) if url else None),
        ("image_name", read.image_day),
    ]
    return draft

"""Plain text as an article: the first line is the title, every other line a block."""

from __future__ import annotations

import re

from extractor.page.lines import Line
from extractor.page.normalize import clean

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_FIRST = re.compile(r"\S")


def text_lines(source: str) -> list[Line]:
    """The lines of a text that hold anything, with their offsets in it."""
    lines = []
    for match in _LINE.finditer(source):
        text = clean(match[0])
        first = _FIRST.search(match[0])
        if text and first:
            lines.append(Line(text, match.start() + first.start()))
    return lines

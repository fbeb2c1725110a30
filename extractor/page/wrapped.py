"""Lines that were broken to fit a page's width, as converters from PDF and old mail print them, joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.page.lines import Line

_LEAST = 40  # characters; a shorter line was not broken by its width
_MOST = 160  # characters; no page is set wider
_BROKEN = 5  # so many sentences that go on in the next line tell that lines were broken
_SHARE = 0.35  # and this share of all pairs of lines
_SENTENCE_END = re.compile(r"[.!?…:;][”\"’)\]]*\Z")
_BULLET = re.compile(r"(?:[-–—+•*▪■●○◦►✓✔]|\d{1,2}[.)]|[a-zđ][.)])\s*\S")


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """The lines with broken ones joined, where the page breaks sentences by its width; else as they are."""
    plain = [line for line in lines if _is_plain(line)]
    pairs = [(line, after) for line, after in pairwise(plain) if len(line.text) >= _LEAST]
    broken = sum(_goes_on(line, after) for line, after in pairs)
    if broken < _BROKEN or broken < _SHARE * len(pairs):
        return list(lines)
    widths = sorted(len(line.text) for line in plain)
    width = widths[len(widths) * 9 // 10]
    joined: list[Line] = []
    pieces: list[str] = []  # of the last line that was joined
    last: Line | None = None  # the printed line before
    for line in lines:
        if last is not None and _is_plain(line) and _belongs(last, line, width):
            pieces.append(line.text)
        else:
            if len(pieces) > 1:
                joined[-1].text = " ".join(pieces)
            joined.append(replace(line))
            pieces = [line.text]
        last = line if _is_plain(line) else None
    if len(pieces) > 1:
        joined[-1].text = " ".join(pieces)
    return joined


def _is_plain(line: Line) -> bool:
    return line.kind == "paragraph" and len(line.text) <= _MOST and line.linked < 0.5


def _goes_on(line: Line, after: Line) -> bool:
    return _SENTENCE_END.search(line.text) is None and after.text[0].islower()


def _belongs(last: Line, line: Line, width: int) -> bool:
    """Whether a line goes on with the one printed before."""
    if (last.strong > 0.7) != (line.strong > 0.7) or _BULLET.match(line.text):
        return False
    if _SENTENCE_END.search(last.text) is None and line.text[0].islower():
        return True
    # a line ends before the width only where the next word found no room, or where its paragraph ends
    printed = len(last.text)
    return printed >= _LEAST and printed + 1 + len(line.text.split()[0]) > width

"""Facts marked in a text: overlapping marks as nested elements.

All offsets are Unicode code points, half-open; they are worked out here and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from extractor.record import Span
from extractor.review.state import Item

DEEPEST = 4  # levels of underlines that a line has room for


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that a fact quotes; `kind` is the field, or `positions` for the posts that people hold."""

    start: int
    end: int
    kind: str
    key: str
    state: str
    title: str


def marks_of(items: Iterable[Item], title: Callable[[Item], str] = lambda item: item.head) -> list[Mark]:
    """The marks of all facts but those of the article as a whole."""
    marks = []
    for item in items:
        if item.field == "article":
            continue
        for start, end in item.spans:
            marks.append(Mark(start, end, item.field, item.key, item.state, title(item)))
        for start, end in item.found.held if item.found else ():
            marks.append(Mark(start, end, "positions", item.key, item.state, title(item)))
    return list(dict.fromkeys(marks))


def marked(text: str, start: int, end: int, marks: Iterable[Mark], leaf: Callable[[int, int], Markup]) -> Markup:
    """`text[start:end]` with the marks in it as nested elements; `leaf` gives the text of a stretch between edges.

    Where two marks cross, the shorter one is cut in two. Each element says by a class how many are inside it, so
    that their underlines stand one below the other.
    """
    rows = list(_rows(start, end, marks))
    levels: dict[Mark, int] = {}
    for _, _, row in rows:
        for level, mark in enumerate(reversed(row)):
            levels[mark] = max(levels.get(mark, 0), level)
    parts: list[Markup] = []
    opened: list[Mark] = []
    for left, right, row in rows:
        shared = _shared(opened, row)
        parts += [Markup("</mark>")] * (len(opened) - shared)
        parts += [_open(mark, min(levels[mark], DEEPEST - 1)) for mark in row[shared:]]
        parts.append(leaf(left, right))
        opened = row
    parts += [Markup("</mark>")] * len(opened)
    return Markup("").join(parts)


def by_block(blocks: Sequence[Span], marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks that touch each of the blocks, which are in order."""
    starts = [block.start for block in blocks]
    found: list[list[Mark]] = [[] for _ in blocks]
    for mark in marks:
        at = max(0, bisect_right(starts, mark.start) - 1)
        while at < len(blocks) and blocks[at].start < mark.end:
            if mark.start < blocks[at].end:
                found[at].append(mark)
            at += 1
    return found


def text_leaf(text: str) -> Callable[[int, int], Markup]:
    """Leaves that say where they stand, so that selected words can be found again."""
    return lambda left, right: Markup('<span data-at="{}">{}</span>').format(left, text[left:right])


def _rows(start: int, end: int, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """The stretches between the edges of marks, each with the marks over it, the outermost first."""
    waiting = sorted((mark for mark in marks if mark.start < end and start < mark.end), key=lambda mark: -mark.start)
    inner = {edge for mark in waiting for edge in (mark.start, mark.end) if start < edge < end}
    over: list[Mark] = []
    for left, right in pairwise(sorted({start, end, *inner})):
        over = [mark for mark in over if mark.end > left]
        while waiting and waiting[-1].start <= left:
            over.append(waiting.pop())
        over.sort(key=_outer_first)
        yield left, right, list(over)


def _open(mark: Mark, level: int) -> Markup:
    classes = f"m m-{mark.kind} s-{mark.state} h{level}"
    return Markup('<mark class="{}" data-fact="{}" title="{}">').format(classes, mark.key, escape(mark.title))


def _outer_first(mark: Mark) -> tuple[int, int, str, str]:
    return (mark.start - mark.end, mark.start, mark.kind, mark.key)


def _shared(opened: Sequence[Mark], row: Sequence[Mark]) -> int:
    """How many marks from the outermost are open already."""
    count = 0
    while count < min(len(opened), len(row)) and opened[count] == row[count]:
        count += 1
    return count

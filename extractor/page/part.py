"""The article's part of a page, written out anew for the parser: well-formed, small, every place remembered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from extractor.page.markup import Markup
from extractor.page.outline import Element, Outline, Run
from extractor.page.region import Region
from extractor.page.tags import INLINE, META, SKIPPED, SPEAKING, VOID

_STYLED = re.compile(r"font-weight|font-style|text-align", re.IGNORECASE)
_DATED = re.compile(r"[^<]{0,60}?\b(?:19|20)\d\d\b[^<]{0,30}<")  # may be a date line beside a title
_NOISE_SHARE = 0.25  # an element with more of the article's text than this is no noise, whatever it is called
_DEEPEST = 300  # elements inside each other that are written; deeper ones only wrap
_NOISE_TEXT = 200  # characters; a smaller noisy element is kept, for it may be the heading of the page's tail


@dataclass(frozen=True, slots=True)
class Part:
    """The part as HTML on one line. `elements` gives the number of the element whose tag stands at a place in it,
    `runs` the places of the runs of text in it, `offsets` where each of them stands in the source."""

    html: str
    elements: dict[int, int]
    runs: list[int]
    offsets: list[int]


def is_noise(element: Element, roles: frozenset[str], region: Region) -> bool:
    """Whether an element is named like one of the page's own and holds little of the text."""
    if element.tag not in META and ("noise" not in roles or "title" in roles):
        return False
    return element.good <= _NOISE_SHARE * region.container.good


def write_part(outline: Outline, region: Region, markup: Markup) -> Part:
    """Write out the elements and runs of a region, without those that are hidden or the page's own."""
    pieces: list[str] = []
    elements: dict[int, int] = {}
    runs: list[int] = []
    offsets: list[int] = []
    position = 0
    still = region.start  # nothing before this offset is written
    closing: list[tuple[int, str]] = []
    last: Run | None = None
    for number, item in _items(outline, region):
        while closing and closing[-1][0] <= item.start:
            piece = closing.pop()[1]
            pieces.append(piece)
            position += len(piece)
        if item.start < still:
            continue
        if outline.source[item.start - 1 : item.start].isspace():
            pieces.append(" ")
            position += 1
        if isinstance(item, Run):
            if last is not None and _parted(outline.source, last, item):
                pieces.append(" ")
                position += 1
            last = item
            piece = _escaped(outline.source[item.start : item.end])
            if outline.source[item.end : item.end + 1].isspace():
                piece += " "
            runs.append(position)
            offsets.append(item.start)
        else:
            roles = markup.roles(item.attrs)
            if item.tag in SKIPPED or "hidden" in roles or _is_dropped(item, roles, region):
                still = item.end
                continue
            if len(closing) >= _DEEPEST:
                continue
            if _is_silent(item, roles) and not _DATED.match(outline.source, item.inner):
                continue
            piece = f"<{item.tag}>"
            elements[position] = number
            if item.tag in VOID:
                piece += f"</{item.tag}>"  # the parser keeps a list of those that nothing closes
            else:
                closing.append((item.end, f"</{item.tag}>"))
        pieces.append(piece)
        position += len(piece)
    pieces += [piece for _, piece in reversed(closing)]
    return Part("".join(pieces), elements, runs, offsets)


def _parted(source: str, last: Run, run: Run) -> bool:
    """Whether two runs without a blank between them are different words: elements that styles set apart."""
    before, after = source[last.end - 1], source[run.start]
    if source[last.end] != "<" or "sub" in (tags := (last.element.tag, run.element.tag)) or "sup" in tags:
        return False
    return (before.islower() and (after.isupper() or after.isdigit())) or (before.isdigit() and after.isupper())


def _is_silent(element: Element, roles: frozenset[str]) -> bool:
    """Whether an element says nothing of its text: neither by its tag nor by its attributes."""
    inline = element.tag in INLINE and element.tag not in SPEAKING
    return inline and not roles and not _STYLED.search(element.attrs)


def _is_dropped(element: Element, roles: frozenset[str], region: Region) -> bool:
    return element.text > _NOISE_TEXT and is_noise(element, roles, region)


def _escaped(text: str) -> str:
    """The text of a run with only the signs escaped that the parser would take for markup."""
    if "&" in text:
        text = unescape(text).replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace("\n", "\x0b").replace("\r", "\x0b")


def _items(outline: Outline, region: Region) -> Iterator[tuple[int, Element | Run]]:
    """The region's elements, with their numbers, and runs, in the order of the page."""
    elements, runs = outline.elements, outline.runs
    number = bisect_left(elements, region.start, key=lambda element: element.start)
    run = bisect_left(runs, region.start, key=lambda run: run.start)
    while True:
        element_at = elements[number].start if number < len(elements) else region.end
        run_at = runs[run].start if run < len(runs) else region.end
        if min(element_at, run_at) >= region.end:
            return
        if element_at < run_at:
            yield number, elements[number]
            number += 1
        else:
            yield -1, runs[run]
            run += 1

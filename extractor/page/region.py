"""Finds the part of a page that holds the article, on the outline: the densest container and what is around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from extractor.page.markup import Markup
from extractor.page.normalize import clean, fold
from extractor.page.outline import Element, Outline, Run
from extractor.page.sites import SiteMarkup
from extractor.page.tags import CONTAINERS, HEADINGS, INLINE, LEAVES, NOISY, WRAPPERS

_GOOD = (60, 30, 12)  # a run of so many characters outside links is text; the lower bars are for short articles
_ENOUGH = 200  # characters of such runs that make an article
_SOME = 60  # characters that make a short one
_HEAD_RUNS = 16  # how many runs before the text may hold title, date line and lead
_NOISE_SHARE = 0.3  # what holds more of the page's text than this is no noise, whatever its name
_OVER_RUNS = 4  # how many over a title that is known may hold the date line
_TAIL_RUNS = 8  # how many behind it may hold the byline


@dataclass(frozen=True, slots=True)
class Region:
    """The part of the source to build: `start` to `end`, the text's container from `body` to `body_end`."""

    start: int
    body: int
    body_end: int
    end: int
    container: Element


def find_region(outline: Outline, markup: Markup, titles: Sequence[str], *, by_title: bool = False) -> Region | None:
    """The part that holds the article, or None where the page has no text.

    `titles` are those of the metadata; with `by_title` the article is looked for only around a heading that is one
    of them, for pages where other texts outweigh a short article; None where there is no such heading.
    """
    for bar in (*_GOOD, 0):
        good = _weigh(outline, markup, bar or _GOOD[0], linked=not bar)
        if sum(run.end - run.start for run in good) >= _ENOUGH or (good and bar == _GOOD[-1]):
            break
    if not good:
        return None
    around = _around_title(outline, titles)
    top = around if by_title else outline.root
    if top is None:
        return None
    named = _named_body(outline, markup)
    container = named or _descend(outline, top)
    if named is None and around is not None and not by_title and _is_elsewhere(container, around, good):
        container = _descend(outline, around)
    inside = [run for run in good if container.start <= run.start < container.end]
    starts = [run.start for run in outline.runs]
    first = bisect_left(starts, inside[0].start)
    entry = bisect_left(starts, container.inner)
    head = _head(outline, min(entry, first), first, titles)
    last = bisect_left(starts, container.end)
    tail = min(len(starts), last + _TAIL_RUNS)
    end = outline.runs[tail - 1].end if tail > last else container.end
    start = _line_of(outline.runs[head] if head < first else inside[0]).start
    return Region(min(start, inside[0].start), inside[0].start, container.end, max(end, container.end), container)


def _named_body(outline: Outline, markup: Markup) -> Element | None:
    """The element that the template of a site names as the text's."""
    if not isinstance(markup, SiteMarkup):
        return None
    return next((step for step in outline.elements if step.good and "body" in markup.named(step.attrs)), None)


def _line_of(run: Run) -> Element:
    """The heading, paragraph or item that a run of text stands in; else its own element."""
    holder: Element | None = run.element
    while holder is not None and holder.tag in INLINE:
        holder = holder.parent
    if holder is None or (holder.tag not in HEADINGS and holder.tag not in ("p", "li", "dt")):
        return run.element
    link = holder.parent
    return link if link is not None and link.tag == "a" else holder


def _weigh(outline: Outline, markup: Markup, bar: int, *, linked: bool) -> list[Run]:
    """Give every element the length of the text that it holds; the runs that count, `linked` paragraphs too."""
    for element in (outline.root, *outline.elements):
        element.text = element.link = element.good = 0
    good = []
    for run in outline.runs:
        length = run.end - run.start
        run.element.text += length
        if run.linked:
            run.element.link += length
        if length >= bar and (not run.linked or (linked and run.element.tag not in INLINE)):
            run.element.good += length
            good.append(run)
    _sum_up(outline)
    total = sum(run.end - run.start for run in good)
    noisy: dict[int, bool] = {}
    kept = [run for run in good if not _is_noise(run.element, noisy, markup, total * _NOISE_SHARE)]
    if kept and len(kept) < len(good):
        for element in (outline.root, *outline.elements):
            element.good = 0
        for run in kept:
            run.element.good += run.end - run.start
        for element in reversed(outline.elements):
            if element.parent is not None:
                element.parent.good += element.good
    return kept or good


def _sum_up(outline: Outline) -> None:
    for element in reversed(outline.elements):
        parent = element.parent
        if parent is not None:
            parent.text += element.text
            parent.link += element.link
            parent.good += element.good


def _is_noise(element: Element, known: dict[int, bool], markup: Markup, most: float) -> bool:
    """Whether an element stands in one that is never the article's: by tag or name, if it holds little text."""
    chain: list[Element] = []
    step: Element | None = element
    noise = False
    while step is not None:
        if id(step) in known:
            noise = known[id(step)]
            break
        chain.append(step)
        step = step.parent
    for step in reversed(chain):
        roles = markup.roles(step.attrs)
        named = step.tag in NOISY or "hidden" in roles or "noise" in roles
        noise = noise or (named and step.good <= most)
        known[id(step)] = noise
    return noise


def _around_title(outline: Outline, titles: Sequence[str]) -> Element | None:
    """The smallest element that holds the page's title, as a heading, and some text."""
    wanted = [key for key in map(fold, titles) if len(key) > 10]
    for run in outline.runs:
        holder: Element | None = run.element
        while holder is not None and holder.tag in WRAPPERS:
            holder = holder.parent
        if holder is None or holder.tag not in HEADINGS or not wanted:
            continue
        text = fold(clean(unescape(outline.source[run.start : run.end])))
        if any(same_title(text, key) for key in wanted):
            own = holder.good
            while holder is not None and holder.good < own + _SOME:
                holder = holder.parent
            return holder if holder is not None and holder.tag not in ("", "html", "body") else None
    return None


def _is_elsewhere(container: Element, around: Element, good: Sequence[Run]) -> bool:
    """Whether the longest text of a page is not the one that stands under its title."""
    if container.end <= around.start:
        return True
    if container.start < around.end:
        return False
    beside = [run for run in good if around.start <= run.start < around.end and run.element.tag not in HEADINGS]
    return len(beside) > 1 or sum(run.end - run.start for run in beside) > 0.5 * container.good


def _descend(outline: Outline, top: Element) -> Element:
    """From an element down to the one that holds its text and little else."""
    children: dict[int, list[Element]] = {}
    for element in outline.elements:
        if element.good:
            children.setdefault(id(element.parent), []).append(element)
    here, current = top, top.good
    while True:
        below = children.get(id(here), [])
        best = max(below, key=lambda element: element.good, default=None)
        if best is None or best.tag in LEAVES:
            return here
        share = best.good / current
        if best.tag in WRAPPERS and share < 0.95:
            return here
        if share < 0.5 and not _stands_out(best, below):
            return here
        if share < 0.85 and _is_section(best, below):
            return here
        if share < 0.95 and not children.get(id(best)) and best.tag not in CONTAINERS:
            return here
        here, current = best, best.good


def _stands_out(best: Element, below: Sequence[Element]) -> bool:
    """Whether an element holds three times the text of any beside it."""
    second = max((element.good for element in below if element is not best), default=0)
    return best.good >= 3 * second


def _is_section(best: Element, below: Sequence[Element]) -> bool:
    """Whether the article goes on in elements of the same make beside the longest."""
    alike = [e for e in below if e is not best and e.tag == best.tag and e.attrs.strip() == best.attrs.strip()]
    return sum(element.good for element in alike) >= 0.1 * best.good


def _head(outline: Outline, entry: int, first: int, titles: Sequence[str]) -> int:
    """The number of the run where the article's head begins: the title, or some runs before the text."""
    near = max(0, entry - _HEAD_RUNS)
    wanted = [key for key in map(fold, titles) if len(key) > 10]
    for number in range(first - 1, -1, -1):
        run = outline.runs[number]
        if wanted and 10 < run.end - run.start < 600:
            text = fold(clean(unescape(outline.source[run.start : run.end])))
            if any(same_title(text, key) for key in wanted):
                return max(0, number - _OVER_RUNS)
    return near


def same_title(text: str, title: str) -> bool:
    """Whether a printed line is the page's own title, both folded; the title may carry the site's name around it."""
    if text == title:
        return True
    most = len(text) > 10 and len(text) > 0.5 * len(title)
    return most and (title.startswith(text + " ") or title.endswith(" " + text))

"""An HTML page as a draft of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from extractor.page.codepages import Repair
from extractor.page.dateline import day_in_image_folders, day_in_image_names, day_in_url, read_date_line
from extractor.page.decode import find_repair
from extractor.page.draft import Draft
from extractor.page.lines import Line
from extractor.page.listing import listed_items
from extractor.page.metadata import Metadata, read_metadata
from extractor.page.outline import Element, Outline, read_outline
from extractor.page.region import Region, find_region
from extractor.page.rules import PageRules
from extractor.page.sites import SiteMarkup, site_of
from extractor.page.sorting import sort_lines
from extractor.page.soup import Reader
from extractor.page.title import choose_title, without_site
from extractor.page.wrapped import unwrap
from extractor.record import Notice

_OVER = 3  # lines over the title among which a date line is the article's
_NEAR = 5  # elements around the title that hold nothing but the article's head


def read_html(source: str, rules: PageRules, url: str | None) -> Draft:
    """Read a page: outline, head, the article's region, its lines, and what each of them is."""
    outline = read_outline(source)
    meta = read_metadata(outline, rules)
    draft = Draft("text/html", source, outline, meta=meta, url=url or meta.url)
    if outline.cut:
        draft.notices.append(Notice(code="truncated", message="the page is too large: its end was left out"))
    found = find_repair(_pieces(outline))
    repair: Repair | None = None
    if found is not None:
        draft.inner, repair = found.name, found.repair
    rules = _with_site(rules, draft, outline)
    region = find_region(outline, rules.markup, meta.titles)
    if region is None:
        draft.title = without_site(meta.titles[0]) if meta.titles else None
        return draft
    reader = Reader(outline, region, rules, repair)
    lines = reader.lines()
    draft.listing = listed_items(lines, rules)
    narrow = find_region(outline, rules.markup, meta.titles, by_title=True) if draft.listing else None
    if narrow is not None:
        reader = Reader(outline, narrow, rules, repair)
        lines = reader.lines()
        draft.listing = listed_items(lines, rules)
    if repair is not None:
        _repair_head(meta, repair)
    if isinstance(rules.markup, SiteMarkup):  # what stands outside is the article's only where the template says so
        lines = [line for line in lines if line.zone == "body" or line.roles]
    lines = unwrap(lines)
    alone = sum(element.tag == "h1" for element in outline.elements) == 1
    draft.title, number = choose_title(lines, meta.titles, rules, alone=alone)
    over: list[Line] = []
    if number is not None:
        draft.title_line = lines[number]
        over = _dated_over(lines[max(0, number - _OVER) : number], lines[number], outline, rules)
        lines = lines[number + 1 :]
    draft.sorted = found_lines = sort_lines(lines, rules, draft.title, over=over)
    names = [re.split(r"[/\\]", image)[-1] for image in reader.images]
    draft.days = [
        ("date_line", found_lines.day),
        ("meta", meta.published),
        ("time", _day_of(meta, reader.region)),
        ("date_line", found_lines.firm_day),
        ("url", day_in_url(draft.url) if draft.url else None),
        ("image_name", found_lines.image_day or day_in_image_names(names, rules)),
        ("image_folder", day_in_image_folders(reader.images)),
    ]
    return draft


def _dated_over(lines: Sequence[Line], title: Line, outline: Outline, rules: PageRules) -> list[Line]:
    """The date lines over the title that stand beside it, the nearest first; a clock over the page is none."""
    near: set[int] = set()
    step: Element | None = outline.elements[title.element] if title.element is not None else None
    while step is not None and step.tag not in ("body", "html", "form") and len(near) < _NEAR:
        if step.tag not in ("tr", "tbody"):
            near.add(step.start)
        step = step.parent
    found = []
    for line in reversed(lines):
        if "clock" in line.roles or not read_date_line(line.text, rules):
            continue
        step = outline.elements[line.element] if line.element is not None else None
        while step is not None and step.start not in near:
            step = step.parent
        if step is not None:
            found.append(line)
    return found


def _day_of(meta: Metadata, region: Region) -> str | None:
    """The day of the `time` elements, those of the article's part first; None where they differ."""
    for times in (
        [day for offset, day in meta.times if region.start <= offset < region.end],
        [day for _, day in meta.times],
    ):
        if len(set(times)) == 1:
            return times[0]
    return None


def _with_site(rules: PageRules, draft: Draft, outline: Outline) -> PageRules:
    """The rules with the template of the page's site, where there is one and the page is made by it."""
    day = draft.meta.published or (day_in_url(draft.url) if draft.url else None)
    site = site_of(draft.url, day, rules.sites)
    if site is None:
        return rules
    markup = SiteMarkup(rules.markup, site)
    fits = any("body" in markup.named(element.attrs) for element in outline.elements)
    return replace(rules, markup=markup) if fits else rules


def _pieces(outline: Outline) -> Iterator[str]:
    """The longer runs of a page's text, with entities read."""
    for run in outline.runs:
        if run.end - run.start >= 30:
            text = outline.source[run.start : min(run.end, run.start + 5000)]
            yield unescape(text) if "&" in text else text


def _repair_head(meta: Metadata, repair: Repair) -> None:
    meta.titles = [repair(title) for title in meta.titles]
    meta.site = repair(meta.site) if meta.site else None
    meta.section = repair(meta.section) if meta.section else None

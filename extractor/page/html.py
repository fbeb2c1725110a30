"""An HTML page as a draft of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from extractor.page.codepages import Repair
from extractor.page.dateline import day_in_image_names, day_in_url, read_date_line
from extractor.page.decode import find_repair
from extractor.page.draft import Draft
from extractor.page.listing import listed_items
from extractor.page.metadata import Metadata, read_metadata
from extractor.page.outline import Outline, read_outline
from extractor.page.region import find_region
from extractor.page.rules import PageRules
from extractor.page.sorting import sort_lines
from extractor.page.soup import Reader
from extractor.page.title import choose_title, without_site
from extractor.record import Notice

_OVER = 3  # lines over the title among which a date line is the article's


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
    region = find_region(outline, rules.markup, meta.titles)
    if region is None:
        draft.title = without_site(meta.titles[0]) if meta.titles else None
        return draft
    reader = Reader(outline, region, rules.markup, repair)
    lines = reader.lines()
    draft.listing = listed_items(lines)
    narrow = find_region(outline, rules.markup, meta.titles, by_title=True) if draft.listing else None
    if narrow is not None:
        reader = Reader(outline, narrow, rules.markup, repair)
        lines = reader.lines()
        draft.listing = listed_items(lines)
    if repair is not None:
        _repair_head(meta, repair)
    alone = sum(element.tag == "h1" for element in outline.elements) == 1
    draft.title, number = choose_title(lines, meta.titles, rules, alone=alone)
    if number is not None:
        draft.title_line = lines[number]
        over = [line for line in lines[max(0, number - _OVER) : number] if read_date_line(line.text, rules)]
        lines = [*reversed(over), *lines[number + 1 :]]  # the nearest first
    draft.sorted = found_lines = sort_lines(lines, rules, draft.title)
    names = [re.split(r"[/\\]", image)[-1] for image in reader.images]
    draft.days = [
        ("date_line", found_lines.day),
        ("meta", meta.published),
        ("time", meta.times[0] if len(set(meta.times)) == 1 else None),
        ("date_line", found_lines.firm_day),
        ("url", day_in_url(draft.url) if draft.url else None),
        ("image_name", found_lines.image_day or day_in_image_names(names, rules)),
    ]
    return draft


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

"""Reads an article from the bytes of a page or a plain text: the whole flow of this stage."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence

from extractor.errors import DocumentError
from extractor.page.article import Article, Block
from extractor.page.dateline import day_in_image_names, day_in_url, read_date_line
from extractor.page.decode import Decoded, decode
from extractor.page.lines import Line
from extractor.page.metadata import Metadata, read_metadata
from extractor.page.outline import Outline, path_of, read_outline
from extractor.page.plain import text_lines
from extractor.page.region import find_region
from extractor.page.rules import PageRules, page_rules
from extractor.page.soup import Reader
from extractor.page.sorting import Sorted, sort_lines
from extractor.page.syllables import is_vietnamese
from extractor.page.title import choose_title, without_site
from extractor.patterns import Patterns
from extractor.record import Notice

_TAG = re.compile(r"<(?:!doctype|html|head|body|div|table|p|br|meta|title|span|font|article)\b", re.IGNORECASE)
_SAMPLE = 3000  # characters that tell a language
_SHORT = 120  # characters of text; a page with less holds no article


def read_article(
    data: bytes | str, *, uri: str, url: str | None = None, published: str | None = None, rules: Patterns
) -> Article:
    """Read the article that a page (HTML) or a plain text holds.

    `published` is an ISO day and goes before whatever the page says. Raises DocumentError where the bytes are no
    text at all; a page without an article gives an Article with a warning.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if not raw.strip(b" \t\r\n\0"):
        raise DocumentError("the file is empty", where=uri, hint="save the page again")
    decoded = Decoded(data, "utf-8") if isinstance(data, str) else decode(raw)
    known = page_rules(rules)
    source = decoded.text
    if _TAG.search(source, 0, 20_000):
        return _assemble(_read_html(source, known, url), decoded, raw, uri, published)
    return _assemble(_read_plain(source, known, url), decoded, raw, uri, published)


class _Page:
    """What was read from a source, before it becomes an Article."""

    def __init__(self, media_type: str, source: str) -> None:
        self.media_type = media_type
        self.source = source
        self.outline: Outline | None = None
        self.title: str | None = None
        self.title_line: Line | None = None
        self.sorted = Sorted([])
        self.meta = Metadata()
        self.days: list[tuple[str, str | None]] = []
        self.url: str | None = None


def _read_plain(source: str, rules: PageRules, url: str | None) -> _Page:
    page = _Page("text/plain", source)
    lines = text_lines(source)
    if lines:
        page.title, page.title_line = lines[0].text.rstrip(" |"), lines[0]
    page.sorted = found = sort_lines(lines[1:], rules, page.title)
    page.url = url
    page.days = [
        ("date_line", found.day or found.firm_day),
        ("url", day_in_url(url) if url else None),
        ("image_name", found.image_day),
    ]
    return page


def _read_html(source: str, rules: PageRules, url: str | None) -> _Page:
    page = _Page("text/html", source)
    page.outline = outline = read_outline(source)
    page.meta = meta = read_metadata(outline, rules)
    page.url = url or meta.url
    region = find_region(outline, rules.markup, meta.titles)
    if region is None:
        page.title = without_site(meta.titles[0]) if meta.titles else None
        return page
    reader = Reader(outline, region, rules.markup)
    lines = reader.lines()
    alone = sum(element.tag == "h1" for element in outline.elements) == 1
    page.title, number = choose_title(lines, meta.titles, rules, alone=alone)
    if number is not None:
        page.title_line = lines[number]
        over = [line for line in lines[max(0, number - 3) : number] if read_date_line(line.text, rules)]
        lines = over + lines[number + 1 :]
    page.sorted = found = sort_lines(lines, rules, page.title)
    names = [re.split(r"[/\\]", image)[-1] for image in reader.images]
    page.days = [
        ("date_line", found.day),
        ("meta", meta.published),
        ("time", meta.times[0] if len(set(meta.times)) == 1 else None),
        ("date_line", found.firm_day),
        ("url", day_in_url(page.url) if page.url else None),
        ("image_name", found.image_day or day_in_image_names(names, rules)),
    ]
    return page


def _assemble(page: _Page, decoded: Decoded, raw: bytes, uri: str, published: str | None) -> Article:
    """Join the lines to the text and give every block its place."""
    lines = page.sorted.lines
    blocks: list[Block] = []
    texts: list[str] = []
    position = 0
    breaks = [match.start() for match in re.finditer("\n", page.source)]
    if page.title:
        title_line = page.title_line
        place = _place(title_line, page.outline, breaks) if title_line else (None, None, None)
        blocks.append(Block("title", 0, len(page.title), *place))
        texts.append(page.title)
        position = len(page.title) + 1
    for line in lines:
        blocks.append(Block(line.kind, position, position + len(line.text), *_place(line, page.outline, breaks)))
        texts.append(line.text)
        position += len(line.text) + 1
    text = "\n".join(texts)
    vietnamese = is_vietnamese(text[:_SAMPLE])
    days = [("argument", published), *page.days]
    source, day = next(((name, value) for name, value in days if value), (None, None))
    return Article(
        text=text,
        blocks=tuple(blocks),
        title=page.title,
        published=day,
        published_from=source,
        byline=tuple(page.sorted.byline),
        credits=tuple(dict.fromkeys(page.sorted.credits)),
        site=page.meta.site,
        url=page.url,
        section=page.meta.section,
        language="vi" if vietnamese else page.meta.language if page.meta.language != "vi" else None,
        uri=uri,
        media_type=page.media_type,
        encoding=decoded.encoding,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        captured=None,
        warnings=(*decoded.notices, *_notices(lines, vietnamese)),
    )


def _place(line: Line, outline: Outline | None, breaks: Sequence[int]) -> tuple[str | None, int, int]:
    number = bisect_right(breaks, line.offset - 1)
    column = line.offset - (breaks[number - 1] + 1 if number else 0)
    path = path_of(outline.elements[line.element]) if outline and line.element is not None else None
    return path, number + 1, column


def _notices(lines: Sequence[Line], vietnamese: bool) -> list[Notice]:
    notices = []
    if sum(len(line.text) for line in lines) < _SHORT:
        notices.append(Notice(code="no_article", message="the page holds no running text"))
    elif not vietnamese:
        notices.append(Notice(code="not_vietnamese", message="the text does not read like Vietnamese"))
    return notices

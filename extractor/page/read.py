"""Reads an article from the bytes of a page or a plain text: the whole flow of this stage."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from extractor.errors import DocumentError
from extractor.page.article import Article, Block
from extractor.page.decode import Decoded, decode, wide_order
from extractor.page.draft import Draft
from extractor.page.html import read_html
from extractor.page.lines import Line
from extractor.page.metadata import attributes
from extractor.page.normalize import without_surrogates
from extractor.page.outline import Element, Outline, path_of
from extractor.page.plain import read_plain
from extractor.page.rules import page_rules
from extractor.page.sorting import sort_lines
from extractor.page.syllables import is_vietnamese
from extractor.page.walk import behind
from extractor.patterns import Patterns
from extractor.record import Notice

_TAG = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|div|table|p|br|meta|title|span|font|article|h[1-6]|script|ul|li|a|center))"
    r"(?=[\s/>])",
    re.IGNORECASE,
)
_SNIFFED = 20_000  # characters among which a page has its first tag
_SAMPLE = 3000  # characters that tell a language
_SHORT = 120  # characters of text; a page with less holds no article
_LONGEST = 400_000  # characters of text that are kept; no article is longer
_MAGIC = (
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image or a recording"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
)
_HEAD = 4000  # bytes that tell text from other things
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])


def read_article(
    data: bytes | str, *, uri: str, url: str | None = None, published: str | None = None, rules: Patterns
) -> Article:
    """Read the article that a page (HTML) or a plain text holds.

    `published` is an ISO day and goes before whatever the page says. Raises DocumentError where the bytes are no
    text at all; a page without an article gives an Article with a warning.
    """
    return _finish(*_draft(data, uri, url, rules), uri=uri, published=published)


def read_listing(
    data: bytes | str, *, uri: str, url: str | None = None, published: str | None = None, rules: Patterns
) -> list[Article]:
    """The items of a page that lists several announcements, each an article; empty where it lists none.

    Each has the page's `uri` and hash with its number behind, the day that is printed beside it, and the address
    that its title leads to.
    """
    draft, decoded, raw = _draft(data, uri, url, rules)
    articles = []
    for number, (title, *lines) in enumerate(draft.listing, 1):
        read = sort_lines(lines, page_rules(rules), title.text)
        item = replace(draft, title=title.text, title_line=title, sorted=read, listing=[])
        item.days = [("date_line", read.day or read.firm_day)]
        item.url = _target(title, draft)
        article = _finish(item, decoded, raw, uri=f"{uri}#{number}", published=published)
        warnings = tuple(notice for notice in article.warnings if notice.code != "no_article")  # a lead is short
        articles.append(replace(article, sha256=f"{article.sha256}#{number}", warnings=warnings))
    return articles


def _target(title: Line, draft: Draft) -> str | None:
    """The address that a linked title leads to, as far as it can be told."""
    if draft.outline is None:
        return None
    runs = draft.outline.runs
    holder: Element | None = runs[bisect_right(runs, title.offset, key=lambda run: run.start) - 1].element
    while holder is not None and holder.tag != "a":
        holder = holder.parent
    given = attributes(holder.attrs).get("href", "").strip() if holder is not None else ""
    try:
        address = urljoin(draft.url or "", given)
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


def _draft(data: bytes | str, uri: str, url: str | None, rules: Patterns) -> tuple[Draft, Decoded, bytes]:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    _refuse(raw, uri)
    decoded = Decoded(without_surrogates(data), None) if isinstance(data, str) else decode(raw)
    read = read_html if _TAG.search(decoded.text, 0, _SNIFFED) else read_plain
    return read(decoded.text, page_rules(rules), url), decoded, raw


def _refuse(raw: bytes, uri: str) -> None:
    """Raise DocumentError for what is no text."""
    if not raw.strip(b" \t\r\n\0"):
        raise DocumentError("the file is empty", where=uri, hint="save the page again")
    kind = next((kind for magic, kind in _MAGIC if raw.startswith(magic)), None)
    head = raw[:_HEAD]
    if kind is None and not wide_order(raw):
        controls = len(head) - len(head.translate(None, _CONTROLS))
        kind = "a binary file" if controls > 0.05 * len(head) or head.count(0) > 0.2 * len(head) else None
    if kind is not None:
        raise DocumentError(f"this is {kind}, not a page", where=uri, hint="give an HTML page or a plain text")


def _finish(draft: Draft, decoded: Decoded, raw: bytes, *, uri: str, published: str | None) -> Article:
    """Join the lines to the text and give every block its place."""
    lines = list(draft.sorted.lines)
    notices = [*decoded.notices, *draft.notices]
    if _shorten(lines):
        notices.append(Notice(code="truncated", message=f"only the first {_LONGEST} characters were kept"))
    if draft.title:
        offset = draft.title_line.offset if draft.title_line else -1
        element = draft.title_line.element if draft.title_line else None
        lines.insert(0, Line(draft.title, offset, kind="title", element=element))
    text = "\n".join(line.text for line in lines)
    vietnamese = is_vietnamese(text[:_SAMPLE])
    source, day = next(((name, value) for name, value in [("argument", published), *draft.days] if value), (None, None))
    return Article(
        text=text,
        blocks=tuple(_blocks(lines, draft.source, draft.outline)),
        title=draft.title,
        published=day,
        published_from=source,
        byline=tuple(draft.sorted.byline),
        credits=tuple(dict.fromkeys(draft.sorted.credits)),
        site=draft.meta.site,
        url=draft.url,
        section=draft.meta.section,
        language="vi" if vietnamese else draft.meta.language if draft.meta.language != "vi" else None,
        uri=uri,
        media_type=draft.media_type,
        encoding=_encoding(draft, decoded),
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        captured=None,
        warnings=(*notices, *_notices(draft, decoded, lines, vietnamese)),
    )


def _shorten(lines: list[Line]) -> bool:
    """Drop the lines behind the longest text that is kept; whether any were."""
    length = 0
    for number, line in enumerate(lines):
        length += len(line.text)
        if length > _LONGEST:
            line.text = line.text[: max(1, len(line.text) - (length - _LONGEST))].rstrip()
            del lines[number + 1 :]
            return True
    return False


def _blocks(lines: Sequence[Line], source: str, outline: Outline | None) -> list[Block]:
    breaks = [match.start() for match in re.finditer("\n", source)]
    blocks: list[Block] = []
    position = 0
    for line in lines:
        path = path_of(outline.elements[line.element]) if outline and line.element is not None else None
        offset = behind(source, line.offset, line.glued) if line.glued else line.offset
        above = bisect_right(breaks, offset - 1)
        column = offset - (breaks[above - 1] + 1 if above else 0)
        end = position + len(line.text)
        if line.offset < 0:
            blocks.append(Block(line.kind, position, end))
        else:
            blocks.append(Block(line.kind, position, end, path, above + 1, column))
        position = end + 1
    return blocks


def _encoding(draft: Draft, decoded: Decoded) -> str | None:
    """The encoding's name; `utf-8+tcvn3` is text for an old font inside a page in UTF-8."""
    if draft.inner and decoded.encoding == "windows-1252":
        return draft.inner
    return "+".join(filter(None, (decoded.encoding, draft.inner))) or None


def _notices(draft: Draft, decoded: Decoded, lines: Sequence[Line], vietnamese: bool) -> list[Notice]:
    notices = []
    encoding = _encoding(draft, decoded)
    if draft.inner or encoding == "windows-1252":
        notices.append(Notice(code="guessed_encoding", message=f"the encoding was guessed from the text: {encoding}"))
    if sum(len(line.text) for line in lines if line.kind != "title") < _SHORT:
        notices.append(Notice(code="no_article", message="the page holds no running text"))
    elif not vietnamese:
        notices.append(Notice(code="not_vietnamese", message="the text does not read like Vietnamese"))
    if draft.listing:
        notices.append(Notice(code="listing", message=f"the page lists {len(draft.listing)} items: it is no article"))
    return notices

"""What the head of a page says of the article: titles, day of publication, site, address, section."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import unescape
from urllib.parse import urlsplit

from extractor.page.dateline import iso_day, read_date_line
from extractor.page.normalize import clean
from extractor.page.outline import Outline, Raw
from extractor.page.rules import PageRules

_ATTRIBUTE = re.compile(r"(?<![^\s\"'<>/=])([^\s\"'<>/=]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_ISO = re.compile(
    r"\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T\s]+(\d\d?):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_VIETNAM = timezone(timedelta(hours=7))
_ARTICLE_TYPES = ("article", "newsarticle", "blogposting", "reportagenewsarticle", "report", "webpage", "posting")
_MAX_JSON = 200_000  # characters; a longer script holds no mere description of an article
_OLDEST = 1995  # no page is older; such a day is a default of its software


@dataclass(slots=True)
class Metadata:
    """The page's own statements. `titles` are in order of trust and may carry the site's name; `times` are the days
    of `time` elements, each with the offset of its tag.
    """

    titles: list[str] = field(default_factory=list)
    published: str | None = None
    site: str | None = None
    url: str | None = None
    section: str | None = None
    language: str | None = None
    authors: list[str] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)


def attributes(attrs: str) -> dict[str, str]:
    """The attributes of a tag, from what is printed between its name and `>`; names in lower case."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(attrs[:20_000]):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def read_metadata(outline: Outline, rules: PageRules) -> Metadata:
    """Read titles, dates and addresses from the head, from JSON-LD, and from `time` elements."""
    meta = Metadata()
    for raw in outline.raws:
        if raw.tag == "script" and "ld+json" in raw.attrs and raw.end - raw.start <= _MAX_JSON:
            _read_json(_contents(outline.source, raw), meta, rules)
    for element in outline.elements:
        if element.tag == "meta":
            _read_meta(attributes(element.attrs), meta, rules)
        elif element.tag == "link" and "canonical" in element.attrs:
            address = attributes(element.attrs).get("href", "")
            meta.url = address if _is_web(address) else meta.url
        elif element.tag == "html" and element.attrs:
            meta.language = attributes(element.attrs).get("lang", "")[:2].lower() or None
        elif element.tag == "time" and element.attrs:
            given = attributes(element.attrs).get("datetime", "")
            day = read_day(given, rules)
            if day and not ("updated" in element.attrs and "published" not in element.attrs and meta.times):
                meta.times.append((element.start, day))
    named = next((raw for raw in outline.raws if raw.tag == "title"), None)
    if named is not None:
        meta.titles.append(clean(unescape(_contents(outline.source, named)[:1000])))
    meta.titles = list(dict.fromkeys(title for title in meta.titles if title))
    return meta


def _contents(source: str, raw: Raw) -> str:
    """What stands between the tags."""
    return source[raw.start : raw.end].partition("</")[0]


def _read_meta(given: Mapping[str, str], meta: Metadata, rules: PageRules) -> None:
    name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
    gives = rules.meta.get(name)
    content = clean(given.get("content", "")[:2000])
    if not gives or not content:
        return
    if gives == "title":
        meta.titles.append(content)
    elif gives == "published":
        meta.published = meta.published or read_day(content, rules)
    elif gives == "site":
        meta.site = meta.site or content
    elif gives == "section":
        meta.section = meta.section or content
    elif gives == "url":
        meta.url = meta.url or (content if _is_web(content) else None)
    elif gives == "author" and not _is_web(content):
        meta.authors.append(content)


def _read_json(text: str, meta: Metadata, rules: PageRules) -> None:
    try:
        data = json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    for item in _objects(data):
        kinds = item.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if not any(isinstance(kind, str) and kind.lower() in _ARTICLE_TYPES for kind in kinds):
            continue
        headline = item.get("headline")
        if isinstance(headline, str):
            meta.titles.insert(0, clean(unescape(headline)))
        day = item.get("datePublished")
        if isinstance(day, str):
            meta.published = meta.published or read_day(day, rules)
        section = item.get("articleSection")
        if isinstance(section, str):
            meta.section = meta.section or clean(unescape(section))


def _objects(data: object) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD script: one, a list, or a graph."""
    waiting = [data]
    for _ in range(200):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            if "@graph" in item:
                waiting.append(item["@graph"])


def read_day(text: str, rules: PageRules) -> str | None:
    """The day in Vietnam of a machine's date (ISO 8601, with or without a zone) or of a printed one."""
    match = _ISO.match(text)
    if match is None:
        line = read_date_line(clean(text), rules)
        return line.day if line and line.day >= str(_OLDEST) else None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    found = iso_day(year, month, day)
    if found is None or year < _OLDEST:
        return None
    zone = match[6]
    if zone and match[4]:
        zone = "+0000" if zone in "Zz" else zone.replace(":", "")
        try:
            moment = datetime.strptime(f"{found} {int(match[4]):02}:{match[5]} {zone}", "%Y-%m-%d %H:%M %z")
        except ValueError:
            return found
        return moment.astimezone(_VIETNAM).date().isoformat()
    return found


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc

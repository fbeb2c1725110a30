"""Date lines: `Thứ tư, 30/03/2016 03:30 GMT+7 | lượt xem: 1518`, and days in addresses and names of images."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from extractor.page.normalize import fold
from extractor.page.rules import PageRules

_MAX_LENGTH = 160  # longer lines are sentences
_MAX_REST = 7  # words besides the date: a name, a section
_DAY = "ngày"
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = " |,;:()[]/•·.-–—_*@\t"
_BARS = ("|", "•", "·")
_URL_DAY = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d?)[/-](?P<day>\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:\d{4,9})?(?!\d)"),
)
_FOLDERS = re.compile(r"/((?:19|20)\d\d)[/_-](\d\d?)[/_-](\d\d?)/")


@dataclass(frozen=True, slots=True)
class DateLine:
    """A day (ISO) read from a line. `firm`: the line says that it is the page's. `rest`: what else it holds."""

    day: str
    firm: bool
    rest: str


def read_date_line(text: str, rules: PageRules) -> DateLine | None:
    """The day that a line gives, where the line is a date line and no sentence."""
    if len(text) > _MAX_LENGTH or not _YEAR.search(text):
        return None
    found = _first_date(text, rules)
    if found is None:
        return None
    day, start, end = found
    before, after = text[:start], text[end:]
    if before.strip() and text[start:].lower().startswith(_DAY):
        before = text[: start + len(_DAY)]  # the word may be the label's: `Đăng ngày`
    lowered = before.lower()
    label = rules.date_label.search(lowered) is not None
    firm = rules.firm_date_label.search(lowered) is not None
    if text[:start].rstrip().endswith(",") and text[start:].lower().startswith(_DAY):
        before = ""  # a letter's place: `Hà Nội, ngày 5 tháng 3 năm 2021`
    rest = " | ".join(filter(None, (_residue(part, rules) for part in (before, after))))
    firm = firm or rules.around.search(f"{before} {after}".lower()) is not None
    # a bar parts the day from a section or a site: `12/03/2021 | Tin trong tỉnh`
    firm = firm or before.rstrip()[-1:] in _BARS or after.lstrip()[:1] in _BARS
    if len(rest.split()) > (_MAX_REST if firm or not label else 0):
        return None
    return DateLine(day, firm, rest)


def _residue(part: str, rules: PageRules) -> str:
    """What is left of a date line's part without labels, clocks, weekdays and counters."""
    lowered = part.lower()
    if len(lowered) == len(part):
        for pattern in (rules.counter, rules.around, rules.date_label):
            for match in pattern.finditer(lowered):
                part = part[: match.start()] + " " * len(match[0]) + part[match.end() :]
    rest = part.strip(_SIGNS)
    return rest + ")" if rest.count("(") > rest.count(")") else rest


def _first_date(text: str, rules: PageRules) -> tuple[str, int, int] | None:
    """The first day printed in the text, with its place."""
    best: tuple[int, int, str] | None = None
    for pattern in rules.dates:
        for match in pattern.finditer(text):
            day = _day(match, rules)
            if day and (best is None or (match.start(), -match.end()) < (best[0], -best[1])):
                best = (match.start(), match.end(), day)
                break
    return (best[2], best[0], best[1]) if best else None


def _day(match: re.Match[str], rules: PageRules) -> str | None:
    groups = match.groupdict()
    name = groups.get("monthname")
    month = rules.months.get(fold(name), 0) if name else int(groups["month"])
    return iso_day(int(groups["year"]), month, int(groups["day"]))


def iso_day(year: int, month: int, day: int) -> str | None:
    """The ISO form of a day, None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def day_in_url(url: str) -> str | None:
    """The day that the path of an address holds: `/2022/10/14/…`, `…-20260307080054340.htm`."""
    path = urlsplit(url).path if "//" in url else url
    for pattern in _URL_DAY:
        for match in pattern.finditer(path):
            found = iso_day(int(match["year"]), int(match["month"]), int(match["day"]))
            if found:
                return found
    return None


def day_in_image_folders(addresses: Iterable[str]) -> str | None:
    """The last day among the folders of images' addresses, into which they were put when the page was written."""
    folders = (address.rpartition("/")[0] + "/" for address in addresses)
    days = (iso_day(*map(int, match.groups())) for folder in folders for match in _FOLDERS.finditer(folder))
    return max(filter(None, days), default=None)


def day_in_image_names(names: Iterable[str], rules: PageRules) -> str | None:
    """The first day in the names of images, given without folder; an ending such as `.jpg` does not count."""
    for name in names:
        bare = name.strip(" []").rpartition(":")[2].strip()  # [Ảnh: a.jpg]
        stem = re.sub(r"\.[A-Za-z]{3,4}\Z", "", bare)
        for pattern in rules.image_names:
            match = pattern.match(stem)
            found = _day(match, rules) if match else None
            if found:
                return found
    return None

"""Tells the lines of an article apart: what is text, caption, byline, date line, and what is only the page's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.page.byline import Byline, read_byline, split_glued
from extractor.page.dateline import day_in_image_names, read_date_line
from extractor.page.lines import Line
from extractor.page.normalize import fold
from extractor.page.rules import PageRules
from extractor.record import Credit

_PROSE = 90  # a line of so many characters is running text
_WORDY = 9  # so is a shorter one of so many words that ends like a sentence
_END_LINES = 6  # how far from the end a byline may stand
_SENTENCE_END = re.compile(r"[.!?…][”\"’)\]]*\Z")
_BULLET = re.compile(r"(?:[-–—+•*▪■●○◦►✓✔]|\d{1,2}[.)]|[a-zđ][.)])\s+\S")
_PHOTO_CREDIT = re.compile(r"(?<!\w)\(?(?:ảnh|hình|photo)\s*[:：]\s*(?P<name>[^:]{2,60}?)\)?[.\s]*\Z", re.IGNORECASE)
_IMAGE_NAME = re.compile(r"[\w .()-]+\.(?:jpe?g|png|gif|bmp|webp)\Z|[\x21-\x7e]+(?: [\x21-\x7e]+){0,7}\Z", re.IGNORECASE)


@dataclass(slots=True)
class Sorted:
    """The lines kept, in order, with what they say of the article."""

    lines: list[Line]
    day: str | None = None
    firm_day: str | None = None
    image_day: str | None = None
    byline: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    listing: int = 0


def is_prose(line: Line) -> bool:
    """Whether a line is running text, by its length or its sentence end."""
    text = line.text
    if line.linked > 0.7:
        return False
    return len(text) >= _PROSE or (len(text.split()) >= _WORDY and _SENTENCE_END.search(text) is not None)


def sort_lines(lines: Sequence[Line], rules: PageRules, title: str | None) -> Sorted:
    """Sort the lines of an article; the title is not among the lines that it gives back."""
    result = Sorted([])
    key = fold(title) if title else None
    rest = [line for line in lines if any(map(str.isalnum, line.text))]
    first = next((i for i, line in enumerate(rest) if is_prose(line) and fold(line.text) != key), len(rest))
    first = next((i for i, line in enumerate(rest[:first]) if line.kind == "lead"), first)
    body = _head(rest[:first], rules, key, result) + _body(rest[first:], rules, key, result)
    _end(body, rules, result)
    for line in body:
        _settle(line, result)
    result.lines = body
    return result


def _head(lines: Sequence[Line], rules: PageRules, key: str | None, result: Sorted) -> list[Line]:
    """What to keep of the lines before the running text, where date line, byline and furniture stand."""
    kept: list[Line] = []
    images: list[str] = []
    for line in lines:
        if fold(line.text) == key:
            kept = [other for other in kept if other.kind == "byline"]
            continue
        if line.kind == "caption":
            kept.append(line)
            continue
        dated = read_date_line(line.text, rules)
        if dated:
            result.day = result.day or dated.day
            _credit_rest(dated.rest, rules, result)
            continue
        if rules.furniture.match(line.text) or rules.tails.match(line.text) or rules.boxes.match(line.text):
            continue
        if _is_image_name(line):
            images.append(line.text)
            continue
        byline = read_byline(line.text, rules)
        if byline and line.linked < 1 and (byline.labelled or line.tag or len(lines) > 1):
            line.kind = "byline"
            _take(byline, result)
        if line.linked > 0.7 and "title" not in line.roles:
            continue
        kept.append(line)
        if images and line.kind == "paragraph":
            line.kind = "caption"
    result.image_day = day_in_image_names(images, rules)
    return kept


def _credit_rest(rest: str, rules: PageRules, result: Sorted) -> None:
    """Take the writer's name that stands in the date line."""
    byline = read_byline(rest, rules) if rest else None
    if byline and (byline.labelled or all(len(name.split()) > 1 for name in byline.names)):
        _take(byline, result)


def _body(lines: Sequence[Line], rules: PageRules, key: str | None, result: Sorted) -> list[Line]:
    """What to keep of the running text and of what stands behind it."""
    kept: list[Line] = []
    images: list[str] = []
    box = gallery = imaged = False
    for line in lines:
        text = line.text
        prose = is_prose(line)
        if line.zone == "body" and rules.tails.match(text) and not prose:
            break
        if rules.boxes.match(text) and not prose:
            box = True
            continue
        if box and (line.linked > 0.5 or (not prose and line.tag in ("li", "h3", "h4", "h5"))):
            continue
        box = False
        if line.zone == "tail" and not _belongs_behind(line, rules):
            continue
        if fold(text) == key or line.linked > 0.85 and not _SENTENCE_END.search(text) and line.kind != "table_row":
            continue
        if rules.furniture.match(text):
            continue
        dated = read_date_line(text, rules)
        if dated and dated.firm and not prose:
            result.firm_day = result.firm_day or dated.day
            _credit_rest(dated.rest, rules, result)
            continue
        if _is_image_name(line):
            images.append(text)
            imaged = True
            continue
        if rules.galleries.match(text):
            gallery = True
            line.kind = "heading"
        elif line.kind == "paragraph" and not prose and (imaged or gallery) and len(text) < 200:
            line.kind = "caption" if read_byline(text, rules) is None else line.kind
        imaged = False
        gallery = gallery and not prose
        kept.append(line)
    result.image_day = result.image_day or day_in_image_names(images, rules)
    return kept


def _belongs_behind(line: Line, rules: PageRules) -> bool:
    """Whether a line behind the text's container can be the article's: only a byline can."""
    return line.linked < 0.5 and read_byline(line.text, rules) is not None


def _is_image_name(line: Line) -> bool:
    """Whether the line is only the name of an image: `chau hung 6`, `2022-10-14-lien-hiep- 2`, `IMG_0123.JPG`."""
    text = line.text
    if len(text) > 80 or not _IMAGE_NAME.match(text) or line.kind in ("list_item", "table_row", "heading"):
        return False
    return text[-1:].isdigit() or "." in text[-5:-2]


def _end(body: list[Line], rules: PageRules, result: Sorted) -> None:
    """Find the byline at the end: own lines first, else the tail of the last paragraph."""
    found = False
    names = sum(1 for line in body[-3:] if _bare(read_byline(line.text, rules)))
    last_prose = max((i for i, line in enumerate(body) if is_prose(line)), default=-1)
    for number in range(len(body) - 1, max(-1, len(body) - 1 - _END_LINES), -1):
        line = body[number]
        if line.kind in ("caption", "heading", "table_row"):
            continue
        byline = read_byline(line.text, rules)
        if byline is None:
            if is_prose(line) or line.kind == "list_item":
                break
            continue
        if not byline.labelled and (number < last_prose or names > 2 or (found and not byline.names)):
            continue
        line.kind = "byline"
        _take(byline, result, before=True)
        found = True
    if not found and not result.byline and last_prose >= 0 and last_prose >= len(body) - 3:
        _unglue(body, last_prose, rules, result)
    _leave_captions(body, last_prose)


def _bare(byline: Byline | None) -> bool:
    return byline is not None and not byline.labelled


def _unglue(body: list[Line], number: int, rules: PageRules, result: Sorted) -> None:
    line = body[number]
    glued = split_glued(line.text, rules)
    if glued is None:
        return
    place, byline = glued
    tail = Line(line.text[place:].strip(), line.offset, line.tag, line.zone, "byline", element=line.element)
    line.text = line.text[:place].strip()
    body.insert(number + 1, tail)
    _take(byline, result)


def _leave_captions(body: list[Line], last_prose: int) -> None:
    """Short lines of plain text between the last sentence and the byline name its pictures."""
    if any(line.tag for line in body):
        return
    for line in body[last_prose + 1 :]:
        if line.kind == "paragraph" and not _BULLET.match(line.text) and not line.text.endswith(":"):
            line.kind = "caption"


def _settle(line: Line, result: Sorted) -> None:
    """Give a line its last kind, and take the credits in captions."""
    line.text = line.text.rstrip(" |") if len(line.text) < 200 else line.text
    credit = _PHOTO_CREDIT.search(line.text)
    if credit and line.kind in ("paragraph", "caption") and len(line.text) < 400:
        if line.text[: credit.start()].strip() and not _SENTENCE_END.search(line.text[: credit.start()].strip()) or len(line.text) < 250:
            line.kind = "caption"
        if line.kind == "caption":
            result.credits.append(Credit(name=credit["name"].strip(), role="photo"))
    if line.kind == "paragraph" and _BULLET.match(line.text):
        line.kind = "list_item"


def _take(byline: Byline, result: Sorted, *, before: bool = False) -> None:
    """Add the names of a byline, once each."""
    names = [name for name in byline.names if name not in result.byline]
    result.byline = names + result.byline if before else result.byline + names
    result.credits += [credit for credit in byline.credits if credit not in result.credits]

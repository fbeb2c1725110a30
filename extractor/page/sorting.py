"""Tells the lines of an article apart: what is text, caption, byline, date line, and what is only the page's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.page.byline import Byline, read_byline, split_glued
from extractor.page.dateline import DateLine, day_in_image_names, read_date_line
from extractor.page.lines import Line
from extractor.page.normalize import fold
from extractor.page.rules import PageRules
from extractor.page.tags import HEADINGS
from extractor.record import Credit

_PROSE = 90  # a line of so many characters is running text
_WORDY = 9  # so is a shorter one of so many words that ends like a sentence
_CREDITED = 400  # nor one with its photographer
_CAPTION = 330  # no caption is longer
_END_LINES = 6  # how far from the end a byline may stand
_MOST_LEADS = 2  # lines of text; a longer lead is the text itself
_HEAD_PROSE = 2  # lines of text, a lead, that may stand over the date line
_SIGNED_LINES = 8  # in which a notice's signature stands
_SENTENCE_END = re.compile(r"[.!?…][”\"’)\]]*\Z")
_BULLET = re.compile(r"(?:[-–—+•*▪■●○◦►✓✔]|\d{1,2}[.)]|[a-zđ][.)])\s+\S")
_NUMBER = re.compile(r"[\d.,\s]+\Z")
_IMAGE_NAME = re.compile(r"[\w .()-]+\.(?:jpe?g|png|gif|bmp|webp)\Z|(?=.*[a-z])[\w() -]*[ _-]?\d\Z", re.IGNORECASE)


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


def sort_lines(lines: Sequence[Line], rules: PageRules, title: str | None, *, over: Sequence[Line] = ()) -> Sorted:
    """Sort the lines that stand behind the title; the title is not among the lines that it gives back.

    `over` are the date lines over the title, which hold where none stands under it.
    """
    result = Sorted([])
    key = fold(title) if title else None
    rest = _with_labels([line for line in lines if any(map(str.isalnum, line.text))], rules)
    first = next((i for i, line in enumerate(rest) if _is_start(line, key)), len(rest))
    bold = _bold_captions(rest[first:])
    body = _head(rest[:first], rules, key, result) + _body(rest[first:], rules, key, result, bold)
    if result.day is None:
        body = _head(over, rules, key, result) + body
    _end(body, rules, result)
    _settle_leads(body)
    for line in body:
        _settle(line, rules, result)
    result.lines = body
    return result


def _with_labels(lines: Sequence[Line], rules: PageRules) -> list[Line]:
    """The lines with each label of a byline joined to the name that the page sets in a cell of its own."""
    joined: list[Line] = []
    for line in lines:
        label = joined[-1] if joined else None
        if label is not None and _is_label(label.text, rules):
            byline = read_byline(f"{label.text} {line.text}", rules)
            if byline and byline.labelled and not line.noisy:
                label.text = f"{label.text} {line.text}"
                continue
        joined.append(line)
    return joined


def _is_label(text: str, rules: PageRules) -> bool:
    """Whether a line is only the label of a byline or a date line."""
    bare = text.lower().strip(" :")
    return len(bare) < 30 and (fold(bare) in rules.credit_roles or rules.date_label.fullmatch(bare) is not None)


def _is_start(line: Line, key: str | None) -> bool:
    """Whether the running text starts with this line."""
    return not line.noisy and line.kind != "caption" and is_prose(line) and fold(line.text) != key


def _head(lines: Sequence[Line], rules: PageRules, key: str | None, result: Sorted) -> list[Line]:
    """What to keep of the lines before the running text, where date line, byline and furniture stand."""
    kept: list[Line] = []
    images: list[str] = []
    dates = [read_date_line(line.text, rules) for line in lines]
    for number, line in enumerate(lines):
        text, dated = line.text, dates[number]
        if fold(text) == key:
            continue
        if dated:
            byline = read_byline(dated.rest, rules) if dated.rest else None
            if dated.firm or not dated.rest or byline or rules.judge(dated.rest):
                result.day = result.day or dated.day
                if byline and (byline.labelled or all(len(name.split()) > 1 for name in byline.names)):
                    kept.append(_named(line, dated.rest))
                    _take(byline, result)
                continue
        if rules.judge(text) not in ("", "page_gallery"):
            continue
        if _is_image_name(line):
            images.append(text)
            continue
        if _NUMBER.match(text) or _is_label(text, rules):
            continue
        byline = _beside(line, dates[max(0, number - 2) : number + 3], rules)
        if byline:
            kept.append(_named(line, text))
            _take(byline, result)
        elif not line.noisy and (line.linked < 0.7 or line.kind == "caption"):
            if line.kind == "paragraph" and (images or (line.after_image and _is_caption(line, rules))):
                line.kind = "caption"
            kept.append(line)
    result.image_day = day_in_image_names(images, rules)
    return kept


def _beside(line: Line, dates: Sequence[DateLine | None], rules: PageRules) -> Byline | None:
    """The byline in the article's head: it has a label, or a name says so, or a date line stands beside it."""
    byline = read_byline(line.text, rules)
    if byline and (byline.labelled or any(dates) or "byline" in line.roles):
        return byline
    return None


def _named(line: Line, text: str) -> Line:
    """The line as a byline, with the part of its text that is one."""
    line.text, line.kind = text, "byline"
    return line


def _bold_captions(lines: Sequence[Line]) -> bool:
    """Whether the short bold lines of a page are captions: all stand behind pictures. Else they are headings."""
    bold = False
    if any(line.zone == "body" and line.kind == "heading" for line in lines):
        return False
    for before, line in zip((None, *lines), lines, strict=False):
        if line.zone == "body" and line.kind == "paragraph" and line.strong > 0.7 and not is_prose(line):
            if not line.after_image and (before is None or before.strong <= 0.7):
                return False
            bold = True
    return bold


def _body(lines: Sequence[Line], rules: PageRules, key: str | None, result: Sorted, bold: bool) -> list[Line]:
    """What to keep of the running text and of what stands behind it."""
    kept: list[Line] = []
    images: list[str] = []
    box = gallery = imaged = False
    for number, line in enumerate(lines):
        text = line.text
        prose = is_prose(line)
        judged = "" if prose else rules.judge(text)
        if judged == "page_tail":
            if line.noisy and _goes_on_behind(lines[number + 1 :], kept):
                continue
            break
        if line.noisy:
            continue
        if judged == "page_box":
            box = True
            continue
        if box and (line.linked > 0.5 or (not prose and line.tag in ("li", "h3", "h4", "h5"))):
            continue
        box = False
        above = not prose and len(kept) <= _HEAD_PROSE
        byline = _beside(line, [read_date_line(lines[i].text, rules) for i in (number - 1, number + 1) if 0 <= i < len(lines)], rules) if above else None
        if byline and not byline.photo:
            kept.append(_named(line, text))
            _take(byline, result)
            continue
        if fold(text) == key or (line.linked > 0.85 and not _SENTENCE_END.search(text) and line.kind != "table_row"):
            continue
        if judged in ("page_furniture", "page_counter"):
            continue
        dated = None if prose else read_date_line(text, rules)
        if dated and (dated.firm or (not dated.rest and len(kept) <= _HEAD_PROSE)):
            result.firm_day = result.firm_day or dated.day
            byline = read_byline(dated.rest, rules) if dated.rest else None
            if byline and byline.labelled:
                kept.append(_named(line, dated.rest))
                _take(byline, result)
            continue
        if line.zone == "tail" and not _belongs_behind(line, rules):
            continue
        if _is_image_name(line):
            images.append(text)
            imaged = True
            continue
        if judged == "page_gallery":
            gallery = True
            line.kind = "heading"
        elif line.kind == "paragraph" and not prose and (imaged or gallery) and len(text) < 200:
            line.kind = "caption" if read_byline(text, rules) is None else line.kind
        elif (line.after_image and _is_caption(line, rules, bold)) or (kept and _goes_on(kept[-1], line)):
            line.kind = "caption"
        imaged = False
        gallery = gallery and not prose
        kept.append(line)
    result.image_day = result.image_day or day_in_image_names(images, rules)
    return kept


def _is_caption(line: Line, rules: PageRules, bold: bool = False) -> bool:
    """Whether the line behind a picture speaks of it: it is short, and set apart or without a sentence end."""
    if line.kind not in ("paragraph", "heading") or len(line.text) > _CAPTION or read_byline(line.text, rules):
        return False
    if line.slanted > 0.7 or line.centred:
        return True
    plain = (line.strong < 0.7 or bold) and line.tag not in HEADINGS
    return plain and _SENTENCE_END.search(line.text) is None and not line.text.endswith((":", ";"))


def _goes_on_behind(lines: Sequence[Line], kept: Sequence[Line]) -> bool:
    """Whether the text goes on behind a box of links: with paragraphs beside those before it."""
    beside = {line.around for line in kept if line.around is not None and is_prose(line)}
    return any(line.around in beside and not line.noisy and is_prose(line) for line in lines)


def _goes_on(caption: Line, line: Line) -> bool:
    """Whether a caption that breaks off goes on in this line."""
    if caption.kind != "caption" or line.kind != "paragraph" or is_prose(line):
        return False
    return caption.text.endswith(("-", "–", ",")) and line.strong == caption.strong


def _belongs_behind(line: Line, rules: PageRules) -> bool:
    """Whether a line behind the text's container can be the article's: only a byline can."""
    return line.linked < 0.5 and read_byline(line.text, rules) is not None


def _is_image_name(line: Line) -> bool:
    """Whether the line is only the name of an image: `chau hung 6`, `2022-10-14-lien-hiep- 2`, `IMG_0123.JPG`."""
    text = line.text
    if len(text) > 80 or not _IMAGE_NAME.match(text) or line.kind in ("list_item", "table_row", "heading"):
        return False
    return "." in text[-5:] or text.isascii()


def _end(body: list[Line], rules: PageRules, result: Sorted) -> None:
    """Find the byline at the end: own lines first, else the tail of the last paragraph."""
    found = False
    names = sum(1 for line in body[-3:] if _bare(read_byline(line.text, rules)))
    signed = any(rules.signature.match(line.text) for line in body[-_SIGNED_LINES:])
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
        if not byline.labelled and (signed or number < last_prose or names > 2 or (found and not byline.names)):
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


def _settle(line: Line, rules: PageRules, result: Sorted) -> None:
    """Give a line its last kind, and take the credits in captions."""
    line.text = line.text.rstrip(" |") if len(line.text) < 200 else line.text
    credit = rules.photo.search(line.text)
    if credit and line.kind in ("paragraph", "caption") and len(line.text) < _CREDITED:
        line.kind = "caption"
        result.credits.append(Credit(name=credit["name"].strip(), role="photo"))
    if line.kind == "paragraph" and _BULLET.match(line.text):
        line.kind = "list_item"


def _settle_leads(body: Sequence[Line]) -> None:
    """Only what stands over the text leads it; a name for the whole text, or for parts of it, is no lead's."""
    prose = [line for line in body if is_prose(line) and line.kind != "caption"]
    led = next((number for number, line in enumerate(prose) if line.kind != "lead"), len(prose))
    if led > _MOST_LEADS or led == len(prose):
        led = 0
    for line in body:
        if line.kind == "lead" and not any(line is other for other in prose[:led]):
            line.kind = "paragraph"
    if led == 0 and len(prose) > 1 and prose[0].strong > 0.9 and prose[1].strong < 0.5:
        prose[0].kind = "lead" if prose[0].kind in ("paragraph", "heading") else prose[0].kind


def _take(byline: Byline, result: Sorted, *, before: bool = False) -> None:
    """Add the names of a byline, once each."""
    # who only took the pictures has not written the article
    alone = byline.photo and not result.byline
    names = [] if alone else [name for name in byline.names if name not in result.byline]
    result.byline = names + result.byline if before else result.byline + names
    result.credits += [credit for credit in byline.credits if credit not in result.credits]

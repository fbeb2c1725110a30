"""Tells the lines of an article apart: what is text, caption, byline, date line, and what is only the page's."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.page.byline import read_byline
from extractor.page.dateline import day_in_image_names, read_date_line
from extractor.page.ends import read_end, settle, settle_leads
from extractor.page.heads import byline_beside, is_agenda, read_head, with_labels
from extractor.page.kinds import BULLET, Sorted, is_caption, is_image_name, is_link, is_prose, named, take
from extractor.page.lines import Line
from extractor.page.normalize import fold
from extractor.page.rules import PageRules

_WHOLE = 2  # lines of text that make an article
_HEAD_PROSE = 2  # lines of text, a lead, that may stand over the date line


def sort_lines(lines: Sequence[Line], rules: PageRules, title: str | None, *, over: Sequence[Line] = ()) -> Sorted:
    """Sort the lines that stand behind the title; the title is not among the lines that it gives back.

    `over` are the date lines over the title, which hold where none stands under it.
    """
    result = Sorted([])
    key = fold(title) if title else None
    rest = with_labels([line for line in lines if any(map(str.isalnum, line.text))], rules)
    first = next((i for i, line in enumerate(rest) if _is_start(line, key)), len(rest))
    bold = _bold_captions(rest[first:])
    body = read_head(rest[:first], rules, key, result) + _body(rest[first:], rules, key, result, bold)
    if result.day is None:
        body = read_head(over, rules, key, result) + body
    read_end(body, rules, result)
    settle_leads(body)
    for line in body:
        settle(line, rules, result)
    result.lines = body
    return result


def _is_start(line: Line, key: str | None) -> bool:
    """Whether the running text starts with this line."""
    return not line.noisy and line.kind != "caption" and is_prose(line) and fold(line.text) != key


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
    texts = list(map(is_prose, lines))
    last_beside = {line.around: i for i, line in enumerate(lines) if texts[i] and not line.noisy}
    furthest = -1  # the last line of text in the elements that text was kept from
    whole = 0  # lines of text that were kept
    for number, line in enumerate(lines):
        text = line.text
        prose = texts[number]
        judged = "" if prose else rules.judge(text)
        if judged == "page_tail":
            if line.noisy and furthest > number:
                continue  # a box of links among the text
            break
        if line.noisy:
            continue
        if whole >= _WHOLE and _is_next_article(lines, number, rules):
            break
        if judged == "page_box":
            box = True
            continue
        if box and (line.linked > 0.5 or (not prose and line.tag in ("li", "h3", "h4", "h5"))):
            continue
        box = False
        above = not prose and len(kept) <= _HEAD_PROSE
        if above and _is_byline_above(lines, number, rules, result):
            kept.append(line)
            continue
        if fold(text) == key or is_link(line, lines[number - 1] if number else None):
            continue
        if judged in ("page_furniture", "page_counter"):
            continue
        if not prose and _is_date_line(lines, number, rules, result, above=above):
            if line.kind == "byline":
                kept.append(line)
            continue
        if line.zone == "tail" and not _belongs_behind(line, rules):
            continue
        if is_image_name(line):
            images.append(text)
            imaged = True
            continue
        if judged == "page_gallery":
            gallery = True
            line.kind = "heading"
        elif line.kind == "paragraph" and not prose and (imaged or gallery) and len(text) < 200:
            line.kind = "caption" if read_byline(text, rules) is None else line.kind
        elif (line.after_image and is_caption(line, rules, bold)) or (kept and _goes_on(kept[-1], line)):
            line.kind = "caption"
        imaged = False
        gallery = gallery and not prose
        kept.append(line)
        if prose:
            whole += 1
            furthest = max(furthest, last_beside.get(line.around, -1)) if line.around is not None else furthest
    result.image_day = result.image_day or day_in_image_names(images, rules)
    return kept


def _is_next_article(lines: Sequence[Line], number: int, rules: PageRules) -> bool:
    """Whether another article begins with this line, as on pages that go on without an end: title, date line, text."""
    if lines[number].tag not in ("h1", "h2"):
        return False
    dated = (read_date_line(line.text, rules) for line in lines[number + 1 : number + 3] if not is_prose(line))
    return any(found is not None and (found.firm or not found.rest) for found in dated)


def _is_byline_above(lines: Sequence[Line], number: int, rules: PageRules, result: Sorted) -> bool:
    """Take the byline that a line between lead and text holds; whether there is one."""
    beside = [lines[i] for i in (number - 1, number + 1) if 0 <= i < len(lines)]
    byline = byline_beside(lines[number], [read_date_line(line.text, rules) for line in beside], rules)
    if byline is None or byline.photo:
        return False
    named(lines[number], lines[number].text)
    take(byline, result)
    return True


def _is_date_line(lines: Sequence[Line], number: int, rules: PageRules, result: Sorted, *, above: bool) -> bool:
    """Take the day of a date line, and the byline in it; whether the line is one.

    `above`: it stands right behind the lead; elsewhere the line itself must say that its day is the page's.
    """
    line = lines[number]
    dated = None if BULLET.match(line.text) else read_date_line(line.text, rules)
    if dated is not None and not dated.rest and number and lines[number - 1].linked > 0.85:
        return True  # the day of a page that a link leads to
    if dated is None or not (dated.firm or (above and not dated.rest)):
        return False
    if is_agenda(lines, number, rules) if above else rules.agenda.match(line.text.lower()):
        return False
    result.firm_day = result.firm_day or dated.day
    byline = read_byline(dated.rest, rules) if dated.rest else None
    if byline and (byline.labelled or (above and all(len(name.split()) > 1 for name in byline.names))):
        named(line, dated.rest)
        take(byline, result)
    return True


def _goes_on(caption: Line, line: Line) -> bool:
    """Whether a caption that breaks off goes on in this line."""
    if caption.kind != "caption" or line.kind != "paragraph" or is_prose(line):
        return False
    return caption.text.endswith(("-", "–", ",")) and line.strong == caption.strong


def _belongs_behind(line: Line, rules: PageRules) -> bool:
    """Whether a line behind the text's container can be the article's: only a byline can."""
    return line.linked < 0.5 and read_byline(line.text, rules) is not None

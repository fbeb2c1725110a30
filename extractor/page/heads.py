"""The article's head: date line, byline and lead, above the running text or right behind the lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.page.byline import Byline, read_byline
from extractor.page.dateline import DateLine, day_in_image_names, read_date_line
from extractor.page.kinds import BULLET, Sorted, is_caption, is_image_name, named, take
from extractor.page.lines import Line
from extractor.page.normalize import fold
from extractor.page.rules import PageRules

_NUMBER = re.compile(r"[\d.,\s]+\Z")


def with_labels(lines: Sequence[Line], rules: PageRules) -> list[Line]:
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


def read_head(lines: Sequence[Line], rules: PageRules, key: str | None, result: Sorted) -> list[Line]:
    """What to keep of the lines before the running text, where date line, byline and furniture stand."""
    kept: list[Line] = []
    images: list[str] = []
    dates = [read_date_line(line.text, rules) for line in lines]
    for number, line in enumerate(lines):
        text, dated = line.text, dates[number]
        if dated and (BULLET.match(text) or is_agenda(lines, number, rules)):
            dated = None
        if fold(text) == key:
            continue
        if dated:
            byline = read_byline(dated.rest, rules) if dated.rest else None
            if dated.firm or not dated.rest or byline or rules.judge(dated.rest):
                result.day = result.day or dated.day
                if byline and (byline.labelled or all(len(name.split()) > 1 for name in byline.names)):
                    kept.append(named(line, dated.rest))
                    take(byline, result)
                continue
        if rules.judge(text) not in ("", "page_gallery"):
            continue
        if is_image_name(line):
            images.append(text)
            continue
        if _NUMBER.match(text) or _is_label(text, rules):
            continue
        byline = byline_beside(line, dates[max(0, number - 2) : number + 3], rules)
        if byline:
            kept.append(named(line, text))
            take(byline, result)
        elif not line.noisy and (line.linked < 0.7 or line.kind == "caption"):
            if line.kind == "paragraph" and (images or (line.after_image and is_caption(line, rules))):
                line.kind = "caption"
            kept.append(line)
    result.image_day = result.image_day or day_in_image_names(images, rules)
    return kept


def byline_beside(line: Line, dates: Sequence[DateLine | None], rules: PageRules) -> Byline | None:
    """The byline in the article's head: it has a label, or a name says so, or a date line stands beside it."""
    byline = read_byline(line.text, rules)
    if byline and (byline.labelled or any(dates) or "byline" in line.roles):
        return byline
    return None


def is_agenda(lines: Sequence[Line], number: int, rules: PageRules) -> bool:
    """Whether a line with a day says when an event is: what is on, or where, stands in a line beside it."""
    if not rules.agenda.match(lines[number].text.lower()):
        return False
    beside = (lines[i].text.lower() for i in range(max(0, number - 2), min(number + 3, len(lines))) if i != number)
    return any(rules.agenda.match(text) for text in beside)

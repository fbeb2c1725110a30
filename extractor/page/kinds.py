"""What a line of a page looks like by itself: running text, a caption, a link, the name of an image."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.page.byline import Byline, read_byline
from extractor.page.lines import Line
from extractor.page.rules import PageRules
from extractor.page.tags import HEADINGS
from extractor.record import Credit

_PROSE = 90  # a line of so many characters is running text
_WORDY = 9  # so is a shorter one of so many words that ends like a sentence
_CAPTION = 330  # no caption is longer
SENTENCE_END = re.compile(r"[.!?…][”\"’)\]]*\Z")
BULLET = re.compile(r"(?:[-–—+•*▪■●○◦►✓✔]|\d{1,2}[.)]|[a-zđ][.)])\s+\S")
_IMAGE_NAME = re.compile(
    r"\[?(?:\w+\s*:\s*)?[\w .()-]+\.(?:jpe?g|png|gif|bmp|webp)\]?\Z|(?=.*[a-z])[\w() -]*[ _-]?\d\Z", re.IGNORECASE
)


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
    return len(text) >= _PROSE or (len(text.split()) >= _WORDY and SENTENCE_END.search(text) is not None)


def is_caption(line: Line, rules: PageRules, bold: bool = False) -> bool:
    """Whether the line behind a picture speaks of it: it is short, and set apart or without a sentence end."""
    if line.kind not in ("paragraph", "heading") or len(line.text) > _CAPTION or read_byline(line.text, rules):
        return False
    if line.slanted > 0.7 or line.centred:
        return True
    plain = (line.strong < 0.7 or bold) and line.tag not in HEADINGS
    return plain and SENTENCE_END.search(line.text) is None and not line.text.endswith((":", ";"))


def is_link(line: Line, before: Line | None) -> bool:
    """Whether a line only leads to another page: by its title, or by the teaser under such a title."""
    if line.linked <= 0.85 or line.kind == "table_row":
        return False
    if before is not None and before.linked > 0.85 and not is_prose(before) and before.around == line.around:
        return True
    return SENTENCE_END.search(line.text) is None


def is_image_name(line: Line) -> bool:
    """Whether the line is only the name of an image: `chau hung 6`, `2022-10-14-lien-hiep- 2`, `[Ảnh: a.jpg]`."""
    text = line.text
    if len(text) > 80 or not _IMAGE_NAME.match(text) or line.kind in ("list_item", "table_row", "heading"):
        return False
    return "." in text[-5:] or text.isascii()


def named(line: Line, text: str) -> Line:
    """The line as a byline, with the part of its text that is one."""
    line.glued = line.text[: max(0, line.text.find(text))].strip()
    line.text, line.kind = text, "byline"
    return line


def take(byline: Byline, result: Sorted, *, before: bool = False) -> None:
    """Add the names of a byline, once each."""
    # who only took the pictures has not written the article
    alone = byline.photo and not result.byline
    names = [] if alone else [name for name in byline.names if name not in result.byline]
    result.byline = names + result.byline if before else result.byline + names
    result.credits += [credit for credit in byline.credits if credit not in result.credits]

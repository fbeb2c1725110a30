"""Goes through a source beside the text that was read from it: where each character of the text is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from extractor.page.normalize import clean

# a comment, a tag, an entity, or a letter with the marks that are set behind it
_STEP = re.compile(
    r"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)|</?[a-zA-Z][^<>]*>|(&(?:#\w{1,8}|\w{1,31});?|[^<][\u0300-\u036f]*|<)",
    re.S,
)
_LOOK_AHEAD = 400  # characters of the source that may stand between two letters of a block


def walk(source: str, offset: int, text: str) -> Iterator[tuple[int, int]]:
    """Go through the source beside the text; what the text left out is passed over. Ends where they part."""
    position = offset
    for sign in text:
        limit = position + _LOOK_AHEAD
        if sign == " ":
            yield position, position
            continue
        while True:
            match = _STEP.match(source, position)
            if match is None:
                return
            position = match.end()
            printed = clean(unescape(match[1])) if match[1] else ""
            if printed and unicodedata.normalize("NFC", printed) == sign:
                yield match.span()
                break
            if match[1] is not None and position > limit:
                return


def behind(source: str, offset: int, text: str) -> int:
    """The offset of the first character that is printed behind a text which starts at `offset`.

    `offset` itself where the source does not print the text.
    """
    places = list(walk(source, offset, text))
    if len(places) < len(text):
        return offset
    position = places[-1][1]
    while match := _STEP.match(source, position):
        if match[1] and clean(unescape(match[1])):
            return position
        position = match.end()
    return offset

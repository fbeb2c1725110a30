"""Goes through a source beside the text that was read from it: where each character of the text is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from extractor.page.codepages import Repair
from extractor.page.normalize import clean

# a comment, a tag, an entity, or a letter with the marks that are set behind it
_STEP = re.compile(
    r"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)|</?[a-zA-Z][^<>]*>|(&(?:#\w{1,8}|\w{1,31});?|[^<][\u0300-\u036f]*|<)",
    re.S,
)
_STRIDE = 16  # characters that are compared at once
_LOOK_AHEAD = 400  # characters of the source that may stand between two letters of a block
_MOST_SIGNS = 4  # in which an old encoding prints a letter
_CELLS = "|"  # set between the cells of a table
_ODD = f"&<{_CELLS}"  # signs that need a closer look
_UNLIKE = re.compile(rf"[{_ODD}\u0300-\u036f]")


def walk(source: str, offset: int, text: str, repair: Repair | None = None) -> Iterator[tuple[int, int]]:
    """Go through the source beside the text; what the text left out is passed over. Ends where they part.

    Blanks, and the signs that were set between the cells of a table, have places of no length. `repair` reads the
    source where it is printed in an old encoding.
    """
    position = offset
    for sign in text:
        if sign == " ":
            yield position, position
            continue
        place = _find(source, position, sign, repair)
        if place is None and sign == _CELLS:
            yield position, position
        elif place is None:
            return
        else:
            yield place
            position = place[1]


def _find(source: str, position: int, sign: str, repair: Repair | None) -> tuple[int, int] | None:
    """The nearest place that prints a character; None where it is too far."""
    start = position + 1 if source.startswith(" ", position) else position
    marked = "\u0300" <= source[start + 1 : start + 2] <= "\u036f"
    if sign not in _ODD and source.startswith(sign, start) and not marked:
        return start, start + 1  # as it is printed, the common case
    limit = position + (_LOOK_AHEAD if sign != _CELLS else 0)
    while match := _STEP.match(source, position):
        if match[1] is not None:
            printed = clean(unescape(match[1]))
            if printed == sign:
                return match.span()
            if repair is not None and not match[1].isspace():  # what is no letter today may have been one
                end = _repaired(source, match, sign, repair)
                if end:
                    return match.start(), end
            if match.end() > limit and (printed or sign != _CELLS):
                return None
        position = match.end()
    return None


def _repaired(source: str, first: re.Match[str], sign: str, repair: Repair) -> int:
    """The end of the few characters of an old encoding that stand for one; 0 where they stand for another."""
    printed = ""
    match: re.Match[str] | None = first
    for _ in range(_MOST_SIGNS):
        if match is None or match[1] is None:
            return 0
        printed += unescape(match[1])
        if clean(repair(printed)) == sign:
            return match.end()
        match = _STEP.match(source, match.end())
    return 0


def behind(source: str, offset: int, text: str) -> int:
    """The offset of the first character that is printed behind a text which starts at `offset`.

    `offset` itself where the source does not print the text.
    """
    position = offset
    for first in range(0, len(text), _STRIDE):
        piece = text[first : first + _STRIDE]
        until = position + len(piece)
        if source.startswith(piece, position) and not _UNLIKE.search(source, position, until + 1):
            position = until  # as it is printed, the common case
            continue
        places = list(walk(source, position, piece))
        if len(places) < len(piece):
            return offset
        position = places[-1][1]
    while match := _STEP.match(source, position):
        if match[1] and clean(unescape(match[1])):
            return position
        position = match.end()
    return offset

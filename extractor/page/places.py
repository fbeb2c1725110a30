"""Where words of the article stand in the source: the way back from `Article.text` to the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from extractor.page.decode import decode
from extractor.page.normalize import without_surrogates
from extractor.page.walk import walk


class PlacedBlock(Protocol):
    """A block of a text, and where it begins in the source."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def line(self) -> int | None: ...
    @property
    def column(self) -> int | None: ...


class Printed(Protocol):
    """An article or its record: a text in blocks."""

    @property
    def text(self) -> str: ...
    @property
    def blocks(self) -> Sequence[PlacedBlock]: ...


def source_text(data: bytes | str) -> str:
    """The decoded source that blocks' lines and columns count in."""
    return without_surrogates(data) if isinstance(data, str) else decode(data).text


class Places:
    """The places in a source of an article's words. All offsets are code points, half-open."""

    def __init__(self, data: bytes | str, article: Printed) -> None:
        self.source = source_text(data)
        self.article = article
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.source))]
        self._maps: dict[int, list[tuple[int, int]]] = {}

    def find(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the source that print `article.text[start:end]`, without the tags between them.

        Empty where the words have no place: a title that stands only in the head, or text for old fonts.
        """
        found: list[tuple[int, int]] = []
        for number, block in enumerate(self.article.blocks):
            if block.start < end and start < block.end and block.line is not None:
                steps = self._map(number, block)
                found += _joined(steps[max(0, start - block.start) : end - block.start])
        return found

    def _map(self, number: int, block: PlacedBlock) -> list[tuple[int, int]]:
        """The place of every character of a block."""
        if number not in self._maps:
            offset = self._lines[(block.line or 1) - 1] + (block.column or 0)
            text = self.article.text[block.start : block.end]
            self._maps[number] = list(walk(self.source, offset, text))
        return self._maps[number]


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that touch, as stretches; blanks between words join them."""
    stretches: list[tuple[int, int]] = []
    blank = False
    for start, end in places:
        if start == end:
            blank = True
        elif stretches and (start == stretches[-1][1] or (blank and start <= stretches[-1][1] + 1)):
            stretches[-1] = (stretches[-1][0], end)
            blank = False
        else:
            stretches.append((start, end))
            blank = False
    return stretches

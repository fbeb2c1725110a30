"""Where words of the article stand in the source: the way back from `Article.text` to the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.page.article import Article, Block
from extractor.page.decode import careful, decode, repair_of
from extractor.page.normalize import without_surrogates
from extractor.page.walk import walk
from extractor.record import Block as RecordBlock
from extractor.record import Record


def source_text(data: bytes | str) -> str:
    """The decoded source that blocks' lines and columns count in."""
    return without_surrogates(data) if isinstance(data, str) else decode(data).text


_BETWEEN_TAGS = re.compile(r"[^<>]+")


class Places:
    """The places in a source of the words of its article or record. All offsets are code points, half-open."""

    def __init__(self, data: bytes | str, article: Article | Record) -> None:
        self.source = source_text(data)
        self.article = article
        self._blocks: Sequence[Block | RecordBlock] = article.blocks
        self._repair = repair_of(article.encoding if isinstance(article, Article) else article.source.encoding)
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.source))]
        self._maps: dict[int, list[tuple[int, int]]] = {}

    def find(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the source that print `article.text[start:end]`, without the tags between them.

        Empty where the words have no place: a title that stands only in the head.
        """
        found: list[tuple[int, int]] = []
        for number, block in enumerate(self._blocks):
            if block.start < end and start < block.end and block.line is not None:
                steps = self._map(number)
                found += _joined(steps[max(0, start - block.start) : end - block.start])
        return found

    def readable(self, source: str) -> str:
        """A piece of the source in Unicode, where it is printed in an old encoding; markup stays as it is."""
        if self._repair is None:
            return source
        repair = careful(self._repair)
        return _BETWEEN_TAGS.sub(lambda match: repair(match[0]), source)

    def _map(self, number: int) -> list[tuple[int, int]]:
        """The place of every character of a block."""
        if number not in self._maps:
            block = self._blocks[number]
            offset = self._lines[(block.line or 1) - 1] + (block.column or 0)
            text = self.article.text[block.start : block.end]
            self._maps[number] = list(walk(self.source, offset, text, self._repair))
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

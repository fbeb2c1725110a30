"""The article that a page holds: its text in blocks, and where each block stands in the source."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.record import BlockKind, Credit, Notice


@dataclass(frozen=True, slots=True)
class Block:
    """One line of `Article.text`; `start` and `end` are code points into it, half-open.

    `line` (from 1) and `column` (from 0, in code points) are the place of its first character in the decoded
    source, `path` is the element that holds it; all three are None where the source has no such place.
    """

    kind: BlockKind
    start: int
    end: int
    path: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A page read: the blocks joined by line feeds in `text` (NFC), and what the page says of itself."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: str | None
    published_from: str | None
    byline: tuple[str, ...]
    credits: tuple[Credit, ...]
    site: str | None
    url: str | None
    section: str | None
    language: str | None
    uri: str
    media_type: str
    encoding: str | None
    size: int
    sha256: str
    captured: str | None
    warnings: tuple[Notice, ...]

    def of_kind(self, kind: BlockKind) -> list[str]:
        """The texts of all blocks of a kind, in order."""
        return [self.text[block.start : block.end] for block in self.blocks if block.kind == kind]

"""A line of a page on its way to becoming a block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.record import BlockKind

Zone = Literal["head", "body", "tail"]


@dataclass(slots=True)
class Line:
    """One printed line: its cleaned text, where it starts in the decoded source, and how the page sets it.

    `offset` is in code points; `glued` is what the page prints from there on before the line's text. `zone` is head
    before the running text, body in it, tail behind its container. `tag` is the innermost block element, "" in plain
    text. `linked`, `strong` and `slanted` are the shares of the text (0..1) that stand in links, in bold and in
    italics. `roles` are what class names hint at; `noisy` lines stand in an element that is named like one of the
    page's own. `element` is the number of the block element in the page's outline, `around` where the element starts
    that holds it.
    """

    text: str
    offset: int
    tag: str = ""
    zone: Zone = "body"
    kind: BlockKind = "paragraph"
    linked: float = 0.0
    strong: float = 0.0
    slanted: float = 0.0
    centred: bool = False
    after_image: bool = False
    noisy: bool = False
    element: int | None = None
    around: int | None = None
    glued: str = ""
    roles: frozenset[str] = frozenset()

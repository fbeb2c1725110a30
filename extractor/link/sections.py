"""The parts of an article: what stands under one heading belongs together."""

from __future__ import annotations

from spacy.tokens import Doc

from extractor.language.tokens import tokens

_CELLS = frozenset("|\t")  # the head of a table is none
_HEADING_LENGTH = 50  # characters of a line without a full stop that is a heading


def sections(doc: Doc) -> list[int]:
    """The code points at which the parts of an article begin: each heading, or short line like one, opens one."""
    article = doc.user_data.get("article")
    text = tokens(doc).text
    blocks = article.blocks if article is not None else ()
    return [
        block.start
        for number, block in enumerate(blocks)
        if block.kind == "heading"
        or (
            block.kind == "paragraph"
            and 0 < number < len(blocks) - 1
            and block.end - block.start <= _HEADING_LENGTH
            and text[block.end - 1].isalnum()
            and not _CELLS.intersection(text[block.start : block.end])
        )
    ]

"""The names in bylines and under pictures, at their places in the text."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.page import Article

_CREDITED = frozenset({"byline", "caption"})


def credited(article: Article) -> Iterator[tuple[int, int]]:
    """Where the text prints the names that the page credits: code points, half-open."""
    names = dict.fromkeys(article.byline)
    names.update(dict.fromkeys(item.name for item in article.credits if item.role != "source"))
    for block in article.blocks:
        if block.kind not in _CREDITED:
            continue
        for name in names:
            start = article.text.find(name, block.start, block.end)
            if start < 0:
                continue
            last = article.text[start : block.end].rstrip(" .)*") == name
            if block.kind == "byline" or last:  # under a picture the one who is credited stands last
                yield start, start + len(name)

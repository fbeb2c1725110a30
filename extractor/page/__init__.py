"""Bytes to Article: decoding, cutting the page to the article, and telling its lines apart."""

from collections.abc import Callable, Mapping

from extractor.page.article import Article, Block
from extractor.page.examples import checker
from extractor.page.places import Places
from extractor.page.read import read_article, read_listing
from extractor.patterns import Patterns

CHECKERS: Mapping[str, Callable[[Patterns], Callable[[str], list[tuple[str, int, int]]]]] = {"page": checker}

__all__ = ["CHECKERS", "Article", "Block", "Places", "read_article", "read_listing"]

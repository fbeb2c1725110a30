"""Bytes to Article: decoding, cutting the page to the article, and telling its lines apart."""

from extractor.page.article import Article, Block
from extractor.page.read import read_article

__all__ = ["Article", "Block", "read_article"]

"""Article and mentions → Record: the order in which facts are joined, and how each is written down."""

from __future__ import annotations

from spacy.tokens import Doc

from extractor.language.segmentation import words
from extractor.link.facts import (
    date_facts,
    event_facts,
    organization_facts,
    person_facts,
    post_facts,
    venue_facts,
)
from extractor.link.joined import Linker
from extractor.page import Article
from extractor.record import ArticleInfo, Block, Record, Source


def build_record(article: Article, doc: Doc, linker: Linker, *, with_words: bool = False) -> Record:
    """The record of an article whose Doc has passed through all components."""
    joined = linker.join(doc, article)
    return Record(
        id=f"sha256:{article.sha256}",
        source=_source(article),
        article=_info(article),
        text=article.text,
        blocks=[
            Block(
                kind=block.kind,
                start=block.start,
                end=block.end,
                path=block.path,
                line=block.line,
                column=block.column,
            )
            for block in article.blocks
        ],
        dates=date_facts(joined),
        events=event_facts(joined),
        venues=venue_facts(joined),
        people=person_facts(joined),
        organizations=organization_facts(joined),
        elected_posts=post_facts(joined),
        warnings=[*article.warnings, *joined.warnings],
        words=words(doc).spans() if with_words else None,
    )


def _source(article: Article) -> Source:
    return Source(
        uri=article.uri,
        media_type=article.media_type,
        encoding=article.encoding,
        bytes=article.size,
        captured=article.captured,
    )


def _info(article: Article) -> ArticleInfo:
    return ArticleInfo(
        title=article.title,
        published=article.published,
        published_from=article.published_from,
        byline=list(article.byline),
        credits=list(article.credits),
        site=article.site,
        url=article.url,
        section=article.section,
        language=article.language,
    )

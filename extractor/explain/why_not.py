"""Why some words of an article are no fact of its record, or not the one that was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.errors import UsageError
from extractor.explain.near import Near, near
from extractor.page import Article
from extractor.page.article import Block
from extractor.patterns import Patterns
from extractor.record import Record, Span

_PLACES = 3  # of words that stand in many
_FACTS = ("dates", "events", "venues", "people", "organizations", "elected_posts")


def why_not(record: Record, words: str, folders: Sequence[Path] = ()) -> str:
    """For each place of the words: the facts that hold them, and the rules that came near with what stopped them.

    Raises UsageError where the article does not print the words.
    """
    if not words.strip():
        raise UsageError("--why-not needs some words", hint='as in --why-not "bà Lê An"')
    phrase = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    places = [(match.start(), match.end()) for match in phrase.finditer(record.text)]
    if not places:
        hint = "see its `text`: what is no part of the article (menus, lists of other articles) was left out"
        raise UsageError(f"the text of the record does not hold {words!r}", where=record.source.uri, hint=hint)
    from extractor.pipeline import Extractor  # loads spaCy

    tool = Extractor(folders)
    doc = tool.nlp.make_doc(record.text)
    doc.user_data["article"] = _article(record)
    doc = tool.nlp(doc)
    parts: list[str] = []
    for start, end in places[:_PLACES]:
        parts += [_line(record, start, end), *_facts(record, start, end)]
        parts += _near(record, near(doc, tool.patterns, start, end), tool.patterns)
        parts.append("")
    if len(places) > _PLACES:
        parts.append(f"… and {len(places) - _PLACES} more places")
    return "\n".join(parts).rstrip()


def _line(record: Record, start: int, end: int) -> str:
    first = record.text.rfind("\n", 0, start) + 1
    last = record.text.find("\n", end)
    line = record.text[first:start] + "[" + record.text[start:end] + "]"
    return line + record.text[end : len(record.text) if last < 0 else last]


def _facts(record: Record, start: int, end: int) -> Iterator[str]:
    yield "  facts of the record there:"
    found = [f"    {path}: {text}" for path, text, span in _spans(record) if span.start < end and start < span.end]
    yield from found or ["    none"]


def _spans(record: Record) -> Iterator[tuple[str, str, Span]]:
    for name in _FACTS:
        for number, fact in enumerate(getattr(record, name)):
            path = f"{name}[{number}]"
            spans = [fact.evidence] if name == "elected_posts" else fact.mentions
            for span in spans:
                yield path, record.quote(span), span
            for at, position in enumerate(fact.positions if name == "people" else ()):
                yield f"{path}.positions[{at}]", record.quote(position), position


def _near(record: Record, found: Sequence[Near], patterns: Patterns) -> Iterator[str]:
    yield "  rules that came near:"
    if not found:
        yield "    none: no rule knows a part of these words"
    for item in found:
        words = " ".join(record.text[item.start : item.end].split())
        yield f"    {words if len(words) <= 60 else words[:57] + '…'}: {item.what}"
        for rule_id in item.rule.split(" + "):
            rule = patterns.rule(rule_id)
            yield f"      {rule_id}  {f'{rule.file}:{rule.line}' if rule is not None else '(in the program)'}"


def _article(record: Record) -> Article:
    """The article as the components see it, from what the record keeps of it."""
    about = record.article
    blocks = tuple(Block(block.kind, block.start, block.end) for block in record.blocks)
    return Article(
        text=record.text,
        blocks=blocks,
        title=about.title,
        published=about.published,
        published_from=about.published_from,
        byline=tuple(about.byline),
        credits=tuple(about.credits),
        site=about.site,
        url=about.url,
        section=about.section,
        language=about.language,
        uri=record.source.uri,
        media_type=record.source.media_type,
        encoding=record.source.encoding,
        size=record.source.bytes,
        sha256=record.id.removeprefix("sha256:"),
        captured=record.source.captured,
        warnings=(),
    )

"""Who was given which post: statements, lists and headings of an article joined into assignments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from extractor.find.names import PersonMention
from extractor.find.positions import PositionMention
from extractor.find.posts import Frames
from extractor.find.posts_items import bodies as find_bodies
from extractor.find.posts_text import read_sentences
from extractor.language.spans import get
from extractor.language.tokens import tokens
from extractor.link.bodies import Bodies, PostKnowledge
from extractor.link.identity import Identity
from extractor.link.posts_assignment import PostAssignment, merged_posts
from extractor.link.posts_counts import count_notices
from extractor.link.posts_dates import Days
from extractor.link.posts_reader import Reader
from extractor.link.sections import sections
from extractor.link.terms import Dated, Place, Terms
from extractor.patterns import Patterns
from extractor.record import Notice


@dataclass(frozen=True, slots=True)
class Posts:
    """What an article says of new posts."""

    assignments: list[PostAssignment]
    claimed: frozenset[PositionMention]
    notices: list[Notice]


class PostLinker:
    """Joins people and the posts that they were given; made once for a set of patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self._knowledge = PostKnowledge(patterns)
        self._frames = Frames(patterns)

    def assign(
        self, doc: Doc, identities: Mapping[PersonMention, Identity], dates: Sequence[Dated], published: str | None
    ) -> Posts:
        """The posts that an article gives to people. The Doc has passed through all finders."""
        text = tokens(doc).text
        sentences = read_sentences(doc, self._frames)
        positions = get(doc, "positions", PositionMention)
        parts = sections(doc)
        bodies = Bodies(self._knowledge, text, find_bodies(doc, self._frames.words, boards=True), positions, parts)
        found = Reader(bodies, identities).read(sentences)
        claimed = frozenset(item.position for item in found if item.position is not None)
        spans = [(sentence.start, sentence.end) for sentence in sentences]
        people = get(doc, "people", PersonMention)
        old = [item.end for item in positions if item not in claimed and _is_beside(item, people)]
        terms = Terms(text, dates, old, [item.end for item in claimed], published)
        calendar = Days(text, dates, spans, parts, published)
        assignments = [_dated(item, terms, calendar) for item in merged_posts(found)]
        return Posts(assignments, claimed, list(count_notices(text, sentences, found)))


def _is_beside(position: PositionMention, people: Sequence[PersonMention]) -> bool:
    """Whether a title stands right beside a person."""
    return any(0 <= position.start - person.end <= 4 or 0 <= person.outer - position.end <= 2 for person in people)


def _dated(item: PostAssignment, terms: Terms, calendar: Days) -> PostAssignment:
    """An assignment with its day and its term."""
    day = calendar.of(item.sentence, item.start)
    post_end = item.position.end if item.position is not None else item.end
    voted = item.how in ("elected", "re-elected")
    place = Place(item.sentence, (item.start, item.end), post_end, item.heading, voted, day)
    term = terms.beside(place)
    if term is None and voted:
        term = terms.of_article(day)
    return replace(item, date=day, term=term)

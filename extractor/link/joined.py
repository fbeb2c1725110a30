"""The order in which mentions are joined into facts, each step building on the ones before it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.find.date_model import DateMention
from extractor.find.events import EventMention
from extractor.find.names import PersonMention
from extractor.find.organizations import OrganizationMention
from extractor.find.reading import doc_reading
from extractor.find.venues import VenueMention
from extractor.language.spans import get
from extractor.link.dates import ResolvedDate, resolve_dates
from extractor.link.events import link_events
from extractor.link.events_model import EventFact
from extractor.link.holders import Holders
from extractor.link.holders_line import Holding
from extractor.link.holders_merge import HeldPosition, merge
from extractor.link.identity import Identity, by_mention, doubles, identify
from extractor.link.organizations import Forms
from extractor.link.places import Gazetteer
from extractor.link.posts import PostLinker, Posts
from extractor.link.venues import VenueFact, link_venues
from extractor.page import Article
from extractor.patterns import Patterns
from extractor.record import Notice


@dataclass(frozen=True, slots=True)
class Joined:
    """All facts of an article, before they are written down as a record."""

    text: str
    people: list[Identity]
    holdings: list[Holding]
    organizations: list[OrganizationMention]
    forms: Forms
    dates: list[ResolvedDate]
    events: list[EventFact]
    venues: list[VenueFact]
    posts: Posts
    warnings: list[Notice]

    def positions_of(self, person: Identity) -> list[HeldPosition]:
        """What the article says that a person is or was, new posts left out."""
        mentions = set(person.mentions)
        mine = [holding for holding in self.holdings if holding.person in mentions]
        given = [(post.post, post.body) for post in self.posts.assignments if post.person in mentions]
        return merge(mine, self.forms, claimed=self.posts.claimed, given=given)


class Linker:
    """Joins the mentions on a Doc into facts; made once for a set of patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self._holders = Holders(patterns)
        self._posts = PostLinker(patterns)
        self._gazetteer = Gazetteer(patterns)

    def join(self, doc: Doc, article: Article) -> Joined:
        """The facts of an article whose Doc has passed through all components."""
        read = doc_reading(doc)
        people = identify(get(doc, "people", PersonMention))
        holdings = self._holders.attach(doc)
        organizations = get(doc, "organizations", OrganizationMention)
        dates = resolve_dates(get(doc, "dates", DateMention), article.text, article.published)
        venue_mentions = get(doc, "venues", VenueMention)
        events = link_events(
            read, get(doc, "events", EventMention), venue_mentions, dates, organizations, article.published
        )
        venues = link_venues(read, events, venue_mentions, self._gazetteer, article.published)
        posts = self._posts.assign(doc, by_mention(people), dates, article.published)
        warnings = [date.notice for date in dates if date.notice is not None]
        warnings += [*posts.notices, *doubles(people)]
        forms = Forms(organizations)
        return Joined(article.text, people, holdings, organizations, forms, dates, events, venues, posts, warnings)

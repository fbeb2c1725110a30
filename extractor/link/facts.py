"""Facts as they are written into the record: what was joined, with its places, rules and confidence."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.find.organizations import OrganizationMention
from extractor.find.reading import Spanned
from extractor.language.spans import Mention
from extractor.link.confidence import confidence
from extractor.link.dates import ResolvedDate
from extractor.link.dates_roles import is_of_event
from extractor.link.joined import Joined
from extractor.record import Date, ElectedPost, Event, Organization, Person, Position, Span, Venue


def date_facts(joined: Joined) -> list[Date]:
    """Every date expression, once for each distinct wording and value, in the order of the text."""
    grouped: dict[tuple[str, str | None], list[ResolvedDate]] = {}
    for date in joined.dates:
        wording = " ".join(joined.text[date.start : date.end].split())
        grouped.setdefault((wording, date.value), []).append(date)
    event_days = [event.date for event in joined.events if event.date]
    return [
        Date(
            text=wording,
            value=value,
            kind=found[0].kind,
            role="event" if is_of_event(value, event_days) else found[0].role,
            mentions=_spans(found),
            rule=found[0].rule,
            confidence=confidence("dates", found[0].rule),
        )
        for (wording, value), found in grouped.items()
    ]


def person_facts(joined: Joined) -> list[Person]:
    """Everybody that the article names, in the order of first mention."""
    return [
        Person(
            name=person.name,
            honorific=person.honorific,
            degrees=person.degrees,
            positions=[
                Position(
                    title=held.title,
                    organization=held.organization,
                    start=held.start,
                    end=held.end,
                    rule=held.rule,
                )
                for held in joined.positions_of(person)
            ],
            mentions=_spans(person.mentions),
            rule=person.rule,
            confidence=confidence("people", person.rule),
        )
        for person in joined.people
    ]


def organization_facts(joined: Joined) -> list[Organization]:
    """Each organization under its fullest printed form, in the order of first mention."""
    grouped: dict[str, list[OrganizationMention]] = {}
    for mention in joined.organizations:
        if not mention.bare:
            grouped.setdefault(joined.forms.fullest(mention).casefold(), []).append(mention)
    return [
        Organization(
            name=joined.forms.fullest(found[0]),
            kind=found[0].kind,
            mentions=_spans(found),
            rule=found[0].rule,
            confidence=confidence("organizations", found[0].rule),
        )
        for found in grouped.values()
    ]


def event_facts(joined: Joined) -> list[Event]:
    """The events that the article reports."""
    return [
        Event(
            name=event.name,
            kind=event.kind,
            date=event.date,
            venue=_quote(joined.text, event.venues[0]) if event.venues else None,
            organizers=list(event.organizers),
            mentions=_spans(event.mentions),
            rule=event.rule,
            confidence=confidence("events", event.rule),
        )
        for event in joined.events
    ]


def venue_facts(joined: Joined) -> list[Venue]:
    """The places of those events."""
    return [
        Venue(
            text=venue.text,
            province=venue.province,
            province_code=venue.province_code,
            province_now=venue.province_now,
            kind=venue.kind,
            mentions=_spans(venue.mentions),
            rule=venue.rule,
            confidence=confidence("venues", venue.rule),
        )
        for venue in joined.venues
    ]


def post_facts(joined: Joined) -> list[ElectedPost]:
    """Who was given which post."""
    return [
        ElectedPost(
            person=post.name,
            post=post.post,
            body=post.body,
            board=post.board,
            term=post.term,
            date=post.date,
            how=post.how,
            evidence=Span(start=post.start, end=post.end),
            rule=post.rule,
            confidence=confidence("elected_posts", post.rule),
        )
        for post in joined.posts.assignments
    ]


def _spans(mentions: Iterable[Spanned]) -> list[Span]:
    places = sorted({(mention.start, mention.end) for mention in mentions})
    return [Span(start=start, end=end) for start, end in places]


def _quote(text: str, mention: Mention) -> str:
    return " ".join(text[mention.start : mention.end].split())

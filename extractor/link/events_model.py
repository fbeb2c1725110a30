"""What the linking of events passes on: a reported event, and one that may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.find.events import EventMention
from extractor.find.reading import Reading
from extractor.find.venues import VenueMention
from extractor.link.events_evidence import Evidence
from extractor.link.events_groups import Group, telling

# tokens of a name that is printed in full
FULL = 6


@dataclass(frozen=True, slots=True)
class EventFact:
    """A reported event. `venues` are the mentions of its places, the first of them its venue.

    `planned`: a sentence puts it in the future; `primary`: it is the article's own event.
    """

    name: str
    kind: str
    date: str | None
    venues: tuple[VenueMention, ...]
    organizers: tuple[str, ...]
    mentions: tuple[EventMention, ...]
    rule: str
    weight: float
    primary: bool
    planned: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group of mentions with its evidence; `number` is its order in the text."""

    number: int
    group: Group
    evidence: tuple[Evidence, ...]
    weight: float

    @property
    def own_date(self) -> bool:
        """Whether a sentence of the body gives the event a day."""
        return any(item.date is not None and not item.is_title for item in self.evidence)

    @property
    def is_plan(self) -> bool:
        """Whether the text speaks of the event as of something to come, or in passing."""
        return all(item.planned or item.only_mentioned for item in self.evidence)

    @property
    def is_full(self) -> bool:
        """Whether a mention that is no mere plan or occasion prints the name in full."""
        return any(
            item.mention.named and not item.only_mentioned and item.mention.last - item.mention.first >= FULL
            for item in self.evidence
        )


def telling_words(mentions: Iterable[EventMention], reading: Reading) -> set[str]:
    """The telling words of all mentions of an event."""
    return set().union(*(telling(mention, reading) for mention in mentions))

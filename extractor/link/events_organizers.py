"""Who holds an event: the subject of its verb of holding, or what "do … tổ chức" names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.find.events import EventMention
from extractor.find.reading import Reading, Spanned
from extractor.find.venues import VenueMention

# tokens behind a name in which "do … tổ chức" names who holds the event
_BEHIND = 20


class Organizers:
    """Finds the organizations that hold an event."""

    def __init__(self, reading: Reading, venues: Sequence[VenueMention], organizations: Sequence[Spanned]) -> None:
        self._reading = reading
        self._venues = venues
        self._organizations = organizations

    def of(self, mentions: Iterable[EventMention]) -> tuple[str, ...]:
        """Organizations that stand as the subject of "tổ chức" before the name, or behind "do" after it."""
        for mention in mentions:
            start, limit = self._reading.sentence(mention.first)
            if mention.lead_in == "held" and (verb := self._verb(start, mention.first)) is not None:
                found = self._names_between(start, verb)
            else:
                behind = range(mention.last, min(limit, mention.last + _BEHIND)) if mention.follow else ()
                by = next((token for token in behind if self._reading.tokens.norms[token] == "do"), limit)
                found = self._names_between(by, min(limit, by + _BEHIND))[:1]
            if found:
                return tuple(found)
        return ()

    def _verb(self, start: int, last: int) -> int | None:
        """The first token of the verb of holding before an event whose subject is who holds it."""
        verbs = [
            hit.first
            for hit in self._reading.hits.of("event_lead_in")
            if start <= hit.first and hit.last <= last and hit.rule.get("by") == "subject"
        ]
        return verbs[-1] if verbs else None

    def _names_between(self, first: int, last: int) -> list[str]:
        """The organizations between two tokens, as printed; those that only name a venue are left out."""
        if last <= first:
            return []
        start, end = self._reading.tokens.starts[first], self._reading.tokens.ends[last - 1]
        return [
            " ".join(self._reading.tokens.text[item.start : item.end].split())
            for item in self._organizations
            if start <= item.start
            and item.end <= end
            and not any(venue.start <= item.start < venue.end for venue in self._venues)
        ]

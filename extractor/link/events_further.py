"""Which events besides its own an article reports: held near to it in time, beside it or inside it."""

from __future__ import annotations

from extractor.find.reading import OPENERS, Reading
from extractor.link.events_dates import DateChooser, bounds, gap
from extractor.link.events_evidence import Evidence
from extractor.link.events_groups import Group, same_head
from extractor.link.events_model import Candidate, EventFact, telling_words

# what a further event has to weigh; and one of the same sort as the article's, with its full name
_ENOUGH, _PARALLEL_ENOUGH = 3.5, 3.0
# days between the article's event and a further one, and one of the same sort
_NEAR_DAYS, _PARALLEL_DAYS = 31, 60
# days by which an event that a sentence puts before the article's may lie before it
JUST_BEFORE = 3
# verbs told alone ("trao giải") are parts of what frames them
_NOT_FRAMED = ("event.act", "event.call")


class Further:
    """Weighs the events of a text against the article's own. `published` is an ISO day or None."""

    def __init__(self, reading: Reading, chooser: DateChooser, published: str | None) -> None:
        self._reading = reading
        self._chooser = chooser
        self._published = published

    def is_reported(self, other: Candidate, primary: EventFact) -> bool:
        """Whether a further event is reported: on its own day near the article's, or inside the article's event."""
        return self._is_near(other, primary) or any(self._is_inside(item, primary) for item in other.evidence)

    def is_framed(self, candidate: Candidate) -> bool:
        """Whether a sentence that begins with "trong khuôn khổ", "nhân dịp này" says that the event is held."""
        return any(self._is_framed(item) for item in candidate.evidence)

    def day(self, value: str | None, primary: EventFact) -> str | None:
        """The days of a framed event: the article's where it has none, from then on where only its last is named."""
        if value is None or primary.date is None:
            return value or primary.date
        opening = primary.date.strip("{")[:10]
        lasts = len(value) == 10 and opening < value and self._chooser.is_closing(value)
        return f"{opening}/{value}" if lasts else value

    def _is_near(self, other: Candidate, primary: EventFact) -> bool:
        """Whether an event has a day of its own, near the article's, and is no plan."""
        parallel = other.is_full and same_head(other.group.kind, primary.kind)
        enough = _PARALLEL_ENOUGH if parallel else _ENOUGH
        usable = [
            item for item in other.evidence if item.date is not None and not item.is_title and item.weight >= enough
        ]
        item = max(usable, key=lambda item: item.weight, default=None)
        if item is None or item.date is None or item.only_mentioned or (item.planned and not primary.planned):
            return False
        named = any(found.mention.named for found in other.evidence)
        held = item.in_lead or item.mention.lead_in == "held"
        if not named and not (held and len(other.group.kind.split()) > 2):
            return False
        day = self.day(item.date, primary) if self._is_framed(item) else item.date
        if day is None:
            return False
        reach = JUST_BEFORE if item.before else _PARALLEL_DAYS if parallel else _NEAR_DAYS
        if primary.date is not None and gap(day, primary.date) > reach:
            return False
        return not self._is_same(other.group, day, primary) and not self.is_to_come(day, primary)

    def _is_inside(self, item: Evidence, primary: EventFact) -> bool:
        """Whether a sentence puts an event inside the article's: in its frame, or on a day of those that it lasts."""
        if primary.date is None or item.is_title or item.mention.rule in _NOT_FRAMED or item.before:
            return False
        if same_head(item.mention.kind, primary.kind):
            return False
        if item.date is None:
            return self._is_framed(item) and not item.planned and self._is_proper(item)
        if not item.mention.named or gap(item.date, primary.date) > 0:
            return False
        to_come = item.mention.lead_in == "to_come" and "/" in primary.date and item.venue is not None
        return to_come or (self._is_framed(item) and not item.planned)

    def _is_framed(self, item: Evidence) -> bool:
        if item.mention.lead_in != "held" and not (item.mention.lead_in == "" and item.mention.follow == "happens"):
            return False
        start, _ = self._reading.sentence(item.mention.first)
        opening = range(start, min(start + 2, item.mention.first))
        return item.mention.named and any(self._reading.at("event_frame", token) is not None for token in opening)

    def _is_proper(self, item: Evidence) -> bool:
        """Whether a name has a quotation or begins with a capital."""
        mention = item.mention
        quoted = any(word in OPENERS for word in self._reading.tokens.words[mention.first : mention.last])
        return quoted or mention.quoted or self._reading.is_capital(mention.first)

    def _is_same(self, found: Group, date: str, primary: EventFact) -> bool:
        """Whether a group is the article's event again, in other words, on the same day."""
        if date != primary.date or not same_head(found.kind, primary.kind):
            return False
        known = telling_words(primary.mentions, self._reading)
        own = telling_words(found.mentions, self._reading)
        return 2 * len(own & known) >= min(len(own), len(known))

    def is_to_come(self, value: str, primary: EventFact) -> bool:
        """Whether a day lies behind the publication although the article's own event is over."""
        limits = bounds(value)
        own = bounds(primary.date) if primary.date is not None else None
        if self._published is None or limits is None or own is None:
            return False
        return limits[0].isoformat() > self._published >= own[0].isoformat()

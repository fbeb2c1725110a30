"""What a text says for and against an event being the one that it reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.events import EventMention
from extractor.find.reading import Reading
from extractor.find.venues import VenueMention
from extractor.link.events_dates import DateChooser, is_brief

# weights, in arbitrary units: what introduces a name, what follows it, and what stands in its sentence
_LEAD_IN = {
    "held": 3.0,
    "attended": 2.0,
    "at": 1.0,
    "frame": 1.0,
    "": 1.0,
    "occasion": -1.5,
    "part": -2.0,
    "plan": -3.0,
    "to_come": -3.0,
    "plural": -3.0,
}
_FOLLOW = {"happens": 3.0, "goes_on": 1.5}
_DAY, _VENUE, _LEAD, _TITLE, _LISTED, _ANNOUNCED, _ELSEWHEN = 2.0, 1.0, 1.5, 2.0, 2.0, 5.0, -2.5
# "Hội nghị" again, without a day of its own, weighs no more than this
_AGAIN_UNDATED = 1.5
_AGAIN = {"yes": -1.0, "weak": -2.0, "no": -2.0}
_ONLY_MENTIONED = {"occasion", "part", "plan", "to_come", "plural"}
# tokens of a clause before and behind a name in which words of another time count
_CLAUSE_BEFORE, _CLAUSE_BEHIND = 12, 5
# kinds of venues that count only where nothing more exact is named
WIDE = {"foreign", "town", "place"}
_BODY = {"lead", "paragraph", "list_item"}
_LEAD_LINES, _LEAD_WORDS = 2, 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sentence of one mention says: how much it weighs, its day and venue, and where it stands."""

    mention: EventMention
    weight: float
    date: str | None
    venue: VenueMention | None
    is_title: bool
    in_lead: bool
    before: bool
    planned: bool
    closes: bool

    @property
    def only_mentioned(self) -> bool:
        """Whether the words before the name say that the event is a plan, an occasion, part of a name."""
        return self.mention.lead_in in _ONLY_MENTIONED


class Weigher:
    """Weighs the mentions of events of one text."""

    def __init__(self, reading: Reading, venues: Sequence[VenueMention], chooser: DateChooser) -> None:
        self._reading = reading
        self._venues = venues
        self._chooser = chooser
        self.lead_end = self._find_lead()
        self.label_venue = next((venue for venue in venues if venue.how == "label"), None)
        self.label = self._find_label()

    def weigh(self, mention: EventMention) -> Evidence:
        """The evidence of a mention's sentence."""
        line = self._reading.line(mention.first)
        is_title = line is not None and line.kind == "title"
        in_lead = not is_title and mention.start < self.lead_end
        frames = mention.lead_in == "frame" and not mention.named
        # the day and place behind "trong khuôn khổ lễ hội" are those of something else
        date = None if frames else self._chooser.near(mention.first, mention.last, lasting=not is_brief(mention.kind))
        venue = self.venue(mention) if not (frames or self._is_beside(mention)) else None
        weight = _LEAD_IN.get(mention.lead_in, 0.0) + (0.0 if frames else _FOLLOW.get(mention.follow, 0.0))
        weight += _DAY * (date is not None) + _VENUE * (venue is not None) + _LEAD * in_lead
        if date is not None and line is not None and self._heads_line(mention, line.start):
            weight += _LISTED
        if is_title:
            weight = 0.0 if mention.lead_in in _ONLY_MENTIONED else _TITLE
        past = date is None and self._chooser.is_long_past(mention.first, mention.last)
        weight += _ELSEWHEN * (past or self._elsewhen(mention, {"future", "past"}))
        if not mention.named:
            weight += _AGAIN[mention.anaphor]
            weight = weight if date is not None else min(weight, _AGAIN_UNDATED)
        elif self.label is not None and self._reading.token_from(mention.end) <= self.label:
            weight += _ANNOUNCED - is_title - _LEAD_IN["plan"] * (mention.lead_in in ("plan", "to_come"))
        before, planned = self._elsewhen(mention, {"before"}), self._elsewhen(mention, {"future"})
        return Evidence(mention, weight, date, venue, is_title, in_lead, before, planned, self._closes(mention))

    def venue(self, mention: EventMention) -> VenueMention | None:
        """The venue in a mention's sentence: behind a preposition, else a hall that stands as the subject."""
        start, limit = self._reading.sentence(mention.first)
        inside = [
            venue
            for venue in self._venues
            if start <= venue.first and venue.last <= limit and not mention.first <= venue.first < mention.last
        ]
        for venue in inside:
            if venue.how == "in" and 0 <= venue.first - mention.last <= 1:
                return venue
        for hows in (("at", "label", "behind"), ("subject", "list"), ("near", "online")):
            found = [venue for venue in inside if venue.how in hows]
            if found:
                return min(found, key=lambda venue: (venue.kind in WIDE, _distance(venue, mention)))
        return None

    def _is_beside(self, mention: EventMention) -> bool:
        """Whether the sentence tells of something before or after the event: "Trước buổi làm việc, đoàn …"."""
        norms = self._reading.tokens.norms[max(0, mention.first - 2) : mention.first]
        return not mention.named and bool({"trước", "sau"} & set(norms))

    def _closes(self, mention: EventMention) -> bool:
        """Whether the words beside a mention say that it ends: "bế giảng lớp …", "lớp … đã bế giảng"."""
        behind = [self._reading.at("event_time", mention.last + step) for step in range(3)]
        found = [self._reading.hits.until("event_time", mention.first), *behind]
        return any(hit is not None and hit.rule.get("role") == "closing" for hit in found)

    def with_address(self, venue: VenueMention) -> VenueMention:
        """A venue as the text prints it with its address, where it does so elsewhere."""
        norms = self._reading.tokens.norms
        own = norms[venue.first : venue.last]
        for other in self._venues:
            if other.last - other.first > len(own) and norms[other.first : other.first + len(own) + 1] in (
                [*own, ","],
                [*own, "("],
            ):
                return other
        return venue

    def _find_lead(self) -> int:
        """The code point at which the lead ends: the first lines of the body that are sentences."""
        seen = 0
        for line in self._reading.lines:
            size = self._reading.token_from(line.end) - self._reading.token_from(line.start)
            if line.kind not in _BODY or size < _LEAD_WORDS:
                continue
            seen += 1
            if seen == _LEAD_LINES:
                return line.end
        return len(self._reading.tokens.text)

    def _find_label(self) -> int | None:
        """The token at which a notice's labelled lines begin ("Thời gian: …", "Địa điểm: …")."""
        places = [self.label_venue.first] if self.label_venue is not None else []
        if (when := self._chooser.label()) is not None:
            places.append(when)
        return min(places, default=None)

    def _heads_line(self, mention: EventMention, line_start: int) -> bool:
        """Whether a mention heads a line of a programme ("- Lễ khai mạc: 8h00 ngày 5/4")."""
        behind = self._reading.tokens.words[mention.last : mention.last + 2]
        return mention.start - line_start <= 3 and ":" in behind

    def _elsewhen(self, mention: EventMention, roles: set[str]) -> bool:
        """Whether words of its clause put a mention in another time."""
        start, limit = self._reading.sentence(mention.first)
        before = range(max(start, mention.first - _CLAUSE_BEFORE), mention.first)
        behind = range(mention.last, min(limit, mention.last + _CLAUSE_BEHIND))
        for token in (*before, *behind):
            hit = self._reading.at("event_time", token)
            if hit is not None and hit.rule.get("role") in roles:
                return True
        return False


def total(evidence: Sequence[Evidence]) -> float:
    """The weight of an event: its best sentence, its place in the title, and how often it is named."""
    body = [item.weight for item in evidence if not item.is_title]
    title = max((item.weight for item in evidence if item.is_title), default=0.0)
    return max(body, default=0.0) + max(title, 0.0) + 0.2 * min(len(body), 5)


def _distance(venue: VenueMention, mention: EventMention) -> int:
    """Tokens between a venue and an event; a venue behind the name is nearer than one before."""
    return venue.first - mention.last if venue.first >= mention.last else mention.first - venue.last + 1

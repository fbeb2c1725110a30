"""Which events the article reports, with their days, venues and organizers.

Every group of mentions is weighed by what its sentences say: a verb of holding, a day, a venue, the title and the
lead speak for an event; plans, occasions and names of papers against it. The weightiest is the article's event;
others are reported where their own sentence gives them a day near to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.events import EventMention
from extractor.find.reading import CLOSERS, OPENERS, Reading, Spanned
from extractor.find.venues import VenueMention
from extractor.link.events_dates import Dated, DateChooser, bounds, gap
from extractor.link.events_groups import Group, group, same_head, telling

_LEAD_IN = {"held": 3.0, "attended": 2.0, "at": 1.0, "frame": 1.0, "": 1.0, "occasion": -1.5, "plan": -3.0, "part": -2.0, "plural": -3.0}
_FOLLOW = {"happens": 3.0, "goes_on": 1.5}
_AGAIN_UNDATED = 1.5
_DAY, _VENUE, _LEAD, _TITLE, _LATER, _LISTED, _ANNOUNCED = 2.0, 1.0, 1.5, 2.0, -2.5, 2.0, 5.0
_ENOUGH, _SECOND_ENOUGH = 3.0, 3.5
_NEAR_DAYS, _JUST_BEFORE = 31, 3
# kinds of venues that count only where nothing more exact is named
_WIDE = {"foreign", "town", "place"}
_LEAD_LINES, _LEAD_WORDS = 2, 12
# a name with fewer telling words gives way to a fuller one, the title's first
_TELLING = 2


@dataclass(frozen=True, slots=True)
class EventFact:
    """A reported event. `venues` are the mentions of its places, the first of them its venue."""

    name: str
    kind: str
    date: str | None
    venues: tuple[VenueMention, ...]
    organizers: tuple[str, ...]
    mentions: tuple[EventMention, ...]
    rule: str
    weight: float
    primary: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the sentence of one mention says of it."""

    mention: EventMention
    weight: float
    date: str | None
    venue: VenueMention | None
    is_title: bool
    before: bool
    listed: bool


class EventLinker:
    """Chooses and completes the events of one text."""

    def __init__(
        self,
        reading: Reading,
        venues: Sequence[VenueMention],
        dates: Sequence[Dated],
        organizations: Sequence[Spanned],
        published: str | None,
    ) -> None:
        self._reading = reading
        self._venues = venues
        self._organizations = organizations
        self._published = published
        self._chooser = DateChooser(reading, dates, published)
        self._lead_end = self._find_lead()
        self._label_venue = next((venue for venue in venues if venue.how == "label"), None)
        self._label = self._find_label()

    def link(self, mentions: Sequence[EventMention]) -> list[EventFact]:
        """The reported events among the mentions, the article's own first, then in the order of the text."""
        weighed = [(found, self._evidence(found)) for found in group(mentions, self._reading)]
        ranked = sorted(((self._total(evidence), -number) for number, (_, evidence) in enumerate(weighed)), reverse=True)
        ranked = [item for item in ranked if self._stands_out(weighed[-item[1]][1])]
        if not ranked or (ranked[0][0] < _ENOUGH and not self._is_titled(weighed[-ranked[0][1]][1])):
            return []
        best = -ranked[0][1]
        primary = self._fact(*weighed[best], ranked[0][0], primary=True)
        facts = [primary]
        for weight, negative in sorted(ranked[1:], key=lambda item: -item[1]):
            found, evidence = weighed[-negative]
            if self._is_second(found, evidence, weight, primary):
                facts.append(self._fact(found, evidence, weight, primary=False))
        return facts

    def _find_label(self) -> int | None:
        """The token at which a notice's labelled lines begin ("Thời gian: …", "Địa điểm: …")."""
        places = [self._label_venue.first] if self._label_venue is not None else []
        if (when := self._chooser.label()) is not None:
            places.append(when)
        return min(places, default=None)

    def _find_lead(self) -> int:
        """The code point at which the lead ends: the first lines of the body that are sentences."""
        seen = 0
        for line in self._reading.lines:
            size = self._reading.token_from(line.end) - self._reading.token_from(line.start)
            if line.kind == "title" or size < _LEAD_WORDS:
                continue
            seen += 1
            if seen == _LEAD_LINES:
                return line.end
        return len(self._reading.tokens.text)

    def _evidence(self, found: Group) -> list[_Evidence]:
        return [self._weigh(mention) for mention in found.mentions]

    def _weigh(self, mention: EventMention) -> _Evidence:
        line = self._reading.line(mention.first)
        is_title = line is not None and line.kind == "title"
        listed = line is not None and not is_title and mention.start - line.start <= 3 and ":" in self._reading.tokens.words[mention.last : mention.last + 2]
        weight = _LEAD_IN.get(mention.lead_in, 0.0)
        weight += _FOLLOW.get(mention.follow, 0.0)
        date = self._chooser.near(mention.first, mention.last)
        venue = self._venue(mention)
        weight += _DAY * (date is not None) + _VENUE * (venue is not None) + _LISTED * (listed and date is not None)
        if is_title:
            weight = min(weight, 1.0) if mention.lead_in in ("plan", "part", "plural", "occasion") else _TITLE
        elif mention.start < self._lead_end:
            weight += _LEAD
        weight += _LATER * self._elsewhen(mention, {"future", "past"})
        if not mention.named:
            weight -= 1.0 if mention.anaphor == "yes" else 2.0
            weight = weight if date is not None else min(weight, _AGAIN_UNDATED)
        elif self._label is not None and self._reading.token_from(mention.end) <= self._label:
            weight += _ANNOUNCED
        return _Evidence(mention, weight, date, venue, is_title, self._elsewhen(mention, {"before"}), listed)

    def _elsewhen(self, mention: EventMention, roles: set[str]) -> bool:
        """Whether words of its clause put a mention in another time."""
        start, limit = self._reading.sentence(mention.first)
        for token in (*range(max(start, mention.first - 12), mention.first), *range(mention.last, min(limit, mention.last + 5))):
            hit = self._reading.at("event_time", token)
            if hit is not None and hit.rule.get("role") in roles:
                return True
        return False

    def _total(self, evidence: Sequence[_Evidence]) -> float:
        """The weight of an event: its best sentence, its place in the title, and how often it is named."""
        body = [item.weight for item in evidence if not item.is_title]
        title = max((item.weight for item in evidence if item.is_title), default=0.0)
        title = max(title, 0.0)
        return max(body, default=0.0) + title + 0.2 * min(len(body), 5)

    def _is_titled(self, evidence: Sequence[_Evidence]) -> bool:
        """Whether the title names the event and the lead gives a day."""
        first = self._chooser.first_before(self._lead_end)
        return first is not None and any(item.is_title and item.mention.named and item.weight >= _TITLE for item in evidence)

    def _stands_out(self, evidence: Sequence[_Evidence]) -> bool:
        """Whether an event is in the title, in the lead, or has a day of its own."""
        return any(item.is_title or item.date is not None or item.mention.start < self._lead_end for item in evidence)

    def _is_second(self, found: Group, evidence: Sequence[_Evidence], weight: float, primary: EventFact) -> bool:
        """Whether a further event is reported: it has its own day, near the article's event, and is no plan."""
        usable = [item for item in evidence if item.date is not None and not item.is_title and item.weight >= _SECOND_ENOUGH]
        if not usable or not any(item.mention.named or len(found.kind.split()) > 2 for item in usable):
            return False
        item = max(usable, key=lambda item: item.weight)
        assert item.date is not None
        if primary.date is not None and gap(item.date, primary.date) > (_JUST_BEFORE if item.before else _NEAR_DAYS):
            return False
        if item.mention.lead_in in ("plan", "part", "plural", "occasion") or self._is_same(found, item.date, primary):
            return False
        return not self._is_to_come(item.date, primary)

    def _is_same(self, found: Group, date: str, primary: EventFact) -> bool:
        """Whether a group is the article's event again, in other words, on the same day."""
        if date != primary.date or not same_head(found.kind, primary.kind):
            return False
        known = set().union(*(telling(mention, self._reading) for mention in primary.mentions))
        own = set().union(*(telling(mention, self._reading) for mention in found.mentions))
        return 2 * len(own & known) >= min(len(own), len(known))

    def _is_to_come(self, value: str, primary: EventFact) -> bool:
        """Whether a day lies behind the publication although the article's own event is over."""
        limits = bounds(value)
        if self._published is None or limits is None or primary.date is None:
            return False
        own = bounds(primary.date)
        published = self._published[:10]
        return limits[0].isoformat() > published and own is not None and own[0].isoformat() <= published

    def _fact(self, found: Group, evidence: Sequence[_Evidence], weight: float, *, primary: bool) -> EventFact:
        body = [item for item in evidence if not item.is_title] or list(evidence)
        chosen = max(body, key=lambda item: (item.mention.named, item.weight))
        dated = [item for item in body if item.date is not None]
        date = self._with_opening(max(dated, key=lambda item: item.weight).date, dated) if dated else None
        if primary:
            date = self._chooser.labelled() or date or self._date_nearby(body)
        venues = [item.venue for item in sorted(body, key=lambda item: -item.weight) if item.venue is not None]
        if primary and not venues:
            venues = self._venues_nearby(body)
        if primary and self._label_venue is not None:
            venues = [self._label_venue]
        naming = self._naming(chosen, evidence)
        return EventFact(
            self._name(naming.mention),
            naming.mention.kind if naming.mention.kind != "lễ" else found.kind,
            date,
            tuple(venues[:1]),
            self._organizers(body),
            tuple(found.mentions),
            naming.mention.rule,
            weight,
            primary,
        )

    def _with_opening(self, date: str | None, dated: Sequence[_Evidence]) -> str | None:
        """A closing day joined to the earlier day that another mention gives."""
        if date is None or len(date) != 10 or not self._chooser.is_closing(date):
            return date
        whole = [item.date for item in dated if item.date is not None and item.date.endswith("/" + date)]
        if whole:
            return whole[0]
        earlier = sorted(item.date for item in dated if item.date is not None and len(item.date) == 10 and item.date < date)
        return f"{earlier[0]}/{date}" if earlier else date

    def _naming(self, chosen: _Evidence, evidence: Sequence[_Evidence]) -> _Evidence:
        """The mention that names the event best: the chosen one, or the title's where that alone is a name."""
        own = telling(chosen.mention, self._reading)
        shortened = "(" in self._reading.tokens.words[chosen.mention.first : chosen.mention.last]
        for item in evidence:
            fuller = telling(item.mention, self._reading)
            if item.is_title and item.mention.named and (len(own) < _TELLING < len(fuller) + 1 or (shortened and fuller >= own)):
                return item
        return chosen

    def _name(self, mention: EventMention) -> str:
        """The printed name without quotation marks, its white space folded."""
        printed = self._reading.tokens.text[mention.start : mention.end]
        for sign in (*OPENERS, *CLOSERS):
            printed = printed.replace(sign, "")
        return " ".join(printed.split()).strip(" ,.;:-–")

    def _date_nearby(self, body: Sequence[_Evidence]) -> str | None:
        """The day of the sentences around the mentions, else the first of the lead."""
        for item in body:
            start, limit = self._reading.sentence(item.mention.first)
            for token in (start - 1, limit):
                if 0 <= token < self._reading.size and (date := self._chooser.in_sentence(token)):
                    return date
        return self._chooser.first()

    def _venue(self, mention: EventMention) -> VenueMention | None:
        """The venue in a mention's sentence: the nearest behind a preposition, else a hall that stands as subject."""
        start, limit = self._reading.sentence(mention.first)
        inside = [venue for venue in self._venues if start <= venue.first and venue.last <= limit and not (mention.first <= venue.first < mention.last)]
        for hows in (("at", "label", "behind"), ("subject", "list"), ("near", "online")):
            found = [venue for venue in inside if venue.how in hows]
            if found:
                return min(found, key=lambda venue: (venue.kind in _WIDE, _distance(venue, mention)))
        return None

    def _venues_nearby(self, body: Sequence[_Evidence]) -> list[VenueMention]:
        """Venues of the sentence behind or before the mentions, in the lead."""
        for item in body:
            number = self._reading.sentence_number(item.mention.first)
            for venue in self._venues:
                if abs(self._reading.sentence_number(venue.first) - number) == 1 and venue.how in ("at", "subject", "list") and venue.start < self._lead_end:
                    return [venue]
        return []

    def _organizers(self, body: Sequence[_Evidence]) -> tuple[str, ...]:
        """Organizations that stand as the subject of "tổ chức" before the name, or behind "do" after it."""
        for item in body:
            if item.mention.lead_in != "held" and item.mention.follow != "happens":
                continue
            start, limit = self._reading.sentence(item.mention.first)
            verbs = [hit for hit in self._reading.hits.of("event_lead_in") if start <= hit.first and hit.last <= item.mention.first and hit.rule.get("role") == "held"]
            if verbs:
                return tuple(self._names_between(start, verbs[-1].first))
            for token in range(item.mention.last, min(limit, item.mention.last + 20)):
                if self._reading.tokens.norms[token] == "do":
                    return tuple(self._names_between(token, min(limit, token + 20)))[:1]
        return ()

    def _names_between(self, first: int, last: int) -> list[str]:
        if last <= first or not self._organizations:
            return []
        start, end = self._reading.tokens.starts[first], self._reading.tokens.ends[last - 1]
        return [
            " ".join(self._reading.tokens.text[item.start : item.end].split())
            for item in self._organizations
            if start <= item.start and item.end <= end
        ]


def _distance(venue: VenueMention, mention: EventMention) -> int:
    """Tokens between a venue and an event; a venue behind the name is nearer than one before."""
    return venue.first - mention.last if venue.first >= mention.last else mention.first - venue.last + 1


def link_events(
    reading: Reading,
    mentions: Sequence[EventMention],
    venues: Sequence[VenueMention],
    dates: Sequence[Dated],
    organizations: Sequence[Spanned] = (),
    published: str | None = None,
) -> list[EventFact]:
    """The events that an article reports, from all mentions of events, venues and resolved dates."""
    return EventLinker(reading, venues, dates, organizations, published).link(mentions)

"""Which events the article reports, with their days, venues and organizers.

Every group of mentions is weighed by what its sentences say (events_evidence.py): a verb of holding, a day, a
venue, the title and the lead speak for an event; plans, occasions and names of papers against it. The
weightiest is the article's event; others are reported where a sentence of theirs gives them a day near to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.find.events import EventMention
from extractor.find.reading import CLOSERS, OPENERS, Reading, Spanned
from extractor.find.venues import VenueMention
from extractor.link.events_ceremonies import day_of_ceremony, is_ceremony_of
from extractor.link.events_dates import DateChooser, Dated, gap, is_brief
from extractor.link.events_evidence import WIDE, Evidence, Weigher, total
from extractor.link.events_further import JUST_BEFORE, Further
from extractor.link.events_groups import group, same_head, telling
from extractor.link.events_inner import with_inner
from extractor.link.events_model import FULL, Candidate, EventFact, telling_words
from extractor.link.events_organizers import Organizers

# what the article's event has to weigh: as a rule, and where the lead names it in full
_ENOUGH, _ENOUGH_IN_FULL = 3.0, 2.5
# a name with fewer telling words gives way to the title's
_TELLING = 2
# an undated name with no more telling words may sum up several events
_VAGUE = 3
# kinds of venues that take the place of a town which a sentence beside names
_EXACT = {"hall", "building", "square", "relic_site"}
# days between the first and the last day of a lasting event
_LASTING = 120


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
        self._organizers = Organizers(reading, venues, organizations)
        self._published = published[:10] if published else None
        self._chooser = DateChooser(reading, dates, published)
        self._further = Further(reading, self._chooser, self._published)
        self._weigher = Weigher(reading, venues, self._chooser)

    def link(self, mentions: Sequence[EventMention]) -> list[EventFact]:
        """The reported events among the mentions, the article's own first, then in the order of the text."""
        candidates = self._candidates(mentions)
        reported = [found for found in candidates if not found.is_plan and self._is_enough(found)]
        if reported:
            candidates.remove(reported[0])
            candidates.insert(0, reported[0])
        elif not candidates or not self._is_enough(candidates[0]):
            return []
        best, *others = self._dated_first(candidates)
        parts = self._parts(best, others)
        if parts:
            return [self._fact(part, primary=part is parts[0]) for part in parts]
        primary = self._fact(best, primary=True)
        if primary.date is None and not self._is_told(best):
            return []
        others = sorted(others, key=lambda candidate: candidate.number)
        further = (
            self._ceremony(other, primary)
            if is_ceremony_of(primary.rule, other.group.kind, other.evidence)
            else self._beside(other, primary)
            if self._further.is_reported(other, primary)
            else None
            for other in others
        )
        return [primary, *(event for event in further if event is not None)]

    def _candidates(self, mentions: Sequence[EventMention]) -> list[Candidate]:
        """The events that may be the article's, the weightiest first."""
        found = []
        for number, members in enumerate(group(with_inner(mentions, self._reading), self._reading)):
            evidence = tuple(self._weigher.weigh(mention) for mention in members.mentions)
            shown = any(item.is_title or item.in_lead or item.date is not None for item in evidence)
            if shown or self._is_in_title(members.kind.removeprefix("lễ ")):
                found.append(Candidate(number, members, evidence, total(evidence)))
        return sorted(found, key=lambda candidate: (-candidate.weight, candidate.number))

    def _dated_first(self, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates, one with a day and a full name before an undated one that the title does not name."""
        best = candidates[0]
        announced = self._weigher.label is not None
        if best.own_date or announced or any(item.is_title for item in best.evidence):
            return candidates
        for other in candidates[1:]:
            if other.own_date and other.weight >= _ENOUGH and other.is_full:
                return [other, *(candidate for candidate in candidates if candidate is not other)]
        return candidates

    def _is_enough(self, best: Candidate) -> bool:
        """Whether the weightiest event is reported at all."""
        if all(item.before and item.date is None for item in best.evidence):
            return False
        if not self._is_placed(best) or not self._is_near_the_top(best):
            return False
        if best.weight >= _ENOUGH:
            return True
        for item in best.evidence:
            named = item.mention.named and not item.only_mentioned
            if named and item.is_title and self._lead_reports():
                return True
            ceremony = len(item.mention.kind.split()) > 2 and not item.only_mentioned
            told = item.weight > 0 or (item.weight == 0 and self._is_in_title(item.mention.kind.removeprefix("lễ ")))
            if ceremony and told and self._lead_reports():
                return True
            full = item.mention.last - item.mention.first >= FULL
            if named and full and item.in_lead and item.weight >= _ENOUGH_IN_FULL:
                return True
        return False

    def _is_placed(self, best: Candidate) -> bool:
        """Whether the text says when or where the event took place, or the title names it."""
        placed = any(item.date is not None or item.venue is not None or item.is_title for item in best.evidence)
        if placed or self._weigher.label is not None:
            return True
        return any(item.in_lead for item in best.evidence) and self._lead_reports()

    def _is_near_the_top(self, best: Candidate) -> bool:
        """Whether the title or the lead names the event, or a later sentence that says that it was held, and when."""
        return any(
            item.is_title
            or item.in_lead
            or (item.date is not None and (item.mention.lead_in == "held" or item.mention.follow == "happens"))
            for item in best.evidence
        )

    def _is_in_title(self, words: str) -> bool:
        """Whether the title prints some words: "Khai trương Phòng đọc …"."""
        title = next((line for line in self._reading.lines if line.kind == "title"), None)
        return title is not None and words in self._reading.tokens.text[title.start : title.end].casefold()

    def _is_told(self, best: Candidate) -> bool:
        """Whether an event without a day is still what the article is about: its title or lead says that it is held."""
        return self._weigher.label is not None or any(
            item.mention.named
            and not (item.planned or item.only_mentioned)
            and (
                item.is_title or (item.in_lead and (item.mention.lead_in == "held" or item.mention.follow == "happens"))
            )
            for item in best.evidence
        )

    def _lead_reports(self) -> bool:
        """Whether the lead says when or where something took place."""
        end = self._weigher.lead_end
        placed = any(venue.how == "at" and venue.start < end for venue in self._venues)
        return placed or self._chooser.first_before(end) is not None

    def _parts(self, best: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
        """Events with days of their own that an undated one sums up: "hai tỉnh vừa tổ chức xong đại hội"."""
        if best.own_date:
            return []
        whole = telling_words(best.group.mentions, self._reading)
        parts = [
            other
            for other in others
            if other.own_date
            and same_head(other.group.kind, best.group.kind)
            and (len(whole) <= _VAGUE or whole <= telling_words(other.group.mentions, self._reading))
            and any(item.mention.named and not item.only_mentioned for item in other.evidence)
        ]
        return sorted(parts, key=lambda candidate: candidate.number)

    def _ceremony(self, candidate: Candidate, whole: EventFact) -> EventFact | None:
        """The opening or closing of an event, on its own day or on that which the event's days give it."""
        fact = self._fact(candidate, primary=False)
        if fact.date is None:
            return replace(fact, date=day_of_ceremony(fact.kind, whole.date))
        outside = whole.date is not None and gap(fact.date, whole.date) > JUST_BEFORE
        return None if outside or self._further.is_to_come(fact.date, whole) else fact

    def _beside(self, candidate: Candidate, primary: EventFact) -> EventFact:
        """A further event; one inside the article's has that one's day and place where it has none of its own."""
        fact = self._fact(candidate, primary=False)
        if not self._further.is_framed(candidate):
            return fact
        venues = fact.venues or (primary.venues if fact.date is None else ())
        return replace(fact, date=self._further.day(fact.date, primary), venues=venues)

    def _fact(self, candidate: Candidate, *, primary: bool) -> EventFact:
        body = [item for item in candidate.evidence if not item.is_title] or list(candidate.evidence)
        fullest = candidate.group.kind
        chosen = max(body, key=lambda item: (item.mention.named, item.mention.kind == fullest, item.weight))
        naming = self._naming(chosen, candidate.evidence)
        date = self._date(body, primary=primary)
        kind = naming.mention.kind if naming.mention.kind != "lễ" else candidate.group.kind
        return EventFact(
            self._name(naming.mention),
            kind,
            date,
            self._places(body, candidate.evidence, date, primary=primary),
            self._organizers.of(item.mention for item in (*body, *candidate.evidence)),
            tuple(candidate.group.mentions),
            naming.mention.rule,
            candidate.weight,
            primary,
            naming.planned,
        )

    def _naming(self, chosen: Evidence, evidence: Sequence[Evidence]) -> Evidence:
        """The mention that names the event best: the chosen one, or the title's where that alone is a name.

        A name with a short form in brackets gives way to the title's too.
        """
        own = telling(chosen.mention, self._reading)
        shortened = "(" in self._reading.tokens.words[chosen.mention.first : chosen.mention.last]
        for item in evidence:
            fuller = telling(item.mention, self._reading)
            better = len(own) < _TELLING <= len(fuller) or (shortened and fuller >= own)
            if item.is_title and item.mention.named and better:
                return item
        return chosen

    def _name(self, mention: EventMention) -> str:
        """The printed name without quotation marks, its white space folded."""
        printed = self._reading.tokens.text[mention.start : mention.end]
        for sign in (*OPENERS, *CLOSERS):
            printed = printed.replace(sign, "")
        return " ".join(printed.split()).strip(" ,.;:-–")

    def _date(self, body: Sequence[Evidence], *, primary: bool) -> str | None:
        """The day of the weightiest sentence that has one; for the article's event, else of those around."""
        if primary and (labelled := self._chooser.labelled()) is not None:
            return labelled
        dated = [item for item in body if item.date is not None]
        if dated:
            date = self._with_opening(max(dated, key=lambda item: item.weight).date, dated)
            if primary and date is not None and len(date) == 10 and self._chooser.is_closing(date):
                # the opening day stands in another sentence
                before = self._date_beside([item for item in body if item.date is None])
                date = f"{before[:10]}/{date}" if before is not None and before[:10] < date else date
            lasting = primary and not is_brief(body[0].mention.kind)
            return self._chooser.stretch_of(date, self._weigher.lead_end) if lasting else date
        return self._date_beside(body) if primary else None

    def _date_beside(self, body: Sequence[Evidence]) -> str | None:
        """A day of the sentences before and behind the mentions, a stretch first, else the text's first day."""
        found = []
        for item in body:
            start, limit = self._reading.sentence(item.mention.first)
            found += [
                self._chooser.in_sentence(token) for token in (start - 1, limit) if 0 <= token < self._reading.size
            ]
        days = [day for day in found if day is not None]
        if self._weigher.label is not None and self._published is not None:
            days = [day for day in days if day.strip("{") >= self._published]
        return next((day for day in days if "/" in day), None) or next(iter(days), self._chooser.first())

    def _with_opening(self, date: str | None, dated: Sequence[Evidence]) -> str | None:
        """A day with what other mentions add to it: the stretch that it lies in, or the opening before it."""
        if date is None or len(date) != 10:
            return date
        values = [item.date for item in dated if item.date is not None]
        whole = [value for value in values if len(value) > 10 and gap(value, date) == 0]
        if whole:
            return whole[0]
        days = sorted(value for value in values if len(value) == 10)
        if self._chooser.is_closing(date) or any(item.closes and item.date == date for item in dated):
            return f"{days[0]}/{date}" if days[0] < date else date
        closing = [day for day in days if date < day and gap(date, day) <= _LASTING and self._chooser.is_closing(day)]
        return f"{date}/{closing[0]}" if closing and not is_brief(dated[0].mention.kind) else date

    def _places(
        self, body: Sequence[Evidence], evidence: Sequence[Evidence], date: str | None, *, primary: bool
    ) -> tuple[VenueMention, ...]:
        """The venue of an event: on the notice's label, in its weightiest sentence, or beside that."""
        if primary and self._weigher.label_venue is not None:
            return (self._weigher.with_address(self._weigher.label_venue),)
        ranked = sorted(body, key=lambda item: -item.weight)
        found = next((item.venue for item in ranked if item.venue is not None), None)
        if primary and found is None:
            found = self._venue_nearby(evidence)
            if found is None:
                return self._on_its_days(date)
        elif primary and found is not None and found.kind in WIDE:
            found = self._more_exact(ranked) or found
        return (self._weigher.with_address(found),) if found is not None else ()

    def _on_its_days(self, date: str | None) -> tuple[VenueMention, ...]:
        """The houses of a lasting event in sentences that name a day of it and no event of their own."""
        if date is None or "/" not in date:
            return ()
        number = self._reading.sentence_number
        taken = {number(hit.first) for hit in self._reading.hits.of("event_head")}
        found = []
        for venue in self._venues:
            if venue.how != "at" or venue.kind not in _EXACT or number(venue.first) in taken:
                continue
            day = self._chooser.in_sentence(venue.first)
            if day is not None and gap(day, date) == 0:
                found.append(venue)
        return tuple(found)

    def _more_exact(self, ranked: Sequence[Evidence]) -> VenueMention | None:
        """A house that another sentence names for an event whose first names a town."""
        for item in ranked:
            told = item.in_lead or item.mention.follow == "happens"
            if told and item.venue is not None and item.venue.kind in _EXACT:
                return item.venue
        number = self._reading.sentence_number
        for item in ranked:
            for venue in self._venues:
                begins = venue.how in ("at", "subject") and venue.first - self._reading.sentence(venue.first)[0] <= 1
                behind = number(venue.first) - number(item.mention.first) == 1
                if begins and behind and venue.kind in _EXACT and venue.start < self._weigher.lead_end:
                    return venue
        return None

    def _venue_nearby(self, evidence: Sequence[Evidence]) -> VenueMention | None:
        """A venue of the lead in the sentence behind or before a mention."""
        number = self._reading.sentence_number
        for item in evidence:
            for venue in self._venues:
                beside = abs(number(venue.first) - number(item.mention.first)) == 1
                introduced = venue.how in ("at", "subject", "list") or venue.kind == "hall"
                if beside and introduced and venue.start < self._weigher.lead_end:
                    return venue
        return None


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

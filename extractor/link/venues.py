"""The venues of reported events, and the province of each as of the day of its event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.reading import Reading
from extractor.find.venues import VenueMention
from extractor.find.venues_parts import place_at
from extractor.link.events_model import EventFact
from extractor.link.places import Gazetteer, Province

# what a name stands for that says nothing of a district or province of that name
_SMALL = {"street", "ward"}
# offices of the Party and the Youth Union, by the kind of place that they are named after
_OFFICES = {
    "tỉnh ủy": "tỉnh",
    "tỉnh đoàn": "tỉnh",
    "thành ủy": "thành phố",
    "thành đoàn": "thành phố",
    "huyện ủy": "huyện",
    "huyện đoàn": "huyện",
    "quận ủy": "quận",
    "quận đoàn": "quận",
    "thị ủy": "thị xã",
    "thị đoàn": "thị xã",
}
# words before the online part of an event that is held in a house as well: "và", "kết hợp", "đồng thời" …
_AS_WELL = {"và", "hợp", "với", "thời", "lẫn"}
# share of the named provinces that makes one of them the article's own
_LOCAL_SHARE, _OWN_SHARE = 0.5, 0.6
_NEAR_SENTENCES = 2
# what a province named in the sentence of a venue weighs besides
_BESIDE = 6
# names of provinces that are as often names of streets, theatres and parks
_COMMON = {
    "hòa bình",
    "thái bình",
    "hồ chí minh",
    "vĩnh long",
    "bình dương",
    "bình thuận",
    "bình định",
    "thái nguyên",
    "bình minh",
    "tân an",
    "thuận an",
    "tân uyên",
    "phú mỹ",
    "long khánh",
    "tân châu",
    "bình long",
    "phước long",
    "an khê",
    "thái hòa",
    "hoàng mai",
}


@dataclass(frozen=True, slots=True)
class VenueFact:
    """A place where a reported event took place; `mentions` are its places in the text."""

    text: str
    province: str | None
    province_code: str | None
    province_now: str | None
    kind: str
    mentions: tuple[VenueMention, ...]
    rule: str


class VenueLinker:
    """Chooses the venues of reported events and finds their provinces."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, published: str | None) -> None:
        self._reading = reading
        self._gazetteer = gazetteer
        self._published = published[:10] if published else None

    def link(self, events: Sequence[EventFact], venues: Sequence[VenueMention]) -> list[VenueFact]:
        """One fact for each venue of the events, in the order of the text."""
        if not events:
            return []
        day = (events[0].date or self._published or "").strip("{")[:10] or None
        chosen: dict[VenueMention, str | None] = {}
        for event in events:
            own_day = event.date.strip("{")[:10] if event.date else day
            for venue in event.venues:
                chosen.setdefault(venue, own_day)
        for venue in self._listed(events, venues, list(chosen)):
            chosen.setdefault(venue, day)
        own = self._own_province(day, {self._reading.sentence_number(venue.first) for venue in chosen})
        facts: list[VenueFact] = []
        for venue in sorted(chosen, key=lambda venue: venue.start):
            text = " ".join(self._reading.tokens.text[venue.start : venue.end].split())
            if any(text.casefold() in fact.text.casefold() for fact in facts):
                continue
            # a town named before its hall is no second venue
            facts = [fact for fact in facts if fact.text.casefold() not in text.casefold()]
            province = self._province(venue, chosen[venue], own)
            facts.append(
                VenueFact(
                    text,
                    province.name if province else None,
                    province.code if province else None,
                    self._gazetteer.now(province) if province else None,
                    venue.kind,
                    (venue,),
                    venue.rule,
                )
            )
        return facts

    def _listed(
        self, events: Sequence[EventFact], venues: Sequence[VenueMention], chosen: Sequence[VenueMention]
    ) -> list[VenueMention]:
        """Venues that a list adds: in the sentence of a chosen venue, or near the article's event."""
        number = self._reading.sentence_number
        sentences = {number(venue.first) for venue in chosen}
        near = {number(mention.first) for mention in events[0].mentions if mention.lead_in not in ("plan", "to_come")}
        near |= {place + step for place in near for step in range(1, _NEAR_SENTENCES + 1)}
        return [
            venue
            for venue in venues
            if number(venue.first) in sentences | near
            and (
                (venue.how == "list" and venue.level in ("room", "building", "site"))
                or (venue.how == "online" and self._is_added(venue))
            )
        ]

    def _is_added(self, venue: VenueMention) -> bool:
        """Whether an event is held online as well: "tại hội trường và trực tuyến qua Zoom"."""
        return venue.first > 0 and self._reading.tokens.norms[venue.first - 1] in _AS_WELL

    def _province(self, venue: VenueMention, day: str | None, own: tuple[str | None, float]) -> Province | None:
        """The province that the venue's words say, else the article's own."""
        said, abroad = self._said(venue.first, venue.last, day)
        if abroad and not said:
            return None
        name, share = own
        if len({province.name for province in said}) > 1 and name in {province.name for province in said}:
            return next(province for province in said if province.name == name)
        if said:
            return said[-1] if len({province.name for province in said}) == 1 else None
        if name is None or venue.how == "online" or venue.kind == "foreign":
            return None
        return (
            self._gazetteer.province(name, day)
            if share >= (_LOCAL_SHARE if self._is_local(venue) else _OWN_SHARE)
            else None
        )

    def _is_local(self, venue: VenueMention) -> bool:
        """Whether the venue speaks of "the province", "the district" without naming it."""
        norms = self._reading.tokens.norms[venue.first : venue.last]
        return any(norm in ("tỉnh", "huyện", "xã", "phường", "quận") for norm in norms)

    def _said(self, first: int, last: int, day: str | None) -> tuple[list[Province], bool]:
        """The provinces that the words of a venue name, and whether they name a place abroad.

        Districts count only where no province is named.
        """
        provinces: list[Province] = []
        districts: list[Province] = []
        abroad = False
        token = first
        while token < last:
            found = place_at(self._reading, token)
            if found is None:
                districts += self._numbered(token, last, day)
                token += 1
                continue
            hit, level = found
            printed = self._reading.tokens.span(hit.first, hit.last)
            kind = self._kind_before(token)
            if kind in _SMALL:
                token = hit.last
                continue
            if level == "country":
                # "Quảng trường Lâm Viên" does not lie in Viên
                abroad = abroad or not (hit.last - hit.first == 1 and self._is_inside(hit.first, hit.last))
            elif level == "province" and self._is_province(token, first, hit.last, last, kind, printed):
                province = self._gazetteer.province(printed, day)
                if province is not None and kind not in ("huyện", "quận", "thị xã"):
                    provinces.append(province)
                elif kind is not None:
                    districts += self._gazetteer.district(printed, kind, day)
            elif kind is not None or self._names_town(token, first, hit.last, last):
                districts += self._gazetteer.district(printed, kind, day)
            token = hit.last
        return provinces or districts, abroad

    def _is_province(self, token: int, first: int, end: int, last: int, kind: str | None, printed: str) -> bool:
        """Whether a province's name means the province and not a street, park or person of that name."""
        if kind is not None or self._stands_alone(token, first, end, last):
            return True
        return self._gazetteer.proper(printed).casefold() not in _COMMON or printed.isupper()

    def _names_town(self, token: int, first: int, end: int, last: int) -> bool:
        """Whether a name without its kind is a town: alone, or at the end of a name ("Trường CĐSP Nha Trang")."""
        printed = self._reading.tokens.span(token, end)
        if not self._gazetteer.is_town(printed):
            return False
        if self._stands_alone(token, first, end, last):
            return True
        words = self._reading.tokens.words
        behind = end >= last or words[end] in {",", "("}
        alone = not (
            self._reading.is_capital(token - 1) and words[token - 1].isalpha() and not words[token - 1].isupper()
        )
        return behind and alone and end - token > 1 and self._gazetteer.proper(printed).casefold() not in _COMMON

    def _stands_alone(self, token: int, first: int, end: int, last: int) -> bool:
        """Whether a name is a whole part of a venue, between commas, brackets or dashes."""
        words = self._reading.tokens.words
        before = token == first or words[token - 1] in {",", "(", "-", "–"}
        return before and (end >= last or words[end] in {",", ")", "(", "-", "–"})

    def _kind_before(self, token: int) -> str | None:
        """The kind of place that stands right before a name: "huyện", "thành phố", "street" …"""
        office = _OFFICES.get(" ".join(self._reading.tokens.norms[max(0, token - 2) : token]))
        if office is not None:
            return office
        hit = self._reading.hits.until("venue_head", token)
        if hit is None and token > 1 and self._reading.tokens.words[token - 1] == ".":
            hit = self._reading.hits.until("venue_head", token - 1)
        if hit is None:
            return None
        if hit.rule.get("level") in ("street", "ward"):
            return str(hit.rule.get("level"))
        words = " ".join(self._reading.tokens.norms[hit.first : hit.last])
        words = {"tp": "thành phố", "tx": "thị xã", "q": "quận", "thủ đô": "thành phố"}.get(words, words)
        return words if hit.rule.get("level") in ("district", "province") else None

    def _numbered(self, token: int, last: int, day: str | None) -> list[Province]:
        """ "quận 3": only Hồ Chí Minh City numbered its districts."""
        norms = self._reading.tokens.norms
        if norms[token] in ("quận", "q") and any(norm.isdigit() for norm in norms[token + 1 : min(token + 3, last)]):
            city = self._gazetteer.province("Hồ Chí Minh", day)
            return [city] if city is not None else []
        return []

    def _own_province(self, day: str | None, sentences: set[int]) -> tuple[str | None, float]:
        """The province that an article names most, and its share of all that it names.

        What the title and the sentences of venues name counts for more.
        """
        counts: Counter[str] = Counter()
        for category in ("province", "place_spelling", "district"):
            for hit in self._reading.hits.of(category):
                found = place_at(self._reading, hit.first)
                if found is None or found[0] is not hit:
                    continue
                kind = self._kind_before(hit.first)
                if kind in _SMALL or (kind is None and self._is_inside(hit.first, hit.last)):
                    continue
                printed = self._reading.tokens.span(hit.first, hit.last)
                line = self._reading.line(hit.first)
                weight = 3 if line is not None and line.kind == "title" else 2 if kind in ("tỉnh", "thành phố") else 1
                weight += _BESIDE * (self._reading.sentence_number(hit.first) in sentences)
                for name in self._names(printed, category, kind, day):
                    counts[name] += weight
        for token, norm in enumerate(self._reading.tokens.norms):
            if norm == "quận":
                for province in self._numbered(token, self._reading.size, day):
                    counts[province.name] += 1
        if not counts:
            return self._agreed(day), 1.0
        name, count = counts.most_common(1)[0]
        return name, count / sum(counts.values())

    def _agreed(self, day: str | None) -> str | None:
        """The province that districts named without their kind agree on; one alone is not certain."""
        named: dict[str, set[str]] = {}
        for hit in self._reading.hits.of("district"):
            found = place_at(self._reading, hit.first)
            if found is None or found[0] is not hit or hit.last - hit.first < 2:
                continue
            if self._is_inside(hit.first, hit.last) or self._kind_before(hit.first) is not None:
                continue
            printed = self._reading.tokens.span(hit.first, hit.last)
            provinces = self._gazetteer.district(printed, None, day)
            if len(provinces) == 1:
                named.setdefault(provinces[0].name, set()).add(printed)
        agreed = [name for name, districts in named.items() if len(districts) > 1]
        return agreed[0] if len(named) == 1 and agreed else None

    def _is_inside(self, first: int, last: int) -> bool:
        """Whether a name is part of a longer one: "Thái Bình Dương", "Nguyễn Thái Bình"."""
        words = self._reading.tokens.words
        before = (
            first > 0
            and self._reading.is_capital(first - 1)
            and words[first - 1].isalpha()
            and not words[first - 1].isupper()
        )
        behind = last < self._reading.sentence(first)[1] and self._reading.is_capital(last) and words[last].isalpha()
        return before or behind

    def _names(self, printed: str, category: str, kind: str | None, day: str | None) -> list[str]:
        if category != "district" and kind not in ("huyện", "quận", "thị xã"):
            if (
                kind is None
                and self._gazetteer.proper(printed).casefold() in ("hồ chí minh", "hòa bình")
                and not printed.isupper()
            ):
                return []
            province = self._gazetteer.province(printed, day)
            return [province.name] if province is not None else []
        if kind is None:
            return []
        found = self._gazetteer.district(printed, kind, day)
        return [found[0].name] if len(found) == 1 else []


def link_venues(
    reading: Reading,
    events: Sequence[EventFact],
    venues: Sequence[VenueMention],
    gazetteer: Gazetteer,
    published: str | None = None,
) -> list[VenueFact]:
    """The venues of the reported events with their provinces of the day."""
    return VenueLinker(reading, gazetteer, published).link(events, venues)

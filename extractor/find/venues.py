"""Venues: where something is said to take place.

A venue is read as a chain of parts, from fine to coarse: "Hội trường tầng 2, Thư viện tỉnh …, số 1 phố …,
TP. …". Each part begins with the head of a place (`patterns/venues/heads.yaml`), the name of a place, or the
number of a house. Which of these venues belong to a reported event is decided in link/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extractor.find.reading import CLOSERS, DASHES, OPENERS, Reading, doc_reading
from extractor.find.venues_parts import LEVELS, Part, head_at, part_at
from extractor.language.spans import Mention, put

# places that may be the subject of a sentence or stand behind "trong", "vào" without being taken for who acts
_STANDING = {"hall", "square", "relic_site"}
# places that are venues behind "ở" whatever stands before it
_HOUSES = {"hall", "building", "library", "square", "relic_site"}
# words between a house and the place that it lies in
_LYING = {"ở", "thuộc", "trên", "tại"}
# levels of which no place lies inside another
_APART = {"district", "province"}
# tokens from "và" to the verb of two subjects
_SUBJECT = 14


@dataclass(frozen=True, slots=True)
class VenueMention(Mention):
    """A place in the text. `how` it is introduced: at, in ("ở" behind a noun), label, subject, list, near, online.

    `kind` and `level` are those of its first part; `first` and `last` are tokens.
    """

    kind: str
    level: str
    how: str
    first: int
    last: int


def find_venues(reading: Reading) -> list[VenueMention]:
    """All venues of a text, from left to right, none overlapping another."""
    found: list[VenueMention] = []
    for hit in reading.hits.of("venue_intro"):
        role = hit.rule.get("role")
        if role == "label":
            found += _labelled(reading, hit.last)
        elif role in ("at", "list"):
            colon = role == "list" and reading.tokens.words[hit.last : hit.last + 1] == [":"]
            found += _listed(reading, hit.last + colon, role, hit.rule.id)
        elif role == "in":
            head = head_at(reading, hit.last) if hit.last < reading.size else None
            house = head is not None and head.rule.get("kind") in _HOUSES
            how = "at" if house or _opens(reading, hit.first) else "in"
            found += _listed(reading, hit.last, how, hit.rule.id)
        elif role == "filled":
            houses = [venue for venue in _listed(reading, hit.last, "subject", hit.rule.id) if venue.kind in _HOUSES]
            found += houses[:1] or _before(reading, hit.first, hit.rule.id)
        elif role == "near":
            found += [venue for venue in _listed(reading, hit.last, role, hit.rule.id)[:1] if _stands(reading, venue)]
        elif role == "subject":
            found += _before(reading, hit.first, hit.rule.id)
    found += _standing(reading)
    found += _behind_dates(reading)
    found += _online(reading)
    return _apart(found)


def _opens(reading: Reading, token: int) -> bool:
    """Whether a token begins a sentence or stands behind a comma or a date, so that it belongs to no noun."""
    start, _ = reading.sentence(token)
    if token == start or reading.tokens.words[token - 1] in {",", ":", ")", *DASHES}:
        return True
    return any(last == token for last, _ in reading.dates.values())


def _stands(reading: Reading, venue: VenueMention) -> bool:
    """Whether a place is a venue without "tại": a hall, or a square or relic site with a name."""
    if venue.kind not in _STANDING:
        return False
    return venue.kind == "hall" or any(reading.is_capital(token) for token in range(venue.first + 1, venue.last))


def _labelled(reading: Reading, token: int) -> list[VenueMention]:
    """What follows "Địa điểm:": a venue, or the rest of the line where no part is known."""
    if token >= reading.size or reading.tokens.norms[token] not in (":", "là"):
        return []
    limit = reading.sentence(token)[1]
    found = _listed(reading, token + 1, "label", "venue.label")
    if any(place in reading.dates for place in range(token + 1, limit)):
        # "Thời gian, địa điểm: 8h00 ngày …, tại …": the place stands behind its own "tại"
        return found
    if found or token + 1 >= limit or reading.line(token) is not reading.line(token + 1):
        return found
    last = limit - 1 if reading.tokens.words[limit - 1] in ".;" else limit
    return [_mention(reading, token + 1, last, Part(last, "place", "site"), "label", "venue.label")]


def _listed(reading: Reading, token: int, how: str, rule: str) -> list[VenueMention]:
    """The venue that begins at a token, and those that "và" or a comma add to it."""
    found: list[VenueMention] = []
    while True:
        limit = reading.sentence(token)[1] if token < reading.size else token
        venue = chain(reading, token, limit, how, rule)
        if venue is None:
            return found
        found.append(venue)
        place = _past_bracket(reading, venue.last, limit)
        if place + 1 >= limit:
            return found
        joined = reading.tokens.norms[place] == "và" or (
            how in ("list", "label") and reading.tokens.words[place] in ",;"
        )
        if not joined:
            return found
        token = place + 1
        intro = reading.at("venue_intro", token)
        token = intro.last if intro is not None and intro.rule.get("role") in ("at", "in", "list", "near") else token
        how = "list"
        if head_at(reading, token) is None:
            return found


def _past_bracket(reading: Reading, token: int, limit: int) -> int:
    """The token behind a bracket that stands at a token, else the token itself."""
    if token < limit and reading.tokens.words[token] == "(":
        close = reading.closing(token, limit)
        return token if close is None else close + 1
    return token


def chain(reading: Reading, token: int, limit: int, how: str, rule: str) -> VenueMention | None:
    """The venue that begins at a token: its first part and all that follow it."""
    head = part_at(reading, token, limit, first=True)
    if head is None:
        return None
    last, level = head.last, head.level
    while last < limit:
        # an institution behind a bare room is where that is, whoever holds the event
        step = _next_part(reading, last, limit, level, how, roomy=_is_bare(reading, token, last))
        if step is None:
            break
        last, level = step
    last = _trim(reading, token, last)
    if last <= token or _is_bare(reading, token, last):
        return None
    return _mention(reading, token, last, head, how, rule)


def _is_bare(reading: Reading, token: int, last: int) -> bool:
    """Whether nothing but the head noun is printed, as no name ("tại hội trường")."""
    head = head_at(reading, token)
    if head is None or head.last < last:
        return False
    return head.rule.get("level") == "room" or not reading.is_capital(token)


def _next_part(
    reading: Reading, token: int, limit: int, level: str, how: str, *, roomy: bool
) -> tuple[int, str] | None:
    """The end and level of the part that continues a chain at a token: behind a comma, or in brackets."""
    word = reading.tokens.words[token]
    if word == "(":
        close = reading.closing(token, limit)
        if close is None or not _is_address(reading, token + 1, close):
            return None
        return close + 1, level
    if reading.tokens.norms[token] in _LYING and token + 1 < limit:
        part = part_at(reading, token + 1, limit, first=False)
        wider = part is not None and LEVELS[part.level] >= LEVELS["street"] and LEVELS[level] <= LEVELS["site"]
        # "Viện Pháp tại Đà Nẵng, 33 …": the town of a branch is part of its name
        branch = reading.tokens.norms[token] == "tại"
        return (part.last, level if branch else part.level) if part is not None and wider else None
    if word not in {",", *DASHES} or token + 1 >= limit:
        return None
    part = part_at(reading, token + 1, limit, first=False)
    if part is None or LEVELS[part.level] < LEVELS[level] + (how == "list"):
        return None
    if part.level == level and level in _APART and head_at(reading, token + 1) is None:
        # "Đà Lạt, Bảo Lộc": two towns, not one inside the other
        return None
    if LEVELS[part.level] <= LEVELS["site"] and part.kind != "hall" and not roomy and _acts(reading, part.last, limit):
        return None
    return part.last, part.level


def _acts(reading: Reading, token: int, limit: int) -> bool:
    """Whether a verb of holding follows, so that the words before are who holds the event.

    A term of office may stand between: "HĐND tỉnh, nhiệm kỳ 2016-2021 đã khai mạc …".
    """
    while token < limit and (
        token in reading.dates or (reading.tokens.words[token] == "," and token + 1 in reading.dates)
    ):
        token = reading.dates[token][0] if token in reading.dates else token + 1
    token = _past_bracket(reading, token, limit)
    if token >= limit:
        return False
    if reading.tokens.norms[token] == "và":
        # "Sở A và Sở B tổ chức"
        return any(_is_act(reading, ahead) for ahead in range(token + 2, _clause_end(reading, token, limit)))
    return _is_act(reading, token)


def _is_act(reading: Reading, token: int) -> bool:
    stop = reading.at("venue_stop", token)
    if stop is None or stop.rule.get("role") != "act":
        return False
    # what takes place there is held by somebody else
    return reading.tokens.norms[stop.last : stop.last + 2] != ["diễn", "ra"]


def _clause_end(reading: Reading, token: int, limit: int) -> int:
    """The token at which a clause with its two subjects ends: a sign, or as far as they reach."""
    end = min(limit, token + _SUBJECT)
    return next((ahead for ahead in range(token, end) if reading.tokens.words[ahead] in ",;:("), end)


def _is_address(reading: Reading, first: int, last: int) -> bool:
    """Whether the words in brackets say where a place is."""
    if any(token in reading.dates for token in range(first, last)):
        return False
    return part_at(reading, first, last, first=True) is not None


def _trim(reading: Reading, first: int, last: int) -> int:
    """Leave out signs and joining words at the end."""
    while last > first and (
        reading.tokens.words[last - 1] in {",", ":", ";", ".", "…", *DASHES, *OPENERS}
        or reading.tokens.norms[last - 1] in {"và", "của", "cùng", "với", "thuộc"}
    ):
        last -= 1
    return last


def _before(reading: Reading, token: int, rule: str) -> list[VenueMention]:
    """The venue that ends right before a token and is the subject there ("Thư viện trường X là nơi …")."""
    first, _ = reading.sentence(token)
    for start in range(first, token):
        if head_at(reading, start) is None and start != first:
            continue
        venue = chain(reading, start, token, "subject", rule)
        if venue is not None and _reaches(reading, venue.last, token):
            return [venue]
    return []


def _reaches(reading: Reading, last: int, token: int) -> bool:
    """Whether nothing but a comma or a closing sign stands between two tokens."""
    return all(word in {",", *CLOSERS} for word in reading.tokens.words[last:token])


def _standing(reading: Reading) -> list[VenueMention]:
    """Halls and relic sites that stand without any word before them, and houses with their address in brackets."""
    found = []
    for hit in reading.hits.of("venue_head"):
        coarse = LEVELS[hit.rule.get("level")] > LEVELS["site"]
        if coarse or head_at(reading, hit.first) is None or not _opens_clause(reading, hit.first):
            continue
        venue = chain(reading, hit.first, reading.sentence(hit.first)[1], "subject", hit.rule.id)
        if venue is None or venue.last == hit.last or _is_elsewhere(reading, venue.last):
            continue
        if hit.rule.get("kind") in ("hall", "relic_site") or _has_address(reading, venue):
            found.append(venue)
    return found


def _is_elsewhere(reading: Reading, token: int) -> bool:
    """Whether the words behind a hall say where it is: "Điểm cầu chính đặt tại …"."""
    intro = reading.at("venue_intro", token)
    return intro is not None and intro.rule.get("role") == "at"


def _has_address(reading: Reading, venue: VenueMention) -> bool:
    """Whether a venue has a street address behind a comma, or at its end in brackets."""
    for comma in range(venue.first + 1, venue.last - 1):
        if reading.tokens.words[comma] == ",":
            part = part_at(reading, comma + 1, venue.last, first=False)
            if part is not None and part.level == "street":
                return True
    if reading.tokens.words[venue.last - 1] != ")":
        return False
    opening = max(token for token in range(venue.first, venue.last) if reading.tokens.words[token] == "(")
    part = part_at(reading, opening + 1, venue.last - 1, first=True)
    return part is not None and part.level == "street"


def _behind_dates(reading: Reading) -> list[VenueMention]:
    """What a line of a programme names behind its time: "9h00 ngày 4/10, sảnh tòa nhà"."""
    found = []
    for last, _ in reading.dates.values():
        if last + 1 >= reading.size or reading.tokens.words[last] != ",":
            continue
        venue = chain(reading, last + 1, reading.sentence(last)[1], "behind", "venue.behind_date")
        if venue is None:
            continue
        ends = venue.kind in (*_STANDING, "building") and _ends_line(reading, venue.last)
        if ends or venue.kind == "hall":
            found.append(venue)
    return found


def _ends_line(reading: Reading, token: int) -> bool:
    """Whether a token ends its sentence."""
    return token >= reading.size or reading.tokens.words[token] in ".;" or reading.sentence(token - 1)[1] == token


def _opens_clause(reading: Reading, token: int) -> bool:
    """Whether a token with a capital begins a sentence or stands behind a comma or a date."""
    if not reading.is_capital(token):
        return False
    first, _ = reading.sentence(token)
    return (
        token == first
        or reading.tokens.words[token - 1] in {",", ":", ")"}
        or reading.tokens.words[token - 1].isdigit()
    )


def _online(reading: Reading) -> list[VenueMention]:
    """Words that say that an event is held online, with the platform they name."""
    found = []
    for hit in reading.hits.of("venue_online"):
        _, limit = reading.sentence(hit.first)
        last = hit.last
        while last < limit and (
            reading.is_capital(last) or reading.at("venue_online", last) or reading.tokens.norms[last] in _PLATFORM
        ):
            last += 1
        if last < limit and reading.tokens.words[last] == "(":
            close = reading.closing(last, limit)
            last = close + 1 if close is not None and close - last < 9 else last
        first = next(
            (token for token in range(hit.first, last - 1) if reading.tokens.norms[token] == "trực"),
            hit.first,
        )
        found.append(_mention(reading, first, last, Part(last, "online", "site"), "online", hit.rule.id))
    return found


_PLATFORM = {
    "qua",
    "trên",
    "nền",
    "tảng",
    "phần",
    "mềm",
    "ứng",
    "dụng",
    "bằng",
    "hình",
    "thức",
    "trực",
    "tuyến",
}


def _mention(reading: Reading, first: int, last: int, head: Part, how: str, rule: str) -> VenueMention:
    start, end = reading.tokens.starts[first], reading.tokens.ends[last - 1]
    return VenueMention(start, end, rule, head.kind, head.level, how, first, last)


def _apart(found: Sequence[VenueMention]) -> list[VenueMention]:
    """Of venues that overlap the one that begins first, then the longest."""
    kept: list[VenueMention] = []
    reached = -1
    for venue in sorted(found, key=lambda venue: (venue.start, -venue.end, venue.how != "at")):
        if venue.start >= reached:
            kept.append(venue)
            reached = venue.end
    return kept


class VenueComponent:
    """The pipeline component: leaves the venues on the Doc. Dates have to be there."""

    def __call__(self, doc: Doc) -> Doc:
        put(doc, "venues", find_venues(doc_reading(doc)))
        return doc


@Language.factory("trichtin_venues", default_config={"folders": []})
def _make_venues(nlp: Language, name: str, folders: Sequence[str]) -> VenueComponent:
    return VenueComponent()

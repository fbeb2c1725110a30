"""One part of a venue: a room, a house, a site, a street, or an administrative place."""

from __future__ import annotations

from typing import NamedTuple

from extractor.find.lexicon import Hit
from extractor.find.reading import CLOSERS, DASHES, OPENERS, Reading

LEVELS = {
    "room": 0,
    "building": 1,
    "site": 1,
    "street": 2,
    "ward": 3,
    "district": 4,
    "province": 5,
    "country": 6,
}
_PLACES = (
    ("province", "province"),
    ("place_spelling", "province"),
    ("district", "district"),
    ("abroad", "country"),
)
# a full stop behind these ends no name
_SHORT = {"tp", "tx", "tt", "q", "p", "h", "x", "ts", "ths", "pgs", "gs", "st", "đ"}
_LONGEST = 24
_SHORT_NUMBER, _ROOM_FIGURES = "venue.short_number", 3
_ENDS = {*CLOSERS, *"():;!?…|•▪►*+"}


class Part(NamedTuple):
    """A part of a venue: the token behind its last, the kind of place, and its level (a key of LEVELS)."""

    last: int
    kind: str
    level: str


def part_at(reading: Reading, token: int, limit: int, *, first: bool) -> Part | None:
    """The part that begins at a token, before `limit`.

    With `first` nothing stands before it, so that a bare name ("tại Gò Tháp") is a place too.
    """
    if token >= limit:
        return None
    head = head_at(reading, token)
    event = reading.at("event_head", token)
    if event is not None and (head is None or head.last < event.last):
        return None
    if head is not None and head.rule.id == _SHORT_NUMBER and _is_room_number(reading, head.last):
        return Part(_run(reading, head.last, limit), "hall", "room")
    if head is not None:
        level = head.rule.get("level")
        last = (
            _administrative(reading, head.last, limit)
            if LEVELS[level] >= LEVELS["ward"]
            else _run(reading, head.last, limit)
        )
        if head.last - head.first == 1 and not _is_named(reading, head, last):
            return None
        if last > head.last or reading.is_capital(token) or head.last - head.first > 1:
            return Part(last, head.rule.get("kind"), level)
        return None
    place = place_at(reading, token)
    if place is not None:
        hit, level = place
        last = _run(reading, hit.last, limit) if level == "country" else hit.last
        return Part(last, "foreign" if level == "country" else "town", level)
    if reading.tokens.words[token].isdigit():
        return _house_number(reading, token, limit)
    if first and reading.tokens.words[token].islower():
        return _unknown(reading, token, limit)
    if first and reading.is_capital(token) and not _is_no_place(reading, token):
        last = _capitals(reading, token, limit)
        if last - token > 1 or last >= limit or not reading.tokens.words[last][0].isalpha():
            return Part(last, "place", "site")
    return None


def head_at(reading: Reading, token: int) -> Hit | None:
    """The head of a place that begins at a token; one that needs a number or a name has it ("phòng 506", "tổ 2")."""
    head = reading.at("venue_head", token)
    needs = head.rule.get("needs") if head is not None else None
    if head is None or not needs:
        return head
    behind = "".join(reading.tokens.words[head.last : head.last + 2]).lstrip(".")
    numbered = behind[:1].isdigit() or (behind[:1].isupper() and any(map(str.isdigit, behind)))
    return head if numbered or (needs == "name" and behind[:1].isupper()) else None


def _is_room_number(reading: Reading, token: int) -> bool:
    """Whether the number of a room, with three figures or more, stands at a token or behind its full stop."""
    return any(sum(map(str.isdigit, word)) >= _ROOM_FIGURES for word in reading.tokens.words[token : token + 2])


def _unknown(reading: Reading, token: int, limit: int) -> Part | None:
    """A place whose noun no rule knows: a small word or two and a name ("mường Phăng Tao")."""
    for name in range(token + 1, min(token + 3, limit - 1)):
        if any(
            reading.at(category, name - 1) for category in ("venue_stop", "event_stop", "event_head", "event_lead_in")
        ):
            return None
        if reading.is_capital(name) and reading.is_capital(name + 1) and name not in reading.dates:
            return Part(_capitals(reading, name, limit), "place", "site")
    return None


def _is_named(reading: Reading, head: Hit, last: int) -> bool:
    """Whether a head of one syllable heads a name: it has a capital, or a capital, figure or head follows.

    Such a syllable is as often half of another word ("cung cấp", "khu vực").
    """
    if reading.is_capital(head.first):
        return True
    if last == head.last:
        return False
    if reading.tokens.words[head.last] in OPENERS or head_at(reading, head.last) is not None:
        return True
    return any(
        reading.is_capital(token) or reading.tokens.words[token].isdigit()
        for token in range(head.last, min(last, head.last + 3))
    )


def _administrative(reading: Reading, token: int, limit: int) -> int:
    """The end of "xã …", "thành phố …": capitals and figures, with coarser places printed without a comma."""
    while token < limit and token not in reading.dates:
        word = reading.tokens.words[token]
        head = head_at(reading, token)
        if head is not None and LEVELS[head.rule.get("level")] >= LEVELS["ward"]:
            token = head.last
        elif (
            (word[0].isdigit() or reading.is_capital(token) or (word in "'’.-–" and reading.is_capital(token + 1)))
            or word == "đảo"
            or (word == "." and reading.tokens.norms[token - 1] in _SHORT)
        ):
            token += 1
        else:
            break
    return token


def place_at(reading: Reading, token: int) -> tuple[Hit, str] | None:
    """The name of a place that begins at a token, with its level; the longest where several do."""
    if not reading.is_capital(token):
        return None
    found = [(hit, level) for category, level in _PLACES if (hit := reading.at(category, token)) is not None]
    if not found:
        return None
    hit, level = max(found, key=lambda pair: pair[0].last)
    return (hit, level) if reading.is_capital(hit.last - 1) or hit.last - hit.first == 1 else None


def _house_number(reading: Reading, token: int, limit: int) -> Part | None:
    """ "51 Ngô Quyền", "33 – Cao Thắng": a number with a name behind it."""
    name = token + 1
    while name < limit and (reading.tokens.words[name] in {"/", *DASHES} or reading.tokens.words[name].isdigit()):
        name += 1
    if name < limit and (reading.is_capital(name) or _is_street(reading, name)):
        return Part(_run(reading, name, limit), "address", "street")
    return None


def _is_street(reading: Reading, token: int) -> bool:
    head = head_at(reading, token)
    return head is not None and head.rule.get("level") == "street"


def _is_no_place(reading: Reading, token: int) -> bool:
    """Whether a capital begins a sentence with a preposition, or names the country or a region of the world."""
    if reading.at("venue_intro", token) is not None:
        return True
    return reading.tokens.norms[token : token + 2] in (["việt", "nam"], ["đông", "nam"])


def _capitals(reading: Reading, token: int, limit: int) -> int:
    while token < limit and reading.is_capital(token) and token not in reading.dates:
        token += 1
    return token


def _run(reading: Reading, token: int, limit: int) -> int:
    """The end of a part whose head ends at `token`."""
    end = min(limit, token + _LONGEST)
    while token < end:
        following = _past(reading, token, limit)
        if following is None:
            return token
        token = following
    return token


def _past(reading: Reading, token: int, limit: int) -> int | None:
    """The token behind what stands at a token, None where the part ends before it."""
    word = reading.tokens.words[token]
    if token in reading.dates:
        # a day inside a name ("phố 19 tháng 12", "đường 3-2") is no date
        return reading.dates[token][0] if _names_a_day(reading, token) else None
    if word in OPENERS:
        close = reading.closing(token, limit)
        return None if close is None else close + 1
    head = head_at(reading, token)
    if head is not None and head.last - head.first > 1 and reading.is_capital(token):
        # "sân Nhà triển lãm": the house's own words end nothing
        return head.last
    inside = token + 1 < limit
    if word == ".":
        goes_on = reading.tokens.norms[token - 1] in _SHORT or (inside and reading.is_glued(token + 1))
    elif word in DASHES:
        goes_on = inside and (reading.is_capital(token + 1) or reading.tokens.words[token + 1][0].isdigit())
    elif word == ",":
        goes_on = _enumerates(reading, token, limit)
    elif reading.tokens.norms[token] == "và":
        goes_on = _joins(reading, token, limit)
    else:
        stop = reading.at("venue_stop", token)
        stops = stop is not None and stop.rule.get("role") != "inside" and not reading.is_capital(token)
        goes_on = word not in _ENDS and not stops and not _is_event(reading, token)
    return token + 1 if goes_on else None


def _is_event(reading: Reading, token: int) -> bool:
    """Whether the name of an event begins; "Trung tâm Hội chợ và Triển lãm" is a house."""
    event = reading.at("event_head", token)
    if event is None or event.rule.get("needs") == "verb":
        return False
    if event.last - event.first == 1 and reading.is_capital(token) and reading.is_capital(token - 1):
        # a syllable of somebody's name ("phố Đinh Lễ")
        return reading.at("event_act", event.last) is not None
    joined = reading.tokens.norms[token - 1] == "và" or reading.tokens.words[token - 1] in DASHES
    return not (joined and reading.is_capital(token))


def _names_a_day(reading: Reading, token: int) -> bool:
    """Whether a date is the name of a street, a square or a house: it stands right behind that noun."""
    hit = reading.hits.until("venue_head", token)
    figure = reading.tokens.words[token][0].isdigit()
    return figure and hit is not None and hit.rule.get("level") in ("street", "site", "building")


def _joins(reading: Reading, token: int, limit: int) -> bool:
    """Whether "và" joins two words of one name: a capital follows that begins no place of its own."""
    following = token + 1
    if following >= limit or not reading.is_capital(following) or not reading.is_capital(token - 2):
        return False
    return head_at(reading, following) is None and place_at(reading, following) is None


def _enumerates(reading: Reading, token: int, limit: int) -> bool:
    """Whether a comma stands inside a name such as "Sở Văn hóa, Thể thao và Du lịch"."""
    place = token + 1
    if place >= limit or not reading.is_capital(place):
        return False
    if head_at(reading, place) is not None or place_at(reading, place) is not None:
        return False
    for ahead in range(place + 1, min(place + 5, limit - 1)):
        if reading.tokens.words[ahead] in ",;.(" or head_at(reading, ahead) is not None:
            return False
        if reading.tokens.norms[ahead] == "và":
            return reading.is_capital(ahead + 1)
    return False

"""Events: where a text names a meeting, ceremony, exhibition, contest …, and how it is introduced.

A mention says what the words around it say: that the event is held, that somebody attends it, that it is
planned, or that it only occurs in something else's name. Which events are reported is decided in link/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extractor.find.events_names import name_end
from extractor.find.lexicon import Hit
from extractor.find.reading import DASHES, OPENERS, Reading, doc_reading
from extractor.language.spans import Mention, put

# words between what introduces an event and its name
_BETWEEN = {
    "buổi",
    "cuộc",
    "thành",
    "công",
    "xong",
    "trọng",
    "thể",
    "long",
    "trang",
    "tốt",
    "đẹp",
    "chương",
    "trình",
}

# tokens behind a head noun between which a verb of taking place is that of the event
_TOPIC, _FAR = 3, 40
# words behind "chương trình" that tell what is done there
_AT_LENGTH = 4
# roles of words that govern the name behind them, so that it is no subject
_GOVERNING = {"held", "attended", "at", "frame", "plan", "to_come"}
# roles of words that put what the sentence tells inside the event named behind them
_AROUND = {"frame", "at", "occasion"}


@dataclass(frozen=True, slots=True)
class EventMention(Mention):
    """The name of an event, or its head noun alone ("Hội nghị" again).

    `kind` is the head in lower case; `lead_in` and `follow` are roles of the words around it ("held",
    "happens" …, "" where none is known); `named`: more than the head is printed; `quoted`: the name begins
    with a quotation; `first` and `last` are tokens.
    """

    kind: str
    named: bool
    quoted: bool
    lead_in: str
    follow: str
    anaphor: str
    first: int
    last: int


def find_events(reading: Reading) -> list[EventMention]:
    """All mentions of events, from left to right; a mention inside another's name is left out."""
    found: list[EventMention] = []
    reached = 0
    for hit in reading.hits.of("event_head"):
        if hit.first < reached:
            continue
        mention = _mention(reading, hit)
        if mention is not None:
            found.append(mention)
            reached = mention.last
    return found


def _mention(reading: Reading, hit: Hit) -> EventMention | None:
    lead_in = _lead_in(reading, hit.first)
    needs = hit.rule.get("needs")
    if needs == "verb" and (lead_in != "held" or reading.is_capital(hit.first)):
        return None
    kind, head_end = _kind(reading, hit)
    quoted_before = hit.first > 0 and reading.tokens.words[hit.first - 1] in OPENERS
    limit = _limit(reading, hit, quoted_before)
    line = reading.line(hit.first)
    governed = (
        lead_in in _GOVERNING or (line is not None and line.kind == "title") or _is_held(reading, head_end, limit)
    )
    last = name_end(
        reading, head_end, limit, kind, held=lead_in == "held", governed=governed, around=lead_in in _AROUND
    )
    named = last > head_end
    follow = _follow(reading, hit.first, last)
    if needs == "held" and not (lead_in == "held" or follow == "happens"):
        return None
    if needs == "name" and not _is_programme(reading, hit.first, head_end, last, lead_in, follow):
        return None
    start = reading.tokens.starts[hit.first]
    return EventMention(
        start,
        reading.tokens.ends[last - 1],
        hit.rule.id,
        kind,
        named,
        quoted_before or (named and reading.tokens.words[head_end] in OPENERS),
        lead_in,
        follow,
        hit.rule.get("anaphor", "yes"),
        hit.first,
        last,
    )


def _limit(reading: Reading, hit: Hit, quoted: bool) -> int:
    """Where a name has to end: with its sentence, or with the quotation that it stands in."""
    _, limit = reading.sentence(hit.first)
    if quoted:
        close = reading.closing(hit.first - 1, limit)
        return close if close is not None else limit
    return limit


def _kind(reading: Reading, hit: Hit) -> tuple[str, int]:
    """The kind that a head noun stands for, and the token behind the head."""
    words = " ".join(reading.tokens.norms[hit.first : hit.last])
    if hit.rule.id == "event.ceremony":
        act = reading.at("event_act", hit.last)
        if act is not None:
            return "lễ " + " ".join(reading.tokens.norms[act.first : act.last]), act.last
        return "lễ", hit.last
    # of several acts ("thăm, tặng quà") the first is the kind
    return hit.rule.get("kind") or words.split(" ,")[0], hit.last


def _is_programme(reading: Reading, first: int, head_end: int, last: int, lead_in: str, follow: str) -> bool:
    """Whether "chương trình" and the like are an event: with a name, or at some length, of something that is held."""
    if _has_name(reading, head_end, last):
        return bool(lead_in in ("held", "frame") or follow)
    if lead_in in ("held", "to_come"):
        return last - head_end >= _AT_LENGTH or (last > head_end and follow == "happens")
    return last == head_end and follow == "happens" and reading.is_capital(first)


def _is_held(reading: Reading, first: int, limit: int) -> bool:
    """Whether the sentence says further on that the event takes place, so that a verb before tells what it is about."""
    for token in range(first + _TOPIC, min(limit, first + _FAR)):
        hit = reading.at("event_follow", token)
        if hit is not None and hit.rule.get("role") == "happens" and hit.last - hit.first > 1:
            return True
    return False


def _has_name(reading: Reading, head_end: int, last: int) -> bool:
    """Whether a quotation or a capital stands in what follows the head."""
    return any(
        reading.tokens.words[token] in OPENERS or reading.is_capital(token)
        for token in range(head_end, min(last, head_end + 4))
    )


def _lead_in(reading: Reading, first: int) -> str:
    """The role of the words right before an event."""
    start, _ = reading.sentence(first)
    token = first
    while token > start and (reading.tokens.norms[token - 1] in _BETWEEN or reading.tokens.words[token - 1] in OPENERS):
        hit = reading.hits.until("event_lead_in", token)
        if hit is not None:
            return hit.rule.get("role")
        token -= 1
    hit = reading.hits.until("event_lead_in", token)
    if hit is not None:
        return hit.rule.get("role")
    return "plural" if token > start and _counts(reading.tokens.words[token - 1]) else ""


def _counts(word: str) -> bool:
    """Whether a figure counts several events ("12 lớp tập huấn")."""
    return word.isdigit() and int(word) > 1


def _follow(reading: Reading, first: int, last: int) -> str:
    """Whether words behind a name say that the event takes place.

    They stand right behind it or a few words further, or anywhere later in a sentence that the name begins.
    """
    start, limit = reading.sentence(first)
    opens = (
        first - start <= 1
        or reading.tokens.words[first - 1] in {",", ":", ")", *DASHES}
        or first - 1 in _date_ends(reading, start, first)
    )
    for token in range(last, min(limit, last + (45 if opens else 8))):
        hit = reading.at("event_follow", token)
        if hit is not None and (token == last or opens or token - last < 8):
            return hit.rule.get("role")
    return ""


def _date_ends(reading: Reading, start: int, last: int) -> set[int]:
    return {reading.dates[token][0] - 1 for token in range(start, last) if token in reading.dates}


class EventComponent:
    """The pipeline component: leaves the mentions of events on the Doc. Dates have to be there."""

    def __call__(self, doc: Doc) -> Doc:
        put(doc, "events", find_events(doc_reading(doc)))
        return doc


@Language.factory("trichtin_events", default_config={"folders": []})
def _make_events(nlp: Language, name: str, folders: Sequence[str]) -> EventComponent:
    return EventComponent()

"""Lists of names in a statement: who of "A, T O - P; B - P; C" has which post, and who is a plain member."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.find.mask import SIGNS, Item
from extractor.find.positions import PositionMention
from extractor.find.posts_shapes import CALL, REPLACED
from extractor.find.posts_words import FILLER, WORD_SIGNS, Coded
from extractor.link.bodies import PostKnowledge

_PERSON, _POSITION = SIGNS["person"], SIGNS["position"]
_AS, _HAS = WORD_SIGNS["as"], WORD_SIGNS["has"]
# "Phó Chủ tịch: ", "Ủy viên gồm các ông " right before a name
_LABEL = re.compile(
    rf"{_POSITION}[^{_PERSON}{_POSITION};]{{0,40}}?(?:\blà\b|:|{_HAS}{FILLER}*)\s*{CALL}\Z", re.IGNORECASE
)
# "Chủ tịch - ông A; các Phó Chủ tịch - ông B", or a post in the cell before
_DASHED = re.compile(
    rf"(?:\A[-+*•·|\s\d.)]*|[:;|]\s*)(?:(?:các|tân|hai|ba|bốn|\d+)\s+)?{_POSITION}(?:\s*[\u2013\u2014-]|[^|\t;:{_PERSON}{_POSITION}]{{0,30}}[|\t])\s*{CALL}\Z",
    re.IGNORECASE,
)
# "các phó chủ nhiệm A, B và C"
_PLURAL = re.compile(rf"(?:\b(?:các|hai|ba|bốn|năm|\d+)\s+){_POSITION}\s*{CALL}\Z", re.IGNORECASE)
_RIGHT_BEFORE = re.compile(rf"{_POSITION}\s*\Z")
# the post in "A, T: P" and in "A … làm P"
_COLON = re.compile(rf":\s*(?:{_AS}{FILLER}*\s*)?{_POSITION}\W*\Z|:\s*(?:{_AS}{FILLER}*\s*)?{_POSITION}\s*[;,.]")
_BESIDE = re.compile(rf"\(\s*(?:kiêm\s+)?{_POSITION}")
_JOINED = re.compile(r"\A\W*(?:và|cùng)\b|,\s*(?:và|cùng)\s*\Z", re.IGNORECASE)
_COMMA = re.compile(rf"\s*[,&]\s*{CALL}", re.IGNORECASE)
_KIEM = re.compile(rf"\bkiêm(?:\s+nhiệm)?\s+{_POSITION}")


@dataclass(slots=True)
class Entry:
    """A name in a list with the posts that it is given there."""

    person: Item
    place: int
    until: int
    posts: list[Item]
    shared: bool = False


def read_roster(
    coded: Coded,
    start: int,
    end: int,
    knowledge: PostKnowledge,
    pending: Item | None,
    *,
    named: bool = False,
    parted: bool = False,
) -> list[Entry]:
    """The entries between two masked offsets; one without posts is a plain member.

    `pending` is the post that a heading announced for all of them; `named`: a heading announced appointments, and
    the one title beside a name is the post; `parted`: "A, B: P" stands alone in its line or between semicolons.
    """
    places = [place for place in range(start, end) if coded.text[place] == _PERSON]
    entries: list[Entry] = []
    label: Item | None = pending
    before = start
    for number, place in enumerate(places):
        lead = coded.text[before:place]
        if REPLACED.search(lead):
            before = place + 1
            continue
        until = places[number + 1] if number + 1 < len(places) else end
        match = _LABEL.search(lead) or _PLURAL.search(lead) or _DASHED.search(lead)
        labels: list[Item] = []
        if match is not None:
            labels = _labels(coded, before + lead.rindex(_POSITION, 0, match.end()), before)
            label = labels[-1] if labels and is_post(labels[-1]) else None
        person = coded.masked.item(place)
        assert person is not None
        entry = Entry(person, place, until, [])
        chunk = coded.text[place + 1 : until]
        following = _LABEL.search(chunk) or _RIGHT_BEFORE.search(chunk)
        limit = following.start() if following is not None and until != end else len(chunk)
        own = _own(coded, place + 1, chunk[:limit].partition(";")[0], knowledge, labelled=label is not None)
        ahead = None if match is not None else _right_before(coded, lead, before, knowledge)
        if label is not None:
            entry.posts, entry.shared = [*(labels or [label]), *own], False
        elif own:
            entry.posts = own
        elif ahead is not None:
            entry.posts = [ahead]
        elif named and chunk.count(_POSITION) == 1:
            only = coded.masked.item(place + 1 + chunk.index(_POSITION))
            entry.posts = [only] if only is not None and is_post(only) else []
        entries.append(entry)
        before = place + 1
    _share(coded, entries, parted=parted)
    return entries


def _labels(coded: Coded, place: int, start: int) -> list[Item]:
    """The post of a label, with the one that "P1 kiêm P2:" joins to it."""
    first = coded.text.rfind(_POSITION, start, place)
    joined = first >= 0 and _KIEM.fullmatch(coded.text[first + 1 : place + 1].strip()) is not None
    places = [first, place] if joined else [place]
    return [item for one in places if (item := coded.masked.item(one)) is not None]


def _own(coded: Coded, start: int, chunk: str, knowledge: PostKnowledge, *, labelled: bool) -> list[Item]:
    """The posts that the words behind a name give it."""
    if labelled:
        return _items(coded, start, [match.end() - 1 for match in _KIEM.finditer(chunk)], knowledge)
    colon = _COLON.search(chunk)
    if colon is not None:
        return _items(coded, start, [chunk.index(_POSITION, colon.start())], knowledge)
    given = [match.start() for match in re.finditer(_POSITION, chunk) if _AS in chunk[: match.start()]]
    places = given or [match.start() for match in re.finditer(_POSITION, chunk)]
    elective = _items(coded, start, places, knowledge)
    if not elective:
        return []
    if len(elective) > 1 and _KIEM.search(chunk):
        return elective[-2:]
    return elective[-1:]


def _items(coded: Coded, start: int, places: Sequence[int], knowledge: PostKnowledge) -> list[Item]:
    found = [item for place in places if (item := coded.masked.item(start + place)) is not None]
    return [item for item in found if knowledge.is_elective(item.mention)]


def _right_before(coded: Coded, lead: str, start: int, knowledge: PostKnowledge) -> Item | None:
    match = _RIGHT_BEFORE.search(lead)
    item = coded.masked.item(start + match.start()) if match is not None else None
    if item is None or not knowledge.is_elective(item.mention):
        return None
    mention = item.mention
    return item if isinstance(mention, PositionMention) and mention.organization is None else None


def _share(coded: Coded, entries: Sequence[Entry], *, parted: bool) -> None:
    """Give "A và B (Phó Chủ nhiệm)" one post, where only the last of those joined has it."""
    for number in range(len(entries) - 2, -1, -1):
        entry, following = entries[number], entries[number + 1]
        between = coded.text[entry.place + 1 : following.place]
        if entry.posts or not following.posts or ";" in between:
            continue
        joined = parted and _COMMA.fullmatch(between) is not None
        if joined or re.search(r"\bvà\b", between) or _is_member(following.posts[0]):
            entry.posts = list(following.posts)


def is_post(item: Item) -> bool:
    """Whether a position can be given: no occupation, nothing that is over."""
    mention = item.mention
    return isinstance(mention, PositionMention) and not mention.former and mention.kind == "post"


def _is_member(post: Item) -> bool:
    return getattr(post.mention, "group", "") == "member"

"""One statement: how it gives its posts, and which of them to which of its people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.find.mask import SIGNS, Item
from extractor.find.organizations import OrganizationMention
from extractor.find.positions import PositionMention
from extractor.find.posts import Frame
from extractor.find.posts_text import Sentence
from extractor.find.posts_words import WORD_SIGNS
from extractor.link.posts_context import Context, left_post
from extractor.link.posts_how import How, again, by_vote, giving, goes_on, how_by, is_weak, once
from extractor.link.posts_roster import is_post

_KIEM = re.compile(rf"\s*\(\s*kiêm\s+{SIGNS['position']}", re.IGNORECASE)
# "Phó Bí thư - Chủ tịch UBND huyện là ông A": the second is what he is beside
_DASHED = re.compile(rf"{SIGNS['position']}\s*[-\u2013]\s*{SIGNS['position']}")
_IN_TURN = re.compile(r"\b(?:lần\s+lượt|theo\s+thứ\s+tự)\b", re.IGNORECASE)


def how_given(context: Context, frame: Frame, sentence: Sentence, number: int) -> How | None:
    """How a statement gives its posts; None where nothing says so."""
    coded = sentence.coded
    how = how_by(coded, frame.start, frame.end) or _inherited(context, sentence, frame)
    if how is not None and context.voting(number) and is_own_vote(sentence, frame.end):
        return by_vote(how)
    return how


def is_own_vote(sentence: Sentence, end: int) -> bool:
    """Whether a "cử", "giao" or "phân công" up to a masked offset is the elected board's own, and nobody else's."""
    text = sentence.coded.text[:end]
    named = any(word.rule.get("above") for word in sentence.coded.words if word.start < end)
    return is_weak(sentence.coded, 0, end) and not named and SIGNS["date"] not in text


def given_posts(context: Context, frame: Frame, sentence: Sentence, how: How) -> Iterator[tuple[Item, Item, How]]:
    """Each person of a statement with a post, and how it is given."""
    posts = _posts(context, frame, sentence)
    told = _IN_TURN.search(sentence.coded.text, frame.start, frame.end) is not None
    # "A, B lần lượt được bầu làm P1, P2"
    each = told and len(posts) > 1 and len(posts) == len(frame.people)
    for place, person in enumerate(frame.people):
        own = again(how) if _after_again(sentence, person, frame) else how
        for post in [posts[place]] if each else [*posts, *_kiem(sentence, person, frame)]:
            yield person, post, own


def _posts(context: Context, frame: Frame, sentence: Sentence) -> list[Item]:
    if frame.needs == "pending":
        return [context.pending] if context.pending is not None else []
    if frame.needs == "left":
        left = left_post(sentence, frame.start) or context.left
        return [left] if left is not None else []
    posts = [item for item in frame.posts if is_post(item)]
    dashed = len(posts) == 2 and _DASHED.search(sentence.coded.text, frame.start, frame.end) is not None
    return posts[:1] if dashed and _body_of(posts[0]) is None and _body_of(posts[1]) is not None else posts


def _body_of(post: Item) -> OrganizationMention | None:
    return post.mention.organization if isinstance(post.mention, PositionMention) else None


def _inherited(context: Context, sentence: Sentence, frame: Frame) -> How | None:
    """How, where the statement itself has no verb: by one before it in the sentence, or by the context."""
    coded = sentence.coded
    how = how_by(coded, 0, frame.start)
    if how is None and context.how is not None:
        how = context.how if context.in_list else once(context.how)
    else:
        how = how or how_by(coded, frame.end, len(coded.text)) or context.last
        # "bổ nhiệm lại A làm P1; B làm P2": the verb is left out, and not its "lại"
        verbs = giving(coded, 0, frame.start)
        how = how if verbs and verbs[-1].slot == "appoint_again" else once(how)
    if how is None and WORD_SIGNS["vote"] in coded.text:
        how = "elected"
    if how is None and (sentence.kind == "title" or frame.needs == "beside"):
        how = "appointed"
    return again(how) if how is not None and goes_on(coded, frame.start, frame.end) else how


def _behind(sentence: Sentence, item: Item, frame: Frame) -> int:
    """The masked offset behind a person of a statement."""
    places = range(frame.start, frame.end)
    return next((place + 1 for place in places if sentence.coded.masked.item(place) is item), frame.end)


def _kiem(sentence: Sentence, item: Item, frame: Frame) -> list[Item]:
    """The second post of "A (kiêm P2)"."""
    match = _KIEM.match(sentence.coded.text, _behind(sentence, item, frame))
    second = sentence.coded.masked.item(match.end() - 1) if match is not None else None
    return [second] if second is not None and is_post(second) else []


def _after_again(sentence: Sentence, item: Item, frame: Frame) -> bool:
    """Whether "(tái cử)" stands right behind a person."""
    behind = _behind(sentence, item, frame)
    return any(not sentence.coded.text[behind:place].strip(" ,") for place in sentence.coded.repeats if place >= behind)

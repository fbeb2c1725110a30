"""Whether posts are given where a statement or a list stands: what the sentence and those before it say."""

from __future__ import annotations

import re

from extractor.find.mask import SIGNS
from extractor.find.positions import PositionMention
from extractor.find.posts import Frame
from extractor.find.posts_shapes import CALL
from extractor.find.posts_text import Sentence
from extractor.find.posts_words import FILLER, VERBS, WORD_SIGNS
from extractor.link.posts_context import Context, board_of, is_of_congress, left_post, verb_of
from extractor.link.posts_how import giving, how_by

_FIRST = re.compile(rf"\W*[{SIGNS['person']}{SIGNS['position']}]")
# "miễn nhiệm chức P1 của A và chức P2 của B"
_LEFT = re.compile(rf"{WORD_SIGNS['leave']}[^{VERBS};.]*\Z")
_PRESENTED = re.compile(
    rf"\W*{WORD_SIGNS['board']}[^{SIGNS['person']}{SIGNS['position']}.]{{0,80}}?(?::|{WORD_SIGNS['has']})",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?:các|những|hai|ba|bốn|năm|sáu|\d+)\s+(?:(?:gương\s+mặt|nhân\s+sự|người)\s+(?:mới\s+)?[^\w,;.]*{WORD_SIGNS['as']}{FILLER}*\s*|tân\s+)?{SIGNS['position']}",
    re.IGNORECASE,
)
# "nhận quyết định là A, T; B, T", "bổ nhiệm lại 3 cán bộ gồm: A, T; B, T"
_NAMED = re.compile(
    rf"[{VERBS}]{FILLER}*[^{SIGNS['person']}{SIGNS['position']};.]{{0,60}}(?:\blà|:|{WORD_SIGNS['has']}{FILLER}*)"
    rf"\s*{CALL}{SIGNS['person']}",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[\W\d]*(?:(?:còn|riêng|và|cùng với đó,|theo đó,|các|hai|ba)\W*)*", re.IGNORECASE)


def accepts(context: Context, frame: Frame, sentence: Sentence, number: int) -> bool:
    """Whether what stands around a statement bears it out."""
    if not frame.needs:
        return True
    text = sentence.coded.text
    before = text[: frame.start]
    if WORD_SIGNS["attend"] in before or (WORD_SIGNS["now"] in before and not _happened(sentence, frame.start)):
        return False
    if WORD_SIGNS["stop"] in before and not context.given(number):
        return False
    if frame.needs == "pending":
        return context.pending is not None and not frame.posts
    if frame.needs == "left":
        return left_post(sentence, frame.start) is not None or context.left_at in (number - 1, number - 2)
    if _LEFT.search(before):
        return False
    if frame.needs == "beside":
        if any(isinstance(post.mention, PositionMention) and post.mention.new for post in frame.posts):
            return True
        return context.in_list and sentence.listed
    if _is_elected_here(context, frame, sentence):
        return True
    if any(word.rule.get("gives") for word in sentence.coded.words if frame.start <= word.start < frame.end):
        return context.given(number) or verb_of(sentence) is not None or WORD_SIGNS["vote"] in text
    if how_by(sentence.coded, 0, frame.start) is not None or sentence.kind == "title":
        return True
    if _is_done_by(text, frame):
        return verb_of(sentence, weak=False) is not None or (context.voting(number) and board_of(sentence) is not None)
    if context.given(number) and (_voted(context, sentence) or _adds(context, frame, sentence, number)):
        return True
    return verb_of(sentence, weak=False) is not None or WORD_SIGNS["vote"] in text


def _happened(sentence: Sentence, end: int | None = None) -> bool:
    """Whether what was before, or is now, is a vote or decision itself: "Trước đó, ngày 5/6, Đại hội đã bầu …"."""
    text = sentence.coded.text
    now = text.find(WORD_SIGNS["now"])
    limit = len(text) if end is None else end
    return any(now < verb.start < limit and not verb.rule.get("weak") for verb in giving(sentence.coded))


def _is_elected_here(context: Context, frame: Frame, sentence: Sentence) -> bool:
    """Whether a statement without a verb tells who leads, in an article on a congress: "Bốn Phó Chủ tịch gồm …"."""
    text = sentence.coded.text
    if context.last not in ("elected", "re-elected") or WORD_SIGNS["speech"] in text[: frame.start]:
        return False
    counted = _COUNTED.search(text, max(0, frame.start - 25), frame.end) is not None
    new = any(word.rule.get("gives") for word in sentence.coded.words if frame.start <= word.start < frame.end)
    if SIGNS["date"] in text:
        return new and is_of_congress(sentence)
    return counted or new or frame.rule.id == "post.ghe_p_thuoc_ve_a"


def _voted(context: Context, sentence: Sentence) -> bool:
    """Whether the context goes on in a sentence that says nothing of votes and decisions itself.

    A vote has results to tell; behind an appointment, or where another time is named, a title is background.
    """
    if context.in_list and sentence.listed:
        return True
    return context.how in ("elected", "re-elected") and SIGNS["date"] not in sentence.coded.text


def _adds(context: Context, frame: Frame, sentence: Sentence, number: int) -> bool:
    """Whether a sentence goes on with the next of those appointed: "Phó Chủ tịch là ông B." "Ông C về làm P"."""
    opens = _OPENING.fullmatch(sentence.coded.text, 0, frame.start) is not None
    near = number - 1 in (context.fruitful_at, context.board_at)
    return opens and near and SIGNS["date"] not in sentence.coded.text


def list_cue(context: Context, sentence: Sentence, number: int) -> int | None:
    """The masked offset at which a list of the elected begins in a sentence; None where it has none."""
    text = sentence.coded.text
    if any(WORD_SIGNS[slot] in text for slot in ("stop", "attend", "leave")):
        return None
    if WORD_SIGNS["now"] in text and not _happened(sentence):
        return None
    if context.in_list and context.given(number) and sentence.listed:
        told = sentence.kind == "paragraph" and WORD_SIGNS["speech"] in text
        return 0 if sentence.opens_line and not told else None
    verb = verb_of(sentence)
    if verb is None and not (context.given(number) and _voted(context, sentence)) and not presents(context, sentence):
        return None
    if verb is None and WORD_SIGNS["speech"] in text[: text.find(SIGNS["person"])]:
        return None  # "Chủ trì hội nghị có ông A, T"
    first = verb.start if verb is not None else 0
    lists = [word.end for word in sentence.coded.words if word.slot == "has" and word.start >= first]
    lists += [place + 1 for place in range(first, len(text)) if text[place] == ":"]
    lists += [match.end() - 1 for match in _NAMED.finditer(text, first)]
    person = text.find(SIGNS["person"], first)
    before = [place for place in lists if place <= person]
    named = board_of(sentence) is not None or SIGNS["position"] in text[first:]
    named = named or (context.board_word is not None and WORD_SIGNS["win"] in text[first:person])
    if before and named:
        return first
    return None


def names_posts(sentence: Sentence, cue: int) -> bool:
    """Whether the titles in a list must be the posts: "bổ nhiệm lại 3 cán bộ gồm: A, T; B, T" names no others."""
    text = sentence.coded.text
    person = text.find(SIGNS["person"], cue)
    quiet = WORD_SIGNS["as"] not in text[cue:] and SIGNS["position"] not in text[cue:person]
    return quiet and verb_of(sentence, weak=False) is not None and _NAMED.search(text, cue, person + 1) is not None


def presents(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence begins with a board and a list of it, in an article that told of a vote before."""
    return context.last in ("elected", "re-elected") and _PRESENTED.match(sentence.coded.text) is not None


def names_go_on(context: Context, sentence: Sentence, number: int) -> bool:
    """Whether a sentence right behind "bầu Ban Chấp hành gồm 7 đồng chí." begins with their names."""
    text = sentence.coded.text
    quiet = not any(WORD_SIGNS[slot] in text for slot in ("stop", "attend", "leave", "speech", "passive"))
    return quiet and context.board_at == number - 1 and _FIRST.match(text) is not None


def _is_done_by(text: str, frame: Frame) -> bool:
    """Whether a statement is a "do A làm P", which says nothing of a vote by itself."""
    return text[: frame.start].rstrip().lower().endswith(" do")

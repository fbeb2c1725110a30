"""What one sentence leaves for the next: that posts are given, how, to which board, and a post waiting for names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.find.mask import SIGNS, Item
from extractor.find.posts_text import Sentence
from extractor.find.posts_words import FILLER, VERBS, WORD_SIGNS, Word
from extractor.link.posts_how import How, giving, how_by, once
from extractor.link.posts_roster import is_post

# sentences that a statement reaches beyond its own
_REACH = 2
_HEADING = re.compile(r"[:：]\s*\Z")
_RESULT = re.compile(r"\b(?:kết quả|danh sách|nhân sự|trúng cử|ra mắt)\b", re.IGNORECASE)
# what is held to elect: a board presented in such an article was elected
_CONGRESS = re.compile(r"\b(?:đại hội|kỳ họp thứ nhất)\b", re.IGNORECASE)
# the rest of a board's name: "Ban Chỉ đạo phòng chống dịch", up to what is said of it
_TIMES = SIGNS["date"] + SIGNS["term"]
_REST = re.compile(
    rf"(?:\s+(?!gồm|bao|do|có|nhiệm|khóa|khoá|với|được|để|và|là|mới|vào|trong|tại|năm)[^\W\d]+){{1,14}}?(?=\s*[,.:;({_TIMES}]|\s+(?:gồm|do|có|với|nhiệm|năm|là)\b)"
)
_PENDING = re.compile(
    rf"(?:(?:\b(?:chức danh|chức vụ|chức|hai|ba|bốn|năm|các|\d+)\s+)|[{WORD_SIGNS['as']}{VERBS}]{FILLER}*\s*)+"
    rf"{SIGNS['position']}"
    rf"[^{SIGNS['person']}{SIGNS['position']};]{{0,60}}\Z",
    re.IGNORECASE,
)
_LONE = re.compile(rf"\W*(?:(?:các|\d+|hai|ba|bốn|năm|đồng chí)\s+)*{SIGNS['position']}\W*\Z", re.IGNORECASE)


# "bổ nhiệm hai Phó Thủ tướng và 12 Bộ trưởng": no one post waits for names
_SEVERAL = re.compile(rf"{SIGNS['position']}\s*(?:,|và)\s*(?:(?:các|hai|ba|bốn|năm|\d+|một)\s+)*{SIGNS['position']}")


_BOARD_ALONE = re.compile(
    rf"\W*(?:(?:\d{{1,2}}|[ivx]{{1,4}}|[a-d])\s*[.)/]\s*)?(?:danh\s+sách\s+)?{WORD_SIGNS['board']}{FILLER}*"
    rf"(?:\s*(?:của\s+)?{SIGNS['organization']})?[^{SIGNS['person']}{SIGNS['position']},;.]{{0,40}}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Context:
    """The state of reading, between sentences."""

    how: How | None = None
    until: int = -1
    board_word: Word | None = None
    board_text: str | None = None
    board_end: int | None = None
    board_at: int = -1
    pending: Item | None = None
    in_list: bool = False
    heading: tuple[int, int] | None = None
    fruitful_at: int = -1
    last: How | None = None
    left: Item | None = None
    left_at: int = -9

    def given(self, number: int) -> bool:
        """Whether the sentence of that number stands where posts are given."""
        return self.how is not None and (number <= self.until or self.in_list)

    def voting(self, number: int) -> bool:
        """Whether the sentence of that number stands where people are elected."""
        return self.given(number) and self.how in ("elected", "re-elected")

    def forget(self) -> None:
        self.how, self.pending, self.in_list = None, None, False
        self.board_word = self.board_text = self.board_end = None


def verb_of(sentence: Sentence, *, weak: bool = True) -> Word | None:
    """The first verb of a sentence that gives posts, with no doubt cast on it."""
    text = sentence.coded.text
    for verb in giving(sentence.coded):
        clause = max(text.rfind(sign, 0, verb.start) for sign in ",;:") + 1
        doubted = WORD_SIGNS["stop"] in text[clause : verb.start] or WORD_SIGNS["stop"] in text[:15]
        if not doubted and (weak or not verb.rule.get("weak")):
            return verb
    return None


def left_post(sentence: Sentence, end: int) -> Item | None:
    """The post that a sentence says somebody left, before a masked offset: "miễn nhiệm chức vụ P đối với A"."""
    text = sentence.coded.text
    place = text.rfind(WORD_SIGNS["leave"], 0, end)
    post = text.find(SIGNS["position"], place, end) if place >= 0 else -1
    found = sentence.coded.masked.item(post) if post >= 0 else None
    return found if found is not None and is_post(found) else None


def board_of(sentence: Sentence, start: int = 0) -> Word | None:
    """The last board that a sentence names from a masked offset on."""
    boards = [word for word in sentence.coded.words if word.slot == "board" and word.start >= start]
    return boards[-1] if boards else None


def expect(context: Context, sentence: Sentence) -> None:
    """Note before a sentence is read whether it speaks of a congress, and so of elections."""
    if context.last is None and is_of_congress(sentence):
        context.last = "elected"


def is_of_congress(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a meeting that is held to elect."""
    return _CONGRESS.search(sentence.coded.text) is not None


def note(context: Context, sentence: Sentence, number: int, given: How | None) -> None:
    """Update the context behind a sentence; `given` says how it gave somebody a post, None where it gave none."""
    text = sentence.coded.text
    _note_left(context, sentence, number)
    fruitful = given is not None
    if fruitful:
        context.fruitful_at = number
    verb = verb_of(sentence, weak=False) or _weak_verb(sentence)
    if context.in_list and verb is None and _is_board_heading(sentence):
        context.pending = None
        _note_board(context, sentence, board_of(sentence), keep=False)
        return
    if WORD_SIGNS["stop"] in text and not fruitful and verb is None:
        context.forget()
        return
    heading = sentence.closes_line and bool(_HEADING.search(text)) and _announces(sentence)
    if verb is not None:
        how = how_by(sentence.coded, verb.start, len(text))
        assert how is not None
        opens = once(how) if fruitful else how
        context.how, context.until, context.last = opens, number + _REACH, opens
        _note_board(context, sentence, board_of(sentence, verb.start), keep=context.in_list)
        keep = context.in_list and (sentence.listed or heading)
        context.in_list = heading or (context.in_list and sentence.listed) or _starts_list(sentence)
        if board_of(sentence, verb.start) is not None:
            context.board_at = number
        if not keep:
            context.pending = None
    elif context.in_list and not sentence.listed and not heading and not fruitful and len(text) > 60:
        context.forget()
    elif given is not None and sentence.kind != "title":
        context.how = context.how or once(given)
        context.until = max(context.until, number + _REACH)
    elif heading and _RESULT.search(sentence.coded.masked.text) and board_of(sentence):
        context.how, context.until, context.in_list = "elected", number + _REACH, True
        context.pending = None
        _note_board(context, sentence, board_of(sentence), keep=False)
    if heading and context.how is not None:
        context.in_list = True
    if not fruitful:
        _note_pending(context, sentence, heading=heading)
    if heading or (verb is not None and not sentence.listed):
        context.heading = (sentence.start, sentence.end)


def _is_board_heading(sentence: Sentence) -> bool:
    """Whether a line names a board and nothing else: what follows are its members."""
    return sentence.closes_line and _BOARD_ALONE.fullmatch(sentence.coded.text) is not None


def _note_left(context: Context, sentence: Sentence, number: int) -> None:
    """Note the post that somebody left: "Ông A thôi giữ chức P", "ghế P bỏ trống"."""
    text = sentence.coded.text
    if WORD_SIGNS["leave"] not in text:
        return
    left = left_post(sentence, len(text))
    before = text.rfind(SIGNS["position"], 0, text.rindex(WORD_SIGNS["leave"]))
    if left is None and before >= 0:
        left = sentence.coded.masked.item(before)
    if left is not None and is_post(left):
        context.left, context.left_at = left, number


def _weak_verb(sentence: Sentence) -> Word | None:
    """A "chọn" or "cử" that says who leads, since a board follows it: "cử ra Ban Chấp hành"."""
    verb = verb_of(sentence)
    return verb if verb is not None and board_of(sentence, verb.start) is not None else None


def _announces(sentence: Sentence) -> bool:
    """Whether a line that ends in a colon is about posts."""
    text = sentence.coded.text
    return verb_of(sentence) is not None or board_of(sentence) is not None or SIGNS["position"] in text


def _note_board(context: Context, sentence: Sentence, board: Word | None, *, keep: bool) -> None:
    if board is not None:
        context.board_word = board
        context.board_text, end = board_name(sentence, board)
        context.board_end = sentence.coded.masked.origin(end)
    elif not keep:
        context.board_word = context.board_text = context.board_end = None


def board_name(sentence: Sentence, board: Word) -> tuple[str, int]:
    """The name of a board as printed, and the masked offset behind it: "Ban Chỉ đạo phòng chống dịch"."""
    text, end = sentence.coded.masked.text, board.end
    rest = _REST.match(text, end) if board.rule.get("own") else None
    end = rest.end() if rest is not None else end
    return " ".join(text[board.start : end].split()), end


def _starts_list(sentence: Sentence) -> bool:
    """Whether a line without a person says that posts are given: what follows may be a list."""
    return sentence.closes_line and SIGNS["person"] not in sentence.coded.text


def _note_pending(context: Context, sentence: Sentence, *, heading: bool) -> None:
    text = sentence.coded.text
    match = _PENDING.search(text) or (_LONE.match(text) if heading else None)
    if match is not None and _SEVERAL.search(text, 0, match.end()) is not None:
        context.pending = None
        return
    if match is not None and (heading or verb_of(sentence) is not None or sentence.kind == "title"):
        place = text.rindex(SIGNS["position"], 0, match.end())
        found = sentence.coded.masked.item(place)
        context.pending = found if found is not None and is_post(found) else None
    elif heading and SIGNS["position"] in text:
        context.pending = None

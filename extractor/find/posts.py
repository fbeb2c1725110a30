"""Statements by which people are given posts: shapes over sentences whose things and words are signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.find.mask import SIGNS, Item, Masked
from extractor.find.posts_shapes import BLOCK, REPLACED, SLOTS, needed_signs, needed_words
from extractor.find.posts_words import FILLER, VERBS, WORD_SIGNS, Coded, Vocabulary
from extractor.patterns import Patterns, Rule
from extractor.shapes import compile_shape

_PERSON, _POSITION = SIGNS["person"], SIGNS["position"]
# a sentence without any of these gives nobody a post
_SIGNALS = (*VERBS, WORD_SIGNS["as"], WORD_SIGNS["has"], ":", "là", "thuộc về", "thay bằng")
_NEEDS = ("", "given", "beside", "left", "pending")
_STOP = WORD_SIGNS["stop"]
_AND = re.compile(r"\b(?:và|cùng|lẫn)\b", re.IGNORECASE)
_MANY = re.compile(r"(?:các|những|hai|ba|bốn|năm|\d+|ông\s*,\s*bà)[\s\w,/]{0,25}:?\s*\Z", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:đều|cùng|lần lượt|cả)\b", re.IGNORECASE)
# what stands before a list that begins a clause; behind "của A, B được bầu" only B is the subject
_CLAUSE = re.compile(
    r"(?:\A|[:;,.(\u2013\u2014-]|\bvà|\bcòn|\bcó|\bgồm|\blà|\bdo|\bđó|\bbiết|\brằng)[\s“\"]*\Z", re.IGNORECASE
)
_LEADS = re.compile(r"(?:\b(?:đồng\s+chí|đ/c|ông|bà|anh|chị|các|hai|ba|bốn|\d+|tân)\b\s*[:,]?\s*)+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """A statement in a sentence: masked offsets, the things that fill it, and the rule that found it."""

    start: int
    end: int
    people: tuple[Item, ...]
    posts: tuple[Item, ...]
    rule: Rule
    board: bool = False
    leads: Item | None = None

    @property
    def needs(self) -> str:
        """What must stand around the statement: "given" (that posts are given), "pending" (which post).

        "beside": another statement in the same sentence; "left": somebody who left the post that is given.
        """
        return self.rule.get("needs")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A compiled shape, and for each slot and word that it needs what the text has to hold one of."""

    order: int
    rule: Rule
    pattern: re.Pattern[str]
    needed: Sequence[Sequence[str]]

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        for signs in self.needed:
            for sign in signs:
                if sign in text:
                    break
            else:
                return
        yield from self.pattern.finditer(text)


class Frames:
    """Finds the statements in a sentence."""

    def __init__(self, patterns: Patterns) -> None:
        self.words = Vocabulary(patterns)
        self._shapes = [
            _Shape(order, rule, compile_shape(shape, SLOTS), [*needed_words(shape), *needed_signs(shape)])
            for order, rule in enumerate(patterns.rules("post_frame"))
            for shape in rule.shapes
        ]

    def code(self, text: str, start: int, end: int, items: Iterable[Item]) -> Coded:
        """A sentence, from `start` to `end`, with signs for its things and words."""
        return self.words.code(Masked(text, start, end, items))

    def find(self, coded: Coded) -> list[Frame]:
        """The statements, from left to right, none overlapping another; those that need no context come first."""
        if _PERSON not in coded.text or not any(sign in coded.text for sign in _SIGNALS):
            return []
        chosen: list[Frame] = []
        left, shapes = coded, self._shapes
        while True:
            # a shape that matches nowhere does not match after more was read, either
            matches = [(shape, list(shape.matches(left.text))) for shape in shapes]
            shapes = [shape for shape, found in matches if found]
            frame = _best(left, matches)
            if frame is None:
                return sorted(chosen, key=lambda frame: frame.start)
            chosen.append(frame)
            read = BLOCK * (frame.end - frame.start)
            left = replace(left, text=left.text[: frame.start] + read + left.text[frame.end :])


def _best(coded: Coded, matches: Iterable[tuple[_Shape, Sequence[re.Match[str]]]]) -> Frame | None:
    """The statement to read first: one that needs no context, the leftmost, of the first rule, the longest."""
    found = [
        (_NEEDS.index(shape.rule.get("needs")), frame.start, shape.order, -frame.end, frame)
        for shape, places in matches
        for match in places
        if (frame := _frame(coded, match, shape.rule)) is not None
    ]
    return min(found, key=lambda row: row[:4])[4] if found else None


def _frame(coded: Coded, match: re.Match[str], rule: Rule) -> Frame | None:
    groups = match.groupdict()
    start, end = match.span()
    people: Sequence[Item] = ()
    if groups.get("people"):
        first, until = match.span("people")
        if until == match.end():
            until = _before_next(coded, first, until)
        if _PERSON not in coded.text[first:until]:
            return None
        behind_post = any(groups.get(slot) and match.start(slot) < first for slot in ("post", "posts"))
        first, people = _subjects(coded, first, until, behind_post=behind_post)
        end = until if until < match.end("people") else end
        if start == match.start("people"):
            start = first
    if people and _is_replaced(coded, first):
        return None
    slot = "posts" if groups.get("posts") else "post"
    posts = _of_kind(coded, match.span(slot), "position") if groups.get(slot) else ()
    leads = _of_kind(coded, match.span("organization"), "organization") if groups.get("organization") else ()
    if not people or _doubted(coded, start):
        return None
    return Frame(start, end, tuple(people), tuple(posts), rule, bool(groups.get("board")), leads[0] if leads else None)


def _is_replaced(coded: Coded, start: int) -> bool:
    """Whether the people from a place on are those whom others replace: "thay ông B", but not "thay ông B, người …"."""
    place = coded.text.find(_PERSON, start)
    return REPLACED.search(coded.text[:place]) is not None and _WHO.match(coded.text, place + 1) is None


def _of_kind(coded: Coded, span: tuple[int, int], kind: str) -> list[Item]:
    return [item for item in coded.masked.items(*span) if item.kind == kind]


def _doubted(coded: Coded, start: int) -> bool:
    """Whether a word of doubt or denial governs what begins at `start`."""
    before = coded.text[:start]
    clause = max(before.rfind(sign) for sign in ",;:") + 1
    return _STOP in before[clause:] or (_STOP in before[:15] and ";" not in before)


def _subjects(coded: Coded, start: int, end: int, *, behind_post: bool) -> tuple[int, list[Item]]:
    """Which of the people in a stretch form the list that ends it, and where that list begins."""
    places = [place for place in range(start, end) if coded.text[place] == _PERSON]
    first = len(places) - 1
    whole = behind_post or _is_list(coded, start, places, end)
    while first > 0 and (whole or _AND.search(_gap(coded, places[first - 1], places[first]))):
        first -= 1
    items = [item for place in places[first:] if (item := coded.masked.item(place)) is not None]
    return (start if first == 0 else places[first]), items


def _before_next(coded: Coded, start: int, end: int) -> int:
    """Where a list of names ends, if its last name begins what follows: "P1 là A; B làm P2"."""
    if _NEXT.match(coded.text, end) is None:
        return end
    parts = [match.start() for match in _PART.finditer(coded.text, start, end)]
    whole = coded.text.rfind(";", start, end)
    return whole if whole >= 0 else parts[-1] if parts else start


def _gap(coded: Coded, one: int, other: int) -> str:
    """What stands right before the second of two people: the "và" of "A, T O, và B"."""
    return coded.text[max(one + 1, other - 40) : other].rpartition(",")[2][-25:]


def _is_list(coded: Coded, start: int, places: Sequence[int], end: int) -> bool:
    """Whether all the people from the first on are one list, and not a subject behind another phrase."""
    if len(places) == 1:
        return True
    before = coded.text[:start]
    lead = coded.text[start : places[0]]
    head = coded.masked.item(places[0])
    if head is not None and getattr(head.mention, "plural", False):
        return True
    if _MANY.search(before + lead) or _TOGETHER.search(coded.text[places[-1] : end + 40]):
        return True
    verb_before = any(sign in before[-30:] for sign in WORD_SIGNS.values())
    return verb_before or bool(_CLAUSE.search(_LEADS.sub("", before)))


# "thay ông B, người …", "thay ông B được bổ nhiệm …": what follows is said of the one who is replaced
_WHO = re.compile(
    rf"\s*(?:[,\u2013-]?\s*người\b|[,\u2013-]?\s*(?:vừa\s+|đã\s+)?{WORD_SIGNS['passive']}{FILLER}*\s*[{VERBS}])",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"[^;{_PERSON}]{{0,200}}?{WORD_SIGNS['as']}")
_PART = re.compile(r";|,|\bcòn\b")

_MARK = re.compile(r"<[^>]*>|«[^»]*»|\{[^}]*\}")
_MARKED_KIND = {"<": "person", "«": "position", "{": "organization"}


def check_posts(patterns: Patterns) -> Callable[[str], list[tuple[str, int, int]]]:
    """What runs the examples of frames; in them <…> is a person, «…» a position and {…} an organization."""
    frames = Frames(patterns)

    def find(text: str) -> list[tuple[str, int, int]]:
        return list(_find_marked(frames, text))

    return find


def _find_marked(frames: Frames, text: str) -> Iterator[tuple[str, int, int]]:
    from extractor.language.spans import Mention

    items = [
        Item(_MARKED_KIND[match[0][0]], match.start(), match.end(), Mention(match.start(), match.end(), "example"))
        for match in _MARK.finditer(text)
    ]
    coded = frames.code(text, 0, len(text), items)
    for frame in frames.find(coded):
        yield frame.rule.id, coded.masked.origin(frame.start), coded.masked.origin(frame.end)

"""The shapes of `patterns/dates/`, compiled: text → pieces, the parts that dates are put together from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.find.date_pieces import PIECE_TYPES, Piece, Token, bare_figure, bare_number, read_piece
from extractor.patterns import Patterns, Rule
from extractor.shapes import ShapeError, shape_regex

# what the slots of a shape may be; slots made of words come from the rules of category date_words
_SLOTS = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
    "month": r"(?:1[0-2]|0?[1-9])(?!\d)",
    "year": r"[12]\d{3}(?!\d)",
    "oldyear": r"[1-9]\d{2}(?!\d)",
    "shortyear": r"\d{2}(?!\d)",
    "hour": r"(?:2[0-4]|1\d|0?\d)(?!\d)",
    # not the day of "8 giờ 15/3"
    "minute": r"[0-5]\d(?!\d|\s?/|\.\d|-\d{1,2}(?!\d|\s*(?:h|g|:)))",
    "shortminute": r"\d(?!\d)",
    "second": r"[0-5]\d(?!\d)",
    "number": r"\d{1,2}(?!\d)",
    "ordinal": r"(?:[ivxlc]{1,6}(?!\w)|\d{1,3}(?!\d))",
}
# behind a date no letter, and no sign that makes its last figure part of something longer
_END = r"(?!\w|[/.]\d|/\w|\s?%|,\d{3}|:\d)"
_LEXEME = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one slot: printed form → value, and the rule that declares them."""

    rule: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled shape of a rule."""

    pattern: re.Pattern[str]
    rule: Rule
    slots: tuple[tuple[str, str], ...]  # (group, slot)


def fold_text(text: str) -> str:
    """The text in lower case, of the same length; line breaks become signs that nothing matches across."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return lower.replace("ð", "đ").replace("\n", "\0")


def read_vocabularies(rules: Iterable[Rule]) -> dict[str, Vocabulary]:
    """The words of each slot. Raises PatternError for a rule without a slot."""
    found = {}
    for rule in rules:
        slot = rule.get("slot")
        if not slot.isidentifier():
            raise rule.complain("words of dates need a `slot` that shapes can name")
        pairs = (form.partition("=") for form in rule.all("forms"))
        values = {form.strip(): (value or form).strip() for form, _, value in pairs}
        found[slot] = Vocabulary(rule.id, values)
    return found


class PieceFinder:
    """Finds the pieces of dates in one pass over the words and figures of a text."""

    def __init__(self, patterns: Patterns) -> None:
        self.vocabularies = read_vocabularies(patterns.rules("date_words"))
        slots = dict(_SLOTS)
        for slot, vocabulary in self.vocabularies.items():
            forms = sorted(map(_spaced, vocabulary.values), key=len, reverse=True)
            slots[slot] = rf"(?:{'|'.join(forms)})(?!\w)"
        self.slots = slots
        starts: dict[str, list[Shape]] = defaultdict(list)
        tails: dict[str, list[Shape]] = defaultdict(list)
        for rule in patterns.rules("date"):
            if rule.get("is") not in PIECE_TYPES:
                raise rule.complain(f"`is` is one of {', '.join(sorted(PIECE_TYPES))}")
            table = tails if rule.get("is") == "tail" else starts
            for text in rule.shapes:
                shape = self._compile(text, rule)
                for first in self._first_words(text):
                    table[first].append(shape)
        self._starts, self._tails = dict(starts), dict(tails)

    def _compile(self, text: str, rule: Rule) -> Shape:
        try:
            body = shape_regex(text, self.slots)
            barrier = "".join(f"(?!\\s*{shape_regex(stop, self.slots)})" for stop in rule.all("not_before"))
            pattern = re.compile(body + _END + barrier)
        except (ShapeError, re.error) as error:
            raise rule.complain(f"the shape {text!r} does not compile: {error}") from None
        groups = tuple((group, group.rstrip("0123456789")) for group in pattern.groupindex)
        return Shape(pattern, rule, groups)

    def _first_words(self, shape: str) -> set[str]:
        """The words that a text can begin with where the shape matches; "#" is a figure, "#4" one of a year."""
        firsts: set[str] = set()
        for branch in _openings(shape):
            if branch.startswith("{"):
                slot = branch.strip("{}").rstrip("0123456789")
                if slot in self.vocabularies:
                    firsts.update(form.split()[0] for form in self.vocabularies[slot].values)
                else:
                    firsts.add("#4" if slot == "year" else "#")
            else:
                firsts.add(branch)
        return {"#" if word.isdigit() else word for word in firsts}

    def tokens(self, folded: str) -> list[Token]:
        """The words and figures of a folded text."""
        return [(match.group(), match.start(), match.end()) for match in _LEXEME.finditer(folded)]

    def find(self, folded: str, tokens: Sequence[Token]) -> list[Piece]:
        """The pieces of a folded text, from left to right, none overlapping another; the longest wins."""
        found: list[Piece] = []
        reached = -1
        starts, tails = self._starts, self._tails
        for number, (word, start, end) in enumerate(tokens):
            if start < reached:
                continue
            if word[0].isdigit():
                if not _free(folded, start, reached):
                    continue
                shapes = starts.get("#" if end - start < 3 else "#4" if end - start == 4 else "", ())
            else:
                behind = tails.get(word)
                if behind is not None and found and start - reached < 3 and folded[reached:start].strip(" ,(") == "":
                    shapes = (*starts.get(word, ()), *behind) if word in starts else behind
                else:
                    shapes = starts.get(word, ())
                if not shapes:
                    continue
            piece = self._longest(shapes, folded, start, number)
            if piece is None and word[0].isdigit():
                piece = _bare_figure(folded, start, end, number)
            if piece is not None:
                found.append(piece)
                reached = piece.end
        return found

    def _longest(self, shapes: Sequence[Shape], folded: str, start: int, number: int) -> Piece | None:
        best: re.Match[str] | None = None
        chosen: Shape | None = None
        for shape in shapes:
            match = shape.pattern.match(folded, start)
            if match is not None and (best is None or match.end() > best.end()):
                best, chosen = match, shape
        if best is None or chosen is None:
            return None
        return read_piece(best, chosen.rule, chosen.slots, self._value, number)

    def _value(self, slot: str, printed: str) -> str:
        vocabulary = self.vocabularies.get(slot)
        return vocabulary.values[" ".join(printed.split())] if vocabulary else printed

    def traces(self, folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The vocabularies that had a part in a piece, as (rule id, start, end): for checking examples."""
        for shapes in (*self._starts.values(), *self._tails.values()):
            for shape in shapes:
                match = shape.pattern.match(folded, start)
                if match is None or match.end() != end:
                    continue
                for group, slot in shape.slots:
                    if slot in self.vocabularies and match[group]:
                        yield self.vocabularies[slot].rule, match.start(group), match.end(group)


def _spaced(form: str) -> str:
    return r"\s+".join(map(re.escape, form.split()))


def _openings(shape: str) -> Iterator[str]:
    """The first words or slots of a shape: of "[ngày] (rằm|{day})" they are "ngày", "rằm" and "{day}"."""
    shape = shape.strip()
    if not shape:
        return
    if shape[0] not in "[(":
        match = re.match(r"\{\w+\}|\w+|\\?.", shape)
        assert match is not None
        if match.group()[0] in "{" or match.group()[0].isalnum():
            yield match.group()
        else:  # a sign in front: the word behind it is where the shape is looked for
            yield from _openings(shape[match.end() :])
        return
    inner, rest = _bracket(shape)
    for branch in inner:
        yield from _openings(branch + (rest if not branch.strip() else ""))
    if shape[0] == "[":
        yield from _openings(rest)


def _bracket(shape: str) -> tuple[list[str], str]:
    """The branches in the bracket that opens a shape, and what follows the bracket."""
    branches, depth, begin = [], 0, 1
    for place, sign in enumerate(shape):
        if sign in "[(":
            depth += 1
        elif sign in "])":
            depth -= 1
            if depth == 0:
                branches.append(shape[begin:place])
                return branches, shape[place + 1 :]
        elif sign == "|" and depth == 1:
            branches.append(shape[begin:place])
            begin = place + 1
    return branches, ""


def _free(folded: str, start: int, reached: int) -> bool:
    """Whether a figure may begin a piece: it is no part of a longer number or a code."""
    if start == 0 or start == reached:
        return True
    before = folded[start - 1]
    if before.isalnum():
        return False
    if before in "/.:,-_" and start > 1 and start - 1 != reached:
        return not folded[start - 2].isalnum() or (before in "-,." and not folded[start - 2].isdigit())
    return before != "_"


def _bare_figure(folded: str, start: int, end: int, number: int) -> Piece | None:
    """A figure that is a day, an hour or a year only by what stands around it."""
    after = folded[end : end + 2]
    if after[:1].isalpha() or (after[:1] in "/.:" and after[1:].isalnum()) or after[:1] == "%" or after == " %":
        return None
    value = int(folded[start:end])
    if end - start <= 2 and 1 <= value <= 31:
        return bare_number(start, end, number, value)
    if end - start == 4 and 1000 <= value <= 2100 and not (after[:1] in ",." and after[1:].isdigit()):
        return bare_figure(start, end, number, value)
    return None

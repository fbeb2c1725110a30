"""The shapes of `patterns/dates/`, compiled: text → pieces, the parts that dates are put together from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.find.date_pieces import PIECE_TYPES, Piece, bare_figure, bare_number, read_piece
from extractor.find.date_text import FoldedText
from extractor.patterns import Patterns, Rule
from extractor.shapes import DASHES, ShapeError, shape_regex

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
_DECIMALS = r",\d{3}|,\d{1,2}(?!\d)(?!\s*(?:[/,]|[-\u2010-\u2015]|và\s|tháng\s))"  # "1,4 tỷ", but "ngày 5,6/3"
_FULL = r"\d{1,2}[-.]\d{1,2}[-.]\d{4}(?!\w)"  # the end of "24-11-1956/24-11-2016"
_END = rf"(?!\w|[.]\d|/(?!{_FULL})\w|\s?%|{_DECIMALS}|:\d)"
_TELEPHONE = re.compile(r"[-.]\d{2,4}[-.]\d")
_DECIMAL = re.compile(_DECIMALS)
_CODE = re.compile(r"/[^\W\d_]+-\Z")  # what "05/TV-2010" has before its last figure
_SIGN = re.compile(r"[ \u00a0]*([^\s\0])")
_BEHIND = re.compile(r"[ \u00a0,(]{0,3}([^\W\d_]+)")


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


class ShapeSet:
    """The shapes that begin with one word; most words are no date, which a single pattern of all finds out at once."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._shapes = shapes

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """One pattern for all shapes; most words that shapes begin with stand in no article, so it waits for one."""
        return re.compile("|".join(_unnamed(shape.pattern.pattern) for shape in self._shapes))

    def longest(self, folded: FoldedText, start: int) -> tuple[re.Match[str], Shape] | None:
        """The longest match at a place; of equals the one of the first rule."""
        if len(self._shapes) > 1 and self._any.match(folded, start) is None:
            return None
        best: tuple[re.Match[str], Shape] | None = None
        for shape in self._shapes:
            match = shape.pattern.match(folded, start)
            if match is not None and (best is None or match.end() > best[0].end()):
                best = match, shape
        return best


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
        self._day_words = frozenset(
            word for rule in patterns.rules("date_joins") if rule.get("lead") == "day" for word in rule.shapes
        )
        starts: dict[str, list[Shape]] = defaultdict(list)
        tails: dict[str, list[Shape]] = defaultdict(list)
        for rule in patterns.rules("date"):
            if rule.get("is") not in PIECE_TYPES:
                raise rule.complain(f"`is` is one of {', '.join(sorted(PIECE_TYPES))}")
            table = tails if rule.get("is") == "tail" else starts
            for text in rule.shapes:
                shape = self._compile(text, rule)
                for first in self._first_words(text):
                    for second in _seconds(text) if first[0] == "#" else ("",):
                        table[first + second].append(shape)
        self._starts = {first: ShapeSet(shapes) for first, shapes in starts.items()}
        self._tails = {first: ShapeSet(shapes) for first, shapes in tails.items()}
        self._all = [shape for shapes in (*starts.values(), *tails.values()) for shape in shapes]
        self._trigger = _any_of(word for word in starts if not word.startswith("#"))

    def _compile(self, text: str, rule: Rule) -> Shape:
        try:
            body = shape_regex(text, self.slots)
            stops = (_unnamed(shape_regex(stop, self.slots)) for stop in rule.all("not_before"))
            barrier = "".join(f"(?!\\s*{stop})" for stop in stops)
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
        return {"#" if word.isdecimal() else word for word in firsts}

    def find(self, folded: FoldedText) -> list[Piece]:
        """The pieces of a text, from left to right, none overlapping another; the longest wins."""
        found: list[Piece] = []
        reached = -1
        for match in self._trigger.finditer(folded):
            start, end = match.span()
            if start < reached:
                continue
            piece = self._at(folded, start, end, reached)
            while piece is not None:
                found.append(piece)
                reached = piece.end
                piece = self._tail(folded, reached)
        return found

    def _at(self, folded: FoldedText, start: int, end: int, reached: int) -> Piece | None:
        """The piece that begins with a figure or a word."""
        if not folded[start].isdecimal():
            if start and folded[start - 1].isalpha():
                return None
            return self._longest(self._starts[folded[start:end]], folded, start)
        if end - start > 4 or not (_free(folded, start, reached) or self._glued(folded, start)):
            return None
        behind = _SIGN.match(folded, end)
        second = behind[1] if behind else ""
        shapes = self._starts.get(("#" if end - start < 3 else "#4") + ("-" if second in DASHES else second))
        return self._longest(shapes, folded, start) or _bare_figure(folded, start, end)

    def _glued(self, folded: FoldedText, start: int) -> bool:
        """Whether a figure is printed right behind the word "ngày"."""
        return folded[start - 1].isalpha() and any(folded.endswith(word, 0, start) for word in self._day_words)

    def _tail(self, folded: FoldedText, place: int) -> Piece | None:
        """The piece that narrows the one that ends at a place: "tới", "âm lịch"."""
        match = _BEHIND.match(folded, place)
        shapes = self._tails.get(match[1]) if match else None
        if match is None or shapes is None:
            return None
        tail = self._longest(shapes, folded, match.start(1))
        other = self._longest(self._starts.get(match[1]), folded, match.start(1))
        return None if tail and other and other.end >= tail.end else tail

    def _longest(self, shapes: ShapeSet | None, folded: FoldedText, start: int) -> Piece | None:
        found = shapes.longest(folded, start) if shapes else None
        return read_piece(found[0], found[1].rule, found[1].slots, self._value) if found else None

    def _value(self, slot: str, printed: str) -> str:
        vocabulary = self.vocabularies.get(slot)
        return vocabulary.values[" ".join(printed.split())] if vocabulary else printed

    def traces(self, folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The vocabularies that had a part in a piece, as (rule id, start, end): for checking examples."""
        for shape in self._all:
            match = shape.pattern.match(folded, start)
            if match is None or match.end() != end:
                continue
            for group, slot in shape.slots:
                if slot in self.vocabularies and match[group]:
                    yield self.vocabularies[slot].rule, match.start(group), match.end(group)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole words and for figures, branched by their first sign: that is what `re` is fast at."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_first[word[0]].append(word[1:])
    branches = []
    for first, rests in by_first.items():
        longest_first = "|".join(sorted(rests, key=len, reverse=True))
        branches.append(f"{first}(?:{longest_first})(?![^\\W\\d_])")
    return re.compile("|".join(branches + [f"{figure}\\d*" for figure in range(10)]))


def _unnamed(regex: str) -> str:
    """A regular expression without the names of its groups, which another one may have too."""
    return re.sub(r"\(\?P<\w+>", "(?:", regex)


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


def _seconds(shape: str) -> set[str]:
    """The signs that can stand right behind the figure that a shape begins with; a letter for a word."""
    shape = shape.strip()
    if shape[0] in "[(":
        inner, rest = _bracket(shape)
        rests = [branch.strip().partition("}")[2] + rest for branch in inner]
        return set().union(*map(_signs, rests))
    return _signs(shape.partition("}")[2])


def _signs(shape: str) -> set[str]:
    """The first signs of a shape, dashes as "-"."""
    shape = shape.strip()
    if shape[:1] in ("[", "("):
        inner, rest = _bracket(shape)
        found = set().union(*(_signs(branch if branch.strip() else rest) for branch in inner))
        return found | _signs(rest) if shape[0] == "[" else found
    return {shape[0]} if shape else set()


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
    if before.isalnum() or (before == "-" and _CODE.search(folded, max(0, start - 16), start)):
        return False
    if before in "/.:,-_" and start > 1 and start - 1 != reached:
        return not folded[start - 2].isalnum() or (before in "-,." and not folded[start - 2].isdecimal())
    return before != "_"


def _bare_figure(folded: str, start: int, end: int) -> Piece | None:
    """A figure that is a day, an hour or a year only by what stands around it."""
    after = folded[end : end + 2]
    if (after[:1] == "," and _DECIMAL.match(folded, end)) or (end - start == 4 and _TELEPHONE.match(folded, end)):
        return None
    if after[:1].isalpha() or (after[:1] in "/.:" and after[1:].isalnum()) or after[:1] == "%" or after == " %":
        return None
    value = int(folded[start:end])
    if end - start <= 2 and 1 <= value <= 31:
        return bare_number(start, end, value)
    if end - start == 4 and 1000 <= value <= 2100 and not (after[:1] in ",." and after[1:].isdecimal()):
        return bare_figure(start, end, value)
    return None

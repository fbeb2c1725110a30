"""What the shapes of `patterns/titles/holders.yaml` say between two neighbours in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.find.mask import SIGNS, Item, Masked
from extractor.find.positions import PositionMention
from extractor.patterns import Patterns, Rule
from extractor.shapes import DASHES, compile_shape

_PERSON, _POSITION = SIGNS["person"], SIGNS["position"]
_THINGS = "".join(SIGNS.values())
_DASH = re.escape(DASHES)
_CALL = (
    r"(?:(?:(?:các|những|hai|ba|bốn|\d+)\s+)?(?:vị\s+)?"
    r"(?:đồng\s+chí|đ/c|ông|bà|anh|chị|em|bạn|cô|thầy)\b[\s,:]*)*"
)
SLOTS: Mapping[str, str] = {
    "person": _PERSON,
    "called": _CALL + _PERSON,
    "position": _POSITION,
    # "hiện", "khi đó": a word that says that the person is or was, so that "làm" is no election
    "time": r"(?:hiện(?:\s+(?:đang|nay|tại))?|nay|đang|từng|đã\s+từng|nguyên|(?:khi|lúc|hồi)\s+(?:đó|ấy)|trước\s+đây)",
    # what may stand between a name and a title without being one
    "aside": rf"[^(){_PERSON}{_POSITION};.]{{1,60}}?",
    # "Pháp", "Mỹ gốc Việt"
    "nation": r"(?-i:[A-ZĐÀ-Ỹ]\w*(?:\s+(?:gốc\s+)?[A-ZĐÀ-Ỹ]\w*){0,3})",
    "bracket": r"\([^()]{1,90}\)",
    # how many, before a shared title
    "count": r"(?:(?:đều|cùng|cũng|là|một|\d+|vị|người|hiện|(?:khi|lúc)\s+đó)\s+)*",
    # where someone stands in a picture
    "place": (
        r"(?:(?:đứng|ngồi|giữa|(?:bìa|bên)?\s*(?:trái|phải)|thứ\s+\w+\s+từ\s+(?:trái|phải)(?:\s+sang)?)"
        r"\s*[,:-]\s*)?"
    ),
    # "nhiệm kỳ 2015-2020", "khóa IV", "giai đoạn …" behind a title
    "era": (
        rf"(?:\s*[,(]?\s*(?:khóa|khoá|(?:của\s+)?nhiệm\s+k[ỳì]|giai\s+đoạn|thời\s+kỳ|từ|đương\s+nhiệm|\d{{4}})"
        rf"[^,;:.()–{_PERSON}{_POSITION}]{{0,40}}\)?)?"
    ),
}


# which slots of a shape say who and what is joined
_JOINED: Mapping[str, tuple[str, ...]] = {
    "list": ("person", "called2"),
    "more": ("position", "position2"),
    "subject": ("position",),
    "both": ("position",),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Two things that a shape joins, as they are printed: a person and a position, or two of one kind."""

    first: Item
    second: Item
    rule: Rule
    era: bool = False  # whether a term stands with the title: "Chủ tịch Hội khóa IV"

    @property
    def gives(self) -> str:
        return self.rule.get("gives")

    @property
    def strength(self) -> int:
        return int(self.rule.get("strength", "1"))


class Links:
    """The shapes, compiled."""

    def __init__(self, patterns: Patterns) -> None:
        # each with the sign that it begins with, where it does: it need not be looked for elsewhere
        self._shapes = [
            (rule, compile_shape(shape, SLOTS), SIGNS.get(shape[1:].partition("}")[0]))
            for rule in patterns.rules("holder")
            for shape in rule.shapes
        ]
        self._after = {
            rule.id: re.compile(rf"\b(?:{'|'.join(map(re.escape, rule.all('after')))})\b", re.IGNORECASE)
            for rule in patterns.rules("holder")
            if rule.all("after")
        }

        self._rules = {rule.id: rule for rule in patterns.rules("holder")}

    def rule(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def find(self, masked: Masked) -> Iterator[Link]:
        """All that the shapes find in a line, overlapping ones too."""
        people, positions = _PERSON in masked.text, _POSITION in masked.text
        if not positions or not people:
            return
        places = {sign: [match.start() for match in re.finditer(sign, masked.text)] for sign in (_PERSON, _POSITION)}
        for rule, shape, sign in self._shapes:
            for match in _matches(shape, masked.text, None if sign is None else places[sign]):
                if self._stands(rule, masked.text, match.start()):
                    link = _link(masked, match, rule)
                    if link is not None:
                        yield link

    def _stands(self, rule: Rule, text: str, place: int) -> bool:
        """Whether the words that a rule asks for stand earlier in the sentence, and none right before."""
        if any(text[:place].casefold().rstrip().endswith(word) for word in rule.all("not_after")):
            return False
        needed = self._after.get(rule.id)
        return needed is None or needed.search(text, _sentence(text, place), place) is not None


def _matches(shape: re.Pattern[str], text: str, places: Sequence[int] | None) -> Iterator[re.Match[str]]:
    """The matches of a shape at some places, or anywhere, overlapping ones too."""
    if places is not None:
        yield from filter(None, (shape.match(text, place) for place in places))
        return
    place = 0
    while (match := shape.search(text, place)) is not None:
        yield match
        place = match.start() + 1


def _sentence(text: str, place: int) -> int:
    """Where the sentence around a masked offset begins."""
    return max(text.rfind(". ", 0, place), text.rfind("\n", 0, place), 0)


def _link(masked: Masked, match: re.Match[str], rule: Rule) -> Link | None:
    """The two things that a match joins: a second one of the same kind only stands between, or is the other."""
    kinds = _JOINED.get(rule.get("gives"), ("person", "called", "position"))
    found = []
    for name in match.groupdict():
        item = masked.item(match.end(name) - 1) if name in kinds and match[name] is not None else None
        if item is not None:
            found.append((match.start(name), item))
    found.sort(key=lambda pair: pair[0])
    if not found or not _titled(found[-1][1], rule):
        return None
    era = bool((match.groupdict().get("era") or "").strip())
    return Link(found[0][1], found[-1][1], rule, era)


def _titled(item: Item, rule: Rule) -> bool:
    """Whether a title begins as the rule asks."""
    wanted = rule.all("titles")
    mention = item.mention
    return not wanted or (isinstance(mention, PositionMention) and mention.title.casefold().startswith(wanted))


def pairs(links: list[Link], gives: str) -> dict[int, list[Link]]:
    """The links of a kind, by the code point at which their first thing begins."""
    found: dict[int, list[Link]] = {}
    for link in links:
        if link.gives == gives:
            found.setdefault(link.first.start, []).append(link)
    return found


_PLURAL = re.compile(
    r"(?:\b(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|0?[2-9]|\d\d)\b)\s*(?:vị|đồng\s+chí|đ/c)?\s*\Z",
    re.IGNORECASE,
)


def in_plural(text: str, start: int) -> bool:
    """Whether "các", "hai" or a count stands right before a code point."""
    return _PLURAL.search(text, max(0, start - 20), start) is not None

"""The body that a post belongs to: named beside it, or the one that the statement, the event or the title is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.find.organizations import OrganizationMention
from extractor.find.positions import PositionMention
from extractor.language.spans import Mention
from extractor.language.tokens import fold
from extractor.patterns import Patterns, Rule

_MODIFIERS = re.compile(r"\b(?:thường trực|phụ trách|chuyên trách|danh dự|thứ nhất|lâm thời|điều hành|quyền|q)\b\.?")

# "Đại hội lần thứ V Hội X", "Kỳ họp thứ nhất HĐND tỉnh": the body is behind its meeting …
_EVENT_OF = re.compile(
    r"\b(?:đại hội|hội nghị|kỳ họp|phiên họp|cuộc họp|bầu|kiện toàn|ra mắt)\b[^.;:\n]{0,40}\Z", re.IGNORECASE
)
# … or before it
_MEETS = re.compile(r"[^.;:\n]{0,40}\b(?:tổ chức|họp|tiến hành|khai mạc|bầu|có)\b", re.IGNORECASE)


# nouns that stand for the body that an article is about, and not for one that somebody in it comes from
_UNITS = frozenset({"đảng ủy", "đảng uỷ", "chi bộ", "đảng bộ", "chi đoàn", "công đoàn", "chi ủy"})


# "nhà trường" is whatever school the article is about
_SCHOOL, _HEAD_OF_SCHOOL = "nhà trường", "hiệu trưởng"
_PLACES = frozenset({"tỉnh", "huyện", "xã", "phường", "quận", "thị", "thành"})


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A name for comparing: case, tone placement, dashes and blanks folded."""
    return " ".join(fold(word) for word in re.findall(r"\w+|&", text))


def _is_short_for(short: str, full: str) -> bool:
    """Whether one or two words left out in one place, and the place behind, are all that two names differ by."""
    one, other = short.split(), full.split()
    if len(one) < 3 or len(other) <= len(one) or one[0] != other[0] or not _PLACES.isdisjoint(one):
        return False
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest = one[same:]
    ends = [same + more + len(rest) for more in (1, 2) if other[same + more : same + more + len(rest)] == rest]
    return bool(rest) and any(end == len(other) or other[end] in _PLACES for end in ends)


@dataclass(frozen=True, slots=True)
class Named:
    """An organization as a candidate for a body: where it stands, and whether a position holds it."""

    mention: OrganizationMention
    key: str
    held: bool


class PostKnowledge:
    """Which posts are held at which bodies, and which are given by votes."""

    def __init__(self, patterns: Patterns) -> None:
        rules = patterns.rules("post_body")
        self._rules = {folded(phrase): rule for rule in rules for phrase in rule.words}
        self._heads = {rule.id: tuple(folded(head) for head in rule.all("heads")) for rule in rules}

    def rule_of(self, title: str) -> Rule | None:
        """The rule of a post, by the longest phrase that its title begins with."""
        words = _MODIFIERS.sub(" ", folded(title)).split()
        phrases = (" ".join(words[:size]) for size in range(len(words), 0, -1))
        return next((self._rules[phrase] for phrase in phrases if phrase in self._rules), None)

    def is_elective(self, mention: Mention) -> bool:
        """Whether a position in a list of the elected may be the new post: one that is given by votes."""
        if not isinstance(mention, PositionMention) or mention.former or mention.kind == "occupation":
            return False
        rule = self.rule_of(mention.title)
        return mention.group == "member" if rule is None else rule.get("elective") == "yes"

    def suits(self, title: str, key: str) -> bool:
        """Whether a post of that title is held at a body whose folded name is `key`."""
        rule = self.rule_of(title)
        return rule is not None and any(key == head or key.startswith(head + " ") for head in self._heads[rule.id])


class Bodies:
    """The organizations of one article as bodies that posts belong to."""

    def __init__(
        self,
        knowledge: PostKnowledge,
        text: str,
        organizations: Sequence[OrganizationMention],
        positions: Sequence[PositionMention],
        sections: Sequence[int] = (),
    ) -> None:
        """`sections` are the code points at which the parts of the article begin, its title's first."""
        self.knowledge = knowledge
        spans = [(item.start, item.end) for item in positions]
        self._named = [
            Named(item, folded(item.name), any(start <= item.start < end for start, end in spans))
            for item in sorted(organizations, key=lambda item: item.start)
        ]
        self._sections = sections
        self._text = text

    def suits(self, title: str, organization: OrganizationMention) -> bool:
        """Whether a post of that title is held at an organization."""
        return self.knowledge.suits(title, folded(organization.name))

    def fullest(self, organization: OrganizationMention) -> str:
        """The fullest form that the article prints for an organization."""
        key = folded(organization.name)
        if key == _SCHOOL:
            school = self.around(_HEAD_OF_SCHOOL, organization.start)
            return school.name if school is not None else organization.name
        section = self._section(organization.start)
        longer = [
            named
            for named in self._named
            if named.key.startswith(key + " ")
            and not named.mention.bare
            and not (named.held and (organization.bare or key in _UNITS))
        ]
        if not longer and organization.bare:
            longer = [named for named in self._named if named.key.startswith(key + " ") and not named.mention.bare]
        if not longer:
            return organization.name if organization.bare else self._in_full(key) or organization.name
        near = [named for named in longer if self._section(named.mention.start) == section] or longer
        if organization.bare:
            before = [named for named in near if named.mention.start <= organization.start]
            return self._extended((before or near)[0].mention)
        return max(near, key=lambda named: len(named.key)).mention.name

    def _in_full(self, key: str) -> str | None:
        """A fuller form that begins otherwise, or has a word more inside: "Ngân hàng TMCP X" for "Ngân hàng X"."""
        free = [named for named in self._named if not named.held and _is_short_for(key, named.key)]
        return max(free, key=lambda named: len(named.key)).mention.name if free else self._inside(key)

    def _inside(self, key: str) -> str | None:
        """A fuller form that is printed as the end of another name: "Thư viện tỉnh A" of "Chi đoàn Thư viện tỉnh A"."""
        size = len(key.split())
        for named in self._named:
            words = named.mention.name.split()
            folds = [folded(word) for word in words]
            for place in range(1, len(words) - size):
                if " ".join(folds[place : place + size]) == key:
                    return " ".join(words[place:])
        return None

    def _extended(self, organization: OrganizationMention) -> str:
        return self.fullest(organization) if not organization.bare else organization.name

    def around(self, title: str, place: int) -> OrganizationMention | None:
        """The body that the text around a place is about and that a post of that title suits."""
        section = self._section(place)
        suited = [named for named in self._named if self.knowledge.suits(title, named.key)]
        free = [named for named in suited if not named.held]
        # rather than none the body of somebody's title, or a noun alone
        choices = ([one for one in free if not one.mention.bare], [one for one in suited if not one.mention.bare], free)
        full = next((choice for choice in choices if choice), [])
        if not full:
            return None
        counts = Counter(named.key for named in full)
        return max(full, key=lambda named: (self._weight(named, section, counts), -named.mention.start)).mention

    def _weight(self, named: Named, section: int, counts: Mapping[str, int]) -> float:
        """How much an organization looks like the one that an election in a part of the article is about."""
        mention = named.mention
        own = self._section(mention.start)
        weight = min(counts[named.key], 4) * 0.5
        weight += 3.0 if own == section else 1.0 if own == 0 else 0.0
        weight += 2.0 if "\n" not in self._text[: mention.start] else 0.0
        weight += 2.0 if _EVENT_OF.search(self._text, max(0, mention.start - 60), mention.start) else 0.0
        return weight + (1.5 if _MEETS.match(self._text, mention.end) else 0.0)

    def meets(self, organization: OrganizationMention) -> bool:
        """Whether an organization is named as the one whose congress or meeting it is."""
        return _EVENT_OF.search(self._text, max(0, organization.start - 60), organization.start) is not None

    def within(self, start: int, end: int) -> Iterable[OrganizationMention]:
        """The organizations between two code points that no position holds."""
        return [named.mention for named in self._named if start <= named.mention.start < end and not named.held]

    def _section(self, place: int) -> int:
        return bisect_right(self._sections, place)

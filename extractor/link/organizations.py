"""Which printed form of an organization stands for a shorter one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.find.organizations import OrganizationMention
from extractor.language.tokens import fold

_PLACES = frozenset({"tỉnh", "huyện", "xã", "phường", "quận", "thị", "thành", "phố", "trấn", "tp"})
# "Nhà trường" stands for the school, whatever its name begins with
_SAME_HEAD = {"nhà trường": ("trường", "học viện", "đại học"), "nhà xuất bản": ("nhà xuất bản", "nxb")}
# what may stand before a country's name
_COUNTRY = re.compile(
    r"^(?:nước )?(?:cộng hòa xã hội chủ nghĩa|chxhcn|chdcnd|hợp chúng quốc|vương quốc|liên bang|cộng hòa liên bang|"
    r"cộng hòa nhân dân|cộng hòa dân chủ nhân dân|cộng hòa) "
)
_BRACKET = re.compile(r"\(([^()]+)\)\s*$")


@dataclass(frozen=True, slots=True)
class _Fuller:
    """The forms that go on behind one short form, in the order of the text."""

    forms: list[OrganizationMention]
    starts: list[int]
    counts: Counter[str]
    longest: dict[str, str] = field(default_factory=dict)


class Forms:
    """The printed forms of the organizations of one text; what was asked for once is remembered."""

    def __init__(self, mentions: Sequence[OrganizationMention]) -> None:
        """`mentions` are in the order of the text."""
        self._by_word: dict[str, list[tuple[str, OrganizationMention]]] = {}
        self._known: dict[str, _Fuller] = {}
        for mention in mentions:
            name = "" if mention.bare else key(mention.name)
            if name:
                self._by_word.setdefault(name.split()[0], []).append((name, mention))

    def fullest(self, mention: OrganizationMention) -> str:
        """The name of an organization as its position is to print it.

        A bare noun ("Sở", "Hội", "Nhà trường"), or the head of a party body alone ("Đảng ủy"), becomes the fuller
        form that the article prints: the one named last before it if there are several. Others stay as printed.
        """
        if not mention.bare and not _is_head_alone(mention):
            return mention.name
        fuller = self._fuller(key(mention.name))
        forms, counts = fuller.forms, fuller.counts
        if not forms or (not mention.bare and len(counts) > 1):
            return mention.name
        best = forms[max(0, bisect_right(fuller.starts, mention.start) - 1)]
        if len(counts) > 2:
            most, often = counts.most_common(1)[0]
            if often > 2 * counts[key(best.name)]:
                best = next(form for form in forms if key(form.name) == most)
        if best.name not in fuller.longest:
            fuller.longest[best.name] = longest(best.name, forms)
        return fuller.longest[best.name]

    def _fuller(self, short: str) -> _Fuller:
        known = self._known.get(short)
        if known is None:
            heads = _SAME_HEAD.get(short, (short,))
            words = dict.fromkeys(head.split()[0] for head in heads if head)
            named = [
                pair for word in words for pair in self._by_word.get(word, ()) if _is_fuller(short, heads, pair[0])
            ]
            named.sort(key=lambda pair: pair[1].start)
            forms = [mention for _, mention in named]
            known = _Fuller(forms, [form.start for form in forms], Counter(name for name, _ in named))
            self._known[short] = known
        return known


def longest(name: str, forms: Sequence[OrganizationMention]) -> str:
    """The longest printed form that begins with a name and goes on only with a place or a short form."""
    own = key(name).split()
    best = name
    for form in forms:
        words = key(form.name).split()
        if (
            words[: len(own)] == own
            and len(words) > len(key(best).split())
            and words[len(own) : len(own) + 1] != ["khóa"]
        ):
            best = form.name
    return best


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A name for comparing: folded, without signs and without a short form in brackets."""
    return " ".join(re.findall(r"\w+", " ".join(fold(word) for word in _BRACKET.sub("", name).split())))


def same(one: str | None, other: str | None) -> bool:
    """Whether two names may be forms of one organization: one begins with the other, or one is not given."""
    if one is None or other is None:
        return True
    first, second = (_COUNTRY.sub("", key(name)).split() for name in (one, other))
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _is_head_alone(mention: OrganizationMention) -> bool:
    return mention.kind == "party" and len(mention.name.split()) == 2


def _is_fuller(short: str, heads: Sequence[str], name: str) -> bool:
    """Whether a name goes on behind a short form with more than the kind of a place."""
    if not any(name.startswith(head + " ") for head in heads):
        return False
    rest = name.split()[len(short.split()) :]
    return (bool(rest) and rest[0] not in _PLACES) or len(rest) > 1

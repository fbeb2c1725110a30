"""Which printed form of an organization stands for a shorter one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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


def fullest(mention: OrganizationMention, others: Sequence[OrganizationMention]) -> str:
    """The name of an organization as its position is to print it.

    A bare noun ("Sở", "Hội", "Nhà trường"), or the head of a party body alone ("Đảng ủy"), becomes the fuller
    form that the article prints: the one named last before it if there are several. Others stay as printed.
    """
    if not mention.bare and not _is_head_alone(mention):
        return mention.name
    forms = [other for other in others if _fuller(mention, other)]
    distinct = {key(form.name) for form in forms}
    if not forms or (not mention.bare and len(distinct) > 1):
        return mention.name
    before = [form for form in forms if form.start <= mention.start]
    best = before[-1] if before else forms[0]
    if len(distinct) > 2:
        counts = Counter(key(form.name) for form in forms)
        most = counts.most_common(1)[0][0]
        if counts[most] > 2 * counts[key(best.name)]:
            best = next(form for form in forms if key(form.name) == most)
    return longest(best.name, forms)


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


def _fuller(mention: OrganizationMention, other: OrganizationMention) -> bool:
    if other.bare or other.name == mention.name:
        return False
    short, name = key(mention.name), key(other.name)
    heads = _SAME_HEAD.get(short, (short,))
    if not any(name.startswith(head + " ") for head in heads):
        return False
    rest = name.split()[len(short.split()) :]
    return (bool(rest) and rest[0] not in _PLACES) or len(rest) > 1

"""An assignment: a person was given a post; and one assignment for each person and post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.find.names import PersonMention
from extractor.find.positions import PositionMention
from extractor.link.bodies import folded
from extractor.link.posts_how import How, again

MEMBER = "thành viên"


@dataclass(frozen=True, slots=True)
class PostAssignment:
    """A person was given a post. `start` and `end` are the evidence, code points of the text.

    `position` is the title that names the post; it is a new post, and so no position that the person holds.
    """

    person: PersonMention
    name: str
    position: PositionMention | None
    post: str
    body: str | None
    board: str | None
    how: How
    start: int
    end: int
    sentence: tuple[int, int]
    heading: tuple[int, int] | None
    rule: str
    term: str | None = None
    date: str | None = None


def merged_posts(found: Sequence[PostAssignment]) -> list[PostAssignment]:
    """One assignment for each person and post; plain members only where they have no post."""
    merged: dict[tuple[str, str, str], PostAssignment] = {}
    for item in found:
        key = (item.name, folded(item.post), "")
        first = merged.get(key)
        if first is not None and _other_body(first, item):
            key = (item.name, folded(item.post), folded(item.body or ""))
        known = merged.get(key)
        if known is None:
            merged[key] = item
        elif (known.body is None and item.body is not None) or known.how == "appointed" != item.how:
            merged[key] = replace(item, position=known.position or item.position)
        elif item.how == again(known.how):
            merged[key] = replace(known, how=item.how)
    heads = {(item.name, body) for item in merged.values() if not _is_member(item) for body in (item.body, None)}
    plain = {item.name for item in merged.values() if not _is_plain(item)}
    return [
        item
        for item in merged.values()
        if not (_is_plain(item) and item.name in plain) and not (_is_member(item) and (item.name, item.body) in heads)
    ]


def _is_plain(item: PostAssignment) -> bool:
    """Whether somebody is a member of a board and nothing else."""
    return folded(item.post) == MEMBER


def _is_member(item: PostAssignment) -> bool:
    """Whether a post is that of a member of a board: "Ủy viên Ban Thường vụ"."""
    return item.position is None or item.position.group == "member"


def _other_body(one: PostAssignment, other: PostAssignment) -> bool:
    """Whether one statement gives the same post at two bodies: "Chủ tịch Hội X kiêm Chủ tịch Quỹ Y"."""
    if one.sentence != other.sentence or one.position == other.position or one.body is None or other.body is None:
        return False
    first, second = folded(one.body), folded(other.body)
    return not first.startswith(second) and not second.startswith(first)

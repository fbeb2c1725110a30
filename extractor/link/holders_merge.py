"""The positions of one person, each once, in its fullest form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extractor.find.positions import PositionMention
from extractor.language.tokens import fold
from extractor.link.holders_line import Holding
from extractor.link.organizations import Forms, same

# groups whose longer titles are others: "Ủy viên" and "Ủy viên Ban Thường vụ"
_DISTINCT = frozenset({"member", "unit", "party"})


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """A position of a person: where it is printed, in code points, and by which rule it was joined."""

    title: str
    organization: str | None
    start: int
    end: int
    rule: str


def merge(
    holdings: Sequence[Holding],
    organizations: Forms,
    *,
    claimed: Collection[PositionMention] = (),
    given: Sequence[tuple[str, str | None]] = (),
) -> list[HeldPosition]:
    """The positions that the holdings of one person come to, in the order of the text.

    `claimed` are titles that the article's elections and appointments have taken, `given` the (post, body) of
    the person's new posts: these are no positions, unless the holder is said to leave them.
    """
    found: list[HeldPosition] = []
    for holding in holdings:
        position = holding.position
        if not holding.keeps and (position in claimed or _is_new(holding, given)):
            continue
        name = organizations.fullest(position.organization) if position.organization else None
        held = HeldPosition(position.title, name, position.start, position.end, holding.rule)
        index = next((number for number, known in enumerate(found) if _same(known, held, position.group)), None)
        if index is None:
            found.append(held)
            continue
        title = max(found[index].title, position.title, key=lambda one: len(one.split()))
        fuller = held if _is_fuller(held, found[index]) else found[index]
        found[index] = replace(fuller, title=title)
    return found


def _is_new(holding: Holding, given: Sequence[tuple[str, str | None]]) -> bool:
    position = holding.position
    if position.former or holding.dated:
        return False
    name = position.organization.name if position.organization else None
    return any(fold_title(position.title) == fold_title(post) and same(name, body) for post, body in given)


def _same(one: HeldPosition, other: HeldPosition, group: str) -> bool:
    """Whether two positions are one, the title of one perhaps cut: "Đại sứ Việt Nam tại Lào", "Đại sứ"."""
    first, second = sorted((fold_title(one.title), fold_title(other.title)), key=len)
    cut = group not in _DISTINCT and second.startswith(first + " ")
    return (first == second or cut) and same(one.organization, other.organization)


def _is_fuller(one: HeldPosition, other: HeldPosition) -> bool:
    return len((one.organization or "").split()) > len((other.organization or "").split())


def fold_title(title: str) -> str:
    return " ".join(fold(word) for word in title.split())

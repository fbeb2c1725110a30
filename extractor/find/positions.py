"""Positions: a title with the organization that it is held at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from extractor.find.organizations import OrganizationMention, OrganizationReader, organization_reader
from extractor.find.positions_titles import Title, TitleReader
from extractor.language.spans import Mention, put

KEY = "positions"
_BEGINS = ("title_head", "title_before", "organization_head")
_DASHES = frozenset("-‐‑‒–—−")


@dataclass(frozen=True, slots=True)
class PositionMention(Mention):
    """A title and its organization; `start` and `end` cover both.

    `title` has single blanks and ends at the code point `title_end`. `organization` is None where none is
    printed beside the title; it lies outside the mention where a title behind shares it ("Giám đốc, Tổng biên
    tập NXB X"). `former`: "nguyên", "cựu"; `new`: "tân". `kind` is post or occupation.
    """

    title: str
    title_end: int
    organization: OrganizationMention | None
    former: bool
    kind: Literal["post", "occupation"]
    group: str
    new: bool = False


def find_positions(organizations: OrganizationReader) -> list[PositionMention]:
    """All titles of a text, with their organizations, from left to right."""
    reader = TitleReader(organizations)
    read: list[tuple[Title, PositionMention]] = []
    reached = 0
    for token in sorted({hit.first for kind in _BEGINS for hit in organizations.hits.of(kind)}):
        if token < reached:
            continue
        title = reader.at(token)
        if title is None:
            named = organizations.at(token)
            reached = named[1] if named is not None else reached
            continue
        position, reached = _position(organizations, title)
        read.append((title, position))
    shared = _share(organizations, read)
    return [position for (title, _), position in zip(read, shared, strict=True) if _is_whole(title, position)]


def _is_whole(title: Title, position: PositionMention) -> bool:
    """Whether a title has the organization that it cannot do without: "Ủy viên", "hội viên"."""
    return position.organization is not None or title.rule.get("needs") != "organization"


def _position(organizations: OrganizationReader, title: Title) -> tuple[PositionMention, int]:
    """The position of a title, and the token behind it."""
    found = organizations.tokens
    named = None if title.whole else _organization(organizations, title)
    start, end = found.starts[title.first], found.ends[title.last - 1]
    text = " ".join(found.span(title.first, title.last).split())
    kind: Literal["post", "occupation"] = "occupation" if title.rule.get("kind") == "occupation" else "post"
    organization, last = named or (None, title.last)
    position = PositionMention(
        start,
        organization.end if organization else end,
        title.rule.id,
        text,
        end,
        organization,
        title.former,
        kind,
        title.group,
        title.new,
    )
    return position, last


def _organization(organizations: OrganizationReader, title: Title) -> tuple[OrganizationMention, int] | None:
    """The organization behind a title: at once, behind "của" or a dash, or behind a comma for a unit."""
    place = title.last
    if organizations.extent.breaks(place):
        return None
    place = (title.unit and organizations.extent.short_form(place)) or place
    named = organizations.at(place, beside_title=True) or _field(organizations, title, place)
    if named is None:
        named = _linked(organizations, title, place)
    return named and _with_parent(organizations, *named)


def _field(organizations: OrganizationReader, title: Title, place: int) -> tuple[OrganizationMention, int] | None:
    """A ministry by its field alone ("Bộ trưởng Y tế"), a country ("Tổng thống Pháp"), a parish ("chánh xứ Tân An")."""
    found, hits = organizations.tokens, organizations.hits
    last = place
    if title.rule.get("field") and found.is_capital(place):
        word = hits.at("organization_word", place)
        if word is not None and word.rule.get("sort") != "plain":
            last = organizations.extent.run(place, nested=False)
    if last == place and (title.rule.get("nation") or title.group == "party"):
        last = organizations.extent.country(place)
    if last == place and title.rule.get("place") and found.is_capital(place):
        last = organizations.extent.place_end(place)
    if last == place:
        return None
    name = " ".join(found.span(place, last).split())
    start, end = found.starts[place], found.ends[last - 1]
    return OrganizationMention(start, end, title.rule.id, name, "government", False, 3), last


def _linked(organizations: OrganizationReader, title: Title, place: int) -> tuple[OrganizationMention, int] | None:
    found = organizations.tokens
    if place >= len(found.words):
        return None
    link = organizations.hits.at("title_link", place)
    if link is not None and link.rule.get("role") == "at":
        return organizations.at(link.last, beside_title=True)
    if found.words[place] in _DASHES or (found.words[place] == "," and (title.unit or title.rule.get("class"))):
        named = organizations.at(place + 1)
        return None if named is None or named[0].bare else named
    return None


def _with_parent(
    organizations: OrganizationReader, named: OrganizationMention, last: int
) -> tuple[OrganizationMention, int]:
    """A unit with what it is a part of: "Vụ Báo chí, Ban Tuyên giáo Trung ương"."""
    found = organizations.tokens
    if named.bare or last >= len(found.words) or organizations.extent.breaks(last):
        return named, last
    word = found.norms[last]
    if word not in {",", "của", "thuộc"}:
        return named, last
    parent = organizations.at(last + 1)
    if parent is None or parent[0].bare or (word == "," and not _is_part(organizations, named, *parent)):
        return named, last
    end = parent[0].end
    name = " ".join(found.text[named.start : end].split())
    return replace(named, end=end, name=name, rank=parent[0].rank), parent[1]


def _is_part(
    organizations: OrganizationReader, named: OrganizationMention, parent: OrganizationMention, last: int
) -> bool:
    """Whether what follows a comma is the larger body, and not the next in a list."""
    found = organizations.tokens
    if parent.rank <= named.rank and not (named.kind == "government" and parent.kind == "committee"):
        return False
    return last >= len(found.words) or found.norms[last] not in {"và", "cùng", "với"}


def _share(organizations: OrganizationReader, read: Sequence[tuple[Title, PositionMention]]) -> list[PositionMention]:
    """Give a title without an organization the one behind the next title, where the two go together."""
    positions = [position for _, position in read]
    for index in range(len(read) - 2, -1, -1):
        title, position = read[index][0], positions[index]
        following, after = read[index + 1][0], positions[index + 1]
        if position.organization is None and after.organization is not None and not title.whole:
            link = _link(organizations, title, following)
            if link is not None and _go_together(title, following, link, after.organization):
                positions[index] = replace(position, organization=after.organization)
    return positions


def _link(organizations: OrganizationReader, title: Title, following: Title) -> str | None:
    """What joins two titles that stand next to each other: a comma, a dash, "and"; None where they do not."""
    found = organizations.tokens
    between = found.norms[title.last : following.head.first]
    size = following.first - title.last
    if size == 1 and between[0] in {",", "/"} | _DASHES:
        return ","
    hit = organizations.hits.at("title_link", title.last)
    if hit is not None and hit.rule.get("role") == "and" and hit.last == following.first:
        return "and"
    return None


def _go_together(title: Title, following: Title, link: str, shared: OrganizationMention) -> bool:
    if title.rule.get("field"):
        return False  # "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"
    if "occupation" in (title.rule.get("kind"), following.rule.get("kind")):
        return False
    if title.group == "member" and following.group != "member":
        return shared.kind in {"party", "youth", "association"}
    if {"party", "state"} & {title.group, following.group}:
        return title.group == following.group
    return link == "and" or title.group == following.group or not title.unit


class PositionComponent:
    """The pipeline component: leaves PositionMentions under "positions"."""

    def __call__(self, doc: Doc) -> Doc:
        put(doc, KEY, find_positions(organization_reader(doc)))
        return doc


@Language.factory("trichtin_positions", default_config={"folders": []})
def _make_positions(nlp: Language, name: str, folders: Sequence[Path]) -> PositionComponent:
    return PositionComponent()

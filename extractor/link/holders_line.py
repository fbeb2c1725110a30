"""One line of text: which of its people holds which of its titles.

The shapes say what neighbours may mean to each other. Here it is decided: each title goes to the person whose
shape is the strongest, titles in a row go together, and a title in the plural is shared by a list of people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.find.mask import Item
from extractor.find.names import PersonMention
from extractor.find.positions import PositionMention
from extractor.link.holders_links import Link, in_plural, pairs
from extractor.patterns import Rule
from extractor.shapes import DASHES

_LED_IN = re.compile(r"\b(?:theo|với|cho|của|nghe|gặp)\s+\Z", re.IGNORECASE)


_STOP = re.compile(r"[.!?…]\s+(?=[“\"]?[A-ZĐÀ-Ỵ])|\n")
# a sentence that goes on with the person of the last one
_PRONOUN = re.compile(r"[“\"]?(?:Ông|Bà|Anh|Chị|Cô|Thầy|Đồng chí|Trước đó|Sau đó|Cả hai|Hai|Hiện|Từng|Trước khi)\b")
_GIVEN = re.compile(r"\b(?:chức|chức vụ|chức danh|làm|giữ|nhậm chức|thành)\s+\Z", re.IGNORECASE)
_ALL = re.compile(r"\b(?:các|những|nhiều|một số)\s+\Z", re.IGNORECASE)
_ONE = re.compile(r"\b(?:một|người|vị)\s+\Z", re.IGNORECASE)
_OF_ALL = re.compile(r"\s+(?:của\s+)?(?:các|những|nhiều|một số|hai|ba)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\s*(?:của\s+|trong\s+)?(?:nhiệm\s+k[ỳì]|khóa|khoá)\s+(?:trước|cũ|vừa qua|liền trước)", re.IGNORECASE
)
# organizations that are named after people
_NAMED_AFTER = frozenset({"library", "school", "culture", "institute"})
_BOTH = re.compile(r",?\s+(?:đều|cùng)\b", re.IGNORECASE)
_ERA = re.compile(r"\s*[,(]?\s*(?:khóa|khoá|nhiệm\s+kỳ|nhiệm\s+kì|giai\s+đoạn)\s", re.IGNORECASE)


_CANDIDATE = re.compile(r"\bứng (?:cử )?viên\s+\Z", re.IGNORECASE)
# for the holder of a title somebody else acts: "Thừa ủy quyền của Chủ tịch nước, ông An"
_FOR = re.compile(r"\b(?:[uủ][yỷ] (?:quyền|nhiệm|thác)|thay mặt)(?:\s+của)?\s+\Z", re.IGNORECASE)


def _addressed(person: PersonMention) -> bool:
    """Whether a form of address or a degree stands before a name."""
    return person.honorific is not None or bool(person.degrees)


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds, or held, a position; `rule` is the shape that says so.

    `keeps`: the position is over or its holder is replaced: no new post, whatever else is said of the title.
    `dated`: a term is printed with it ("Chủ tịch Hội khóa IV").
    """

    person: PersonMention
    position: PositionMention
    rule: str
    keeps: bool = False
    dated: bool = False


class Line:
    """One line of text with its things and the links between them."""

    def __init__(
        self,
        text: str,
        before: Rule,
        links: list[Link],
        people: Sequence[PersonMention],
        positions: Sequence[PositionMention],
    ) -> None:
        self.text = text
        self.before = before  # the rule for a title right before a name
        self.links = links
        self.people = people
        self.positions = positions
        self.given: dict[int, list[tuple[PersonMention, Link]]] = {}

    def holdings(self) -> list[Holding]:
        self._namesakes()
        self._direct(weak=False)
        self._rows()
        self._chains()
        self._direct(weak=True)
        self._drop_doubtful()
        self._chains()
        self._shared()
        self._subjects()
        self._tails()
        by_start = {position.start: position for position in self.positions}
        return [
            Holding(
                person,
                by_start[start],
                link.rule.id,
                keeps=bool(link.rule.get("keeps")) or self._earlier(by_start[start]),
                dated=link.era or _ERA.match(self.text, by_start[start].end) is not None,
            )
            for start, owners in self.given.items()
            for person, link in owners
            if start in by_start
        ]

    def _namesakes(self) -> None:
        """A name behind a library or a theatre is a part of it where the title is already somebody's.

        "ông A, Giám đốc Nhà hát Trần Hữu Trang, …" against "Thứ trưởng Bộ Y tế A, Giám đốc Bệnh viện B".
        """
        before = {link.second.start: link for link in self.links if link.rule is self.before}
        for link in self.links:
            owner, position = link.first.mention, link.second.mention
            if link.gives != "behind" or not isinstance(position, PositionMention):
                continue
            after = next((item for item in before.values() if item.first.start == position.start), None)
            namesake = after.second.mention if after else None
            if (
                isinstance(namesake, PersonMention)
                and isinstance(owner, PersonMention)
                and owner.outer not in before
                and (owner.honorific or owner.degrees)
                and not (namesake.honorific or namesake.degrees)
                and position.organization is not None
                and position.organization.kind in _NAMED_AFTER
            ):
                self._extend(position, namesake)

    def _extend(self, position: PositionMention, namesake: PersonMention) -> None:
        """Let a position's organization go on over a name."""
        organization = position.organization
        if organization is None or organization.end > position.end:
            return
        name = " ".join(self.text[organization.start : namesake.end].split())
        longer = replace(organization, name=name, end=namesake.end)
        self.positions = [
            replace(item, organization=longer, end=namesake.end) if item == position else item
            for item in self.positions
        ]
        self.links = [link for link in self.links if namesake not in (link.first.mention, link.second.mention)]

    def _direct(self, *, weak: bool) -> None:
        """Each position that has nobody yet goes to the person whose link is the strongest.

        `weak` are the links that hold only where no other says anything: "Giám đốc Sở, ông A".
        """
        best: dict[int, tuple[int, PersonMention, Link]] = {}
        for link in self.links:
            if link.gives not in {"behind", "before"} or weak != (link.strength == 1):
                continue
            ends = (link.first, link.second) if link.gives == "before" else (link.second, link.first)
            position, person = ends[0].mention, ends[1].mention
            if not isinstance(position, PositionMention) or not isinstance(person, PersonMention):
                continue
            if not self._sensible(link, position, person):
                continue
            key = position.start
            if key in self.given:
                continue
            if key not in best or link.strength > best[key][0]:
                best[key] = (link.strength, person, link)
        self.given |= {start: [(person, link)] for start, (_, person, link) in best.items()}

    def _sensible(self, link: Link, position: PositionMention, person: PersonMention) -> bool:
        """Whether a comma may join the two: "Theo ông A, giám đốc các sở phải …" says nothing of A."""
        if link.gives == "before":
            if link.rule.id == "holder.before_nation" and (person.honorific or person.degrees):
                return False  # "… gặp Thủ tướng Theo ông An, …"
            before = max(0, position.start - 24)
            if _CANDIDATE.search(self.text, before, position.start):
                return False
            if link.strength == 1 and _FOR.search(self.text, before, position.start):
                return False
            if " của " in position.title.casefold():
                return False  # "người phát ngôn của Tổng thống Nga Lê An": the one who is served
            given = _GIVEN.search(self.text, max(0, position.start - 12), position.start)
            addressed = _addressed(person) or (position.organization is not None and person.full)
            asked = position.kind == "occupation" and _LED_IN.search(
                self.text, max(0, position.start - 10), position.start
            )  # "trả lời phóng viên Báo X, ông A nói"
            return link.strength > 1 or (addressed and given is None and not asked)
        if _ALL.search(self.text, max(0, position.start - 10), position.start):
            return False
        if position.organization is None and _OF_ALL.match(self.text, position.end):
            return False  # "…, Thứ trưởng các bộ"
        if link.rule.get("kind") == "post" and not self._side_by_side(position, person):
            return False
        if position.kind == "occupation" and link.strength < 3 and self._before_a_name(position):
            return False
        if link.strength > 2 or not self.text[position.start].islower() or position.organization is not None:
            return True
        return _LED_IN.search(self.text, max(0, person.outer - 10), person.outer) is None

    def _rows(self) -> None:
        """In a row of people behind their titles a title behind a comma is the next one's, with the title behind it.

        "nguyên Chủ tịch Hội Lê An, Phó Chủ tịch - Tổng Thư ký Đỗ Bình": nothing more of Lê An.
        """
        titled = {person for owners in self.given.values() for person, link in owners if link.rule is self.before}
        for start, links in pairs(self.links, "more").items():
            following = self.given.get(links[0].second.start)
            own = self.given.get(start)
            if following is None or own is None or own[0][1].rule.id != "holder.behind_comma":
                continue
            between = self.text[links[0].first.end : links[0].second.start]
            if own[0][0] in titled and following[0][1].rule is self.before and between.strip() in DASHES:
                self.given[start] = following

    def _before_a_name(self, position: PositionMention) -> bool:
        """Whether an occupation has a capital behind it, a name that nobody knows: "An, ca sĩ Đen Vâu"."""
        return position.organization is None and self.text[position.end : position.end + 2].strip()[:1].isupper()

    def _side_by_side(self, position: PositionMention, person: PersonMention) -> bool:
        """Whether a post may follow a name without a sign: after a form of address, or in another cell."""
        if position.kind != "post":
            return False
        return person.honorific is not None or person.plural or "\t" in self.text[person.end : position.start]

    def _drop_doubtful(self) -> None:
        """Where the person of "Giám đốc Sở, ông A" has a title behind the name, the comma says nothing."""
        behind = {person for owners in self.given.values() for person, link in owners if link.gives == "behind"}
        for start, owners in list(self.given.items()):
            person, link = owners[0]
            if link.rule.id == "holder.before_comma" and person in behind:
                del self.given[start]

    def _chains(self) -> None:
        """Titles in a row go together: behind a person from left to right, before one from right to left."""
        more = pairs(self.links, "more")
        for position in self.positions:
            for link in more.get(position.start, ()):
                self._hand_on(position.start, link.second.start, "behind")
        for position in reversed(self.positions):
            for link in more.get(position.start, ()):
                if position.kind == "post" or position.group == "art":
                    self._hand_on(link.second.start, position.start, "before")

    def _hand_on(self, giver: int, taker: int, gives: str) -> None:
        if taker in self.given or giver not in self.given:
            return
        if _ALL.search(self.text, max(0, taker - 10), taker):
            return
        owners = [owner for owner in self.given[giver] if owner[1].gives == gives]
        if owners:
            self.given[taker] = owners

    def _shared(self) -> None:
        """A title said in the plural, before or behind a list of people, is everybody's."""
        following = pairs(self.links, "list")
        behind = {link.first.start for link in self.links if link.gives == "behind"}
        holding = {person for owners in self.given.values() for person, _ in owners}
        for position in self.positions:
            owners = self.given.get(position.start, [])
            if not owners:
                continue
            person, link = owners[0]
            called = in_plural(self.text, person.outer) or person.plural
            if link.gives == "before" and (called or in_plural(self.text, position.start)):
                self._share_on(position, person, link, following, set() if called else behind)
            elif link.gives == "behind" and not _ONE.search(self.text, max(0, position.start - 12), position.start):
                self._share_back(position, person, link, following, holding)

    def _share_on(
        self,
        position: PositionMention,
        person: PersonMention,
        link: Link,
        following: dict[int, list[Link]],
        behind: set[int],
    ) -> None:
        owners = [(person, link)]
        place = person.outer
        while (links := following.get(place)) and place not in behind:
            after = links[0].second
            if not isinstance(after.mention, PersonMention):
                break
            owners.append((after.mention, link))
            place = after.start
        self.given[position.start] = owners

    def _share_back(
        self,
        position: PositionMention,
        person: PersonMention,
        link: Link,
        following: dict[int, list[Link]],
        holding: set[PersonMention],
    ) -> None:
        """ "A và B - nguyên Chủ tịch Hội": both, where only one form of address stands before the two."""
        if _BOTH.match(self.text, person.end):
            self.given[position.start] = [(one, link) for one in self._row(person, following)]
            return
        for links in following.values():
            before, after = links[0].first.mention, links[0].second.mention
            if after != person or not isinstance(before, PersonMention) or before in holding:
                continue
            between = self.text[before.end : person.outer].split()
            if "và" in between and (person.plural or not (_addressed(person) and _addressed(before))):
                self.given[position.start] = [(before, link), (person, link)]

    def _row(self, person: PersonMention, following: dict[int, list[Link]]) -> list[PersonMention]:
        """The people of a list that ends with a person, from left to right."""
        before = {links[0].second.start: links[0].first.mention for links in following.values()}
        row = [person]
        while isinstance(other := before.get(row[0].outer), PersonMention):
            row.insert(0, other)
        return row

    def _subjects(self) -> None:
        """ "… từng là Giám đốc": the last person named before it."""
        for link in self.links:
            count = {"subject": 1, "both": 2}.get(link.gives, 0)
            if count == 0 or link.first.start in self.given:
                continue
            before = self._subject(link.first.start, count)
            if before:
                self.given[link.first.start] = [(person, link) for person in before]
        more = pairs(self.links, "more")
        for position in self.positions:
            for link in more.get(position.start, ()):
                self._hand_on(position.start, link.second.start, "subject")

    def _subject(self, place: int, count: int) -> list[PersonMention]:
        """The last people named before a code point: in its sentence, or before it if it begins with "Ông"."""
        start = self._sentence(place)
        before = [person for person in self.people if start <= person.start and person.end <= place]
        if len(before) < count and _PRONOUN.match(self.text, start):
            before = [person for person in self.people if person.end <= place]
        return before[-count:] if len(before) >= count else []

    def _earlier(self, position: PositionMention) -> bool:
        """Whether a title is said to be of the term before: no new post."""
        return _EARLIER.match(self.text, position.end) is not None

    def _sentence(self, place: int) -> int:
        """Where the sentence around a code point begins."""
        ends = [match.end() for match in _STOP.finditer(self.text, max(0, place - 1000), place)]
        return ends[-1] if ends else self.text.rfind("\n", 0, place) + 1

    def _tails(self) -> None:
        """A name at the end of an organization that may be a person: one, where the title has nobody else.

        "ông A - Giám đốc Thư viện Tạ Quang Bửu" against "Giám đốc Thư viện Nguyễn Văn An cho biết".
        """
        changed = []
        for position in self.positions:
            cut = None if position.start in self.given else self._cut(position)
            if cut is not None:
                person, position = cut
                item = Item("person", person.outer, person.end, person)
                self.given[position.start] = [(person, Link(item, item, self.before))]
            changed.append(position)
        self.positions = changed

    def _cut(self, position: PositionMention) -> tuple[PersonMention, PositionMention] | None:
        organization = position.organization
        if organization is None or organization.end > position.end:
            return None
        for person in self.people:
            if not person.certain and organization.start < person.outer and person.end == organization.end:
                name = " ".join(self.text[organization.start : person.outer].split())
                if name and self.text[person.end : person.end + 2].strip()[:1].islower():
                    shorter = replace(organization, name=name, end=organization.start + len(name))
                    return person, replace(position, organization=shorter, end=shorter.end)
        return None

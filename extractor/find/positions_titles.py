"""Titles: modifiers before, the noun, the unit that it keeps, modifiers behind."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.find.lexicon import Hit
from extractor.find.names_prefix import PLACES
from extractor.find.organizations import OrganizationReader
from extractor.patterns import Rule


@dataclass(frozen=True, slots=True)
class Title:
    """A title without its organization: tokens `first` up to, not with, `last`."""

    first: int
    last: int
    head: Hit
    former: bool
    new: bool = False

    @property
    def rule(self) -> Rule:
        return self.head.rule

    @property
    def group(self) -> str:
        return self.rule.get("group")

    @property
    def whole(self) -> bool:
        """Whether the title names its organization itself ("Tỉnh ủy viên")."""
        return bool(self.rule.get("whole"))

    @property
    def unit(self) -> bool:
        """Whether the title keeps its unit ("Trưởng phòng Nghiệp vụ")."""
        return self.rule.get("unit") == "yes"


class TitleReader:
    """Reads titles in one text."""

    def __init__(self, organizations: OrganizationReader) -> None:
        self._organizations = organizations
        self._tokens = organizations.tokens
        self._hits = organizations.hits
        self._extent = organizations.extent

    def at(self, token: int) -> Title | None:
        """The title that begins at a token."""
        first, place = token, token
        roles = set()
        while self._hits.at("title_head", place) is None:
            before = self._hits.at("title_before", place)
            if before is None or self._extent.breaks(before.last):
                return None
            role = before.rule.get("role")
            roles.add(role)
            place = before.last
            if role not in {"part", "former"} and first == before.first:
                first = place
        head = self._hits.at("title_head", place)
        if head is None or place in self._organizations.barriers:
            return None
        last = self._behind(head)
        return Title(first, last, head, bool(roles & {"former", "was"}), "new" in roles)

    def _behind(self, head: Hit) -> int:
        last = self._modifiers(head.last)
        if head.rule.get("unit") == "yes" and not self._ends(last):
            last = self._unit(last)
        if head.rule.get("class"):
            last = self._class(last)
        elif head.rule.get("kind") == "occupation":
            last = self._field(last)
        if head.rule.get("over"):
            last = self._field(self._served(last))
        if head.rule.id == "title.ambassador":
            last = self._country(last)
        return self._modifiers(last)

    def _ends(self, token: int) -> bool:
        return token >= len(self._tokens.words) or self._extent.breaks(token) or token in self._organizations.barriers

    def _modifiers(self, token: int) -> int:
        while not self._ends(token) and (after := self._hits.at("title_after", token)) is not None:
            token = after.last
        return token

    def _unit(self, token: int) -> int:
        """Behind the unit's own name; an organization around it is none of the title."""
        head = self._hits.at("organization_head", token)
        if head is not None:
            word = self._hits.at("organization_word", token)
            if word is None or word.last < head.last or head.rule.get("kind") == "party":
                return token
        return self._extent.run(token, number=True, nested=False)

    def _field(self, token: int) -> int:
        """Behind the field of an occupation: "giáo viên Ngữ văn", "kỹ sư xây dựng"."""
        word = self._hits.at("organization_word", token)
        if self._ends(token) or word is None or self._hits.at("organization_head", token) is not None:
            return self._region(token)
        sorts = {"field", "both"} if self._tokens.is_capital(token) else {"field"}
        return self._region(word.last) if word.rule.get("sort") in sorts else token

    def _region(self, token: int) -> int:
        """Behind the people or place whose culture someone studies, right before a name: "văn hóa Chăm"."""
        field = self._hits.until("organization_word", token)
        if self._ends(token) or field is None or field.rule.get("sort") != "field":
            return token
        for category in PLACES:
            place = self._hits.at(category, token)
            if place is not None and place.last in self._organizations.barriers:
                return place.last
        return token

    def _class(self, token: int) -> int:
        """Behind "lớp 8A2": digits and capitals set solid."""
        found = self._tokens
        if self._ends(token) or found.norms[token] not in {"lớp", "khối", "khóa", "năm"}:
            return token
        last = token + 1
        if last >= len(found.words) or not (found.words[last][0].isdigit() or found.words[last].isupper()):
            return token
        last += 1
        while (
            last < len(found.words)
            and found.starts[last] == found.ends[last - 1]
            and (found.words[last][0].isalnum() or found.words[last] in "/.")
            and found.words[last] not in "."
        ):
            last += 1
        return last

    def _served(self, token: int) -> int:
        """Behind the title of whom an assistant serves: "Trợ lý [của] Bộ trưởng"."""
        place = token
        link = self._hits.at("title_link", token)
        if not self._ends(token) and link is not None and self._tokens.norms[token] == "của":
            place = link.last
        served = None if self._ends(place) else self._hits.at("title_head", place)
        return served.last if served is not None and served.rule.get("kind") == "post" else token

    def _sender(self, token: int) -> int:
        """Behind a country, or a union of some: "Cộng hòa Liên bang Đức", "Liên minh châu Âu (EU)"."""
        union = self._hits.at("organization_head", token)
        if union is not None and union.rule.id == "organization.state":
            return self._extent.short_form(union.last) or union.last
        country = self._extent.country(token)
        return country if country > token or not self._tokens.is_capital(token) else self._extent.place_end(token)

    def _country(self, token: int) -> int:
        """Behind "Việt Nam tại Hàn Quốc"."""
        last = token
        for link in (None, "tại"):
            if self._ends(last):
                break
            place = last
            if link is not None:
                if self._tokens.norms[place] != link:
                    break
                place += 1
            end = place if self._ends(place) else self._sender(place)
            if end == place:
                break
            last = end
        return last

"""What says that a run of capitals is called after a person and is none: streets, schools, places, numbers."""

from __future__ import annotations

from extractor.find.lexicon import Hit, Hits
from extractor.find.names_prefix import NOUNS, PLACES, Prefix
from extractor.find.names_vocabulary import Vocabulary
from extractor.language.tokens import Tokens

_NUMBERED = -2.0  # a number behind a name: "thôn Phương La 2"
_FAR = 7  # tokens between a school and the name that it is called by
_FARTHEST = 14  # tokens between a company and the end of its name
_TEAMS = frozenset({"đội", "đồn", "trạm", "hạt", "trại"})
_SEVERAL = frozenset({"các", "những"})
_DATED = frozenset({"/", ".", "-", ",", "năm", "tháng", "ngày"})
_QUOTES = frozenset("“\"‘«'")


class Places:
    """Reads what stands around names in one text. All places are token numbers."""

    def __init__(self, found: Tokens, hits: Hits, known: Vocabulary) -> None:
        self.found = found
        self.hits = hits
        self.known = known

    def against(self, first: int, last: int, before: Prefix) -> tuple[str, bool]:
        """The kind of noun before a name that says that it is a street's or a school's, or a house number."""
        found, place = self.found, first
        if place and found.words[place - 1] in _QUOTES:
            place -= 1
        for category in ("name_trap", "province", "abroad"):
            known = self.hits.at(category, first)
            if known is not None and known.last >= last and (last - first == 2 or category == "name_trap"):
                return "place", False
        if before.noun is not None:
            return ("area" if before.noun.rule.get("place") else ""), False  # "chánh xứ Tân An"
        if place and found.words[place - 1] == "&":
            return "body", False  # "Quỹ Bill & Melinda Gates"
        if self._ends_company(place, last):
            return "body", False
        team = self.hits.until("organization_head", place)
        if last - first == 2 and team is not None and found.norms[team.first] in _TEAMS:
            return "body", False  # "Đội CSGT An Lạc"
        head = self.hits.until("named_after", place) or self._listed_head(place)
        if head is None and last - first > 2:
            head = self._far_head(place)
        if head is not None and self._within_place(head):
            head = None  # "Nhật Bản", and no "bản"
        if head is not None:
            kind = head.rule.get("kind")
            around = self.hits.until("organization_head", head.last)
            if around is not None and around.first < head.first and around.rule.get("alone"):
                return "", False  # "Bí thư Đoàn trường Lê Thu An"
            whole = last - first > 2 and not self._hit(first, last)
            if kind == "unit" and whole:
                return "", False
            titled = any(self.hits.until(category, head.first) is not None for category in NOUNS)
            if (titled and head.last < place) or (whole and not titled and self._far_title(head, first, last)):
                return "", False  # "Hiệu trưởng Trường Đại học Vinh Lê An", "Vụ trưởng Vụ Thư viện Lê An"
            posted = self.hits.until("title_head", head.first) is not None
            return kind, titled and whole and (kind == "body" or (kind == "area" and posted))
        return ("place", False) if self._is_numbered(first) else ("", False)

    def _within_place(self, head: Hit) -> bool:
        """Whether a noun ends the name of a place."""
        return any(
            (hit := self.hits.until(category, head.last)) is not None and hit.first < head.first for category in PLACES
        )

    def _far_title(self, head: Hit, first: int, last: int) -> bool:
        """Whether a title stands before the organization that a noun is the last word of."""
        around = next(
            (
                hit
                for start in range(max(head.first - 4, 0), head.first)
                if (hit := self.hits.at("organization_head", start))
            ),
            None,
        )
        if around is None or around.rule.get("kind") == "company" or self.is_namesake(first, last):
            return False
        between = self.found.words[around.first : head.first]
        titled = any(self.hits.until(category, around.first) for category in ("title_head", "title_after"))
        return titled and all(word.isalpha() for word in between)

    def _listed_head(self, place: int) -> Hit | None:
        """The noun that a list is of: "các trường THPT: Chu Văn An, Kim Liên"."""
        if place < 4 or self.found.words[place - 1] != ":":
            return None
        head = self.hits.until("named_after", place - 1)
        listed = head is not None and head.rule.get("kind") in {"place", "area", "school", "unit"}
        return head if listed and _SEVERAL & set(self.found.norms[max(0, place - 5) : place - 1]) else None

    def _is_numbered(self, first: int) -> bool:
        """Whether a house number stands before a name: "51 Ngô Quyền", "164/235 Lê Lợi", and no date."""
        found = self.found
        if first < 2 or not found.words[first - 1].isdigit():
            return False
        before = found.text[found.ends[first - 2] : found.starts[first - 1]]
        if "\n" in before or found.text[found.ends[first - 1]] == "\t":
            return False  # the number of a line or of a row
        area = self.hits.until("named_after", first - 1)
        if area is not None and area.rule.get("kind") in {"area", "unit"}:
            return False  # "phường 7 Lê An"
        if found.words[first - 2] == "/" and first > 2 and found.words[first - 3].isdigit():
            return int(found.words[first - 3]) > 31 or int(found.words[first - 1]) > 31
        return found.norms[first - 2] not in _DATED

    def _far_head(self, first: int) -> Hit | None:
        """A school or hospital some words before a name, nothing but words between."""
        for token in range(first - 1, max(first - _FAR, -1), -1):
            if not self.found.words[token][0].isalpha() or self.found.text[self.found.ends[token]] == "\n":
                return None
            head = self.hits.at("named_after", token)
            if head is not None:
                return head if head.rule.get("far") and self.found.is_capital(token) else None
        return None

    def _ends_company(self, first: int, last: int) -> bool:
        """Whether a short name ends that of a company: "Công ty Cổ phần Xây dựng và Thương mại Hoàng Gia"."""
        if last - first > 2:
            return False
        reached = first
        for token in range(first - 1, max(first - _FARTHEST, -1), -1):
            head = self.hits.at("organization_head", token)
            if head is not None and head.rule.get("kind") == "company":
                return head.last >= reached
            word = self.hits.within("organization_word", token)
            if self.found.norms[token] == "và" or (word is not None and word.last >= reached):
                reached = token
        return False

    def begins(self, token: int) -> bool:
        """Whether the name of a place begins at a token."""
        return any(self.hits.at(category, token) is not None for category in PLACES)

    def _hit(self, first: int, last: int) -> bool:
        return any(
            (hit := self.hits.at(category, first)) is not None and hit.last >= last
            for category in ("name_trap", *PLACES)
        )

    def is_place(self, first: int, last: int, before: Prefix) -> bool:
        """Whether a place is called so, and no title before a longer name says otherwise."""
        if before.noun is None or last - first < 3 or self.found.norms[first] not in self.known.family:
            return self._hit(first, last)
        return self.hits.at("abroad", first) is not None

    def is_namesake(self, first: int, last: int) -> bool:
        """Whether streets and schools are called so."""
        hit = self.hits.at("name_namesake", first)
        return hit is not None and hit.last == last

    def in_place(self, start: int, first: int) -> bool:
        """Whether a place's name that begins at `start` holds the word `first`: "Nam Từ Liêm"."""
        return first > start and any(
            (hit := self.hits.at(category, start)) is not None and hit.last > first
            for category in ("name_trap", *PLACES)
        )

    def of_place(self, first: int, last: int) -> bool:
        """Whether a weak family name stands before a place: "Đoàn Thanh Hóa"."""
        family = self.known.family.get(self.found.norms[first])
        return last - first > 2 and family is not None and family.value < 3 and self._hit(first + 1, last)

    def before_number(self, last: int) -> float:
        """What a number behind a name says: a place of several parts has one, a person is so many years old."""
        words = self.found.words
        numbered = last + 1 < len(words) and words[last].isdigit() and words[last + 1] not in {"tuổi", "t", "lần", "."}
        return _NUMBERED if numbered and self.found.text[self.found.ends[last - 1]] == " " else 0.0

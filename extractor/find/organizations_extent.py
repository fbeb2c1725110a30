"""How far the name of an organization goes, once its head has been seen.

A name goes on over capitals, over the words that live in such names, over the place at its end, and over a
comma, a dash or "và" that has a field of work on both sides. Small words that no vocabulary knows belong to it
where none of them says what the organization does and its place, or another capital, follows them. Anything else
ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from extractor.find.lexicon import Hit, Hits
from extractor.find.organizations_places import ABROAD, DASHES, PLACES, Places
from extractor.language.segmentation import Words
from extractor.language.tokens import Tokens

_QUOTES = {"“": "”", '"': '"', "«": "»"}
_LONGEST_QUOTE = 12
_LONGEST_BRIDGE = 6  # small syllables that no vocabulary knows


class Extent(Places):
    """Reads names from left to right over one text. All places are token numbers."""

    def __init__(self, tokens: Tokens, hits: Hits, barriers: Collection[int], words: Callable[[], Words]) -> None:
        """`barriers` are tokens at which something else begins: a person, a date.

        `words` is asked only about a capital and a small syllable that no vocabulary knows.
        """
        super().__init__(tokens, hits, barriers)
        self._words = words

    def from_head(self, head: Hit, *, nested: bool = True) -> int:
        """The token behind the name that `head` heads; without `nested`, another head ends it."""
        if head.rule.get("whole"):
            last = max(head.last, self.country(head.last))
            if last == head.last and self._goes_on(last) and self._is_foreign(last):
                last = self.place_end(last)
            last = self.short_form(last) or last
            return self._seat(last, False) if nested else last
        last = self.run(
            head.last,
            begin=self._overlap(head),
            number=bool(head.rule.get("number")),
            quoted=True,
            nested=nested,
            verbs=head.rule.get("kind") != "party",
            joined=head.last - head.first > 1,
            open_from={"yes": 0, "later": 1}.get(head.rule.get("open")),
        )
        return self._seat(last, bool(head.rule.get("seat"))) if nested else last

    def _overlap(self, head: Hit) -> int:
        """Behind a word that begins inside a head and goes on behind it: "Quỹ Bảo trợ" and "bảo trợ trẻ em"."""
        inside = (self.hits.at("organization_word", place) for place in range(head.first + 1, head.last))
        return max((hit.last for hit in inside if hit is not None), default=head.last)

    def _seat(self, last: int, seated: bool) -> int:
        """Behind the country or town in which what comes from abroad has its seat: "Viện Pháp tại Việt Nam".

        `seated`: the head is one of those that have a seat, wherever they come from.
        """
        found = self.tokens
        if not self._goes_on(last + 1) or found.norms[last] != "tại":
            return last
        known = seated or any(self.hits.until(name, last) is not None for name in ABROAD)
        if not known and not found.words[last - 1].isupper():
            return last
        if self._level(last + 1) > last + 1:
            return self._level(last + 1)
        seat = any(self.hits.at(name, last + 1) is not None for name in (*PLACES, *ABROAD))
        return self.place_end(last + 1) if seat or (seated and found.is_capital(last + 1)) else last

    def run(
        self,
        first: int,
        *,
        begin: int = 0,
        number: bool = False,
        quoted: bool = False,
        nested: bool = True,
        joined: bool = False,
        verbs: bool = True,
        open_from: int | None = None,
    ) -> int:
        """The token behind a name whose head ends before `first`, or whose known words end before `begin`.

        `joined`: the head itself ends in a field of work, which a dash may follow ("Trung tâm Văn hóa - …").
        `verbs`: a verb may follow the head: "Trung tâm quản lý …", but not "Tỉnh ủy quản lý …".
        `open_from`: the work of such organizations may be anything, so small words that no vocabulary knows may name
        it from so many tokens behind the head.
        """
        place = max(first, begin)
        proper = 0  # the capitals in a row that no vocabulary knows
        field = True  # whether the last word was a field of work
        named = False  # whether the name has reached its place
        while self._goes_on(place):
            level = self._level(place)
            if level > place:
                return self._behind_place(level, number)
            head = self.hits.at("organization_head", place)
            hit = self.hits.at("organization_word", place)
            if head is not None and self._is_around(head, hit, nested, place == first):
                break
            longer = head is not None and hit is not None and head.last > hit.last and self.tokens.is_capital(place)
            if hit is not None and not longer and self._fits(hit, verbs):
                sort = hit.rule.get("sort")
                place, verbs, field, proper = hit.last, sort == "verb", sort != "plain", 0
                continue
            if self._is_place(place) and (place > first or self._begins_other(place)):
                return self._behind_place(self.place_end(place), number)
            if head is not None and self.tokens.is_capital(place):
                if named:
                    break
                return max(head.last, self.from_head(head))
            if number and joined and place == first and self._is_day(place):
                return self._behind_place(place + 3, False)
            if number and place > first and self._is_number(place):
                return self._behind_place(place + 1, False)
            if self._is_name(place, first, number):
                named = named or not field
                place, verbs, field, proper = place + 1, False, False, proper + 1
                continue
            further = self._joint(place, first - joined, field) or (self._quote(place) if quoted else 0)
            if further:
                verbs, place = True, further
                continue
            further = (self.short_form(place) if nested else 0) or self._second_syllable(place, proper)
            if not further and open_from is not None and place - first >= open_from and proper < 2 and not named:
                further = self._bridge(place, nested)
            if not further:
                break
            place = further
        return place

    def _is_around(self, head: Hit, hit: Hit | None, nested: bool, begins: bool) -> bool:
        """Whether a head inside a unit's name begins what the unit is a part of.

        One that `begins` the name is a field of work: "Trưởng phòng Cảnh sát hình sự Công an tỉnh".
        """
        if not nested and (head.rule.get("kind") == "party" or self._is_whole_name(head.first)):
            return True
        plain = hit is None or (hit.rule.get("sort") == "plain" and not begins)
        return not nested and self.tokens.is_capital(head.first) and plain

    def _fits(self, hit: Hit, verbs: bool) -> bool:
        if self.tokens.is_capital(hit.first):
            return not self.is_title(hit.first)
        return verbs or hit.rule.get("sort") not in {"verb", "both"}

    def _is_number(self, place: int) -> bool:
        """Whether a figure belongs to the name before it: it counts nothing and is no part of a date."""
        found = self.tokens
        if not self._digit(place) or len(found.words[place]) > 3:
            return False
        if found.ends[place - 1] == found.starts[place]:
            return False  # "PA03"
        after = place + 1
        if after >= len(found.words) or self.breaks(after):
            return True
        if found.words[after] in {".", ","} and self._digit(after + 1):
            return False
        return self.hits.at("organization_counted", after) is None and found.words[after] not in set("/%:-–")

    def _is_day(self, place: int) -> bool:
        """Whether a day without its year stands here, as many schools and firms are named: "Mầm non 19/5"."""
        words = self.tokens.words
        if not self._digit(place) or not self._digit(place + 2) or words[place + 1] not in {"/", "-"}:
            return False
        return not (self._digit(place + 4) and words[place + 3] in {"/", "-"})

    def _behind_place(self, place: int, number: bool) -> int:
        """A name may have its number, a second place, a short form or another level behind its place, and then ends."""
        if number and self._goes_on(place) and self._is_number(place):
            place += 1
        if self._is_dash(place) and self._goes_on(place + 1) and self._is_abroad(place + 1):
            place = self.place_end(place + 1)
        further = self.short_form(place) or place
        if self._goes_on(further):
            level = self._level(further)
            if level > further:
                return level
        return further

    def _second_syllable(self, place: int, proper: int) -> int:
        """Behind the small syllables that end a word no vocabulary knows ("Quân lực", "Ký sinh trùng"); 0 for none.

        They follow a capital, and the word segmentation takes them for one word; or a sign, a capital or a place's
        kind follows the one syllable, so that it is hardly a verb.
        """
        found = self.tokens
        if (
            not proper
            or not found.words[place].islower()
            or not found.is_capital(place - 1)
            or found.words[place - 1].isupper()
        ):
            return 0
        known = (self.hits.at(name, place) for name in ("organization_stop", "title_head", "title_before"))
        if any(hit is not None for hit in known):
            return 0
        if self.hits.at("organization_predicate", place) is not None and (proper > 1 or not self._is_word(place)):
            return 0
        after = place + 1
        if not self._goes_on(after) or found.words[after] in set(",;)-–") or found.is_capital(after):
            return after
        if self.hits.at("organization_level", after) is not None:
            return after
        return self._is_word(place)

    def _is_word(self, place: int) -> int:
        """Behind the word that a capital and the small syllable at a token begin, as the segmentation sees it."""
        found = self.tokens
        word = self._words().at(found.starts[place - 1])
        if word is None or word[0] != found.starts[place - 1]:
            return 0
        last = place
        while last < len(found.words) and found.words[last].islower() and found.ends[last] <= word[1]:
            last += 1
        return last if last > place and found.ends[last - 1] == word[1] else 0

    def _ends(self, place: int) -> bool:
        """Whether a small word begins what is said of an organization."""
        return any(
            self.hits.at(name, place) is not None
            for name in ("organization_stop", "organization_predicate", "title_head")
        )

    def _bridge(self, place: int, nested: bool) -> int:
        """Over small words that no vocabulary knows to the place or the capital behind them; 0 for none."""
        found = self.tokens
        word = self.hits.at("organization_word", place)
        if word is not None and word.rule.get("sort") in {"verb", "both"}:
            return 0
        for further in range(place, place + _LONGEST_BRIDGE):
            if not self._goes_on(further):
                return 0
            if further > place and self._is_anchor(further, nested):
                return further
            if not found.words[further].islower() or self._ends(further):
                return 0
        return 0

    def _is_anchor(self, place: int, nested: bool) -> bool:
        """Whether a token behind unknown small words shows that the name goes on."""
        if self.hits.at("organization_level", place) is not None or self._is_place(place):
            return True
        if not self.tokens.is_capital(place) or self._begins_other(place):
            return False
        return nested or self.hits.at("organization_head", place) is None

    def _joint(self, place: int, first: int, field: bool) -> int:
        """Behind a comma, a dash or "và" that the name goes on over, at the word behind it; 0 for none."""
        found = self.tokens
        word, after = found.words[place], place + 1
        if after >= len(found.words) or not self._goes_on(after):
            return 0
        if word in {"&", "/", "."} or word in DASHES:
            tight = found.ends[place - 1] == found.starts[place] and found.ends[place] == found.starts[after]
            if tight and place > first and found.is_capital(place - 1) and found.is_capital(after):
                short = word == "&" or found.words[place - 1].isupper() or word == "-"
                return after if short and not self._begins_other(after) else 0
        if word == "&":
            return after
        if place == first:
            return 0
        if word in DASHES:
            return after if self._second_half(after, field) else 0
        if word == "," or found.norms[place] == "và":
            return after if (field or self._is_capital_field(place)) and self._is_field(after, word == ",") else 0
        return 0

    def _second_half(self, place: int, field: bool) -> bool:
        if self._is_abroad(place) and self.tokens.norms[place - 2] == "việt":
            return True  # "Trường Đại học Việt - Đức"
        if self._begins_other(place) or self._is_place(place):
            return False
        if not self.tokens.is_capital(place):
            return field and self.hits.at("organization_head", place) is None and self._is_field(place, True)
        if self.hits.at("organization_head", place) is None:
            return True
        return field and self._is_field(place, False) and not self._is_whole_name(place)

    def _is_whole_name(self, place: int) -> bool:
        """Whether a head behind a joint has a name of its own: "… - Thư viện tỉnh"."""
        head = self.hits.at("organization_head", place)
        if head is None or not self._goes_on(head.last):
            return False
        return self._level(head.last) > head.last or self._is_place(head.last) or self.tokens.is_capital(head.last)

    def _is_capital_field(self, joint: int) -> bool:
        """Whether "và" and a field of work in capitals stand here: "Nước sạch [và] Vệ sinh môi trường"."""
        hit = self.hits.at("organization_word", joint + 1)
        known = hit is not None and self.tokens.is_capital(joint + 1) and hit.rule.get("sort") != "plain"
        return known and self.tokens.norms[joint] == "và" and not self.tokens.is_capital(joint - 1)

    def _listed(self, place: int) -> set[str]:
        """The sorts of words that a comma may join: verbs in capitals, too ("Chất lượng, Chế biến và …")."""
        return {"field", "both", "verb"} if self.tokens.is_capital(place) else {"field", "both"}

    def _is_field(self, place: int, comma: bool) -> bool:
        hit = self.hits.at("organization_word", place)
        if hit is not None and not self._begins_other(place):
            head = self.hits.at("organization_head", place)
            if head is not None and (head.last > hit.last or self._is_whole_name(place)):
                return False
            return hit.rule.get("sort") in self._listed(place) or not comma
        if comma or not self.tokens.is_capital(place):
            return False
        return not (
            self._begins_other(place) or self._is_place(place) or self.hits.at("organization_head", place) is not None
        )

    def _quote(self, place: int) -> int:
        close = _QUOTES.get(self.tokens.words[place])
        if close is None:
            return 0
        for last in range(place + 1, min(place + _LONGEST_QUOTE, len(self.tokens.words))):
            if self.breaks(last):
                return 0
            if self.tokens.words[last] == close:
                return last + 1
        return 0

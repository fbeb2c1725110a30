"""How far the name of an organization goes, once its head has been seen.

A name goes on over capitals, over the words that live in such names, over the place at its end, and over a
comma, a dash or "và" that has a field of work on both sides. Anything else ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from extractor.find.lexicon import Hit, Hits
from extractor.language.segmentation import Words
from extractor.language.tokens import Tokens

_DASHES = frozenset("-‐‑‒–—−")
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_LONGEST_PLACE = 5  # syllables of a place that no gazetteer knows
_LONGEST_QUOTE = 12
_PLACES = ("province", "place_spelling", "abroad", "district")
_ABROAD = ("abroad", "name_country")
_SHORT_LEVELS = frozenset({"tp", "tx", "tt", "q", "p", "h"})


class Extent:
    """Reads names from left to right over one text. All places are token numbers."""

    def __init__(self, tokens: Tokens, hits: Hits, barriers: Collection[int], words: Callable[[], Words]) -> None:
        """`barriers` are tokens at which something else begins: a person, a date.

        `words` is asked only about a capital and a small syllable that no vocabulary knows.
        """
        self.tokens = tokens
        self.hits = hits
        self._barriers = barriers
        self._words = words

    def from_head(self, head: Hit, *, nested: bool = True) -> int:
        """The token behind the name that `head` heads; without `nested`, another head ends it."""
        last = self.run(
            head.last,
            number=bool(head.rule.get("number")),
            quoted=True,
            nested=nested,
            verbs=head.rule.get("kind") != "party",
            joined=head.last - head.first > 1,
        )
        return self._seat(last) if nested else last

    def _seat(self, last: int) -> int:
        """Behind the country or town in which what comes from abroad has its seat: "Viện Pháp tại Việt Nam"."""
        found = self.tokens
        if not self._goes_on(last + 1) or found.norms[last] != "tại":
            return last
        seat = any(self.hits.at(name, last + 1) is not None for name in (*_PLACES, *_ABROAD))
        abroad = any(self.hits.until(name, last) is not None for name in _ABROAD)
        return self.place_end(last + 1) if seat and (abroad or found.words[last - 1].isupper()) else last

    def run(
        self,
        first: int,
        *,
        number: bool = False,
        quoted: bool = False,
        nested: bool = True,
        joined: bool = False,
        verbs: bool = True,
    ) -> int:
        """The token behind a name whose head ends before `first`.

        `joined`: the head itself ends in a field of work, which a dash may follow ("Trung tâm Văn hóa - …").
        `verbs`: a verb may follow the head: "Trung tâm quản lý …", but not "Tỉnh ủy quản lý …".
        """
        place = first
        field = True  # whether the last word was a field of work
        named = False  # whether the name has reached its place
        while self._goes_on(place):
            level = self._level(place)
            if level > place:
                return self._behind_place(level)
            head = self.hits.at("organization_head", place)
            hit = self.hits.within("organization_word", place)
            if head is not None and self._is_around(head, hit, nested, place == first):
                break
            if hit is not None and self._fits(hit, verbs):
                sort = hit.rule.get("sort")
                place, verbs, field = hit.last, sort == "verb", sort != "plain"
                continue
            if self._is_place(place) and place > first:
                return self._behind_place(self.place_end(place))
            if head is not None and self.tokens.is_capital(place):
                if named:
                    break
                return max(head.last, self.from_head(head))
            if self._is_name(place, first, number):
                named = named or not field
                place, verbs, field = place + 1, False, False
                continue
            further = self._joint(place, first - joined, field) or (self._quote(place) if quoted else 0)
            if further:
                verbs, place = True, further
                continue
            further = (self.short_form(place) if nested else 0) or self._second_syllable(place, first)
            if not further:
                break
            place = further
        return place

    def _goes_on(self, place: int) -> bool:
        if place >= len(self.tokens.words) or self.breaks(place):
            return False
        return place not in self._barriers or self._is_short_level(place)

    def _is_short_level(self, place: int) -> bool:
        """Whether "X." or "H." stands here, which may look like an initial before a name."""
        hit = self.hits.at("organization_level", place)
        if hit is None or hit.last - hit.first != 2 or place == 0 or self.breaks(place):
            return False
        return self.tokens.words[hit.last + 1 : hit.last + 2] != ["."]  # "H.R. Brown"

    def breaks(self, place: int) -> bool:
        """Whether a line ends before a token."""
        found = self.tokens
        if place >= len(found.words):
            return True
        return place > 0 and "\n" in found.text[found.ends[place - 1] : found.starts[place]]

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

    def _is_name(self, place: int, first: int, number: bool) -> bool:
        """A capital, or a figure where the head lets one follow."""
        word = self.tokens.words[place]
        if word[0].isdigit():
            found = self.tokens
            if place > first and found.ends[place - 1] == found.starts[place] and found.is_capital(place - 1):
                return True  # "PA03"
            return (number and place == first) or self.tokens.norms[place - 1] in {"số", "lớp"}
        if word == "số" and number:
            return self._digit(place + 1)
        if not word[0].isupper() or self.hits.at("organization_stop", place) is not None:
            return False
        return place == first or not self.is_title(place)

    def _digit(self, place: int) -> bool:
        return place < len(self.tokens.words) and self.tokens.words[place][0].isdigit()

    def is_title(self, place: int) -> bool:
        """Whether a title begins at a token, one that is no word of such names."""
        hit = self.hits.at("title_head", place)
        if hit is not None:
            return self.hits.at("organization_word", place) is None
        before = self.hits.at("title_before", place)
        return before is not None and self.hits.at("title_head", before.last) is not None

    def _level(self, place: int) -> int:
        """Behind "tỉnh" with the place's name, or `place` itself where none begins."""
        hit = self.hits.at("organization_level", place)
        word = self.hits.at("organization_word", place)
        if hit is None or (word is not None and word.last > hit.last):
            return place
        last = hit.last
        if (
            last < len(self.tokens.words)
            and self.tokens.words[last] == "."
            and self.tokens.norms[last - 1] in _SHORT_LEVELS
        ):
            last += 1
        if not self._goes_on(last) or self.hits.at("organization_head", last) is not None or self.is_title(last):
            return last
        return self.place_end(last)

    def country(self, place: int) -> int:
        """Behind the name of a country or another place that begins at a token; the token itself for none.

        A name that no gazetteer knows counts where a person follows it: "Tổng thống Moldova Igor Dodon".
        """
        level = self._level(place) if self._goes_on(place) else place
        if level > place:
            return level
        last = place
        while (kind := self.hits.at("country_kind", last)) is not None:
            last = kind.last
        if not self._goes_on(last):
            return place
        end = self.place_end(last)
        return end if last > place or self._is_place(last) or end in self._barriers else place

    def _is_place(self, place: int) -> bool:
        return any(self.hits.at(category, place) is not None for category in _PLACES)

    def place_end(self, place: int) -> int:
        """Behind the name of a place that begins at `place`."""
        known = max((hit.last for name in _PLACES if (hit := self.hits.at(name, place)) is not None), default=place)
        if known > place:
            return known
        if self._digit(place):
            return place + 1
        last = place
        while last - place < _LONGEST_PLACE and self._goes_on(last) and self._is_of_place(last, place):
            if self.hits.at("organization_head", last) is not None and last > place:
                break
            last += 1
        return last

    def _is_of_place(self, token: int, first: int) -> bool:
        """A capital, also one of a word that else ends names where it is the place's second and last syllable."""
        if self._is_name(token, -1, False):
            return True
        ends = token + 1 >= len(self.tokens.words) or not self.tokens.words[token + 1][0].isalnum()
        return token == first + 1 and ends and self.tokens.is_capital(token) and not self.is_title(token)

    def _behind_place(self, place: int) -> int:
        """A name may have a short form in brackets behind its place, or another level, and then ends."""
        further = self.short_form(place) or place
        if self._goes_on(further):
            level = self._level(further)
            if level > further:
                return level
        return further

    def _second_syllable(self, place: int, first: int) -> int:
        """Behind the small syllable that ends a word no vocabulary knows ("Quân lực"); 0 for none.

        It follows a capital, and a sign, a capital or a place's kind follows it, so that it is hardly a verb;
        or the word segmentation takes the two for one word.
        """
        found = self.tokens
        if place == first or not found.words[place].islower() or not found.is_capital(place - 1):
            return 0
        known = (self.hits.at(name, place) for name in ("organization_stop", "title_head", "title_before"))
        if found.words[place - 1].isupper() or any(hit is not None for hit in known):
            return 0
        after = place + 1
        if self._goes_on(after) and found.words[after] not in set(",;)-–") and not found.is_capital(after):
            if self.hits.at("organization_level", after) is not None:
                return after
            is_word = self._words().is_word(found.starts[place - 1], found.ends[place])
            return after if is_word else 0
        return after

    def _joint(self, place: int, first: int, field: bool) -> int:
        """Behind a comma, a dash or "và" that the name goes on over, at the word behind it; 0 for none."""
        found = self.tokens
        word, after = found.words[place], place + 1
        if after >= len(found.words) or not self._goes_on(after):
            return 0
        if word in {"&", "/", "."} or word in _DASHES:
            tight = found.ends[place - 1] == found.starts[place] and found.ends[place] == found.starts[after]
            if tight and place > first and found.is_capital(place - 1) and found.is_capital(after):
                short = word == "&" or found.words[place - 1].isupper() or word == "-"
                return after if short and not self._begins_other(after) else 0
        if word == "&":
            return after
        if place == first:
            return 0
        if word in _DASHES:
            return after if self._second_half(after, field) else 0
        if word == "," or found.norms[place] == "và":
            return after if field and self._is_field(after, word == ",") else 0
        return 0

    def _begins_other(self, place: int) -> bool:
        return self.hits.at("organization_stop", place) is not None or self.is_title(place)

    def _second_half(self, place: int, field: bool) -> bool:
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

    def _is_field(self, place: int, comma: bool) -> bool:
        hit = self.hits.at("organization_word", place)
        if hit is not None and not self._begins_other(place):
            head = self.hits.at("organization_head", place)
            if head is not None and (head.last > hit.last or self._is_whole_name(place)):
                return False
            return hit.rule.get("sort") in {"field", "both"} or not comma
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

    def short_form(self, place: int) -> int:
        """Behind "(KF)" or "(VH-TT&DL)"; 0 for no such bracket."""
        words = self.tokens.words
        if place >= len(words) or words[place] != "(":
            return 0
        last = place + 1
        while (
            last < len(words)
            and last - place < 8
            and (words[last].isupper() or words[last].isdigit() or words[last] in "-&/.")
        ):
            last += 1
        if last < len(words) and words[last] == ")" and len("".join(words[place + 1 : last])) > 1:
            return last + 1
        return 0

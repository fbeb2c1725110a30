"""The places in the names of organizations: "tỉnh Bắc Giang", "khu vực 5 - Đà Nẵng", "Cộng hòa Pháp"."""

from __future__ import annotations

from collections.abc import Collection

from extractor.find.lexicon import Hits
from extractor.find.names_vocabulary import is_vietnamese
from extractor.language.tokens import Tokens

DASHES = frozenset("-‐‑‒–—−")
_LONGEST_PLACE = 5  # syllables of a place that no gazetteer knows
PLACES = ("province", "place_spelling", "abroad", "district")
ABROAD = ("abroad", "name_country")
_SHORT_LEVELS = frozenset({"tp", "tx", "tt", "q", "p", "h"})


class Places:
    """Reads the names of places from left to right over one text. All places are token numbers."""

    def __init__(self, tokens: Tokens, hits: Hits, barriers: Collection[int]) -> None:
        """`barriers` are tokens at which something else begins: a person, a date."""
        self.tokens = tokens
        self.hits = hits
        self._barriers = barriers

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

    def is_title(self, place: int) -> bool:
        """Whether a title begins at a token, one that is no word of such names."""
        hit = self.hits.at("title_head", place)
        if hit is not None:
            return self.hits.at("organization_word", place) is None
        before = self.hits.at("title_before", place)
        return before is not None and self.hits.at("title_head", before.last) is not None

    def _digit(self, place: int) -> bool:
        return place < len(self.tokens.words) and self.tokens.words[place][0].isdigit()

    def _is_dash(self, place: int) -> bool:
        return place < len(self.tokens.words) and self.tokens.words[place] in DASHES

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
        end = self.place_end(last)
        if self.tokens.norms[last - 1] == "tỉnh" and end - last > 2 and not self._is_place(last):
            return last  # no province has so long a name but those that are known: a person follows
        if self.tokens.words[end - 1].isdigit() and self._is_dash(end) and self._goes_on(end + 1):
            return max(end, self.place_end(end + 1) if self._is_place(end + 1) else 0)  # "khu vực 5 - Đà Nẵng"
        return end

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
        return self.tokens.is_capital(place) and any(self.hits.at(category, place) is not None for category in PLACES)

    def _is_abroad(self, place: int) -> bool:
        return self.hits.at("abroad", place) is not None

    def _is_foreign(self, place: int) -> bool:
        return self.tokens.is_capital(place) and not is_vietnamese(self.tokens.norms[place])

    def place_end(self, place: int) -> int:
        """Behind the name of a place that begins at `place`."""
        known = max((hit.last for name in PLACES if (hit := self.hits.at(name, place)) is not None), default=place)
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

    def _begins_other(self, place: int) -> bool:
        stop, word = self.hits.at("organization_stop", place), self.hits.at("organization_word", place)
        if stop is not None and (word is None or word.last < stop.last or word.rule.get("sort") == "plain"):
            return True
        return self.is_title(place)

"""The day on which a post was given: of the vote or the decision, else of the event that the article reports."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from extractor.link.events_dates import bounds, days
from extractor.link.terms import Dated

# what such a day says is no vote and no decision
_OTHER = re.compile(
    r"(?:\b(?:kể từ|hiệu lực từ|hiệu lực kể từ|có hiệu lực|từ|đến|đến hết|sinh|trước|sau|tính đến|nhân|kỷ niệm)\s*"
    r"|\b(?:trước|sau)\s+(?:khi|ngày|thời điểm)\b[^.;,]{0,40}"
    r"|\b(?:kế hoạch|công văn|văn bản|hướng dẫn|chỉ thị|tờ trình|thông tri|luật|nghị định|thông báo|đề án)\b"
    r"[^.;,]{0,60})\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:kể\s+)?từ\b", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:ký|ban hành)\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:quyết định|văn bản|nghị quyết)\b", re.IGNORECASE)
_HAPPENS = re.compile(
    r"\b(?:tổ chức|diễn ra|họp|đại hội|hội nghị|kỳ họp|phiên họp|lễ|công bố|trao|bầu|bế mạc|khai mạc|ký|bổ nhiệm"
    r"|sinh hoạt|ra mắt)\b",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\b(?:phiên họp|bầu|trao|công bố|ký|bỏ phiếu|quyết định)\b", re.IGNORECASE)
_VOTES = re.compile(r"\b(?:bầu(?!\s+cử)|bỏ phiếu|kiểm phiếu|trúng cử|đắc cử|suy cử|hiệp thương)\b", re.IGNORECASE)
_SAME_DAY = re.compile(r"(?:\w+\s+)?cùng\s+ngày\b", re.IGNORECASE)
_THEREBY = re.compile(r"\W*(?:theo đó|cụ thể|theo (?:nội dung )?(?:các )?quyết định|theo nghị quyết)\b", re.IGNORECASE)
_DECISION = re.compile(r"\b(?:quyết định|nghị quyết)(?:\s+số)?\s+\d[^\s.;]*\s+(?:ngày\s*)?\Z", re.IGNORECASE)
_LONG_AGO = 120  # days before publication at which a day is no longer that of the news


class Days:
    """The days that an article names, with the sentences that they stand in."""

    def __init__(
        self,
        text: str,
        dates: Sequence[Dated],
        sentences: Sequence[tuple[int, int]],
        sections: Sequence[int],
        published: str | None,
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._sections = sections
        self._published = published
        dated = [item for item in dates if item.kind != "term" and item.value]
        self._others = [item for item in dated if self._is_other(item)]
        others = {item.value for item in self._others}
        self._dates = [item for item in dated if not self._is_other(item) and not self._is_same_day(item, others)]

    def of(self, sentence: tuple[int, int], place: int) -> str | None:
        """The day of what is stated at a code point of a sentence."""
        own = self._within(sentence)
        exact = [item for item in own if days(item.value)]
        if exact:
            return days(min(exact, key=lambda item: abs(item.start - place)).value)
        if own:
            return own[0].value
        if any(sentence[0] <= item.start < sentence[1] and self._is_long_ago(item) for item in self._others):
            return None
        return self._decided_before(sentence) or self._signed_after(sentence) or self._event(place)

    def _within(self, sentence: tuple[int, int]) -> list[Dated]:
        return [item for item in self._dates if sentence[0] <= item.start < sentence[1]]

    def _is_same_day(self, item: Dated, others: Collection[str | None]) -> bool:
        """Whether "cùng ngày" was taken to be a day that is not one of the news: "từ ngày 1/9. Cùng ngày, …"."""
        return item.value in others and _SAME_DAY.match(self._text, item.start, item.end) is not None

    def _decided_before(self, sentence: tuple[int, int]) -> str | None:
        """The day of the one decision of which the sentence before speaks, in a sentence that tells what it says."""
        if not _THEREBY.match(self._text, *sentence):
            return None
        before = next((row for row in reversed(self._sentences) if row[0] < sentence[0]), None)
        if before is None:
            return None
        found = {days(item.value) for item in self._within(before) if self._is_of_decision(item)}
        return found.pop() if len(found) == 1 else None

    def _is_of_decision(self, item: Dated) -> bool:
        return _DECISION.search(self._text, max(0, item.start - 50), item.start) is not None

    def _signed_after(self, sentence: tuple[int, int]) -> str | None:
        """ "Văn bản này được ký ngày 21/10" in the sentence behind the statement."""
        after = next((row for row in self._sentences if row[0] >= sentence[1]), None)
        if after is None or "\n" in self._text[sentence[1] - 1 : after[0]]:
            return None
        text = self._text[after[0] : after[1]]
        if not _SIGNED.search(text) or not _PAPER.search(text):
            return None
        return next((days(item.value) for item in self._within(after) if days(item.value)), None)

    def _event(self, place: int) -> str | None:
        """The day of the event: the last one before a place in its part of the article, else the first of all."""
        news = [item for item in self._dates if self._is_news(item)]
        # the day of another decision is the event's only where no other day is told
        news = [item for item in news if not self._is_of_decision(item)] or news
        line = self._text.rfind("\n", 0, place) + 1
        same = [item for item in news if line <= item.start < place and _GIVES.search(self._sentence_of(item))]
        if same:
            return days(same[-1].value)
        start = max((first for first in self._sections if first <= place), default=0)
        if not any(item.start < start for item in news):
            start = 0  # nothing was told before this part: it is the article's own
        here = [item for item in news if start <= item.start]
        before = [item for item in here if item.start < place]
        happening = [item for item in before if _HAPPENS.search(self._sentence_of(item))]
        voted = [item for item in before if _VOTES.search(self._sentence_of(item))] if not start else []
        inner = [item for item in here if happening and self._is_day_of_vote(item, happening[0])] if not start else []
        for choice in (
            inner[-1:],
            voted[-1:],
            happening[:1] if not start else happening[-1:],
            before[:1],
            here[:1],
            news[:1],
        ):
            if choice:
                return days(choice[0].value)
        return None

    def _is_long_ago(self, item: Dated) -> bool:
        """Whether a day is one of another time: "Sau khi tách tỉnh ngày 1/7/1989, bà A được bổ nhiệm"."""
        limits = bounds(days(item.value) or "")
        if limits is None or self._published is None:
            return False
        return (date.fromisoformat(self._published[:10]) - limits[0]).days > 3 * _LONG_AGO

    def _is_day_of_vote(self, item: Dated, event: Dated) -> bool:
        """Whether something was decided on one day of an event of several days."""
        whole, one = bounds(days(event.value) or ""), bounds(days(item.value) or "")
        if whole is None or one is None or whole[0] == whole[1] or one[0] != one[1]:
            return False
        return whole[0] <= one[0] <= whole[1] and _GIVES.search(self._sentence_of(item)) is not None

    def _sentence_of(self, item: Dated) -> str:
        return next((self._text[first:last] for first, last in self._sentences if first <= item.start < last), "")

    def _is_news(self, item: Dated) -> bool:
        value = days(item.value)
        limits = bounds(value) if value is not None else None
        if limits is None:
            return False
        if self._published is None:
            return True
        published = date.fromisoformat(self._published[:10])
        return -3 <= (published - limits[0]).days <= _LONG_AGO

    def _is_other(self, item: Dated) -> bool:
        if item.kind == "date" and _FROM.match(self._text, item.start):
            return True
        match = _OTHER.search(self._text, max(0, item.start - 90), item.start)
        return match is not None and not _SIGNED.search(match[0])

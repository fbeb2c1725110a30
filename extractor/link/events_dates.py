"""The day of an event: which of the dates around its name is its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from extractor.find.reading import DASHES, Reading, Spanned

# days between an event and the article that reports it
_LONG_BEFORE, _LONG_AFTER = 75, 370
_DOCUMENT_REACH = 10
# tokens behind a day in which a word of ending makes it the closing day
_CLOSING_REACH = 8
# a day of another clause is as far as this many tokens
_CLAUSE = 40
# sentences, its own included, in which an event's closing day may follow its first
_CLOSING_SENTENCES = 5


# kinds of events that are over in a day
_BRIEF = ("lễ ", "buổi ", "họp báo", "cuộc họp", "cuộc gặp", "hội đàm", "gặp mặt", "tọa đàm", "đêm ")


class Dated(Spanned, Protocol):
    """A date expression with its resolved value (EDTF) and kind."""

    @property
    def value(self) -> str | None: ...

    @property
    def kind(self) -> str: ...


def days(value: str | None) -> str | None:
    """The days of an EDTF value without clock times; None for what is less exact than a day.

    >>> days("2022-10-13T08:00:00/2022-10-13T11:30:00")
    '2022-10-13'
    """
    if value is None:
        return None
    bare = value.strip("{}")
    parts = [part.split("T")[0] for part in bare.replace("/", ",").split(",")]
    if any(len(part) != 10 for part in parts):
        return None
    if len(set(parts)) == 1:
        return parts[0]
    joined = ("/" if "/" in bare else ",").join(parts)
    return f"{{{joined}}}" if value.startswith("{") else joined


def is_brief(kind: str) -> bool:
    """Whether an event of a kind is over in a day: a ceremony is, a festival ("lễ hội") is not."""
    return kind.startswith(_BRIEF) and kind != "lễ hội"


def bounds(value: str) -> tuple[date, date] | None:
    """The first and last day of a value of `days`."""
    parts = value.strip("{}").replace("/", ",").split(",")
    try:
        return date.fromisoformat(parts[0]), date.fromisoformat(parts[-1])
    except ValueError:
        return None


def gap(one: str, other: str) -> int:
    """Days between two values of `days`; 0 where they overlap."""
    first, second = bounds(one), bounds(other)
    if first is None or second is None:
        return 0
    return max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)


class DateChooser:
    """Finds the day of an event among the dates of its sentence."""

    def __init__(self, reading: Reading, dates: Sequence[Dated], published: str | None) -> None:
        self._reading = reading
        self._published = published
        self._dates: list[tuple[int, int, str]] = []
        self._years: list[tuple[int, int]] = []
        for item in dates:
            value = days(item.value)
            if item.kind != "term" and item.value is not None and item.value[:4].isdigit():
                self._years.append((reading.token_from(item.start), int(item.value[:4])))
            first, last = reading.token_from(item.start), reading.token_from(item.end)
            if value is not None and item.kind != "term" and self._possible(value) and not self._is_other(first):
                self._dates.append((first, last, value))

    def _possible(self, value: str) -> bool:
        """Whether an article of that day would report an event of this one."""
        limits = bounds(value)
        if self._published is None or limits is None:
            return limits is not None
        published = date.fromisoformat(self._published[:10])
        return (published - limits[1]).days <= _LONG_BEFORE and (limits[0] - published).days <= _LONG_AFTER

    def _is_other(self, first: int) -> bool:
        """Whether the date is that of a paper, a birth, a deadline."""
        start, _ = self._reading.sentence(first)
        for token in range(max(start, first - _DOCUMENT_REACH), first):
            hit = self._reading.at("event_time", token)
            if hit is not None and hit.rule.get("role") == "other":
                between = self._reading.tokens.words[hit.last : first]
                if between and self._reading.tokens.norms[hit.last - 1] != "số":
                    continue
                if not any(word in {",", ";", ".", ":"} for word in between) and (
                    hit.last >= first or any(map(str.isdigit, between))
                ):
                    return True
        return False

    def label(self) -> int | None:
        """The token at which the line "Thời gian: …" of a notice begins."""
        for hit in self._reading.hits.of("event_time"):
            if hit.rule.get("role") == "when" and self._reading.tokens.words[hit.last : hit.last + 1] == [":"]:
                return hit.first
        return None

    def labelled(self) -> str | None:
        """The day on the line "Thời gian: …" of a notice."""
        token = self.label()
        return self.in_sentence(token) if token is not None else None

    def near(self, first: int, last: int, *, lasting: bool = True) -> str | None:
        """The day in the sentence of tokens `first` to `last` that stands nearest to them.

        A day in brackets behind something else is that thing's. For a `lasting` event the closing day that is
        named further on belongs to it.
        """
        found = self.candidates(first, last)
        if not found:
            return None
        _, token, value = min(found)
        return self._with_closing(token, value) if lasting else value

    def is_long_past(self, first: int, last: int) -> bool:
        """Whether the sentence of tokens `first` to `last` dates something before them to an earlier year."""
        if self._published is None:
            return False
        start, _ = self._reading.sentence(first)
        return any(start <= at < first and year < int(self._published[:4]) - 1 for at, year in self._years)

    def candidates(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """(distance, token, value) of the days in a sentence, names' own dates left out."""
        start, limit = self._reading.sentence(first)
        found = []
        for at, end, value in self._dates:
            if at < start or end > limit or (first <= at and end <= last):
                continue
            if self._in_bracket(at, end, first, last):
                continue
            distance = max(0, first - end if end <= first else at - last)
            between = self._reading.tokens.words[end:first] if end <= first else self._reading.tokens.words[last:at]
            found.append((distance + _CLAUSE * (";" in between), at, value))
        return found

    def in_sentence(self, token: int) -> str | None:
        """The first day in the sentence of a token."""
        start, limit = self._reading.sentence(token)
        for at, end, value in self._dates:
            if start <= at and end <= limit and not self._in_bracket(at, end, at, at):
                return self._with_closing(at, value)
        return None

    def first(self) -> str | None:
        """The first day of the text."""
        return self._dates[0][2] if self._dates else None

    def stretch_of(self, value: str | None, place: int) -> str | None:
        """The stretch of days before a code point in which a day lies, else the day itself."""
        if value is None or len(value) != 10:
            return value
        for at, end, other in self._dates:
            inside = "/" in other and gap(other, value) == 0 and self._reading.tokens.starts[at] < place
            # "cuối tuần qua" is when a day was, not how long something went on
            inside = inside and any(map(str.isdigit, "".join(self._reading.tokens.words[at:end])))
            if inside and not self._in_bracket(at, end, at, at):
                return other
        return value

    def first_before(self, place: int) -> str | None:
        """The first day of the text that stands before a code point."""
        if not self._dates or self._reading.tokens.starts[self._dates[0][0]] >= place:
            return None
        return self._dates[0][2]

    def _in_bracket(self, at: int, end: int, first: int, last: int) -> bool:
        """Whether a date stands in brackets that belong to something else than tokens `first` to `last`."""
        if at == 0 or self._reading.tokens.words[at - 1] != "(":
            return False
        return at - 1 != last

    def _with_closing(self, token: int, value: str) -> str:
        """A day with the closing day that this sentence or the next names ("kéo dài đến ngày …")."""
        if len(value) != 10:
            return value
        following = token
        for _ in range(_CLOSING_SENTENCES):
            following = self._reading.sentence(following)[1] if following < self._reading.size else following
        for at, end, other in self._dates:
            if at <= token or end > following or len(other) != 10 or other <= value or self._is_of_another(at, token):
                continue
            if self._closing_before(at) or self._closing_behind(end):
                return f"{value}/{other}"
        return value

    def _is_of_another(self, at: int, token: int) -> bool:
        """Whether the sentence of a day begins with an event that the sentence of `token` does not name before."""
        start, _ = self._reading.sentence(at)
        head = self._reading.at("event_head", start)
        if head is None or start <= token:
            return False
        own, end = self._reading.sentence(token)
        norms = self._reading.tokens.norms
        words = norms[head.first : head.last]
        return not any(norms[place : place + len(words)] == words for place in range(own, end))

    def is_closing(self, value: str) -> bool:
        """Whether a day is only named as the end of something."""
        found = [at for at, _, other in self._dates if other == value]
        return bool(found) and all(self._closing_before(at) for at in found)

    def _closing_behind(self, token: int) -> bool:
        """Whether what follows a day says that something ends then: "tối 7/5, lễ hội bế mạc"."""
        limit = self._reading.sentence(token - 1)[1]
        for place in range(token, min(limit, token + _CLOSING_REACH)):
            hit = self._reading.at("event_time", place)
            if hit is not None:
                return bool(hit.rule.get("role") == "closing")
        return False

    def _closing_before(self, token: int) -> bool:
        words = self._reading.tokens.words
        for place in (token, token - 1):
            if place > 0 and words[place - 1] not in DASHES:
                hit = self._reading.hits.until("event_time", place)
                if hit is not None and hit.rule.get("role") == "closing":
                    return True
        if self._reading.tokens.norms[token] in ("đến", "tới", "hết"):
            return True
        own = self._reading.at("event_time", token)
        return own is not None and own.rule.get("role") == "closing"

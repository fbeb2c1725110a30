"""What a date is in its article: the day of the event, of the page, of a decision, a term of office, or a mention."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.find.date_model import DateMention
from extractor.link.events_dates import bounds, days
from extractor.record import DateRole

_PLACE_WORDS = 6  # of "Hà Nội, ngày 15 tháng 12 năm 2021"


def own_role(mention: DateMention, text: str, value: str | None, published: str | None) -> DateRole:
    """What the words around a date say of it; `published` is the ISO day of publication."""
    if mention.kind == "term":
        return "term"
    if mention.signed:
        return "decision"
    of_page = value is not None and value == published
    return "published" if of_page and _fills_line(text, mention.start, mention.end) else "mention"


def _fills_line(text: str, start: int, end: int) -> bool:
    """Whether a date stands alone in its line, or behind a place as in a letter."""
    before = text[text.rfind("\n", 0, start) + 1 : start].strip()
    after = text[end:].partition("\n")[0].strip(" .")
    return not after and (not before or (before.endswith(",") and len(before.split()) <= _PLACE_WORDS))


def is_of_event(value: str | None, event_days: Iterable[str]) -> bool:
    """Whether a value is the day or the days of an event, or its first or last day."""
    if value is None:
        return False
    day = days(value) or value
    for event in event_days:
        limits = bounds(event)
        if day == event or (limits is not None and day in (limits[0].isoformat(), limits[1].isoformat())):
            return True
    return False

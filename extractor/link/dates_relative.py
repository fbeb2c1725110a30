"""Relative words, read by dateparser: "hôm qua" is one day back, "tháng trước" one month.

The grammar hands over only phrases that dateparser reads right (the values of the words in
`patterns/dates/words.yaml`), never the text. It is asked once for each phrase, from a fixed day, and what it answers
is kept as a distance; the day itself is then counted from the publication, so that "tháng trước" of 31 March is
February.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.find.date_model import Unit

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_BASE = datetime(2001, 5, 16, 12)  # in the middle of week, month and year


@lru_cache(maxsize=1)
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # 0.3 s to import: only where a date is relative

    return DateDataParser(languages=["vi"], settings={"RELATIVE_BASE": _BASE, "TIMEZONE": "UTC"})


@lru_cache(maxsize=256)
def distance(phrase: str, unit: Unit) -> int | None:
    """How many units a phrase lies after the day of publication; None where dateparser does not read it."""
    found = _parser().get_date_data(phrase)
    if found.date_obj is None:
        return None
    when: date = found.date_obj.date()
    base = _BASE.date()
    match unit:
        case "day":
            return (when - base).days
        case "week":
            return (_monday(when) - _monday(base)).days // 7
        case "month":
            return (when.year - base.year) * 12 + when.month - base.month
        case "year":
            return when.year - base.year


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

"""Masks: a stretch of text in which each thing found stands as one sign, so that shapes can speak of things.

"Đại hội bầu ông Lê An, Giám đốc Sở Y làm Chủ tịch" becomes "đại hội bầu ①, ② làm ②", and the shape
"bầu {person} làm {position}" is a plain regular expression over that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractor.language.spans import Mention

# one private-use sign for each kind of thing; a slot of the same name matches it
SIGNS: Mapping[str, str] = {
    "person": "\ue000",
    "position": "\ue001",
    "organization": "\ue002",
    "date": "\ue003",
    "term": "\ue004",
    "event": "\ue005",
    "venue": "\ue006",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in the text: its kind (a key of SIGNS), its code points, and what a finder said of it."""

    kind: str
    start: int
    end: int
    mention: Mention


class Masked:
    """A masked stretch of text. `text` is what shapes are matched against."""

    def __init__(self, text: str, start: int, end: int, items: Iterable[Item]) -> None:
        """Mask `text[start:end]`; of items that overlap the first and longest counts."""
        parts: list[str] = []
        self._places: list[int] = []  # masked offsets at which a new part begins …
        self._origins: list[tuple[int, Item | None]] = []  # … and the code point and item that it stands for
        place, size = start, 0
        for item in sorted(items, key=lambda item: (item.start, -item.end)):
            if item.start < place or item.end > end:
                continue
            for part, origin, thing in ((text[place : item.start], place, None), (SIGNS[item.kind], item.start, item)):
                if part:
                    self._places.append(size)
                    self._origins.append((origin, thing))
                    parts.append(part)
                    size += len(part)
            place = item.end
        if place < end:
            self._places.append(size)
            self._origins.append((place, None))
            parts.append(text[place:end])
        self.text = "".join(parts)
        self._end = end

    def item(self, place: int) -> Item | None:
        """The item whose sign stands at a masked offset."""
        return self._origins[bisect_right(self._places, place) - 1][1] if self._places else None

    def items(self, start: int, end: int) -> Sequence[Item]:
        """The items between two masked offsets, in order."""
        first = bisect_right(self._places, start - 1) if start else 0
        found = zip(self._places[first:], self._origins[first:], strict=True)
        return [item for place, (_, item) in found if item is not None and start <= place < end]

    def origin(self, place: int) -> int:
        """The code point of the text that a masked offset stands for."""
        if place >= len(self.text) or not self._places:
            return self._end
        index = bisect_right(self._places, place) - 1
        origin, item = self._origins[index]
        return origin if item is not None else origin + place - self._places[index]

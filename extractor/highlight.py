"""The original page with the facts of its record marked in it, for reading in a browser.

The page stays as it is, but for the marks: each stands around the words that the page prints, never around a tag.
Text of an old Vietnamese encoding is written in Unicode, or no browser of today could show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from extractor.page import Places
from extractor.record import Record, Span

# in order of what is shown where two facts share their words; the colours can be told apart in print too
_COLOURS = {
    "people": "#ffe08a",
    "dates": "#b9e3c6",
    "venues": "#bcd9f5",
    "events": "#e3c8f2",
    "organizations": "#e4e4e4",
}
_STYLE = (
    "<style>mark.trichtin{color:inherit;border-radius:2px}"
    + "".join(f"mark.trichtin-{kind}{{background:{colour}}}" for kind, colour in _COLOURS.items())
    + "mark.trichtin-evidence{background:none;border-bottom:2px solid #d9573a}</style>"
)


@dataclass(frozen=True, slots=True)
class _Label:
    """What is said of a stretch of text: the fact's path in the record, and the fact in words."""

    kind: str
    path: str
    text: str


def highlight(data: bytes | str, records: Sequence[Record]) -> str:
    """The page with a `<mark>` around the words of every fact; `data` is what the records were read from.

    `title` of a mark tells the facts, `data-fact` their paths as `explain` takes them. The text begins with a byte
    order mark: it is to be written as UTF-8, whatever the page declares. Facts in a title that stands only in the
    page's head are not marked.
    """
    borders: dict[int, list[tuple[bool, _Label]]] = defaultdict(list)
    places = Places(data, records[0])
    for number, record in enumerate(records):
        places = places if number == 0 else Places(data, record)
        for label, start, end in _labels(record, f"[{number}]." if len(records) > 1 else ""):
            for first, last in places.find(start, end):
                borders[first].append((True, label))
                borders[last].append((False, label))
    plain = records[0].source.media_type == "text/plain"
    pieces = list(_marked(places, borders, plain=plain))
    if plain:
        pieces = ['<!DOCTYPE html><meta charset="utf-8"><pre style="white-space:pre-wrap">', *pieces, "</pre>"]
    return "\ufeff" + "".join(pieces) + _STYLE


def _marked(places: Places, borders: dict[int, list[tuple[bool, _Label]]], *, plain: bool) -> Iterator[str]:
    """The source in pieces, with marks around the stretches between borders that hold facts."""
    open_labels: dict[_Label, int] = {}
    last = 0
    for place in sorted({*borders, len(places.source)}):
        text = places.readable(places.source[last:place])
        text = escape(text) if plain else text
        if open_labels and text:
            yield f"{_tag(open_labels)}{text}</mark>"
        else:
            yield text
        last = place
        for opens, label in borders.get(place, ()):
            count = open_labels.pop(label, 0) + (1 if opens else -1)
            if count:
                open_labels[label] = count


def _tag(labels: dict[_Label, int]) -> str:
    ordered = sorted(labels, key=lambda label: (_order(label.kind), label.path))
    told = escape("\n".join(dict.fromkeys(f"{label.path}: {label.text}" for label in ordered)))
    paths = escape(" ".join(dict.fromkeys(label.path for label in ordered)))
    kinds = " ".join(dict.fromkeys(f"trichtin-{label.kind}" for label in ordered))
    return f'<mark class="trichtin {kinds}" data-fact="{paths}" title="{told}">'


def _order(kind: str) -> int:
    return list(_COLOURS).index(kind) if kind in _COLOURS else len(_COLOURS)


def _labels(record: Record, before: str) -> Iterator[tuple[_Label, int, int]]:
    """Every mention of every fact: its label, start and end in the record's text."""
    for number, date in enumerate(record.dates):
        yield from _mentions("dates", f"{before}dates[{number}]", f"{date.text} = {date.value}", date.mentions)
    for number, event in enumerate(record.events):
        yield from _mentions("events", f"{before}events[{number}]", f"{event.kind}: {event.name}", event.mentions)
    for number, venue in enumerate(record.venues):
        where = f"{venue.text} ({venue.province})" if venue.province else venue.text
        yield from _mentions("venues", f"{before}venues[{number}]", where, venue.mentions)
    for number, person in enumerate(record.people):
        path = f"{before}people[{number}]"
        yield from _mentions("people", path, person.name, person.mentions)
        for place, position in enumerate(person.positions):
            post = " – ".join(filter(None, (person.name, position.title, position.organization)))
            yield _Label("people", f"{path}.positions[{place}]", post), position.start, position.end
    for number, organization in enumerate(record.organizations):
        path = f"{before}organizations[{number}]"
        yield from _mentions("organizations", path, organization.name, organization.mentions)
    for number, elected in enumerate(record.elected_posts):
        told = " – ".join(filter(None, (elected.person, elected.post, elected.body, elected.term, elected.how)))
        label = _Label("evidence", f"{before}elected_posts[{number}]", told)
        yield label, elected.evidence.start, elected.evidence.end


def _mentions(kind: str, path: str, text: str, mentions: Sequence[Span]) -> Iterator[tuple[_Label, int, int]]:
    for mention in mentions:
        yield _Label(kind, path, text), mention.start, mention.end

"""Events named inside the names of others: the festival of "lễ khai mạc Liên hoan …"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.find.events import EventMention
from extractor.find.reading import OPENERS, Reading

# rules whose events a ceremony opens, closes or rounds off
_WHOLES = {"event.show", "event.contest", "event.meeting", "event.training"}


def with_inner(mentions: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """The mentions and those of the events that ceremonies among them are part of, in the order of the text."""
    return [found for mention in mentions for found in (mention, *_inner(mention, reading))]


def _inner(mention: EventMention, reading: Reading) -> list[EventMention]:
    """The event whose opening, closing, prizes … a ceremony is: its name runs to the end of the ceremony's."""
    if not mention.kind.startswith("lễ "):
        return []
    for token in range(mention.first + 1, mention.last - 1):
        hit = reading.at("event_head", token)
        if hit is None or hit.rule.id not in _WHOLES or hit.last >= mention.last:
            continue
        return [
            EventMention(
                reading.tokens.starts[hit.first],
                mention.end,
                hit.rule.id,
                hit.rule.get("kind") or " ".join(reading.tokens.norms[hit.first : hit.last]),
                True,
                reading.tokens.words[hit.last] in OPENERS,
                "part",
                "",
                hit.rule.get("anaphor", "yes"),
                hit.first,
                mention.last,
            )
        ]
    return []
